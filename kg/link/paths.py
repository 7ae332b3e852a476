"""Names to nodes, and the shortest chains between two names with the evidence of each step."""

from itertools import islice, pairwise
from typing import Any, NamedTuple

import networkx as nx

from kg.errors import InputError


class Step(NamedTuple):
    """One edge of a chain: from the node `source` to `target` (ids), of that type, `forward` or against the arrow.

    `evidence` is the best there is for it (see `kg.link`).
    """

    source: str
    target: str
    type: str
    forward: bool
    evidence: dict[str, Any]


def named(graph: nx.MultiDiGraph, name: str) -> list[str]:
    """The entities of that name, else those also written so. Raises InputError where there is none."""
    entities = [(node, data) for node, data in graph.nodes(data=True) if data["kind"] == "entity"]
    found = [node for node, data in entities if data["name"] == name]
    found = found or [node for node, data in entities if name in data["aliases"]]
    if not found:
        parts = sorted({data["name"] for _, data in entities if name and name in data["name"]})[:5]
        raise InputError(name, "is no name in this graph" + (f"; there are {'、'.join(parts)}" if parts else ""))
    return found


def ego(graph: nx.MultiDiGraph, name: str, depth: int = 1) -> nx.MultiDiGraph:
    """The subgraph within so many steps, in either direction, of the entities of that name."""
    reached = set(named(graph, name))
    fringe = reached
    for _ in range(depth):
        fringe = {other for node in fringe for other in nx.all_neighbors(graph, node)} - reached
        reached = reached | fringe
    return graph.subgraph(reached).copy()


def paths(graph: nx.MultiDiGraph, one: str, other: str, *, most: int = 5) -> list[list[Step]]:
    """At most so many of the shortest chains between the entities of two names, in either direction of each edge.

    Chains run through events and relations that are asserted; where there is none, through articles that mention
    both ends of a step. Empty where nothing joins the two. Raises InputError for a name that the graph has not.
    """
    starts, ends = named(graph, one), named(graph, other)
    for kinds in (("role", "relation"), ("role", "relation", "mention", "source")):
        plain = nx.Graph()
        plain.add_nodes_from(graph)
        plain.add_edges_from(
            (s, t) for s, t, data in graph.edges(data=True) if data["asserted"] and data["kind"] in kinds
        )
        chains: list[list[str]] = []
        for start in starts:
            for end in ends:
                if start != end and nx.has_path(plain, start, end):
                    chains += islice(nx.all_shortest_paths(plain, start, end), most)
        if chains:
            shortest = min(map(len, chains))
            kept = [chain for chain in chains if len(chain) == shortest][:most]
            return [[_step(graph, *pair, kinds) for pair in pairwise(chain)] for chain in kept]
    return []


def _step(graph: nx.MultiDiGraph, source: str, target: str, kinds: tuple[str, ...]) -> Step:
    """The best edge between two neighbours."""
    found = [
        (data["confidence"], forward, data)
        for forward, pair in ((True, (source, target)), (False, (target, source)))
        for data in (graph.get_edge_data(*pair) or {}).values()
        if data["asserted"] and data["kind"] in kinds
    ]
    _, forward, data = max(found, key=lambda item: (item[0], item[1], item[2]["type"]))
    proof = max(data["evidence"], key=lambda proof: proof["confidence"])
    return Step(source, target, data["type"], forward, proof)
