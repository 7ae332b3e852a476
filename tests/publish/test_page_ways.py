"""Paths, neighbourhoods, hiding, pinning and the address of the page, in a real browser."""

import pytest

NAMES = "return shownNodes.getIds().map((id) => data.nodes[id].id)"


def press(opened, label):
    button = opened.run(
        "const all = [...document.querySelectorAll('#panel button, #focus button')];"
        "return all.find((button) => button.textContent === arguments[0])",
        label,
    )
    opened.run("arguments[0].click()", button)


def test_the_shortest_path_between_two_picked_nodes(opened):
    start, end = opened.node("周望山"), opened.node("青石县公安局")
    opened.select("周望山")
    press(opened, "路径…")
    assert "周望山" in opened.element("#focus").text
    opened.run("pick(`node=${arguments[0].id}`, arguments[0])", end)
    opened.wait.until(lambda b: opened.element("#panel h2").text == "最短路径")
    found = opened.run("return state.chains.map((edges) => edges.map(({ from, to }) => [from, to]))")
    for chain in found:
        at = start["number"]
        for edge in chain:
            at = edge[1] if edge[0] == at else edge[0]
        assert at == end["number"]
    assert len({len(chain) for chain in found}) == 1
    assert {start["id"], end["id"]} <= set(opened.run(NAMES)) and opened.cropped() == 0
    assert opened.texts("#panel .relation summary")
    press(opened, "回到全图")
    assert len(opened.shown()) == len(opened.run("return data.nodes"))


def test_paths_agree_with_those_of_the_library(opened, graph):
    from kg.link.paths import paths

    start, end = "周望山", "青石县公安局"
    expected = paths(graph, start, end)
    ends = opened.node(start)["number"], opened.node(end)["number"]
    chains = opened.run("return chains(...arguments).map((edges) => edges.map((edge) => edge.type))", *ends)
    assert len(chains[0]) == len(expected[0])


def test_a_neighbourhood_by_depth(opened):
    opened.select("周望山")
    everything = len(opened.shown())
    press(opened, "邻域")
    sizes = [len(opened.shown())]
    press(opened, "2")
    sizes.append(len(opened.shown()))
    assert 1 < sizes[0] < sizes[1] < everything
    assert opened.cropped() == 0
    opened.browser.back()
    opened.wait.until(lambda b: len(opened.shown()) == sizes[0])
    press(opened, "回到全图")
    assert len(opened.shown()) == everything


def test_hidden_nodes_come_back(opened):
    everything = len(opened.shown())
    opened.select("周望山")
    press(opened, "隐藏")
    assert opened.node("周望山")["id"] not in opened.run(NAMES)
    opened.element("#unhide").click()
    assert len(opened.shown()) == everything


def test_pinned_nodes_stay_whatever_is_filtered_out(opened):
    opened.select("周望山")
    press(opened, "固定")
    opened.element("#kinds input[value=PERSON]").click()
    assert [node["name"] for node in opened.shown(type="PERSON")] == ["周望山"]


def test_the_address_holds_the_whole_state(opened):
    opened.element("#kinds input[value=PERSON]").click()
    opened.element("#articlesView").click()
    address = opened.run("return location.href")
    rows, shown = opened.texts("#table tbody tr"), opened.run(NAMES)
    opened.browser.get("about:blank")
    opened.browser.get(address)
    opened.wait.until(lambda b: opened.texts("#table tbody tr") == rows)
    assert opened.run(NAMES) == shown
    assert not opened.element("#kinds input[value=PERSON]").is_selected()


def test_back_and_forward_move_through_filters(opened):
    opened.element("#kinds input[value=PERSON]").click()
    opened.element("#kinds input[value=ORG]").click()
    opened.browser.back()
    opened.wait.until(lambda b: opened.shown(type="ORG"))
    assert opened.shown(type="PERSON") == []
    opened.browser.forward()
    opened.wait.until(lambda b: not opened.shown(type="ORG"))


@pytest.mark.parametrize(
    "address", ["path=x&node=y", "around=x&depth=9", "depth=NaN&view=nothing&from=x&hidden=&only=1"]
)
def test_a_wrong_address_shows_everything(opened, address):
    opened.run("location.hash = arguments[0]; route()", address)
    assert len(opened.shown()) == len(opened.run("return data.nodes"))
    assert opened.errors() == []
