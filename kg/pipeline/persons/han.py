"""Han names: a surname and one or two characters, weighed by their statistics and by what stands around them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg import rules
from kg.gazetteer.names import statistics
from kg.pipeline.persons.context import NameContext, is_han
from kg.pipeline.persons.rules import name_rules, surnames
from kg.pipeline.persons.titles import title_after, titles
from kg.pipeline.words import cut, segmenter

_FAMOUS = "nrfg"
"""jieba's tag for whole names of well-known people."""
_NEAR = 20000
"""Characters to either side in which a name's other occurrences are counted."""
_DOTS = tuple("·•・･‧∙．")
_CLOSED = tuple("）)/ ")
_OPENING, _CLOSING = tuple("“‘\"「『"), tuple("”’\"」』")
_PARTICULARS = re.compile(
    r"[（(](?:化名|男|女|[\u4e00-\u9fff]{1,3}族|\d{1,3}岁|现年|时年|原名|绰号|外号|音译|左|右|中)"
    r"|[，,、] ?(?:男|女|现年|时年|\d{1,3}岁)[，,、。；（]"
)


class HanName(NamedTuple):
    """A candidate: its extent, the rule that names its best evidence, and its score (log-odds)."""

    start: int
    end: int
    rule: str
    score: float


@cache
def speech() -> re.Pattern[str]:
    """Verbs of speech and of what a person does, as they follow a name."""
    words = sorted(name_rules().around.speech, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, name_rules().around.lead))})$")


@cache
def _frames() -> list[tuple[re.Pattern[str] | None, re.Pattern[str]]]:
    frames = name_rules().around.frames
    return [(re.compile(f"(?:{before})$") if before else None, re.compile(behind)) for before, behind in frames]


@cache
def _heads() -> re.Pattern[str]:
    """Where a surname begins."""
    return re.compile(f"[{''.join(sorted({key[0] for key in surnames()}))}]")


@cache
def _things() -> tuple[str, ...]:
    return tuple(name_rules().around.thing_behind)


@cache
def _gaps() -> frozenset[str]:
    return frozenset(name_rules().around.title_gaps)


@cache
def _not_names() -> tuple[frozenset[str], frozenset[int]]:
    """What begins no name, and the lengths of these words."""
    words = frozenset(rules.words("not_names.txt"))
    return words, frozenset(map(len, words))


def begins_no_name(text: str, start: int) -> bool:
    """Whether a word that begins no name stands there."""
    words, lengths = _not_names()
    return any(text[start : start + length] in words for length in lengths)


@cache
def function_words() -> frozenset[str]:
    """Characters that are words of their own between others."""
    return frozenset(name_rules().masked.never + name_rules().around.follow)


