"""The interactive page: one HTML file that holds the graph, its evidence and the drawing engine."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import escape
from importlib.resources import files
from string import Template
from typing import Any

import msgspec
import networkx as nx
from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from kg.link import distinct
from kg.link.identity import NAMED
from kg.model import Record
from kg.ontology import Labels, vocabulary
from kg.publish.candidates import decision_line
from kg.publish.layout import arrange, communities, foremost
from kg.publish.picture import OPTIONS, box, drawn, label, weight
from kg.rules import load

LIMIT = 2000  # nodes laid out and drawn when the page opens; the others appear when they are searched for or asked for
OPENING = 24  # characters an article without a title is called by
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARTS = ("dom", "state", "time", "graph", "ways", "panel", "correct", "table", "save", "search", "filters")
_SCRIPTS = (*(f"page_{part}.js" for part in _PARTS), "page.js")


class Interface(msgspec.Struct, forbid_unknown_fields=True):
    """kg/rules/page.toml: the shape of each kind of node, the words of the interface by key."""

    shapes: dict[str, str]
    words: dict[str, Labels]


def page(graph: nx.MultiDiGraph, records: Iterable[Record], *, title: str | None = None) -> str:
    """The page for a graph made by `kg.link.link` of these records: HTML that needs no other file.

    It opens without a network: its Content-Security-Policy admits its own scripts and style by hash and
    nothing else, and what documents say reaches the browser as JSON, never as markup. `title` stands over
    the page and in the window's title. The same input gives the same page.
    """
    interface = load("page.toml", Interface)
    kept = distinct(records)
    data = _data(_titled(graph, kept), kept, interface.shapes)
    data |= {"words": interface.words, "vocabulary": vocabulary(), "shapes": interface.shapes, "title": title}
    here = files(__package__)
    style = here.joinpath("page.css").read_text(encoding="utf-8")
    engine = _engine()
    script = "".join(here.joinpath(name).read_text(encoding="utf-8") for name in _SCRIPTS)
    policy = (
        f"default-src 'none'; script-src {_hash(engine)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    template = Template(here.joinpath("page.html").read_text(encoding="utf-8"))
    return template.substitute(
        policy=policy,
        title=escape(_scalar(title or interface.words["title"].zh)),
        style=style,
        engine=engine,
        script=script,
        data=embedded(data),
    )


def _titled(graph: nx.MultiDiGraph, records: list[Record]) -> nx.MultiDiGraph:
    """A copy of the graph in which articles without a title are called by their first words."""
    copy = graph.copy()
    openings = {record.id: shortened(record.text, OPENING) for record in records if not record.title}
    for _, attributes in copy.nodes(data=True):
        if attributes["kind"] == "article":
            attributes["name"] = openings.get(attributes["article"]) or attributes["name"]
    return copy


def shortened(text: str, length: int) -> str:
    """The first line with something in it, cut with … after `length` characters; empty for an empty text."""
    line = text.lstrip().partition("\n")[0].rstrip()
    return line if len(line) <= length else f"{line[:length]}…"


def embedded(value: Any) -> str:
    """JSON that may stand inside a script element: `<`, `>`, `&` and the line ends of JavaScript are escaped."""
    text = json.dumps(msgspec.to_builtins(value), ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return _scalar(text)


def _scalar(text: str) -> str:
    """Text that UTF-8 can hold: lone surrogates become U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def _engine() -> str:
    """vis-network as pyvis ships it, without the pointer to a source map that is not there."""
    folder = max(
        (entry for entry in files("pyvis").joinpath("lib").iterdir() if entry.name.startswith("vis-")),
        key=lambda entry: [int(part) for part in entry.name.removeprefix("vis-").split(".")],
    )
    text = folder.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return text.replace("\r\n", "\n").partition("//# sourceMappingURL=")[0]


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _data(graph: nx.MultiDiGraph, records: list[Record], shapes: dict[str, str]) -> dict[str, Any]:
    """What the scripts read. Nodes and edges stand in the graph's order; a node's number is its place there.

    `network` is pyvis' own: nodes, edges and options for vis-network, with what the page needs beyond
    these in `nodes` and `edges`. Texts stand once, in `articles`; evidence is a list: number of the
    article, start, end, start and end of the sentence, number of the rule, confidence.
    """
    numbers = {node: number for number, node in enumerate(graph)}
    places = {record.id: number for number, record in enumerate(records)}
    rules: dict[str, int] = {}

    def short(proofs: Iterable[dict]) -> list[list]:
        keys = ("start", "end", "sentence_start", "sentence_end")
        return [
            [places[p["article"]], *(p[key] for key in keys), rules.setdefault(p["rule"], len(rules)), p["confidence"]]
            for p in proofs
        ]

    network, frames = _network(graph, numbers, shapes)
    nodes = [_node(node, attributes, places, short) for node, attributes in graph.nodes(data=True)]
    edges = [
        {"type": e["type"], "title": e["title"], "asserted": e["asserted"], "proof": short(e["evidence"])}
        | ({"line": decision_line(graph, s, t)} if e["kind"] == "link" and not e["asserted"] else {})
        for s, t, e in graph.edges(data=True)
    ]
    drawn_nodes, drawn_edges, _, _, _, options = network.get_network_data()
    return {
        "network": {"nodes": drawn_nodes, "edges": drawn_edges, "options": json.loads(options)},
        "frames": frames,
        "nodes": nodes,
        "edges": [{k: v for k, v in edge.items() if v is not None and v is not True} for edge in edges],
        "articles": [{"text": record.text, "spans": _amounts(record)} for record in records],
        "rules": list(rules),
    }


