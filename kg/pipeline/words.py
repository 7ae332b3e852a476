"""Word boundaries as evidence: rjieba's segmentation with its part-of-speech tags (jieba's dictionary).

A segmenter errs around names, so no span is cut by it; rules ask it where a word may begin or end.
"""

from functools import cache
from typing import NamedTuple

import rjieba
from spacy.tokens import Doc

from kg.pipeline.spans import text_of


class Word(NamedTuple):
    """A word with its offsets and jieba's tag (v verb, n noun, nr person, ns place, m number, …) or an entity label."""

    start: int
    end: int
    text: str
    tag: str


class Words:
    """The words of a text; `at[i]` is the index in `words` of the word that covers character i."""

    def __init__(self, words: list[Word], length: int):
        self.words = words
        self.at = [0] * length
        for index, word in enumerate(words):
            self.at[word.start : word.end] = [index] * (word.end - word.start)
        self.starts = {word.start for word in words}
        self.ends = {word.end for word in words}

    def covering(self, position: int) -> Word:
        """The word over the character at `position`."""
        return self.words[self.at[position]]


@cache
def segmenter() -> rjieba.Jieba:
    """The shared segmenter (its dictionary loads once, in about 0.1 s)."""
    return rjieba.Jieba()


def cut(text: str, offset: int = 0, *, unknown: bool = True) -> list[Word]:
    """The words of a text, tagged; offsets are shifted by `offset`.

    With `unknown`, characters that make no word of the dictionary may be guessed to be one together.
    """
    words, start = [], offset
    for piece, tag in segmenter().tag(text, unknown):
        words.append(Word(start, start + len(piece), piece, tag))
        start += len(piece)
    return words


def words_of(doc: Doc) -> Words:
    """The plain segmentation of the doc's text, made once a doc."""
    if "words" not in doc.user_data:
        doc.user_data["words"] = Words(cut(text_of(doc)), len(doc))
    return doc.user_data["words"]


def entity_words(doc: Doc) -> Words:
    """The segmentation in which each entity of `doc.ents` is one word tagged with its label; made once a doc."""
    if "entity_words" not in doc.user_data:
        text, words, done = text_of(doc), [], 0
        for ent in doc.ents:
            words += cut(text[done : ent.start], done)
            words.append(Word(ent.start, ent.end, text[ent.start : ent.end], ent.label_))
            done = ent.end
        words += cut(text[done:], done)
        doc.user_data["entity_words"] = Words(words, len(doc))
    return doc.user_data["entity_words"]
