"""Titles, posts and occupations, as they stand before and after names (kg/rules/titles.toml)."""

from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from kg import rules
from kg.errors import RuleError

FILE = "titles.toml"

Position = Literal["before", "after", "address"]
"""Where a title stands: before a name, after a whole name, after a bare surname."""


class _Words(Struct, forbid_unknown_fields=True):
    words: list[str]


class Kind(Struct, forbid_unknown_fields=True, kw_only=True):
    """A kind of titles and how its words stand to a name; see the head of the rule file."""

    before: bool
    after: bool
    address: bool
    member: bool
    words: list[str]


class _Titles(Struct, forbid_unknown_fields=True):
    ranks: _Words
    kinds: dict[str, Kind]


class Title(NamedTuple):
    """A title that stands at [start, end) of a text, ranks included (副局长).

    `word` is the title without ranks, `kind` names its table, `member` says whether its holder belongs
    to the organisation before it.
    """

    start: int
    end: int
    word: str
    kind: str
    member: bool


@cache
def _rules() -> _Titles:
    return rules.load(FILE, _Titles)


@cache
def titles(position: Position) -> dict[str, str]:
    """The words that may stand in a position, each with its kind. Raises RuleError where one has two kinds."""
    found: dict[str, str] = {}
    for name, kind in _rules().kinds.items():
        for word in kind.words if getattr(kind, position) else ():
            if word in found or len(word) < 2:
                raise RuleError(FILE, f"kinds.{name}.words", f"{word} stands twice or is too short")
            found[word] = name
    return found


@cache
def ranks() -> frozenset[str]:
    """What may stand before a title and belongs to it."""
    return frozenset(_rules().ranks.words)


@cache
def _longest(position: Position) -> int:
    return max(map(len, titles(position)))


@cache
def _heads(position: Position) -> frozenset[str]:
    """What the titles of a position and the ranks before them begin with."""
    return frozenset(word[0] for word in (*titles(position), *ranks()))


@cache
def _longest_rank() -> int:
    return max(map(len, ranks()))


def title_before(text: str, end: int, start: int = 0) -> Title | None:
    """The longest title that ends at `end` and lies behind `start`, as before a name; None where none does."""
    known = titles("before")
    for length in range(min(_longest("before"), end - start), 1, -1):
        word = text[end - length : end]
        if kind := known.get(word):
            at = end - length
            while rank := _rank_before(text, at, start):
                at -= rank
            return Title(at, end, word, kind, _rules().kinds[kind].member)
    return None


def _rank_before(text: str, end: int, start: int) -> int:
    longest = min(_longest_rank(), end - start)
    return next((n for n in range(longest, 0, -1) if text[end - n : end] in ranks()), 0)


def title_after(text: str, start: int, position: Position = "after") -> Title | None:
    """The longest title, ranks before it included, that begins at `start`; None where none does."""
    known, at = titles(position), start
    if text[at : at + 1] not in _heads(position):
        return None
    while True:
        for length in range(_longest(position), 1, -1):
            word = text[at : at + length]
            if kind := known.get(word):
                return Title(start, at + len(word), word, kind, _rules().kinds[kind].member)
        rank = next((n for n in range(_longest_rank(), 0, -1) if text[at : at + n] in ranks()), 0)
        if not rank:
            return None
        at += rank