def _node(node: str, attributes: dict[str, Any], places: dict[str, int], short: Any) -> dict[str, Any]:
    """A node's attributes as the panel shows them, without what is empty and what can be looked up."""
    left = ("key", "hash") if attributes["kind"] == "article" else ("hash",)
    kept = {k: v for k, v in attributes.items() if k not in left and v not in (None, "", [])}
    kept["id"] = node
    if "article" in kept:
        kept["article"] = places[kept["article"]]
    if "evidence" in kept:
        kept["proof"] = short(kept.pop("evidence"))
    if "things" in kept:
        kept["things"] = [{"role": t["role"], "name": t["name"], "proof": short([t])} for t in kept["things"]]
    return kept


def _amounts(record: Record) -> list[list]:
    """Spans (start, end, label) of dates and amounts, which are no nodes."""
    return [[e.start, e.end, e.label] for e in record.entities if e.label not in NAMED]


def placed(graph: nx.MultiDiGraph, numbers: dict[str, int], most: int | None = None) -> tuple:
    """Labels, sizes, and boxes of all nodes by number, and positions and frames, of at most `most`."""
    near = nx.Graph()
    near.add_nodes_from(numbers.values())
    for source, target, attributes in graph.edges(data=True):
        ends = numbers[source], numbers[target]
        before = near.get_edge_data(*ends, {"weight": 0.0})["weight"]
        near.add_edge(*ends, weight=before + weight(attributes))
    labels = {n: label(a) for n, (_, a) in enumerate(graph.nodes(data=True))}
    sizes = {n: drawn(a, near.degree(n)) for n, (_, a) in enumerate(graph.nodes(data=True))}
    boxes = {n: box(a, labels[n], sizes[n]) for n, (_, a) in enumerate(graph.nodes(data=True))}
    groups = foremost(near, communities(near), len(near) if most is None else most)
    return labels, sizes, boxes, *arrange(near, {n: across[:2] for n, across in boxes.items()}, groups)


def _network(graph: nx.MultiDiGraph, numbers: dict[str, int], shapes: dict[str, str]) -> tuple[Network, list]:
    """pyvis' network with what is drawn at first laid out, and the communities' frames."""
    labels, sizes, boxes, positions, frames = placed(graph, numbers, LIMIT)
    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    # Filled directly: add_node and add_edge search a list each time, 10 s for 5,000 nodes.
    for node, attributes in graph.nodes(data=True):
        number = numbers[node]
        kind = attributes["type"] if attributes["kind"] == "entity" else attributes["kind"]
        group = attributes.get("family", kind) or "event"
        more: dict[str, Any] = {"group": group}
        if number in positions:
            x, y = positions[number]
            more |= {"x": x, "y": round(y - boxes[number][2])}
        else:
            more["folded"] = True
        if attributes["kind"] == "entity":
            more["size"] = sizes[number]
        shape = shapes.get(kind, "dot")
        network.nodes.append(Node(number, shape, labels[number], **more).options)
    for number, (source, target, attributes) in enumerate(graph.edges(data=True)):
        ends = numbers[source], numbers[target]
        network.edges.append(Edge(*ends, id=number, kind=attributes["kind"]).options)
    return network, frames
