"""What is known of a text before its organisations are read: its words, its places, and the names found so far."""

import re
from bisect import bisect_right
from typing import NamedTuple

from spacy.tokens import Doc

from kg.gazetteer import gazetteer
from kg.pipeline.orgs import rules as orgs_rules
from kg.pipeline.spans import read_matches, text_of
from kg.pipeline.words import Words, cut, has_word, words_of

# jieba's tags of words that names do not hold: prepositions, conjunctions, particles, pronouns, verbs, adverbs.
CLOSED_TAGS = frozenset({"p", "c", "u", "uj", "ul", "uz", "ug", "uv", "ud", "r", "rr", "rz", "y", "e", "o"})
STOP_TAGS = CLOSED_TAGS | {"v", "vd", "vi", "vq", "d", "ad"}
# The longest stretch of a name's own words, in characters: three times what is met in print.
LONGEST_CORE = 24
# The longest whole name.
LONGEST_NAME = 80
LEVEL_ENDS = frozenset("省市县区旗州盟乡镇村")
# Rules of places that the gazetteer holds.
_LISTED = ("place.gazetteer", "place.context", "place.dateline")
# The longest name of a county in the gazetteer, in characters.
_LONGEST_PLACE = 15
_TITLED = re.compile("《[^《》\n]{1,80}》")


Extent = tuple[int, int]


class Org(NamedTuple):
    """An organisation's name at [start, end).

    `kind` is its table in the rules. `region` is where it names its region, also as a bare level (`level`).
    `parts` are the ends of the organisations inside that it is a part of, the highest first; `regions` are the
    regions that each of these and the whole name for themselves. `full` is the name that licensed a short form.
    Branches of a `superior` body bear names of regions: 中国银行|海州分行.
    """

    start: int
    end: int
    kind: str
    region: Extent | None = None
    level: bool = False
    parts: tuple[int, ...] = ()
    regions: tuple[Extent | None, ...] = (None,)
    full: str = ""
    superior: bool = False


def part_of(whole: Org, start: int, end: int, kind: str, own: Extent | None = None) -> Org:
    """The name of a part of `whole`: its own words begin at `start` and name the region `own`, if any."""
    parts, regions = (*whole.parts, start), (*whole.regions, own)
    return Org(whole.start, end, kind, whole.region or own, whole.level, parts, regions)


