"""partOf and locatedIn: from how names are built, from places that touch, and from units to their county's body."""

from collections.abc import Iterator
from itertools import pairwise

from kg.gazetteer import gazetteer
from kg.model import Relation
from kg.pipeline.orgs.short import chain
from kg.pipeline.relations.rules import Facts, relation, relation_rules
from kg.pipeline.spans import Match


def parts(facts: Facts) -> Iterator[Relation]:
    """partOf: each organisation inside a name is a part of the one before it."""
    for ent in facts.orgs:
        org = facts.built.get((ent.start, ent.end))
        if org is None:
            continue
        steps = [facts.canonical(name) for name in chain(facts.text, org)]
        for whole, part in pairwise(steps):
            yield relation(part, "partOf", whole, ent.start, ent.end, "relation.name")
        if len(steps) == 1:
            yield from _units(facts, ent)


def _units(facts: Facts, ent: Match) -> Iterator[Relation]:
    """A unit named by a place belongs to the body of its county that the article names most."""
    name = facts.name(ent)
    if len(facts.chain(name)) > 1:
        return
    for rule in relation_rules().units.values():
        if name.endswith(tuple(rule.endings)):
            body = next(filter(None, (facts.most_named((ending,)) for ending in rule.bodies)), None)
            if body and body != name:
                yield relation(name, "partOf", body, ent.start, ent.end, "relation.unit")
            return


def located(facts: Facts) -> Iterator[Relation]:
    """locatedIn: an organisation in the region its name begins with, a place in the one that stands before it."""
    for ent in facts.orgs:
        yield from _region(facts, ent)
    rules = relation_rules().places
    inner = {ent.start: ent for ent in facts.places}
    regions = {(ent.start, ent.end): org.region for ent in facts.orgs if (org := facts.built.get((ent.start, ent.end)))}
    below = {start: (start, end) for start, end in inner_regions(regions)}
    text = facts.text
    for upper in facts.places:
        name = text[upper.start : upper.end]
        for gap in ("", *rules.between):
            at = upper.end + len(gap)
            if not text.startswith(gap, upper.end):
                continue
            if at in inner:
                lower = text[inner[at].start : inner[at].end]
                is_road = upper.label == "FAC" and name.endswith(tuple(rules.roads))
                if is_road and (gap or not lower.endswith(tuple(rules.on_road))):
                    continue
                yield relation(lower, "locatedIn", name, upper.start, inner[at].end, "relation.adjacent")
            elif not gap and at in below and upper.label != "FAC":
                start, end = below[at]
                yield relation(text[start:end], "locatedIn", name, upper.start, end, "relation.adjacent")
        yield from _housed(facts, upper)


def inner_regions(regions: dict[tuple[int, int], tuple[int, int] | None]) -> Iterator[tuple[int, int]]:
    """The regions with which organisations' names begin."""
    for (start, _), region in regions.items():
        if region and region[0] == start:
            yield region


def _region(facts: Facts, ent: Match) -> Iterator[Relation]:
    """Each organisation in a name lies in the region that it names itself, or else in that of the one above it."""
    org, text = facts.built.get((ent.start, ent.end)), facts.text
    if org is None or org.level or org.region is None:
        return
    if (name := facts.name(ent)) != text[ent.start : ent.end] and facts.is_named(name):
        return  # the full name says it
    last: tuple[int, int] | None = None
    for end, own in zip((*org.parts, org.end), org.regions, strict=True):
        last = own or last
        if last and last[1] < end:
            name = facts.canonical(text[org.start : end])
            yield relation(name, "locatedIn", text[slice(*last)], ent.start, ent.end, "relation.region")


def _housed(facts: Facts, place: Match) -> Iterator[Relation]:
    """A building or estate lies in the place that its name begins with."""
    if place.label != "FAC":
        return
    places = relation_rules().places
    text, housed = facts.text, tuple(places.housed)
    name = text[place.start : place.end]
    for length in range(len(name) - 2, 1, -1):
        region = name[:length]
        if (region.endswith(places.divisions) and region in gazetteer().names()) or (
            region in facts.known_places and name.endswith(housed)
        ):
            yield relation(name, "locatedIn", region, place.start, place.end, "relation.region")
            return
