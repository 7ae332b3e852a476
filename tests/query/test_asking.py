"""The competency questions, each with its expected answer."""

import pytest

from kg.errors import InputError
from kg.publish.rdf import Dataset
from kg.query import Engine, questions


@pytest.fixture(scope="module")
def engine(graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("output")
    data = Dataset(graph)
    (folder / "graph.ttl").write_bytes(data.turtle())
    (folder / "graph.trig").write_bytes(data.trig())
    with Engine(folder) as engine:
        yield engine


@pytest.mark.parametrize("name", sorted(questions()))
def test_each_says_what_it_asks_and_runs_as_it_stands(engine, name):
    question = questions()[name]
    assert question.about.endswith(("?", ".", "time."))
    engine.query(question.sparql)


def test_there_are_twelve():
    assert len(questions()) == 12


@pytest.mark.parametrize(
    ("name", "given", "columns", "told"),
    [
        ("organisation-events", {"org": "青石县公安局", "type": "追赃返还"}, ("begin", "organisation", "trigger"),
         [("2024-03-01", "青石县公安局河湾派出所", "追回"), ("2024-06-11", "青石县公安局", "返还")]),
        ("organisation-events", {"org": "青石县公安局", "until": "2024-03-31", "type": "Arrest"}, ("begin", "type"),
         [("2024-03-01", "抓获")]),
        ("person-events", {"person": "周望山"}, ("begin", "end", "type", "role"),
         [("2024-05-02", "2024-05-02", "巡逻", "participant"),
          ("2024-06-11", "2024-06-11", "追赃返还", "participant")]),
        ("person-events", {"person": "周望山", "since": "2024-06-01"}, ("begin", "type"), [("2024-06-11", "追赃返还")]),
        ("acting-together", {}, ("organisation", "other"), []),
        ("events-by-month", {"place": "翠柏广场"}, ("month", "type", "events"),
         [("2024-03", "抓获", 1), ("2024-05", "巡逻", 1)]),
        ("place-events", {"place": "翠柏广场"}, ("begin", "where", "trigger"),
         [("2024-05-02", "翠柏广场", "巡逻"), ("2024-03-01", "翠柏广场", "抓获")]),
        ("posts", {"person": "周望山"}, ("post", "organisation", "published"),
         [("局长", "青石县公安局", "2024-03-05"), ("所长", "城关派出所", "2024-05-04"),
          ("局长", "青石县公安局", "2024-06-12")]),
        ("posts", {"org": "青石县检察院"}, ("name", "post"), [("陈某某", "检察官")]),
        ("review", {"type": "Fire"}, ("type",), []),
        ("review", {"type": "学习教育"}, ("lacks", "trigger"), [("time place ", "学习")]),
        ("rule", {"rule": "test.anaphor"}, ("rule", "text"),
         [("test.anaphor", "该局")]),
        ("unasserted", {}, ("status", "trigger", "by"),
         [("否定", "伤亡", None), ("据称", "骗走", None), ("计划", "专项行动", "周望山"), ("计划", "学习", "周望山")]),
        ("amounts", {"org": "青石县公安局"}, ("organisation", "year", "type", "sum"),
         [("青石县公安局", "2024", "追赃返还", 50000.0)]),
    ],
)  # fmt: skip
def test_expected_answers(engine, name, given, columns, told):
    rows = engine.query(questions()[name].fill(given)).dicts()
    assert list(dict.fromkeys(tuple(row[column] for column in columns) for row in rows)) == told


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("posts", {"type": "Theft"}, "type"),
        ("review", {"type": "Nonsense"}, "Nonsense"),
        ("place-events", {"since": "gestern"}, "gestern"),
        ("review", {"confidence": "1) . DROP"}, "DROP"),
    ],
)
def test_a_value_that_is_none_is_refused(name, given, message):
    with pytest.raises(InputError, match=message):
        questions()[name].fill(given)


def test_a_name_cannot_leave_its_literal(engine):
    hostile = '"@zh } ?s ?p ?o . } #\n\\'
    assert engine.query(questions()["person-events"].fill({"person": hostile})).rows == []
