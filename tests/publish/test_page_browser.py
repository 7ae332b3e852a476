"""The page in a real browser without a network."""

import csv
from pathlib import Path

import pytest

from kg.link import link
from kg.publish.page import page

READY = "return document.documentElement.dataset.ready === 'true'"
SHOWN = "return shownNodes.getIds().map((id) => data.nodes[id])"


class Page:
    """One opened page, and what a user can do with it."""

    def __init__(self, browser, path: Path):
        from selenium.webdriver.support.ui import WebDriverWait

        self.browser = browser
        self.wait = WebDriverWait(browser, 10)
        browser.get_log("browser")
        browser.get("about:blank")
        browser.get(path.as_uri())
        self.wait.until(lambda b: b.execute_script(READY))

    def run(self, script, *arguments):
        return self.browser.execute_script(script, *arguments)

    def element(self, css):
        return self.browser.find_element("css selector", css)

    def texts(self, css):
        return [element.text for element in self.browser.find_elements("css selector", css)]

    def shown(self, **attributes):
        return [node for node in self.run(SHOWN) if attributes.items() <= node.items()]

    def node(self, name):
        return self.run("return data.nodes.find((node) => node.name === arguments[0])", name)

    def select(self, name):
        self.run("go(`node=${arguments[0]}`)", self.node(name)["id"])
        self.wait.until(lambda b: name in self.element("#panel h2").text)

    def text(self, css):
        """The text of an element without the notes above its words."""
        return self.run(
            """const copy = document.querySelector(arguments[0]).cloneNode(true);
            copy.querySelectorAll("rt").forEach((note) => note.remove());
            return copy.textContent""",
            css,
        )

    def errors(self):
        return [entry for entry in self.browser.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")]


@pytest.fixture(scope="module")
def path(folder, graph, records):
    return written(folder / "graph.html", page(graph, records))


@pytest.fixture
def opened(browser, path):
    return Page(browser, path)


def written(path, text):
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_opens_without_an_error_and_asks_for_nothing(opened, graph):
    assert opened.errors() == []
    assert opened.run("return performance.getEntriesByType('resource').length") == 0
    assert len(opened.shown()) == len(graph)
    assert opened.run("return document.querySelector('#graph canvas').width") > 500
    assert opened.element("#panel").is_displayed() is False


def test_what_is_drawn_is_in_colour(opened):
    drawn = opened.run("""
        const canvas = document.querySelector("#graph canvas");
        const { data: bytes } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const seen = new Set();
        for (let i = 0; i < bytes.length; i += 4) seen.add([...bytes.slice(i, i + 3)].join());
        const parts = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)).join();
        return ["ORG", "PERSON", "GPE"].map((kind) => seen.has(parts(colours(kind)[0])));
    """)
    assert drawn == [True, True, True]


@pytest.mark.parametrize("query", ["青石县公安局", "公安局河湾", "qsxgajhw", "机构"])
def test_search_finds_and_focuses(opened, query):
    from selenium.webdriver import Keys

    opened.element("body").send_keys("/")
    box = opened.browser.switch_to.active_element
    assert box.get_attribute("type") == "search"
    box.send_keys(query)
    names = opened.texts("#results .name")
    assert any(name.startswith("青石县公安局") for name in names)
    box.send_keys(Keys.ENTER)
    opened.wait.until(lambda b: opened.element("#panel h2").text == names[0])
    selected = opened.run("return network.getSelectedNodes()")
    assert [opened.run("return data.nodes[arguments[0]].name", number) for number in selected] == [names[0]]
    centre = opened.run("const { x, y } = network.getViewPosition(); return [x, y]")
    at = opened.run("const { x, y } = network.getPosition(arguments[0]); return [x, y]", selected[0])
    assert centre == pytest.approx(at, abs=1)


def test_arrow_keys_choose_among_results(opened):
    from selenium.webdriver import Keys

    box = opened.element("#search")
    box.send_keys("青石")
    names = opened.texts("#results .name")
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    opened.wait.until(lambda b: opened.element("#panel h2").text.endswith(names[1]))


def test_search_says_when_nothing_is_found(opened):
    opened.element("#search").send_keys("没有这个名字")
    assert opened.texts("#results") == ["没有找到"]


def test_a_click_on_a_node_shows_its_sentence(opened):
    from selenium.webdriver import ActionChains

    event = opened.node("抓获")
    place = "const { x, y } = network.canvasToDOM(network.getPosition(arguments[0])); return [x, y]"
    x, y = opened.run(place, event["number"])
    canvas = opened.element("#graph canvas")
    offset = x - canvas.size["width"] / 2, y - canvas.size["height"] / 2
    ActionChains(opened.browser).move_to_element_with_offset(canvas, *map(round, offset)).click().perform()
    opened.wait.until(lambda b: opened.element("#panel").is_displayed())
    assert "抓获犯罪嫌疑人陈某某" in opened.text("#panel blockquote")
    marks = opened.run("return [...document.querySelectorAll('#panel mark')].map((m) => [m.className, m.textContent])")
    assert ["trigger", "抓获触发词"] in marks
    assert ["agent", "青石县公安局河湾派出所主体"] in marks
    assert opened.element("#panel .origin a").text == "青石县公安局破获一起盗窃案"


def test_an_entity_lists_its_events_in_the_order_of_time(opened):
    opened.select("青石县公安局")
    begins = opened.run("""
        const ids = [...document.querySelectorAll("#panel .card h4 a")].map((a) => a.hash.split("=")[1]);
        return ids.map((id) => byId.get(id).begin || "9")""")
    assert len(begins) > 1 and begins == sorted(begins)
    assert opened.texts("#panel blockquote")


def test_neighbours_are_reached_from_the_panel_and_back_returns(opened):
    opened.select("青石县公安局")
    opened.element("#panel .card h4 a").click()
    opened.wait.until(lambda b: opened.element("#panel h2").text != "青石县公安局")
    opened.browser.back()
    opened.wait.until(lambda b: opened.element("#panel h2").text == "青石县公安局")


def test_the_article_shows_its_whole_text_with_spans(opened, records):
    event = opened.node("抓获")
    opened.run("go(`node=${arguments[0]}`)", event["id"])
    opened.wait.until(lambda b: opened.element("#panel a.button").is_displayed())
    opened.element("#panel a.button").click()
    opened.wait.until(lambda b: b.find_elements("css selector", "#panel .text"))
    assert opened.text("#panel .text") in {record.text for record in records}
    assert opened.element("#panel h2").text == "青石县公安局破获一起盗窃案"
    assert len(opened.texts("#panel .text mark")) > 5


def test_a_line_has_a_panel_of_its_own(opened):
    number = opened.run("return data.edges.findIndex((edge) => edge.type === 'agent')")
    opened.run("go(`edge=${arguments[0]}`)", number)
    opened.wait.until(lambda b: opened.element("#panel h2").text == "主体")
    assert opened.texts("#panel blockquote")
    assert len(opened.texts("#panel .triple a")) == 2


def test_the_legend_hides_and_shows_kinds(opened):
    people = len(opened.shown(type="PERSON"))
    assert people
    opened.element("#kinds input[value=PERSON]").click()
    assert opened.shown(type="PERSON") == []
    assert opened.shown(type="ORG")
    opened.element("#reset").click()
    assert len(opened.shown(type="PERSON")) == people
    assert opened.element("#kinds input[value=PERSON]").is_selected()


@pytest.mark.parametrize(
    ("control", "hidden", "left"),
    [
        ("#families input[value=Police]", {"family": "Police"}, {"family": "Offence"}),
        ("#statuses input[value=planned]", {"status": "planned"}, {"status": "happened"}),
    ],
)
def test_events_are_filtered(opened, control, hidden, left):
    assert opened.shown(**hidden)
    opened.element(control).click()
    assert opened.shown(**hidden) == []
    assert opened.shown(**left)


def test_one_article_alone(opened):
    from selenium.webdriver.support.ui import Select

    Select(opened.element("#article")).select_by_visible_text("白沙县巡逻守平安")
    assert {node["name"] for node in opened.shown(kind="article")} == {"白沙县巡逻守平安"}
    assert {node["name"] for node in opened.shown(kind="event")} == {"巡逻", "找回", "骗走"}
    assert 0 < opened.run("return shownFrames().length") < opened.run("return data.frames.length")
    opened.wait.until(lambda b: opened.run(CROPPED) == 0)


def test_the_handles_of_the_timeline_leave_the_events_between_them(opened):
    from selenium.webdriver import Keys

    dated = [node["begin"] for node in opened.shown(kind="event") if node.get("begin")]
    assert min(dated) < max(dated)
    opened.element("#to").send_keys(Keys.HOME)
    left = opened.shown(kind="event")
    first = opened.run("return earliest")
    assert 0 < len(left) < len(opened.run("return events"))
    assert all(opened.run("return spans.get(arguments[0])[0]", node["number"]) - first < 31 * 86400000 for node in left)
    opened.element("#from").send_keys(Keys.END)
    assert int(opened.element("#from").get_property("value")) < int(opened.element("#to").get_property("value"))
    opened.element("#reset").click()
    assert len(opened.shown(kind="event")) == len(opened.run("return events"))


def test_what_search_finds_is_shown_although_it_was_filtered_out(opened):
    opened.element("#kinds input[value=PERSON]").click()
    opened.select("周望山")
    assert "周望山" in {node["name"] for node in opened.shown(type="PERSON")}


def test_the_table_follows_the_filters_and_sorts(opened):
    opened.element("#tableView").click()
    assert len(opened.texts("#table tbody tr")) == len(opened.shown(kind="event"))
    opened.element("#families input[value=Police]").click()
    assert len(opened.texts("#table tbody tr")) == len(opened.shown(kind="event"))
    triggers = opened.texts("#table td:nth-child(3)")
    for order, down in (("ascending", False), ("descending", True)):
        opened.element("#table th:nth-child(3) button").click()
        assert opened.element("#table th:nth-child(3)").get_attribute("aria-sort") == order
        pinyin = "return arguments[0].sort(new Intl.Collator('zh-Hans-CN-u-co-pinyin').compare)"
        expected = opened.run(pinyin, triggers)
        assert opened.texts("#table td:nth-child(3)") == (expected[::-1] if down else expected)


def test_a_row_of_the_table_leads_to_its_evidence_and_back_to_the_picture(opened):
    opened.element("#tableView").click()
    opened.element("#table tbody a").click()
    opened.wait.until(lambda b: opened.texts("#panel blockquote"))
    opened.element("#graphView").click()
    assert opened.element("#graph canvas").is_displayed()
    assert 0 < opened.run("return network.getScale()") < 10


def test_the_saved_table_holds_no_formula(opened):
    text = opened.run("data.nodes.find((n) => n.kind === 'event').name = '=1+1'; return csv(listedEvents())")
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) == 1 + len(opened.shown(kind="event"))
    assert "'=1+1" in [row[2] for row in rows]


