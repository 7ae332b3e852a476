"""A build from Python: frames, rdflib, chains."""

import pytest

from kg.errors import InputError
from kg.run.build import load, write
from kg.run.graph import Graph


@pytest.fixture(scope="module")
def built(records, tmp_path_factory):
    folder = tmp_path_factory.mktemp("output")
    write(Graph(records, folder))
    return load(folder)


def test_queries_give_frames(built):
    frame = built.query('SELECT ?v ?u { ?q schema:value ?v ; schema:unitText ?u FILTER(?u = "元") } ORDER BY ?v')
    assert list(frame.columns) == ["v", "u"]
    assert frame.v.sum() == 112000
    assert built.query("ASK { ?e a sem:Event }").answer.tolist() == [True]
    with pytest.raises(InputError, match="triples"):
        built.query("CONSTRUCT WHERE { ?s a sem:Event }")


def test_questions_give_frames(built):
    assert built.ask("posts", person="周望山").post.tolist() == ["局长", "所长", "局长"]
    with pytest.raises(InputError, match="posts"):
        built.ask("nonsense")


def test_rdf_is_rdflib_and_read_only(built):
    from rdflib import RDFS, Literal, URIRef

    subjects = list(built.rdf.subjects(RDFS.label, Literal("青石县公安局", lang="zh")))
    assert len(subjects) == 1
    assert built.rdf.query("ASK { ?e a sem:Event }").askAnswer
    with pytest.raises(TypeError, match="read-only"):
        built.rdf.add((URIRef("urn:a"), RDFS.label, Literal("x")))
    with pytest.raises(TypeError, match="read-only"):
        built.rdf.update("INSERT DATA { <urn:a> <urn:b> 1 }")
    with pytest.raises(InputError, match="SERVICE"):
        built.rdf.query("SELECT * { SERVICE <http://127.0.0.1:8099/> { ?s ?p ?o } }")


def test_events_entities_and_mentions_are_frames(built):
    events, entities = built.events(), built.entities()
    patrol = events[events.trigger == "巡逻"].iloc[0]
    assert (patrol.participant, patrol.place, patrol.begin[:10]) == ("周望山", "翠柏广场", "2024-05-02")
    assert entities[entities.code == "139901"].name.tolist() == ["青石县"]
    mentions = built.mentions("周望山")
    assert set(mentions.name) == {"周望山"}
    texts = {record.id: record.text for record in built.records}
    assert all(texts[row.article][row.start : row.end] == row.text for row in built.mentions().itertuples())


def test_chains_and_surroundings(built):
    assert len(built.path("周望山", "翠柏广场")[0]) == 2
    assert built.ego("周望山").number_of_nodes() > 3
