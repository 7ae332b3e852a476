"""Nodes are laid out legibly, together and the same each time."""

import networkx as nx
import numpy as np
import pytest

from kg.publish.layout import GAP, LARGEST, arrange, communities, foremost, separate, shelve
from kg.publish.picture import label, width, wrapped


def weighted(graph):
    nx.set_edge_attributes(graph, 1.0, "weight")
    return graph


@pytest.fixture(scope="module")
def caves():
    """Three tight groups of eight, and two nodes of no group."""
    graph = nx.connected_caveman_graph(3, 8)
    graph.add_nodes_from((24, 25))
    return weighted(graph)


def test_no_two_nodes_cover_each_other(caves):
    sizes = {node: (80.0, 30.0 + node) for node in caves}
    positions, _ = arrange(caves, sizes, communities(caves))
    for a in caves:
        for b in range(a):
            apart = np.abs(np.subtract(positions[a], positions[b]))
            assert (apart + 1 >= (np.array(sizes[a]) + sizes[b]) / 2).any(), (a, b)


def test_each_node_stands_in_a_frame_and_each_group_in_one(caves):
    positions, frames = arrange(caves, dict.fromkeys(caves, (60.0, 30.0)), communities(caves))
    home = {
        node: [i for i, (x, y, w, h) in enumerate(frames) if x <= px - 30 and px + 30 <= x + w and y <= py <= y + h]
        for node, (px, py) in positions.items()
    }
    assert all(len(found) == 1 for found in home.values())
    assert len(frames) == 4
    for group in range(3):
        assert len({home[node][0] for node in range(group * 8, group * 8 + 8)}) == 1


def test_the_same_graph_gives_the_same_picture(caves):
    sizes = dict.fromkeys(caves, (60.0, 30.0))
    assert arrange(caves, sizes, communities(caves)) == arrange(caves.copy(), sizes, communities(caves.copy()))


def test_an_empty_graph_has_no_frames():
    assert arrange(nx.Graph(), {}, []) == ({}, [])


def test_communities_stay_small():
    groups = communities(weighted(nx.star_graph(3 * LARGEST)))
    assert max(map(len, groups)) <= LARGEST
    assert sorted(node for group in groups for node in group) == list(range(3 * LARGEST + 1))


def test_of_each_community_the_best_connected_are_shown():
    graph = weighted(nx.disjoint_union(nx.star_graph(20), nx.star_graph(10)))
    assert foremost(graph, [list(range(21)), list(range(21, 32))], 2) == [[0], [21]]
    assert [len(group) for group in foremost(graph, communities(graph), 16)] == [10, 6]
    assert foremost(graph, communities(graph), 99) == communities(graph)


def test_boxes_on_one_spot_are_moved_apart():
    centres = separate(np.zeros((12, 2)), np.full((12, 2), 20.0))
    apart = np.abs(centres[:, None] - centres[None])
    assert ((apart >= 20 + GAP - 1e-6).any(2) | np.eye(12, dtype=bool)).all()


def test_shelves_fill_a_rectangle_without_overlap():
    cells = shelve([(300, 200), (200, 180), (260, 90), (100, 80), (90, 60)], 10)
    right, bottom = max(x + w for x, y, w, h in cells), max(y + h for x, y, w, h in cells)
    assert 0.7 < right / bottom < 3
    for i, (x, y, w, h) in enumerate(cells):
        for a, b, c, d in cells[:i]:
            assert x + w <= a or a + c <= x or y + h <= b or b + d <= y


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县公安局", "县公安局"),
        ("一二三四五六七八九十甲乙", "一二三四五六\n七八九十甲乙"),
        ("a\x00b\u202ec\nd", "a b c d"),
        ("", ""),
        ("一二三四五六，七八九十", "一二三四五六，\n七八九十"),
        ("字" * 90, "字" * 10 + "\n" + "字" * 10 + "\n" + "字" * 9 + "…"),
    ],
)
def test_labels_are_wrapped(text, expected):
    assert wrapped(text) == expected


def test_latin_letters_are_about_half_as_wide():
    assert width("局") == 1 > width("ab") / 2 > 0.5


@pytest.mark.parametrize(
    ("type_", "family", "trigger", "expected"),
    [
        ("Arrest", "Police", "擒获", "抓获\n擒获"),
        ("Patrol", "Police", "巡逻", "巡逻"),
        ("Unheard", "", "下雨", "Unheard\n下雨"),
    ],
)
def test_events_are_labelled_by_type_and_trigger(type_, family, trigger, expected):
    assert label({"kind": "event", "type": type_, "family": family, "name": trigger}) == expected
