"""What a query may not do: reach out of the machine."""

import re
from collections.abc import Iterator
from typing import Any

from kg.errors import InputError

_REFUSED = {
    "ServiceGraphPattern": "SERVICE would ask another server; a query stays within the graph of this build",
    "DatasetClause": "FROM has nothing to load here; leave it out, or use GRAPH for one article's graph",
}  # by the names of rdflib's grammar
_WORTH_PARSING = re.compile("service|from", re.IGNORECASE)  # Oxigraph reads no escapes in keywords


def check(sparql: str) -> None:
    """Raise InputError where a query would ask another server (SERVICE, FROM), or may, as far as can be parsed.

    The query is parsed, for no search tells a keyword from a name: with a prefix `:`, `SERVICE:x {}` asks a server.
    """
    if not _WORTH_PARSING.search(sparql):
        return
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        parsed = parseQuery(sparql)
    except Exception as error:  # pyparsing's, a RecursionError, a ValueError for a number
        raise InputError("query", f"names SERVICE or FROM and cannot be parsed: {error}") from error
    for part in _parts(parsed):
        if part in _REFUSED:
            raise InputError("query", _REFUSED[part])


def _parts(parsed: Any) -> Iterator[str]:
    """The names of all parts of a parsed query."""
    from pyparsing import ParseResults

    left = [parsed]
    while left:
        part = left.pop()
        if name := getattr(part, "name", None):
            yield name
        if isinstance(part, dict):
            left.extend(part.values())
        elif isinstance(part, list | tuple | ParseResults):
            left.extend(part)
