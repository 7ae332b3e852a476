"""Does a build satisfy the shapes? pySHACL looks at batches of articles, queries at the whole graph."""

from collections.abc import Iterator
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Triple, parse, serialize

from kg.errors import OutputError
from kg.ontology.namespaces import KG, PROV, RDF, SCHEMA, SKOS
from kg.query.engine import Engine
from kg.query.store import TRIG

BATCH = 200  # articles: pySHACL takes 41 ms for one alone, 13 ms each in batches of 40
_SH = "http://www.w3.org/ns/shacl#"


class Finding(Struct, frozen=True):
    """What a build does not satisfy: how grave it is (Violation, Warning), in words, how often, and one example."""

    severity: str
    message: str
    count: int
    example: str


def validate(folder: str | Path) -> list[Finding]:
    """All findings on the build in a folder, the gravest first; none where it conforms.

    Raises OutputError where pyshacl is not installed or there is no build.
    """
    try:
        import pyshacl  # noqa: F401
    except ImportError as error:
        raise OutputError("pyshacl", "checks the shapes: pip install 'kg-news[validate]'") from error
    counts: dict[tuple[str, str], list[str]] = {}
    for severity, message, example in (*_local(Path(folder)), *_whole(Path(folder))):
        counts.setdefault((severity, message), []).append(example)
    found = [Finding(*key, len(examples), min(examples)) for key, examples in counts.items()]
    return sorted(found, key=lambda f: (f.severity != "Violation", f.severity, -f.count, f.message))


def _local(folder: Path) -> Iterator[tuple[str, str, str]]:
    from pyshacl import validate as check
    from rdflib import Graph, URIRef

    shapes = Graph().parse(data=_read("kg.ontology", "shapes.ttl"), format="turtle")
    articles, common = _articles(folder / TRIG)
    parts = iter(articles.values())
    while batch := list(islice(parts, BATCH)):
        triples = {triple for part in batch for triple in part} | common
        data = Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
        _, report, _ = check(data, shacl_graph=shapes, allow_warnings=True)
        for result in report.subjects(URIRef(_SH + "resultSeverity")):
            told: Any = {p.removeprefix(_SH): o for p, o in report.predicate_objects(result)}
            path = f" ({told['resultPath']})" if "resultPath" in told else ""
            yield (
                str(told["resultSeverity"]).removeprefix(_SH),
                str(told["resultMessage"]).partition("\n")[0] + path,
                str(told["focusNode"]),
            )


def _articles(path: Path) -> tuple[dict[NamedNode, set[Triple]], set[Triple]]:
    """The statements of each article, its claims among them, and those of the vocabulary."""
    graphs: dict[Any, set[Triple]] = {}
    try:
        for quad in parse(path=str(path), format=RdfFormat.TRIG):
            if quad.graph_name != DefaultGraph():  # the header
                graphs.setdefault(quad.graph_name, set()).add(quad.triple)
    except (OSError, SyntaxError) as error:
        raise OutputError(str(path), f"{error}; `kg build INPUT -o {path.parent}` writes it anew") from error
    articles = {name: part for name, part in graphs.items() if Triple(name, RDF.type, SCHEMA.NewsArticle) in part}
    common: set[Triple] = set()
    for name, part in graphs.items():
        origin = next((t.object for t in part if t.subject == name and t.predicate == PROV.wasDerivedFrom), None)
        if origin in articles:
            articles[origin] = articles[origin] | part
        elif Triple(KG.EventTypes, RDF.type, SKOS.ConceptScheme) in part:
            common = part
    return articles, common


def _whole(folder: Path) -> Iterator[tuple[str, str, str]]:
    """What the queries find that must return nothing; the first comment of each says what is wrong."""
    with Engine(folder) as engine:
        for path in sorted(files("kg.query").joinpath("checks").iterdir(), key=lambda path: path.name):
            if path.name.endswith(".rq"):
                sparql = path.read_text(encoding="utf-8")
                message = sparql.partition("\n")[0].removeprefix("#").strip()
                yield from (("Violation", message, str(row[0])) for row in engine.query(sparql))


def _read(package: str, name: str) -> bytes:
    return files(package).joinpath(name).read_bytes()
