"""Organisations' names found from their heads leftwards: [region] + words of their own + head, then branches."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc

from kg.gazetteer import gazetteer
from kg.pipeline import orgs_rules
from kg.pipeline.orgs_rules import Head, Hit, Kind, Reading
from kg.pipeline.spans import read_matches, text_of
from kg.pipeline.words import Words, cut, segmenter, words_of

# The longest stretch of a name's own words, in characters: three times what is met in print.
LONGEST_CORE = 24
# jieba's tags of words that names do not hold: prepositions, conjunctions, particles, pronouns, verbs, adverbs.
_CLOSED_TAGS = frozenset({"p", "c", "u", "uj", "ul", "uz", "ug", "uv", "ud", "r", "rr", "rz", "y", "e", "o"})
_STOP_TAGS = _CLOSED_TAGS | {"v", "vd", "vi", "vq", "d", "ad"}
_LEVEL_ENDS = frozenset("省市县区旗州盟乡镇村")
# Rules of places that the gazetteer holds.
_LISTED = ("place.gazetteer", "place.context")
# Endings of roads and stations, after which bodies are named as wholes: 西藏路派出所.
_WAYS = ("高速", "街", "道", "巷", "站", "线", "桥", "机场", "港", "口岸")
# Kinds whose branches bear the names of regions: 中国银行海州分行, 国家税务总局海州市税务局.
_SUPERIOR = frozenset({"national", "company", "bank"})


class Org(NamedTuple):
    """An organisation's name at [start, end).

    `kind` is its table in the rules. `region` is where it names its region, also as a bare level (`level`).
    `parts` are the ends of the organisations inside that it is a part of, the highest first, and `core` is
    where the words of its own last part begin. `regions` are the regions that each of the parts and the whole name
    for themselves. `full` is the name that licensed a short form.
    """

    start: int
    end: int
    kind: str
    region: tuple[int, int] | None = None
    level: bool = False
    parts: tuple[int, ...] = ()
    core: int = 0
    regions: tuple[tuple[int, int] | None, ...] = (None,)
    full: str = ""


class Context:
    """What is known of a text before its organisations are read: places, words and other spans by their ends."""

    def __init__(self, doc: Doc):
        self.text: str = text_of(doc)
        self.words: Words = words_of(doc)
        self.codes: dict[tuple[int, int], str] = {}
        self._places: dict[int, int | None] = {}
        self.place_ends: dict[int, int] = {}  # by start
        for m in read_matches(doc, "places"):
            self.place_ends[m.start] = m.end
            end = m.end if m.value or m.rule in _LISTED else self._inner(m.start, m.end)
            self._places[end] = m.start
            self.codes[m.start, end] = m.value
        self.titles = [m.span() for m in _TITLED.finditer(self.text)]
        self.closed = {m.end for key in ("times", "amounts", "named") for m in read_matches(doc, key)}
        self.found: dict[int, Org] = {}  # by end; the longest
        self.ends: set[int] = set()  # of all heads read so far

    def place(self, end: int) -> int | None:
        """Where the place begins that ends at `end`: a proposed one, or a full name of the gazetteer."""
        if end not in self._places:
            names = gazetteer().names()
            found = next((end - n for n in range(2, min(8, end + 1)) if self.place_ends.get(end - n, 0) > end
                          and self.text[end - n : end] in names), None)  # fmt: skip
            if end and self.text[end - 1] in _LEVEL_ENDS:
                found = next((end - n for n in range(min(15, end), 1, -1) if self.text[end - n : end] in names), None)
                if found is not None and found in self._places and self._places[found] is None:
                    del self._places[found]
            self._places[end] = found
        return self._places[end]

    def _inner(self, start: int, end: int) -> int:
        """The end of the known place with which a place that no list holds begins, else its own end: 青山县|市场."""
        names, text = gazetteer().names(), self.text
        if text.endswith(("区", "园"), start, end):
            return end
        for at in range(end - 1, start + 1, -1):
            way = text.endswith(_WAYS, start, end) or (text[end - 1] == "路" and text[end - 2] != "铁")
            if text[start:at] in names and (text[at - 1] in _LEVEL_ENDS or not way):
                return at
        return end

    def inside_place(self, start: int, end: int) -> bool:
        """Whether a proposed place ends with [start, end) and begins before it."""
        place = self._places.get(end)
        return place is not None and place < start

    def is_unit(self, start: int, end: int) -> bool:
        """Whether a place is named as an administrative unit: with its level, or a prefecture or province by name."""
        name = self.text[start:end]
        if name[-1] in _LEVEL_ENDS:
            return True
        code = self.codes.get((start, end), "") or next((p.code for p in gazetteer().lookup(name)), "")
        return len(code) == 6 and code.endswith("00")

    def in_title(self, start: int, end: int) -> bool:
        """Whether [start, end) lies in 《…》."""
        at = bisect_right(self.titles, (start, len(self.text))) - 1
        return at >= 0 and end <= self.titles[at][1]

    def unit(self, end: int) -> tuple[int, str, str]:
        """(start, text, tag) of the word, or the part of a word, that ends at `end`; a place is never cut."""
        word = self.words.covering(end - 1)
        start = word.start
        for at in range(end - 1, word.start, -1):
            place = self._places.get(at)
            if place is not None and place < word.start:
                start = at
                break
        if word.end == end and start == word.start:
            if word.text[0] in orgs_rules.load().words.glued and end - start > 1 and not has_word(word.text):
                return start + 1, word.text[1:], "x"
            return start, word.text, word.tag
        piece = cut(self.text[start:end], start)[-1]
        prefix = next((p for p in orgs_rules.load().national.prefixes if piece.text.startswith(p)), "")
        if len(piece.text) > len(prefix) > 0:
            return piece.start + len(prefix), piece.text[len(prefix) :], "x"
        return piece.start, piece.text, piece.tag if piece.tag != "m" and word.tag != "m" else "m"

    def boundary(self, at: int) -> bool:
        """Whether nothing that stands before `at` can belong to a name that begins there."""
        if at == 0 or not _is_han(self.text[at - 1]) or at in self.found or at in self.closed:
            return True
        if self.place(at) is not None:
            return True
        _, text, tag = self.unit(at)
        return text in orgs_rules.vocabulary().stops or (tag in _STOP_TAGS and has_word(text))


_TITLED = re.compile("《[^《》\n]{1,80}》")


@cache
def has_word(word: str) -> bool:
    """Whether the segmenter's dictionary holds the word; the tags of others are guesses."""
    return segmenter().has_word(word)


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def head_hits(text: str) -> Iterator[tuple[int, list[Hit]]]:
    """(end, the heads and national bodies that end there, longest first), in text order."""
    last, group = -1, []  # type: int, list[Hit]
    for index, value in orgs_rules.automaton().iter(text):
        if index != last and group:
            yield last + 1, sorted(group, key=lambda hit: -len(hit.text))
            group = []
        last = index
        group.append(value)
    if group:
        yield last + 1, sorted(group, key=lambda hit: -len(hit.text))