def test_the_language_is_the_browsers_and_can_be_switched(opened):
    assert opened.texts("summary")[0] == "图例与筛选"
    opened.element("#language").click()
    assert opened.texts("summary")[0] == "Legend and filters"
    assert opened.run("return document.documentElement.lang") == "en"
    assert opened.run("return nodes.get(arguments[0]).label", opened.node("抓获")["number"]) == "Arrest\n抓获"


def test_dark_follows_the_system(opened):
    before = opened.run("return colours('back')[0]")
    dark = {"features": [{"name": "prefers-color-scheme", "value": "dark"}]}
    opened.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", dark)
    try:
        opened.wait.until(lambda b: opened.run("return colours('back')[0]") != before)
    finally:
        opened.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_it_moves_on_demand_alone(opened):
    positions = "return JSON.stringify(network.getPositions())"
    before = opened.run(positions)
    opened.run("return new Promise((done) => setTimeout(done, 200))")
    assert opened.run(positions) == before
    opened.element("#move").click()
    assert opened.element("#move").get_attribute("aria-pressed") == "true"
    opened.wait.until(lambda b: opened.run(positions) != before)


CROPPED = """
    const { clientWidth, clientHeight } = $("graph");
    const corners = [...shownFrames(), ...shownNodes.getIds().map(boxOf)]
      .flatMap(({ left, top, right, bottom }) => [{ x: left, y: top }, { x: right, y: bottom }]);
    return corners.map((corner) => network.canvasToDOM(corner))
      .filter(({ x, y }) => x < 0 || y < 0 || x > clientWidth || y > clientHeight).length
"""


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1100, 800), (390, 844)])
def test_all_is_in_view_at_first_and_with_the_panel_and_after_a_change_of_size(browser, path, width, height):
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        opened = Page(browser, path)
        assert opened.run(CROPPED) == 0
        opened.run("state.clicked = arguments[0].number; go(`node=${arguments[0].id}`)", opened.node("抓获"))
        opened.wait.until(lambda b: opened.element("#panel").is_displayed())
        assert opened.run(CROPPED) == 0
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size | {"height": height - 200})
        opened.wait.until(lambda b: opened.run(CROPPED) == 0)
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_frames_go_once_nodes_have_moved(opened):
    assert opened.run("return shownFrames().length") > 0
    opened.element("#move").click()
    opened.element("#move").click()
    assert opened.run("return shownFrames().length") == 0
    opened.element("#fit").click()
    opened.wait.until(lambda b: opened.run(CROPPED) == 0)


