import pytest

from kg.query.guard import keywords


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT ?service { ?s ?p ?service }", ["SELECT"]),
        ('SELECT * { ?s ?p "SERVICE <x>" }', ["SELECT"]),
        ("SELECT * { ?s ?p 'it''s' } # SERVICE <x>", ["SELECT"]),
        ('SELECT * { ?s ?p """a "SERVICE" b""" }', ["SELECT"]),
        ("SELECT * { ?s service:from ex:service.from }", ["SELECT"]),
        ("SELECT * { <http://x/SERVICE#FROM> a ?x }", ["SELECT", "A"]),
        ("ASK{?s ?p ?o}SERVICE<http://x>{}", ["ASK", "SERVICE"]),
        ("ASK { FILTER(?a<?b) SERVICE ?u {} FILTER(?c>?d) }", ["ASK", "FILTER", "SERVICE", "FILTER"]),
        ("ASK { ?s ?p <http://x/\\u0041#y> . SERVICE <http://z> {} }", ["ASK", "SERVICE"]),
        ('# """\nASK { SERVICE <x> {} } # """', ["ASK", "SERVICE"]),
        ('ASK { "a\\" SERVICE" }', ["ASK"]),
        ("ASK { 'unfinished SERVICE\n }", ["ASK", "UNFINISHED", "SERVICE"]),
    ],
)
def test_bare_words_of_a_query(sparql, words):
    assert list(keywords(sparql)) == words
