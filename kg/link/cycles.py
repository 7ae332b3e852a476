"""No thing lies within itself, and none is a unit of itself, whatever texts say."""

from typing import Any

import networkx as nx

from kg.link.identity import PLACES, node_id
from kg.link.regions import within


def break_cycles(graph: nx.MultiDiGraph) -> None:
    """Take the assertion from edges locatedIn and partOf that close a cycle, also one with the gazetteer's edges.

    Of the edges of a cycle those with the least evidence go, then those of the least confidence; what the gazetteer
    says stays.
    """
    for type_ in ("locatedIn", "partOf"):
        told = [(s, t, e) for s, t, e in graph.edges(data=True) if e["type"] == type_ and e["asserted"]]
        whole = nx.DiGraph()
        if type_ == "locatedIn":
            for node in dict.fromkeys(node for s, t, _ in told for node in (s, t)):
                whole.add_edges_from(_official(node, graph.nodes[node]))
        sure = whole.copy()
        whole.add_edges_from((source, target) for source, target, _ in told)
        inside = {n: number for number, part in enumerate(nx.strongly_connected_components(whole)) for n in part}
        looped = [edge for edge in told if inside[edge[0]] == inside[edge[1]]]
        for source, target, edge in sorted(looped, key=lambda e: (-len(e[2]["evidence"]), -e[2]["confidence"], e[:2])):
            if source == target or (source in sure and target in sure and nx.has_path(sure, target, source)):
                edge["asserted"] = False
            else:
                sure.add_edge(source, target)


def _official(node: str, data: dict[str, Any]) -> list[tuple[str, str]]:
    """A place of the gazetteer, and those around it."""
    code = data["code"] if data["type"] in PLACES else None
    return [(node, node_id(f"place:{outer}")) for outer in within(code) - {code}] if code else []
