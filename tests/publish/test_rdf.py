import subprocess
import sys
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, RdfFormat, Triple, parse

from kg.cli import main
from kg.errors import InputError
from kg.link import link
from kg.ontology.namespaces import KG, ORG, PREFIXES, RDF, RDFS, SCHEMA, SEM
from kg.publish.rdf import Dataset
from kg.publish.terms import decimal, plain


@pytest.fixture(scope="module")
def data(graph):
    return Dataset(graph)


def as_lines(statements):
    return sorted({str(statement) for statement in statements})


def of_rdflib(graph):
    return as_lines(q.triple for q in parse(graph.serialize(format="nt"), format=RdfFormat.N_TRIPLES))


def test_turtle_is_read_alike_by_oxigraph_and_rdflib(data):
    turtle = data.turtle()
    read = as_lines(quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE))
    assert read == as_lines(data.triples())
    assert of_rdflib(rdflib.Graph().parse(data=turtle, format="turtle")) == read


@pytest.mark.parametrize(
    ("content", "form"),
    [("trig", RdfFormat.TRIG), ("nquads", RdfFormat.N_QUADS), ("jsonld", RdfFormat.JSON_LD)],
)
def test_formats_with_graphs_are_read_back_the_same(data, content, form):
    assert as_lines(parse(getattr(data, content)(), format=form)) == as_lines(data.quads())


def test_trig_is_read_alike_by_rdflib(data):
    dataset = rdflib.Dataset()
    dataset.parse(data=data.trig(), format="trig")
    read = parse(dataset.serialize(format="nquads"), format=RdfFormat.N_QUADS)
    assert as_lines(read) == as_lines(data.quads())


@pytest.mark.parametrize("file", ["x.ttl", "x.trig", "x.nt", "x.nq", "x.jsonld"])
def test_every_file_is_read_alike_by_rdflib_and_oxigraph(corpus_folder, tmp_path, file):
    """The files of a build and of `kg export`, by readers that share no code."""
    path = tmp_path / file
    built = corpus_folder / f"graph{path.suffix}"
    if built.exists():
        path = built
    else:
        export = CliRunner().invoke(main, ["export", str(corpus_folder), "--format", path.suffix[1:], "-o", str(path)])
        assert export.exit_code == 0, export.output
    form = RdfFormat.from_extension(path.suffix[1:])
    mine = {str(statement) for statement in parse(path=str(path), format=form)}
    dataset = rdflib.Dataset()
    dataset.parse(path, format={"nt": "nt11"}.get(path.suffix[1:]))
    theirs = {str(s) for s in parse(dataset.serialize(format="nquads"), format=RdfFormat.N_QUADS)}
    assert len(mine) > 1000
    assert theirs == mine


def test_ntriples_hold_what_the_turtle_holds(data):
    assert as_lines(q.triple for q in parse(data.ntriples(), format=RdfFormat.N_TRIPLES)) == as_lines(data.triples())


def test_nothing_is_a_blank_node(data):
    terms = {term for quad in data.quads() for term in (quad.subject, quad.object, quad.graph_name)}
    assert not any(isinstance(term, BlankNode) for term in terms)


def test_order_of_records_changes_no_byte(records, data):
    other = Dataset(link(reversed(records)))
    assert (other.turtle(), other.trig()) == (data.turtle(), data.trig())


def test_another_process_writes_the_same_bytes(data):
    program = (
        "import sys; from kg.link import link; from kg.model import decode_record; from kg.publish.rdf import Dataset\n"
        "data = Dataset(link(map(decode_record, open(sys.argv[1], 'rb').read().splitlines())))\n"
        "sys.stdout.buffer.write(data.turtle() + data.trig() + data.jsonld())"
    )
    path = Path(__file__).parents[1] / "data" / "records.jsonl"
    run = subprocess.run([sys.executable, "-c", program, path], capture_output=True, check=True)
    assert run.stdout == data.turtle() + data.trig() + data.jsonld()


def test_every_event_is_found_with_its_actors_places_and_times(graph, data):
    rows = rdflib.Graph().parse(data=data.turtle(), format="turtle").query("""
        SELECT ?event ?trigger ?kind ?role ?who ?place ?begin ?end WHERE {
          ?event a sem:Event ; rdfs:label ?trigger ; sem:eventType/skos:notation ?kind .
          OPTIONAL { ?event sem:hasActor ?node . ?node sem:roleType/skos:notation ?role ; rdf:value ?filler .
                     OPTIONAL { ?filler rdfs:label ?label } BIND(COALESCE(?label, ?filler) AS ?who) }
          OPTIONAL { ?event sem:hasPlace/rdfs:label ?place }
          OPTIONAL { ?event sem:hasTime ?t . ?t sem:hasBeginTimeStamp ?begin ; sem:hasEndTimeStamp ?end } }""",
        initNs=PREFIXES)  # fmt: skip
    told: dict[str, list[set]] = {}
    for event, trigger, kind, role, who, place, begin, end in rows:
        facts = told.setdefault(event.removeprefix("urn:uuid:"), [set(), set(), set(), set()])
        facts[0].add((str(trigger), str(kind)))
        facts[1].update([(str(role), str(who))] if role else [])
        facts[2].update([str(place)] if place else [])
        facts[3].update([(str(begin), str(end))] if begin else [])
    wanted = {}
    for node, event in graph.nodes(data=True):
        if event["kind"] == "event" and event["asserted"] and event["family"]:
            out = [(data["type"], graph.nodes[target]["name"]) for _, target, data in graph.out_edges(node, data=True)]
            out += [(thing["role"], thing["name"]) for thing in event["things"]]
            wanted[node] = [
                {(event["name"], event["type"])},
                {pair for pair in out if pair[0] in ("agent", "patient", "participant")},
                {name for role, name in out if role == "place"},
                {(time["begin"][:10], time["until"][:10]) for time in event["times"] if time["begin"]},
            ]
    assert told == wanted
    assert len(told) > 10


