"""The grammar of a clause: its tokens, and the phrases before and behind a verb by the slot they fill.

A sentence is cut into clauses at commas, semicolons and colons. Within a clause the words before the verb are
read from left to right: a preposition opens a slot (在: at, 将: ba, 被: by, 对: toward, 会同: with, …), what stands
before the first of them is the subject, 、 and 和 part the members of a list, 的 turns what was read into a modifier.
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
    sources: list[str]
    localizers: list[str]
    aspect: list[str]
    case: list[str]
    case_context: list[str]
    people_before: list[str]
    kinds: dict[str, list[str]]
    stands_for: dict[str, list[str]]
    abstract: list[str]


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
    """One member of a phrase: its tokens, and whether a verb or 的 stood before them in the same phrase."""

    tokens: tuple[Token, ...]

    @property
    def names(self) -> list[Token]:
        """The named organisations and persons, and what stands for them."""
        return [t for t in self.tokens if t.kind == "name"]

    @property
    def places(self) -> list[Token]:
        return [t for t in self.tokens if t.kind == "place"]


class Phrases(Struct):
    """What stands in a clause around one trigger, by slot."""

    slots: dict[str, list[Group]] = field(default_factory=dict)
    times: list[Token] = field(default_factory=list)
    passive: bool = False
    verbs: list[Token] = field(default_factory=list)

    def groups(self, *names: str) -> list[Group]:
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
    for word in rules.localizers:
        known[word] = ("localizer", "")
    for word in rules.light:
        known[word] = ("light", "")
    for word in rules.speech:
        known[word] = ("speech", "")
    for slot, words in rules.prepositions.items():
        for word in words:
            known[word] = ("pivot" if slot == "pivot" else "prep", slot)
    for word in rules.coordination:
        if word not in known:
            known[word] = ("coord", "")
    for word in rules.aspect:
        if word not in known:
            known[word] = ("aspect", "")
    return known


_NOUN = re.compile(r"n|vn|an|eng|j|l|b|i|s|z|f|q|nr|ns|nt|nz|g")
_LABELS = {
    "ORG": "name", "PERSON": "name", "GPE": "place", "LOC": "place", "FAC": "place", "EVENT": "title", "LAW": "title",
    "WORK_OF_ART": "title", "DATE": "time", "TIME": "time", "MONEY": "amount", "PERCENT": "amount",
    "QUANTITY": "amount",
}  # fmt: skip
_PUNCTUATION = re.compile(r"[，,；;：:。！？!?…\n]+")
_SEPARATORS = "，,；;：:。！？!?…\n"


def classify(start: int, end: int, text: str, tag: str) -> Token:
    """The token of a plain word with jieba's tag."""
    if text in "、":
        return Token(start, end, text, "coord")
    if text[0] in _SEPARATORS:
        return Token(start, end, text, "stop")
    if text == "的" or text == "之":
        return Token(start, end, text, "de")
    known = _lexicon().get(text)
    if known:
        return Token(start, end, text, known[0], "", "", known[1])
    if tag == "x" or text.isspace():
        return Token(start, end, text, "mark")
    if tag[0] == "v" and tag != "vn":
        return Token(start, end, text, "verb")
    if tag[0] == "r":
        return Token(start, end, text, "pronoun")
    if tag[0] in "dcuyepot" or tag in ("ad", "zg"):
        return Token(start, end, text, "adverb")
    if tag[0] == "m":
        return Token(start, end, text, "number")
    if tag[0] == "a" and tag != "an":
        return Token(start, end, text, "quality")
    if _NOUN.match(tag):
        return Token(start, end, text, "noun")
    return Token(start, end, text, "adverb")


def entity_token(start: int, end: int, text: str, label: str, name: str) -> Token:
    """The token of an entity or anaphor."""
    return Token(start, end, text, _LABELS.get(label, "noun"), label, name)


_SPLITTERS = {"verb", "light", "trigger", "speech", "pivot"}


