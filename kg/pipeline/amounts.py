"""Amounts."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.spans import Match, annotate


def match(doc: Doc) -> list[Match]:
    """The amounts."""
    return []


class Amounts:
    """Writes `doc.spans["amounts"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "amounts", match(doc))
        return doc


@Language.factory("kg_amounts", assigns=["doc.spans"])
def make_amounts(nlp: Language, name: str) -> Amounts:
    """The component as spaCy's config names it."""
    return Amounts()
