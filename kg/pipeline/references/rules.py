"""The rules of anaphors (kg/rules/references.toml), checked."""

from functools import cache

from msgspec import Struct

from kg import rules


class Pointing(Struct, forbid_unknown_fields=True):
    words: list[str]
    own: list[str]
    nouns: dict[str, list[str]]


class Bare(Struct, forbid_unknown_fields=True):
    heads: list[str]
    after: list[str]


class Staff(Struct, forbid_unknown_fields=True):
    words: list[str]
    kinds: list[str]


class Modifiers(Struct, forbid_unknown_fields=True):
    known: list[str]
    never: list[str]


class Subject(Struct, forbid_unknown_fields=True):
    farther: int


class Pronouns(Struct, forbid_unknown_fields=True):
    either: list[str]
    he: list[str]
    she: list[str]
    several: dict[str, int]
    moving: tuple[str, ...]
    saying: tuple[str, ...]
    somebody: list[str]
    others: tuple[str, ...]
    no_subject: tuple[str, ...]
    possessive: tuple[str, ...]


class Roles(Struct, forbid_unknown_fields=True):
    words: list[list[str]]
    pointing: tuple[str, ...]
    leading: tuple[str, ...]
    kin: tuple[str, ...]
    ages: dict[str, tuple[int, int]]


class Gender(Struct, forbid_unknown_fields=True):
    before: tuple[str, ...]
    after: tuple[str, ...]


class PersonRules(Struct, forbid_unknown_fields=True):
    pronouns: Pronouns
    roles: Roles
    female: Gender
    male: Gender


class PlaceRules(Struct, forbid_unknown_fields=True):
    words: list[str]
    nouns: dict[str, tuple[str, ...]]


class ReferenceRules(Struct, forbid_unknown_fields=True):
    """The rule file."""

    pointing: Pointing
    bare: Bare
    staff: dict[str, Staff]
    modifiers: Modifiers
    subject: Subject
    persons: PersonRules
    places: PlaceRules


@cache
def reference_rules() -> ReferenceRules:
    """The rules; raises kg.errors.RuleError where the file does not hold what it should."""
    return rules.load("references.toml", ReferenceRules)
