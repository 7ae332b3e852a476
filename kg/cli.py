"""The command line: each command is one call of the library and its progress bar.

Results go to stdout or to files, progress and errors to stderr. Exit status: 0 all done, 1 something could
not be read or written, 2 nothing to do or a wrong call. Heavy imports stand inside the commands, so that
`kg --help` answers at once.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__
from kg.errors import InputError, KgError

if TYPE_CHECKING:
    from kg.model import Article
    from kg.run.build import Graph

NOTHING = "nothing to read: give .txt or .jsonl files, or a folder that holds some, e.g. `kg build seeds`"

inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
published = click.option(
    "--published", metavar="YYYY-MM-DD", help="Date of publication of all articles; overrides what the pages say."
)
lexicon = click.option(
    "--lexicon", metavar="FILE", help="Names of your own, TOML or TSV (name, label, aliases, code); see the README."
)
quiet = click.option("--quiet", is_flag=True, help="No progress bar and no summary; errors are still shown.")


class Commands(click.Group):
    """Shows the project's own errors as one line on stderr instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Chinese news into a knowledge graph: who did what, where, when, with whom."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


class Failures:
    """Collects the inputs that could not be read and shows each on stderr as it comes."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        self.count += 1
        click.echo(f"kg: {error}", err=True)

    def end(self, done: bool) -> None:
        """Leave with status 2 where nothing could be done, 1 where something failed."""
        if not done:
            click.echo(f"kg: {NOTHING}", err=True)
            sys.exit(2)
        if self.count:
            sys.exit(1)


def bar(hidden: bool) -> Callable[[Iterable["Article"], int], Iterable["Article"]]:
    """A progress bar on stderr, an article a step."""
    from tqdm import tqdm

    return lambda articles, total: tqdm(
        articles, total=total, desc="extracting", unit=" articles", disable=hidden or not total, file=sys.stderr
    )


def emit(text: str, target: str | None) -> None:
    """Write a result to a file (whole or not at all) or to stdout."""
    if target is None or target == "-":
        click.echo(text, nl=False)
    else:
        from kg.run.files import replace

        replace(Path(target), text.encode("utf-8"))


@main.command()
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


@main.command()
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


@main.command()
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


@main.command()
@click.argument("folder", metavar="OUTPUT", type=click.Path(exists=True, file_okay=False))
@click.option(
    "--format", "form", required=True, type=click.Choice(["graphml", "gexf", "csv", "nt", "nq", "jsonld"]),
    help="csv is a ZIP of nodes.csv and edges.csv; nt, nq and jsonld are RDF.",
)  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Where to write (default: stdout).")
def export(folder: str, form: str, output: str | None) -> None:
    """Write a build's graph for another program."""
    import kg
    from kg.publish.tables import EXPORTS
    from kg.run.files import replace

    content: bytes = EXPORTS[form](kg.load(folder))
    if output is None or output == "-":
        click.echo(content, nl=False)
    else:
        replace(Path(output), content)


@main.command()
@click.argument("folder", metavar="OUTPUT", type=click.Path(exists=True, file_okay=False))
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.Path(exists=True, dir_okay=False), help="Read the query from a file.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "ttl"]), default="table", show_default=True,
    help="How to print the answer.",
)  # fmt: skip
def query(folder: str, sparql: str | None, file: str | None, form: str) -> None:
    """Ask the graph of a build with SPARQL; its prefixes are known."""
    import kg

    if (sparql is None) == (file is None):
        raise click.UsageError("give one query, as an argument or with --file")
    question = sparql if sparql is not None else Path(str(file)).read_text(encoding="utf-8")
    emit(kg.load(folder).query(question).show(form), None)


def check_date(text: str | None) -> str | None:
    """A date given on the command line, as ISO; a wrong one is a wrong call."""
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no date like 2024-02-28", param_hint="--published") from error


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
