"""What an explanation says."""

import re

import click
import pytest

from kg.model import Article
from kg.review.explain import explain
from kg.review.html import page
from kg.review.terminal import show

TEXT = (
    "望江县公安局开展夜查\n\n3月5日，望江县公安局民警李长河在长岭镇抓获犯罪嫌疑人王某，扣押手机3部。次日，王某被行政拘留。"
    "当晚未发生火灾。下一步，该局将开展专项行动。有人发现可疑物品。"
)


@pytest.fixture(scope="module")
def explanation():
    return explain(Article(id="a<b>", hash="", text=TEXT))


def details(explanation, section, head):
    (item,) = (item for item in explanation.sections[section] if head in item.head)
    found: dict[str, list[str]] = {}
    for word, text in item.details:
        found.setdefault(word, []).append(text)
    return found


def test_an_event_tells_its_arguments_its_clause_and_where_its_rule_stands(explanation):
    arrest = details(explanation, "Events", "Arrest")
    assert arrest["status"] == ["happened"]
    assert arrest["rule"][0].startswith("event.Arrest.")
    assert arrest["agent"] == ["李长河  李长河 [25:28]"]
    assert arrest["clause"] == ["望江县公安局民警李长河在长岭镇抓获犯罪嫌疑人王某"]
    assert arrest["read as"] == ["subject 望江县公安局民警李长河 | at 长岭镇 | object 犯罪嫌疑人王某"]
    assert re.match(r"kg/rules/events/police\.toml:\d+ Arrest\.triggers\.", arrest["change"][0])


def test_what_was_carried_from_another_sentence_says_so(explanation):
    text = "3月5日，望江县公安局民警李长河赶到长岭镇。民警抓获犯罪嫌疑人王某。"
    arrest = details(explain(Article(id="a", hash="", text=text)), "Events", "Arrest")
    assert arrest["time"][0].endswith("carried over")


def test_a_status_tells_its_cue(explanation):
    fire = details(explanation, "Not asserted", "Fire")
    assert fire["status"] == ["negated"]
    assert re.fullmatch(r"kg/rules/status\.toml:\d+ cue\.negated 未", fire["change"][-1])


def test_a_trigger_that_says_no_event_tells_why(explanation):
    found = details(explanation, "Triggers that say no event", "发现")
    assert "is not met: context" in found["why"][0]
    assert found["change"]


def test_relations_and_anaphors_tell_their_rules(explanation):
    member = details(explanation, "Relations", "李长河 memberOf")
    assert member["rule"][0].startswith("relation.") and member["change"]
    anaphor = details(explanation, "Anaphors", "该局 = 望江县公安局")
    assert anaphor["change"][0].startswith("kg/rules/references.toml:")


def test_marks_do_not_overlap(explanation):
    ends = [0, *(mark.end for mark in explanation.marks)]
    assert all(end <= mark.start < mark.end for end, mark in zip(ends, explanation.marks, strict=False))
    assert {"Arrest", "ORG", "ANAPHOR"} <= {mark.label for mark in explanation.marks}


def test_the_terminal_shows_spans_and_is_plain_without_colour(explanation):
    plain = click.unstyle(show(explanation))
    assert "[李长河 PERSON]在[长岭镇 GPE][抓获 Arrest]" in plain
    assert "\x1b" in show(explanation) and "\x1b" not in plain


def test_a_text_cannot_move_the_cursor():
    shown = show(explain(Article(id="a", hash="", text="望江县公安局\x1b[2J抓获\u202e王某。")))
    assert "\u202e" not in shown and "\x1b[2J" not in shown


def test_the_page_escapes_all_that_documents_say_and_loads_nothing(explanation):
    hostile = "<script>alert(1)</script>望江县公安局抓获“<img src=x onerror=alert(2)>”王某。"
    html = page([explanation, explain(Article(id="</title><b>", hash="", title="<i>", text=hostile))])
    for tag in ("<script", "<img", "<b>", "<i>"):
        assert tag not in html
    assert not re.search(r"(?:src|href|url)\s*[=(]", re.sub(r"&[^;]+;[^<]*", "", html))
    assert "default-src 'none'" in html
    assert 'background: #f7c5a8' in html and "抓获" in html  # displaCy draws the trigger in its family's colour


@pytest.mark.parametrize("text", ["", "\n\n", "。", "a" * 3000])
def test_texts_without_statements(text):
    found = explain(Article(id="a", hash="", text=text))
    assert found.marks == []
    assert show(found).startswith("\x1b") and page([found])