def _may_end(context: Context, head: Head, end: int) -> bool:
    text, start = context.text, end - len(head.text)
    following = text[end : end + 1]
    if following and following in head.refused and end not in context.place_ends:
        return False
    first, last = context.words.covering(start), context.words.covering(end - 1)
    if start == end - 1 and (
        first.tag == "m" or context.inside_place(start, end) or (last.start == start and last.end > end and has_word(last.text))
    ):
        return False  # 一处, 莫斯科, 部署
    if first.start < start and has_word(first.text):
        if first.end < end and first.tag[0] in "vd":
            return False  # 会商|会
        if start == end - 1 and (first.tag.startswith("v") or first.text in orgs_rules.vocabulary().no_heads):
            return False  # 举办, 大厅
    if text.endswith(tuple(orgs_rules.load().words.sites), 0, end):
        return False
    return not (head.titled and text.startswith(tuple(orgs_rules.load().ending.title.words), end))


def read_orgs(context: Context) -> list[Org]:
    """All names that the grammar finds, nested ones included, in the order of their ends."""
    found: list[Org] = []
    for end, group in head_hits(context.text):
        context.ends.add(end)
        best = next((org for hit in group if (org := _read(context, hit, end))), None)
        if best and not context.in_title(best.start, best.end):
            context.found[end] = best
            found.append(best)
    return found


