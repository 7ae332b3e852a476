"""The graph for other programs: GraphML, GEXF and CSV of nodes and edges, and the other RDF formats."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import networkx as nx

from kg.publish.rdf import Dataset

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, section 2.2


def _flat(value: Any) -> str | int | float | bool:
    """A value for formats that know no lists: a list of texts joined, any other list or dict as JSON."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    elif isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value


def flattened(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """A copy whose attributes are all str, int, float or bool and hold no character that XML forbids.

    An edge keeps its best evidence's sentence in `sentence` and the number of its pieces of evidence in `weight`.
    """
    result = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        result.add_node(node, label=_flat(data["name"]), **{key: _flat(value) for key, value in data.items()})
    for number, (source, target, data) in enumerate(graph.edges(data=True)):
        best = max(data["evidence"], key=lambda proof: proof["confidence"])
        flat = {key: _flat(value) for key, value in data.items()}
        flat |= {"label": data["type"], "weight": len(data["evidence"]), "sentence": _flat(best["sentence"])}
        result.add_edge(source, target, key=number, **flat)
    return result


def graphml(graph: nx.MultiDiGraph) -> bytes:
    """The graph as GraphML, as `networkx.read_graphml`, Gephi, yEd and igraph read it."""
    content = io.BytesIO()
    nx.write_graphml_xml(flattened(graph), content, encoding="utf-8")
    return content.getvalue()


def gexf(graph: nx.MultiDiGraph) -> bytes:
    """The graph as GEXF for Gephi, without the date of the day that networkx would write."""
    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", version="1.2draft")
    flat = flattened(graph)
    for *_, data in flat.edges(data=True):
        data["relation"] = data.pop("type")  # GEXF's own `type` says whether an edge is directed
    writer.add_graph(flat)
    for meta in writer.xml.iter("meta"):
        meta.attrib.pop("lastmodifieddate", None)
    content = io.BytesIO()
    writer.write(content)
    return content.getvalue()


_NODE_COLUMNS = ("kind", "type", "family", "name", "aliases", "code", "article", "status", "asserted", "begin",
                 "until", "published", "mentions", "articles", "confidence", "key")  # fmt: skip
_EDGE_COLUMNS = ("type", "title", "kind", "asserted", "weight", "confidence", "sentence")


def _csv(header: tuple[str, ...], rows: list[list[Any]]) -> bytes:
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow(header)
    writer.writerows(rows)
    return content.getvalue().encode("utf-8")


def tables(graph: nx.MultiDiGraph) -> dict[str, bytes]:
    """nodes.csv and edges.csv, UTF-8: a row a node, a row an edge; `id`, `source`, `target` are node ids."""
    flat = flattened(graph)
    nodes = [[node, *(data.get(column, "") for column in _NODE_COLUMNS)] for node, data in flat.nodes(data=True)]
    edges = [[s, t, *(data.get(column, "") for column in _EDGE_COLUMNS)] for s, t, data in flat.edges(data=True)]
    return {
        "nodes.csv": _csv(("id", *_NODE_COLUMNS), nodes),
        "edges.csv": _csv(("source", "target", *_EDGE_COLUMNS), edges),
    }


def csv_zip(graph: nx.MultiDiGraph) -> bytes:
    """Both tables in one zip archive, with a fixed date so that equal graphs give equal bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables(graph).items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), table, zipfile.ZIP_DEFLATED)
    return content.getvalue()


# What `kg export` offers: format -> the content for a build (`kg.run.build.Graph`).
EXPORTS: dict[str, Callable[[Any], bytes]] = {
    "graphml": lambda build: graphml(build.nx),
    "gexf": lambda build: gexf(build.nx),
    "csv": lambda build: csv_zip(build.nx),
    "nt": lambda build: Dataset(build.nx).ntriples(),
    "nq": lambda build: Dataset(build.nx).nquads(),
    "jsonld": lambda build: Dataset(build.nx).jsonld(),
}
