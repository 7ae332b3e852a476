"""Statistics of Chinese names by character: how much a string looks like a person's name.

`python -m kg.gazetteer.build_names` rebuilds names.tsv and names the sources and their licences.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import log

_SHORT, _LONG = log(0.15), log(0.85)
"""Shares of given names of one and of two characters among today's Chinese (yearly reports of the police)."""
_UNSEEN = 0.5
"""Smoothing, in a million."""
_SELDOM = 0.02
"""A surname of two characters that running text does not show as a word, in a million."""


class Names:
    """Log-odds of characters as parts of a name against running text; get it from `statistics()`."""

    def __init__(self, table: Iterable[str]):
        self.surnames: dict[str, float] = {}
        self.first: dict[str, float] = {}
        self.second: dict[str, float] = {}
        self.single: dict[str, float] = {}
        self.foreign: dict[str, float] = {}
        self.text: dict[str, float] = {}
        for line in table:
            key, *counts = line.split("\t")
            surname, first, second, single, foreign, text = (int(count) + _UNSEEN for count in counts)
            if surname > _UNSEEN:
                self.surnames[key] = log(surname / text)
            self.text[key] = log(text / 1e6)
            if len(key) > 1:
                continue
            self.first[key], self.second[key] = log(first / text), log(second / text)
            self.single[key], self.foreign[key] = log(single / text), log(foreign / text)
        self._none = log(_UNSEEN / _UNSEEN)

    def surname(self, key: str) -> float:
        """Log-odds of a surname; one that is not counted has half a person in a million."""
        known = self.surnames.get(key)
        return known if known is not None else log(_UNSEEN / 1e6) - self.text.get(key, log(_SELDOM / 1e6))

    def word(self, pair: str) -> float:
        """Log-odds of two characters as chance neighbours against the word they make; 0 where they make none."""
        if len(pair) != 2 or pair not in self.text:
            return 0.0
        rare = log(_UNSEEN / 1e6)
        return min(0.0, self.text.get(pair[0], rare) + self.text.get(pair[1], rare) - self.text[pair])

    def given(self, name: str) -> float:
        """Log-odds of a given name of one or two characters, that of its length included."""
        if len(name) == 1:
            return _SHORT + self.single.get(name, self._none)
        return _LONG + self.first.get(name[0], self._none) + self.second.get(name[1], self._none)


@cache
def statistics() -> Names:
    """The statistics, read once (about 10 ms)."""
    lines = files(__package__).joinpath("names.tsv").read_text(encoding="utf-8").splitlines()
    return Names(line for line in lines if not line.startswith(("#", "key\t")))
