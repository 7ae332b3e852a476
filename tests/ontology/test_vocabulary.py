from copy import deepcopy

import pytest
from pyoxigraph import Literal, NamedNode

from kg.errors import RuleError
from kg.ontology import vocabulary
from kg.ontology.namespaces import KG, ROLE, SEM, SKOS, STATUS, TYPE
from kg.ontology.schemes import ontology
from kg.ontology.vocabulary import build
from kg.rules import load


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("families", "Offence", "fr"), "x", "families"),
        (("types", "Nowhere"), {}, r"types\.Nowhere"),
        (("types", "Police", "Theft"), {"zh": "盗窃", "en": "Theft"}, r"types\.Police\.Theft"),
        (("types", "Police", "Offence"), {"zh": "违法", "en": "Offence"}, r"types\.Police\.Offence"),
        (("roles", "agent"), {"zh": "主体"}, "roles"),
        (("extras",), {}, "extras"),
    ],
)
def test_wrong_vocabulary_names_file_and_key(path, value, message):
    table = deepcopy(load("types.toml"))
    inner = table
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(RuleError, match=rf"types\.toml: .*{message}"):
        build(table)


def test_families_and_labels():
    words = vocabulary()
    families = {name: words.family(name) for name in ("Theft", "Arrest", "Fire", "Nonsense")}
    assert families == {"Theft": "Offence", "Arrest": "Police", "Fire": "Incident", "Nonsense": ""}
    assert [words.zh(name) for name in ("Theft", "Police", "agent", "memberOf", "ORG", "planned", "x")] == [
        "盗窃", "警务活动", "主体", "任职于", "机构", "计划", "x",
    ]  # fmt: skip


def test_every_word_is_a_concept_of_its_scheme_with_both_labels():
    words = vocabulary()
    told = set(map(str, ontology()))
    types = [*words.families, *(name for types in words.types.values() for name in types)]
    for namespace, names, scheme in (
        (TYPE, types, KG.EventTypes), (ROLE, words.roles, KG.RoleTypes), (STATUS, words.statuses, KG.Statuses),
    ):  # fmt: skip
        for name in names:
            concept = namespace.term(name)
            assert f"{concept} {SKOS.inScheme} {scheme}" in told
            labels = [t.object for t in ontology() if t.subject == concept and t.predicate == SKOS.prefLabel]
            assert sorted(label.language for label in labels) == ["en", "zh"]
    assert f"{TYPE.term('Theft')} {SKOS.broader} {TYPE.term('Offence')}" in told
    assert f"{TYPE.term('Theft')} {SKOS.notation} {Literal('Theft')}" in told


def test_our_own_terms_are_all_defined_with_labels_and_comments():
    defined = {}
    for triple in ontology():
        kind = triple.predicate.value.rpartition("#")[2]
        if triple.subject.value.startswith(KG.iri) and kind in ("label", "comment"):
            defined.setdefault(triple.subject, []).append((kind, triple.object.language))
    wanted = [("comment", "en"), ("comment", "zh"), ("label", "en"), ("label", "zh")]
    assert all(sorted(texts) == wanted for texts in defined.values())
    assert set(defined) - {NamedNode(KG.iri)} == {getattr(KG, name) for name in KG.__annotations__}


def test_term_of_odd_name_is_still_an_iri():
    assert TYPE.term("a b<>#").value == "urn:kg-news:type:a%20b%3C%3E%23"
    assert SEM.Event == NamedNode("http://semanticweb.cs.vu.nl/2009/11/sem/Event")