@pytest.mark.parametrize("way", ["#reset", "escape"])
def test_a_selection_is_cleared(opened, way):
    from selenium.webdriver import ActionChains, Keys

    opened.select("青石县公安局")
    if way == "escape":
        ActionChains(opened.browser).send_keys(Keys.ESCAPE).perform()
    else:
        opened.element(way).click()
    opened.wait.until(lambda b: not opened.element("#panel").is_displayed())
    assert opened.run("return nodes.get().filter(({ opacity }) => opacity < 1).length") == 0
    assert opened.run("return edges.get().filter(({ color }) => color?.opacity < 1).length") == 0


@pytest.mark.parametrize("query", ["县公安局 青石", "青石公安局", "机构 青石县公安局"])
def test_search_takes_words_in_any_order_and_names_cut_short(opened, query):
    assert "青石县公安局" in opened.run("return find(arguments[0]).map(({ name }) => name)", query)


def test_search_finds_dates_and_tells_events_apart(opened):
    event = next(node for node in opened.shown(kind="event") if node.get("begin"))
    time = opened.run("return whenOf(arguments[0])", event)
    assert event["id"] in opened.run("return find(arguments[0]).map(({ id }) => id)", time.split()[0])
    assert time in opened.run("return described(byId.get(arguments[0]))", event["id"])


