"""Places that only their company makes known: in a list of places that ends in 等地, 两地, 三县 and the like."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kg.gazetteer import gazetteer
from kg.pipeline.places.known import Hit
from kg.pipeline.places.pieces import Pieces, is_han
from kg.pipeline.places.rules import place_rules
from kg.pipeline.spans import Match

_SIGNS = ("、", "和", "及", "与")
_LONGEST = 6
_UNITS = "省市县区旗州镇乡村"


@cache
def _tail() -> re.Pattern[str]:
    """How a list of places ends: 等地, 等3省, 两县."""
    units = "|".join(place_rules().words.list_units)
    return re.compile(
        rf"(?:等(?:[0-9一二三四五六七八九十两]{{0,3}}个?)|[两二三四五六七八九十])({units})(?![\u4e00-\u9fff]?[点级民委长])"
    )


def listed(pieces: Pieces, found: Iterable[Match | Hit]) -> Iterator[Match]:
    """The items of such lists that nothing else makes places of."""
    text = pieces.text
    spans = {item.end: item.start for item in found}
    for tail in _tail().finditer(text):
        items, known = _items(pieces, spans, tail.start(), tail[1])
        if items and (known or tail[0] == "等地"):
            yield from (Match(start, end, "GPE", "place.listed") for start, end in items)


def _items(pieces: Pieces, spans: dict[int, int], end: int, unit: str) -> tuple[list[tuple[int, int]], int]:
    """The items of the list that ends there which are no known places, and how many of the others are."""
    text, items, known, more = pieces.text, [], 0, False
    while end > 0:
        if end in spans:
            start = spans[end]
            known += 1
        else:
            at = max(text.rfind(sign, max(0, end - _LONGEST - 1), end) for sign in _SIGNS) + 1
            first = at if at and text[at - 1] == "、" else _first(pieces, end)
            if first is None or not _names(pieces, first, end, unit):
                break
            start = first
            items.append((start, end))
        if text[start - 1 : start] not in _SIGNS:
            return (items, known) if more or known + len(items) > 1 else ([], 0)
        more, end = True, start - 1
    return ([], 0) if not more else (items, known)


def _first(pieces: Pieces, end: int) -> int | None:
    """Where the first item of a list begins: behind a sign, another place or a word such as 在."""
    starts = (at for at in range(end - 2, max(-1, end - _LONGEST), -1) if at in pieces.words.starts)
    return next((at for at in starts if pieces.cued(at)), None)


def _names(pieces: Pieces, start: int, end: int, unit: str) -> bool:
    """Whether it may be a name: no common word, or the name of a division without its ending (城东、城西两|区)."""
    name = pieces.text[start:end]
    if not 2 <= len(name) <= _LONGEST or not is_han(name) or name[0] in pieces.stop.determiners:
        return False
    if unit in _UNITS and name + unit in gazetteer():
        return True
    word = pieces.words.covering(start)
    plain = pieces.has_word(name) and not (word.end == end and word.tag.startswith(("nr", "ns", "nz")))
    return not plain and not any(c in pieces.stop.never for c in name) and pieces.proper(start, end)
