import pytest

from kg.errors import RuleError
from kg.link import Decisions, link, read_decisions

RIVER, OTHER = "org:139901:公安局", "org:139902:公安局"


@pytest.mark.parametrize(
    ("content", "entry"),
    [
        ('same = [["org:1:甲"]]', "same.1"),
        ('same = [["org:1:甲", "org:1:甲"]]', "same.1"),
        ('same = [["org:1:甲", "甲"]]', "same.1"),
        ('same = [["org:1:甲", "place:1"]]', "same.1"),
        ('same = [["org:1:甲", "org:1:乙"]]\ndifferent = [["org:1:丙", "org:1:丁"], ["org:1:乙", "org:1:甲"]]',
         "different.2"),
        ('same = [["event:a:Theft:1", "event:b:Theft:2"]]\ndifferent = [["event:b:Theft:2", "event:a:Theft:1"]]',
         "different.1"),
        ('equal = []', "equal"),
        ('same = ["org:1:甲"]', "same"),
        ("same = [", "-"),
    ],
)  # fmt: skip
def test_wrong_decisions_name_file_and_entry(tmp_path, content, entry):
    path = tmp_path / "decisions.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(RuleError) as error:
        read_decisions(path)
    assert error.value.file == str(path)
    assert error.value.key.startswith(entry)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(RuleError, match=r"none\.toml"):
        read_decisions(tmp_path / "none.toml")


def test_the_first_key_stands_for_all_that_are_joined():
    decisions = Decisions([["org:1:甲", "org:1:乙"], ["org:1:丙", "org:1:丁"], ["org:1:乙", "org:1:丁"]])
    assert {decisions.one(f"org:1:{name}") for name in "甲乙丙丁"} == {"org:1:甲"}
    assert decisions.one("org:1:戊") == "org:1:戊"


def test_a_person_follows_the_body():
    decisions = Decisions(same=[["org:1:甲", "org:1:乙"]], different=[["person:王伟:org:1:甲", "person:王伟:a"]])
    assert decisions.one("person:王伟:org:1:乙") == "person:王伟:org:1:甲"
    assert decisions.differ("person:王伟:a", "person:王伟:org:1:乙")


def names(graph, kind):
    return {data["key"] for _, data in graph.nodes(data=True) if data["key"].startswith(kind)}


def test_what_is_said_to_be_one_is_one_node_with_both_names(records, graph):
    one, other = sorted(names(graph, "org:"))[:2]
    merged = link(records, Decisions([[other, one]]))
    assert names(merged, "org:") == names(graph, "org:") - {one}
    (node,) = [data for _, data in merged.nodes(data=True) if data["key"] == other]
    before = {data["key"]: data for _, data in graph.nodes(data=True)}
    assert {node["name"], *node["aliases"]} >= {before[one]["name"], before[other]["name"]}


def test_unknown_keys_do_no_harm(records, graph):
    again = link(records, Decisions([["org:9:甲", "org:9:乙"]], [["place:9", "place:8"]]))
    assert list(again.nodes(data=True)) == list(graph.nodes(data=True))
