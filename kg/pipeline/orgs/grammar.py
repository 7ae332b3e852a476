"""Organisations' names found from their heads leftwards: [region] + words of their own + head, then branches."""

import re
from collections.abc import Iterator

from kg.pipeline.orgs import rules as orgs_rules
from kg.pipeline.orgs.beginnings import Fill, from_level, from_prefix, from_region, proper
from kg.pipeline.orgs.context import (
    CLOSED_TAGS,
    LEVEL_ENDS,
    LONGEST_CORE,
    LONGEST_NAME,
    STOP_TAGS,
    Context,
    Org,
    is_han,
    part_of,
)
from kg.pipeline.orgs.rules import Head, Hit, Kind, Reading
from kg.pipeline.words import Word, cut, has_word


def head_hits(text: str) -> Iterator[tuple[int, list[Hit]]]:
    """(end, the heads and national bodies that end there, longest first), in text order."""
    last = -1
    group: list[Hit] = []
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
    goes_on = text.startswith(orgs_rules.load().ending.unless.get(head.text, ()), end)
    if following and following in head.refused and end not in context.place_ends and not goes_on:
        return False
    first, last = context.words.covering(start), context.words.covering(end - 1)
    longer = last.start == start and last.end > end and has_word(last.text)
    if text.startswith(head.text + "长", end):
        longer = False  # 水利局|局长
    if 0 < start == end - 1 and text[start] in orgs_rules.load().words.measures and context.unit(start)[2] == "m":
        return False  # 五|所
    counted = first.tag == "m" and not _is_numbered(context, start, first)
    if start == end - 1 and (longer or counted or context.inside_place(start, end)):
        return False  # 部署, 一处, 莫斯科
    if first.start < start and has_word(first.text):
        if first.end < end and first.tag[0] in "vd":
            return False  # 会商|会
        if first.start == last.start - len(first.text) and last.end > end and has_word(last.text):
            return False  # 人民|大会
        if start == end - 1 and first.tag in ("nr", "ns") and len(first.text) > 2:
            return False  # 莫斯科
        if start == end - 1 and (first.tag.startswith("v") or first.text in orgs_rules.vocabulary().no_heads):
            return False  # 举办, 大厅
    if text.endswith(tuple(orgs_rules.load().words.sites), 0, end):
        return False
    if start == end - 1 and text[start - 1 : end] in orgs_rules.vocabulary().no_heads:
        return False  # 在华|设厂
    titled = head.titled and start in context.found
    return not (titled and text.startswith(tuple(orgs_rules.load().ending.title.words), end))


def _is_numbered(context: Context, head: int, word: Word) -> bool:
    """Whether a number names a division of the body right before it: 医院|二部."""
    words = orgs_rules.load().words
    number = context.text[word.start : head]
    return context.text[head] in words.numbered and word.start in context.found and number not in words.counts


def read_orgs(context: Context) -> list[Org]:
    """All names that the grammar finds, nested ones included, in the order of their ends."""
    found: list[Org] = []
    for end, group in head_hits(context.text):
        context.ends.add(end)
        readings = [org for hit in group if (org := _read(context, hit, end))]
        best = min(readings, key=lambda org: (org.start, not _in_unit(context.text, org)), default=None)
        if best and best.kind in _WITH_CAMPUS:
            best = _campus(context, best)
        if best and not context.in_title(best.start, best.end) and not _is_venue(context.text, best):
            context.found[best.end] = best
            found.append(best)
    return found


def _in_unit(text: str, org: Org) -> bool:
    """Whether the name begins with a unit of administration: 水井村|党支部."""
    return org.region is not None and text[org.region[1] - 1] in LEVEL_ENDS


def _is_venue(text: str, org: Org) -> bool:
    """Whether something takes place there, so that the name is that of a building: 在海州市体育馆."""
    venues = orgs_rules.load().venues
    return text.endswith(tuple(venues.heads), 0, org.end) and text.endswith(tuple(venues.after), 0, org.start)


# Kinds of bodies whose names may end in a place in brackets.
_WITH_CAMPUS = ("school",)


def _campus(context: Context, org: Org) -> Org:
    """The name with the place in brackets that ends it: 海州大学（青山）."""
    text, opening = context.text, org.end
    if text[opening : opening + 1] not in ("（", "("):
        return org
    closing = min((at for mark in "）)" if (at := text.find(mark, opening, opening + 8)) > 0), default=-1)
    if closing < 0 or (context.place(closing) != opening + 1 and text[opening + 1 : closing] not in _prefixes()):
        return org
    return org._replace(end=closing + 1)


def _prefixes() -> list[str]:
    return orgs_rules.load().national.prefixes


def _read(context: Context, hit: Hit, end: int) -> Org | None:
    """The longest name that ends with the hit, by any of its readings."""
    start = end - len(hit.text)
    if hit.national and not (hit.head and context.place(start) is not None):  # 甲国|国防部 is the other's
        start -= len(orgs_rules.tail("prefixes", context.text, start))
        if _national_stands(context, start, end):
            region = _region_within(context, hit, start)
            return Org(start, end, "national", region, regions=(region,), superior=True)
    if hit.head is None or not _may_end(context, hit.head, end):
        return None
    orgs = [
        org._replace(superior=reading.kind.superior)
        for reading in hit.head.readings
        if (org := _walk(context, reading, start, end)) and end - org.start <= LONGEST_NAME
    ]
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


def _region_within(context: Context, hit: Hit, start: int) -> tuple[int, int] | None:
    """The province or prefecture with which the name of a national body begins: 南京|大学."""
    if not hit.text.endswith(orgs_rules.load().national.located):
        return None
    ends = (start + size for size in (3, 2))
    return next(((start, end) for end in ends if context.is_region(start, end)), None)


