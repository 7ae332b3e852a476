"""candidates.tsv: the pairs that may be one, for the user to decide."""

import csv
import io
import json
from typing import Any

import networkx as nx

_COLUMNS = ("score", "type", "one", "other", "reasons", "articles of one", "articles of other", "line for decisions")


def table(graph: nx.MultiDiGraph) -> bytes:
    """The undecided links of a graph as tab-separated UTF-8, the best first.

    The last column is a line for `same` or `different` in a decisions file.
    """
    links = [(s, t, data) for s, t, data in graph.edges(data=True) if data["kind"] == "link" and not data["asserted"]]
    keys = {node: data["key"] for node, data in graph.nodes(data=True)}
    links.sort(key=lambda edge: (-edge[2]["confidence"], keys[edge[0]], keys[edge[1]], edge[2]["type"]))
    content = io.StringIO(newline="")
    writer = csv.writer(content, delimiter="\t", lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one, other, data in links:
        nodes = graph.nodes[one], graph.nodes[other]
        pieces = [data["type"], *map(_called, nodes), "; ".join(data["reasons"])]
        pieces += [" ".join(_articles(graph, node)) for node in (one, other)]
        writer.writerow(
            [f"{data['confidence']:.2f}", *(" ".join(p.split()) for p in pieces), decision_line(graph, one, other)]
        )
    return content.getvalue().encode("utf-8", "backslashreplace")


def decision_line(graph: nx.MultiDiGraph, one: str, other: str) -> str:
    """The line for `same` or `different` in a decisions file that names two nodes."""
    return json.dumps([graph.nodes[node]["key"] for node in (one, other)], ensure_ascii=False) + ","


def _called(node: dict[str, Any]) -> str:
    """What a node is called: an event by the sentence that tells it."""
    return node["evidence"][0]["sentence"] if node["kind"] == "event" else node["name"]


def _articles(graph: nx.MultiDiGraph, node: str) -> list[str]:
    """The ids of the articles a node stands in, sorted."""
    data = graph.nodes[node]
    if data["kind"] == "event":
        return [data["article"]]
    edges = [edge for *_, edge in graph.in_edges(node, data=True) if edge["kind"] != "link"]
    return sorted({proof["article"] for edge in edges for proof in edge["evidence"]})