class Context:
    """What is known of a text before its organisations are read: places, words and other spans by their ends."""

    def __init__(self, doc: Doc):
        self.text: str = text_of(doc)
        self.words: Words = words_of(doc)
        self.codes: dict[Extent, str] = {}
        self._places: dict[int, int | None] = {}
        self.place_ends: dict[int, int] = {}  # by start
        self._listed: set[Extent] = set()
        for m in read_matches(doc, "places"):
            start, end = m.start, m.end
            if self._joins(start, end):
                continue
            if m.value or m.rule in _LISTED:
                self._listed.add((start, end))
            else:
                start = self._behind_heads(start, end)
                end = self._inner(start, end)
            self.place_ends[start] = m.end
            self._places[end] = start
            self.codes[start, end] = m.value
        self.titles = [m.span() for m in _TITLED.finditer(self.text)]
        self.closed = {m.end for key in ("times", "amounts", "named") for m in read_matches(doc, key)}
        self.found: dict[int, Org] = {}  # by end; the longest
        self.ends: set[int] = set()  # of all heads read so far

    def place(self, end: int) -> int | None:
        """Where the place begins that ends at `end`: a proposed one, or a full name of the gazetteer."""
        if end not in self._places:
            names = gazetteer().names()
            found = next((end - n for n in range(2, min(8, end + 1)) if self.text[end - n : end] in names
                          and self._may_begin(end - n, end)), None)  # fmt: skip
            if end and self.text[end - 1] in LEVEL_ENDS:
                lengths = range(min(_LONGEST_PLACE, end), 1, -1)
                found = next((end - n for n in lengths if self.text[end - n : end] in names), None)
                found = None if found is not None and self._joins(found, end) else found
                if found is not None and found in self._places and self._places[found] is None:
                    del self._places[found]
            self._places[end] = found
        return self._places[end]

    def _may_begin(self, start: int, end: int) -> bool:
        """Whether a known place begins a longer one there, or follows what stands before regions: 武警|海州."""
        return self.place_ends.get(start, 0) > end or bool(orgs_rules.tail("before_region", self.text, start))

    def _joins(self, start: int, end: int) -> bool:
        """Whether the place is a verb and a level after a body or people: 民警|联合|镇."""
        joined = any(end - start - len(word) < 3 and self.text.startswith(word, start)
                     and self.text[start + len(word) : end] in orgs_rules.load().level.words
                     for word in orgs_rules.load().words.linking)  # fmt: skip
        before = self.text[start - 1 : start]
        return joined and start not in self._places and before != "" and (is_han(before) or before == "”")

    def _behind_heads(self, start: int, end: int) -> int:
        """Where a place that no list holds begins behind the body at its own beginning: 公安局|石桥."""
        hits = orgs_rules.automaton().iter(self.text, start, end)
        ends = [last + 1 for last, hit in hits if hit.head and len(hit.text) > 1 and last + 2 < end]
        return max(ends, default=start)

    def _inner(self, start: int, end: int) -> int:
        """The end of the known place with which a place that no list holds begins, else its own end: 青山县|市场."""
        names, text = gazetteer().names(), self.text
        if text.endswith(("区", "园"), start, end):
            return end
        ways = orgs_rules.load().words.ways
        for at in range(end - 1, start + 1, -1):
            way = text.endswith(ways, start, end) or (text[end - 1] == "路" and text[end - 2] != "铁")
            if text[start:at] in names and (not way or (text[at - 1] in LEVEL_ENDS and self.is_full(start, at))):
                return at
        return end

    def inside_place(self, start: int, end: int) -> bool:
        """Whether a proposed place ends with [start, end) and begins before it."""
        place = self._places.get(end)
        within = place is not None and place < start
        return within and (place not in self.found or (place, end) in self._listed)

    def is_unit(self, start: int, end: int) -> bool:
        """Whether a place is named as an administrative unit: with its level, or a prefecture or province by name."""
        name = self.text[start:end]
        if name[-1] in LEVEL_ENDS:
            return True
        code = self.codes.get((start, end), "") or next((p.code for p in gazetteer().lookup(name)), "")
        return len(code) == 6 and code.endswith("00")

    def is_region(self, start: int, end: int) -> bool:
        """Whether the text there is the name of a province or prefecture, short or full, and no name of its own."""
        name = self.text[start:end]
        if name in orgs_rules.vocabulary().names:
            return False
        return any(len(p.code) == 6 and p.code.endswith("00") for p in gazetteer().lookup(name))

    def township(self, end: int) -> int | None:
        """Where a stretch of text begins that ends at `end` and is a township's name without its level."""
        starts = (end - size for size in (3, 2) if size <= end)
        return next((start for start in starts if self._opens(start) and gazetteer().is_township(self.text[start:end])),
                    None)  # fmt: skip

    def _opens(self, start: int) -> bool:
        """Whether a clause begins there, or a place ends."""
        return not start or not is_han(self.text[start - 1]) or self.place(start) is not None

    def is_country(self, start: int, end: int) -> bool:
        """Whether a place is a country, by its code."""
        places = gazetteer().lookup(self.text[start:end])
        return any(len(p.code) == 2 and p.code.isalpha() for p in places)

    def is_full(self, start: int, end: int) -> bool:
        """Whether a place is named with its level: 海州市, not 海州."""
        name = self.text[start:end]
        return name[-1] in LEVEL_ENDS and any(p.name == name and p.code.isdigit() for p in gazetteer().lookup(name))

    def in_title(self, start: int, end: int) -> bool:
        """Whether [start, end) lies in 《…》."""
        at = bisect_right(self.titles, (start, len(self.text))) - 1
        return at >= 0 and end <= self.titles[at][1]

    def unit(self, end: int) -> tuple[int, str, str]:
        """(start, text, tag) of the word, or the part of a word, that ends at `end`; a place is never cut."""
        word = self.words.covering(end - 1)
        start = max(word.start, end - LONGEST_CORE)
        for at in range(end - 1, start, -1):
            place = self._places.get(at)
            if place is not None and place < start:
                start = at
                break
        if word.end == end and start == word.start:
            known = has_word(word.text) or word.text in orgs_rules.vocabulary().names
            if word.text[0] in orgs_rules.load().words.glued and end - start > 1 and not known:
                return start + 1, word.text[1:], "x"
            return start, word.text, word.tag
        piece = cut(self.text[start:end], start)[-1]
        prefix = next((p for p in orgs_rules.load().national.prefixes if piece.text.startswith(p)), "")
        if len(piece.text) > len(prefix) > 0:
            return piece.start + len(prefix), piece.text[len(prefix) :], "x"
        return piece.start, piece.text, piece.tag if piece.tag != "m" and word.tag != "m" else "m"

    def boundary(self, at: int) -> bool:
        """Whether nothing that stands before `at` can belong to a name that begins there."""
        if at == 0 or not is_han(self.text[at - 1]) or at in self.found or at in self.closed:
            return True
        if self.place(at) is not None:
            return True
        _, text, tag = self.unit(at)
        return text in orgs_rules.vocabulary().stops or (tag in STOP_TAGS and has_word(text))


def is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"
