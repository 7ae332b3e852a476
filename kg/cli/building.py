"""Commands from files to the graph."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import Failures, bar, check_date, emit, inputs, lexicon, published, quiet

if TYPE_CHECKING:
    from kg.run.build import Graph


@click.command()
@inputs
@published
def read(inputs: tuple[str, ...], published: str | None) -> None:
    """Print the articles found in pages of text, a JSON object a line."""
    from kg.read import read as read_inputs
    from kg.read import to_json

    failures = Failures()
    articles = read_inputs(inputs, published=check_date(published), on_error=failures)
    emit("".join(to_json(article) + "\n" for article in articles), None)
    failures.end(bool(articles))


@click.command()
@inputs
@published
@lexicon
@click.option("-o", "--output", metavar="FILE", help="Where to write the records (default: stdout).")
@quiet
def extract(
    inputs: tuple[str, ...], published: str | None, lexicon: str | None, output: str | None, quiet: bool
) -> None:
    """Print what each article says, an extraction record a line."""
    from kg.model import encode_lines
    from kg.run.build import extract_all

    failures = Failures()
    records = extract_all(
        inputs, published=check_date(published), lexicon=lexicon, on_error=failures, progress=bar(quiet)
    )
    if records:
        emit(encode_lines(records), output)
    failures.end(bool(records))


@click.command()
@inputs
@click.option("-o", "--output", default="output", show_default=True, metavar="FOLDER", help="Where to write.")
@published
@lexicon
@click.option("--base", metavar="IRI", help="Name things in the RDF under this IRI instead of urn:uuid.")
@quiet
def build(
    inputs: tuple[str, ...], output: str, published: str | None, lexicon: str | None, base: str | None, quiet: bool
) -> None:
    """Build the graph: records, an interactive page, and RDF."""
    import kg

    failures = Failures()
    graph = kg.build(
        inputs,
        output,
        published=check_date(published),
        lexicon=lexicon,
        base=base,
        on_error=failures,
        progress=bar(quiet),
    )
    if graph.records and not quiet:
        click.echo(summary(graph))
    failures.end(bool(graph.records))


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

Next:
  kg query {folder} 'SELECT ?name (COUNT(?e) AS ?n) {{ ?e kg:involves/rdfs:label ?name }} GROUP BY ?name'
  kg export {folder} --format graphml -o {folder}/graph.graphml"""
