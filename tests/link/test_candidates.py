"""What may be one: pairs with scores and reasons."""

import pytest

from kg.link import Decisions, link
from kg.model import Argument, Entity, Event, Record, Relation, Trigger


def record(article, names, relations=(), events=()):
    """A record that names (label, name, code), relates (subject, predicate, object, title) and tells events."""
    entities = [
        Entity(label=label, text=name, name=name, start=n, end=n + 1, code=code, rule="r", confidence=0.9)
        for n, (label, name, code) in enumerate(names)
    ]
    told = [
        Event(id=f"e{n}", type=type_, sentence=(0, 9), trigger=Trigger(text="破获", start=n, end=n + 1),
              arguments=[*(Argument(role=role, name=name, start=0, end=1) for role, name in fillers),
                         Argument(role="time", value=day, text=day, start=0, end=1)], rule="r", confidence=0.9)
        for n, (type_, day, fillers) in enumerate(events)
    ]  # fmt: skip
    return Record(
        id=article, hash=article, text="一二三四五六七八九十", entities=entities, events=told,
        relations=[Relation(subject=s, predicate=p, object=o, title=t, start=0, end=1, rule="r", confidence=0.9)
                   for s, p, o, t in relations],
    )  # fmt: skip


def linked(*records, decisions=None):
    graph = link(records, decisions or Decisions())
    edges = [(s, t, e) for s, t, e in graph.edges(data=True) if e["kind"] == "link"]
    return graph, [(graph.nodes[s]["key"], graph.nodes[t]["key"], e) for s, t, e in edges]


BINYANG, LUCHUAN = ("GPE", "宾阳县", "450126"), ("GPE", "陆川县", "450922")


def body(article, name, place):
    return record(article, [("ORG", name, None), place], [(name, "locatedIn", place[1], None)])


@pytest.mark.parametrize(
    ("one", "other", "candidate"),
    [
        (("昆仑关景区服务中心", BINYANG), ("昆仑关风景区服务中心", BINYANG), True),
        (("昆仑关景区服务中心", BINYANG), ("昆仑关风景区服务中心", LUCHUAN), False),
        (("城关第一小学", BINYANG), ("城关第二小学", BINYANG), False),
        (("工商行政管理局", BINYANG), ("市场监督管理局", BINYANG), True),
        (("宾阳县蓝海食品有限公司", BINYANG), ("蓝海食品公司", BINYANG), True),
        (("水利局", BINYANG), ("教育局", BINYANG), False),
        (("宾阳县公安局", BINYANG), ("南宁市公安局", ("GPE", "南宁市", "450100")), False),
    ],
)
def test_organisations(one, other, candidate):
    _, edges = linked(body("a", *one), body("b", *other))
    assert bool(edges) is candidate
    for *_, data in edges:
        assert (data["type"], data["asserted"]) == ("candidate", False)
        assert 0.6 <= data["confidence"] <= 1 and data["reasons"] and len(data["evidence"]) == 2


def person(article, name, org, title, place):
    names = [("PERSON", name, None), ("ORG", org, None), place]
    return record(article, names, [(name, "memberOf", org, title), (org, "locatedIn", place[1], None)])


@pytest.mark.parametrize(
    ("one", "other", "candidate"),
    [
        (("周青山", "宾阳县公安局", "局长", BINYANG), ("周青山", "宾阳县人民政府", "副县长", BINYANG), True),
        (("周青山", "宾阳县公安局", "局长", BINYANG), ("周青山", "陆川县公安局", "局长", LUCHUAN), False),
        (("周青山", "宾阳县公安局", "局长", BINYANG), ("周青川", "宾阳县人民政府", "局长", BINYANG), False),
        (("周某某", "宾阳县公安局", "民警", BINYANG), ("周某某", "宾阳县人民政府", "民警", BINYANG), False),
    ],
)
def test_persons(one, other, candidate):
    _, edges = linked(person("a", *one), person("b", *other))
    assert any(key.startswith("person:") for key, *_ in edges) is candidate


def case(article, day, place, agent, type_="Theft"):
    told = (type_, day, [("place", place[1]), ("agent", agent)])
    return record(article, [place, ("ORG", agent, None)], events=[told])


@pytest.mark.parametrize(
    ("other", "candidate"),
    [
        (("2024-03-05", BINYANG, "海关总署"), True),
        (("2024-03-06", BINYANG, "海关总署"), False),
        (("2024-03-05", LUCHUAN, "海关总署"), False),
        (("2024-03-05", BINYANG, "海关总署", "Fire"), False),
        (("2024", BINYANG, "海关总署"), False),
    ],
)
def test_events(other, candidate):
    _, edges = linked(case("a", "2024-03-05", BINYANG, "海关总署"), case("b", *other))
    assert [data["type"] for *_, data in edges] == (["sameEvent"] if candidate else [])


def test_two_events_of_one_article_are_no_candidate():
    told = [("Theft", "2024-03-05", [("place", "宾阳县"), ("agent", "海关总署")])] * 2
    _, edges = linked(record("a", [BINYANG, ("ORG", "海关总署", None)], events=told))
    assert not edges


def test_decisions_end_candidates():
    both = [case("a", "2024-03-05", BINYANG, "海关总署"), case("b", "2024-03-05", BINYANG, "海关总署")]
    _, ((one, other, _),) = linked(*both)
    _, edges = linked(*both, decisions=Decisions(different=[[other, one]]))
    assert not edges
    graph, ((*ends, data),) = linked(*both, decisions=Decisions(same=[[other, one]]))
    assert sorted(ends) == sorted((one, other))
    assert (data["type"], data["asserted"], data["confidence"]) == ("sameEvent", True, 1.0)
    assert sum(node["kind"] == "event" for _, node in graph.nodes(data=True)) == 2


def test_candidates_are_no_closure():
    """A like B and B like C makes two pairs, and nothing is merged."""
    names = {"a": "松溪花海景区服务站", "b": "松溪花海景区游客服务站", "c": "松溪花海风景区游客综合服务站"}
    graph, edges = linked(*(body(article, name, BINYANG) for article, name in names.items()))
    assert sum(data["key"].startswith("org:") for _, data in graph.nodes(data=True)) == 3
    joined = [{one.rpartition(":")[2], other.rpartition(":")[2]} for one, other, _ in edges]
    assert {names["a"], names["b"]} in joined
    assert {names["a"], names["c"]} not in joined
