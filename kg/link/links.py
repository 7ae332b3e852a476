"""The edges that only several articles together tell: copies, one event in two articles, names that may be one."""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from kg.link.candidates import candidates
from kg.link.copies import near_copies
from kg.link.decisions import Decisions
from kg.link.evidence import evidence
from kg.link.identity import article_key, node_id
from kg.model import Record

COPY, DECIDED, CANDIDATE = "link.copy", "link.decision", "link.candidate"  # the rules on their evidence


def add_links(graph: nx.MultiDiGraph, records: Iterable[Record], decisions: Decisions) -> None:
    """Add the edges of kind `link` to a graph of these records (see kg.link), but for what the user says differs."""
    by_id = {record.id: record for record in records}
    joined = decisions.joined()
    for copy in near_copies(by_id.values()):
        ends = frozenset(map(article_key, (copy.copy, copy.original)))
        if ends not in joined and not decisions.differ(*ends):
            sentence = copy.start, copy.end
            proof = evidence(by_id[copy.copy], sentence, *sentence, COPY, copy.score)
            one, other = (node_id(article_key(article)) for article in (copy.copy, copy.original))
            shared = f"{copy.score:.0%} of the shorter text"
            _link(graph, one, other, "copyOf", copy.score, [shared], [proof], asserted=True)
    for type_, one, other, score, reasons in candidates(graph):
        ends = frozenset((graph.nodes[one]["key"], graph.nodes[other]["key"]))
        if ends not in joined and not decisions.differ(*ends):
            proofs = [_first(graph, node, CANDIDATE, score) for node in (one, other)]
            _link(graph, one, other, type_, score, list(reasons), proofs, asserted=False)
    for pair in sorted(map(sorted, joined)):
        one, other = (node_id(key) for key in pair)
        if one in graph and other in graph:
            type_ = "sameEvent"
            if graph.nodes[one]["kind"] == "article":
                type_ = "copyOf"
                other, one = sorted((one, other), key=lambda node: _day(graph, node))
            proofs = [_first(graph, node, DECIDED, 1.0) for node in (one, other)]
            _link(graph, one, other, type_, 1.0, ["decided"], proofs, asserted=True)


def _day(graph: nx.MultiDiGraph, article: str) -> tuple[str, str]:
    return graph.nodes[article]["published"] or "9", graph.nodes[article]["article"]


def _link(
    graph: nx.MultiDiGraph, one: str, other: str, type_: str, score: float, reasons: list[str],
    proofs: list[dict[str, Any]], *, asserted: bool,
) -> None:  # fmt: skip
    graph.add_edge(
        one, other, key=type_, kind="link", type=type_, title=None, asserted=asserted, evidence=proofs,
        confidence=score, reasons=reasons,
    )  # fmt: skip


def _first(graph: nx.MultiDiGraph, node: str, rule: str, score: float) -> dict[str, Any]:
    """The evidence that comes first for a node: where an event is told, an entity is named, an article begins."""
    if graph.nodes[node]["kind"] == "event":
        proofs = graph.nodes[node]["evidence"]
    else:
        edges = [edge for *_, edge in (*graph.in_edges(node, data=True), *graph.out_edges(node, data=True))]
        proofs = [edge["evidence"][0] for edge in edges if edge["kind"] != "link"]
    first = min(proofs, key=lambda proof: (proof["article"], proof["start"], proof["end"]))
    return first | {"rule": rule, "confidence": score}
