"""The search box of the page, in a real browser."""

import pytest


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


def test_what_search_finds_is_shown_although_it_was_filtered_out(opened):
    opened.element("#kinds input[value=PERSON]").click()
    opened.select("周望山")
    assert "周望山" in {node["name"] for node in opened.shown(type="PERSON")}


@pytest.mark.parametrize("query", ["县公安局 青石", "青石公安局", "机构 青石县公安局"])
def test_search_takes_words_in_any_order_and_names_cut_short(opened, query):
    assert "青石县公安局" in opened.run("return find(arguments[0]).map(({ name }) => name)", query)


def test_search_finds_dates_and_tells_events_apart(opened):
    event = next(node for node in opened.shown(kind="event") if node.get("begin"))
    time = opened.run("return whenOf(arguments[0])", event)
    assert event["id"] in opened.run("return find(arguments[0]).map(({ id }) => id)", time.split()[0])
    assert time in opened.run("return described(byId.get(arguments[0]))", event["id"])


def test_the_keyboard_alone_leads_from_the_search_to_a_sentence(opened):
    from selenium.webdriver import ActionChains, Keys

    def press(*keys):
        ActionChains(opened.browser).send_keys(*keys).perform()

    def tab_until(condition):
        for _ in range(80):
            press(Keys.TAB)
            if opened.run(f"const e = document.activeElement; return {condition}"):
                return
        raise AssertionError(condition)

    opened.run("document.activeElement.blur()")
    tab_until("e.type === 'search'")
    press("青石县公安局", Keys.ENTER)
    opened.wait.until(lambda b: opened.element("#panel h2").text == "青石县公安局")
    tab_until("e.matches('#panel .card h4 a')")
    press(Keys.ENTER)
    opened.wait.until(lambda b: opened.element("#panel h2").text != "青石县公安局")
    assert opened.texts("#panel blockquote")


def test_an_event_has_a_line_that_says_it_is_a_pinned_one(opened):
    one, other, *_ = (node for node in opened.run("return data.nodes") if node["kind"] == "event")
    opened.run("filters.pinned.add(arguments[0]); go(`node=${arguments[1]}`)", other["id"], one["id"])
    opened.wait.until(lambda b: b.find_elements("css selector", "#panel .correct pre"))
    line = opened.run("return document.querySelector('#panel .correct pre').textContent")
    assert line == f'["{one["key"]}", "{other["key"]}"],\n'
