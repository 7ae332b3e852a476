"""The rules on persons' names (kg/rules/persons.toml), checked."""

from functools import cache

from msgspec import Struct

from kg import rules
from kg.gazetteer.names import statistics


class _Surnames(Struct, forbid_unknown_fields=True):
    rare: str
    compound: list[str]
    japanese: list[str]


class _Known(Struct, forbid_unknown_fields=True):
    names: list[str]


class _Familiar(Struct, forbid_unknown_fields=True):
    heads: str
    tails: str
    surname: float
    before: str
    behind: str


class _Masked(Struct, forbid_unknown_fields=True):
    never: str
    doubtful: str
    stems: str
    not_after: list[str]
    unlikely: float
    function: float
    apart: float
    crossing: float
    closed: float
    repeated: float


class _Nickname(Struct, forbid_unknown_fields=True):
    lead: list[str]
    heads: str
    pets: str
    tails: str
    behind: str
    children: list[str]


class _Address(Struct, forbid_unknown_fields=True):
    never_courtesy: str
    never: str


class _Foreign(Struct, forbid_unknown_fields=True):
    parts: list[str]
    never: str
    not_ends: list[str]
    part: float
    titled: float
    stately: float
    spoken: float
    alone: float
    acting: float
    known: float
    bridge: float
    dotted: float
    least: float


class _Around(Struct, forbid_unknown_fields=True):
    speech: list[str]
    follow: str
    frames: list[tuple[str, str]]
    lead: list[str]
    list_signs: str
    place_behind: list[str]
    place_end: str
    thing_behind: list[str]
    doctrines: list[str]
    never_heads: str
    never_within: str
    credits: str
    date_units: str
    aspects: str
    numerals: str
    title_gaps: str
    person_ends: str


class Weights(Struct, forbid_unknown_fields=True, kw_only=True):
    """Log-odds that evidence around a name adds to those of its characters; see the rule file."""

    accept: float
    likely: float
    title: float
    occupation: float
    unlisted: float
    function_head: float
    likely_head: float
    sure_head: float
    sure: float
    odd: float
    odd_run: float
    rare: float
    attribution: float
    listing: float
    listed: float
    follows: float
    lead: float
    frame: float
    boundary: float
    measure: float
    start: float
    inside: float
    title_after: float
    speech: float
    delimiter: float
    functional: float
    word: float
    cut: float
    apart: float
    aspect: float
    famous: float
    known: float
    guessed: float
    common: float
    no_noun: float
    prefix: float
    quoted: float
    function_word: float
    function_phrase: float
    prefix_noun: float
    another: float
    given_like: float
    function_end: float
    place_end: float
    given_word: float
    odd_given_word: float
    odd_given: float
    likely_given: float
    crossing: float
    varied: float
    repeated: float


class NameRules(Struct, forbid_unknown_fields=True):
    """What persons' names are made of and what stands around them."""

    surnames: _Surnames
    known: _Known
    familiar: _Familiar
    masked: _Masked
    nickname: _Nickname
    address: _Address
    foreign: _Foreign
    around: _Around
    weights: Weights


@cache
def name_rules() -> NameRules:
    """The rules, read once. Raises kg.errors.RuleError."""
    return rules.load("persons.toml", NameRules)


@cache
def surnames() -> dict[str, float]:
    """All surnames with their log-odds."""
    listed = name_rules().surnames
    names = statistics()
    rare = {key: names.surname(key) for key in (*listed.rare, *listed.compound, *listed.japanese)}
    return {**rare, **names.surnames}
