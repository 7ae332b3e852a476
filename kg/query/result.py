"""The answer of a query, and ways to show it."""

from collections.abc import Iterator
from typing import Any

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from kg.errors import InputError
from kg.ontology.namespaces import PREFIXES
from kg.show import table

_NUMBERS = ("integer", "decimal", "double", "float")


class Result:
    """The answer of a query: rows of a SELECT, the truth of an ASK, the Turtle of a CONSTRUCT or DESCRIBE.

    Iterating gives the rows as tuples of str, int, float, bool or None, in the order of `columns`.
    """

    def __init__(self, *, json: bytes = b"", turtle: str = ""):
        self.columns: list[str] = []
        self.rows: list[tuple[Any, ...]] = []
        self.truth: bool | None = None
        self.json, self.turtle = json, turtle
        if not json:
            return
        answer = parse_query_results(json, format=QueryResultsFormat.JSON)
        if isinstance(answer, QueryBoolean):
            self.truth = bool(answer)
            self.columns, self.rows = ["answer"], [(self.truth,)]
        else:
            assert isinstance(answer, QuerySolutions)
            self.columns = [variable.value for variable in answer.variables]
            self.rows = [tuple(map(_value, solution)) for solution in answer]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def dicts(self) -> list[dict[str, Any]]:
        """The rows by column; `pandas.DataFrame(result.dicts())` makes a frame of them."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def show(self, form: str = "table") -> str:
        """The answer as text: `table`, `csv`, `json` (SPARQL 1.1 results) or `ttl` (of triples alone).

        Triples are shown as Turtle in a table, too. Raises InputError for a form that the answer has not.
        """
        if not self.json:
            if form in ("table", "ttl"):
                return self.turtle
            raise InputError("query", f"triples cannot be shown as {form}; ask for table or ttl")
        if form == "json":
            return self.json.decode("utf-8") + "\n"
        if form == "csv":
            if self.truth is not None:
                return f"answer\r\n{str(self.truth).lower()}\r\n"
            solutions = parse_query_results(self.json, format=QueryResultsFormat.JSON)
            return (solutions.serialize(format=QueryResultsFormat.CSV) or b"").decode("utf-8")
        if form == "table":
            return table(self.columns, self.rows)
        raise InputError("query", f"rows cannot be shown as {form}; ask for table, csv or json")


def _value(term: Any) -> Any:
    """A term as a plain value: numbers and truth values as such, all else as its text."""
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return shortened(term.value)
    if isinstance(term, Literal):
        kind = term.datatype.value.rpartition("#")[2]
        try:
            if kind in _NUMBERS:
                return int(term.value) if kind == "integer" else float(term.value)
        except ValueError:
            return term.value
        return term.value == "true" if kind == "boolean" else term.value
    return str(term)


def shortened(iri: str) -> str:
    """An IRI with its prefix, where it has a known one."""
    fitting = (prefix for prefix, space in PREFIXES.items() if iri.startswith(space))
    prefix = max(fitting, key=lambda prefix: len(PREFIXES[prefix]), default=None)
    return iri if prefix is None else f"{prefix}:{iri[len(PREFIXES[prefix]) :]}"
