"""What may stand in the name of a place: the pieces of a text as words, by the dictionary and the rules."""

from functools import cached_property

from kg.pipeline.places.known import KnownPlaces, place_segmenter
from kg.pipeline.places.rules import Kind, place_rules
from kg.pipeline.spans import Match
from kg.pipeline.words import Words

_FIGURES = frozenset("一二三四五六七八九十")
_BEGINNING = frozenset(("zg", "g", "ng", "nr", "n", "j", "a", "nz", "ns"))
Extents = list[tuple[int, int]]


def is_han(text: str, others: str = "") -> bool:
    """Whether all characters are Chinese or one of `others`."""
    return all("\u3400" <= c <= "\u9fff" or c in others for c in text)


class Pieces:
    """The pieces of one text, and the places found in it so far."""

    def __init__(self, text: str, words: Words, known: KnownPlaces):
        self.text, self.words, self.known, self.ends = text, words, known, known.ends
        self.rules = place_rules()
        self.stop = self.rules.words
        self.has_word = place_segmenter().has_word
        self.bounds: set[int] = set()  # the ends of all places
        self.made: dict[int, Match] = {}  # those known by their endings, by end

    @cached_property
    def inner(self) -> set[int]:
        """The characters of the gazetteer's names but the first of each."""
        return {i for hit in self.ends.values() for i in range(hit.start + 1, hit.end)}

    def gap(self, at: int, kind: Kind) -> tuple[int, Extents] | None:
        """All between the place named before and the ending, where it may be a name: 猴场乡|补那|村."""
        if kind.core == "nature" or kind.rule == "place.street" or at in self.bounds:
            return None
        start = at - 1
        while start not in self.bounds:
            start -= 1
            if start < max(0, at - kind.most):
                return None
        pieces, position = [], start
        while position < at:
            word = self.words.covering(position)
            stop = min(word.end, at)
            tag = word.tag if stop == word.end else ""
            if not self.fills(self.text[position:stop], tag, kind.label == "GPE", first=position == start):
                return None
            pieces.append((position, stop))
            position = stop
        return start, pieces

    def fills(self, piece: str, tag: str, loose: bool, first: bool = True) -> bool:
        """Whether a word may stand in a name that follows another; `loose`: any syllable of a foreign tongue may.

        Only the `first` word must be no determiner: 苟|各庄|村.
        """
        if not is_han(piece):
            return False
        if len(piece) == 1:
            return piece not in (self.stop.never if loose else self.stop.stop) and not (first and piece in "一两几")
        if piece in self.stop.stop or (first and piece[0] in self.stop.determiners):
            return False
        if loose and not first and piece[0] in self.stop.determiners:
            return True
        if not self.has_word(piece) or (loose and piece in self.stop.descriptions):
            return True
        if loose and self.stop.sounds(piece):
            return True
        return not (tag in self.stop.stop_tags or tag[:1] == "m" or tag == "v")

    def core(self, at: int, kind: Kind) -> tuple[int, Extents]:
        """Where the name begins, and the pieces between there and its ending."""
        start, proper = at, False
        pieces: Extents = []
        while start > 0 and at - start < kind.most and start not in self.bounds:
            if start in self.inner:
                break
            word = self.words.covering(start - 1)
            inside = range(max(word.start, start - kind.most) + 1, start)
            first = max((b for b in inside if b in self.bounds), default=word.start)
            if start - first > 1 and not self.has_word(self.text[first:start]):
                if self.text[start - 1] in self.stop.glued:
                    break
                first += self.text[first] in self.stop.glued
            piece = self.text[first:start]
            if at - first > kind.most or self._stops(first, start, word.tag, at - start, kind):
                break
            is_proper = self.proper(first, start)
            full = proper or (bool(pieces) and not kind.whole and len(piece) > 1)
            if full and not is_proper and first not in self.bounds:  # a name begins right after another
                break
            proper = proper or (is_proper and len(piece) > 1) or (is_proper and at - first >= 2)
            pieces.insert(0, (first, start))
            start = first
        return start, pieces

    def _stops(self, first: int, start: int, tag: str, taken: int, kind: Kind) -> bool:
        """Whether the piece `first`..`start` cannot belong to a name of which `taken` characters follow it."""
        piece, stop = self.text[first:start], self.stop
        if not is_han(piece, "－·・"):
            return True
        if piece in stop.landmarks or piece in stop.numbered:
            return taken > 2
        if piece in stop.stop or piece[0] in stop.determiners:
            return not (len(piece) == 1 and first in self.bounds and tag == "v")
        if len(piece) > 1 and not self.has_word(piece):
            return all(c in stop.stop for c in piece) or piece[-1] in "和与及"
        if tag == "m":
            return not (all(c in _FIGURES for c in piece) and (taken > 0 or kind.rule == "place.street"))
        if tag.startswith("v") and tag != "vn":
            return first not in self.bounds or len(piece) > 1
        return tag in stop.stop_tags

    def begun(self, start: int) -> int:
        """From the single character on that makes a place's name the end of a longer one: 与|崇|山西|路."""
        if not start or start in self.bounds or not self.cued(start - 1):
            return start
        word, char = self.words.covering(start - 1), self.text[start - 1]
        lone = word.start == start - 1 and is_han(char) and char not in self.stop.stop
        return start - 1 if lone and word.tag in _BEGINNING else start

    def proper(self, start: int, end: int) -> bool:
        """Whether the piece is no common word: unknown to the dictionary, or known to it as a name."""
        word = self.words.covering(end - 1)
        piece = self.text[start:end]
        if piece in self.stop.numbered:
            return True
        if piece in self.stop.landmarks or piece in self.stop.descriptions:
            return False
        if len(piece) == 1:
            return piece not in self.stop.no_core
        if not self.has_word(piece):
            return True
        return word.tag.startswith(("nr", "ns", "nz")) and word.start == start

    def is_word(self, start: int, at: int, end: int) -> bool:
        """Whether core and ending make one common word (农村, 公路)."""
        word, name = self.words.covering(start), self.text[start:end]
        if not self.has_word(name):
            return False
        idiom = len(name) > 3 and word.tag in ("i", "l")
        if at - start > 1 and not self.has_word(self.text[start:at]) and not idiom and name not in self.rules.names:
            return False
        if word.end == end and word.tag.startswith(("ns", "nz", "nr")):
            return False
        core = place_segmenter().tag(self.text[start:at]) if at - start > 1 else []
        return not (len(core) == 1 and core[0][1] in ("ns", "nz"))

    def is_full(self, name: str) -> bool:
        """Whether it is a division's full name; 鄂州 and its like are short ones."""
        return name[-1] in self.stop.full_endings and len(name) > 2

    def owned(self, start: int) -> bool:
        """Whether 的 stands there behind a place, or behind a side of one: 茫崖市的|, 柴达木盆地西缘的|."""
        if self.text[start - 1 : start] != "的" or start < 3:
            return False
        if start - 1 in self.bounds:
            return True
        side = self.words.covering(start - 2)
        return side.tag == "f" and side.end == start - 1 and side.start in self.bounds

    def cued(self, start: int) -> bool:
        """Whether a place may begin there: after punctuation, another place or a word such as 在."""
        if start == 0 or self.text[start - 1] in "\n 　，。、；：“（,;:(" or start in self.bounds:
            return True
        word = self.words.covering(start - 1)
        return self.text[word.start : start] in self.stop.cues_before
