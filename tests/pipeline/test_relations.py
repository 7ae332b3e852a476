"""Relations between the names of a text."""

import pytest

from kg.errors import RuleError
from kg.pipeline.assemble import make_nlp
from kg.pipeline.relations.rules import RelationRules
from kg.rules import check, load

LAST = "kg_relations"


@pytest.fixture(scope="module")
def relations_of():
    """A function that gives the relations of a text."""
    nlp = make_nlp()

    def run(text):
        doc = nlp.make_doc(text)
        for name, component in nlp.pipeline:
            doc = component(doc)
            if name == LAST:
                break
        return doc.user_data["relations"]

    return run


PART_OF = [
    ("烟台市公安局交警支队莱山大队巡逻。", "烟台市公安局交警支队莱山大队", "烟台市公安局交警支队"),
    ("烟台市公安局交警支队莱山大队巡逻。", "烟台市公安局交警支队", "烟台市公安局"),
    ("青川县委宣传部开会。", "青川县委宣传部", "青川县委"),
    ("青川县公安局组织石桥派出所侦查。", "石桥派出所", "青川县公安局"),
    ("青川县人民医院党委开会。", "青川县人民医院党委", "青川县人民医院"),
    ("苏州大学附属第二医院内科第一党支部开会。", "苏州大学附属第二医院内科第一党支部", "苏州大学附属第二医院"),
]

LOCATED_IN = [
    ("青川县公安局木鱼派出所巡逻。", "青川县公安局", "青川县"),
    ("青川县公安局木鱼派出所巡逻。", "青川县公安局木鱼派出所", "青川县"),
    ("四川省广元市青川县发生地震。", "青川县", "广元市"),
    ("四川省青川县公安局巡逻。", "青川县", "四川省"),
    ("南昌铁路公安局福州公安处巡逻。", "南昌铁路公安局福州公安处", "福州"),
    ("山西大同大学开学。", "山西大同大学", "山西"),
    ("南京大学开学。", "南京大学", "南京"),
    ("潮州市消防救援支队饶平大队出动。", "潮州市消防救援支队饶平大队", "饶平"),
    ("中国驻秘鲁大使馆表示。", "中国驻秘鲁大使馆", "秘鲁"),
    ("水井村党支部开会。", "水井村党支部", "水井村"),
    ("苏州云岭智能科技有限公司签约。", "苏州云岭智能科技有限公司", "苏州"),
]

# text, person, organisation, title
MEMBER_OF = [
    ("青川县公安局局长王青山出席会议。", "王青山", "青川县公安局", "局长"),
    ("青川县公安局召开会议，县公安局党委书记、局长王青山讲话。", "王青山", "青川县公安局", "局长"),
    ("青川县公安局党委书记、局长王青山讲话。", "王青山", "青川县公安局", "党委书记"),
    ("青川县公安局木鱼派出所民警王青山、辅警李海燕赶到。", "李海燕", "青川县公安局木鱼派出所", "辅警"),
    ("青川县消防救援大队赶到。大队长王青山说。", "王青山", "青川县消防救援大队", "大队长"),
    ("王青山为青川县公安局局长。", "王青山", "青川县公安局", "局长"),
    ("王青山被广元市文化馆聘为辅导员。", "王青山", "广元市文化馆", None),
    ("青川县委政法委书记王青山出席。", "王青山", "青川县委政法委", "书记"),
    ("任命王青山为青川县教育局局长。", "王青山", "青川县教育局", "局长"),
    ("王青山，男，汉族，现任青川县人民政府副县长。", "王青山", "青川县人民政府", "副县长"),
    ("王青山曾任广元市公安局局长，去年退休。", "王青山", "广元市公安局", "局长"),
    ("王青山（青川县公安局民警）获奖。", "王青山", "青川县公安局", "民警"),
    ("王青山是青川县实验小学的一名教师。", "王青山", "青川县实验小学", "教师"),
    ("来自青川县实验中学的学生王青山获奖。", "王青山", "青川县实验中学", "学生"),
    ("在青川县实验中学任教的语文老师王青山获奖。", "王青山", "青川县实验中学", "老师"),
    ("王青山在青川县实验中学任教。", "王青山", "青川县实验中学", None),
    ("青川大学王青山获奖。", "王青山", "青川大学", None),
    ("来自青川大学的王青山获奖。", "王青山", "青川大学", None),
    ("青川大学生态学院院长王青山到会。", "王青山", "青川大学生态学院", "院长"),
    ("联合国秘书长王青山发言。", "王青山", "联合国", "秘书长"),
    ("浙江队球员王青山进球。", "王青山", "浙江队", "球员"),
]