def read_left(tokens: Sequence[Token]) -> Phrases:
    """The phrases of the tokens before a trigger, by slot."""
    phrases = Phrases()
    slot, outer = "subject", "subject"
    group: list[Token] = []
    seen_subject = False

    def close() -> None:
        nonlocal group, seen_subject
        if group:
            phrases.slots.setdefault(slot, []).append(Group(tuple(group)))
            seen_subject = seen_subject or slot == "subject"
            group = []

    for position, token in enumerate(tokens):
        kind = token.kind
        if kind == "prep":
            if token.slot == "at" and slot in ("ba", "by") and not group:
                continue
            if token.slot == "with" and token.text in ("与", "同", "跟") and group and slot in ("at", "ba", "toward"):
                close()
                continue
            if token.slot == "ba" and _is_future(tokens, position):
                close()
                continue
            close()
            if token.slot == "toward" and token.text == "为" and slot == "by":
                continue
            outer = slot if slot in ("subject", "rest") else outer
            slot = token.slot
            if slot == "by":
                phrases.passive = phrases.passive or token.text != "由"
                phrases.slots["by"] = []
        elif kind in _SPLITTERS:
            phrases.verbs.append(token)
            if slot in ("ba", "by") and kind != "pivot":
                close()
                continue
            close()
            outer = slot if slot in ("subject", "rest") else outer
            slot = "pivot" if kind == "pivot" else "inner"
        elif kind == "de":
            if group:
                phrases.slots.setdefault("modifier", []).append(Group(tuple(group)))
                if slot == "subject" and any(t.kind == "name" for t in group):
                    phrases.slots.setdefault("possessor", []).append(Group(tuple(group)))
                group = []
            if slot == "inner":
                slot = "subject" if not seen_subject else outer
            if slot in ("ba", "by"):
                phrases.slots.pop(slot, None)
        elif kind == "coord":
            close()
        elif kind == "localizer":
            if slot == "at" and group:
                if token.text not in ("等",):
                    group.append(token)
                close()
                slot = "rest" if seen_subject else "subject"
            elif group:
                group.append(token)
        elif kind == "time":
            phrases.times.append(token)
            if group and slot == "at":
                close()
                slot = "rest" if seen_subject else "subject"
        elif kind in ("name", "place", "title", "amount", "noun", "number", "quality"):
            group.append(token)
        elif kind == "mark":
            continue
        elif kind == "pronoun":
            if group and slot == "subject":
                close()
                slot = "rest"
        elif kind == "adverb":
            if group and slot in ("subject", "at", "with", "toward"):
                close()
                if slot != "with":
                    slot = "rest"
    close()
    return phrases


def _is_future(tokens: Sequence[Token], position: int) -> bool:
    """Whether 将 at the position is the adverb, known by what follows it: a verb, another preposition, an adverb."""
    if tokens[position].text != "将":
        return False
    if position + 1 == len(tokens):
        return True
    after = tokens[position + 1]
    return after.kind in ("verb", "light", "trigger", "pivot", "prep", "adverb", "time")


def read_right(tokens: Sequence[Token]) -> list[Group]:
    """The members of the object behind a trigger, up to what ends it."""
    groups: list[Group] = []
    group: list[Token] = []
    for position, token in enumerate(tokens):
        kind = token.kind
        if kind == "coord":
            if group:
                groups.append(Group(tuple(group)))
                group = []
        elif kind == "prep":
            if token.slot in ("ba", "by") or token.text in ("经", "为") or (not group and token.slot == "with"):
                if token.text == "为" and not group:
                    continue
                break
            if token.text in ("与", "同") and group:
                groups.append(Group(tuple(group)))
                group = []
                continue
            if group and token.slot not in ("at",):
                break
            group.append(token)
        else:
            group.append(token)
    if group:
        groups.append(Group(tuple(group)))
    return groups


def noun_run(tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """Start and end offsets of the nouns that stand together up to index `end`, None where none stands there."""
    index = end
    while index > 0 and (tokens[index - 1].kind in ("noun", "quality") or tokens[index - 1].kind == "trigger"):
        if tokens[index - 1].kind == "trigger" and index == end and tokens[index - 1].label != "case":
            pass
        index -= 1
    if index == end:
        return None
    return tokens[index].start, tokens[end - 1].end


def kind_of(noun: str) -> set[str]:
    """The kinds that a noun is of, by its end; goods where it is of no other."""
    kinds = {kind for kind, ends in _ends() if noun.endswith(ends)}
    if not kinds & {"people", "case", "group", "place-noun"}:
        kinds.add("goods")
    return kinds


@cache
def _ends() -> list[tuple[str, tuple[str, ...]]]:
    return [(kind, tuple(ends)) for kind, ends in grammar().kinds.items()]
