"""Where a text says that something happened: trigger words, their sense chosen by what stands around them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick

from kg.pipeline.events.arguments import filler_kinds
from kg.pipeline.events.grammar import Group, Phrases, Token, grammar
from kg.pipeline.events.rules import Sense, alternatives, event_types, senses


class Candidate(NamedTuple):
    """A trigger word in the text with the readings that its immediate surroundings allow."""

    start: int
    end: int
    senses: tuple[Sense, ...]


class Surroundings(NamedTuple):
    """What a sense may ask about: the text, the offsets of sentence and clause, and what the grammar found there."""

    text: str
    sentence: tuple[int, int]
    clause: tuple[int, int]
    tokens: list[Token]
    left: Phrases
    undergone: list[Group]
    named: bool

    @property
    def object_kinds(self) -> set[str]:
        """The kinds of what heads the object."""
        return filler_kinds(self.text, self.undergone)

    @property
    def quantified(self) -> bool:
        """Whether the clause gives an amount or compares one."""
        return any(t.kind == "amount" for t in self.tokens) or bool(_compared().search(self.text, *self.clause))

    @property
    def with_party(self) -> bool:
        """Whether a second party takes part."""
        return bool(self.left.groups("with", "and")) or len(self.left.groups("subject")) > 1


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for word, readings in senses().items():
        automaton.add_word(word, (word, tuple(readings), any(s.triggers.form == "case" for s in readings)))
    automaton.make_automaton()
    return automaton


@cache
def _case_end() -> re.Pattern[str]:
    between = "|".join(map(re.escape, grammar().case))
    return re.compile(f"(?:{between}){{0,2}}案(?:件)?(?!情|发|底|由|例|值|头|板|卷|犯|率|数|首)")


def find(text: str, starts: set[int], ends: set[int], taken: list[bool]) -> Iterator[Candidate]:
    """The candidates in the text, longest first at a place, none across another.

    `starts` and `ends` are the offsets at which words start and end, `taken` the characters inside names.
    """
    found = []
    case_end = _case_end()
    for last, (word, readings, is_case) in _automaton().iter(text):
        start, end = last + 1 - len(word), last + 1
        whole = start in starts and end in ends
        if not whole and (len(word) == 1 or (start not in starts and end not in ends)):
            continue
        if taken[start] or taken[last]:
            continue
        case = case_end.match(text, end) if is_case else None
        kept, stop = [], end
        for sense in readings:
            if sense.triggers.form == "case":
                if case and _allowed(sense, text, start, case.end(), whole):
                    kept.append(sense)
                    stop = case.end()
            elif _allowed(sense, text, start, end, whole):
                kept.append(sense)
        if kept:
            if stop > end:
                kept = [sense for sense in kept if sense.triggers.form == "case"]
            found.append(Candidate(start, stop, tuple(kept)))
    found.sort(key=lambda c: (c.start - c.end, c.start))
    used: set[int] = set()
    chosen = []
    for candidate in found:
        span = range(candidate.start, candidate.end)
        if used.isdisjoint(span):
            used.update(span)
            chosen.append(candidate)
    chosen.sort()
    yield from chosen


def _allowed(sense: Sense, text: str, start: int, end: int, whole: bool) -> bool:
    for gate in sense.conditions:
        if gate.not_before and text.endswith(gate.not_before, 0, start):
            return False
        if gate.not_after and text.startswith(gate.not_after, end):
            return False
        if gate.before_any and not gate.before_any.search(text, max(0, start - 8), start):
            return False
        if gate.condition.word and not whole:
            return False
    return True


def choose(candidate: Candidate, around: Surroundings) -> Sense | None:
    """The first sense of the candidate whose conditions hold in these surroundings."""
    return next((sense for sense in candidate.senses if not fails(sense, around, candidate)), None)


def fails(sense: Sense, around: Surroundings, candidate: Candidate) -> str:
    """The first condition of the sense that these surroundings do not meet, by its key; empty where all hold."""
    text = around.text
    if sense.triggers.form == "case" and not _case_context().search(
        text, max(around.sentence[0], candidate.start - 40), min(around.sentence[1], candidate.end + 30)
    ):
        return "case_context"
    if sense.frame.actor == "private" and _charge().match(text, candidate.end):
        return "no charge behind it"
    for gate in sense.conditions:
        condition = gate.condition
        if gate.context and not gate.context.search(text, *around.sentence):
            return "context"
        if gate.unless and gate.unless.search(text, *around.clause):
            return "unless"
        if gate.without and gate.without.search(text, *around.sentence):
            return "without"
        if condition.quantified and not around.quantified:
            return "quantified"
        if condition.named and not around.named:
            return "named"
        if condition.with_party and not around.with_party:
            return "with_party"
        if condition.object and not around.object_kinds.intersection(condition.object):
            return "object"
    if sense.triggers.light and not around.named and not _light().search(text, *around.clause):
        return "light"
    return ""


@cache
def _compared() -> re.Pattern[str]:
    return re.compile(grammar().compared)


@cache
def _case_context() -> re.Pattern[str]:
    pattern = alternatives(grammar().case_context)
    assert pattern is not None
    return pattern


@cache
def _charge() -> re.Pattern[str]:
    return re.compile(grammar().charge)


@cache
def _light() -> re.Pattern[str]:
    pattern = alternatives([word for word in grammar().light if len(word) > 1])
    assert pattern is not None
    return pattern


@cache
def nominals() -> list[tuple[str, str]]:
    """(end of a name, type) for named events that are events, longest end first."""
    pairs = {
        (end, name)
        for name, frame in event_types().items()
        if frame.nominal
        for end in [*frame.nominal, *(w for t, words in frame.vocabulary() if t.form == "noun" for w in words)]
    }
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair))
