"""Places abroad that the gazetteer does not hold: transcribed names before an ending, after a place, or in a list."""

from kg.gazetteer import gazetteer
from kg.pipeline.places.pieces import Pieces, is_han
from kg.pipeline.places.rules import Kind
from kg.pipeline.spans import Match
from kg.pipeline.words import Word

_NAMES = ("nr", "ns", "nz")
_UNITS = "省州邦郡县"
_CITIES = "市县"
_DIRECTIONS = "东西南北中上下大"


class Foreign:
    """The transcribed names of one text."""

    def __init__(self, pieces: Pieces):
        self.text, self.words, self.known = pieces.text, pieces.words, pieces.known
        self.bounds, self.made, self.rules, self.has_word = pieces.bounds, pieces.made, pieces.stop, pieces.has_word

    def start(self, at: int, kind: Kind) -> int | None:
        """Where a name begins whose ending stands at `at`: 印尼|中爪哇|省, 该国北基伍|省; None where none does."""
        if hit := self.known.ends.get(at):
            if hit.start and self._directed(hit.start) and hit.level in ("area", "land", "region", "city"):
                return hit.start - 1  # 西苏门答腊|省
            within = hit.level == "country" and hit.start in self.bounds  # 尼日利亚|尼日尔|州
            named = within or hit.level == "city" or (hit.level in ("region", "area", "land") and kind.label == "LOC")
            named = named or (hit.level == "region" and self.text[at] in _UNITS and hit.name[-1] not in _UNITS)
            return hit.start if named and not hit.name.endswith(kind.endings) else None
        start = at
        while start and (start == at or start not in self.bounds) and at - start < kind.most:
            word = self.words.covering(start - 1)
            if word.end > start and start < at:
                break
            first = max((b for b in range(word.start + 1, start) if b in self.bounds), default=word.start)
            piece = self.text[first:start]
            if not self.rules.sounds(piece.lstrip(_DIRECTIONS) or piece):
                break
            start = first
            if piece[0] in _DIRECTIONS and first in self.words.starts:
                break
        core = self.text[start:at]
        if (start in self.bounds or self._after(start)) and len(core) >= kind.least:
            return start if self._abroad(start) or self._after(start) or self._is_name(start, at) else None
        bound = next((b for b in range(at - 1, max(0, at - 5), -1) if b in self.bounds), at)
        if at - bound >= kind.least and self.text[at] in _UNITS and self._abroad(bound):  # 越南|老街|省
            core = self.text[bound:at]
            return bound if is_han(core) and not any(c in self.rules.never for c in core) else None
        if self.text[at] in _CITIES and is_han(self.text[at - 2 : at]) and self._after(at - 2):  # 石卷市、|相马|市
            return at - 2
        if len(core) >= 3 and self._is_name(start, at):
            return start
        word = self.words.covering(at - 1)
        named = word.end == at and word.tag == "ns" and any(p.label == "GPE" for p in gazetteer().lookup(word.text))
        return word.start if named and kind.label == "GPE" else None

    def _abroad(self, end: int) -> bool:
        """Whether a foreign place ends there."""
        hit, made = self.known.ends.get(end), self.made.get(end)
        if hit is None:
            return made is not None and made.rule == "place.division"
        return hit.level in ("country", "region", "city") and hit.name != "中国"

    def _after(self, start: int) -> bool:
        """Whether a place abroad is listed right before: 塔鲁丹特省、|豪兹|省."""
        return self.text[start - 1 : start] == "、" and self._abroad(start - 1)

    def _directed(self, start: int) -> bool:
        return start not in self.bounds and self.text[start - 1] in _DIRECTIONS

    def _is_name(self, start: int, end: int) -> bool:
        """Whether no piece but directions is a common word, and one piece is a name or unknown."""
        position, named = start, False
        while position < end:
            word = self.words.covering(position)
            stop = min(word.end, end)
            piece = self.text[position:stop]
            if len(piece) > 1:
                if self.has_word(piece) and not word.tag.startswith(_NAMES):
                    return False
                named = True
            position = stop
        return named or end - start >= 3

    def bare(self) -> list[Match]:
        """Names without an ending: behind a region (得克萨斯州|乌瓦尔迪), in a list of places, before 首府."""
        found = []
        for start in sorted(self.bounds | {bound + 1 for bound in self.bounds}):
            if match := self._run(start):
                found.append(match)
                self.bounds.add(match.end)
        for index in self.words.longer(2):
            word = self.words[index]
            if not self._transcribed(word) or word.start in self.known.hits or word.end in self.made:
                continue
            if self._behind(word) or self._listed(index) or self._seated(word):
                found.append(Match(word.start, word.end, "GPE", "place.foreign"))
                self.bounds.add(word.end)
        return found

    def _run(self, start: int) -> Match | None:
        """The words of foreign sound right behind a foreign region: 新南威尔士州|利斯莫尔|洪灾."""
        end = start
        while end < len(self.text) and end - start < 8:
            word = self.words.covering(end)
            piece = self.text[end : word.end]
            plain = len(piece) > 1 and self.has_word(piece) and not word.tag.startswith(_NAMES)
            if plain or not self.rules.sounds(piece) or piece in self.rules.stop:
                break
            end = word.end
        if end - start < 3 or start in self.known.hits or not (self._regional(start) or self._after(start)):
            return None
        return Match(start, end, "GPE", "place.foreign")

    def _regional(self, end: int) -> bool:
        """Whether a region abroad ends there."""
        hit, made = self.known.ends.get(end), self.made.get(end)
        return hit.level == "region" if hit else made is not None and made.rule == "place.division"

    def _transcribed(self, word: Word) -> bool:
        if not self.rules.sounds(word.text):
            return False
        return word.tag.startswith(_NAMES) or not self.has_word(word.text)

    def _behind(self, word: Word) -> bool:
        if self.text[word.end : word.end + 1] in ("·", "・", "－", "-"):
            return False
        if self._regional(word.start):
            return True
        hit = self.known.ends.get(word.start)
        abroad = hit is not None and hit.level in ("city", "country")
        return abroad and self.text.startswith(self.rules.foreign_after, word.end)

    def _listed(self, index: int) -> bool:
        before = self.words[index - 1] if index else None
        if before and before.text == "、" and before.start in self.bounds:
            return True
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        return after is not None and after.text == "、" and after.end in self.known.hits

    def _seated(self, word: Word) -> bool:
        return any(self.text.startswith(seat, word.end) for seat in self.rules.seats)
