"""Who is meant: canonical names of mentions, and the anaphors that stand for them."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.component import Component
from kg.pipeline.references.anaphors import find_anaphors
from kg.pipeline.references.canonical import Named, canonical_names, full_persons
from kg.pipeline.references.persons import find_persons
from kg.pipeline.references.places import find_places
from kg.pipeline.spans import Match, annotate, mentions, text_of


def resolve(doc: Doc, start: int, end: int) -> str | None:
    """The canonical name of the mention or anaphor at [start, end), None where there is none."""
    return doc.user_data["names"].get((start, end))


class References(Component):
    """Writes `doc.spans["anaphors"]`, and whom they stand for.

    `doc.user_data["names"]`: (start, end) of a mention or anaphor -> canonical name, for an anaphor of several the
    first. `doc.user_data["referents"]`: (start, end) of an anaphor -> the names of all that it stands for.
    """

    def __call__(self, doc: Doc) -> Doc:
        named = Named(doc)
        text = text_of(doc)
        names = {(ent.start, ent.end): text[ent.start : ent.end] for ent in mentions(doc)}
        names |= canonical_names(named) | full_persons(doc)
        names |= {extent: name for extent, name in doc.user_data.get("lexicon", {}).items() if extent in names}
        named.names = names
        found = find_anaphors(doc, named)
        found += find_places(doc, _taken(doc, found))
        found += find_persons(doc, names, _taken(doc, found))
        referents: dict[tuple[int, int], list[str]] = {}
        for m in found:
            referents.setdefault((m.start, m.end), []).append(m.value)
        doc.user_data["referents"] = referents
        doc.user_data["names"] = names | {extent: meant[0] for extent, meant in referents.items()}
        doc.user_data["org_chains"] = named.chains
        annotate(doc, "anaphors", sorted({m._replace(value="") for m in found}))
        return doc


def _taken(doc: Doc, found: list[Match]) -> bytearray:
    """A mark at each character of an entity or anaphor; an amount may be an anaphor besides: 两人."""
    taken = bytearray(len(doc))
    extents = [(ent.start, ent.end) for ent in mentions(doc) if ent.label != "QUANTITY"]
    for start, end in (*extents, *((m.start, m.end) for m in found)):
        taken[start:end] = b"\x01" * (end - start)
    return taken


@Language.factory("kg_references", requires=["doc.ents"], assigns=["doc.spans"])
def make_references(nlp: Language, name: str) -> References:
    """The component as spaCy's config names it."""
    return References()
