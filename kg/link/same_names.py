"""Names that may be one: similar organisations, places, named events whose regions agree, persons of one name."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import networkx as nx
from rapidfuzz.distance import Indel

from kg.link.candidates import Candidate, pairs
from kg.link.identity import PLACES, is_masked
from kg.link.regions import county, place_of, within
from kg.link.rules import rules

_LEAST = 0.6
_SIMILAR = 0.8  # Indel similarity, the normalized longest common subsequence, of two names
_EDGE = 2  # characters at either end of a name: two names of a region are compared where one is equal
_REWORDED = 0.9  # names that differ by known words alone
_WITHIN, _HALF, _UNKNOWN = 0.95, 0.75, 0.65  # one region in the other, one region unknown, both unknown
# What speaks for one person in two. A name of two characters says little, a long foreign one much.
_SHORT, _FULL, _LONG, _TITLE, _BODY, _REGION = 0.3, 0.4, 0.6, 0.3, 0.35, 0.2


def same_names(graph: nx.MultiDiGraph) -> Iterator[Candidate]:
    """The pairs of organisations, places, named events and persons that score 0.6 or more."""
    yield from _things(graph)
    yield from _persons(graph)


class _Named(NamedTuple):
    """What is compared of an organisation, a place or a named event."""

    name: str
    region: str | None  # a code, '' for the whole country, None where it is unknown
    core: str  # without its region and what the short names of firms leave out
    bare: bool  # whether it is also called so, with no region before


def _things(graph: nx.MultiDiGraph) -> Iterator[Candidate]:
    named: dict[str, _Named] = {}
    blocks: dict[tuple[str, ...], list[str]] = {}
    for node, data in graph.nodes(data=True):
        if data["kind"] == "entity" and (
            data["type"] in ("ORG", "EVENT") or (data["type"] in PLACES and not data["code"])
        ):
            kind, _, rest = data["key"].partition(":")
            scope, _, name = rest.rpartition(":")
            region = scope if not scope or place_of(scope) else None
            named[node] = _Named(name, region, _core(name, region or ""), name in (data["name"], *data["aliases"]))
            for word in sorted({name, named[node].core, _later(name)}):
                blocks.setdefault((kind, word), []).append(node)
            if region is not None:
                for edge in sorted({name[:_EDGE], name[-2 * _EDGE :]}):
                    blocks.setdefault((kind, region, edge), []).append(node)
    for one, other in pairs(blocks.values()):
        score, reasons = _compared(named[one], named[other])
        if score >= _LEAST:
            yield Candidate("candidate", one, other, round(score, 2), reasons)


@cache
def _later(name: str) -> str:
    """The name of the body that one went into; its own where none is known."""
    return next((present for present, former in rules().merged.items() if name in former), name)


@cache
def _core(name: str, region: str) -> str:
    place, left_out = place_of(region), rules().similar.left_out
    begun = [n for n in (place.name, *place.shorts) if name.startswith(n)] if place else []
    core = name.removeprefix(max(begun, key=len, default=""))
    while ending := next((word for word in left_out if core.endswith(word) and len(core) > len(word) + 1), ""):
        core = core.removesuffix(ending)
    return core


def _compared(one: _Named, other: _Named) -> tuple[float, tuple[str, ...]]:
    fit, where = _regions(one.region, other.region)
    two = one.region and other.region and one.region != other.region and not (one.bare or other.bare)
    if not fit or two:  # 海州市公安局 is not 海州市青山区公安局
        return 0.0, ()
    if one.name == other.name:
        return fit, ("same name", where)
    if _later(one.name) == _later(other.name):
        return _REWORDED * fit, (f"{one.name} and {other.name} became {_later(one.name)}", where)
    if one.core == other.core and len(one.core) > 1:
        return _REWORDED * fit, (f"both are called {one.core}", where)
    similar = Indel.normalized_similarity(one.name, other.name, score_cutoff=_SIMILAR)
    if fit < _WITHIN or not similar or _contrasted(one.name, other.name):
        return 0.0, ()
    return similar * fit, (f"similar names, {similar:.2f}", where)


def _regions(one: str | None, other: str | None) -> tuple[float, str]:
    """How well two regions agree, 0 where they do not."""
    if one is None or other is None:
        return (_UNKNOWN, "both without a region") if one == other else (_HALF, "one without a region")
    if one == other:
        return 1.0, "same region"
    inside = not one or not other or one in within(other) or other in within(one)
    return (_WITHIN, "one region within the other") if inside else (0.0, "")


def _contrasted(one: str, other: str) -> bool:
    """Whether two names differ by a word that tells two things apart: 第一小学, 第二小学."""
    contrasts = rules().similar.contrasts
    operations = Indel.editops(one, other)
    changed = (one[op.src_pos] if op.tag == "delete" else other[op.dest_pos] for op in operations)
    return any(character in contrasts for character in changed)


class _Person(NamedTuple):
    """What is compared of a person; regions are codes of the bodies', else of what their articles name."""

    titles: frozenset[str]
    bodies: frozenset[str]  # and what these are part of
    regions: frozenset[str]


def _persons(graph: nx.MultiDiGraph) -> Iterator[Candidate]:
    names: dict[str, list[str]] = {}
    for node, data in graph.nodes(data=True):
        if data["type"] == "PERSON" and not is_masked(data["name"]):
            names.setdefault(data["name"], []).append(node)
    known = {node: _person(graph, node) for nodes in names.values() if len(nodes) > 1 for node in nodes}
    for one, other in pairs(names.values()):
        score, reasons = _alike(graph, graph.nodes[one]["name"], known[one], known[other])
        if score >= _LEAST:
            yield Candidate("candidate", one, other, round(min(score, 1.0), 2), tuple(reasons))


def _person(graph: nx.MultiDiGraph, node: str) -> _Person:
    posts = [(body, edge["title"]) for _, body, edge in graph.out_edges(node, data=True) if edge["type"] == "memberOf"]
    bodies = {body for body, _ in posts}
    whole = {w for body in bodies for _, w, edge in graph.out_edges(body, data=True) if edge["type"] == "partOf"}
    regions = {code for body in bodies if (code := graph.nodes[body]["key"].split(":")[1]) and place_of(code)}
    if not regions:
        articles = [article for article, _, edge in graph.in_edges(node, data=True) if edge["kind"] == "mention"]
        places = {graph.nodes[p]["code"] for article in articles for p in graph.successors(article)
                  if graph.nodes[p]["kind"] == "entity"}  # fmt: skip
        regions = {county(code) for code in places if code and (p := place_of(county(code))) and p.level == "county"}
    return _Person(frozenset(title for _, title in posts if title), frozenset(bodies | whole), frozenset(regions))


def _alike(graph: nx.MultiDiGraph, name: str, one: _Person, other: _Person) -> tuple[float, list[str]]:
    score, reasons = (_SHORT if len(name) < 3 else _FULL if len(name) < 5 else _LONG), ["same name"]
    near = [code for code in sorted(one.regions) for c in other.regions if code in within(c) or c in within(code)]
    bodies = one.bodies & other.bodies
    if one.regions and other.regions and not near and not bodies:
        return 0.0, []
    if bodies:
        score += _BODY
        reasons.append("both in " + "、".join(sorted(graph.nodes[body]["name"] for body in bodies)))
    elif near:
        score += _REGION
        reasons.append("both in " + "、".join(sorted({place.name for code in near if (place := place_of(code))})))
    if titles := one.titles & other.titles:
        score += _TITLE
        reasons.append("both " + "、".join(sorted(titles)))
    return score, reasons
