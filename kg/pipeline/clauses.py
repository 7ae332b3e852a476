"""The grammar of a clause: its tokens, and the phrases before and behind a verb by the slot they fill.

A sentence is cut into clauses at commas, semicolons and colons. Within a clause the words before a trigger are read
from left to right: a preposition opens a slot (在: at, 将: ba, 被: by, 对: toward, 会同: with, …), what stands before
the first of them is the subject, 、 and 和 part the members of a list, 的 turns what was read into a modifier.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from msgspec import Struct, field

from kg.rules import load


class Grammar(Struct, forbid_unknown_fields=True, kw_only=True):
    """kg/rules/clauses.toml."""

    prepositions: dict[str, list[str]]
    coordination: list[str]
    light: list[str]
    speech: list[str]
    localizers: list[str]
    aspect: list[str]
    case: list[str]
    case_context: list[str]
    charge: str
    adverbs: list[str]
    nouns: list[str]
    modifiers: list[str]
    causative: list[str]
    fused_heads: list[str]
    fused_tails: list[str]
    organising: list[str]
    supporting: list[str]
    comparing: list[str]
    vague_times: list[str]
    bounding: list[str]
    meeting_nouns: list[str]
    attending: list[str]
    receiving: list[str]
    purpose: list[str]
    noun_ends: list[str]
    no_items: list[str]
    abstract: list[str]
    measures: dict[str, list[str]]
    kinds: dict[str, list[str]]
    stands_for: dict[str, list[str]]


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
    known["、"], known["的"], known["之"] = ("coord", ""), ("de", ""), ("de", "")
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
    "i": "adverb", "l": "adverb", "ad": "adverb", "zg": "adverb", "vd": "adverb", "vn": "noun", "an": "noun", "eng": "noun",
}  # fmt: skip
NOUNS = ("noun", "quality", "trigger-noun")
PHRASE = frozenset(("name", "place", "title", "amount", "noun", "number", "quality", "trigger-noun"))
_VERBS = frozenset(("verb", "light", "trigger", "speech", "pivot"))


def classify(start: int, end: int, text: str, tag: str) -> Token:
    """The token of a plain word with jieba's tag."""
    if text[0] in _STOPS:
        return Token(start, end, text, "stop")
    if known := _lexicon().get(text):
        return Token(start, end, text, known[0], "", "", known[1])
    if text.isspace():
        return Token(start, end, text, "mark")
    return Token(start, end, text, _KINDS.get(tag) or _KINDS.get(tag[:1], "noun"))


def entity_token(start: int, end: int, text: str, label: str, name: str) -> Token:
    """The token of an entity or anaphor; an age qualifies a noun."""
    if label == "DATE" and text.endswith("岁"):
        return Token(start, end, text, "number", label)
    return Token(start, end, text, _LABELS.get(label, "noun"), label, name)


@cache
def pivots() -> frozenset[str]:
    """The verbs whose object goes on to act."""
    return frozenset(grammar().prepositions["pivot"])


