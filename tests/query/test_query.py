import csv
import io
import json
import socket
import threading
from contextlib import suppress

import pytest
from pyoxigraph import Store

import kg
from kg.errors import InputError, OutputError
from kg.publish.rdf import Dataset
from kg.query import query


@pytest.fixture(scope="module")
def folder(graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("output")
    data = Dataset(graph)
    (folder / "graph.ttl").write_bytes(data.turtle())
    (folder / "graph.trig").write_bytes(data.trig())
    return folder


def test_rows_are_plain_values(folder):
    rows = query(folder, "SELECT ?value ?unit ?item { ?q schema:value ?value ; schema:unitText ?unit . "
                         "OPTIONAL { ?q schema:name ?item } } ORDER BY ?value ?unit ?item")  # fmt: skip
    assert list(rows) == [
        (1.0, "名", "走失儿童"), (3.0, "辆", "电动车"), (11.9, "%", None), (12000.0, "元", "损失"),
        (50000.0, "元", None), (50000.0, "元", "赃款"),
    ]  # fmt: skip
    assert rows.dicts()[0] == {"value": 1.0, "unit": "名", "item": "走失儿童"}


def test_what_two_articles_state_is_counted_and_summed_once(folder):
    assert query(folder, 'SELECT (COUNT(*) AS ?n) { ?org rdfs:label "青石县公安局"@zh }').rows == [(1,)]
    sums = query(folder, 'SELECT (SUM(?v) AS ?sum) { ?e kg:quantity ?q . ?q schema:value ?v ; schema:unitText "元" }')
    assert sums.rows == [(112000.0,)]


def test_what_three_articles_state_is_counted_and_summed_once(tmp_path):
    """The same sentence in three articles: one organisation, three events, their amounts each once."""
    sentence = "2024年5月6日，宾阳县公安局扣押手机20部，冻结资金3万元。"
    for number in range(3):
        page = f"第{number}期简报\n\n本报讯 {sentence}这是第{number}篇报道，另有{number}处不同。\n"
        (tmp_path / f"{number}.txt").write_text(page, encoding="utf-8")
    kg.build([tmp_path], tmp_path / "output")
    label = '?org rdfs:label "宾阳县公安局"@zh'
    assert query(tmp_path / "output", f"SELECT (COUNT(*) AS ?n) {{ {label} }}").rows == [(1,)]
    graphs = query(tmp_path / "output", f"SELECT (COUNT(DISTINCT ?g) AS ?n) {{ GRAPH ?g {{ {label} }} }}")
    assert graphs.rows == [(3,)]
    for unit, amount in (("部", 20), ("元", 30_000)):
        sums = f'{{ ?e kg:quantity ?q . ?q schema:value ?v ; schema:unitText "{unit}" }}'
        answer = query(tmp_path / "output", f"SELECT (COUNT(?v) AS ?n) (SUM(?v) AS ?sum) {sums}")
        assert answer.rows == [(3, 3.0 * amount)]


def test_dates_are_filtered_by_begin_and_end(folder):
    sparql = """SELECT ?trigger { ?e sem:hasTime ?t ; rdfs:label ?trigger . ?t sem:hasBeginTimeStamp ?b
                FILTER(?b >= "2024-05-01"^^xsd:date && ?b < "2024-06-01"^^xsd:date) } ORDER BY ?trigger"""
    assert query(folder, sparql).rows == [("巡逻",), ("找回",)]


def test_articles_and_claims_are_graphs(folder):
    rows = query(folder, 'SELECT ?title { GRAPH ?a { ?org rdfs:label "青石县公安局"@zh } ?a schema:headline ?title } '
                         "ORDER BY ?title")  # fmt: skip
    assert rows.rows == [("青石县公安局破获一起盗窃案",), ("青石警方返还赃款",)]
    assert query(folder, "ASK { ?e kg:status status:negated }").truth is False
    assert query(folder, "ASK { GRAPH ?g { ?e kg:status status:negated } }").truth is True


def test_forms_of_an_answer(folder):
    answer = query(folder, 'SELECT ?e ?trigger { ?e rdfs:label ?trigger ; kg:status status:planned } ORDER BY ?trigger')
    rows = csv.DictReader(io.StringIO(answer.show("csv"), newline=""))
    assert [row["trigger"] for row in rows] == ["专项行动", "学习"]
    bindings = json.loads(answer.show("json"))["results"]["bindings"]
    assert [row["trigger"]["value"] for row in bindings] == ["专项行动", "学习"]
    header, rule, first, _ = answer.show("table").splitlines()
    assert header.split() == ["e", "trigger"]
    assert set(rule) == {"-", " "}
    assert first.endswith("  专项行动")
    triples = query(folder, "CONSTRUCT { ?e rdfs:label ?l } { ?e rdfs:label ?l ; kg:status status:planned }")
    assert triples.show("ttl").count("rdfs:label") == 2
    assert query(folder, "ASK { ?e a sem:Event }").show("csv") == "answer\r\ntrue\r\n"
    with pytest.raises(InputError, match="triples"):
        triples.show("csv")


def test_table_lines_up_and_shows_no_control_character(folder):
    table = query(folder, "SELECT ?name { ?x a org:FormalOrganization ; rdfs:label ?name } ORDER BY ?name").show()
    assert "\\u202e反向\\u0001控制🚓公司" in table
    assert "\u202e" not in table


@pytest.mark.parametrize(
    "sparql", ["", "SELECT", "DELETE WHERE { ?s ?p ?o }", "SELECT * { ?s nope:x ?o }", "INSERT DATA { <a:> <a:> 1 }"]
)
def test_what_is_no_query_is_refused(folder, sparql):
    with pytest.raises(InputError, match="query"):
        query(folder, sparql)


def test_missing_and_broken_graphs_are_named(tmp_path):
    with pytest.raises(OutputError, match=r"graph\.ttl"):
        query(tmp_path, "ASK {}")
    (tmp_path / "graph.ttl").write_text("<a> <b> .", encoding="utf-8")
    with pytest.raises(OutputError, match=r"graph\.ttl"):
        query(tmp_path, "ASK {}")


@pytest.fixture
def listener():
    """An address on this machine, and whether anyone has called there."""
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen():
            with suppress(OSError):  # closed
                while True:
                    server.accept()[0].close()
                    called.set()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", called
        server.shutdown(socket.SHUT_RDWR)
    thread.join()


LEAVING = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "PREFIX x: <{url}> SELECT * {{ service x: {{ ?s ?p ?o }} }}",
    "PREFIX : <{url}> SELECT * {{ SERVICE: {{ ?s ?p ?o }} }}",
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<{url}> AS ?u) SERVICE ?u {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(<a:\\u0023b> AS ?x) SERVICE <{url}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("sparql", LEAVING)
def test_nothing_leaves_the_machine(folder, listener, sparql):
    url, called = listener
    with pytest.raises(InputError, match=r"SERVICE|FROM"):
        query(folder, sparql.format(url=url))
    assert not called.is_set()


@pytest.mark.parametrize("sparql", LEAVING)
def test_nothing_leaves_past_the_guard_either(folder, listener, sparql, monkeypatch):
    monkeypatch.setattr("kg.query.engine.check", lambda sparql: None)
    url, called = listener
    with suppress(InputError):  # SERVICE SILENT and FROM fail without a word
        query(folder, sparql.format(url=url))
    assert not called.is_set()


def test_the_listener_would_hear_a_query_that_leaves(listener):
    url, called = listener
    with pytest.raises((OSError, RuntimeError)):
        list(Store().query(LEAVING[0].format(url=url)))
    assert called.wait(5)