@pytest.mark.parametrize(("text", "part", "whole"), PART_OF)
def test_part_of(relations_of, text, part, whole):
    assert (part, "partOf", whole) in {(r.subject, r.predicate, r.object) for r in relations_of(text)}


@pytest.mark.parametrize(("text", "what", "where"), LOCATED_IN)
def test_located_in(relations_of, text, what, where):
    assert (what, "locatedIn", where) in {(r.subject, r.predicate, r.object) for r in relations_of(text)}


@pytest.mark.parametrize(("text", "person", "body", "title"), MEMBER_OF)
def test_member_of(relations_of, text, person, body, title):
    found = {(r.subject, r.object, r.title) for r in relations_of(text) if r.predicate == "memberOf"}
    assert (person, body, title) in found


WROTE = [
    ("海州讯 记者王青山 通讯员李海燕 6月16日，全县遭特大暴雨袭击。", {"王青山", "李海燕"}),
    ("本报青川6月4日电 记者 王青山 在县医院，医生李海燕很忙。", {"王青山"}),
    ("居民告诉记者王青山已经离开。", set()),
]


@pytest.mark.parametrize(("text", "writers"), WROTE)
def test_reporters_at_the_head(relations_of, text, writers):
    assert {r.subject for r in relations_of(text) if r.predicate == "wrote"} == writers


NOT_MEMBER_OF = [
    "伤者送到青川县人民医院的病房，民警王青山守候。",
    "青川县人民医院的患者王青山出院。",
    "王青山离开青川县公安局局长办公室。",
    "王青山，青川县公安局民警李海燕，均已到场。",
]


@pytest.mark.parametrize("text", NOT_MEMBER_OF)
def test_no_member_by_words_between(relations_of, text):
    assert not [r for r in relations_of(text) if r.predicate == "memberOf" and r.subject == "王青山"]


def test_wrote(relations_of):
    found = [r for r in relations_of("本报讯（记者 王青山 通讯员 李海燕）昨日下了大雨。") if r.predicate == "wrote"]
    assert [(r.subject, r.object) for r in found] == [("王青山", "document"), ("李海燕", "document")]


@pytest.mark.parametrize(
    "text",
    [
        "免去青川县公安局局长王青山职务。",  # a post that is taken away
        "据青川县公安局通报，村民王青山走失。",
        "记者王青山走访青川县公安局。",
    ],
)
def test_no_member(relations_of, text):
    assert [r for r in relations_of(text) if r.predicate == "memberOf"] == []


@pytest.mark.parametrize("text", ["G5京昆高速广元市昭化区段", "", "\n\n"])
def test_a_place_does_not_lie_in_a_road(relations_of, text):
    assert not [r for r in relations_of(text) if r.predicate == "locatedIn" and r.object.startswith("G5")]


def test_no_relation_twice_and_none_to_itself(relations_of):
    text = "青川县公安局巡逻。青川县公安局木鱼派出所巡逻。" * 3
    found = [(r.subject, r.predicate, r.object) for r in relations_of(text)]
    assert len(found) == len(set(found)) > 0
    assert all(subject != target for subject, _, target in found)


def test_offsets_hold_the_subject(relations_of):
    text = "近日，烟台市公安局交警支队莱山大队巡逻。"
    assert all(text[r.start : r.end] == "烟台市公安局交警支队莱山大队" for r in relations_of(text))


def test_unknown_key_is_an_error():
    rules = load("relations.toml")
    with pytest.raises(RuleError, match=r"relations\.toml.*colour"):
        check("relations.toml", rules | {"colour": "red"}, RelationRules)