def read_left(tokens: Sequence[Token]) -> Phrases:
    """The phrases of the tokens before a trigger, by slot."""
    phrases = Phrases()
    slot, outer = "subject", "subject"
    group: list[Token] = []
    seen_subject = False
    bounding = grammar().bounding

    def close() -> None:
        nonlocal group, seen_subject
        if group:
            phrases.slots.setdefault(slot, []).append(Group(tuple(group)))
            seen_subject = seen_subject or slot == "subject"
            group = []

    for position, token in enumerate(tokens):
        kind = token.kind
        if kind in PHRASE:
            group.append(token)
        elif kind == "prep":
            if token.slot in ("at", "from") and slot in ("ba", "by") and not group:
                continue
            if token.slot == "ba" and not _disposes(tokens, position):
                close()
                continue
            if token.slot == "and" and group and slot != "subject":
                close()
                continue
            close()
            outer = slot if slot in ("subject", "rest") else outer
            slot = token.slot
            if slot == "by":
                phrases.passive = True
                phrases.slots["by"] = []
        elif kind in _VERBS:
            phrases.verbs.append(token)
            close()
            if slot in ("ba", "by") and kind != "pivot":
                continue
            outer = slot if slot in ("subject", "rest") else outer
            slot = _opened(token)
        elif kind == "de":
            if group and all(t.kind == "place" for t in group):
                close()
            elif group:
                key = "possessor" if any(t.kind == "name" for t in group) else "modifier"
                phrases.slots.setdefault(key, []).append(Group(tuple(group)))
                group = []
            if slot in ("inner", "pivot", "causee"):
                slot = "subject" if not seen_subject else outer
            elif slot in ("ba", "by"):
                phrases.slots.pop(slot, None)
        elif kind == "coord":
            close()
        elif kind == "localizer":
            if group:
                group.append(token)
            if slot in ("at", "from") and token.text != "等":
                close()
                slot = "rest" if seen_subject else "subject"
        elif kind == "time":
            if slot != "than" and not (position and tokens[position - 1].text in bounding):
                phrases.times.append(token)
            close()
            if slot in ("at", "from", "than"):
                slot = "rest" if seen_subject else "subject"
        elif kind in ("adverb", "pronoun") and group and slot in ("subject", "at", "with", "and"):
            close()
            slot = "rest" if seen_subject or slot == "subject" else "subject"
    close()
    phrases.last = slot
    return phrases


def _opened(verb: Token) -> str:
    """The slot that a verb opens: its object acts in its stead, acts for it, or is only its object."""
    if verb.text in grammar().causative:
        return "causee"
    return "pivot" if verb.kind == "pivot" or verb.text in pivots() else "inner"


def _disposes(tokens: Sequence[Token], position: int) -> bool:
    """Whether 将 or 把 at the position brings the object forward; 将 may also tell the future.

    It brings an object forward where a noun phrase follows, or stands right before the trigger (the end of the
    tokens) with no preposition or light verb between, save inside a relative clause (将前来接货的某某抓获).
    """
    if tokens[position].text != "将":
        return True
    rest = [t for t in tokens[position + 1 :] if t.kind not in ("adverb", "aspect", "mark")]
    if rest and rest[0].kind in PHRASE:
        return True
    if not rest or rest[-1].kind not in PHRASE and rest[-1].kind not in ("localizer", "pronoun"):
        return False
    last = max((i for i, t in enumerate(rest) if t.kind == "de"), default=-1)
    return not any(t.kind in ("light", "prep", "time") for t in rest[last + 1 :]) and rest[0].kind != "light"


def read_right(tokens: Sequence[Token]) -> list[Group]:
    """The members of the object behind a trigger, up to what ends it.

    A member that starts with a preposition of place is no object but tells where to. What stands before the last 的
    is a modifier, save an amount at its head (3名涉案的人员).
    """
    groups: list[Group] = []
    group: list[Token] = []

    def close() -> None:
        nonlocal group
        if group:
            groups.append(Group(tuple(group)))
            group = []

    for token in tokens:
        kind = token.kind
        if kind == "coord" or kind == "prep" and token.slot == "and" and group:
            close()
        elif kind == "prep":
            if token.slot in ("ba", "by", "with", "and") or token.text == "经":
                break
            if token.slot == "at":
                close()
                group.append(token)
            elif group:
                break
        elif kind == "de" and group:
            amounts = [t for t in group if t.kind == "amount"]
            group = amounts[:1] if not any(t.kind in NOUNS for t in group) or group[0].kind == "amount" else []
        elif kind != "mark":
            group.append(token)
    close()
    return groups


def kind_of(noun: str) -> set[str]:
    """The kinds that a noun is of, by its end; goods where it is of no other."""
    kinds = {kind for kind, ends in _ends() if noun.endswith(ends)}
    if not kinds & {"people", "case", "group", "place-noun"}:
        kinds.add("goods")
    return kinds


@cache
def _ends() -> list[tuple[str, tuple[str, ...]]]:
    return [(kind, tuple(ends)) for kind, ends in grammar().kinds.items()]


_LEADING = re.compile(r"[\s“‘「『]*")


def is_purpose(text: str, start: int) -> bool:
    """Whether a clause at the offset tells what for (为深入推进…)."""
    match = _LEADING.match(text, start)
    return text.startswith(tuple(grammar().purpose), match.end() if match else start)
