"""Places."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.spans import Match, annotate


def match(doc: Doc) -> list[Match]:
    """The places."""
    return []


class Places:
    """Writes `doc.spans["places"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "places", match(doc))
        return doc


@Language.factory("kg_places", assigns=["doc.spans"])
def make_places(nlp: Language, name: str) -> Places:
    """The component as spaCy's config names it."""
    return Places()
