"""Places with their codes, parents, short and former names: all divisions of China down to townships, and the world.

Codes are GB/T 2260 (six digits) from provinces to counties, the statistics bureau's nine digits for townships,
ISO 3166 for countries and foreign regions, `geonames:ID` for foreign cities; regions, rivers and mountains have none,
and the divisions of the 兵团 bear keys of our own (see `is_official`).
`python -m kg.gazetteer.build` rebuilds places.tsv.gz and names the sources and their licences.
"""

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import compress, count
from operator import add
from typing import NamedTuple

LEVELS = ("country", "province", "prefecture", "county", "region", "city", "area", "water", "land", "township")
_RANK = {level: rank for rank, level in enumerate(LEVELS)}


class Place(NamedTuple):
    """One place.

    `level` is one of LEVELS; `region` and `city` are foreign, `area`, `water` and `land` no administrative units.
    `former` holds (name, first year, last year) within 1980-2024; `until` is the last year of a division that is no
    more. `lon` and `lat` are degrees: WGS84 for foreign cities; for China the datum of cpca's table, which its makers
    took from a map service and which is to be read as GCJ-02.
    """

    code: str
    level: str
    name: str
    parent: str
    shorts: tuple[str, ...]
    former: tuple[tuple[str, int, int], ...]
    until: int | None
    lon: float | None
    lat: float | None

    @property
    def label(self) -> str:
        """The mention label: GPE, or LOC for what is no administrative unit."""
        return "LOC" if self.level in ("area", "water", "land") else "GPE"


