"""Han names: a surname and one or two characters, weighed by their statistics and by what stands around them."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from kg.pipeline.persons.context import NameContext, is_han
from kg.pipeline.persons.evidence import CLOSING, FAMOUS, Evidence, begins_no_name, characters, speech
from kg.pipeline.persons.rules import name_rules, surnames
from kg.pipeline.words import Word, segmenter

_DOTS = tuple("·•・･‧∙．")


class HanName(NamedTuple):
    """A candidate: its extent, the rule that names its best evidence, and its score (log-odds)."""

    start: int
    end: int
    rule: str
    score: float


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, name_rules().around.lead))})$")


@cache
def _lead_ends() -> frozenset[str]:
    return frozenset(lead[-1] for lead in name_rules().around.lead)


@cache
def _heads() -> frozenset[str]:
    """What a surname begins with."""
    return frozenset(key[0] for key in surnames())


@lru_cache(maxsize=1 << 16)
def _nameable(word: str, tag: str) -> bool:
    """Whether a name may begin with a word though nothing binds it there."""
    known = surnames()
    nameable = tag.startswith("nr") or word in known or len(word) in (1, 4)
    nameable = nameable or (len(word) == 3 and characters(word) > name_rules().weights.sure)
    return nameable or not segmenter().has_word(word)


@cache
def _person_ends() -> frozenset[str]:
    return frozenset(name_rules().around.person_ends)


def _says_person(word: Word) -> bool:
    """Whether it is a noun that by its ending says what a person is."""
    return word.text[-1] in _person_ends() and word.tag[0] == "n" and 1 < len(word.text) < 5


@cache
def _gaps() -> frozenset[str]:
    return frozenset(name_rules().around.title_gaps)


class HanNames:
    """Finds the Han names of one text."""

    def __init__(self, context: NameContext):
        self.context, self.evidence = context, Evidence(context)
        self.text, self.words = context.text, context.words
        self.weights, self.around = name_rules().weights, name_rules().around
        self.known = surnames()
        self._doctrines = tuple(self.around.doctrines)

    def find(self) -> Iterator[HanName]:
        """The accepted names in text order; each one licenses those listed after it."""
        at, listed, text, signs, heads = 0, -1, self.text, self.around.list_signs, self._starts()
        while at < len(text) and (max(head := heads.find(1, at), listed) >= at):
            at = listed if listed >= at and not 0 <= head < listed else head
            if best := self.best_at(at, at == listed):
                yield best
                at = best.end
                if at < len(text) and text[at] in signs:
                    listed = at + 1
                elif at < len(text) and best.rule != "person.surname" and is_han(text[at]):
                    listed = at if self.evidence.names_follow(at) else -1
            else:
                at += 1

    def _starts(self) -> bytearray:
        """Where a name may start, as a flag a character: at words that may begin one, and behind titles."""
        text, words, starts = self.text, self.words.words, bytearray(len(self.text))
        for index in self.words.beginning(_heads()):
            start, _, word, tag = words[index]
            likely = _nameable(word, tag) and (tag == FAMOUS or self._is_likely(start))
            if likely or (index and _says_person(words[index - 1])):
                starts[start] = 1
        for start in self.context.title_ends:
            while text[start : start + 1] in _gaps():
                start += 1
            if start < len(text) - 1 and is_han(text[start]):
                starts[start] = 1
        starts[-1:] = b"\0"
        return starts

    def _is_likely(self, start: int) -> bool:
        """Whether the characters alone make some name that begins there likely enough where nothing binds it."""
        least = self.weights.likely
        return any(characters(self.text[start:end]) >= least for end in self.evidence.ends(start))

    def best_at(self, start: int, listed: bool) -> HanName | None:
        """The best accepted name at `start`; None where none reaches the threshold."""
        text, weights, evidence = self.text, self.weights, self.evidence
        before, word = text[start - 1 : start], self.words.covering(start)
        if text[start] in self.around.never_heads or before in _DOTS or (before.isascii() and before.isalpha()):
            return None
        left, rule = self._binding(start, listed)
        bound = rule != "person.surname"
        if not bound and not (word.start == start and _nameable(word.text, word.tag)):
            return None
        rest = weights.frame + (weights.famous if word.tag == FAMOUS else weights.known)
        most, rest = weights.title_after + rest, weights.attribution + weights.apart + rest
        best: HanName | None = None
        for end in evidence.ends(start, bound):
            score = left + evidence.characters(start, end, bound)
            if score + most < weights.accept or self._is_other(start, end, rule):
                continue
            score += evidence.repeated(start, end) + evidence.right(end, rule)
            if score + rest < weights.accept:
                continue
            score += evidence.as_words(start, end) + evidence.framed(start, end)
            if before in CLOSING and speech().match(text, end):
                score += weights.attribution
            better = score >= weights.accept and (best is None or score > best.score)
            if better and not (bound and self._hides_name(start, end)):
                best = HanName(start, end, rule, score)
        return best

    def _is_other(self, start: int, end: int, rule: str) -> bool:
        """Whether it is a common word, a piece of a dotted name, the name of a doctrine, or a place's."""
        if begins_no_name(self.text, start) or self.text.startswith(_DOTS + self._doctrines, end):
            return True
        place = self.context.place_end(start)
        return place > end or (place == end and rule != "person.title") or self._cuts_place(start, end)

    def _hides_name(self, start: int, end: int) -> bool:
        """Whether the head is a word of its own before another name (首相对李鹏说)."""
        head = self.text[start]
        doubtful = head in self.around.lead and self.known.get(head, self.weights.unlisted) < self.weights.likely_head
        return doubtful and any(
            self.evidence.characters(start + 1, other) > self.weights.follows
            for other in self.evidence.ends(start + 1)
            if other >= end
        )

    def _cuts_place(self, start: int, end: int) -> bool:
        return any(self.context.place_end(at) > max(end, at + 2) for at in range(start + 1, end))

    def _binding(self, start: int, listed: bool) -> tuple[float, str]:
        """What binds a name that begins at `start`, or speaks for one, and the rule that says so."""
        if listed:
            return self.weights.listed, "person.listed"
        end = start
        while end > max(1, start - 2) and self.text[end - 1] in _gaps():
            end -= 1
        if self.context.title(end):
            return self.weights.title, "person.title"
        before = self.words.covering(start - 1)
        if start and before.end == start and _says_person(before):
            return self.weights.occupation, "person.title"
        return self._opening(start), "person.surname"

    def _opening(self, start: int) -> float:
        text, weights = self.text, self.weights
        if not start or not is_han(text[start - 1]):
            return weights.start
        if start not in self.words.starts:
            return weights.inside
        before = self.words.covering(start - 1)
        if before.tag in ("m", "q") and before.text[-1] not in self.around.date_units:
            return weights.measure
        if text[start - 1] in _lead_ends() and _lead().search(text, max(0, start - 2), start):
            return weights.lead
        return weights.boundary
