"""Sentence boundaries of Chinese news: at 。！？…… and newlines, closing quotes drawn to the sentence they end."""

import re
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.component import Component
from kg.pipeline.spans import text_of

# A decimal point is no stop, and a half-width ! or ? ends a sentence like the full-width one. A stop inside a
# quotation that the sentence goes on behind (“…！”驾驶人说) is a boundary all the same: quoted speech is a sentence.
_STOP = re.compile(r"(?:[。！？!?]|…{1,3}(?=[\n”’」』]))+[”’」』\"）)]*|\n+")


def match(text: str) -> list[int]:
    """The offsets at which a sentence starts, 0 first (none for an empty text)."""
    starts = [0] if text else []
    for found in _STOP.finditer(text):
        if found.end() < len(text) and found.end() > starts[-1]:
            starts.append(found.end())
    return starts


class SentenceSplitter(Component):
    """Sets `token.is_sent_start` for every token."""

    def __call__(self, doc: Doc) -> Doc:
        starts: Any = numpy.full((len(doc), 1), -1, dtype="int64")
        starts[match(text_of(doc))] = 1
        return doc.from_array(["SENT_START"], starts.astype("uint64"))


@Language.factory("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
def make_sentences(nlp: Language, name: str) -> SentenceSplitter:
    """The component as spaCy's config names it."""
    return SentenceSplitter()
