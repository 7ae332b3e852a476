"""Filters, timeline and tables of the page, in a real browser."""

import csv

import pytest


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

    Select(opened.element("#only")).select_by_visible_text("白沙县巡逻守平安")
    assert {node["name"] for node in opened.shown(kind="article")} == {"白沙县巡逻守平安"}
    assert {node["name"] for node in opened.shown(kind="event")} == {"巡逻", "找回", "骗走"}
    assert 0 < opened.run("return shownFrames().length") < opened.run("return data.frames.length")
    opened.wait.until(lambda b: opened.cropped() == 0)


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
    opened.run("data.nodes.find((n) => n.kind === 'event').name = '=1+1'")
    text = opened.run("return csv(LISTS.table, listedNodes(LISTS.table))")
    rows = list(csv.reader(text.splitlines()))
    assert len(rows) == 1 + len(opened.shown(kind="event"))
    assert "'=1+1" in [row[2] for row in rows]


def test_the_language_is_the_browsers_and_can_be_switched(opened):
    assert opened.texts("summary")[0] == "图例与筛选"
    opened.element("#language").click()
    assert opened.texts("summary")[0] == "Legend and filters"
    assert opened.run("return document.documentElement.lang") == "en"
    assert opened.run("return nodes.get(arguments[0]).label", opened.node("抓获")["number"]) == "Arrest\n抓获"


def test_a_row_is_clicked_anywhere(opened):
    opened.element("#tableView").click()
    assert all(name[0].isupper() or not name.isascii() for name in opened.texts("#table th"))
    opened.element("#table tbody td:first-child").click()
    opened.wait.until(lambda b: opened.texts("#panel blockquote"))


def test_an_organisation_with_its_units(opened):
    opened.run("choose('org', arguments[0].id)", opened.node("青石县公安局"))
    shown = {node["name"] for node in opened.shown(type="ORG")}
    assert {"青石县公安局", "青石县公安局河湾派出所"} <= shown
    assert 0 < len(opened.shown(kind="event")) < len(opened.run("return events"))
    assert opened.element("#org").get_property("value") == opened.node("青石县公安局")["id"]


def test_a_place_with_what_is_inside_it(opened):
    place = opened.run(
        "return data.nodes.find((n) => n.type === 'GPE' && incoming[n.number].some((e) => e.type === 'locatedIn'))"
    )
    opened.run("choose('place', arguments[0].id)", place)
    inside = set(opened.run("return [...within(arguments[0])].map((n) => data.nodes[n].id)", place))
    assert len(inside) > 1 and inside <= {node["id"] for node in opened.shown()}
    assert len(opened.shown()) < len(opened.run("return data.nodes"))


def test_one_type_of_event(opened):
    from selenium.webdriver.support.ui import Select

    Select(opened.element("#type")).select_by_value("Arrest")
    assert {node["type"] for node in opened.shown(kind="event")} == {"Arrest"}
    assert opened.shown(type="ORG")


def test_the_least_confidence(opened):
    opened.run("$('confidence').value = 100; $('confidence').dispatchEvent(new Event('input'))")
    assert all(node["confidence"] >= 1 for node in opened.shown(kind="event"))
    assert opened.shown(kind="article")
