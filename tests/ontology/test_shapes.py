from importlib.resources import files

import pyshacl
import pytest
from msgspec import structs
from rdflib import XSD, Graph, Literal, Namespace

from kg.link import link
from kg.ontology.namespaces import PREFIXES
from kg.publish.rdf import Dataset

KG, OA, SEM, TYPE = (Namespace(PREFIXES[prefix]) for prefix in ("kg", "oa", "sem", "type"))


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(data=files("kg.ontology").joinpath("shapes.ttl").read_bytes(), format="turtle")


def parsed(records):
    return Graph().parse(data=Dataset(link(records)).turtle(), format="turtle")


def validate(shapes, data, **options):
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, **options)
    return conforms, text


def test_what_is_written_conforms(shapes, records):
    conforms, text = validate(shapes, parsed(records[:3]))
    assert conforms, text


def test_event_type_outside_the_scheme_is_found(shapes, records):
    conforms, text = validate(shapes, parsed(records))
    assert not conforms
    assert "An event has one type, of the scheme of event types." in text


@pytest.mark.parametrize(
    ("predicate", "instead", "message"),
    [
        (OA.exact, Literal("一段过长的引文，与偏移不符"), "A quote is as long as its offsets say."),
        (KG.confidence, Literal("1.5", datatype=XSD.decimal), "A confidence lies between 0 and 1."),
        (KG.status, TYPE.Theft, "An event has one status, of the scheme of statuses."),
        (SEM.roleType, TYPE.Theft, "A role has one type, of the scheme of roles."),
        (SEM.hasBeginTimeStamp, Literal("2030-01-01", datatype=XSD.date), "A time begins on one day"),
        (OA.hasBody, TYPE.Theft, "An event has evidence."),
    ],
)
def test_what_is_wrong_is_found(shapes, records, predicate, instead, message):
    data = parsed(records[1:2])
    assert validate(shapes, data)[0]
    for subject in set(data.subjects(predicate)):
        data.set((subject, predicate, instead))
    conforms, text = validate(shapes, data)
    assert not conforms
    assert message in text


def test_event_after_its_article_is_a_warning_unless_planned(shapes, records):
    data = parsed([structs.replace(records[0], published="2024-02-28")])
    _, text = validate(shapes, data)
    assert "Results (2)" in text  # 抓获 and 追回, not the campaign
    assert "\tMessage: The event comes after its article and is not planned." in text
    assert validate(shapes, data, allow_warnings=True)[0]