def _read(context: Context, hit: Hit, end: int) -> Org | None:
    """The longest name that ends with the hit, by any of its readings."""
    start = end - len(hit.text)
    if hit.national and not (hit.head and context.place(start) is not None):  # 甲国|国防部 is the other's
        start -= len(orgs_rules.tail("prefixes", context.text, start))
        if _national_stands(context, start, end):
            return Org(start, end, "national", core=start)
    if hit.head is None or not _may_end(context, hit.head, end):
        return None
    orgs = [org for reading in hit.head.readings if (org := _walk(context, reading, start, end))]
    return min(orgs, key=lambda org: org.start, default=None)


def _national_stands(context: Context, start: int, end: int) -> bool:
    text, following = context.text, context.text[end : end + 1]
    head = orgs_rules.heads().get(text[max(start, end - 2) : end])
    refused = head.refused if head else orgs_rules.load().ending.default
    if following and following in refused and end not in context.place_ends:
        return False
    if end - start > 3:
        return True
    # A short name may be a piece of a longer word.
    words = context.words
    return (start in words.starts or context.place(start) is not None) and end in words.ends


def _walk(context: Context, reading: Reading, head: int, end: int) -> Org | None:
    """The name whose head [head, end) is taken by `reading`; None where there is none."""
    kind, text = reading.kind, context.text
    lists = orgs_rules.vocabulary()
    at, joint, fills = head, False, []  # type: int, bool, list[tuple[int, str, str]]
    while at > 0 and head - at <= LONGEST_CORE:
        prior = context.found.get(at)
        ready = bool(fills) or not reading.open or (prior is not None and prior.kind == "school" and end - head > 1)
        if prior and kind.firm and prior.kind == "national":
            prior = None  # 海州腾讯科技有限公司
        if prior and kind.branch and ready:
            # 京东|集团 is one name; a party branch belongs to the whole, not to the ward before it.
            same = reading.name == "group" or (prior.kind == "division" and reading.name == "party_unit")
            parts = prior.parts if same else (*prior.parts, at)
            regions = (*prior.regions[: len(parts)], prior.region if same else None)
            return Org(prior.start, end, reading.name, prior.region, prior.level, parts, at, regions)
        if prior and not kind.firm:
            break
        if at in context.closed:
            break
        if (start := context.place(at)) is not None and context.text[start:at] not in lists.terms:
            if kind.inner and start not in context.found:
                break
            if kind.lower and fills:
                break
            if ready or _is_alone(context, start, at, head, kind):
                return _from_region(context, reading, start, at, end)
            fills.append((start, text[start:at], "place"))
            at = start
            continue
        if ready and not kind.inner and (org := _from_level(context, reading, at, end, fills) or _from_prefix(context, reading, at, end)):
            return org
        start, word, tag = context.unit(at)
        if word in "）)" and kind.firm and (opening := _opening(text, at)) is not None:
            fills.append((opening, text[opening:at], "x"))
            at = opening
            continue
        if not _is_han(word[-1]) and not (word.isalnum() and at != head):
            break
        if (kind.tight and fills) or (end - head == 1 and not reading.open):
            break
        if word in lists.linking and (start in context.found or start in context.ends):
            break
        if word in ("和", "与", "及", "暨") and kind.joint and not joint and at not in context.found:
            joint = True
        elif _stops(context, start, word, tag, kind, bool(fills) or not reading.open):
            break
        fills.append((start, word, tag))
        at = start
    return _proper(context, reading, fills, head, end) if kind.proper and not joint else None


