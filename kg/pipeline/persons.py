"""Persons."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.spans import Match, annotate


def match(doc: Doc) -> list[Match]:
    """The persons."""
    return []


class Persons:
    """Writes `doc.spans["persons"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "persons", match(doc))
        return doc


@Language.factory("kg_persons", assigns=["doc.spans"])
def make_persons(nlp: Language, name: str) -> Persons:
    """The component as spaCy's config names it."""
    return Persons()
