"""Named events, works and laws."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.spans import Match, annotate


def match(doc: Doc) -> list[Match]:
    """The named events, works and laws."""
    return []


class Named:
    """Writes `doc.spans["named"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "named", match(doc))
        return doc


@Language.factory("kg_named", assigns=["doc.spans"])
def make_named(nlp: Language, name: str) -> Named:
    """The component as spaCy's config names it."""
    return Named()
