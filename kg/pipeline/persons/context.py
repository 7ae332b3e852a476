"""What the finders of names ask of a text: its words, its places, its titles, each worked out once."""

from functools import cache

import ahocorasick

from kg.gazetteer import gazetteer
from kg.pipeline.persons.titles import Title, title_before, titles
from kg.pipeline.words import Word, Words, segmenter

_AHEAD = 6
"""Characters that are segmented anew to see whether a word begins at a position."""
_TITLE = 12
"""Characters that a title with its ranks has at most."""


def is_han(char: str) -> bool:
    """Whether it is a common Han character; an empty string is none."""
    return "\u4e00" <= char <= "\u9fff"


@cache
def _title_words() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton(ahocorasick.STORE_LENGTH)
    for word in titles("before"):
        automaton.add_word(word)
    automaton.make_automaton()
    return automaton


@cache
def _place_heads() -> dict[str, tuple[int, ...]]:
    """The lengths of the places' names that begin with two characters, the longest first."""
    heads: dict[str, set[int]] = {}
    for name in gazetteer().names():
        heads.setdefault(name[:2], set()).add(len(name))
    return {head: tuple(sorted(lengths, reverse=True)) for head, lengths in heads.items()}


class NameContext:
    """One text with its words."""

    def __init__(self, text: str, words: Words):
        self.text, self.words = text, words
        self.title_ends = {last + 1 for last, _ in _title_words().iter(text)}
        self._ahead: dict[int, Word] = {}
        self._titles: dict[int, Title | None] = {}
        self._places: dict[int, int] = {}

    def title(self, end: int) -> Title | None:
        """The title that ends at `end`, unless it goes on there (护士 in 护士长)."""
        if end not in self.title_ends:
            return None
        if end not in self._titles:
            found = title_before(self.text, end, max(0, end - _TITLE))
            longer = found and self.text[found.end - len(found.word) : end + 1] in titles("before")
            self._titles[end] = None if longer else found
        return self._titles[end]

    def place_end(self, start: int) -> int:
        """The end of the longest known place that starts there; `start` where none does."""
        if start not in self._places:
            lengths = _place_heads().get(self.text[start : start + 2], ())
            names = gazetteer().names()
            ends = (start + n for n in lengths if self.text[start : start + n] in names)
            self._places[start] = next(ends, start)
        return self._places[start]

    def ahead(self, position: int) -> Word:
        """The word of the dictionary that begins at `position`, which must lie within the text."""
        if position not in self._ahead:
            piece, tag = segmenter().tag(self.text[position : position + _AHEAD], False)[0]
            self._ahead[position] = Word(position, position + len(piece), piece, tag)
        return self._ahead[position]

    def word_ahead(self, position: int) -> str:
        """The text of that word."""
        return self.ahead(position).text