def _walk(context: Context, reading: Reading, head: int, end: int) -> Org | None:
    """The name whose head [head, end) is taken by `reading`; None where there is none."""
    kind, text = reading.kind, context.text
    lists = orgs_rules.vocabulary()
    at, joint = head, False
    fills: list[Fill] = []
    if kind.led:
        return _led_by(context, reading, head, end)
    if kind.numbered:
        return _numbered(context, reading, head, end)
    if kind.inner and end == head + 1:
        last = cut(text[context.words.covering(head).start : end], context.words.covering(head).start)[-1]
        if last.start < head and has_word(last.text) and last.tag[0] == "n":
            at = last.start  # 内科
            fills.append((at, text[at:head], last.tag))
    while at > 0 and head - at <= LONGEST_CORE:
        prior = context.found.get(at)
        ready = bool(fills) or not reading.open or (prior is not None and prior.kind in kind.after)
        if prior and kind.firm and prior.kind == "national":
            prior = None  # 海州腾讯科技有限公司
        if prior and kind.branch and ready:
            # 京东|集团 is one name; a party branch belongs to the whole, not to the ward before it.
            if prior.kind in kind.past:
                return prior._replace(end=end, kind=reading.name)
            return part_of(prior, at, end, reading.name)
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
                return from_region(context, reading, start, at, end)
            if kind.level and not kind.proper and context.is_full(start, at):
                break  # 海州镇|中心
            fills.append((start, text[start:at], "place"))
            at = start
            continue
        if ready and not kind.inner:
            org = from_level(context, reading, at, end, fills) or from_prefix(context, reading, at, end)
            if org:
                return org
        start, word, tag = context.unit(at)
        if word in "）)" and kind.firm and (opening := _opening(text, at)) is not None:
            fills.append((opening, text[opening:at], "x"))
            at = opening
            continue
        # 海事局|VTS中心
        lettered = at != head or (not word.isdigit() and start in context.found)
        if not is_han(word[-1]) and not (word.isalnum() and lettered):
            break
        if (kind.tight and fills) or (end - head == 1 and not reading.open):
            break
        if word in lists.linking and (start in context.found or start in context.ends):
            break
        if word in orgs_rules.load().words.joints and kind.joint and not joint and at not in context.found:
            joint = True
        elif _stops(context, start, word, tag, kind, bool(fills) or not reading.open):
            if fills or not kind.proper or (township := context.township(at)) is None:
                break
            start, word, tag = township, text[township:at], "place"
        fills.append((start, word, tag))
        at = start
    return proper(context, reading, fills, head, end) if kind.proper and not joint else None


_ORDINAL = re.compile("第[0-9０-９一二三四五六七八九十]{1,4}$")


def _numbered(context: Context, reading: Reading, head: int, end: int) -> Org | None:
    """The name of a formation, from its number or from the arm before it: 陆军|第72|集团军."""
    ordinal = _ORDINAL.search(context.text, max(0, head - 5), head)
    if ordinal is None:
        return None
    start = ordinal.start() - len(orgs_rules.tail("before_region", context.text, ordinal.start()))
    return Org(start, end, reading.name)


def _led_by(context: Context, reading: Reading, head: int, end: int) -> Org | None:
    """The name of a government by who leads it, where the dictionary knows the leader: 罗斯福|政府."""
    word = context.words.covering(head - 1)
    known = word.end == head and word.tag.startswith("nr") and len(word.text) > 1 and has_word(word.text)
    return Org(word.start, end, reading.name) if known and context.place(head) is None else None


def _opening(text: str, end: int) -> int | None:
    """Where a short bracket begins that ends at `end`: 海州云山（北京）科技有限公司."""
    at = max(text.rfind("（", max(0, end - 8), end), text.rfind("(", max(0, end - 8), end))
    return at if at > 0 and text[at + 1 : end - 1].isalpha() else None


def _stops(context: Context, start: int, word: str, tag: str, kind: Kind, ready: bool) -> bool:
    """Whether a word cannot belong to the name behind it; one that a head still needs (not `ready`) may be a verb."""
    lists = orgs_rules.vocabulary()
    if word in lists.terms or word in lists.names or word in lists.linking:
        return False
    counts = orgs_rules.load().words.counts
    if word in counts or (tag == "m" and word[0] in counts) or word[0] in orgs_rules.load().words.pointing:
        return True
    if kind.firm and len(word) == 1:
        return word in orgs_rules.load().words.firm_stops
    if word in lists.stops and not (tag[0] == "u" and word != "的" and start in context.found):
        return True
    if word in lists.soft:
        # 中 after another word is a preposition's end, at the beginning of a stretch it is of the name: 中水法庭.
        return start > 0 and is_han(context.text[start - 1]) and start not in context.found
    if tag == "m" and not kind.placed:
        return word[-1] in orgs_rules.load().words.measures
    if kind.firm:
        return tag in CLOSED_TAGS and len(word) > 1
    if tag in CLOSED_TAGS:
        # No particle follows a body: 公安局|着晓派出所.
        return has_word(word) and not (tag[0] == "u" and word != "的" and start in context.found)
    # A verb right behind a region may be the name of a school or hospital: 青山格致中学.
    named = kind.rare and context.place(start) is not None
    return tag in STOP_TAGS and has_word(word) and len(word) > 1 and (ready or kind.rare) and not named


def _is_alone(context: Context, start: int, at: int, head: int, kind: Kind) -> bool:
    """Whether a place and an open head make a name: 沙湾分局, 海州银行."""
    above = context.found.get(start)
    named = kind.placed or (kind.unit and context.text[at - 1] in LEVEL_ENDS)
    within = above is not None and (kind.branch or not above.region)
    return at == head and at - start > 1 and (named or within)
