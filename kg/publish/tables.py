"""The graph for other programs: GraphML, GEXF, CSV of nodes and edges, Parquet, GeoJSON, and the other RDF formats."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import networkx as nx

from kg.publish.geojson import geojson
from kg.publish.parquet import parquet
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
    """The graph as GEXF for Gephi, laid out as on the page, without the date of the day that networkx would write."""
    from kg.publish.page import placed

    writer = nx.readwrite.gexf.GEXFWriter(encoding="utf-8", version="1.2draft")
    flat = flattened(graph)
    *_, positions, _ = placed(graph, {node: number for number, node in enumerate(graph)})
    for number, node in enumerate(flat):
        x, y = positions[number]
        flat.nodes[node]["viz"] = {"position": {"x": float(x), "y": float(-y), "z": 0.0}}  # GEXF's y points upwards
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


_NEO4J = {"mentions": "mentions:int", "articles": "articles:int", "weight": "weight:int",
          "confidence": "confidence:float", "asserted": "asserted:boolean"}  # fmt: skip
_LINES = re.compile(r"[\r\n]+")


def _typed(column: str) -> str:
    """The column's name in neo4j-admin's header."""
    return _NEO4J.get(column, column)


def _cells(data: dict[str, Any], columns: tuple[str, ...]) -> list[Any]:
    values = (data.get(column, "") for column in columns)
    return [str(value).lower() if isinstance(value, bool) else value for value in values]


def _csv(header: tuple[str, ...], rows: list[list[Any]]) -> bytes:
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow(header)
    writer.writerows([_LINES.sub(" ", v) if isinstance(v, str) else v for v in row] for row in rows)
    return content.getvalue().encode("utf-8")


def tables(graph: nx.MultiDiGraph) -> dict[str, bytes]:
    """nodes.csv and edges.csv, UTF-8, a row each, with the header that neo4j-admin imports.

    Line breaks within values become spaces, which neo4j-admin needs without --multiline-fields.
    """
    flat = flattened(graph)
    nodes = [[node, *_cells(data, _NODE_COLUMNS)] for node, data in flat.nodes(data=True)]
    edges = [[s, t, *_cells(data, _EDGE_COLUMNS)] for s, t, data in flat.edges(data=True)]
    return {
        "nodes.csv": _csv((":ID", ":LABEL", *map(_typed, _NODE_COLUMNS[1:])), nodes),
        "edges.csv": _csv((":START_ID", ":END_ID", ":TYPE", *map(_typed, _EDGE_COLUMNS[1:])), edges),
    }


def zipped(contents: dict[str, bytes]) -> bytes:
    """The files in one ZIP archive, with a fixed date so that equal graphs give equal bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in contents.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), table, zipfile.ZIP_DEFLATED)
    return content.getvalue()


# What `kg export` offers: format -> the content for a build (`kg.run.build.Graph`).
EXPORTS: dict[str, Callable[[Any], bytes]] = {
    "graphml": lambda build: graphml(build.nx),
    "gexf": lambda build: gexf(build.nx),
    "csv": lambda build: zipped(tables(build.nx)),
    "parquet": lambda build: zipped(parquet(build.nx)),
    "geojson": lambda build: geojson(build.nx),
    "nt": lambda build: Dataset(build.nx).ntriples(),
    "nq": lambda build: Dataset(build.nx).nquads(),
    "jsonld": lambda build: Dataset(build.nx).jsonld(),
}
