"""The rules of organisations' names (kg/rules/orgs.toml), checked and made ready for search."""

from functools import cache
from typing import NamedTuple

import ahocorasick
from msgspec import Struct

from kg import rules
from kg.errors import RuleError

FILE = "orgs.toml"


class Kind(Struct, forbid_unknown_fields=True, kw_only=True):
    """Heads that behave alike; the fields are explained at the head of the rule file."""

    complete: list[str] = []
    open: list[str] = []
    level: bool = False
    proper: bool = False
    branch: bool = False
    joint: bool = False
    firm: bool = False
    tight: bool = False
    placed: bool = False
    rare: bool = False
    inner: bool = False
    posted: bool = False
    numbered: bool = False
    lower: bool = False
    superior: bool = False
    abroad: bool = False
    wide: bool = False
    unit: bool = False
    led: bool = False
    past: list[str] = []
    after: list[str] = []


class _Words(Struct, forbid_unknown_fields=True):
    words: list[str]


class _National(Struct, forbid_unknown_fields=True):
    words: list[str]
    located: tuple[str, ...]
    prefixes: list[str]
    tight: list[str]
    posting: str
    before_region: list[str]


class _Level(Struct, forbid_unknown_fields=True):
    words: list[str]
    not_after: list[str]
    elided: list[str]


class _Vocabulary(Struct, forbid_unknown_fields=True):
    stops: list[str]
    soft: list[str]
    linking: list[str]
    no_heads: list[str]
    sites: list[str]
    joints: list[str]
    glued: str
    firm_stops: str
    terms: list[str]
    names: list[str]
    generic: list[str]
    measures: str
    numbered: str
    anywhere: tuple[str, ...]
    counts: str
    pointing: str
    district_of: list[str]
    no_district: tuple[str, ...]
    ways: tuple[str, ...]


class _Title(Struct, forbid_unknown_fields=True):
    heads: list[str]
    words: list[str]


class _Ending(Struct, forbid_unknown_fields=True):
    default: str
    last: dict[str, str]
    after: dict[str, str]
    unless: dict[str, tuple[str, ...]]
    title: _Title


class _Quoted(Struct, forbid_unknown_fields=True):
    heads: list[str]
    before: list[str]
    after: list[str]


class _Venues(Struct, forbid_unknown_fields=True):
    heads: list[str]
    after: list[str]


class _Listed(Struct, forbid_unknown_fields=True):
    ends: list[str]
    names: list[str]
    describing: list[str]


class _Press(Struct, forbid_unknown_fields=True):
    heads: list[str]
    after: list[str]
    own: list[str]


class _Short(Struct, forbid_unknown_fields=True):
    forms: dict[str, str]
    legal: list[str]
    company: list[str]


class Rules(Struct, forbid_unknown_fields=True):
    """The rule file."""

    kinds: dict[str, Kind]
    national: _National
    level: _Level
    words: _Vocabulary
    ending: _Ending
    quoted: _Quoted
    venues: _Venues
    listed: _Listed
    press: _Press
    short: _Short


class Reading(NamedTuple):
    """One way to take a head: by which kind (its name and rules), and whether it needs words of its own before."""

    name: str
    kind: Kind
    open: bool


class Head(NamedTuple):
    """A head as it may end a name: `refused` characters may not follow, nor may a title if `titled`."""

    text: str
    readings: tuple[Reading, ...]
    refused: str
    titled: bool


class Hit(NamedTuple):
    """What a place in the text may be: a head, a national body's name, or both."""

    text: str
    head: Head | None
    national: bool


class Vocabulary(NamedTuple):
    """The word lists as sets."""

    stops: frozenset[str]
    soft: frozenset[str]
    linking: frozenset[str]
    no_heads: frozenset[str]
    terms: frozenset[str]
    names: frozenset[str]
    generic: frozenset[str]


@cache
def load() -> Rules:
    """The rules; raises kg.errors.RuleError where the file does not hold what it should."""
    loaded = rules.load(FILE, Rules)
    known = {head for kind in loaded.kinds.values() for head in kind.complete + kind.open}
    for head in [*loaded.ending.after, *loaded.ending.unless, *loaded.ending.title.heads]:
        if head not in known:
            raise RuleError(FILE, "ending", f"{head} is no head")
    return loaded


@cache
def vocabulary() -> Vocabulary:
    """The word lists that bound and fill a name."""
    w = load().words
    return Vocabulary(*map(frozenset, (w.stops, w.soft, w.linking, w.no_heads, w.terms, w.names, w.generic)))


@cache
def heads() -> dict[str, Head]:
    """Every head by its text."""
    loaded = load()
    readings: dict[str, list[Reading]] = {}
    for name, kind in loaded.kinds.items():
        for is_open, words in ((False, kind.complete), (True, kind.open)):
            for word in words:
                readings.setdefault(word, []).append(Reading(name, kind, is_open))
    ending = loaded.ending

    def refused(word: str) -> str:
        return ending.after.get(word, "") + ending.last.get(word[-1], "") + ending.default

    return {
        word: Head(word, tuple(found), refused(word), word in ending.title.heads) for word, found in readings.items()
    }


@cache
def common() -> frozenset[str]:
    """The words that make no name of their own: terms, generic words, heads, and those that join them."""
    lists = vocabulary()
    return lists.terms | lists.generic | heads().keys() | frozenset(load().words.joints)


@cache
def national() -> frozenset[str]:
    """The names of national bodies, which no region precedes."""
    return frozenset(load().national.words)


@cache
def automaton() -> ahocorasick.Automaton:
    """Finds heads and national bodies; the values are Hits."""
    machine = ahocorasick.Automaton()
    for word in heads().keys() | national():
        machine.add_word(word, Hit(word, heads().get(word), word in national()))
    machine.make_automaton()
    return machine


@cache
def tails(which: str) -> tuple[tuple[int, frozenset[str]], ...]:
    """The words that may stand before a name's region (`before_region`), in its place (`prefixes`) or as its
    level (`level`), by length, longest first."""
    national = load().national
    lists = {"before_region": national.before_region, "prefixes": national.prefixes, "level": load().level.words}
    lengths = sorted({len(word) for word in lists[which]}, reverse=True)
    return tuple((n, frozenset(word for word in lists[which] if len(word) == n)) for n in lengths)


def tail(which: str, text: str, end: int) -> str:
    """The longest word of a list of `tails` that ends at `end`, "" without one."""
    for length, words in tails(which):
        if length <= end and text[end - length : end] in words:
            return text[end - length : end]
    return ""


@cache
def _long_forms() -> tuple[tuple[str, str], ...]:
    return tuple(sorted(load().short.forms.items(), key=lambda pair: -len(pair[0])))


def plain(name: str) -> str:
    """A name with its long forms shortened (疾病预防控制中心 to 疾控中心), to compare names."""
    for long, short in _long_forms():
        if long in name:
            name = name.replace(long, short)
    return name