def _opening(text: str, end: int) -> int | None:
    """Where a short bracket begins that ends at `end`: 海州云山（北京）科技有限公司."""
    at = max(text.rfind("（", max(0, end - 8), end), text.rfind("(", max(0, end - 8), end))
    return at if at > 0 and text[at + 1 : end - 1].isalpha() else None


def _stops(context: Context, start: int, word: str, tag: str, kind: Kind, ready: bool) -> bool:
    """Whether a word cannot belong to the name behind it; one that a head still needs (`ready` is false) may be a verb."""
    lists = orgs_rules.vocabulary()
    if word in lists.terms or word in lists.names or word in lists.linking:
        return False
    if word in orgs_rules.load().words.counts or word[0] in orgs_rules.load().words.pointing:
        return True
    if kind.firm and len(word) == 1:
        return word in orgs_rules.load().words.firm_stops
    if word in lists.stops:
        return True
    if word in lists.soft:
        # 中 after another word is a preposition's end, at the beginning of a stretch it is of the name: 中水法庭.
        return start > 0 and _is_han(context.text[start - 1]) and start not in context.found
    if tag == "m" and not kind.placed:
        return word[-1] in orgs_rules.load().words.measures
    if kind.firm:
        return tag in _CLOSED_TAGS and len(word) > 1
    if tag in _CLOSED_TAGS:
        return has_word(word)
    # A verb right behind a region may be the name of a school or hospital: 青山格致中学.
    named = kind.rare and context.place(start) is not None
    return tag in _STOP_TAGS and has_word(word) and len(word) > 1 and (ready or kind.rare) and not named


def _is_alone(context: Context, start: int, at: int, head: int, kind: Kind) -> bool:
    """Whether a place and an open head make a name: 沙湾分局, 海州银行."""
    above = context.found.get(start)
    return at == head and at - start > 1 and (kind.placed or (above is not None and (kind.branch or not above.region)))


def _from_region(context: Context, reading: Reading, start: int, at: int, end: int) -> Org | None:
    text, kind = context.text, reading.kind
    region: tuple[int, int] | None = (start, at)
    if text[at:end] == "委" and text[at - 1] not in _LEVEL_ENDS:
        return None
    prior = context.found.get(start)
    if prior and (kind.branch or prior.kind in _SUPERIOR or not prior.region):
        own = region if not prior.region or context.is_unit(start, at) else None
        parts, regions = (*prior.parts, start), (*prior.regions, own)
        return Org(prior.start, end, reading.name, prior.region or region, prior.level, parts, start, regions)
    while (before := context.place(start)) is not None and (how := _joins(context, (before, start), (start, at), kind)):
        region = (before, at) if how == "district" else (before, start)
        start = before
    if kind.placed and region and not context.is_unit(*region):
        region = None  # 宝山派出所 is named by a place, and may be anywhere
    if kind.posted and text[start - 1 : start] == "驻" and (before := context.place(start - 1)) is not None:
        start = before
        region = (start, text.index("驻", start))
    start -= len(orgs_rules.tail("before_region", text, start))
    if region and text[slice(*region)] in orgs_rules.load().national.prefixes:
        region = None
    return Org(start, end, reading.name, region, False, (), start, (region,))


def _joins(context: Context, above: tuple[int, int], below: tuple[int, int], kind: Kind) -> str:
    """How two places that touch begin a name: a city and its "district", a region and a bare "name"; "" if not."""
    upper, lower = context.text[slice(*above)], context.text[slice(*below)]
    if lower.endswith("区") and not lower.endswith(("自治区", "地区", "社区", "胜区", "景区")):
        code = context.codes.get(above, "")
        city = len(code) == 6 and code.endswith("00") and not code.endswith("0000")
        return "district" if upper.endswith("市") or city or upper in orgs_rules.load().words.district_of else ""
    if lower[-1] in _LEVEL_ENDS or (kind.placed and upper[-1] in _LEVEL_ENDS):
        return ""
    site = not context.codes.get(below) and upper[-1] not in _LEVEL_ENDS  # 海州|云山国际机场
    return "name" if kind.firm or kind.proper or site else ""


