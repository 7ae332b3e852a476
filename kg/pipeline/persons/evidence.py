"""What speaks for and against a Han name: its characters, the words it is cut into, and what stands around it."""

import re
from functools import cache, lru_cache

from kg import rules
from kg.gazetteer.names import statistics
from kg.pipeline.persons.context import NameContext, is_han
from kg.pipeline.persons.rules import name_rules, surnames
from kg.pipeline.persons.titles import title_after, titles
from kg.pipeline.words import Word, cut

FAMOUS = "nrfg"
"""jieba's tag for whole names of well-known people."""
OPENING, CLOSING = tuple("“‘\"「『"), tuple("”’\"」』")
_NEAR = 20000
"""Characters to either side in which a name's other occurrences are counted."""
_CLOSED = tuple("）)/ ")
_PARTICULARS = re.compile(
    r"[（(](?:化名|男|女|[\u4e00-\u9fff]{1,3}族|\d{1,3}岁|现年|时年|原名|绰号|外号|音译|左|右|中)"
    r"|[，,、] ?(?:男|女|现年|时年|\d{1,3}岁)[，,、。；（]"
)


@cache
def speech() -> re.Pattern[str]:
    """Verbs of speech and of what a person does, as they follow a name."""
    words = sorted(name_rules().around.speech, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


@cache
def _frames() -> list[tuple[re.Pattern[str] | None, re.Pattern[str]]]:
    frames = name_rules().around.frames
    return [(re.compile(f"(?:{before})$") if before else None, re.compile(behind)) for before, behind in frames]


@cache
def _things() -> tuple[str, ...]:
    return tuple(name_rules().around.thing_behind)


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


@lru_cache(maxsize=1 << 15)
def characters(name: str) -> float:
    """Log-odds of the characters of a name that has a surname, which the log-odds of that are part of."""
    known, names = surnames(), statistics()
    scores = [known[name[:2]] + names.given(name[2:])] if len(name) > 2 and name[:2] in known else []
    if len(name) < 4:
        scores.append(known.get(name[0], name_rules().weights.unlisted) + names.given(name[1:]))
    return max(scores)


@lru_cache(maxsize=1 << 14)
def pieces_of(name: str) -> tuple[Word, ...]:
    """The words that a name is cut into."""
    return tuple(cut(name, unknown=False))


class Evidence:
    """Weighs one text's candidates; all weights are log-odds from the rule file."""

    def __init__(self, context: NameContext):
        self.context, self.text, self.words = context, context.text, context.words
        self.weights, self.around, self.masked = name_rules().weights, name_rules().around, name_rules().masked
        self.known, self.names = surnames(), statistics()
        self._inner = frozenset(self.around.never_within)
        self._counts: dict[tuple[str, int], int] = {}

    def ends(self, start: int, bound: bool = False) -> list[int]:
        """Where a name that begins at `start` may end; `bound`: its head need be no surname."""
        text, known = self.text, self.known
        lengths = [1, 2] if text[start] in known else [2] if bound and start in self.words.starts else []
        if text[start : start + 2] in known:
            lengths = [*lengths, 3] if lengths else [2, 3]
        found = []
        for length in lengths:
            given = text[start + 1 : start + 1 + length]
            if len(given) < length or not all(map(is_han, given)) or not self._inner.isdisjoint(given):
                break
            found.append(start + 1 + length)
        return found

    def characters(self, start: int, end: int, bound: bool = False) -> float:
        """Log-odds of the characters; where a title or a list binds the name, its head may be rare or no surname."""
        name, weights = self.text[start:end], self.weights
        if not bound:
            return characters(name)
        head = self.known.get(name[0], weights.unlisted)
        if len(name) > 3 or head >= weights.rare:
            return characters(name)
        given = self.names.given(name[1:])
        odd = len(name) == 3 and function_words().isdisjoint(name) and self._makes_no_words(start, end)
        if odd:
            given = max(given, 2 * weights.odd) + weights.odd_run
        unlisted_function = name[0] not in self.known and name[0] in function_words()
        score = (weights.function_head if unlisted_function else weights.rare) + given
        return max(score, characters(name)) if name[:2] in self.known and len(name) > 2 else score

    def _makes_no_words(self, start: int, end: int) -> bool:
        ends = end == len(self.text) or not is_han(self.text[end]) or len(self.context.word_ahead(end)) > 1
        return ends and all(len(self.context.word_ahead(at)) == 1 for at in range(start, end))

    def names_follow(self, start: int) -> bool:
        """Whether another name is written right behind one, up to a sign or a title: 记者甲乙通讯员丙."""
        text = self.text
        for end in self.ends(start):
            closed = end == len(text) or not is_han(text[end]) or title_after(text, end, "before") is not None
            if closed and self.characters(start, end) > self.weights.follows:
                return True
        return False

    def right(self, end: int, rule: str) -> float:
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
            more = text[end] == "、" and end + 1 < len(text) and self.names_follow(end + 1)
            return weights.delimiter + (weights.listing if more else 0.0)
        if title_after(text, end):
            return weights.title_after
        if speech().match(text, end):
            return weights.speech
        word = self.context.word_ahead(end)
        if word in self.around.aspects:
            return weights.aspect
        if len(word) > 1:
            return weights.word
        if rule != "person.surname" and self.names_follow(end):
            return weights.another
        stranded = word in around.numerals and not is_han(text[end + 1 : end + 2])
        if word in around.follow and not stranded:
            return weights.functional
        return weights.cut

    def _credited(self, end: int) -> bool:
        """Whether a credit ends the brackets there: （王丰摄）."""
        return self.text[end] in self.around.credits and self.text[end + 1 : end + 2] in _CLOSED

    def framed(self, start: int, end: int) -> float:
        """What words before and behind together say for a name."""
        for before, behind in _frames():
            if behind.match(self.text, end) and (before is None or before.search(self.text, max(0, start - 4), start)):
                return self.weights.frame
        return 0.0

    def repeated(self, start: int, end: int) -> float:
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

    def as_words(self, start: int, end: int) -> float:
        """How the segmentation speaks for or against the name."""
        weights = self.weights
        text, pieces = self.text, pieces_of(self.text[start:end])
        first, score = pieces[0], 0.0
        word = self.words.covering(start)
        if end - start > 2 and (word.start, word.end) == (start, end) and word.tag.startswith("nr"):
            if word.tag == FAMOUS:
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
        if text[start - 1 : start] in OPENING and text[end : end + 1] in CLOSING:
            score += weights.quoted
        if text[end - 1] in self.around.place_end:
            score += weights.place_end
        if end - start > 2 and is_han(text[end : end + 1]) and len(self.context.word_ahead(end - 1)) > 1:
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
