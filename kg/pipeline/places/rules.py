"""The rules for places, read and checked: kg/rules/places.toml."""

import re
from functools import cache, cached_property
from typing import Literal

from msgspec import Struct

from kg.rules import load


class PlaceWords(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """Words around names; see the comments in places.toml."""

    list_units: tuple[str, ...]
    stop_tags: frozenset[str]
    stop: frozenset[str]
    no_core: str
    glued: str
    determiners: str
    seats: frozenset[str]
    foreign: str
    full_endings: str
    small_endings: str
    carried_on: str
    groups: str
    stockades: str
    street_parts: str
    hamlet_after: str
    landmarks: frozenset[str]
    numbered: frozenset[str]
    cues_before: frozenset[str]
    cues_after: tuple[str, ...]
    nature_after: tuple[str, ...]
    phrases: tuple[str, ...]
    tails: frozenset[str]
    people: str
    never: str
    descriptions: frozenset[str]
    street_after: frozenset[str]
    foreign_after: tuple[str, ...]
    letters: str
    road_words: tuple[str, ...]
    landforms: tuple[str, ...]
    no_places: frozenset[str]
    no_landforms: tuple[str, ...]
    no_streets: tuple[str, ...]
    mountain_words: tuple[str, ...]
    city_words: tuple[str, ...]
    citizens: str
    nations: str
    nations_before: tuple[str, ...]

    @cached_property
    def _transcribed(self) -> re.Pattern[str]:
        return re.compile(f"[{re.escape(self.foreign)}]+")

    def sounds(self, piece: str) -> bool:
        """Whether all characters are such as transcribe foreign names."""
        return self._transcribed.fullmatch(piece) is not None

    @cached_property
    def seat(self) -> re.Pattern[str]:
        return re.compile("|".join(sorted(self.seats)))

    @cached_property
    def phrase(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, self.phrases)))

    @cached_property
    def citizen(self) -> re.Pattern[str]:
        return re.compile(self.citizens)

    @cached_property
    def nation(self) -> re.Pattern[str]:
        return re.compile(f"[{self.nations}](?={'|'.join(map(re.escape, self.nations_before))})")


class Kind(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of names known by their endings."""

    rule: str
    label: Literal["GPE", "LOC", "FAC"]
    endings: tuple[str, ...]
    core: Literal["proper", "common", "nature", "station", "foreign", "highway", "letters", "land", "hamlet"]
    least: int
    most: int
    whole: bool = False
    named: bool = False
    joins: bool = False


class Number(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of road names that a regular expression describes."""

    rule: str
    pattern: str


class PlaceRules(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """All of places.toml."""

    words: PlaceWords
    kind: tuple[Kind, ...]
    number: tuple[Number, ...]

    @cached_property
    def endings(self) -> dict[str, list[tuple[str, Kind]]]:
        """The endings by their last two characters (or one, where a text has no more), the longest first."""
        table: dict[str, list[tuple[str, Kind]]] = {}
        for kind in self.kind:
            for ending in kind.endings:
                table.setdefault(ending[-2:], []).append((ending, kind))
        for pair in [pair for pair in table if len(pair) == 2]:
            table[pair] = table[pair] + table.get(pair[1], [])
        return {pair: sorted(found, key=lambda f: -len(f[0])) for pair, found in table.items()}

    @cached_property
    def names(self) -> frozenset[str]:
        """All endings, the longer of which are words of their own: 高速公路."""
        return frozenset(ending for kind in self.kind for ending in kind.endings)

    @cached_property
    def last(self) -> frozenset[str]:
        """The characters that endings end in."""
        return frozenset(ending[-1] for ending in self.endings)

    @cached_property
    def built_on(self) -> tuple[str, ...]:
        """The endings that make another name of a known place: 平遥|古城, 徐州|站."""
        kinds = [kind for kind in self.kind if kind.whole or kind.core in ("station", "common")]
        return tuple(dict.fromkeys(ending for kind in kinds for ending in kind.endings))

    @cached_property
    def numbers(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((number.rule, re.compile(number.pattern)) for number in self.number)


@cache
def place_rules() -> PlaceRules:
    """The rules, read once; raises RuleError naming file and key."""
    return load("places.toml", PlaceRules)
