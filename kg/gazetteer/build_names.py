"""Rebuilds names.tsv, the statistics of Chinese names by character.

    pip install jieba ngender sinonym && python -m kg.gazetteer.build_names

Sources: surnames with their share of ORCID's records from sinonym (Apache-2.0; ORCID's data is CC0), characters of
given names with counts of people from ngender (MIT); their place in the name, names of foreign sound, and the
frequencies in text from jieba's dictionary (MIT).
"""

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

TARGET = Path(__file__).with_name("names.tsv")
_HEAD = """\
# Statistics of names. Made by build_names.py from sinonym (Apache-2.0), ngender (MIT) and jieba (MIT).
# key      a character, a surname of two characters, or a word of two that begins like a name
# surname  people of this surname in a million; 0: none
# first, second, single  as the first or second of two given characters, and as the only one: in a million of its kind
# foreign  as a character of names of foreign sound, in a million
# text     in running text, in a million characters
"""
_COLUMNS = ("key", "surname", "first", "second", "single", "foreign", "text")


def _lines(package: str, path: str) -> Iterator[str]:
    with files(package).joinpath(path).open(encoding="utf-8-sig") as lines:
        yield from (line.rstrip("\n") for line in lines)


def _is_han(text: str) -> bool:
    return all("\u4e00" <= c <= "\u9fff" for c in text)


def _per_million(counts: Counter[str]) -> dict[str, int]:
    total = sum(counts.values())
    return {key: round(count * 1e6 / total) for key, count in counts.items()}


def _surnames() -> dict[str, float]:
    rows = (line.split(",") for line in list(_lines("sinonym", "data/familyname_orcid.csv"))[1:])
    return {key: max(1.0, float(share)) for key, share in rows if _is_han(key)}


def build() -> str:
    """The table as text."""
    surnames = _surnames()
    words, text, foreign = Counter[str](), Counter[str](), Counter[str]()
    places = {"first": Counter[str](), "second": Counter[str](), "single": Counter[str]()}
    for line in _lines("jieba", "dict.txt"):
        entry, count, tag = line.split(" ")
        if not _is_han(entry):
            continue
        if len(entry) == 2 and entry[0] in surnames:
            words[entry] += int(count)
        for char in entry:
            text[char] += int(count)
        if tag == "nrt" and len(entry) >= 4:
            foreign.update(entry)
        if tag == "nr" and len(entry) in (2, 3) and entry[0] in surnames:
            name = entry[1:]
            for position, char in zip(("single",) if len(name) == 1 else ("first", "second"), name, strict=True):
                places[position][char] += 1
    given = {place: Counter[str]() for place in places}
    for line in list(_lines("ngender", "charfreq.csv"))[1:]:
        char, male, female = line.split(",")
        seen = {place: counts[char] + 1 for place, counts in places.items()}
        for place, share in seen.items():
            given[place][char] = round((int(male) + int(female)) * share / sum(seen.values()))
    in_text = sum(text.values())
    columns = [
        {key: round(share) for key, share in surnames.items()},
        *(_per_million(given[place]) for place in ("first", "second", "single")),
        _per_million(foreign),
        {key: round(count * 1e6 / in_text) for key, count in (text + words).items()},
    ]
    rows = ["\t".join(_COLUMNS)]
    for key in sorted(set().union(*columns)):
        values = [column.get(key, 0) for column in columns]
        if any(values[:5]) or values[5] >= (20 if len(key) == 1 else 1):
            rows.append("\t".join(map(str, (key, *values))))
    return _HEAD + "\n".join(rows) + "\n"


if __name__ == "__main__":
    TARGET.write_text(build(), encoding="utf-8")
