"""Commands from files to the graph."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import (
    Failures,
    bar,
    built,
    check_date,
    columns,
    emit,
    inputs,
    jobs,
    lexicon,
    no_cache,
    published,
    quiet,
    seconds,
    strict,
)  # fmt: skip

if TYPE_CHECKING:
    from kg.read import Columns, Placed
    from kg.run.build import Graph


@click.command()
@inputs
@published
@columns
@click.option("--explain", is_flag=True, help="Show instead why each article begins where it does.")
def read(inputs: tuple[str, ...], published: str | None, columns: "Columns", explain: bool) -> None:
    """Print the articles found in pages of text, a JSON object a line."""
    from kg.read import joined, placed, to_json

    failures = Failures()
    found = list(placed(inputs, published=check_date(published), columns=columns, on_error=failures))
    if explain:
        emit("".join(f"{explained(one)}\n" for one in found), None)
    else:
        emit("".join(to_json(article) + "\n" for article in joined(found, failures)), None)
    failures.end(bool(found))


def explained(found: "Placed") -> str:
    """Where an article begins, its headline and date, and the signs by which it was told from the one before."""
    article = found.article
    signs = ", ".join(found.reasons) or "begins the page or row"
    return f"{found.place}: {article.title or '(no headline)'} [{article.published or 'no date'}]\n    {signs}"


@click.command()
@inputs
@published
@columns
@lexicon
@click.option("-o", "--output", metavar="FILE", help="Where to write the records (default: stdout).")
@jobs
@seconds
@strict
@no_cache
@quiet
def extract(
    inputs: tuple[str, ...],
    published: str | None,
    columns: "Columns",
    lexicon: str | None,
    output: str | None,
    jobs: int | None,
    seconds: float,
    strict: bool,
    no_cache: bool,
    quiet: bool,
) -> None:
    """Print what each article says, an extraction record a line.

    With -o, what was extracted before an interruption is kept beside the file until the next run.
    """
    from kg.model import encode_lines
    from kg.run.build import extract_all
    from kg.run.extraction import all_cores
    from kg.run.files import check_folder

    failures = Failures()
    journal = None
    if output not in (None, "-") and not no_cache:
        target = Path(output)
        check_folder(target.parent)
        journal = target.with_name(f".{target.name}.journal")
    records = extract_all(
        inputs,
        published=check_date(published),
        columns=columns,
        lexicon=lexicon,
        jobs=jobs or all_cores(),
        seconds=seconds,
        journal=journal,
        on_error=None if strict else failures,
        progress=bar(quiet),
    )
    if records:
        emit(encode_lines(records), output)
    failures.end(bool(records))


@click.command()
@inputs
@click.option("-o", "--output", default="output", show_default=True, metavar="FOLDER", help="Where to write.")
@published
@columns
@lexicon
@click.option(
    "--decisions", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
    help="What you decided of the pairs in candidates.tsv, TOML; see the README.",
)
@click.option("--base", metavar="IRI", help="Name things in the RDF under this IRI instead of urn:uuid.")
@click.option("--fresh", is_flag=True, help="Forget the articles of earlier builds of this folder.")
@jobs
@seconds
@strict
@no_cache
@quiet
def build(
    inputs: tuple[str, ...], output: str, published: str | None, columns: "Columns", lexicon: str | None,
    decisions: str | None, base: str | None, fresh: bool, jobs: int | None, seconds: float, strict: bool,
    no_cache: bool, quiet: bool,
) -> None:
    """Build the graph: records, an interactive page, and RDF.

    Articles of earlier builds of the folder stay (--fresh forgets them, `kg remove` takes single ones out), and only
    new ones are read. The options are those of this build: give --decisions, --lexicon and --base each time.
    """
    import kg
    from kg.run.extraction import all_cores

    failures = Failures()
    graph = kg.build(
        inputs,
        output,
        published=check_date(published),
        columns=columns,
        lexicon=lexicon,
        decisions=decisions,
        base=base,
        fresh=fresh,
        cache=not no_cache,
        jobs=jobs or all_cores(),
        seconds=seconds,
        on_error=None if strict else failures,
        progress=bar(quiet),
    )
    if graph.records and not quiet:
        click.echo(summary(graph))
    failures.end(bool(graph.records))


@click.command()
@built
@click.argument("names", nargs=-1, required=True, metavar="ARTICLE_ID|FILE...")
@quiet
def remove(folder: str, names: tuple[str, ...], quiet: bool) -> None:
    """Take an article out of a build, or all that came from a file, and all that rests on these alone."""
    import kg

    before = len(kg.load(folder).records)
    graph = kg.remove(folder, names)
    if not quiet:
        click.echo(f"{before - len(graph.records)} articles removed, {len(graph.records)} left in {folder}")


def summary(graph: "Graph") -> str:
    """What a build found and what to do next, for people."""
    from kg.ontology import vocabulary

    words = vocabulary()
    kinds: Counter[str] = Counter()
    families: Counter[str] = Counter()
    for _, node in graph.nx.nodes(data=True):
        if node["kind"] == "entity":
            kinds[node["type"]] += 1
        elif node["kind"] == "event" and node["asserted"]:
            families[node["family"]] += 1
    unasserted = sum(len(record.unasserted) for record in graph.records)
    links = sum(edge["kind"] == "link" and not edge["asserted"] for *_, edge in graph.nx.edges(data=True))
    folder = graph.folder

    def counted(counts: Counter[str], labels: Any) -> str:
        return "  ".join(f"{labels[key].zh} {key} {counts[key]}" for key in labels if counts[key])

    return f"""
{len(graph.records)} articles
{sum(kinds.values())} entities   {counted(kinds, words.entities)}
{sum(families.values())} events     {counted(families, words.families)}
{unasserted} more are denied, conditional or threatened, and kept apart

{folder}/graph.html     the interactive graph: open it in a browser
{folder}/graph.ttl      all that is asserted, for any RDF tool
{folder}/graph.trig     the same, one named graph an article
{folder}/records.jsonl  what each article says, an object a line
{folder}/candidates.tsv what may be one: {links} pairs for you to decide

Next:
  kg query {folder} 'SELECT ?name (COUNT(?e) AS ?n) {{ ?e kg:involves/rdfs:label ?name }} GROUP BY ?name'
  kg export {folder} --format graphml -o {folder}/graph.graphml"""
