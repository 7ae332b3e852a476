"""Who is meant: canonical names of mentions, and the anaphors that stand for them."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.spans import annotate


class References:
    """Writes `doc.spans["anaphors"]` and `doc.user_data["names"]`: (start, end) -> canonical name."""

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data["names"] = {(ent.start, ent.end): ent.text for ent in doc.ents}
        annotate(doc, "anaphors", [])
        return doc


@Language.factory("kg_references", requires=["doc.ents"], assigns=["doc.spans"])
def make_references(nlp: Language, name: str) -> References:
    """The component as spaCy's config names it."""
    return References()
