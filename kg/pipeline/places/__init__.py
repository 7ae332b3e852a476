"""Places: the gazetteer's names where they are places, and names known by how they are built.

All are proposed, those inside the names of organisations too; the resolver keeps the longer.
"""

from spacy.language import Language
from spacy.tokens import Doc

from kg.gazetteer import gazetteer
from kg.pipeline.component import Component
from kg.pipeline.places.known import Hit, KnownPlaces, place_words
from kg.pipeline.places.names import PlaceNames
from kg.pipeline.places.rules import place_rules
from kg.pipeline.spans import Match, annotate, text_of


def match(doc: Doc) -> list[Match]:
    """The places of a doc of one character a token, in order, without overlap; `value` is the code or ''."""
    text = text_of(doc)
    words = place_words(text)
    known = KnownPlaces(text, words)
    hits = known.find()
    spans: dict[tuple[int, int], Match | Hit] = {
        (m.start, m.end): m for m in PlaceNames(text, words, known).find()
    }
    spans |= {(hit.start, hit.end): hit for hit in hits}
    chosen: list[Match | Hit] = []
    for (start, end), item in sorted(spans.items(), key=lambda s: (s[0][0], -s[0][1])):
        if not chosen or chosen[-1].end <= start:
            chosen.append(item)
        elif end - start > chosen[-1].end - chosen[-1].start:
            chosen[-1] = item
    covered = {position for item in chosen for position in range(item.start, item.end)}
    for nation in place_rules().words.nation.finditer(text):
        if nation.start() in words.starts and nation.start() not in covered:
            chosen.append(Match(nation.start(), nation.end(), "GPE", "place.nation"))
    return _coded(sorted(chosen, key=lambda m: m.start))


def _coded(chosen: list[Match | Hit]) -> list[Match]:
    """The matches, those of the gazetteer with label and code."""
    hits = [m for m in chosen if isinstance(m, Hit)]
    ends = {m.end for m in chosen}
    places = gazetteer().resolve([(hit.name, hit.start in ends) for hit in hits])
    found = dict(zip(hits, places, strict=True))
    matches = []
    for item in chosen:
        if isinstance(item, Hit):
            place = found[item]
            known = place or next(iter(gazetteer().lookup(item.name)), None)
            label = known.label if known else "LOC" if item.level == "land" else "GPE"
            code = place.code if place else ""
            matches.append(Match(item.start, item.end, label, item.rule, code))
        else:
            matches.append(item)
    return matches


class Places(Component):
    """Writes `doc.spans["places"]`: label GPE, LOC or FAC, the rule as `id_`, the code as `kb_id_`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "places", match(doc))
        return doc


@Language.factory("kg_places", assigns=["doc.spans"])
def make_places(nlp: Language, name: str) -> Places:
    """The component as spaCy's config names it."""
    return Places()
