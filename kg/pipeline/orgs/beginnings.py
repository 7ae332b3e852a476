"""How organisations' names begin: with a region, a level, a word that stands for a region, or words of their own."""

from kg.gazetteer import gazetteer
from kg.pipeline.orgs import rules as orgs_rules
from kg.pipeline.orgs.context import LEVEL_ENDS, LONGEST_CORE, LONGEST_NAME, Context, Extent, Org, part_of
from kg.pipeline.orgs.rules import Kind, Reading
from kg.pipeline.words import has_word

# The longest stretch of a body's own words that no region precedes, in characters, but for firms.
LONGEST_PROPER = 6

# jieba's tags of words that describe a body and do not name it.
_COMMON_TAGS = frozenset({"v", "vn", "d", "ad", "a", "q", "f", "b", "t", "s", "m", "i", "l"})
# Those of names; "place" is ours.
_NAME_TAGS = ("nr", "ns", "nz", "nt", "pl")

# Measure words of bodies, which count and do not name them.
_COUNTED = "家所个座"

Fill = tuple[int, str, str]
"""(start, text, tag) of a word of a name's own; the tag is "place" for a place."""


def from_region(context: Context, reading: Reading, start: int, at: int, end: int) -> Org | None:
    """The name that begins with the place [start, at), or with the body that this place follows."""
    text, kind = context.text, reading.kind
    region: Extent | None = (start, at)
    if end - at == 1 and text[at - 1] not in LEVEL_ENDS and not (kind.abroad or kind.wide or kind.inner):
        return None  # 海州市|委; but 海州支队|石桥站
    prior = context.found.get(start)
    # Two full names that touch: 海州市人民医院|青山县中医院.
    fellow = prior is not None and prior.kind == reading.name and not (kind.placed or prior.superior)
    fellow = fellow and context.is_full(start, at)
    if prior and not fellow and (kind.branch or prior.superior or not prior.region):
        placed = context.is_unit(start, at) or _lies_in(context, kind, (start, at), end)
        local = kind.placed and kind.level  # 白云派出所 may be anywhere
        own = region if placed or not (prior.region or local) else None
        return part_of(prior, start, end, reading.name, own)
    if kind.abroad and not context.is_country(start, at):
        return None
    if kind.wide and not (context.is_country(start, at) or context.is_region(start, at)):
        return None
    while (before := context.place(start)) is not None and at - before <= LONGEST_NAME:
        if not (how := _joins(context, (before, start), (start, at), kind)):
            break
        region = (before, at) if how == "district" else (before, start)
        start = before
    if kind.placed and region and not (context.is_unit(*region) or _lies_in(context, kind, region, end)):
        region = None  # 沙湾派出所 is named by a place, and may be anywhere
    national = orgs_rules.load().national
    if kind.posted and text.endswith(national.posting, 0, start):
        above = start - len(national.posting)
        if (before := context.place(above)) is not None:
            start = before
    start -= len(orgs_rules.tail("before_region", text, start))
    if region and text[slice(*region)] in national.prefixes:
        region = None
    return Org(start, end, reading.name, region, regions=(region,))


def _lies_in(context: Context, kind: Kind, region: Extent, end: int) -> bool:
    """Whether a body with a county's short name lies there; smaller ones may bear it anywhere: 京山|银行."""
    small = context.text.endswith(orgs_rules.load().words.anywhere, 0, end)
    return len(context.codes.get(region, "")) == 6 and not small


def _joins(context: Context, above: Extent, below: Extent, kind: Kind) -> str:
    """How two places that touch begin a name: a city and its "district", a region and a bare "name"; "" if not."""
    upper, lower = context.text[slice(*above)], context.text[slice(*below)]
    words = orgs_rules.load().words
    if lower.endswith("区") and not lower.endswith(words.no_district):
        code = context.codes.get(above, "")
        city = len(code) == 6 and code.endswith("00") and not code.endswith("0000")
        return "district" if upper.endswith("市") or city or upper in words.district_of else ""
    if lower[-1] in LEVEL_ENDS or (kind.placed and upper[-1] in LEVEL_ENDS):
        return ""
    site = not context.codes.get(below) and upper[-1] not in LEVEL_ENDS  # 海州|云山国际机场
    return "name" if kind.firm or kind.proper or site else ""


