import re
from uuid import uuid5

import pytest

from kg.link.identity import NAMESPACE, Identities, is_masked, node_id
from kg.model import Argument, Entity, Event, Record, Relation, Trigger


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
NANNING, QINGXIU, LIUZHOU = ("GPE", "南宁市", "450100"), ("GPE", "青秀区", "450103"), ("GPE", "柳州市", "450200")
BINYANG, TAIZHOU, WENLING = ("GPE", "宾阳县", "450126"), ("GPE", "台州市", "331000"), ("GPE", "温岭市", "331081")
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
        # named events: of the country, or of the region they are told in
        ((("EVENT", "“春雷”行动", None),), (("EVENT", "“春雷”行动", None),), True),
        ((("EVENT", "“春雷”行动", None), BINYANG), (("EVENT", "“春雷”行动", None), BINYANG), True),
        ((("EVENT", "“春雷”行动", None), BINYANG), (("EVENT", "“春雷”行动", None), NANNING), False),
        ((("EVENT", "“净网”行动", None), BINYANG), (("EVENT", "“净网”行动", None), NANNING), True),
        ((("EVENT", "国际禁毒日", None), BINYANG), (("EVENT", "国际禁毒日", None), NANNING), True),
    ],
)  # fmt: skip
def test_same_name_in_two_articles(one, other, same):
    def first(article, parts):
        entities = [part for part in parts if part[0].isupper()]
        relations = [part for part in parts if not part[0].isupper()]
        return key(article, entities[0][1], *entities, relations=relations)

    assert (first("a", one) == first("b", other)) is same


@pytest.mark.parametrize(
    ("titles", "others", "same"),
    [
        (["局长"], ["局长"], True),
        (["民警"], ["刑侦民警"], True),
        (["局长"], ["民警"], False),
        (["局长"], [None], True),
        (["局长"], ["副局长"], True),
        (["民警", "所长"], ["所长"], True),
    ],
)
def test_head_and_staff_of_one_name_are_two(titles, others, same):
    def person(article, titles):
        told = record(article, PERSON, BUREAU, relations=[MEMBER] * len(titles))
        for relation, title in zip(told.relations, titles, strict=True):
            relation.title = title
        return Identities(told).key("柳青禾")

    assert (person("a", titles) == person("b", others)) is same


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([("agent", "宾阳县公安局")], "event-name:450126:“春雷”行动"),
        ([("place", "柳州市"), ("agent", "宾阳县公安局")], "event-name:450126:“春雷”行动"),
        ([("place", "柳州市")], "event-name:450200:“春雷”行动"),
        ([("agent", "公安部"), ("place", "柳州市")], "event-name::“春雷”行动"),
        ([], "event-name:450126:“春雷”行动"),
    ],
)
def test_a_named_event_is_of_who_holds_it(arguments, wanted):
    campaign = "“春雷”行动"
    bodies = ("ORG", "宾阳县公安局", None), ("ORG", "公安部", None)
    told = record("a", ("EVENT", campaign, None), BINYANG, LIUZHOU, *bodies,
                  relations=[("宾阳县公安局", "locatedIn", "宾阳县")])  # fmt: skip
    fillers = [*arguments, ("name", campaign)]
    trigger = Trigger(text="行动", start=0, end=2)
    told.events = [Event(id="e1", type="Campaign", sentence=(0, 9), trigger=trigger, rule="r", confidence=0.9,
                         arguments=[Argument(role=role, name=name, start=99, end=99) for role, name in fillers])
                   ]  # fmt: skip
    assert Identities(told).key(campaign) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("南宁市发布消息。民警赶赴柳州市。南宁市同日召开会议。市公安局", "org:450100:公安局"),
        ("南宁市民警赶赴柳州市，在市公安局", "org:450200:公安局"),
        ("南宁市开会。柳州市开会。市公安局", "org:@a:市公安局"),
        ("南宁市开会。市公安局", "org:450100:公安局"),
    ],
)
def test_a_level_after_two_cities(text, wanted):
    found = [(m.start(), m[0]) for m in re.finditer("南宁市|柳州市|市公安局", text)]
    codes = {"南宁市": "450100", "柳州市": "450200"}
    entities = [Entity(label="GPE" if name in codes else "ORG", text=name, name=name, start=start,
                       end=start + len(name), code=codes.get(name), rule="r", confidence=1.0)
                for start, name in found]  # fmt: skip
    assert Identities(Record(id="a", hash="a", text=text, entities=entities)).key("市公安局") == wanted


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