def _from_level(
    context: Context, reading: Reading, at: int, end: int, fills: list[tuple[int, str, str]]
) -> Org | None:
    """A name whose region is a bare level (县公安局), or a place that no list holds but its level shows."""
    text, kind = context.text, reading.kind
    if not kind.level or not (level := orgs_rules.tail("level", text, at)):
        return None
    start = at - len(level)
    if start and text[start - 1] in orgs_rules.load().level.not_after:
        return None
    place = context.place(start)
    if place is not None and text[place:start].endswith(level):  # 甲县|县委
        return Org(place, end, reading.name, (place, start), False, (), place, ((place, start),))
    if (context.boundary(start) or len(level) > 2) and len(text[at:end]) + len(level) > 1:
        if reading.open and len(fills) == 1 and len(fills[0][1]) == 1:
            return None
        return Org(start, end, reading.name, (start, at), True, (), start)
    first = start
    while first > 0 and start - first < 4 and not context.boundary(first):
        before, word, tag = context.unit(first)
        if has_word(word) and len(word) > 1 and tag[:2] not in ("nr", "ns", "nz"):
            break
        first = before
    if first == start:
        return Org(start, end, reading.name, (start, at), True, (), start)
    if start - first <= 5 and kind.tight:
        return Org(first, end, reading.name, (first, at), False, (), first)
    return None


def _from_prefix(context: Context, reading: Reading, at: int, end: int) -> Org | None:
    prefix = orgs_rules.tail("prefixes", context.text, at)
    if not prefix or (reading.kind.tight and prefix not in ("全国", "中央", "最高")):
        return None
    start = at - len(prefix)
    if start in context.found and reading.kind.branch:
        prior = context.found[start]
        return Org(prior.start, end, reading.name, prior.region, prior.level, (*prior.parts, start), start,
                   (*prior.regions, None))  # fmt: skip
    if reading.kind.placed:
        return None
    place = context.place(start)
    region = None if place is None else (place, start)
    return Org(start if place is None else place, end, reading.name, region, False, (), start, (region,))


def _is_common(word: str, tag: str) -> bool:
    """Whether a word before a name without a region says nothing of its own: 大型, 附近."""
    lists = orgs_rules.vocabulary()
    if word in lists.names:
        return False
    if word in lists.generic or word in lists.soft:
        return True
    return has_word(word) and len(word) > 1 and tag in ("v", "vn", "d", "ad", "a", "q", "f", "b", "t", "s", "m", "i", "l")


def _proper(
    context: Context, reading: Reading, fills: list[tuple[int, str, str]], head: int, end: int
) -> Org | None:
    """A name without a region: words of its own that are no common terms."""
    lists, kind = orgs_rules.vocabulary(), reading.kind
    words = list(reversed(fills))
    for start, _, _ in words:
        if 2 <= head - start <= 5 and context.text[start:head] not in lists.terms and gazetteer().is_township(context.text[start:head]):
            return Org(start, end, reading.name, None, False, (), start)
    while words and _is_common(*words[0][1:]) and not (kind.placed and words[0][2] == "m"):
        words.pop(0)
    if not words:
        return None
    start = words[0][0]
    own = [(word, tag) for _, word, tag in words if word not in lists.terms and word not in lists.generic]
    length = head - start
    longest = LONGEST_CORE if kind.firm else 6
    if not own or not 2 <= length <= longest or any(ch.isdigit() for ch in context.text[start:head]):
        return None
    if reading.open and all(tag == "place" for _, _, tag in words):
        return None
    legal = kind.firm and end - head > 3
    if (kind.rare or reading.open) and not legal and not any(_is_rare(word, tag) for word, tag in own):
        return None
    return Org(start, end, reading.name, None, False, (), start)


def _is_rare(word: str, tag: str) -> bool:
    return tag[:2] in ("nr", "ns", "nz", "nt", "pl") or not has_word(word) or word in orgs_rules.vocabulary().names
