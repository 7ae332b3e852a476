"""Word boundaries as evidence: rjieba's segmentation with its part-of-speech tags (jieba's dictionary).

A segmenter errs around names, so no span is cut by it; rules ask it where a word may begin or end.
"""

from collections.abc import Container, Sequence
from functools import cache, cached_property, partial
from itertools import accumulate, chain, compress, count, repeat
from operator import itemgetter
from typing import NamedTuple

import rjieba
from spacy.tokens import Doc

from kg.pipeline.spans import mentions, text_of


class Word(NamedTuple):
    """A word with its offsets and jieba's tag (v verb, n noun, nr person, ns place, m number, …) or an entity label."""

    start: int
    end: int
    text: str
    tag: str


class Words:
    """The words of a text, from the pieces that make it up and their tags.

    `at[i]` is the word over character i.
    """

    def __init__(self, pieces: Sequence[str], tags: Sequence[str]):
        self.pieces = pieces
        self._lengths = list(map(len, pieces))
        bounds = list(accumulate(self._lengths, initial=0))
        # Word._make without a call in Python for each word
        fields = zip(bounds[:-1], bounds[1:], pieces, tags, strict=True)
        self.words: list[Word] = list(map(partial(tuple.__new__, Word), fields))
        self.at: list[Word] = list(chain.from_iterable(map(repeat, self.words, self._lengths)))

    @cached_property
    def starts(self) -> set[int]:
        """Where words begin."""
        return {word[0] for word in self.words}

    @cached_property
    def ends(self) -> set[int]:
        """Where words end."""
        return {word[1] for word in self.words}

    def covering(self, position: int) -> Word:
        """The word over the character at `position`."""
        return self.at[position]

    def among(self, known: Container[str]) -> list[Word]:
        """The words that a dictionary holds."""
        return list(compress(self.words, map(known.__contains__, self.pieces)))

    def beginning(self, heads: Container[str]) -> list[int]:
        """The indices of the words that begin with one of the characters."""
        return list(compress(count(), map(heads.__contains__, map(_FIRST, self.pieces))))

    def longer(self, size: int) -> list[int]:
        """The indices of the words of more than `size` characters."""
        return list(compress(count(), map(size.__lt__, self._lengths)))

    def __getitem__(self, index: int) -> Word:
        return self.words[index]

    def __len__(self) -> int:
        return len(self.words)


_FIRST = itemgetter(0)


@cache
def segmenter() -> rjieba.Jieba:
    """The shared segmenter (its dictionary loads once, in about 0.1 s)."""
    return rjieba.Jieba()


@cache
def has_word(word: str) -> bool:
    """Whether the segmenter's dictionary holds the word; the tags of others are guesses."""
    return segmenter().has_word(word)


def cut(text: str, offset: int = 0, *, unknown: bool = True) -> list[Word]:
    """The words of a text, tagged; offsets are shifted by `offset`.

    With `unknown`, characters that make no word of the dictionary may be guessed to be one together.
    """
    words, start = [], offset
    for piece, tag in segmenter().tag(text, unknown):
        words.append(Word(start, start + len(piece), piece, tag))
        start += len(piece)
    return words


def tagged(segmenter: rjieba.Jieba, text: str) -> Words:
    """The words of a text as a segmenter finds and tags them."""
    return _words(segmenter.tag(text))


def _words(found: list[tuple[str, str]]) -> Words:
    """Words from pairs of piece and tag."""
    return Words(*zip(*found, strict=True)) if found else Words((), ())


def words_of(doc: Doc) -> Words:
    """The plain segmentation of the doc's text, made once a doc."""
    if "words" not in doc.user_data:
        doc.user_data["words"] = tagged(segmenter(), text_of(doc))
    return doc.user_data["words"]


def entity_words(doc: Doc) -> Words:
    """The segmentation in which each entity of `doc.ents` is one word tagged with its label; made once a doc."""
    if "entity_words" not in doc.user_data:
        text, done = text_of(doc), 0
        found: list[tuple[str, str]] = []
        for ent in mentions(doc):
            if done < ent.start:
                found += segmenter().tag(text[done : ent.start])
            found.append((text[ent.start : ent.end], ent.label))
            done = ent.end
        found += segmenter().tag(text[done:])
        doc.user_data["entity_words"] = _words(found)
    return doc.user_data["entity_words"]
