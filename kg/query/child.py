"""The process that answers queries, so that it can be killed: `python -m kg.query.child OUTPUT MEMORY [graphs]`.

MEMORY is what a query may take, in bytes; `graphs` opens the named graphs as well. Once the store is open
the process can open no file and no socket.
A request is a line of JSON on stdin (`sparql`, `rows`: how many at most), an answer one on stdout.
"""

import sys
from typing import Any

import msgspec
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.errors import KgError
from kg.ontology.namespaces import PREFIXES
from kg.query.store import open_store

_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Answer(msgspec.Struct, omit_defaults=True):
    """What comes back: SPARQL 1.1 JSON of rows or of a truth, Turtle of triples, or what went wrong."""

    json: msgspec.Raw = msgspec.Raw(b"")
    turtle: str = ""
    error: str = ""  # the query is wrong, or the store is
    limit: str = ""  # the limit that was reached


def answer(store: Store, sparql: str, rows: int) -> Answer:
    """The answer of a query, of at most so many rows or triples."""
    try:
        result = store.query(sparql, prefixes=PREFIXES | {"id": "urn:uuid:"})
        if isinstance(result, QueryBoolean):
            return Answer(json=_raw({"head": {}, "boolean": bool(result)}))
        told: list[Any] = []
        for item in result:
            if len(told) == rows:
                return Answer(limit="rows")
            told.append(item)
    except MemoryError:
        return Answer(limit="memory")
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        return Answer(error=str(error))
    if isinstance(result, QueryTriples):
        turtle = serialize(sorted(set(told), key=str), format=RdfFormat.TURTLE, prefixes=PREFIXES)
        return Answer(turtle=(turtle or b"").decode("utf-8"))
    assert isinstance(result, QuerySolutions)
    names = [variable.value for variable in result.variables]
    bindings = [{n: _term(t) for n, t in zip(names, row, strict=True) if t is not None} for row in told]
    return Answer(json=_raw({"head": {"vars": names}, "results": {"bindings": bindings}}))


def _raw(value: Any) -> msgspec.Raw:
    return msgspec.Raw(msgspec.json.encode(value))


def _term(term: NamedNode | BlankNode | Literal | Triple) -> dict[str, Any]:
    """A term in SPARQL 1.1 Query Results JSON, section 3.2.2."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {part: _term(getattr(term, part)) for part in ("subject", "predicate", "object")}
        return {"type": "triple", "value": parts}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


def _confine(memory: int) -> None:
    """Take from this process the right to more memory than it has and `memory`, and to open anything."""
    try:
        import resource
    except ImportError:  # Windows: time and rows alone are limited there
        return
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            taken = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        taken = 0
    resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))  # what is open stays open


def main() -> None:
    folder, memory, *graphs = sys.argv[1:]
    out = sys.stdout.buffer

    def reply(told: Answer) -> None:
        out.write(msgspec.json.encode(told) + b"\n")
        out.flush()

    try:
        store = open_store(folder, graphs=bool(graphs))
    except (KgError, OSError) as error:
        return reply(Answer(error=str(error)))
    _confine(int(memory))
    reply(Answer())
    for line in sys.stdin.buffer:
        reply(answer(store, **msgspec.json.decode(line)))


if __name__ == "__main__":
    main()
