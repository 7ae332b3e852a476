from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

import kg
from kg.cli import main
from kg.link import link
from kg.model import Entity, Record, Relation
from kg.ontology.namespaces import ORG, RDF, RDFS, SCHEMA
from kg.publish.rdf import Dataset
from kg.query.validate import validate

SEEDS = Path(__file__).parents[2] / "seeds"


def written(folder, records, *more):
    data = Dataset(link(records))
    extra = serialize(more, format=RdfFormat.N_TRIPLES) if more else b""
    (folder / "graph.ttl").write_bytes(data.turtle() + b"\n" + extra)
    (folder / "graph.trig").write_bytes(data.trig())
    return folder


def test_what_is_built_conforms(records, tmp_path):
    folder = written(tmp_path, records[:3])
    assert [finding for finding in validate(folder) if finding.severity == "Violation"] == []
    result = CliRunner().invoke(main, ["validate", str(folder)])
    assert (result.exit_code, "conforms" in result.stdout) == (0, True)


def test_the_corpus_conforms(corpus_folder):
    assert [finding for finding in validate(corpus_folder) if finding.severity == "Violation"] == []


def test_the_seeds_conform(tmp_path):
    kg.build(sorted(SEEDS.iterdir()), tmp_path)
    assert [finding for finding in validate(tmp_path) if finding.severity == "Violation"] == []


def test_a_text_that_contradicts_the_gazetteer_or_another_makes_no_circle(tmp_path):
    """南宁市 lies in 宾阳县, 甲山 in 乙山 and 乙山 in 甲山, a bureau in its unit: none of it is asserted as told."""
    told = [("南宁市", "locatedIn", "宾阳县"), ("宾阳县", "locatedIn", "宾阳"), ("甲山", "locatedIn", "乙山"),
            ("乙山", "locatedIn", "甲山"), ("甲公司", "partOf", "乙公司"), ("乙公司", "partOf", "甲公司")]
    names = [("GPE", "南宁市", "450100"), ("GPE", "宾阳县", "450126"), ("GPE", "宾阳", "450126"), ("LOC", "甲山", None),
             ("LOC", "乙山", None), ("ORG", "甲公司", None), ("ORG", "乙公司", None)]
    record = Record(
        id="a", hash="a", text="一二三四五。",
        entities=[Entity(label=label, text=name, name=name, code=code, start=n, end=n + 1, rule="r", confidence=0.9)
                  for n, (label, name, code) in enumerate(names[:5])]
        + [Entity(label=label, text=name, name=name, start=0, end=1, rule="r", confidence=0.9)
           for label, name, _ in names[5:]],
        relations=[Relation(subject=s, predicate=p, object=o, start=0, end=1, rule="r", confidence=0.9)
                   for s, p, o in told],
    )  # fmt: skip
    graph = link([record])
    asserted = {(graph.nodes[s]["name"], graph.nodes[t]["name"]) for s, t, edge in graph.edges(data=True)
                if edge["kind"] == "relation" and edge["asserted"]}  # fmt: skip
    assert len(asserted & {("甲山", "乙山"), ("乙山", "甲山")}) == 1
    assert len(asserted & {("甲公司", "乙公司"), ("乙公司", "甲公司")}) == 1
    assert not any("南宁市" in pair for pair in asserted)
    folder = written(tmp_path, [record])
    assert not [finding for finding in validate(folder) if "itself" in finding.message]


def test_local_shapes_are_checked(records, tmp_path):
    folder = written(tmp_path, records)
    findings = validate(folder)
    assert "An event has one type, of the scheme of event types." in findings[0].message
    result = CliRunner().invoke(main, ["validate", str(folder)])
    assert (result.exit_code, "Violation" in result.stdout) == (1, True)


A, B, C = (NamedNode(f"urn:uuid:{letter}") for letter in "abc")


@pytest.mark.parametrize(
    ("triples", "message"),
    [
        ([(A, ORG.unitOf, B), (B, ORG.unitOf, A)], "An organisation is a unit of itself."),
        ([(A, SCHEMA.containedInPlace, A)], "A place lies within itself."),
        ([(A, RDF.type, SCHEMA.Person), (A, RDFS.label, Literal("黄某某", language="zh")), (B, SCHEMA.mentions, A),
          (C, SCHEMA.mentions, A)], "A masked name (某) stands in more than one article."),
        ([(A, RDF.type, SCHEMA.Place), (A, RDFS.label, Literal("甲", language="zh")),
          (A, RDFS.label, Literal("乙", language="zh"))], "A thing has two names as its label."),
    ],
)  # fmt: skip
def test_what_spans_the_graph_is_checked(records, tmp_path, triples, message):
    folder = written(tmp_path, records[:3], *(Triple(*triple) for triple in triples))
    assert message in [finding.message for finding in validate(folder) if finding.severity == "Violation"]


def test_without_pyshacl_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyshacl", None)
    result = CliRunner().invoke(main, ["validate", str(tmp_path)])
    assert result.exit_code == 1
    assert "kg-news[validate]" in result.stderr
