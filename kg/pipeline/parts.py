"""Headline, dateline, byline and body of an article, as spans; who is named in a byline is a person."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.component import Component
from kg.pipeline.spans import Match, annotate, text_of
from kg.read.parts import find_parts


class Parts(Component):
    """Writes `doc.spans["parts"]` (label: the kind) and `doc.spans["bylines"]` (persons)."""

    def __call__(self, doc: Doc) -> Doc:
        parts = find_parts(text_of(doc))
        annotate(doc, "parts", (Match(p.start, p.end, p.kind, "parts." + p.kind) for p in parts))
        annotate(
            doc,
            "bylines",
            (Match(start, end, "PERSON", "person.byline") for p in parts for _, start, end in p.names),
        )
        return doc


@Language.factory("kg_parts", assigns=["doc.spans"])
def make_parts(nlp: Language, name: str) -> Parts:
    """The component as spaCy's config names it."""
    return Parts()