def test_a_row_is_clicked_anywhere(opened):
    opened.element("#tableView").click()
    assert all(name[0].isupper() or not name.isascii() for name in opened.texts("#table th"))
    opened.element("#table tbody td:first-child").click()
    opened.wait.until(lambda b: opened.texts("#panel blockquote"))


def test_hostile_text_executes_nothing(browser, folder, hostile):
    opened = Page(browser, written(folder / "hostile.html", page(link(hostile), hostile)))
    for identifier in opened.run("return data.nodes.map((node) => node.id)"):
        for kind in ("node", "article"):
            opened.run("location.hash = arguments[0]; route()", f"{kind}={identifier}")
            assert opened.texts("#panel h2") != [""]
    opened.element("#search").send_keys("script")
    opened.element("#language").click()
    assert opened.run("return [window.hacked, document.querySelectorAll('script').length]") == [None, 3]
    assert opened.texts("img, iframe, object, b, [onerror], [href^=javascript]") == []
    assert opened.errors() == []


def test_sentences_are_cut_right_after_characters_outside_the_basic_plane(browser, folder, hostile):
    opened = Page(browser, written(folder / "astral.html", page(link(hostile), hostile)))
    last = hostile[0].events[-1].trigger.start
    opened.run("go(`node=${data.nodes.find((node) => node.proof?.[0][1] === arguments[0]).id}`); route()", last)
    assert opened.text("#panel mark.trigger") == "抓获"


def test_addresses_that_lead_nowhere_do_no_harm(opened):
    for address in ("node=nothing", "edge=99999", "edge=-1", "article=", "%E0%A4%A", "__proto__=1", "node=constructor"):
        opened.run("location.hash = arguments[0]", address)
        opened.run("return new Promise((f) => setTimeout(f, 20))")
    assert opened.element("#panel").is_displayed() is False
    assert opened.errors() == []


def test_on_a_phone_the_panel_fits_the_screen(browser, path):
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        opened = Page(browser, path)
        opened.select("青石县公安局")
        box = opened.element("#panel").rect
        y = opened.run("return network.canvasToDOM(network.getPosition(state.selected)).y")
        assert 0 < y + opened.element("#graph").rect["y"] < box["y"]
        assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 845
        assert opened.run("return document.documentElement.scrollWidth") <= 390
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
