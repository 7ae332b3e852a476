"""Names of the gazetteer in a text: which of the dictionary's hits are places there."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import rjieba

from kg.gazetteer import Place, gazetteer
from kg.pipeline.places.rules import place_rules
from kg.pipeline.words import Word, Words, tagged
from kg.read.dateline import match_dateline


class Hit(NamedTuple):
    """A name of the gazetteer at its place in the text, and the rule that took it for one."""

    start: int
    end: int
    name: str
    rule: str
    level: str = ""


@cache
def place_segmenter() -> rjieba.Jieba:
    """A segmenter that also knows the gazetteer's names, but for those that are common words."""
    segmenter, known = rjieba.Jieba(), gazetteer()
    for name in known.names():
        if name not in known.weak and not segmenter.has_word(name):
            segmenter.add_word(name, None, "ns")
    return segmenter


def place_words(text: str) -> Words:
    """The words of the text, the names of places among them."""
    return tagged(place_segmenter(), text)


class KnownPlaces:
    """The gazetteer's names in one text.

    A name stands where words begin and end. One that is a common word too (和平, 光明), a township without its
    ending (石门) or a small foreign city must besides be licensed by what else the text names.
    """

    def __init__(self, text: str, words: Words):
        self.text, self.words = text, words
        self.rules, self.gazetteer = place_rules().words, gazetteer()
        self.has_word = place_segmenter().has_word
        self.phrases = {i for m in self.rules.phrase.finditer(text) for i in range(*m.span())}
        self.hits: dict[int, Hit] = {}  # by start
        self.ends: dict[int, Hit] = {}
        self._taken = bytearray(len(text))  # the characters of the hits
        self._kin: set[str] = set()
        self._codes: set[str] = set()

    def find(self) -> list[Hit]:
        """The hits, in order, without overlap."""
        weak: list[tuple[int, int]] = []
        done = 0
        for start, ends in self.gazetteer.find(self.text):
            if start < done:
                continue
            for end in ends:
                if self._stands(start, end):
                    if self.text[start:end] in self.gazetteer.weak:
                        weak.append((start, end))
                    else:
                        self._take(start, end, "place.gazetteer")
                        done = end
                    break
        self._datelines()
        self._seats()
        self._landforms()
        weak += self._townships()
        for _ in range(2):  # the second time for those that lean on a later one
            for start, end in sorted(set(weak), key=lambda e: (e[0], -e[1])):
                if self._free(start, end) and self._licensed(start, end):
                    self._take(start, end, "place.context")
        return sorted(self.hits.values())

    def _take(self, start: int, end: int, rule: str) -> None:
        places = self.gazetteer.lookup(self.text[start:end])
        hit = Hit(start, end, self.text[start:end], rule, places[0].level if places else "")
        self._keep(hit)
        for place in places[:3]:
            self._codes.add(place.code)
            self._kin.add(place.code)
            if len(places) == 1 or place.level not in ("township", "city"):
                self._kin |= self.gazetteer.above(place)

    def _keep(self, hit: Hit) -> None:
        self.hits[hit.start] = self.ends[hit.end] = hit
        self._taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)

    def _free(self, start: int, end: int) -> bool:
        return self._taken.find(1, start, end) < 0

    def _stands(self, start: int, end: int) -> bool:
        """Whether the name is not cut out of a longer word."""
        text, words = self.text, self.words
        if start in self.phrases:
            return False
        first, last = words.covering(start), words.covering(end - 1)
        name = text[start:end]
        if name[-1] == "市" and self.rules.citizen.match(text, end - 1) and name[:-1] in self.gazetteer:
            return False
        if last.start == start and end < last.end and self._is_landform(last):  # 三江|口, but 埃及|西奈半岛
            rest = text[end : last.end]
            return rest in self.gazetteer or rest in place_rules().built_on
        inside = first.start < start and start not in self.ends
        over = last.end > end
        if not inside and not over:
            return True
        if (before := self.ends.get(start)) and self._within(self.gazetteer.lookup(name), before.name):
            return True
        if over and text[last.start : last.end] in self.rules.tails and last.start > start:
            return False
        strong = len(name) >= 4 or (len(name) == 3 and name[-1] in self.rules.full_endings)
        if inside and not strong:
            return False
        if inside and self.has_word(first.text) and first.end >= end:
            return False
        if not over or strong or (last.tag in ("nt", "ns") and last.start == start):
            return True
        if last.start != start:
            return False
        if self.has_word(last.text):  # 英国首相
            rest = self.text[end : last.end]
            return rest in self.rules.people or (last.end - end > 1 and self.has_word(rest))
        return self.text.startswith(self.rules.cues_after, end)

    def _datelines(self) -> None:
        """The places of datelines, whatever stands in the gazetteer: 石浦讯."""
        start = 0
        for line in self.text.splitlines(keepends=True):
            lead = len(line) - len(line.lstrip())
            found = match_dateline(line[lead : lead + 80].rstrip("\r\n")) if len(line) > 12 else None
            for _, first, last in found.places if found else ():
                if self._free(start + lead + first, start + lead + last):
                    self._take(start + lead + first, start + lead + last, "place.dateline")
            start += len(line)

    def _seats(self) -> None:
        """The names of capitals, known or not: 首府|乌鲁汗."""
        for seat in self.rules.seat.finditer(self.text):
            if seat.end() < len(self.text):
                name = self.words.covering(seat.end())
                foreign = name.start == seat.end() and len(name.text) >= 3 and self.rules.sounds(name.text)
                if foreign and self._free(name.start, name.end):
                    self._take(name.start, name.end, "place.seat")

    def _landforms(self) -> None:
        """Mountains, waters and sights that the segmenter's dictionary knows as places."""
        for index in self.words.longer(2):
            word = self.words[index]
            if self._is_landform(word) and self._free(word.start, word.end):
                hit = Hit(word.start, word.end, word.text, "place.dictionary", "land")
                self.hits[word.start] = self.ends[word.end] = hit

    def _is_landform(self, word: Word) -> bool:
        named = word.tag == "ns" and word.text.endswith(self.rules.landforms)
        return named and self.has_word(word.text) and word.text not in self.rules.no_places

    def _townships(self) -> list[tuple[int, int]]:
        """Words that are a township of a place the text names, without its ending, or known otherwise."""
        found = self.words.among(self.gazetteer.stems)
        return [(w.start, w.end) for w in found if len(w.text) > 1 and w.start not in self.hits]

    def _licensed(self, start: int, end: int) -> bool:
        name = self.text[start:end]
        places = self.gazetteer.lookup(name)
        before, after = self.ends.get(start), self.hits.get(end)
        if before and self._within(places, before.name):
            return True
        if after and any(p.name == name or p.level != "township" for p in places) and self._within(
            self.gazetteer.lookup(after.name), name
        ):
            return True
        full = any(p.code in self._codes and p.name != name for p in places)
        kin = not all(self._kin.isdisjoint(self.gazetteer.above(p)) for p in places)
        if not (full or kin):
            return False
        township = all(p.level == "township" for p in places)
        word = self.words.covering(start)
        if places[0].level == "city" and kin and (len(name) >= 3 or word.tag in ("nr", "nrt", "ns", "nz")):
            return True
        if township and name[-1] in "镇乡" and kin:
            return True
        if township and self.has_word(name) and not full:
            return False
        previous = self.words.covering(start - 1).text if start else ""
        cued = previous in self.rules.cues_before or self.text.startswith(self.rules.cues_after, end)
        cued = cued or (full and self.text.startswith(place_rules().built_on, end))
        return cued and (full or not township or word.tag.startswith("n"))

    def kin(self, name: str) -> bool:
        """Whether a place of that name, or a township without its ending, lies in one that the text names."""
        return name in self.gazetteer and any(
            p.code in self._codes or p.parent in self._codes for p in self.gazetteer.lookup(name) if p.level != "city"
        )

    def contains(self, outer: str, inner: str) -> bool:
        """Whether a place of the one name contains one of the other."""
        return self._within(self.gazetteer.lookup(inner)[:1], outer)

    def _within(self, places: Sequence[Place], outer: str) -> bool:
        codes = {p.code for p in self.gazetteer.lookup(outer) if p.code}
        return not all(codes.isdisjoint(self.gazetteer.above(p)) for p in places)
