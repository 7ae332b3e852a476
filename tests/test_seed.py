"""The page that comes along, read and built as the README says."""

from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg.read import read

SEEDS = Path(__file__).parents[1] / "seeds"

ARTICLES = [
    ("转变理念 鼓励创新 重塑机制", "乌兰浩特市公安局:找到科技兴警最优解", None, ["戴紫君"]),
    ("通辽市公安局“开年第一讲”", "提高干警法纪意识 夯实廉洁从警根基", None, ["沈翠英"]),
    (None, "深化巡查工作 筑牢稳定屏障", "阿里河", ["牛金凤"]),
    (None, "歌声悠扬送基层 暖警爱警鼓干劲", "巴音宝力格", ["任魁"]),
    (None, "风沙来袭加强巡逻 保障群众安全出行", "达来呼布", ["庞碧霖"]),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    """The page, built."""
    return kg.build([SEEDS], tmp_path_factory.mktemp("seed"))


def test_the_page_holds_five_articles():
    assert [(a.kicker, a.title, a.dateline, a.byline) for a in read([SEEDS])] == ARTICLES


def test_every_offset_holds(graph):
    for record in graph.records:
        spans = [*record.entities, *record.anaphors, *(e.trigger for e in record.events)]
        spans += [a for e in record.events for a in e.arguments if isinstance(a.text, str)]
        for span in spans:
            assert record.text[span.start : span.end] == span.text


def test_every_character_leads_back_to_the_page(graph):
    page = next(SEEDS.glob("*.txt")).read_text(encoding="utf-8")
    for record in graph.records:
        (source,) = record.sources
        starts = [*source.map, (len(record.text), source.end)]
        for (start, origin), (end, _) in pairwise(starts):
            assert record.text[start:end] == page[origin : origin + end - start]


@pytest.mark.parametrize(
    ("kind", "trigger", "role", "filler"),
    [
        ("Arrest", "抓获", "agent", "乌兰浩特市公安局"),
        ("Arrest", "抓获", "quantity", 55),
        ("AssetFreeze", "冻结", "quantity", 50_000_000),
        ("Meeting", "研讨会", "time", "2024-02-23"),
        ("HazardFix", "整改", "agent", "呼伦贝尔市公安局农垦分局"),
        ("Performance", "演出", "place", "巴音宝力格镇派出所"),
        ("Rescue", "救援", "agent", "阿拉善盟公安局交管支队额济纳旗大队"),
    ],
)
def test_events_with_their_arguments(graph, kind, trigger, role, filler):
    arguments = [
        argument
        for record in graph.records
        for event in record.events
        if event.type == kind and trigger in event.trigger.text
        for argument in event.arguments
    ]
    assert filler in [a.name if isinstance(a.name, str) else a.value for a in arguments if a.role == role]


def test_the_turtle_says_what_the_graph_says(graph):
    found = graph.query("SELECT (COUNT(DISTINCT ?e) AS ?n) { ?e a sem:Event }").iloc[0, 0]
    assert int(found) == sum(1 for _, node in graph.nx.nodes(data=True) if node["kind"] == "event" and node["asserted"])


def test_loading_gives_what_was_built(graph):
    again = kg.load(graph.folder)
    assert again.records == graph.records
    assert sorted(again.nx.nodes) == sorted(graph.nx.nodes)
