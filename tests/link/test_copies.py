import pytest

from kg.errors import KgError
from kg.link import Decisions, distinct, link
from kg.link.copies import near_copies
from kg.model import Record, Source

TEXT = (
    "近日，山城区图书馆举办古籍修复展，展出清代方志和家谱四十余册。馆员向观众演示了揭裱、补洞和装订的全过程，"
    "不少学生在现场学习使用镊子和排笔。展览将持续到月底，每天上午九时开放，观众凭身份证免费入场。"
)
OTHER = (
    "昨天下午，河滨中学的操场上锣鼓喧天，来自十二个班级的同学表演了舞龙、跳绳和扇子舞，"
    "家长们也应邀到场观看并为孩子加油。"
)


def record(name, text, published=None, hash_=None, **source):
    sources = [Source(file=f"{name}.txt", id=name, **source)]
    return Record(id=name, hash=hash_ or name, text=text, published=published, sources=sources)


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (TEXT.replace("，", "， ").replace("。", "。\n"), True),  # other spaces
        ("本报讯 " + TEXT + "（记者 张三）", True),
        (TEXT.replace("四十余册", "三十余册"), True),
        (TEXT[:70], True),
        (TEXT + OTHER * 3, False),  # one item of a longer text
        (OTHER, False),
        (TEXT[:20] + OTHER, False),
        ("", False),
    ],
)
def test_near_copies(text, is_copy):
    found = near_copies([record("b", text, "2024-03-02"), record("a", TEXT, "2024-03-01")])
    assert [(copy.copy, copy.original) for copy in found] == ([("b", "a")] if is_copy else [])


def test_copies_point_to_the_earliest_and_quote_what_both_have():
    texts = {"a": ("2024-03-03", TEXT), "b": ("2024-03-01", "本报讯 " + TEXT), "c": ("2024-03-02", TEXT + "完。")}
    graph = link(record(name, text, day) for name, (day, text) in texts.items())
    edges = [(s, t, data) for s, t, data in graph.edges(data=True) if data["type"] == "copyOf"]
    assert {(graph.nodes[s]["article"], graph.nodes[t]["article"]) for s, t, _ in edges} == {("a", "b"), ("c", "b")}
    for *_, data in edges:
        assert data["asserted"] and data["evidence"][0]["text"] in TEXT


def test_copies_said_to_differ_are_not_linked():
    both = [record("a", TEXT), record("b", TEXT + "完。")]
    graph = link(both, Decisions(different=[["article:a", "article:b"]]))
    assert graph.number_of_edges() == 0


def test_one_text_under_two_ids_is_one_article_with_the_first():
    (one,) = distinct([record("z", TEXT, hash_="h"), record("b", TEXT, hash_="h")])
    assert (one.id, [source.file for source in one.sources]) == ("b", ["b.txt", "z.txt"])


def test_one_id_for_two_texts_is_an_error():
    with pytest.raises(KgError, match="rename one"):
        distinct([record("a", TEXT), record("a", OTHER, hash_="x")])
