"""The rules on persons' names (kg/rules/persons.toml), checked."""

from functools import cache

from msgspec import Struct

from kg import rules
from kg.gazetteer.names import statistics


class _Surnames(Struct, forbid_unknown_fields=True):
    rare: str
    compound: list[str]


class _Around(Struct, forbid_unknown_fields=True):
    speech: list[str]
    follow: str
    lead: list[str]
    list_signs: str
    title_gaps: str


class Weights(Struct, forbid_unknown_fields=True, kw_only=True):
    """Log-odds that evidence around a name adds to those of its characters; see the rule file."""

    accept: float
    title: float
    listed: float
    lead: float
    boundary: float
    start: float
    inside: float
    title_after: float
    speech: float
    delimiter: float
    functional: float
    word: float
    cut: float
    known: float
    common: float
    prefix: float
    function_end: float
    rare_surname: float


class NameRules(Struct, forbid_unknown_fields=True):
    """What persons' names are made of and what stands around them."""

    surnames: _Surnames
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
    rare = {key: names.surname(key) for key in (*listed.rare, *listed.compound)}
    return {**rare, **names.surnames}
