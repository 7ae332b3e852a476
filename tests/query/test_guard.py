import pytest

from kg.errors import InputError
from kg.query.guard import check


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?service { ?s ?p ?service }",
        'SELECT * { ?s ?p "SERVICE <x>" }',
        "SELECT * { ?s ?p 'its' } # SERVICE <x> FROM <x>",
        'SELECT * { ?s ?p """a "SERVICE" b""" }',
        "SELECT * { ?s service:from ex:service.from }",
        "SELECT * { <http://x/SERVICE#FROM> a ?x FILTER(?from < 1 && ?service > 2) }",
        "ASK { ?s a schema:GovernmentService }",
        "CONSTRUCT { ?s ?p ?from } WHERE { ?s ?p ?from }",
    ],
)
def test_words_that_ask_nobody_pass(sparql):
    check(sparql)


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("ASK{?s ?p ?o}SERVICE<http://x>{}", "SERVICE"),
        ("ASK { ?s ?p ?o SERVICE <http://x> {} }", "another server"),
        ("ASK { ?s ?p ?o OPTIONAL { { service silent ?u {} } UNION {} } }", "another server"),
        ("ASK { ?s ?p ?o FILTER NOT EXISTS { SERVICE <http://x> {} } }", "another server"),
        ("SELECT * { { SELECT ?s { SERVICE <http://x> { ?s ?p ?o } } } }", "another server"),
        ("PREFIX : <http://x> SELECT * { SERVICE:y { ?s ?p ?o } }", "another server"),
        ("PREFIX : <http://x> SELECT * FROM:y { ?s ?p ?o }", "nothing to load"),
        ("DESCRIBE <x> FROM NAMED <http://x>", "nothing to load"),
        ("CONSTRUCT FROM <http://x> WHERE { ?s ?p ?o }", "nothing to load"),
        ("SELECT * { FILTER(?a<?b)SERVICE<http://x>{?s ?p ?o}FILTER(?c>?d) }", "another server"),
        ("SELECT * { LOAD SERVICE <http://x> {} }", "cannot be parsed"),
        ("ASK {" * 5000 + " SERVICE <http://x> {} " + "}" * 5000, "cannot be parsed"),
    ],
)
def test_what_would_ask_another_server_is_refused(sparql, message):
    with pytest.raises(InputError, match=message):
        check(sparql)
