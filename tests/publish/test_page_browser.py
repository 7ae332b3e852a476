"""The page in a real browser without a network: opening, panel, articles, hostile texts."""

from kg.link import link
from kg.publish.page import page


def test_opens_without_an_error_and_asks_for_nothing(opened, graph):
    assert opened.errors() == []
    assert opened.run("return performance.getEntriesByType('resource').length") == 0
    assert len(opened.shown()) == len(graph)
    assert opened.run("return document.querySelector('#graph canvas').width") > 500
    assert opened.element("#panel").is_displayed() is False


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


def test_hostile_text_executes_nothing(visit, hostile):
    opened = visit(page(link(hostile), hostile))
    for identifier in opened.run("return data.nodes.map((node) => node.id)"):
        for kind in ("node", "article"):
            opened.run("location.hash = arguments[0]; route()", f"{kind}={identifier}")
            assert opened.texts("#panel h2") != [""]
    opened.element("#search").send_keys("script")
    opened.element("#language").click()
    assert opened.run("return [window.hacked, document.querySelectorAll('script').length]") == [None, 3]
    assert opened.texts("img, iframe, object, b, [onerror], [href^=javascript]") == []
    assert opened.errors() == []


def test_sentences_are_cut_right_after_characters_outside_the_basic_plane(visit, hostile):
    opened = visit(page(link(hostile), hostile))
    last = hostile[0].events[-1].trigger.start
    opened.run("go(`node=${data.nodes.find((node) => node.proof?.[0][1] === arguments[0]).id}`); route()", last)
    assert opened.text("#panel mark.trigger") == "抓获"


def test_addresses_that_lead_nowhere_do_no_harm(opened):
    for address in ("node=nothing", "edge=99999", "edge=-1", "article=", "%E0%A4%A", "__proto__=1", "node=constructor"):
        opened.run("location.hash = arguments[0]", address)
        opened.run("return new Promise((f) => setTimeout(f, 20))")
    assert opened.element("#panel").is_displayed() is False
    assert opened.errors() == []
