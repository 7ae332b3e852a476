import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.cli import main
from kg.link import link
from kg.ontology.namespaces import ORG, RDF, RDFS, SCHEMA
from kg.publish.rdf import Dataset
from kg.query.validate import validate


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
