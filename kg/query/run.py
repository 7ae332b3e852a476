"""SPARQL on the files of a build."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Variable

from kg.errors import InputError, OutputError
from kg.ontology.namespaces import PREFIXES
from kg.query.guard import check
from kg.query.result import Result

TURTLE, TRIG = "graph.ttl", "graph.trig"


def store(place: str | Path, *, graphs: bool = False) -> Store:
    """The statements of graph.ttl (`place`, or in the folder `place`) in the default graph of a new store.

    With `graphs` those of graph.trig beside it stand in their named graphs as well. Raises OutputError
    where a file is missing or broken.
    """
    turtle = Path(place) / TURTLE if Path(place).is_dir() else Path(place)
    result = Store()
    for path, form in ((turtle, RdfFormat.TURTLE), (turtle.with_name(TRIG), RdfFormat.TRIG))[: 1 + graphs]:
        try:
            result.bulk_load(path=str(path), format=form)
        except (OSError, SyntaxError) as error:
            raise OutputError(str(path), f"{error}; `kg build` writes it anew") from error
    return result


def query(place: str | Path, sparql: str, given: Mapping[str, str] | None = None) -> Result:
    """The answer of a SPARQL query on the statements of a build (graph.ttl, or the folder that holds it).

    The prefixes of `kg.ontology.namespaces.PREFIXES` are known. Queries run on the default graph, which holds
    what is asserted; `GRAPH ?article { … }` reaches single articles and the claims. `given` sets variables
    to names beforehand (Chinese literals; an IRI in <…>). Raises InputError for a query that is none or that
    would reach another server, OutputError where there is no graph to ask.
    """
    words = check(sparql)
    values = {Variable(name): _term(value) for name, value in (given or {}).items()}
    data = store(place, graphs="GRAPH" in words)
    try:
        return Result(data.query(sparql, prefixes=PREFIXES | {"id": "urn:uuid:"}, substitutions=values))  # type: ignore[arg-type]
    except (SyntaxError, ValueError) as error:
        raise InputError("query", str(error)) from error


def _term(value: str) -> NamedNode | Literal:
    if value.startswith("<") and value.endswith(">"):
        return NamedNode(value[1:-1])
    return Literal(value, language="zh")


def questions() -> dict[str, str]:
    """The competency questions that come along: name -> SPARQL, whose first comment says what it answers."""
    found = (path for path in files(__package__).iterdir() if path.name.endswith(".rq"))
    return {path.name.removesuffix(".rq"): path.read_text("utf-8") for path in sorted(found, key=lambda p: p.name)}
