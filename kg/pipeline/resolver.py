"""One decision over all proposals: which spans become the document's entities."""

from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.pipeline.lexicon import NONE
from kg.pipeline.spans import Match, read_matches

# Flat and longest-match; where two sources propose the same extent, the more specific source is believed.
SOURCES = ("lexicon", "named", "times", "amounts", "orgs", "bylines", "persons", "places")


def match(proposals: list[tuple[int, Match]]) -> list[Match]:
    """Non-overlapping matches, in text order, of (rank of the source, match): longest first, then lowest rank."""
    taken_starts: list[int] = []
    taken: list[Match] = []
    for _, m in sorted(proposals, key=lambda p: (p[1].start - p[1].end, p[0], p[1].start)):
        after = bisect_left(taken_starts, m.end)
        before = bisect_right(taken_starts, m.start)
        if after != before or (before and taken[before - 1].end > m.start):
            continue
        taken_starts.insert(before, m.start)
        taken.insert(before, m)
    return taken


class Resolver:
    """Fills `doc.ents` from the span groups of all sources."""

    def __call__(self, doc: Doc) -> Doc:
        proposals = [(rank, m) for rank, key in enumerate(SOURCES) for m in read_matches(doc, key)]
        kept = (m for m in match(proposals) if m.label != NONE)
        doc.ents = [Span(doc, m.start, m.end, label=m.label, span_id=m.rule, kb_id=m.value) for m in kept]
        return doc


@Language.factory("kg_resolver", requires=["doc.spans"], assigns=["doc.ents"])
def make_resolver(nlp: Language, name: str) -> Resolver:
    """The component as spaCy's config names it."""
    return Resolver()
