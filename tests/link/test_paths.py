import pytest

from kg.errors import InputError
from kg.link.paths import ego, named, paths


def told(graph, chain):
    return [(graph.nodes[s.source]["name"], s.type, s.forward, graph.nodes[s.target]["name"]) for s in chain]


def test_a_person_is_joined_to_the_place_of_what_happened(graph):
    chains = paths(graph, "周望山", "翠柏广场")
    assert [told(graph, chain) for chain in chains] == [
        [("周望山", "participant", False, "巡逻"), ("巡逻", "place", True, "翠柏广场")]
    ]
    assert chains[0][1].evidence["sentence"].startswith("5月2日20时许")


def test_a_name_is_found_by_its_short_form(graph):
    assert [graph.nodes[node]["name"] for node in named(graph, "青石")] == ["青石县"]


def test_names_that_are_none_are_answered_with_like_ones(graph):
    with pytest.raises(InputError, match="青石县公安局"):
        paths(graph, "青石县公", "翠柏广场")


def test_what_nothing_joins_has_no_chain(graph):
    (odd,) = [data["name"] for _, data in graph.nodes(data=True) if data["name"].endswith("控制🚓公司")]
    assert paths(graph, "周望山", odd) == []


def test_ego_holds_what_is_near(graph):
    near = {graph.nodes[node]["name"] for node in ego(graph, "周望山")}
    assert {"周望山", "青石县公安局", "城关派出所"} <= near
    assert "陈某某" not in near
    assert set(ego(graph, "周望山")) < set(ego(graph, "周望山", 2))
