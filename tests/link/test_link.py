import random
from itertools import chain

import pytest
from msgspec import json, structs

from kg.errors import KgError
from kg.link import link
from kg.link.identity import NAMED


def dump(graph):
    return list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))


def nodes(graph, **wanted):
    return [n for n, data in graph.nodes(data=True) if all(data.get(k) == v for k, v in wanted.items())]


def neighbours(graph, node, type_):
    targets = (target for _, target, data in graph.out_edges(node, data=True) if data["type"] == type_)
    return sorted(graph.nodes[target]["name"] for target in targets)


def event(graph, trigger, article="a1"):
    (node,) = nodes(graph, kind="event", name=trigger, article=article)
    return node


def test_records_of_the_test_name_what_stands_in_their_text(records):
    for record in records:
        events = [*record.events, *record.unasserted]
        pieces = chain(record.entities, record.anaphors, (e.trigger for e in events))
        assert all(record.text[piece.start : piece.end] == piece.text for piece in pieces)


def test_order_of_reading_and_copies_change_nothing(records, graph):
    shuffled = [*records, *records]
    random.Random(7).shuffle(shuffled)
    assert dump(link(shuffled)) == dump(graph)


def test_a_withdrawn_article_leaves_no_trace(records):
    both, kept = link(records), link(record for record in records if record.id != "a2")
    gone = {both.nodes[node]["name"] for node in both if node not in kept and both.nodes[node]["kind"] == "entity"}
    assert gone == {"白沙县", "城关派出所", "周望山", "翠柏广场", "陈某某"}
    assert not any(p["article"] == "a2" for *_, data in kept.edges(data=True) for p in data["evidence"])


def test_copy_from_another_file_is_one_article_with_both_sources(records):
    copy = structs.replace(records[0], sources=[structs.replace(records[0].sources[0], file="z.txt")])
    graph = link([copy, records[0]])
    (article,) = nodes(graph, kind="article")
    assert [source["file"] for source in graph.nodes[article]["sources"]] == ["a.txt", "z.txt"]


def test_one_id_with_two_texts_is_an_error_naming_both(records):
    with pytest.raises(KgError, match=r"a1 .*other"):
        link([records[0], structs.replace(records[0], hash="other")])


def test_attributes_are_plain_values(graph):
    for _, data in [*graph.nodes(data=True), *((s, d) for s, _, d in graph.edges(data=True))]:
        assert json.decode(json.encode(data)) == data


@pytest.mark.parametrize(
    ("trigger", "article", "type_", "fillers"),
    [
        ("破获", "a1", "agent", ["青石县公安局"]),
        ("抓获", "a1", "agent", ["青石县公安局河湾派出所"]),
        ("抓获", "a1", "patient", ["陈某某"]),
        ("抓获", "a1", "place", ["翠柏广场"]),
        ("专项行动", "a1", "name", ["“春雷”专项行动"]),
        ("学习", "a1", "name", ["青石县养犬管理规定"]),
        ("抓获", "a1", "before", ["追回"]),
        ("追回", "a1", "subEventOf", ["破获"]),
        ("抓获", "a1", "reportedIn", ["青石县公安局破获一起盗窃案"]),
        ("返还", "a3", "participant", ["周望山", "陈某某"]),
        ("追回", "a1", "patient", []),
    ],
)
def test_edges_of_events(graph, trigger, article, type_, fillers):
    assert neighbours(graph, event(graph, trigger, article), type_) == fillers


@pytest.mark.parametrize(
    ("name", "type_", "others"),
    [
        ("青石县公安局河湾派出所", "partOf", ["青石县公安局"]),
        ("青石县公安局", "locatedIn", ["青石县"]),
        ("林一舟", "wrote", ["青石县公安局破获一起盗窃案"]),
    ],
)
def test_edges_of_relations(graph, name, type_, others):
    (node,) = nodes(graph, kind="entity", name=name)
    assert neighbours(graph, node, type_) == others


def test_posts_carry_their_title(graph):
    posts = {
        (graph.nodes[s]["name"], graph.nodes[t]["name"], data["title"])
        for s, t, data in graph.edges(data=True)
        if data["type"] == "memberOf"
    }
    assert posts == {
        ("周望山", "青石县公安局", "局长"), ("周望山", "城关派出所", "所长"), ("陈某某", "青石县检察院", "检察官"),
    }  # fmt: skip


def test_what_is_no_named_thing_stays_with_its_event(graph):
    things = graph.nodes[event(graph, "追回")]["things"]
    assert [(thing["role"], thing["name"], thing["text"]) for thing in things] == [("patient", "电动车", "电动车")]


def test_times_and_quantities_of_an_event(graph):
    data = graph.nodes[event(graph, "追回")]
    (time,) = data["times"]
    assert [time[key] for key in ("value", "begin", "until", "text")] == [*["2024-03-01"] * 3, "3月1日"]
    amounts = [(q["value"], q["unit"], q["item"], q["modifier"], q["text"]) for q in data["quantities"]]
    assert amounts == [(3, "辆", "电动车", None, "3辆"), (12000.0, "元", "损失", "余", "1.2万余元")]
    assert [data[key] for key in ("begin", "until", "family", "status")] == [*["2024-03-01"] * 2, "Police", "happened"]


def test_status_and_what_is_not_asserted(graph):
    assert graph.nodes[event(graph, "伤亡")]["asserted"] is False
    campaign = graph.nodes[event(graph, "专项行动")]
    assert (campaign["asserted"], campaign["status"], campaign["by"]) == (True, "planned", "周望山")


def test_all_evidence_quotes_its_article(records, graph):
    texts = {record.id: record.text for record in records}
    proofs = [p for *_, data in graph.edges(data=True) for p in data["evidence"]]
    for _, data in graph.nodes(data=True):
        proofs += [p for key in ("evidence", "times", "quantities", "things") for p in data.get(key, ())]
    assert len(proofs) > 100
    for proof in proofs:
        text = texts[proof["article"]]
        assert proof["text"] == text[proof["start"] : proof["end"]]
        assert proof["sentence"] == text[proof["sentence_start"] : proof["sentence_end"]]
        assert proof["text"] in proof["sentence"]


def test_retelling_is_further_evidence(graph):
    proofs = graph.nodes[event(graph, "巡逻", "a2")]["evidence"]
    assert [proof["sentence"][:6] for proof in proofs] == ["5月2日20", "白沙县巡逻守"]


def test_mentions_count_names_and_anaphors(graph):
    (bureau,) = nodes(graph, kind="entity", name="青石县公安局")
    data = graph.nodes[bureau]
    assert (data["type"], data["mentions"], data["articles"]) == ("ORG", 3, 2)
    (county,) = nodes(graph, kind="entity", code="139901")
    assert (graph.nodes[county]["name"], graph.nodes[county]["aliases"]) == ("青石县", ["青石"])
    assert all(data["type"] in NAMED for _, data in graph.nodes(data=True) if data["kind"] == "entity")


def test_two_events_on_one_trigger_are_two_nodes(records):
    twice = structs.replace(records[0], events=[*records[0].events, *records[0].events])
    assert len(nodes(link([twice]), kind="event")) == 2 * len(records[0].events) + len(records[0].unasserted)
