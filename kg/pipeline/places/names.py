"""Names of places by how they are built: the ending says what it is, the words before it where the name begins."""

from itertools import compress, count

from kg.pipeline.places.foreign import Foreign
from kg.pipeline.places.known import Hit, KnownPlaces, place_segmenter
from kg.pipeline.places.lists import listed
from kg.pipeline.places.pieces import Pieces, is_han
from kg.pipeline.places.roads import road_start, section_end, sections
from kg.pipeline.places.rules import Kind, place_rules
from kg.pipeline.spans import Match
from kg.pipeline.words import Words

_FIGURES = frozenset("一二三四五六七八九十")


class PlaceNames:
    """The names in one text, which may be built on the gazetteer's in it."""

    def __init__(self, text: str, words: Words, known: KnownPlaces):
        self.text, self.words, self.known = text, words, known
        self.pieces = Pieces(text, words, known)
        self.foreign = Foreign(self.pieces)
        self.ends, self.made, self.bounds = known.ends, self.pieces.made, self.pieces.bounds
        self.rules = place_rules()
        self.stop = self.rules.words

    def find(self) -> list[Match | Hit]:
        """All names found; they may overlap."""
        text, endings = self.text, self.rules.endings
        found: list[Match | Hit] = [
            Match(number.start(), section_end(self.pieces, number.end()), "FAC", rule)
            for rule, pattern in self.rules.numbers
            for number in pattern.finditer(text)
        ]
        self.bounds.update(m.end for m in found)
        self.bounds.update(self.ends)
        for end in compress(count(1), map(self.rules.last.__contains__, text)):
            for ending, kind in endings.get(text[end - 2 : end]) or endings.get(text[end - 1]) or ():
                start = end - len(ending)
                if start > 0 and text.startswith(ending, start):
                    match = self._name(start, end, kind)
                    if match:
                        found.append(match)
                        self.bounds.add(match.end)
                        self.made[match.end] = match
                        break
        found += self.foreign.bare() + sections(self.pieces, found)
        return found + list(listed(self.pieces, (*found, *self.ends.values())))

    def _name(self, at: int, end: int, kind: Kind) -> Match | None:
        """The name whose ending stands at `at`..`end`, or None where there is none."""
        last = self.words.covering(end - 1)
        if last.end > end and not self._goes_over(last.start, last.end, at, end, kind):
            return None
        if kind.whole and self.text.startswith(tuple(self.stop.carried_on), end):
            return None
        if self._other_word(at, end, kind):
            return None
        start = self._start(at, end, last.end > end, kind)
        if start is None or self.text[start:end] in self.rules.names or self._counts(start, kind):  # 纪念|塔, 一|煤矿
            return None
        return Match(start, self._extended(end, kind), kind.label, kind.rule)

    def _start(self, at: int, end: int, over: bool, kind: Kind) -> int | None:
        """Where the name begins, or None where there is none; `over`: a word runs over its end."""
        if kind.core == "station":
            return self._station(at, kind)
        if kind.core == "foreign":
            return self.foreign.start(at, kind)
        if kind.core in ("highway", "letters"):
            return road_start(self.pieces, at, end, kind)
        if kind.core == "hamlet":
            return self._hamlet(at, end, kind)
        if at in self.pieces.inner and kind.core != "common" and (hit := self.ends.get(end)):
            begun = self.pieces.begun(hit.start)
            return begun if begun < hit.start else None  # 阿|蓬江
        if (on := self._built_on(at, kind)) is not None and not self.pieces.is_word(on, at, end):
            return on
        if kind.core == "land":
            return None
        verb = self.words.covering(at)
        if verb.start < at and verb.end == end and verb.tag == "v" and self.pieces.has_word(verb.text):  # 大雪|封路
            return None
        start, pieces = self.pieces.gap(at, kind) or self.pieces.core(at, kind)
        core, known = self.text[start:at], self.ends.get(start)
        proper = any(self.pieces.proper(*piece) for piece in pieces)
        if kind.whole and not proper and kind.core != "common":
            if core in self.stop.landmarks and not (known and known.name[-1] in self.stop.small_endings):
                return start if known or self.pieces.cued(start) else None
            outer = known or self.made.get(start)
            if not outer or not core or core in self.stop.no_core:
                return None
            return start if at - start > 4 else outer.start
        if not kind.least <= at - start <= kind.most or (len(core) == 1 and core in self.stop.no_core):
            return None
        if kind.label == "GPE" and len(core) > 1 and core in self.rules.names and start not in self.bounds:  # 农场|林场
            return None
        landmark = core in self.stop.landmarks
        if kind.whole and core in self.stop.descriptions:  # 杭州湾|跨海|大桥
            outer = known or self.made.get(start)
            return outer.start if outer else None
        if (self.pieces.is_word(start, at, end) or (over and not proper)) and not landmark:
            return None
        if not self._fits(kind, start, at, end, proper, known):
            return None
        return self._joined(start, kind)

    def _counts(self, start: int, kind: Kind) -> bool:
        word = self.words.covering(start)
        return word.tag == "m" and word.text in ("一", "两", "几") and kind.rule != "place.street"

    def _other_word(self, at: int, end: int, kind: Kind) -> bool:
        """Whether another word ends or begins there: 高|峰, 线|路, 山|火, 市|中心."""
        text, stop = self.text, self.stop
        if kind.core == "nature":
            ends = text.endswith(stop.no_landforms, max(0, end - 4), end)
            return ends or text.startswith(stop.mountain_words, end - 1)
        if kind.rule == "place.street":
            return text.endswith(stop.no_streets, max(0, end - 4), end)
        city = kind.core == "foreign" and text[at] == "市"
        return city and (text.startswith(stop.city_words, at) or stop.citizen.match(text, at) is not None)

    def _joined(self, start: int, kind: Kind) -> int:
        """From the short name of a city before it on, where that belongs to the name: 澳门|金沙酒店."""
        hit = self.ends.get(start)
        joins = kind.joins and hit and not self.pieces.is_full(hit.name)
        return hit.start if hit and joins and hit.level in ("prefecture", "county", "city", "province") else start

    def _built_on(self, at: int, kind: Kind) -> int | None:
        """Where a name starts that ends at `at` and has no ending of its own: 登州|路, 长白山|景区, 端溪|村."""
        if hit := self.ends.get(at):
            if kind.core == "land":
                return hit.start if hit.level in ("land", "water", "area") else None
            street = kind.core == "common" and not kind.whole
            if hit.level in ("country", "region") or (hit.level == "province" and not street):
                return None
            full = self.pieces.is_full(hit.name)
            if kind.whole or kind.core == "proper":
                return None if kind.named and full else self.pieces.begun(hit.start)
            return self.pieces.begun(hit.start) if len(hit.name) <= 3 and not full else None
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
                begins = start in self.words.starts and start not in self.pieces.inner
                if begins and self.known.kin(self.text[start:at]):
                    return start
        return None

    def _fits(self, kind: Kind, start: int, at: int, end: int, proper: bool, known: Hit | None) -> bool:
        core = self.text[start:at]
        cued = start in self.bounds or self.pieces.cued(start)
        if len(core) == 1 and kind.label == "GPE" and start not in self.bounds:
            return False
        if kind.core == "common":
            named = core in self.stop.landmarks or self.words.covering(start).tag in ("n", "nz") or start in self.bounds
            return proper or (cued and named)
        if kind.core == "proper":
            return proper or (cued and core in self.stop.landmarks)
        if not proper:
            behind = start in self.bounds or self.pieces.owned(start)
            return behind and len(core) > 1 and core not in self.stop.descriptions
        cued = start in self.bounds if len(core) == 1 else cued or self.pieces.owned(start)
        return cued or self.text.startswith(self.stop.nature_after, end)

    def _goes_over(self, start: int, word_end: int, at: int, end: int, kind: Kind) -> bool:
        """Whether the word that runs over the ending is a compound or a segmenter's slip (桑|河水|位)."""
        if kind.core in ("nature", "foreign") and self.text.startswith(self.stop.nature_after, end):
            return True
        if start == at and end - at == 1 and kind.whole:  # 东极镇|庙子湖岛
            return False
        word, rest = self.text[start:word_end], self.text[end:word_end]
        slip = not self.pieces.has_word(word)
        if kind.rule == "place.street" and start >= at:
            return slip or rest in self.stop.street_after
        if start == at and word_end - end > 1 and end - at > 1:
            return self.pieces.has_word(rest)
        return slip or (kind.rule == "place.village" and self._gapped(start))

    def _gapped(self, at: int) -> bool:
        return any(start in self.bounds for start in range(max(0, at - 3), at))

    def _station(self, at: int, kind: Kind) -> int | None:
        if known := self.ends.get(at) or self.made.get(at):
            twin = self._twin(known.start)
            return self._joined(known.start, kind) if twin is None else twin
        if gap := self.pieces.gap(at, kind):
            proper = any(self.pieces.proper(*piece) and piece[1] - piece[0] > 1 for piece in gap[1])
            return self._joined(gap[0], kind) if proper else None
        for start in range(max(0, at - kind.most), at - kind.least + 1):
            tags = place_segmenter().tag(self.text[start:at]) if start in self.words.starts else []
            if len(tags) == 1 and tags[0][1] == "ns":
                return start
        return None

    def _twin(self, start: int) -> int | None:
        """Where the city before another begins that shares a name with it: 宁波|舟山港."""
        first, second = self.ends.get(start), self.known.hits.get(start)
        if not first or not second or self.pieces.is_full(first.name) or first.level not in ("prefecture", "county"):
            return None
        return None if self.known.contains(first.name, second.name) else first.start

    def _hamlet(self, at: int, end: int, kind: Kind) -> int | None:
        """All behind a village or the division above it: 党扭村|加车|组."""
        gap, comma = self.pieces.gap(at, kind), self.text.rfind("、", max(0, at - 5), at)
        if self.text.startswith(tuple(self.stop.carried_on), end):
            return None
        if comma > 0 and (before := self.made.get(comma)) and before.rule == kind.rule:
            return comma + 1 if comma + 1 < at and is_han(self.text[comma + 1 : at]) else None
        if gap is None or self.text[gap[0] - 1] not in self.stop.hamlet_after or self.pieces.is_word(gap[0], at, end):
            return None
        words = [self.text[slice(*piece)] for piece in gap[1]]
        common = any(len(word) > 1 and self.pieces.has_word(word) for word in words) or words[0] in self.stop.no_core
        plain = len(words) == 1 and self.words.covering(gap[0]).tag in ("a", "an", "ns", "nr", "nz", "z")
        plain = plain or (self.text[at] in self.stop.stockades and len(words) == 1 and len(words[0]) > 1)
        common = common and not plain
        return gap[0] if not common or any(self.pieces.proper(*p) and p[1] - p[0] > 1 for p in gap[1]) else None

    def _extended(self, end: int, kind: Kind) -> int:
        """Past what belongs to the name behind its ending: a village's group, a lane off a street, a road's section."""
        text, stop = self.text, end
        if kind.rule == "place.highway":
            return section_end(self.pieces, end)
        while stop < len(text) and (text[stop] in _FIGURES or text[stop].isdecimal()):
            stop += 1
        if stop > end and stop < len(text):
            if kind.rule == "place.village" and text[stop] in self.stop.groups:
                return stop + 1
            if kind.rule == "place.street" and text[stop] in self.stop.street_parts:
                return stop + 1
        return end
