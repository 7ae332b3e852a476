"""Titles, posts and occupations, as they stand before and after names (kg/rules/titles.toml)."""

from functools import cache
from typing import NamedTuple

from msgspec import Struct

from kg import rules
from kg.errors import RuleError

_FILE = "titles.toml"


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
    """A title that stands at [start, end) of a text, ranks included (副局长); `kind` names its table."""

    start: int
    end: int
    kind: str


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of titles by name. Raises RuleError where a title stands in two of them."""
    found = rules.load(_FILE, _Titles).kinds
    seen: set[str] = set()
    for name, kind in found.items():
        for word in kind.words:
            if word in seen or len(word) < 2:
                raise RuleError(_FILE, f"kinds.{name}.words", f"{word} stands twice or is no word")
            seen.add(word)
    return found


@cache
def titles() -> dict[str, str]:
    """The kind of each title."""
    return {word: name for name, kind in kinds().items() for word in kind.words}


@cache
def ranks() -> frozenset[str]:
    """What may stand before a title and belongs to it."""
    return frozenset(rules.load(_FILE, _Titles).ranks.words)


@cache
def _longest() -> tuple[int, int]:
    return max(map(len, titles())), max(map(len, ranks()))


def title_before(text: str, end: int, start: int = 0) -> Title | None:
    """The longest title that ends at `end` of text[start:], with the ranks before it; None where none does."""
    word, rank = _longest()
    for length in range(min(word, end - start), 1, -1):
        if kind := titles().get(text[end - length : end]):
            at = end - length
            while found := next((n for n in range(rank, 0, -1) if n <= at - start and text[at - n : at] in ranks()), 0):
                at -= found
            return Title(at, end, kind)
    return None


def title_after(text: str, start: int) -> Title | None:
    """The longest title, ranks before it included, that begins at `start`; None where none does."""
    word, rank = _longest()
    at = start
    while True:
        for length in range(word, 1, -1):
            if kind := titles().get(text[at : at + length]):
                return Title(start, at + length, kind)
        found = next((n for n in range(rank, 0, -1) if text[at : at + n] in ranks()), 0)
        if not found:
            return None
        at += found