class HanNames:
    """Finds the Han names of one text."""

    def __init__(self, context: NameContext):
        self.context = context
        self.text, self.words = context.text, context.words
        self.weights, self.around, self.masked = name_rules().weights, name_rules().around, name_rules().masked
        self._counts: dict[tuple[str, int], int] = {}
        self.known, self.names = surnames(), statistics()
        self._doctrines = tuple(self.around.doctrines)
        self._inner = frozenset(self.around.never_within)

    def find(self) -> Iterator[HanName]:
        """The accepted names in text order; each one licenses those listed after it."""
        at, listed, text = 0, -1, self.text
        signs, heads, starts = self.around.list_signs, bytearray(len(text)), self.words.starts
        for found in _heads().finditer(text, 0, max(0, len(text) - 1)):
            heads[found.start()] = found.start() in starts
        for start in self.context.title_ends:
            while text[start : start + 1] in _gaps():
                start += 1
            if start < len(text) - 1 and is_han(text[start]):
                heads[start] = 1
        while at < len(text) and (max(head := heads.find(1, at), listed) >= at):
            at = listed if listed >= at and not 0 <= head < listed else head
            if best := self.best_at(at, at == listed):
                yield best
                at = best.end
                if at < len(text) and text[at] in signs:
                    listed = at + 1
                elif at < len(text) and best.rule != "person.surname" and is_han(text[at]):
                    listed = at if self._names_follow(at) else -1
            else:
                at += 1

    def _names_follow(self, start: int) -> bool:
        """Whether another name is written right behind one, up to a sign or a title: 记者甲乙通讯员丙."""
        text = self.text
        for end in self._ends(start):
            closed = end == len(text) or not is_han(text[end]) or title_after(text, end, "before") is not None
            if closed and self._characters(start, end) > self.weights.follows:
                return True
        return False

    def best_at(self, start: int, listed: bool) -> HanName | None:
        """The best accepted name at `start`; None where none reaches the threshold."""
        text, weights = self.text, self.weights
        left, rule = self._left(start, listed)
        bound = rule != "person.surname"
        if text[start - 1 : start] in _DOTS or text[start] in self.around.never_heads:
            return None
        if not (bound or self._may_start(start)) or (start and text[start - 1].isascii() and text[start - 1].isalpha()):
            return None
        famous = self.words.covering(start).tag == _FAMOUS
        most = weights.title_after + weights.frame + (weights.famous if famous else weights.known)
        best: HanName | None = None
        for end in self._ends(start, bound):
            score = left + self._characters(start, end, bound)
            if score + most < weights.accept or begins_no_name(text, start):
                continue
            if text.startswith(self._doctrines, end):
                continue
            place = self.context.place_end(start)
            if place > end or (place == end and rule != "person.title") or self._cuts_place(start, end):
                continue
            score += self._repeated(start, end)
            score += self._right(end, rule) + self._as_words(start, end) + self._framed(start, end)
            if text[start - 1 : start] in _CLOSING and speech().match(text, end):
                score += weights.attribution
            if score >= weights.accept and bound and self._hides_name(start, end):
                score = 0.0
            if score >= weights.accept and (best is None or score > best.score):
                best = HanName(start, end, rule, score)
        return best

    def _hides_name(self, start: int, end: int) -> bool:
        """Whether the head is a word of its own before another name (首相对李鹏说)."""
        head = self.text[start]
        doubtful = head in self.around.lead and self.known.get(head, self.weights.unlisted) < self.weights.likely_head
        return doubtful and any(
            self._characters(start + 1, other) > self.weights.follows for other in self._ends(start + 1) if other >= end
        )

    def _cuts_place(self, start: int, end: int) -> bool:
        return any(self.context.place_end(at) > max(end, at + 2) for at in range(start + 1, end))

    def _ends(self, start: int, bound: bool = False) -> Iterator[int]:
        text, known = self.text, self.known
        lengths = [1, 2] if text[start] in known else [2] if bound and start in self.words.starts else []
        if text[start : start + 2] in known:
            lengths = [*lengths, 3] if lengths else [2, 3]
        for length in lengths:
            end = start + 1 + length
            if end > len(text) or not all(map(is_han, text[start + 1 : end])):
                return
            if not self._inner.isdisjoint(text[start + 1 : end]):
                return
            yield end

    def _characters(self, start: int, end: int, bound: bool = False) -> float:
        """Log-odds of the characters; where a title or a list binds the name, its head may be rare or no surname."""
        text, names, known, weights = self.text, self.names, self.known, self.weights
        compound = text[start : start + 2]
        scores = []
        if compound in known and end - start > 2:
            scores.append(known[compound] + names.given(text[start + 2 : end]))
        if end - start < 4:
            head, given = known.get(text[start], weights.unlisted), names.given(text[start + 1 : end])
            if bound:
                odd = end - start == 3 and head < weights.rare and function_words().isdisjoint(text[start:end])
                unlisted_function = text[start] not in known and text[start] in function_words()
                head = weights.function_head if unlisted_function else max(head, weights.rare)
                if odd and self._makes_no_words(start, end):
                    given = max(given, 2 * weights.odd) + weights.odd_run
            scores.append(head + given)
        return max(scores)

    def _makes_no_words(self, start: int, end: int) -> bool:
        ends = end == len(self.text) or not is_han(self.text[end]) or len(self._word_ahead(end)) > 1
        return ends and all(len(self._word_ahead(at)) == 1 for at in range(start, end))

    def _may_start(self, start: int) -> bool:
        word = self.words.covering(start)
        if word.start != start:
            return False
        nameable = word.tag.startswith("nr") or word.text in self.known or len(word.text) in (1, 4)
        nameable = nameable or (len(word.text) == 3 and self._characters(start, word.end) > self.weights.sure)
        return nameable or not segmenter().has_word(word.text)

    def _left(self, start: int, listed: bool) -> tuple[float, str]:
        text, weights = self.text, self.weights
        if listed:
            return weights.listed, "person.listed"
        end = start
        while end > max(1, start - 2) and text[end - 1] in _gaps():
            end -= 1
        if self.context.title(end):
            return weights.title, "person.title"
        before = self.words.covering(start - 1) if start else None
        noun = before and before.end == start and before.tag.startswith("n") and 1 < len(before.text) < 5
        if noun and text[start - 1] in self.around.person_ends:
            return weights.occupation, "person.title"
        if not before or not is_han(text[start - 1]):
            return weights.start, "person.surname"
        if start not in self.words.starts:
            return weights.inside, "person.surname"
        if before.tag in ("m", "q") and before.text[-1] not in self.around.date_units:
            return weights.measure, "person.surname"
        if _lead().search(text, max(0, start - 2), start):
            return weights.lead, "person.surname"
        return weights.boundary, "person.surname"

    def _right(self, end: int, rule: str) -> float:
        text, weights, around = self.text, self.weights, self.around
        if end >= len(text):
            return weights.delimiter
        if _PARTICULARS.match(text, end):
            return weights.title_after
        if self._credited(end):
            return weights.title_after
        if text.startswith(_things(), end):
            return weights.cut
        if not is_han(text[end]):
            if text[end - 1] in around.credits and text[end] in _CLOSED:
                return weights.cut
            more = text[end] == "、" and end + 1 < len(text) and self._names_follow(end + 1)
            return weights.delimiter + (weights.listing if more else 0.0)
        if title_after(text, end):
            return weights.title_after
        if speech().match(text, end):
            return weights.speech
        word = self._word_ahead(end)
        if word in self.around.aspects:
            return weights.aspect
        if len(word) > 1:
            return weights.word
        if rule != "person.surname" and self._names_follow(end):
            return weights.another
        stranded = word in around.numerals and not is_han(text[end + 1 : end + 2])
        if word in around.follow and not stranded:
            return weights.functional
        return weights.cut

    def _credited(self, end: int) -> bool:
        """Whether a credit ends the brackets there: （王丰摄）."""
        return self.text[end] in self.around.credits and self.text[end + 1 : end + 2] in _CLOSED

    def _framed(self, start: int, end: int) -> float:
        """What words before and behind together say for a name."""
        return self.weights.frame if any(
            behind.match(self.text, end) and (before is None or before.search(self.text, max(0, start - 4), start))
            for before, behind in _frames()
        ) else 0.0

    def _word_ahead(self, position: int) -> str:
        return self.context.ahead(position).text

    def _repeated(self, start: int, end: int) -> float:
        """How the text's other occurrences speak for this end: a name is followed by many things, its piece by one."""
        if end - start < 3:
            return 0.0
        weights, text = self.weights, self.text
        whole, piece = self._count(text[start:end], start), self._count(text[start : end - 1], start)
        return weights.varied if piece > whole else weights.repeated * min(whole - 1, 2)

    def _count(self, name: str, near: int) -> int:
        block = near // _NEAR
        if (name, block) not in self._counts:
            self._counts[name, block] = self.text.count(name, max(0, block - 1) * _NEAR, (block + 2) * _NEAR)
        return self._counts[name, block]

    def _as_words(self, start: int, end: int) -> float:
        """How the segmentation speaks for or against the name."""
        weights = self.weights
        text, pieces = self.text, cut(self.text[start:end], unknown=False)
        first, score = pieces[0], 0.0
        word = self.words.covering(start)
        if end - start > 2 and (word.start, word.end) == (start, end) and word.tag.startswith("nr"):
            if word.tag == _FAMOUS:
                score += weights.famous
            else:
                score += weights.known if first.end == end - start else weights.guessed if first.end == 1 else 0.0
        if text[start] not in self.known and first.end > 1 and first.text not in self.known:
            score += weights.no_noun
        if first.text not in self.known:
            score += self.names.word(first.text)
        if first.end == end - start and not first.tag.startswith("nr"):
            score += weights.common if first.tag.startswith("n") else weights.no_noun
        elif 1 < first.end < end - start and not first.tag.startswith("nr") and first.text not in self.known:
            score += weights.prefix_noun if first.tag.startswith("n") else weights.prefix
        elif text[start] in self.masked.doubtful and len(first.text) == 1 and (
            (word.end == start + 1 and word.tag in ("p", "c")) or (len(pieces) == 2 and end - start > 2)
        ):
            phrase = len(pieces) == 2 and not pieces[1].tag.startswith(("n", "x"))
            score += weights.function_phrase if phrase and end - start > 2 else weights.function_word
        elif len(pieces) == 2 and end - start > 2 and not pieces[1].tag.startswith("nr"):
            head, given = self.known.get(text[start], weights.unlisted), self.names.given(pieces[1].text)
            least = weights.likely_given if head < weights.likely_head else weights.odd_given
            odd = pieces[1].tag == "t" or (given < least and head < weights.sure_head)
            score += weights.odd_given_word if odd else weights.given_word
        if end - start == 2 and (word.start, word.end) == (start, end) and word.tag.startswith("nr") and first.end == 1:
            score += weights.apart
        if text[start - 1 : start] in _OPENING and text[end : end + 1] in _CLOSING:
            score += weights.quoted
        if text[end - 1] in self.around.place_end:
            score += weights.place_end
        if end - start > 2 and is_han(text[end : end + 1]) and len(self._word_ahead(end - 1)) > 1:
            score += weights.crossing
        if any(text[start:at] in titles("before") for at in range(start + 2, end + 1)):
            score += weights.no_noun
        if title_after(text, end - 1, "address"):
            score += weights.cut
        last = text[end - 1]
        own_word = last in self.around.follow and self.names.second.get(last, 0.0) < weights.given_like
        if own_word and is_han(text[end : end + 1]):
            score += weights.function_end
        return score
