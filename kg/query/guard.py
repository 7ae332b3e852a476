"""What a query may not do: reach out of the machine."""

import re
from collections.abc import Iterator

from kg.errors import InputError

_TOKEN = re.compile(
    r'''
    (?P<skip> """(?:[^"\\]|\\.|"(?!""))*+""" | \'\'\'(?:[^'\\]|\\.|'(?!\'\'))*+\'\'\'   # strings over several lines
            | "(?:[^"\\\n\r]|\\.)*+" | '(?:[^'\\\n\r]|\\.)*+'
            | <[^<>"{}|^`\x00-\x20]*+>                                                  # IRI
            | \#[^\n\r]*+                                                               # comment
            | [?$@]\w++ )
  | (?P<name> [\w.\-]*+:(?:[\w.\-:%]|\\.)*+ )                                           # prefixed name
  | (?P<word> \w++ )
  | .
    ''',
    re.VERBOSE | re.DOTALL,
)


def keywords(sparql: str) -> Iterator[str]:
    """The bare words of a query in upper case: not those in strings, IRIs, comments, variables and names."""
    for match in _TOKEN.finditer(sparql):
        if match["word"]:
            yield match["word"].upper()


def check(sparql: str) -> set[str]:
    """The bare words of a query. Raises InputError where it would ask another server (SERVICE, FROM)."""
    words = set(keywords(sparql))
    if "SERVICE" in words:
        raise InputError("query", "SERVICE would ask another server; a query stays within the graph of this build")
    if "FROM" in words:
        raise InputError("query", "FROM has nothing to load here; leave it out, or use GRAPH for one article's graph")
    return words
