"""Commands that ask a graph that was built."""

import sys
from pathlib import Path

import click

from kg.cli.common import built, emit
from kg.errors import InputError, OutputError

form = click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "ttl"]), default="table", show_default=True,
    help="How to print the answer.",
)  # fmt: skip


@click.command()
@built
@click.option(
    "--format", "form", required=True,
    type=click.Choice(["graphml", "gexf", "csv", "parquet", "geojson", "nt", "nq", "jsonld"]),
    help="csv is a ZIP of nodes.csv and edges.csv for neo4j-admin, parquet of three tables; nt, nq, jsonld are RDF.",
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
@form
@click.option(
    "--seconds", default=30.0, show_default=True, type=click.FloatRange(0, min_open=True),
    help="Stop the query after so long.",
)  # fmt: skip
def query(folder: str, sparql: str | None, file: str | None, form: str, seconds: float) -> None:
    """Ask the graph of a build with SPARQL; its prefixes are known."""
    from kg.query import Limits
    from kg.query import query as answer

    if (sparql is None) == (file is None):
        raise click.UsageError("give one query, as an argument or with --file")
    question = sparql if sparql is not None else Path(str(file)).read_text(encoding="utf-8")
    emit(answer(folder, question, Limits(seconds=seconds)).show(form), None)


@click.command()
@built
@click.argument("question", required=False, metavar="[QUESTION]")
@click.option("--org", help="The name of an organisation.")
@click.option("--person", help="The name of a person.")
@click.option("--place", help="The name of a place; places inside it count.")
@click.option("--type", "type", help="A type of event or a family of types, e.g. Theft, 盗窃, 警务活动.")
@click.option("--since", metavar="YYYY-MM-DD", help="Not before this day.")
@click.option("--until", metavar="YYYY-MM-DD", help="Not after this day.")
@click.option("--rule", help="The name of a rule, as evidence has it.")
@click.option("--confidence", metavar="NUMBER", help="Below this the rule is doubtful.")
@form
def ask(folder: str, question: str | None, form: str, **given: str | None) -> None:
    """Answer a question that comes along; without QUESTION, list them all."""
    from kg.query import query as answer
    from kg.query import questions
    from kg.show import table

    if question is None:
        takes = [(q.name, " ".join(f"--{p}" for p in q.parameters), q.about) for q in questions().values()]
        return emit(table(("question", "options", "about"), takes), None)
    if question not in questions():
        raise click.BadParameter(f"{question!r} is none of {', '.join(questions())}", param_hint="QUESTION")
    try:
        sparql = questions()[question].fill({name: value for name, value in given.items() if value is not None})
    except InputError as error:
        raise click.UsageError(str(error)) from error
    found = answer(folder, sparql)
    if not found.rows:
        for name in filter(None, (given.get(part) for part in ("org", "person", "place"))):
            if not answer(folder, named(name)).truth:
                raise InputError(name, "is no name in this graph")
    emit(found.show(form), None)


def named(name: str) -> str:
    """The query whether anything bears a name."""
    from pyoxigraph import Literal

    return f"ASK {{ ?x rdfs:label|skos:altLabel {Literal(name, language='zh')} }}"


@click.command()
@built
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--most", default=5, show_default=True, type=click.IntRange(min=1), help="How many chains at most.")
def path(folder: str, one: str, other: str, most: int) -> None:
    """Show the shortest chains between two names, with the sentence behind each step."""
    import kg
    from kg.show import cell

    graph = kg.load(folder)
    chains = graph.path(one, other, most=most)
    lines = []
    for number, chain in enumerate(chains, 1):
        lines.append(f"{number}. {graph.nx.nodes[chain[0].source]['name']}")
        for step in chain:
            node, arrow = graph.nx.nodes[step.target], f"─{step.type}→" if step.forward else f"←{step.type}─"
            lines.append(f"   {arrow} {cell(node['name'])}  [{node['type']}]")
            title = graph.nx.nodes[node_of(step.evidence["article"])]["name"]
            lines.append(f"      {cell(step.evidence['sentence'])} ({cell(title)})")
    emit("".join(line + "\n" for line in lines) or f"nothing joins {cell(one)} and {cell(other)}\n", None)


def node_of(article: str) -> str:
    """The node of an article."""
    from kg.link.identity import article_key, node_id

    return node_id(article_key(article))


@click.command()
@built
def validate(folder: str) -> None:
    """Check a build against the SHACL shapes; exit status 1 where it violates one."""
    from kg.query.validate import validate as findings
    from kg.show import table

    found = findings(folder)
    rows = [(finding.severity, finding.count, finding.message, finding.example) for finding in found]
    emit(table(("severity", "count", "message", "example"), rows) if rows else "", None)
    if any(finding.severity == "Violation" for finding in found):
        sys.exit(1)
    emit(f"{folder} conforms\n", None)


@click.command()
@built
@click.option("--port", default=8765, show_default=True, type=click.IntRange(1, 65535), help="Where to listen.")
def serve(folder: str, port: int) -> None:
    """Show a build in the browser, with a query page and a SPARQL endpoint, on 127.0.0.1 alone."""
    try:
        import uvicorn

        from kg.serve import make_app
    except ImportError as error:
        raise OutputError("kg serve", "needs a web server: pip install 'kg-news[serve]'") from error
    click.echo(f"http://127.0.0.1:{port}/ the page, /query to ask, /sparql the endpoint; Ctrl+C ends it", err=True)
    uvicorn.run(make_app(folder), host="127.0.0.1", port=port, log_level="warning")
