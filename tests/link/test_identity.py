from uuid import uuid5

import pytest

from kg.link.identity import NAMESPACE, Identities, is_masked, node_id
from kg.model import Entity, Record, Relation


def record(article, *entities, relations=()):
    return Record(
        id=article,
        hash=article,
        text="",
        entities=[
            Entity(label=label, text=name, name=name, start=n, end=n, code=code, rule="r", confidence=1.0)
            for n, (label, name, code) in enumerate(entities)
        ],
        relations=[
            Relation(subject=s, predicate=p, object=o, start=n, end=n, rule="r", confidence=1.0)
            for n, (s, p, o) in enumerate(relations)
        ],
    )


def key(article, name, *entities, relations=()):
    return Identities(record(article, *entities, relations=relations)).key(name)


EAST, WEST = ("GPE", "东坪县", "139903"), ("GPE", "西坪县", "139904")
STATION, BUREAU = ("ORG", "城关派出所", None), ("ORG", "东坪县公安局", None)
PERSON = ("PERSON", "柳青禾", None)
IN_EAST, MEMBER = ("城关派出所", "locatedIn", "东坪县"), ("柳青禾", "memberOf", "东坪县公安局")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        # places: the code decides, whatever the name
        ((EAST,), (("GPE", "东坪", "139903"),), True),
        (((("GPE", "朝阳", "139905"),)), (("GPE", "朝阳", "139906"),), False),
        # organisations: region and full name
        ((STATION, EAST, IN_EAST), (STATION, EAST, IN_EAST), True),
        ((STATION, EAST, IN_EAST), (STATION, WEST, ("城关派出所", "locatedIn", "西坪县")), False),
        # the region of what it is part of is its own
        (
            (STATION, EAST, IN_EAST),
            (STATION, EAST, ("城关派出所", "partOf", "东坪县公安局"), ("东坪县公安局", "locatedIn", "东坪县")),
            True,
        ),
        # a township's code counts as its county's
        (
            (STATION, EAST, IN_EAST),
            (STATION, ("GPE", "河口镇", "139903101"), ("城关派出所", "locatedIn", "河口镇")),
            True,
        ),
        # persons: only within one organisation
        ((PERSON, BUREAU, MEMBER), (PERSON, BUREAU, MEMBER), True),
        ((PERSON, BUREAU, MEMBER), (PERSON, STATION, ("柳青禾", "memberOf", "城关派出所")), False),
        ((PERSON,), (PERSON,), False),
        # roads with a national number are one, squares are not
        ((("FAC", "G65包茂高速", None),), (("FAC", "G65包茂高速", None),), True),
        ((("FAC", "翠柏广场", None),), (("FAC", "翠柏广场", None),), False),
        ((("FAC", "翠柏广场", None), EAST, ("翠柏广场", "locatedIn", "东坪县")),
         (("FAC", "翠柏广场", None), EAST, ("翠柏广场", "locatedIn", "东坪县")), True),
        ((("LOC", "黄河", None),), (("LOC", "黄河", None),), True),
        ((("LOC", "卧牛山", None),), (("LOC", "卧牛山", None),), False),
        ((("LAW", "养犬管理规定", None),), (("LAW", "养犬管理规定", None),), True),
        ((("EVENT", "“春雷”行动", None),), (("EVENT", "“春雷”行动", None),), True),
    ],
)  # fmt: skip
def test_same_name_in_two_articles(one, other, same):
    def first(article, parts):
        entities = [part for part in parts if part[0].isupper()]
        relations = [part for part in parts if not part[0].isupper()]
        return key(article, entities[0][1], *entities, relations=relations)

    assert (first("a", one) == first("b", other)) is same


def test_masked_person_stays_in_the_article_even_with_an_organisation():
    masked = ("PERSON", "陈某某", None)
    keys = {key(a, "陈某某", masked, BUREAU, relations=[("陈某某", "memberOf", "东坪县公安局")]) for a in ("a", "b")}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("name", "masked"),
    [("陈某某", True), ("岩某香", True), ("李先生", True), ("王女士", True), ("小张", True), ("赵六(化名)", True),
     ("柳青禾", False), ("欧阳明", False), ("买买提·艾力", False), ("小野一郎", False)],
)  # fmt: skip
def test_masked_names(name, masked):
    assert is_masked(name) is masked


def test_mention_at_the_place_decides_between_two_codes():
    who = Identities(record("a", ("GPE", "朝阳", "139905"), ("GPE", "朝阳", "139906")))
    assert (who.key("朝阳", 0, 0), who.key("朝阳", 1, 1)) == ("place:139905", "place:139906")


def test_circles_and_long_chains_of_parents_end():
    chain = [(f"单位{n}", "partOf", f"单位{n + 1}") for n in range(2000)]
    assert key("a", "单位0", relations=[*chain, ("单位2000", "partOf", "单位0")]) == "org::单位0"


def test_members_of_each_other_end():
    assert key("a", "甲", ("PERSON", "甲", None), ("PERSON", "乙", None),
               relations=[("甲", "memberOf", "乙"), ("乙", "memberOf", "甲")]) == "person:甲:a"  # fmt: skip


def test_names_without_a_label_are_no_nodes():
    assert key("a", "商务车", EAST) is None


def test_node_ids_are_uuids_of_version_5_and_stand_firm():
    assert node_id("place:139903") == "ba11ac30-0aba-504d-86bc-d0fc0b236d4d"
    assert node_id("甲") == str(uuid5(NAMESPACE, "甲"))
    assert node_id("\ud800").count("-") == 4


@pytest.mark.parametrize(
    ("entities", "relation", "name", "wanted"),
    [
        # a place that only a relation names is looked up in the gazetteer
        ([BUREAU], ("东坪县公安局", "locatedIn", "海口市"), "海口市", "place:460100"),
        ([BUREAU], ("海口市", "locatedIn", "海南省"), "海口市", "place:460100"),
        # of several with one name, the one that the article means elsewhere
        ([("GPE", "朝阳", "220104")], ("某某站", "locatedIn", "朝阳区"), "朝阳区", "place:220104"),
        ([("GPE", "朝阳", "110105")], ("某某站", "locatedIn", "朝阳区"), "朝阳区", "place:110105"),
        ([BUREAU], ("某某站", "locatedIn", "朝阳区"), "朝阳区", "place:@a:朝阳区"),
        # what the gazetteer does not know and lies somewhere is an organisation
        ([EAST], ("某某站", "locatedIn", "东坪县"), "某某站", "org:139903:某某站"),
    ],
)
def test_names_that_only_relations_know(entities, relation, name, wanted):
    assert key("a", name, *entities, relations=[relation]) == wanted
