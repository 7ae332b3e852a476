"""A doc as sentences of clauses: names, amounts and times as single tokens, triggers marked, parentheses left out."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from spacy.tokens import Doc

from kg.pipeline.events.grammar import Token, classify, entity_token, grammar
from kg.pipeline.events.rules import senses
from kg.pipeline.events.status import hearsay
from kg.pipeline.events.triggers import Candidate, find, nominals
from kg.pipeline.sentences import match as sentence_starts
from kg.pipeline.spans import mentions, read_matches, text_of
from kg.pipeline.words import entity_words

_SPEECH = re.compile(r"“[^“”\n]{0,400}[，。！？,!?][^“”\n]{0,400}”")
_PARENTHESIS = re.compile(r"[（(][^（()）\n]{0,120}[)）]")
_LONGEST = 800  # characters; what is longer is no sentence, and is read in pieces so that time stays linear
_OWNER = "reference.possessive"  # 其妻 is not the one who is meant by 其
_HEADLINES = {"kicker", "title", "deck"}
_SILENT = {"kicker", "title", "deck", "dateline", "byline", "caption", "section", "date", "signature"}


class Clause(NamedTuple):
    """A clause: its tokens, its offsets, and the candidates among its tokens by token index."""

    tokens: list[Token]
    start: int
    end: int
    candidates: dict[int, Candidate]

    def acts(self, index: int) -> bool:
        """Whether the candidate at the token index can only be an offence, which may stand inside an object."""
        candidate = self.candidates.get(index)
        return candidate is not None and all(s.frame.actor == "private" for s in candidate.senses)

    def officially(self, index: int) -> bool:
        """Whether the candidate at the token index is an act of the authorities."""
        senses = self.candidates[index].senses
        return senses[0].triggers.form == "verb" and senses[0].frame.actor == "official"


class Reading:
    """What the grammar needs of a doc, found once: tokens, candidates, quotations, parts without events."""

    def __init__(self, doc: Doc):
        self.text = text_of(doc)
        text = self.text
        names = doc.user_data.get("names", {})
        words = entity_words(doc)
        self.fixed: list[Token] = []
        self.taken = taken = [False] * len(text)
        events = []
        for ent in mentions(doc):
            start, end = ent.start, ent.end
            self.fixed.append(entity_token(start, end, text[start:end], ent.label, names.get((start, end), "")))
            taken[start:end] = [True] * (end - start)
            if ent.label == "EVENT":
                events.append((start, end))
        for span in read_matches(doc, "anaphors"):
            if span.rule != _OWNER and not any(taken[span.start : span.end]):
                for name in doc.user_data["referents"][span.start, span.end]:
                    token = entity_token(span.start, span.end, text[span.start : span.end], span.label or "ORG", name)
                    token = token if token.kind != "noun" else token._replace(kind="name", label="ORG")
                    self.fixed.append(token._replace(slot="anaphor"))
                taken[span.start : span.end] = [True] * (span.end - span.start)
        self.words = words.words
        self.word_starts = [w.start for w in self.words]
        self.titles = sorted(t for t in self.fixed if t.kind == "title")
        self.candidates = list(find(text, words.starts, words.ends, taken))
        self.candidates += [c for start, end in events if (c := _nominal(text, start, end))]
        self.candidates.sort(key=lambda c: c.start)
        self.fixed.sort()
        self.silent = [False] * len(text)
        self.titled = [(p.start, p.end) for p in read_matches(doc, "parts") if p.label in _HEADLINES]
        for part in read_matches(doc, "parts"):
            if part.label in _SILENT:
                self.silent[part.start : part.end] = [True] * (part.end - part.start)
        self.speech = sorted(m.span() for pattern in (_SPEECH, hearsay()) for m in pattern.finditer(text))
        self.starts = sentence_starts(text)

    def sentences(self) -> Iterator[tuple[int, int, list[Clause]]]:
        """Each sentence that is not in a silent part: its offsets and clauses."""
        for start, end in pairwise([*self.starts, len(self.text)]):
            while end - start > _LONGEST:
                cut = self.words[bisect_left(self.word_starts, start + _LONGEST) - 1].start
                cut = cut if cut > start else start + _LONGEST
                yield start, cut, self.clauses(start, cut)
                start = cut
            first = start
            while first < end and self.text[first].isspace():
                first += 1
            while first < end and self.silent[first]:
                first += 1
            if first < end:
                yield first, end, self.clauses(first, end)

    def headlines(self) -> list[Candidate]:
        """The candidates of the headlines."""
        return [c for c in self.candidates if any(start <= c.start < end for start, end in self.titled)]

    def in_speech(self, position: int) -> bool:
        """Whether the offset lies in a quotation of whole sentences."""
        index = bisect_left(self.speech, (position + 1, 0))
        return index > 0 and position < self.speech[index - 1][1]

    def clauses(self, start: int, end: int) -> list[Clause]:
        """The clauses of the sentence between two offsets."""
        if _from(self.candidates, start) == _from(self.candidates, end) and not self._says(start, end):
            return []
        candidates = {c.start: c for c in self.candidates[_from(self.candidates, start) : _from(self.candidates, end)]}
        tokens = self._tokens(start, end, candidates)
        found: list[Clause] = []
        current: list[Token] = []
        held: dict[int, Candidate] = {}
        for token in tokens:
            if token.kind == "stop":
                if current:
                    found.append(Clause(current, current[0].start, token.start, held))
                current, held = [], {}
                continue
            if token.start in candidates and token.kind in ("trigger", "trigger-noun"):
                held[len(current)] = candidates[token.start]
            current.append(token)
        if current:
            found.append(Clause(current, current[0].start, current[-1].end, held))
        return found

    def _says(self, start: int, end: int) -> bool:
        """Whether a name, a time, a place or an amount stands between two offsets."""
        return _from(self.fixed, start) < _from(self.fixed, end)

    def titles_in(self, start: int, end: int) -> list[Token]:
        """The named events, works and laws between two offsets."""
        return self.titles[_from(self.titles, start) : _from(self.titles, end)]

    def _tokens(self, start: int, end: int, candidates: dict[int, Candidate]) -> list[Token]:
        text = self.text
        skipped = [
            m.span()
            for m in _PARENTHESIS.finditer(text, start, end)
            if not any(m.start() < c < m.end() for c in candidates)
        ]
        fixed = self.fixed[_from(self.fixed, start) : _from(self.fixed, end)]
        for c in candidates.values():
            form = c.senses[0].triggers.form
            if any(self.taken[c.start : c.end]):
                fixed = [t for t in fixed if t.end <= c.start or c.end <= t.start]
            fixed.append(
                Token(c.start, c.end, text[c.start : c.end], "trigger" if form in ("verb", "zero") else "trigger-noun")
            )
        fixed.sort()
        tokens: list[Token] = []
        position = start
        for piece in fixed:
            if position < piece.start:
                self._plain(position, piece.start, tokens)
            if piece.slot == "anaphor" and tokens and tokens[-1].kind == "amount":
                piece = piece._replace(kind="noun", slot="")  # 26名消防员 are counted and stand for nobody
            tokens.append(piece)
            position = piece.end
        if position < end:
            self._plain(position, end, tokens)
        if skipped:
            tokens = [t for t in tokens if not any(s <= t.start < e for s, e in skipped)]
        return tokens

    def _plain(self, start: int, end: int, tokens: list[Token]) -> None:
        """The plain words between two offsets; a verb makes one noun with a character such as 站 or 点 behind it."""
        ends, heads, tails = grammar().noun_ends, grammar().fused_heads, grammar().fused_tails
        index = bisect_left(self.word_starts, start)
        if index and self.words[index - 1].end > start:
            index -= 1
        for first, last, text, tag in islice(self.words, index, bisect_left(self.word_starts, end)):
            if first < start or last > end:
                first, last = max(first, start), min(last, end)
                text = self.text[first:last]
            if text in ends and first > start and tokens[-1].kind in ("verb", "noun") and tokens[-1].end == first:
                tokens[-1] = Token(tokens[-1].start, last, self.text[tokens[-1].start : last], "noun")
            elif len(text) == 2 and text[1] in tails and text[0] in heads:
                for at, char, tag in ((first, text[0], "d"), (first + 1, text[1], "p")):
                    kind, slot = classify(char, tag)
                    tokens.append(Token(at, at + 1, char, kind, "", "", slot))
            else:
                kind, slot = classify(text, tag)
                tokens.append(Token(first, last, text, kind, "", "", slot))


def _from(items: list, position: int) -> int:
    return bisect_left(items, (position,))


def _nominal(text: str, start: int, end: int) -> Candidate | None:
    """The candidate at the end of a named event, by the ends of names that the types list."""
    stop = end
    while stop > start and text[stop - 1] in "”’」』":
        stop -= 1
    for tail in (*grammar().event_tails, ""):
        if not text.endswith(tail, start, stop):
            continue
        close = stop - len(tail)
        for word, name in nominals():
            if text.endswith(word, start, close):
                sense = next(s for readings in senses().values() for s in readings if s.type == name)
                return Candidate(close - len(word), close, (sense._replace(conditions=()),))
        for back in range(close - 1, max(start, close - 14) - 1, -1):
            for sense in senses().get(text[back:close].removesuffix("案件").removesuffix("案"), ()):
                if sense.triggers.form == "case" and text[back:close].endswith(("案", "案件")):
                    return Candidate(back, close, (sense,))
    return None


