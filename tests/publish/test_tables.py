import csv
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from types import SimpleNamespace

import geojson as geojson_reader
import networkx as nx
import pytest

from kg.publish.geojson import geojson
from kg.publish.parquet import parquet
from kg.publish.tables import EXPORTS, flattened, gexf, graphml, tables


def edges(graph):
    return sorted((source, target, data["label"]) for source, target, data in graph.edges(data=True))


def test_graphml_is_read_back_by_networkx(graph):
    read = nx.read_graphml(io.BytesIO(graphml(graph)), force_multigraph=True)
    assert edges(read) == edges(flattened(graph))
    for node, data in graph.nodes(data=True):
        assert (read.nodes[node]["kind"], read.nodes[node]["type"]) == (data["kind"], data["type"])


def test_gexf_is_read_back_by_networkx_and_bears_no_date(graph):
    content = gexf(graph)
    read = nx.read_gexf(io.BytesIO(content))
    assert sorted(read) == sorted(graph)
    assert sorted((s, t, d["relation"]) for s, t, d in read.edges(data=True)) == edges_by_type(graph)
    assert b"lastmodifieddate" not in content
    assert len({(d["viz"]["position"]["x"], d["viz"]["position"]["y"]) for _, d in read.nodes(data=True)}) == len(read)


def edges_by_type(graph):
    return sorted((source, target, data["type"]) for source, target, data in graph.edges(data=True))


def test_characters_that_xml_forbids_are_replaced(graph):
    names = {data["name"] for _, data in flattened(graph).nodes(data=True)}
    assert "\u202e反向\ufffd控制🚓公司" in names


def test_flattening_leaves_the_graph_alone(graph):
    flat = flattened(graph)
    assert all(isinstance(data["evidence"], list) for *_, data in graph.edges(data=True))
    values = {type(value) for _, data in flat.nodes(data=True) for value in data.values()}
    assert values <= {str, int, float, bool}


def test_tables_have_a_row_a_node_and_a_row_an_edge(graph):
    content = tables(graph)
    rows = {name: list(csv.DictReader(io.StringIO(text.decode("utf-8"), newline=""))) for name, text in content.items()}
    assert [row[":ID"] for row in rows["nodes.csv"]] == list(graph)
    assert sorted((r[":START_ID"], r[":END_ID"], r[":TYPE"]) for r in rows["edges.csv"]) == edges_by_type(graph)
    (county,) = [row for row in rows["nodes.csv"] if row["code"] == "139901"]
    assert (county["name"], county["aliases"], county[":LABEL"]) == ("青石县", "青石", "entity")


def test_csv_export_is_a_zip_of_both_tables(graph):
    archive = zipfile.ZipFile(io.BytesIO(EXPORTS["csv"](SimpleNamespace(nx=graph))))
    assert {name: archive.read(name) for name in archive.namelist()} == tables(graph)


def test_exports_are_the_same_bytes_in_another_process(graph):
    program = (
        "import sys; from types import SimpleNamespace; from kg.link import link; from kg.model import decode_record\n"
        "from kg.publish.tables import EXPORTS\n"
        "build = SimpleNamespace(nx=link(map(decode_record, open(sys.argv[1], 'rb').read().splitlines())))\n"
        "sys.stdout.buffer.write(b''.join(export(build) for export in EXPORTS.values()))"
    )
    path = Path(__file__).parents[1] / "data" / "records.jsonl"
    run = subprocess.run([sys.executable, "-c", program, path], capture_output=True, check=True)
    assert run.stdout == b"".join(export(SimpleNamespace(nx=graph)) for export in EXPORTS.values())


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv", "parquet", "geojson", "nt", "nq", "jsonld"])
def test_every_form_is_offered_and_works_on_an_empty_graph(form):
    assert isinstance(EXPORTS[form](SimpleNamespace(nx=nx.MultiDiGraph())), bytes)


def test_parquet_is_read_back_by_pyarrow(graph):
    from pyarrow.parquet import read_table

    read = {name: read_table(io.BytesIO(content)).to_pylist() for name, content in parquet(graph).items()}
    events = [node for node, data in graph.nodes(data=True) if data["kind"] == "event"]
    assert [row["id"] for row in read["events.parquet"]] == events
    assert {row["event"] for row in read["arguments.parquet"]} <= set(events)
    assert {row["entity"] for row in read["mentions.parquet"]} <= set(graph)


def test_geojson_is_valid_and_tells_its_datum(graph):
    placed = graph.copy()
    (county,) = [node for node, data in placed.nodes(data=True) if data.get("code") == "139901"]
    placed.nodes[county]["code"] = "150000"
    read = geojson_reader.loads(geojson(placed).decode("utf-8"))
    assert read.is_valid and len(read.features) > 0
    assert "GCJ-02" in read["properties"]["datum"]
    assert {feature.properties["place"] for feature in read.features} == {"青石县"}
