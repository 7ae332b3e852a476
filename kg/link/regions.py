"""Where things are, by what one article says: codes of places, the region around a thing, the county of an article."""

from bisect import bisect_right
from collections import Counter
from functools import cache

from kg.gazetteer import Place, gazetteer
from kg.model import Record

_REACH = 32  # names looked at for a region
_COUNTY = 6  # digits of a county's code
_ENDS = "。！？\n"  # of sentences


def objects(record: Record, predicate: str) -> dict[str, list[str]]:
    """Subject -> objects of a predicate, in the order of the text."""
    found: dict[str, list[str]] = {}
    for relation in sorted(record.relations, key=lambda r: (r.start, r.end, r.object)):
        if relation.predicate == predicate:
            found.setdefault(relation.subject, []).append(relation.object)
    return found


@cache
def known(name: str) -> tuple[str, ...]:
    """The codes of the places with this full (else short) name; '' for a river or mountain, which has none."""
    places = [place for place in gazetteer().lookup(name) if place.until is None]
    return tuple(place.code for place in places if place.name == name) or tuple(place.code for place in places)


@cache
def place_of(code: str) -> Place | None:
    """The gazetteer's place of that code."""
    try:
        return gazetteer().place(code)
    except KeyError:
        return None


@cache
def within(code: str) -> frozenset[str]:
    """The codes of a place and of those that contain it, China left out."""
    place = place_of(code)
    return frozenset((code,)) | (gazetteer().above(place) if place else frozenset())


@cache
def _last(name: str) -> str:
    """The code of the last place in a chain of names (南宁市青秀区), each within the one before; '' if it is none."""
    for cut in range(2, len(name) - 1):
        outer, inner = known(name[:cut]), known(name[cut:]) or (_last(name[cut:]),)
        fitting = [code for code in inner if code and not within(code).isdisjoint(filter(None, outer))]
        if len(fitting) == 1:
            return fitting[0]
    return ""


def _precision(code: str) -> tuple[int, str]:
    """Sorts codes: the most precise region first, then by the code itself."""
    return -len(code.rstrip("0") if code.isdigit() else code), code


def county(code: str) -> str:
    """The code of the county that a township lies in; other codes as they are."""
    return code[:_COUNTY] if code.isdigit() else code


class Regions:
    """What one article says of where things are; `codes` are those its place names bear."""

    def __init__(self, record: Record, codes: dict[str, str]):
        self.article = f"@{record.id}"  # the scope of what nothing places; no code looks like it
        self._codes = codes
        self.located = objects(record, "locatedIn")
        self.parents = objects(record, "partOf")
        self._around: dict[str, str] = {}
        self._codes_told = {entity.code for entity in record.entities if entity.code}
        told = {(entity.start, entity.code) for entity in record.entities if entity.code}
        for entity in record.entities:
            if entity.label == "ORG" and (code := self.code(self.named(entity.name))):
                told.add((entity.start, code))
        self._told = sorted(told)  # offsets and codes of the places in the text
        self._text = record.text
        counties, cities = (
            {c for _, code in self._told if (c := cut(code)) and (p := place_of(c)) and p.level == level}
            for level, cut in (("county", county), ("prefecture", str))
        )
        # The only county the article speaks of, and the only city where it speaks of no county.
        self.home = counties.pop() if len(counties) == 1 else ""
        self.city = cities.pop() if len(cities) == 1 and not counties and not self.home else ""

    def code(self, place: str) -> str:
        """The code of a place: the article's, or the gazetteer's where only one of that name comes into question."""
        if place in self._codes:
            return self._codes[place]
        codes = known(place)
        told = [code for code in codes if code in self._codes_told] if len(codes) > 1 else codes
        return told[0] if len(told) == 1 else "" if codes else _last(place)

    def named(self, body: str) -> str:
        """The region that an organisation's name begins with; '' where it names none."""
        begun = [place for place in self.located.get(body, ()) if body.startswith(place) and place != body]
        return max(begun, key=len, default="")

    def around(self, name: str) -> str:
        """The code of the county (or larger region) that an organisation or place stands in, '' if unknown."""
        if name not in self._around:
            reached, found = [name], ""
            for place in reached:  # grows: breadth first, outwards
                codes = [code for outer in self.located.get(place, ()) if (code := self.code(outer))]
                if codes:
                    found = county(min(codes, key=_precision))
                    break
                outwards = (*self.located.get(place, ()), *self.parents.get(place, ()))
                reached += [outer for outer in dict.fromkeys(outwards) if outer not in reached][: _REACH - len(reached)]
            self._around[name] = found
        return self._around[name]

    def division(self, level: str, offset: int) -> Place | None:
        """The division of a level (省, 市, 县) that is meant at an offset.

        The last one named before in its sentence, else the one named most often, unless the article names another
        that lies in it or around it (市 is said of a city and of one within it); else, of those around what is
        named, the only one.
        """
        begin = max(self._text.rfind(mark, 0, max(offset, 0)) for mark in _ENDS)
        told = [(start, place) for start, code in self._told if (place := _at_level(code, level))]
        before = [place for start, place in told[: bisect_right(told, offset, key=lambda t: t[0])] if start > begin]
        if told:
            counts = Counter(place.code for _, place in told).most_common(2)
            often = counts[0][0] if len(counts) == 1 or counts[0][1] > counts[1][1] else ""
            meant = before[-1] if before else place_of(often)
            if meant is None:
                return None
            codes = {place.code for _, place in told} - {meant.code}
            nested = any(code in within(meant.code) or meant.code in within(code) for code in codes)
            return None if nested else meant
        around = {p for _, code in self._told for c in within(code) if (p := _at_level(c, level))}
        return around.pop() if len(around) == 1 else None


@cache
def _at_level(code: str, level: str) -> Place | None:
    """The place of that code, if its full name ends with the level."""
    place = place_of(code)
    return place if place and place.level in _LEVELS and place.name.endswith(level) else None


_LEVELS = ("province", "prefecture", "county")
