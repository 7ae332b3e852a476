"""Dates and times."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.spans import Match, annotate


def match(doc: Doc) -> list[Match]:
    """The time expressions."""
    return []


class Times:
    """Writes `doc.spans["times"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "times", match(doc))
        return doc


@Language.factory("kg_times", assigns=["doc.spans"])
def make_times(nlp: Language, name: str) -> Times:
    """The component as spaCy's config names it."""
    return Times()
