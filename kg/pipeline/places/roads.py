"""Names of motorways and railways, and their sections: the letters of the cities that they join, or words for roads."""

import re
from collections.abc import Iterable, Iterator

from kg.gazetteer import gazetteer
from kg.pipeline.places.known import Hit
from kg.pipeline.places.pieces import Pieces
from kg.pipeline.places.rules import Kind
from kg.pipeline.spans import Match

_STRETCH = re.compile("([\u4e00-\u9fff]{2,3}?)[至到]")
_SECTION = re.compile("([\u4e00-\u9fff]{2,4}?)(?:路段|段)")


def _is_division(name: str) -> bool:
    """Whether a county or larger division bears that name."""
    return any(place.level in ("province", "prefecture", "county") for place in gazetteer().lookup(name))


def road_start(pieces: Pieces, at: int, end: int, kind: Kind) -> int | None:
    """Where the name of a road begins whose ending stands at `at`: 京港澳|高速, 北海至南宁|高速公路, 八达岭|高速."""
    text, stop = pieces.text, pieces.stop
    letters = at
    while letters and at - letters < kind.most and text[letters - 1] in stop.letters:
        if letters in pieces.bounds and letters < at:
            break
        letters -= 1
    hit = pieces.ends.get(at)
    if kind.core == "letters":
        alone = letters in pieces.words.starts and not (hit and hit.start <= letters)
        return letters if alone and kind.least <= at - letters else None
    if hit and not (letters < hit.start or (hit.level == "city" and letters == hit.start)):
        if text[hit.start - 1 : hit.start] in ("至", "到") and (before := pieces.ends.get(hit.start - 1)):
            return before.start
        own = hit.level in ("water", "land", "area", "") or text.startswith(stop.road_words, at)
        own = own or (text.startswith("公路", at) and hit.level == "county" and not pieces.is_full(hit.name))
        return hit.start if own else None
    if (inner := pieces.made.get(at)) and inner.label != "GPE":
        return inner.start
    if at - letters >= kind.least:
        return letters
    start = at
    while start and (word := next((w for w in stop.road_words if text.endswith(w, 0, start)), "")):
        start -= len(word)
    if start < at:
        return start
    start, _ = pieces.core(at, kind)
    if not kind.least <= at - start <= kind.most or pieces.is_word(start, at, end):
        return None
    return start if pieces.proper(start, at) else None


def section_end(pieces: Pieces, end: int) -> int:
    """Past the section of a road that ends at `end`, where it bears the name of no known place: 国道G358线|茅坪段."""
    found = _SECTION.match(pieces.text, end)
    if not found or _is_division(found[1]) or any(i in pieces.known.hits for i in range(end, found.end())):
        return end
    position, proper = end, False
    while position < found.end(1):
        word = pieces.words.covering(position)
        stop = min(word.end, found.end(1))
        if not pieces.fills(pieces.text[position:stop], word.tag, loose=False):
            return end
        proper = proper or pieces.proper(position, stop)
        position = stop
    return found.end() if proper else end


def _stretches(pieces: Pieces, roads: Iterable[int]) -> Iterator[Match]:
    """Where stretches of roads begin that end at a known place: 京广铁路|坪石|至乐昌段."""
    for end in roads:
        found = _STRETCH.match(pieces.text, end)
        if found and found.end() in pieces.known.hits and end not in pieces.known.hits:
            yield Match(end, found.end(1), "GPE", "place.section")


def sections(pieces: Pieces, names: Iterable[Match | Hit]) -> list[Match | Hit]:
    """The known places that sections of roads are named after: 沪蓉高速|岳西|段."""
    roads = [name.end for name in names if name.rule in ("place.highway", "place.numbered")]
    found = [_SECTION.match(pieces.text, end) for end in roads]
    return [
        Hit(section.start(1), section.end(1), section[1], "place.section", "county")
        for section in found
        if section and _is_division(section[1])
    ] + list(_stretches(pieces, roads))
