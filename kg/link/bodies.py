"""Organisations: the key of each, by region and full name.

Names that many places have (派出所, 人民医院) need a region: the one the name begins with, the one the article says it
is in, the body it is part of, the only county the article speaks of. Where nothing places it, it stays within its
article. 市公安局 is that of the city named before. The region is left out of the name, whose words are brought to their
full and present form; a unit with a name of its own (城关派出所) is called the same with and without the body above it.
Any other name (a ministry, a firm, a university) is one in the country.
"""

from kg.gazetteer import Place, gazetteer
from kg.link.regions import Regions, known, within
from kg.link.rules import rules
from kg.model import Record

_DEEPEST = 8  # bodies one above the other


def is_local(name: str) -> bool:
    """Whether many places have a body of that name, or of that name after their own."""
    return name.endswith(rules().bodies.local) and not rules().matches("national_body", name)


def _level(name: str) -> str:
    """The level that a local body's name begins with (市|公安局), '' for none."""
    bodies = rules().bodies
    if not is_local(name) or name.startswith(bodies.not_levels):
        return ""
    return next((level for level in bodies.levels if name.startswith(level) and name != level), "")


class Bodies:
    """The organisations of one article."""

    def __init__(self, record: Record, regions: Regions):
        self._regions = regions
        self._starts: dict[str, int] = {}
        self._before: dict[str, str] = {}
        ends = {entity.end: entity.code for entity in record.entities if entity.label == "GPE" and entity.code}
        for entity in sorted((e for e in record.entities if e.label == "ORG"), key=lambda e: e.start):
            self._starts.setdefault(entity.name, entity.start)
            if entity.start in ends:
                self._before.setdefault(entity.name, ends[entity.start])

    def key(self, name: str) -> str:
        """The key of an organisation."""
        region, own = self._placed(name, frozenset())
        return f"org:{region}:{rules().one_name(own)}"

    def full(self, name: str) -> str:
        """The name to show: 市公安局 with the city's name."""
        level = _level(name)
        place = self._division(name, level) if level else None
        return place.name + name.removeprefix(level) if place else name

    def _division(self, name: str, level: str) -> Place | None:
        return self._regions.division(level, self._starts.get(name, -1))

    def _placed(self, name: str, below: frozenset[str]) -> tuple[str, str]:
        """Region and own name of a body; `below` are the bodies whose parent it is asked for as."""
        regions, units = self._regions, rules().bodies.units
        if not is_local(name):
            named = "" if rules().matches("national_body", name) else regions.named(name)
            return regions.code(named) if named else "", name
        if level := _level(name):
            place = self._division(name, level)
            return (place.code, name.removeprefix(level)) if place else (regions.article, name)
        for parent in regions.parents.get(name, ()):
            rest = name.removeprefix(parent)
            is_unit = rest != name and rest.endswith(units) and rest not in units
            if is_unit and parent not in below and len(below) < _DEEPEST:
                return self._placed(parent, below | {name})[0], rest
        if named := regions.named(name):
            if code := regions.code(named):
                return _branch(code, name.removeprefix(named))
            if not known(named):
                return "", name
        around = self._before.get(name) or regions.around(name)
        if around:
            return _branch(around, name)
        if rules().matches("placed_body", name):
            return "", name
        for parent in regions.parents.get(name, ()):
            if parent not in below and len(below) < _DEEPEST:
                region, own = self._placed(parent, below | {name})
                return f"{region}/{own}", name
        city = "" if name.endswith(units) else regions.city
        return regions.home or city or regions.article, name


def _branch(region: str, own: str) -> tuple[str, str]:
    """Region and name; those of the district where the name is that of its branch: 南宁市|公安局青秀分局."""
    bodies = rules().bodies
    whole, found, stem = own.removesuffix(bodies.branch).partition(bodies.whole)
    if found and stem and own.endswith(bodies.branch):
        districts = [place.code for place in gazetteer().lookup(stem) if place.level == "county"]
        inside = [code for code in districts if region in within(code)]
        if len(inside) == 1:
            return inside[0], whole + bodies.branch
    return region, own