def from_level(context: Context, reading: Reading, at: int, end: int, fills: list[Fill]) -> Org | None:
    """A name whose region is a bare level (县公安局), or a place that no list holds but its level shows."""
    text, kind = context.text, reading.kind
    if not kind.level or not (level := orgs_rules.tail("level", text, at)):
        return None
    start = at - len(level)
    if start and text[start - 1] in orgs_rules.load().level.not_after:
        return None
    place = context.place(start)
    if place is not None and text[place:start].endswith(level):  # 甲县|县委
        return Org(place, end, reading.name, (place, start), regions=((place, start),))
    if place is not None and not context.is_full(place, start):  # a division whose full name no list holds
        return Org(place, end, reading.name, (place, at), regions=((place, at),))
    if (context.boundary(start) or len(level) > 2) and len(text[at:end]) + len(level) > 1:
        if reading.open and len(fills) == 1 and len(fills[0][1]) == 1:
            return None
        return Org(start, end, reading.name, (start, at), level=True)
    first = start
    while first > 0 and start - first < 4 and not context.boundary(first):
        before, word, tag = context.unit(first)
        if has_word(word) and len(word) > 1 and tag[:2] not in ("nr", "ns", "nz"):
            break
        first = before
    if first == start:
        return Org(start, end, reading.name, (start, at), level=True)
    if start - first <= 5 and kind.tight:
        return Org(first, end, reading.name, (first, at), regions=((first, at),))
    return None


def from_prefix(context: Context, reading: Reading, at: int, end: int) -> Org | None:
    """The name that begins with a word in place of a region: 中国|红十字会, 甲国|国家|抗灾署."""
    prefix = orgs_rules.tail("prefixes", context.text, at)
    if not prefix or (reading.kind.tight and prefix not in orgs_rules.load().national.tight):
        return None
    start = at - len(prefix)
    start -= len(orgs_rules.tail("before_region", context.text, start))
    if start in context.found and reading.kind.branch:
        return part_of(context.found[start], start, end, reading.name)
    if reading.kind.placed:
        return None
    place = context.place(start)
    if context.text[start:end] in orgs_rules.national():
        place = None  # 北京|中央电视台
    region = None if place is None else (place, start)
    return Org(start if place is None else place, end, reading.name, region, regions=(region,))


def _is_common(word: str, tag: str) -> bool:
    """Whether a word before a name without a region says nothing of its own: 大型, 附近."""
    lists = orgs_rules.vocabulary()
    if word in lists.names:
        return False
    if word in lists.generic or word in lists.soft:
        return True
    return has_word(word) and len(word) > 1 and tag in _COMMON_TAGS


def proper(context: Context, reading: Reading, fills: list[Fill], head: int, end: int) -> Org | None:
    """A name without a region: words of its own that are no common terms."""
    lists, kind = orgs_rules.vocabulary(), reading.kind
    words = list(reversed(fills))
    for start, _, _ in words:
        own_words = context.text[start:head]
        if own_words not in lists.terms | lists.generic and gazetteer().is_township(own_words):
            return Org(start, end, reading.name)
    while words and _is_common(*words[0][1:]) and not (kind.placed and words[0][2] == "m"):
        words.pop(0)
    if not words:
        return None
    start = words[0][0]
    if start > 1 and context.text[start - 1] in _COUNTED and not kind.placed:
        counting = context.words.covering(start - 1)
        number = context.words.covering(max(0, counting.start - 1))
        if (counting.tag == "m" or number.tag == "m") and counting.end == start:
            return None  # 一所|师范学院
    own = [(word, tag) for _, word, tag in words if word not in lists.terms and word not in lists.generic]
    length = head - start
    longest = LONGEST_CORE if kind.firm else LONGEST_PROPER
    if not own or not 2 <= length <= longest or any(ch.isdigit() for ch in context.text[start:head]):
        return None
    if reading.open and all(tag == "place" for _, _, tag in words):
        return None
    legal = kind.firm and end - head > 3
    if (kind.rare or reading.open) and not legal and not any(_is_rare(word, tag) for word, tag in own):
        return None
    if words[0][2] == "place":
        start -= len(orgs_rules.tail("before_region", context.text, start))  # 中车|海州公司
    return Org(start, end, reading.name)


def _is_rare(word: str, tag: str) -> bool:
    return tag[:2] in _NAME_TAGS or not has_word(word) or word in orgs_rules.vocabulary().names
