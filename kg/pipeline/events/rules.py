"""The rules of events, as they stand in kg/rules/events/*.toml, checked and made ready for lookup."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from msgspec import Struct

from kg.errors import RuleError
from kg.rules import load

Slot = Literal[
    "subject", "by", "object", "toward", "goal", "with", "and", "via", "at", "from", "to", "location", "near", "pivot",
    "owner", "measure",
]  # fmt: skip


class Condition(Struct, forbid_unknown_fields=True, kw_only=True):
    """What must hold where a trigger word stands for it to be a trigger; empty means no condition.

    `not_before`, `not_after`: what may not touch it. `before_any`: one of these stands within eight characters
    before it. `context`: one of these stands in the sentence; `unless`: none of these in the clause, `without`: none of
    these in the sentence. `object`: the kinds one of which heads its object. `quantified`: an amount stands in its
    clause, `named` a named event, work or law, `with_party` a second party. `word`: it is a whole word of its own.
    `adds`: where an event of its type is told in the sentence already, its amounts belong to that one.
    """

    not_before: list[str] = []
    not_after: list[str] = []
    before_any: list[str] = []
    context: list[str] = []
    unless: list[str] = []
    without: list[str] = []
    object: list[str] = []
    quantified: bool = False
    named: bool = False
    with_party: bool = False
    word: bool = False
    adds: bool = False


class Triggers(Condition, forbid_unknown_fields=True, kw_only=True):
    """A list of words under the same conditions: `words`, and the compounds of each of `heads` with each of `tails`.

    `form`: a verb; a noun that names what happened; a `case`, which needs 案 or 案件 behind it; or `zero`, which says
    that something did not happen over a period. `voice`: the subject acts, or undergoes. `light`: a noun that needs a
    verb such as 召开 or 开展 in its clause, unless it is a name. `again`: counts only where an event of its type is
    told already. `implied`: a noun such as 法官 whose organisation acts where nobody is named.
    """

    rule: str
    words: list[str] = []
    heads: list[str] = []
    tails: list[str] = []
    form: Literal["verb", "noun", "case", "zero"] = "verb"
    voice: Literal["active", "undergoer"] = "active"
    light: bool = False
    again: bool = False
    implied: str = ""
    agent: list[Slot] | None = None
    patient: list[Slot] | None = None


class Narrowing(Condition, forbid_unknown_fields=True, kw_only=True):
    """Further conditions of some of a type's words, whichever list they stand in."""

    words: list[str]


class EventType(Struct, forbid_unknown_fields=True, kw_only=True):
    """The frame of a type, from which slots of a clause each role is filled, and the words that say it.

    `actor`: who may be its agent. `filler`: kinds of noun that may be its patient, empty for any. `name`: labels of
    entities that it may bear or be about. `nominal`: ends of a named event that is an event of this type.
    `senses`: further conditions of single words.
    `incident`: something that befalls, at a place that is carried on. `received`: somebody receives it (接到…报警).
    `counted`: where it has no other patient, what its amounts count is one.
    """

    actor: Literal["official", "private", "any", "none"]
    agent: list[Slot] = []
    patient: list[Slot] = []
    participant: list[Slot] = []
    quantity: list[Slot] = []
    place: list[Slot] = []
    filler: list[str] = []
    name: list[str] = []
    nominal: list[str] = []
    incident: bool = False
    counted: bool = False
    received: bool = False
    triggers: list[Triggers]
    senses: list[Narrowing] = []

    def vocabulary(self) -> list[tuple[Triggers, list[str]]]:
        """The words of each list: those that stand in it, then its compounds (拽 with 出 and 上岸: 拽出, 拽上岸).

        A compound that holds a word of the type is none, since a trigger is the shortest word that tells the event.
        """
        listed = {word for triggers in self.triggers for word in triggers.words}
        holds = alternatives(word for word in listed if len(word) > 1)
        found = []
        for triggers in self.triggers:
            compounds = dict.fromkeys(head + tail for head in triggers.heads for tail in triggers.tails)
            own = [word for word in compounds if not (holds and holds.search(word))]
            found.append((triggers, triggers.words + own))
        return found


class Sense(NamedTuple):
    """One reading of a trigger word."""

    type: str
    frame: EventType
    triggers: Triggers
    conditions: tuple["Gate", ...]
    rule: str


class Gate(NamedTuple):
    """A condition made ready: tuples for startswith and endswith, patterns for what may stand anywhere."""

    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    before_any: re.Pattern[str] | None
    context: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    without: re.Pattern[str] | None
    condition: Condition


def alternatives(words: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of the words, None for none."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None


def _gate(condition: Condition) -> Gate:
    return Gate(
        tuple(condition.not_before),
        tuple(condition.not_after),
        alternatives(condition.before_any),
        alternatives(condition.context),
        alternatives(condition.unless),
        alternatives(condition.without),
        condition,
    )


def load_family(file: str) -> dict[str, EventType]:
    """The types of one rule file, a path below kg/rules. Raises RuleError naming file and key."""
    types = load(file, dict[str, EventType])
    for name, frame in types.items():
        words: set[str] = set()
        rules: set[str] = set()
        for triggers, vocabulary in frame.vocabulary():
            if triggers.rule in rules:
                raise RuleError(file, f"{name}.triggers.{triggers.rule}", "stands twice")
            rules.add(triggers.rule)
            if len(set(triggers.words)) < len(triggers.words):
                twice = next(word for word in triggers.words if triggers.words.count(word) > 1)
                raise RuleError(file, f"{name}.triggers.{triggers.rule}.{twice}", "stands twice")
            words.update(vocabulary)
        narrowed: set[str] = set()
        for word in (word for sense in frame.senses for word in sense.words):
            if word not in words or word in narrowed:
                why = "stands twice" if word in narrowed else "is no trigger of its type"
                raise RuleError(file, f"{name}.senses.{word}", why)
            narrowed.add(word)
    return types


@cache
def _families() -> dict[str, dict[str, EventType]]:
    """file -> its types, for every file in kg/rules/events."""
    folder = files("kg.rules").joinpath("events")
    names = sorted(f"events/{path.name}" for path in folder.iterdir() if path.name.endswith(".toml"))
    return {file: load_family(file) for file in names}


@cache
def event_types() -> dict[str, EventType]:
    """All event types by name, from every file in kg/rules/events; raises RuleError where two files hold one type."""
    types: dict[str, EventType] = {}
    for file, family in _families().items():
        for name, frame in family.items():
            if name in types:
                raise RuleError(file, name, "is a type of another file")
            types[name] = frame
    return types


@cache
def family_files() -> dict[str, str]:
    """The file of each event type, a path below kg/rules."""
    return {name: file for file, family in _families().items() for name in family}


@cache
def senses() -> dict[str, list[Sense]]:
    """The readings of each trigger word, in the order of the files."""
    found: dict[str, list[Sense]] = {}
    for name, frame in event_types().items():
        narrowed = {word: (_gate(sense),) for sense in frame.senses for word in sense.words}
        for triggers, words in frame.vocabulary():
            common = _gate(triggers)
            for word in words:
                rule = f"event.{name}.{triggers.rule}"
                found.setdefault(word, []).append(Sense(name, frame, triggers, (common, *narrowed.get(word, ())), rule))
    return found
