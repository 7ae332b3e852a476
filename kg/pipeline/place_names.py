"""Names of places by how they are built: the ending says what it is, the words before it where the name begins."""

from functools import cached_property

from kg.pipeline.known_places import Hit, KnownPlaces, place_segmenter
from kg.pipeline.place_foreign import Foreign
from kg.pipeline.place_roads import road_start, section_end
from kg.pipeline.place_rules import Kind, place_rules
from kg.pipeline.spans import Match
from kg.pipeline.words import Words

_FIGURES = frozenset("一二三四五六七八九十")
_Pieces = list[tuple[int, int]]


class PlaceNames:
    """The names in one text, which may be built on the gazetteer's in it."""

    def __init__(self, text: str, words: Words, known: KnownPlaces):
        self.text, self.words, self.known = text, words, known
        self.ends = known.ends
        self.rules = place_rules()
        self.stop = self.rules.words
        self.has_word = place_segmenter().has_word
        self.bounds: set[int] = set()
        self.made: dict[int, Match] = {}  # by end
        self.foreign = Foreign(text, words, known, self.bounds, self.made)

    @cached_property
    def inner(self) -> set[int]:
        """The characters of the gazetteer's names but the first of each."""
        return {i for hit in self.ends.values() for i in range(hit.start + 1, hit.end)}

    def find(self) -> list[Match]:
        """All names found; they may overlap."""
        text, endings = self.text, self.rules.endings
        found = [Match(m.start(), section_end(self, m.end()), "FAC", rule) for rule, pattern in self.rules.numbers
                 for m in pattern.finditer(text)]  # fmt: skip
        self.bounds.update(m.end for m in found)
        self.bounds.update(self.ends)
        for last in self.rules.last.finditer(text):
            end = last.end()
            for ending, kind in endings[last[0]]:
                start = end - len(ending)
                if start > 0 and text.startswith(ending, start):
                    match = self._name(start, end, kind)
                    if match:
                        found.append(match)
                        self.bounds.add(match.end)
                        self.made[match.end] = match
                        break
        return found + self.foreign.bare()

    def _name(self, at: int, end: int, kind: Kind) -> Match | None:
        """The name whose ending stands at `at`..`end`, or None where there is none."""
        last = self.words.covering(end - 1)
        if last.end > end and not self._goes_over(last.start, last.end, at, end, kind):
            return None
        if kind.whole and self.text.startswith(tuple(self.stop.carried_on), end):
            return None
        start = self._start(at, end, last.end > end, kind)
        return None if start is None else Match(start, self._extended(end, kind), kind.label, kind.rule)

    def _start(self, at: int, end: int, over: bool, kind: Kind) -> int | None:
        """Where the name begins, or None where there is none; `over`: a word runs over its end."""
        if kind.core == "station":
            return self._station(at, kind)
        if kind.core == "foreign":
            return self.foreign.start(at, kind)
        if kind.core == "highway":
            return road_start(self, at, end, kind)
        if at in self.inner and kind.core != "common" and (hit := self.ends.get(end)):
            begun = self._begun(hit.start)
            return begun if begun < hit.start else None  # 阿|蓬江
        if (on := self._built_on(at, kind)) is not None and not self._is_word(on, at, end):
            return on
        if kind.core == "land":
            return None
        start, pieces = self._gap(at, kind) or self._core(at, kind)
        core, known = self.text[start:at], self.ends.get(start)
        proper = any(self._proper(*piece) for piece in pieces)
        if kind.whole and not proper and kind.core != "common":
            if core in self.stop.landmarks and not (known and known.name[-1] in self.stop.small_endings):
                return start if known or self._cued(start) else None
            outer = known or self.made.get(start)
            if not outer or not core or core in self.stop.no_core:
                return None
            return start if at - start > 4 else outer.start
        if not kind.least <= at - start <= kind.most or (len(core) == 1 and core in self.stop.no_core):
            return None
        landmark = core in self.stop.landmarks
        if kind.whole and core in self.stop.descriptions:  # 杭州湾|跨海|大桥
            return known.start if known else None
        if (self._is_word(start, at, end) or (over and not proper)) and not landmark:
            return None
        if not self._fits(kind, start, at, end, proper, known):
            return None
        return self._joined(start, kind)

    def _joined(self, start: int, kind: Kind) -> int:
        """From the short name of a city before it on, where that belongs to the name: 澳门|金沙酒店."""
        hit = self.ends.get(start)
        joins = kind.joins and hit and hit.name[-1] not in self.stop.full_endings
        return hit.start if hit and joins and hit.level in ("prefecture", "county", "city", "province") else start

    def _built_on(self, at: int, kind: Kind) -> int | None:
        """Where a name starts that ends at `at` and has no ending of its own: 登州|路, 长白山|景区, 端溪|村."""
        if hit := self.ends.get(at):
            if kind.core == "land":
                return hit.start if hit.level in ("land", "water", "area") else None
            if hit.level in ("country", "region") or (hit.level == "province" and (kind.core != "common" or kind.whole)):
                return None
            full = hit.name[-1] in self.stop.full_endings
            if kind.whole or kind.core == "proper":
                return None if kind.named and full else self._begun(hit.start)
            return self._begun(hit.start) if len(hit.name) <= 3 and not full else None
        if kind.core == "land":
            made = self.made.get(at)
            return made.start if made and made.label == "LOC" else None
        inner, social = self.made.get(at), self.text.startswith("社区", at)
        if inner and inner.rule == kind.rule == "place.street":
            return None
        if inner and (inner.label != "GPE" or (kind.whole and not kind.named) or social):
            return inner.start
        if kind.core in ("common", "proper"):
            for start in range(max(0, at - 4), at - 1):
                if start not in self.inner and self.known.kin(self.text[start:at]) and start in self.words.starts:
                    return start
        return None

    def _begun(self, start: int) -> int:
        """From the single character on that makes a place's name the end of a longer one: 与|崇|山西|路."""
        if not start or start in self.bounds or not self._cued(start - 1):
            return start
        word, char = self.words.covering(start - 1), self.text[start - 1]
        lone = word.start == start - 1 and "\u4e00" <= char <= "\u9fff" and char not in self.stop.stop
        return start - 1 if lone and word.tag in ("zg", "g", "ng", "nr", "n", "j", "a", "nz", "ns") else start

    def _fits(self, kind: Kind, start: int, at: int, end: int, proper: bool, known: Hit | None) -> bool:
        core = self.text[start:at]
        cued = start in self.bounds or self._cued(start)
        if len(core) == 1 and kind.label == "GPE" and start not in self.bounds:
            return False
        if kind.core == "common":
            named = core in self.stop.landmarks or self.words.covering(start).tag in ("n", "nz") or start in self.bounds
            return proper or (cued and named)
        if kind.core == "proper":
            return proper or (cued and core in self.stop.landmarks)
        cued = start in self.bounds if len(core) == 1 else cued
        return proper and (cued or self.text.startswith(self.stop.nature_after, end))

    def _goes_over(self, start: int, word_end: int, at: int, end: int, kind: Kind) -> bool:
        """Whether the word that runs over the ending is a compound or a segmenter's slip (桑|河水|位)."""
        if kind.core == "nature" and self.text.startswith(self.stop.nature_after, end):
            return True
        if kind.rule == "place.street" and start >= at:
            return self.text[end:word_end] in self.stop.street_after or not self.has_word(self.text[start:word_end])
        if start == at and word_end - end > 1 and end - at > 1:
            return self.has_word(self.text[end:word_end])
        return not self.has_word(self.text[start:word_end]) or (kind.rule == "place.village" and self._gapped(start))

    def _gapped(self, at: int) -> bool:
        return any(start in self.bounds for start in range(max(0, at - 3), at))

    def _gap(self, at: int, kind: Kind) -> tuple[int, _Pieces] | None:
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
            piece = self.text[position:stop]
            if not self.fills(piece, word.tag if stop == word.end else "", kind.label == "GPE"):
                return None
            pieces.append((position, stop))
            position = stop
        return start, pieces

    def fills(self, piece: str, tag: str, loose: bool) -> bool:
        """Whether a word may stand in a name that follows another; `loose`: any syllable of a foreign tongue may."""
        if not all("\u3400" <= c <= "\u9fff" for c in piece):
            return False
        if len(piece) == 1:
            return piece not in (self.stop.never if loose else self.stop.stop)
        if piece in self.stop.stop or piece[0] in self.stop.determiners:
            return False
        if not self.has_word(piece) or (loose and piece in self.stop.descriptions):
            return True
        if loose and all(c in self.stop.foreign for c in piece):
            return True
        return not (tag in self.stop.stop_tags or tag[:1] == "m" or tag == "v")

    def _core(self, at: int, kind: Kind) -> tuple[int, _Pieces]:
        """Where the name begins, and the pieces between there and its ending."""
        start, proper = at, False
        pieces: _Pieces = []
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
            is_proper = self._proper(first, start)
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
        if not all("\u3400" <= c <= "\u9fff" or c in "－·・" for c in piece):
            return True
        if piece in stop.landmarks:
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

    def _proper(self, start: int, end: int) -> bool:
        """Whether the piece is no common word: unknown to the dictionary, or known to it as a name."""
        word = self.words.covering(end - 1)
        piece = self.text[start:end]
        if piece in self.stop.landmarks or piece in self.stop.descriptions:
            return False
        if len(piece) == 1:
            return piece not in self.stop.no_core
        if not self.has_word(piece):
            return True
        return word.tag.startswith(("nr", "ns", "nz")) and word.start == start

    def _is_word(self, start: int, at: int, end: int) -> bool:
        """Whether core and ending make one common word (农村, 公路)."""
        word = self.words.covering(start)
        name = self.text[start:end]
        if not self.has_word(name):
            return False
        idiom = len(name) > 3 and word.tag in ("i", "l")
        if at - start > 1 and not self.has_word(self.text[start:at]) and not idiom and name not in self.rules.names:
            return False
        if word.end == end and word.tag.startswith(("ns", "nz", "nr")):
            return False
        core = place_segmenter().tag(self.text[start:at]) if at - start > 1 else []
        return not (len(core) == 1 and core[0][1] in ("ns", "nz"))

    def _cued(self, start: int) -> bool:
        if start == 0 or self.text[start - 1] in "\n 　，。、；：“（,;:(" or start in self.bounds:
            return True
        word = self.words.covering(start - 1)
        return self.text[word.start : start] in self.stop.cues_before

    def _station(self, at: int, kind: Kind) -> int | None:
        if known := self.ends.get(at) or self.made.get(at):
            return known.start
        if gap := self._gap(at, kind):
            proper = any(self._proper(*piece) and piece[1] - piece[0] > 1 for piece in gap[1])
            return self._joined(gap[0], kind) if proper else None
        for start in range(max(0, at - kind.most), at - kind.least + 1):
            tags = place_segmenter().tag(self.text[start:at]) if start in self.words.starts else []
            if len(tags) == 1 and tags[0][1] == "ns":
                return start
        return None

    def _extended(self, end: int, kind: Kind) -> int:
        """Past what belongs to the name behind its ending: a village's group, a lane off a street, a road's section."""
        text, stop = self.text, end
        if kind.rule == "place.highway":
            return section_end(self, end)
        while stop < len(text) and text[stop] in _FIGURES:
            stop += 1
        if stop > end and stop < len(text):
            if kind.rule == "place.village" and text[stop] in self.stop.groups:
                return stop + 1
            if kind.rule == "place.street" and text[stop] == "巷":
                return stop + 1
        return end
