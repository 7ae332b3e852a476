"""One decision over all proposals: which spans become the document's entities."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.pipeline.component import Component
from kg.pipeline.lexicon import NONE
from kg.pipeline.spans import Match

# Flat and longest-match; where two sources propose the same extent, the more specific source is believed.
SOURCES = ("lexicon", "named", "times", "amounts", "orgs", "bylines", "persons", "places")

Proposal = TypeVar("Proposal", Match, Span)


def match(proposals: Sequence[tuple[int, Proposal]]) -> list[Proposal]:
    """Non-overlapping matches, in text order, of (rank of the source, match): longest first, then lowest rank."""
    taken_starts: list[int] = []
    taken: list[tuple[int, Proposal]] = []  # end, match
    keyed = [(m.start - m.end, rank, m.start, m.end, index) for index, (rank, m) in enumerate(proposals)]
    for _, _, start, end, index in sorted(keyed):
        after = bisect_left(taken_starts, end)
        before = bisect_right(taken_starts, start)
        if after != before or (before and taken[before - 1][0] > start):
            continue
        taken_starts.insert(before, start)
        taken.insert(before, (end, proposals[index][1]))
    return [m for _, m in taken]


def sited(places: Iterable[Span]) -> list[tuple[int, Span]]:
    """Places right behind another, which a name of the same extent that only looks like a person's yields to:
    嵩县|白云山."""
    ends = {place.end for place in places}
    rank = SOURCES.index("named")
    return [(rank, place) for place in places if place.start in ends and place.end - place.start > 2]


class Resolver(Component):
    """Fills `doc.ents` from the span groups of all sources."""

    def __call__(self, doc: Doc) -> Doc:
        groups = [(rank, doc.spans[key]) for rank, key in enumerate(SOURCES) if key in doc.spans]
        proposals = [(rank, span) for rank, group in groups for span in group]
        if "places" in doc.spans:
            proposals += sited(doc.spans["places"])
        kept = match(proposals)
        doc.set_ents([span for span in kept if span.label_ != NONE])
        return doc


@Language.factory("kg_resolver", requires=["doc.spans"], assigns=["doc.ents"])
def make_resolver(nlp: Language, name: str) -> Resolver:
    """The component as spaCy's config names it."""
    return Resolver()
