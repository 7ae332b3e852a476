"""Names of places by how they are built: the ending says what it is, the words before it where the name begins."""

from functools import cached_property

from kg.gazetteer import gazetteer
from kg.pipeline.known_places import Hit, KnownPlaces, place_segmenter
from kg.pipeline.place_rules import Kind, place_rules
from kg.pipeline.spans import Match
from kg.pipeline.words import Words

_FIGURES = frozenset("一二三四五六七八九十")


class PlaceNames:
    """The names in one text, which may be built on the gazetteer's in it."""

    def __init__(self, text: str, words: Words, known: KnownPlaces):
        self.text, self.words, self.known = text, words, known
        self.ends = known.ends
        self.rules = place_rules()
        self.stop = self.rules.words
        self.has_word = place_segmenter().has_word

    @cached_property
    def inner(self) -> set[int]:
        """The characters of the gazetteer's names but the first of each."""
        return {i for hit in self.ends.values() for i in range(hit.start + 1, hit.end)}

    def find(self) -> list[Match]:
        """All names found; they may overlap."""
        text, endings = self.text, self.rules.endings
        found = [Match(m.start(), m.end(), "FAC", rule) for rule, pattern in self.rules.numbers
                 for m in pattern.finditer(text)]  # fmt: skip
        self.bounds = {m.end for m in found}.union(self.ends)
        self.made: dict[int, Match] = {}
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
        return found

    def _name(self, at: int, end: int, kind: Kind) -> Match | None:
        """The name whose ending stands at `at`..`end`, or None where there is none."""
        last = self.words.covering(end - 1)
        if last.end > end and not self._goes_over(last.start, last.end, at, end, kind):
            return None
        if kind.whole and self.text.startswith(tuple(self.stop.carried_on), end):
            return None
        if kind.core == "station":
            return self._station(at, end, kind)
        if (on := self._known_core(at, kind)) is not None and not self._is_word(on, end):
            return Match(on, self._extended(end, kind), kind.label, kind.rule)
        start, pieces = self._core(at, kind)
        core, known = self.text[start:at], self.ends.get(start)
        proper = any(self._proper(*piece) for piece in pieces)
        if kind.whole and not proper:
            if core in self.stop.landmarks and not (known and known.name[-1] in self.stop.small_endings):
                return Match(start, end, kind.label, kind.rule) if known or self._cued(start) else None
            return Match(known.start, end, kind.label, kind.rule) if known and core else None
        if not kind.least <= at - start <= kind.most or (len(core) == 1 and core in self.stop.no_core):
            return None
        if self._is_word(start, end) and core not in self.stop.landmarks:
            return None
        if last.end > end and not proper and core not in self.stop.landmarks:
            return None
        if not self._fits(kind, start, at, end, proper, known):
            return None
        return Match(start, self._extended(end, kind), kind.label, kind.rule)

    def _known_core(self, at: int, kind: Kind) -> int | None:
        """Where a name of the gazetteer starts that ends at `at` and has no ending of its own: 登州|路, 长白山|景区."""
        if hit := self.ends.get(at):
            if kind.core == "foreign":
                return hit.start if hit.level == "city" and not hit.name.endswith(kind.endings) else None
            if kind.core == "highway":
                return self._from_to(hit.start)
            if hit.level in ("country", "region", "province") and kind.core != "common":
                return None
            whole = kind.whole or kind.core == "proper"
            return hit.start if whole or (len(hit.name) <= 3 and hit.name[-1] not in self.stop.full_endings) else None
        inner = self.made.get(at)
        if inner and ((kind.core == "proper" and inner.label != "GPE") or self.text.startswith("社区", at)):
            return inner.start
        if kind.core in ("common", "proper"):
            for start in range(max(0, at - 4), at - 1):
                if start not in self.inner and self.known.kin(self.text[start:at]) and start in self.words.starts:
                    return start
        return None

    def _from_to(self, start: int) -> int:
        """Where a road named after its two ends begins: 北海至南宁|高速公路."""
        before = self.ends.get(start - 1) if self.text[start - 1 : start] in ("至", "到") else None
        return before.start if before else start

    def _fits(self, kind: Kind, start: int, at: int, end: int, proper: bool, known: Hit | None) -> bool:
        core = self.text[start:at]
        cued = bool(known) or self._cued(start)
        if len(core) == 1 and kind.label == "GPE" and start not in self.bounds:
            return False
        if kind.core == "common":
            named = core in self.stop.landmarks or self.words.covering(start).tag in ("n", "nz") or start in self.bounds
            return proper or (cued and named)
        if kind.core == "proper":
            return proper or (cued and core in self.stop.landmarks)
        if kind.core == "foreign":
            tags = place_segmenter().tag(core)
            named = any(p.label == "GPE" for p in gazetteer().lookup(core)) or (len(tags) == 1 and tags[0][1] == "ns")
            named = named and {start, at} <= self.words.starts
            return named or (len(core) >= 3 and all(c in self.stop.foreign for c in core) and self._unknown(start, at))
        if kind.core == "highway":
            return self._unknown(start, at) or cued or proper
        cued = bool(known) if len(core) == 1 else cued
        return proper and (cued or self.text.startswith(self.stop.nature_after, end))

    def _goes_over(self, start: int, word_end: int, at: int, end: int, kind: Kind) -> bool:
        """Whether the word that runs over the ending is a compound or a segmenter's slip (桑|河水|位)."""
        if kind.core == "nature" and self.text.startswith(self.stop.nature_after, end):
            return True
        if start == at and (kind.rule == "place.street" or (word_end - end > 1 and end - at > 1)):
            return kind.rule == "place.street" or self.has_word(self.text[end:word_end])
        return not self.has_word(self.text[start:word_end])

    def _core(self, at: int, kind: Kind) -> tuple[int, list[tuple[int, int]]]:
        """Where the name begins, and the pieces between there and its ending."""
        start, proper = at, False
        pieces: list[tuple[int, int]] = []
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
            return all(c in stop.stop for c in piece)
        if tag == "m":
            return not (all(c in _FIGURES for c in piece) and (taken > 0 or kind.rule == "place.street"))
        if tag.startswith("v") and tag != "vn":
            return first not in self.bounds or len(piece) > 1
        return tag in stop.stop_tags

    def _proper(self, start: int, end: int) -> bool:
        """Whether the piece is no common word: unknown to the dictionary, or known to it as a name."""
        word = self.words.covering(end - 1)
        piece = self.text[start:end]
        if piece in self.stop.landmarks:
            return False
        if len(piece) == 1:
            return piece not in self.stop.no_core
        if not self.has_word(piece):
            return True
        return word.tag.startswith(("nr", "ns", "nz")) and word.start == start

    def _unknown(self, start: int, end: int) -> bool:
        return not self.has_word(self.text[start:end])

    def _is_word(self, start: int, end: int) -> bool:
        """Whether core and ending make one common word (农村, 公路)."""
        word = self.words.covering(start)
        name = self.text[start:end]
        return self.has_word(name) and not (word.end == end and word.tag.startswith(("ns", "nz", "nr")))

    def _cued(self, start: int) -> bool:
        if start == 0 or self.text[start - 1] in "\n 　，。、；：“（,;:(" or start in self.bounds:
            return True
        word = self.words.covering(start - 1)
        return self.text[word.start : start] in self.stop.cues_before

    def _station(self, at: int, end: int, kind: Kind) -> Match | None:
        if known := self.ends.get(at):
            return Match(known.start, end, kind.label, kind.rule)
        for start in range(max(0, at - kind.most), at - kind.least + 1):
            tags = place_segmenter().tag(self.text[start:at]) if start in self.words.starts else []
            if len(tags) == 1 and tags[0][1] == "ns":
                return Match(start, end, kind.label, kind.rule)
        return None

    def _extended(self, end: int, kind: Kind) -> int:
        """Past what belongs to the name behind its ending: a village's group, a lane off a street."""
        text, stop = self.text, end
        while stop < len(text) and text[stop] in _FIGURES:
            stop += 1
        if stop > end and stop < len(text):
            if kind.rule == "place.village" and text[stop] in self.stop.groups:
                return stop + 1
            if kind.rule == "place.street" and text[stop] == "巷":
                return stop + 1
        return end
