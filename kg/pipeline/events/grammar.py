"""The words of the grammar: what a token of a clause is, what kind of thing a noun names."""

from functools import cache, lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from kg.rules import load


class Grammar(Struct, forbid_unknown_fields=True, kw_only=True):
    """kg/rules/clauses.toml."""

    prepositions: dict[str, tuple[str, ...]]
    coordination: tuple[str, ...]
    light: tuple[str, ...]
    speech: tuple[str, ...]
    claiming: frozenset[str]
    rehearsing: tuple[str, ...]
    rehearsed: frozenset[str]
    localizers: tuple[str, ...]
    aspect: tuple[str, ...]
    case: tuple[str, ...]
    case_context: tuple[str, ...]
    charge: str
    adverbs: tuple[str, ...]
    nouns: tuple[str, ...]
    modifiers: tuple[str, ...]
    causative: frozenset[str]
    fused_heads: frozenset[str]
    fused_tails: frozenset[str]
    organising: frozenset[str]
    supporting: frozenset[str]
    qualifying: frozenset[str]
    instigating: frozenset[str]
    both_parties: frozenset[str]
    partial: tuple[str, ...]
    copulas: frozenset[str]
    summing: frozenset[str]
    retinue: tuple[str, ...]
    comparing: frozenset[str]
    vague_times: frozenset[str]
    bounding: frozenset[str]
    meeting_nouns: frozenset[str]
    attending: tuple[str, ...]
    receiving: frozenset[str]
    purpose: tuple[str, ...]
    noun_ends: frozenset[str]
    no_items: frozenset[str]
    abstract: tuple[str, ...]
    definite: tuple[str, ...]
    looking_back: tuple[str, ...]
    compared: str
    conjunctions: tuple[str, ...]
    up_to: tuple[str, ...]
    nominalising: frozenset[str]
    possessed: tuple[str, ...]
    estimating: frozenset[str]
    origin: tuple[str, ...]
    occasions: frozenset[str]
    on_the_spot: frozenset[str]
    lasting: tuple[str, ...]
    attributive: tuple[str, ...]
    approving: frozenset[str]
    net: frozenset[str]
    media: tuple[str, ...]
    animate: tuple[str, ...]
    held_types: tuple[str, ...]
    event_tails: tuple[str, ...]
    afterwards: tuple[str, ...]
    thereupon: frozenset[str]
    having: tuple[str, ...]
    having_been: tuple[str, ...]
    amid: tuple[str, ...]
    within: dict[str, tuple[str, ...]]
    measures: dict[str, tuple[str, ...]]
    goal_verbs: tuple[str, ...]
    reach: dict[str, int]
    kinds: dict[str, tuple[str, ...]]
    stands_for: dict[str, tuple[str, ...]]


class Token(NamedTuple):
    """A word, name or trigger with its offsets; `name` is the canonical name of a name, `slot` what it opens."""

    start: int
    end: int
    text: str
    kind: str
    label: str = ""
    name: str = ""
    slot: str = ""


class Group(NamedTuple):
    """One member of a phrase."""

    tokens: tuple[Token, ...]

    @property
    def names(self) -> list[Token]:
        """The named organisations and persons, and what stands for them."""
        return [t for t in self.tokens if t.kind == "name"]

    @property
    def places(self) -> list[Token]:
        """The named places."""
        return [t for t in self.tokens if t.kind == "place"]


class Phrases(Struct):
    """What stands in a clause before a trigger: groups by slot, times, verbs; `last` is the slot opened last."""

    slots: dict[str, list[Group]] = field(default_factory=dict)
    times: list[Token] = field(default_factory=list)
    verbs: list[Token] = field(default_factory=list)
    passive: bool = False
    last: str = "subject"

    def groups(self, *names: str) -> list[Group]:
        """The groups of these slots, in the order of the names."""
        if len(names) == 1:
            return self.slots.get(names[0], [])
        return [group for name in names for group in self.slots.get(name, ())]


@cache
def grammar() -> Grammar:
    """The words of the grammar."""
    return load("clauses.toml", Grammar)


@cache
def _lexicon() -> dict[str, tuple[str, str]]:
    """word -> (kind, slot) for the words that the grammar knows."""
    rules = grammar()
    known: dict[str, tuple[str, str]] = {}
    for kind in ("localizers", "light", "speech"):
        known.update((word, (kind.removesuffix("s"), "")) for word in getattr(rules, kind))
    for kind, words in (("adverb", rules.adverbs), ("noun", rules.nouns), ("quality", rules.modifiers)):
        known.update((word, (kind, "")) for word in words)
    for slot, words in rules.prepositions.items():
        known.update((word, ("pivot" if slot == "pivot" else "prep", slot)) for word in words)
    for kind, words in (("coord", rules.coordination), ("aspect", rules.aspect)):
        known.update((word, (kind, "")) for word in words if word not in known)
    known["、"] = ("coord", "")
    known.update((word, ("de", "")) for word in rules.attributive)
    return known


_LABELS = {
    "ORG": "name", "PERSON": "name", "GPE": "place", "LOC": "place", "FAC": "place", "EVENT": "title", "LAW": "title",
    "WORK_OF_ART": "title", "DATE": "time", "TIME": "time", "MONEY": "amount", "PERCENT": "amount",
    "QUANTITY": "amount",
}  # fmt: skip
_STOPS = frozenset("，,；;：:。！？!?…\n")
# jieba's tags: an, vn and the noun classes head or stand in a noun phrase
_KINDS = {
    "v": "verb", "r": "pronoun", "m": "number", "a": "quality", "d": "adverb", "c": "adverb", "u": "adverb",
    "y": "adverb", "e": "adverb", "p": "adverb", "o": "adverb", "t": "adverb", "x": "mark",
    "i": "adverb", "l": "adverb", "ad": "adverb", "zg": "adverb", "vd": "adverb",
    "vn": "noun", "an": "noun", "eng": "noun",
}  # fmt: skip
NOUNS = ("noun", "quality", "trigger-noun")
PHRASE = frozenset(("name", "place", "title", "amount", "noun", "number", "quality", "trigger-noun"))
VERBS = frozenset(("verb", "light", "trigger", "speech", "pivot"))


@lru_cache(maxsize=1 << 14)
def classify(text: str, tag: str) -> tuple[str, str]:
    """What a plain word with jieba's tag is, and the slot that it opens."""
    if text[0] in _STOPS or text in "（）()":
        return "stop", ""
    if known := _lexicon().get(text):
        return known
    return "mark" if text.isspace() else _KINDS.get(tag) or _KINDS.get(tag[:1], "noun"), ""


def entity_token(start: int, end: int, text: str, label: str, name: str) -> Token:
    """The token of an entity or anaphor; an age qualifies a noun."""
    if label == "DATE" and text.endswith("岁"):
        return Token(start, end, text, "number", label)
    return Token(start, end, text, _LABELS.get(label, "noun"), label, name)


@lru_cache(maxsize=1 << 14)
def kind_of(noun: str) -> frozenset[str]:
    """The kinds that a noun is of, by its end; goods where it is of no other."""
    kinds = {kind for kind, ends in grammar().kinds.items() if noun.endswith(ends)}
    if not kinds & {"people", "case", "group", "place-noun"}:
        kinds.add("goods")
    return frozenset(kinds)