def test_what_is_not_asserted_stands_in_a_graph_of_claims_alone(graph, data):
    (denied,) = [n for n, event in graph.nodes(data=True) if event["kind"] == "event" and not event["asserted"]]
    iri = NamedNode("urn:uuid:" + denied)
    assert not any(iri in (triple.subject, triple.object) for triple in data.triples())
    assert denied.encode() not in data.turtle()
    graphs = {quad.graph_name for quad in data.quads() if iri in (quad.subject, quad.object)}
    assert graphs == set(data.claims)


def test_each_article_has_one_graph_that_stands_alone(data):
    articles = {q.subject for q in data.quads() if (q.predicate, q.object) == (RDF.type, SCHEMA.NewsArticle)}
    assert articles < set(data.asserted)
    for article in articles:
        triples = data.asserted[article]
        labelled = {triple.subject for triple in triples if triple.predicate == RDFS.label}
        assert {triple.object for triple in triples if triple.predicate == KG.involves} <= labelled


def test_a_label_told_by_two_articles_counts_once(data):
    label = Literal("青石县公安局", language="zh")
    assert len([quad for quad in data.quads() if quad.predicate == RDFS.label and quad.object == label]) == 2
    assert len([triple for triple in data.triples() if triple.predicate == RDFS.label and triple.object == label]) == 1


def test_hostile_texts_survive(records, data):
    hostile = records[3]
    texts = {quad.object.value for quad in parse(data.turtle(), format=RdfFormat.TURTLE)
             if isinstance(quad.object, Literal)}  # fmt: skip
    assert {hostile.id, hostile.title, hostile.kicker, hostile.sources[0].file} <= texts
    assert {entity.text for entity in hostile.entities} <= texts
    assert any("\u0001" in text and "\u202e" in text and '"""' in text for text in texts)


@pytest.mark.parametrize(
    ("text", "written"),
    [("a\ud800b", "a\ufffdb"), ('"\\\n\r\t', '"\\\n\r\t'), ("\u0000\u0001\u007f\ufffe", "\u0000\u0001\u007f\ufffe")],
)
def test_any_text_becomes_a_literal_that_is_read_back(text, written):
    from pyoxigraph import serialize

    content = serialize([Triple(SEM.Event, RDFS.label, plain(text))], format=RdfFormat.TURTLE)
    assert [quad.object.value for quad in parse(content, format=RdfFormat.TURTLE)] == [written]
    assert [str(o) for o in rdflib.Graph().parse(data=content, format="turtle").objects()] == [written]


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (100, "100"), (12000.0, "12000"), (0.0, "0"), (11.90, "11.9"), (0.1, "0.1"), (-2.5, "-2.5"),
     (1e21, "1" + "0" * 21), (1e-7, "0.0000001")],
)  # fmt: skip
def test_numbers_are_canonical_decimals(value, text):
    assert decimal(value).value == text


def test_times_without_a_year_keep_words_and_value_alone(data):
    (time,) = [t.subject for t in data.triples() if t.predicate == KG.value and t.object == Literal("--02-21")]
    assert not any(t.subject == time and t.predicate == SEM.hasBeginTimeStamp for t in data.triples())


def test_units_and_organisations(data):
    types: dict = {}
    for triple in data.triples():
        types.setdefault(triple.subject, set()).add(triple.object)
    units = {triple.subject for triple in data.triples() if triple.predicate == ORG.unitOf}
    assert len(units) == 1
    kinds = {ORG.OrganizationalUnit, ORG.FormalOrganization}
    assert all(types[unit] & kinds == {ORG.OrganizationalUnit} for unit in units)


def test_base_names_everything_and_configuration_is_told(graph):
    data = Dataset(graph, base="https://news.example/id/", configuration="0123abcd")
    subjects = {triple.subject.value for triple in data.triples()}
    assert not any(subject.startswith("urn:uuid:") for subject in subjects)
    assert any(triple.predicate == KG.configuration and triple.object == Literal("0123abcd") for triple in data.header)
    assert {quad.graph_name for quad in data.quads() if quad.predicate == KG.configuration} == {DefaultGraph()}


@pytest.mark.parametrize("base", ["no iri", "news/", "https://news.example/id", "https://news.example/<>/"])
def test_base_that_is_none_is_refused(graph, base):
    with pytest.raises(InputError, match="--base"):
        Dataset(graph, base=base)


def test_header_counts_the_triples(data):
    (count,) = [triple.object for triple in data.header if triple.predicate.value.endswith("void#triples")]
    assert int(count.value) == len(data.triples())


def test_no_records_still_make_a_graph():
    assert Dataset(link([])).turtle()