def org(name, *entities, relations=(), article="a"):
    """The key of an organisation that stands last in an article."""
    return key(article, name, *entities, ("ORG", name, None), relations=relations)


def named(body, region):
    """That a body lies in the region its name begins with."""
    return [(body, "locatedIn", region)]


@pytest.mark.parametrize(
    ("name", "entities", "relations", "wanted"),
    [
        # the region, and the name without it
        ("南宁市公安局", [NANNING], named("南宁市公安局", "南宁市"), "org:450100:公安局"),
        ("南宁市青秀区税务局", [], named("南宁市青秀区税务局", "南宁市青秀区"), "org:450103:税务局"),
        # a level alone is that of the division named before, or of what is around
        ("市公安局", [NANNING], (), "org:450100:公安局"),
        ("市公安局", [NANNING, LIUZHOU], (), "org:450200:公安局"),
        ("市公安局", [BINYANG], (), "org:450100:公安局"),
        ("县公安局", [BINYANG], (), "org:450126:公安局"),
        ("市公安局", [TAIZHOU, WENLING], (), "org:@a:市公安局"),
        ("市公安局", [], (), "org:@a:市公安局"),
        ("市场监督管理局", [NANNING], (), "org:450100:市场监督管理局"),
        # the branch for a district is the district's
        ("南宁市公安局青秀分局", [NANNING], named("南宁市公安局青秀分局", "南宁市"), "org:450103:公安分局"),
        ("青秀区公安分局", [QINGXIU], named("青秀区公安分局", "青秀区"), "org:450103:公安分局"),
        # bare local names: the only county, else the article
        ("人民医院", [BINYANG], (), "org:450126:人民医院"),
        ("人民医院", [BINYANG, QINGXIU], (), "org:@a:人民医院"),
        ("城关派出所", [NANNING], (), "org:@a:城关派出所"),
        ("青石县公安局", [], (), "org::青石县公安局"),
        # names that are one in the country
        ("公安部", [BINYANG], (), "org::公安部"),
        ("国家林草局", [BINYANG], (), "org::国家林业和草原局"),
        ("云岭康养集团", [BINYANG], (), "org::云岭康养集团"),
        # full names, and present ones
        ("宾阳县卫健局", [BINYANG], named("宾阳县卫健局", "宾阳县"), "org:450126:卫生健康局"),
        ("宾阳县环保局", [BINYANG], named("宾阳县环保局", "宾阳县"), "org:450126:生态环境局"),
        ("宾阳县法院", [BINYANG], named("宾阳县法院", "宾阳县"), "org:450126:人民法院"),
        ("宾阳县人民法院", [BINYANG], named("宾阳县人民法院", "宾阳县"), "org:450126:人民法院"),
    ],
)
def test_organisations(name, entities, relations, wanted):
    assert org(name, *entities, relations=relations) == wanted


def test_a_place_right_before_a_local_body_is_its_own():
    text = [Entity(label=label, text=name, name=name, start=start, end=end, code=code, rule="r", confidence=1.0)
            for label, name, start, end, code in (("GPE", "陆川县", 0, 3, "450922"), ("ORG", "城关派出所", 3, 8, None),
                                                  ("GPE", "宾阳县", 9, 12, "450126"))]  # fmt: skip
    assert Identities(Record(id="a", hash="a", text="", entities=text)).key("城关派出所") == "org:450922:城关派出所"


def test_a_unit_is_called_the_same_with_and_without_its_body():
    unit, body = "宾阳县公安局城关派出所", "宾阳县公安局"
    relations = [*named(unit, "宾阳县"), *named(body, "宾阳县"), (unit, "partOf", body)]
    assert org(unit, BINYANG, relations=relations) == org("城关派出所", BINYANG) == "org:450126:城关派出所"


def test_the_name_shown_has_the_region():
    assert Identities(record("a", NANNING, ("ORG", "市公安局", None))).full("市公安局", "ORG") == "南宁市公安局"


def test_an_article_called_by_a_number_is_no_region():
    assert org("人民医院", article="450126") == "org:@450126:人民医院"


def test_laws_are_one_with_and_without_the_state_before():
    keys = {key("a", name, ("LAW", name, None)) for name in ("中华人民共和国治安管理处罚法", "治安管理处罚法")}
    assert keys == {"law:治安管理处罚法"}
