"""The graph as rows: entities, events, their arguments, and mentions, for frames and Parquet."""

from collections.abc import Container, Iterator

import networkx as nx

ENTITIES = ("id", "type", "name", "aliases", "code", "mentions", "articles", "key")
EVENTS = ("id", "type", "family", "trigger", "status", "asserted", "by", "begin", "until", "article",
          "agent", "patient", "participant", "place", "sentence", "rule", "confidence")  # fmt: skip
ARGUMENTS = ("event", "role", "filler", "name", "value", "unit", "item", "modifier", "article", "text", "start", "end",
             "rule", "confidence")  # fmt: skip
MENTIONS = ("entity", "name", "type", "article", "text", "start", "end", "sentence", "rule", "confidence")
_ROLES = ("agent", "patient", "participant", "place")


def entity_rows(graph: nx.MultiDiGraph) -> Iterator[tuple]:
    """A row an entity; aliases are a list."""
    for node, data in graph.nodes(data=True):
        if data["kind"] == "entity":
            yield (node, *(data[column] for column in ENTITIES[1:]))


def event_rows(graph: nx.MultiDiGraph) -> Iterator[tuple]:
    """A row an event, with the names in each role joined by 、; `by` is who alleges it."""
    for node, data in graph.nodes(data=True):
        if data["kind"] == "event":
            names: dict[str, list[str]] = {role: [] for role in _ROLES}
            for row in argument_rows(graph, node):
                if row[1] in names:
                    names[row[1]].append(row[3])
            told = [data[key] for key in ("type", "family", "name", "status", "asserted", "by", "begin", "until")]
            proof = data["evidence"][0]
            roles = ["、".join(names[role]) for role in _ROLES]
            yield node, *told, data["article"], *roles, proof["sentence"], proof["rule"], data["confidence"]


def argument_rows(graph: nx.MultiDiGraph, event: str | None = None) -> Iterator[tuple]:
    """A row an argument, of one event if it is given: `filler` is an entity's id, `value` a text (time or number)."""
    for node in [event] if event else list(graph):
        data = graph.nodes[node]
        if data["kind"] != "event":
            continue
        for _, target, edge in graph.out_edges(node, data=True):
            if edge["kind"] == "role":
                proof = edge["evidence"][0]
                yield _argument(node, edge["type"], proof, filler=target, name=graph.nodes[target]["name"])
        for thing in data["things"]:
            yield _argument(node, thing["role"], thing, name=thing["name"])
        for time in data["times"]:
            yield _argument(node, "time", time, value=time["value"])
        for quantity in data["quantities"]:
            named = {key: quantity[key] for key in ("value", "unit", "item", "modifier")}
            yield _argument(node, "quantity", quantity, **named)


def _argument(event: str, role: str, proof: dict, **more: object) -> tuple:
    if more.get("value") is not None:
        more["value"] = str(more["value"])
    told = {"event": event, "role": role, **{key: proof[key] for key in ARGUMENTS[8:]}, **more}
    return tuple(told.get(column) for column in ARGUMENTS)


def mention_rows(graph: nx.MultiDiGraph, nodes: Container[str] | None = None) -> Iterator[tuple]:
    """A row a mention, of those entities alone if any are given; offsets count characters of the article's text."""
    for _, target, edge in graph.edges(data=True):
        if edge["kind"] == "mention" and (nodes is None or target in nodes):
            entity = graph.nodes[target]
            for proof in edge["evidence"]:
                yield target, entity["name"], entity["type"], *(proof[column] for column in MENTIONS[3:])
