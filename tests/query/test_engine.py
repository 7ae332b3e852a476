import pytest

from kg.errors import InputError, LimitError
from kg.publish.rdf import Dataset
from kg.query import Engine, Limits
from kg.query.store import CACHE

MANY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c = ?f && ?f = ?i && ?a != ?d && ?d != ?g && ?b != ?e) }"


@pytest.fixture(scope="module")
def folder(graph, tmp_path_factory):
    folder = tmp_path_factory.mktemp("output")
    write(folder, Dataset(graph))
    return folder


def write(folder, data):
    (folder / "graph.ttl").write_bytes(data.turtle())
    (folder / "graph.trig").write_bytes(data.trig())


@pytest.mark.parametrize(
    ("limits", "sparql", "message"),
    [
        (Limits(rows=5), "SELECT * { ?s ?p ?o }", "more than 5 rows"),
        (Limits(rows=5), "CONSTRUCT WHERE { ?s ?p ?o }", "more than 5 rows"),
        (Limits(seconds=0.5), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", r"longer than 0\.5 s"),
        (Limits(memory=16), "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i", "more than 16 MiB"),
    ],
)
def test_a_query_is_stopped_at_its_limit_and_the_next_one_answered(folder, limits, sparql, message):
    with Engine(folder, limits) as engine:
        with pytest.raises(LimitError, match=message):
            engine.query(sparql)
        assert engine.query("ASK { ?s ?p ?o }").truth


def test_the_process_can_open_nothing(folder):
    """The guard is not the only wall: past it, no socket and no file can be opened."""
    with Engine(folder) as engine:
        process = engine._started(False)
        answer = engine._exchange(process, b'{"sparql": "ASK { SERVICE <http://127.0.0.1:8099/> {} }", "rows": 1}')
        assert answer.error


def test_a_query_cannot_change_the_build(folder):
    with Engine(folder) as engine, pytest.raises(InputError):
        engine.query("INSERT DATA { <urn:a> <urn:b> <urn:c> }")


def test_the_store_is_kept_and_follows_the_build(graph, records, tmp_path):
    from kg.link import link

    write(tmp_path, Dataset(graph))
    with Engine(tmp_path) as engine:
        count = "SELECT (COUNT(*) AS ?n) { ?a a schema:NewsArticle }"
        assert engine.query(count).rows == [(4,)]
        assert len(list((tmp_path / CACHE).iterdir())) == 1
        write(tmp_path, Dataset(link(records[:2])))
        assert engine.query(count).rows == [(2,)]
        assert len(list((tmp_path / CACHE).iterdir())) == 1


def test_triples_a_question_describes_come_as_turtle(folder):
    with Engine(folder) as engine:
        turtle = engine.query('DESCRIBE ?org { ?org rdfs:label "青石县公安局"@zh }').show("ttl")
    assert "org:FormalOrganization" in turtle