class Gazetteer:
    """The dictionary of places; get it from `gazetteer()`."""

    def __init__(self, table: str):
        weak, *self._lines = table.splitlines()
        self.weak = frozenset(weak.split("|"))  # names that are common words too
        self._by_code: dict[str, int] = {}
        # Names to rows: full, short and former ones, townships by full name alone. Numbers, and lists only where a name
        # has more than one row: so the garbage collector has little to walk through.
        self._rows: dict[str, int] = {}
        self._more: dict[str, list[int]] = {}
        by_code, rows = self._by_code, self._rows
        for number, line in enumerate(self._lines):
            code, level, name, _, others = line.split("\t", 4)
            by_code[code or name] = number
            if rows.setdefault(name, number) != number:
                self._more.setdefault(name, []).append(number)
            if level != "township":
                shorts, former, _ = others.split("\t", 2)
                names = shorts.split("|") if shorts else []
                names += [old.split(":", 1)[0] for old in former.split("|")] if former else []
                for other in names:
                    if rows.setdefault(other, number) != number:
                        self._more.setdefault(other, []).append(number)
        heads: dict[str, tuple[int, ...]] = {}
        for name in rows:
            sizes = heads.get(name[:2], ())
            if len(name) not in sizes:
                heads[name[:2]] = (*sizes, len(name))
        # The lengths of names by their first two characters, the longest first.
        self._heads = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in heads.items()}

    def place(self, code: str) -> Place:
        """The place of that code (or, where places have none, name); raises KeyError."""
        return self._place(self._by_code[code])

    @cache  # noqa: B019 - there is one gazetteer, for the life of the process
    def _place(self, number: int) -> Place:
        code, level, name, parent, shorts, former, until, lon, lat = self._lines[number].split("\t")
        spans = (item.replace(":", "-").split("-") for item in former.split("|") if item)
        return Place(
            code, level, name, parent, tuple(filter(None, shorts.split("|"))),
            tuple((old, int(first), int(last)) for old, first, last in spans),
            int(until) if until else None, float(lon) if lon else None, float(lat) if lat else None,
        )  # fmt: skip

    @lru_cache(maxsize=1 << 16)  # noqa: B019
    def lookup(self, name: str) -> tuple[Place, ...]:
        """All places of that full, short or former name, the higher level and the standing ones first."""
        numbers = [self._rows[name], *self._more.get(name, ())] if name in self._rows else []
        numbers += self.stems.get(name, ())
        found = [self._place(number) for number in dict.fromkeys(numbers)]
        return tuple(sorted(
            found, key=lambda p: (p.until is not None, _RANK[p.level], name not in (p.name, *p.shorts), p.code)
        ))  # fmt: skip

    def __contains__(self, name: object) -> bool:
        """Whether a place has that full, short or former name, or a township that name without its ending."""
        return name in self._rows or name in self.stems

    def is_township(self, stem: str) -> bool:
        """Whether there is a township of that name without its ending."""
        return stem in self.stems

    @cached_property
    def stems(self) -> dict[str, tuple[int, ...]]:
        """The names of townships without their endings, each with the numbers of its rows."""
        stems: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            _, level, _, _, shorts, _ = line.split("\t", 5)
            if level == "township":
                for short in filter(None, shorts.split("|")):
                    if short[-1] not in "路街道巷":  # 花园路街道: its short name is the street
                        stems.setdefault(short, []).append(number)
        return {stem: tuple(numbers) for stem, numbers in stems.items()}

    def find(self, text: str) -> Iterator[tuple[int, list[int]]]:
        """Where names start in the text, each with the ends of all names that start there, the longest first.

        Townships are found by their full names alone.
        """
        heads, rows = self._heads, self._rows
        for start in compress(count(), map(heads.__contains__, map(add, text, text[1:]))):
            sizes = heads[text[start : start + 2]]
            ends = [start + n for n in sizes if text[start : start + n] in rows and start + n <= len(text)]
            if ends:
                yield start, ends

    def names(self) -> Iterable[str]:
        """All names that `find` finds."""
        return self._rows

    @cache  # noqa: B019
    def ancestors(self, code: str) -> tuple[Place, ...]:
        """The places that contain it, the nearest first."""
        parent = self.place(code).parent
        return (self.place(parent), *self.ancestors(parent)) if parent else ()

    def above(self, place: Place) -> frozenset[str]:
        """The codes of the places that contain it, but for China."""
        return self._above(place.code or place.name)

    @cache  # noqa: B019
    def _above(self, code: str) -> frozenset[str]:
        return frozenset(p.code for p in self.ancestors(code) if p.code != "CN")

    def full_name(self, code: str) -> str:
        """The name with all above it but the country: 云南省红河哈尼族彝族自治州金平苗族瑶族傣族自治县."""
        chain = [self.place(code), *self.ancestors(code)]
        return "".join(p.name for p in reversed(chain) if p.level != "country" or len(chain) == 1)

    def resolve(self, mentions: Sequence[tuple[str, bool]]) -> list[Place | None]:
        """Which place each name means, by what else the article names.

        `mentions` are (name, whether it stands directly after the one before) in the article's order. A place within
        the one named directly before it wins, then the one whose kin the article names most, then the higher level.
        A township that shares its name and has no kin in the article stays None.
        """
        votes: Counter[str] = Counter()
        for name in {name for name, _ in mentions}:
            places = self.lookup(name)
            if places and (len(places) == 1 or places[0].level == "province"):
                votes.update((places[0].code, *self.above(places[0])))
        found: list[Place | None] = []
        for name, adjacent in mentions:
            before = found[-1] if adjacent and found else None
            place = self._choose(self.lookup(name), before, votes)
            if place is not None and before is not None and before.code in self.above(place):
                votes.update((place.code, *self.above(place)))
            found.append(place)
        alone = {name: self._choose(self.lookup(name), None, votes) for name, adjacent in mentions if not adjacent}
        return [
            place if adjacent else alone[name] for place, (name, adjacent) in zip(found, mentions, strict=True)
        ]

    def _choose(self, places: Sequence[Place], before: Place | None, votes: Counter[str]) -> Place | None:
        if len(places) < 2:
            return places[0] if places else None

        def fitness(place: Place) -> tuple[bool, int, bool]:
            above = self.above(place)
            kin = sum(min(votes[code], 3) for code in above) + 2 * min(votes[place.code], 1)
            large = place.level not in ("county", "city", "township")  # 太湖 is sooner the lake than the county
            return before is not None and before.code in above, kin - (place.until is not None), large

        best = max(places, key=fitness)
        return None if best.level == "township" and fitness(best) <= (False, 0, False) else best


def is_official(code: str) -> bool:
    """Whether a place's code is one that others know too; `X-` begins keys of our own."""
    return not code.startswith("X-")


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once, on first use (about 0.1 s)."""
    packed = files(__name__).joinpath("places.tsv.gz").read_bytes()
    return Gazetteer(gzip.decompress(packed).decode("utf-8"))
