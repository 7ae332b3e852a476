"""Commands that ask a graph that was built."""

from pathlib import Path

import click

from kg.cli.common import built, emit


@click.command()
@built
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


@click.command()
@built
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
