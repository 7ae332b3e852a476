"""Where in the text a statement stands: the sentence around a span, and the evidence made of both."""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import Any

from kg.model import Record

_STOP = re.compile(r"[。！？!?\n]+[”’」』》）)]*")
_CONTEXT = 300  # characters kept on each side of a span whose sentence does not end


class Sentences:
    """The sentences of a text, cut after 。！？ (with their closing quotes) and at newlines."""

    def __init__(self, text: str):
        self._text = text
        self._cuts = [0, *(stop.end() for stop in _STOP.finditer(text)), len(text)]

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the sentence(s) that hold the span, without white space at either side.

        Cut to 300 characters on either side of the span where a sentence runs on.
        """
        first = self._cuts[bisect_right(self._cuts, start) - 1] if start else 0
        last = self._cuts[min(bisect_left(self._cuts, end), len(self._cuts) - 1)]
        return self.trim(first, last, start, end)

    def spans(self) -> list[tuple[int, int]]:
        """Offsets of all sentences in order, white space at their sides left out; empty ones are passed over."""
        found = []
        for first, last in pairwise(self._cuts):
            piece = self._text[first:last]
            if kept := piece.strip():
                start = first + piece.index(kept)
                found.append((start, start + len(kept)))
        return found

    def trim(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """The sentence [first, last) kept near the span [start, end), white space at its sides removed."""
        first, last = max(min(first, start), start - _CONTEXT, 0), min(max(last, end), end + _CONTEXT, len(self._text))
        while first < start and self._text[first].isspace():
            first += 1
        while last > end and self._text[last - 1].isspace():
            last -= 1
        return first, last


def evidence(record: Record, sentence: tuple[int, int], start: int, end: int, rule: str, confidence: float) -> dict:
    """The evidence of one statement (see kg.link for the keys); offsets are characters of the record's text."""
    item: dict[str, Any] = {"article": record.id, "text": record.text[start:end], "start": start, "end": end}
    item["sentence"] = record.text[sentence[0] : sentence[1]]
    item["sentence_start"], item["sentence_end"] = sentence
    item["rule"], item["confidence"] = rule, confidence
    return item
