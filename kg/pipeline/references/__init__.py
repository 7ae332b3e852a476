"""Who is meant: canonical names of mentions, and the anaphors that stand for them."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.references.anaphors import find_anaphors
from kg.pipeline.references.canonical import Named, canonical_names
from kg.pipeline.spans import annotate


def resolve(doc: Doc, start: int, end: int) -> str | None:
    """The canonical name of the mention or anaphor at [start, end), None where there is none."""
    return doc.user_data["names"].get((start, end))


class References:
    """Writes `doc.spans["anaphors"]` and `doc.user_data["names"]`: (start, end) -> canonical name."""

    def __call__(self, doc: Doc) -> Doc:
        named = Named(doc)
        names = {(ent.start, ent.end): ent.text for ent in doc.ents} | canonical_names(named)
        names |= {extent: name for extent, name in doc.user_data.get("lexicon", {}).items() if extent in names}
        named.names = names
        found = find_anaphors(doc, named)
        doc.user_data["names"] = names | {(m.start, m.end): m.value for m in found}
        doc.user_data["org_chains"] = named.chains
        annotate(doc, "anaphors", (m._replace(value="") for m in found))
        return doc


@Language.factory("kg_references", requires=["doc.ents"], assigns=["doc.spans"])
def make_references(nlp: Language, name: str) -> References:
    """The component as spaCy's config names it."""
    return References()
