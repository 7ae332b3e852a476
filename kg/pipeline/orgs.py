"""Organisations."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.spans import Match, annotate


def match(doc: Doc) -> list[Match]:
    """The organisations."""
    return []


class Organisations:
    """Writes `doc.spans["orgs"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "orgs", match(doc))
        return doc


@Language.factory("kg_orgs", assigns=["doc.spans"])
def make_orgs(nlp: Language, name: str) -> Organisations:
    """The component as spaCy's config names it."""
    return Organisations()
