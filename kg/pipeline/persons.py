"""Persons: every way in which news name them."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.han_names import HanNames
from kg.pipeline.spans import Match, annotate
from kg.pipeline.words import words_of


def match(doc: Doc) -> list[Match]:
    """The persons, in text order, without overlap."""
    found = HanNames(doc.text, words_of(doc)).find()
    return [Match(name.start, name.end, "PERSON", name.rule) for name in found]


class Persons:
    """Writes `doc.spans["persons"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "persons", match(doc))
        return doc


@Language.factory("kg_persons", assigns=["doc.spans"])
def make_persons(nlp: Language, name: str) -> Persons:
    """The component as spaCy's config names it."""
    return Persons()
