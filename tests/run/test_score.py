"""Figures on marked documents, counted by hand."""

import json

import pytest
from click.testing import CliRunner

from kg.errors import InputError
from kg.model import Argument, Event, Extent, Record, Relation, Trigger
from kg.run import marks
from kg.run.score import Count, count, interval, main, same_argument, score

TEXT = "甲县公安局抓获王某3人，扣押手机5部。随后通报，此次抓获后未再扣押。"
MARKED = {
    "id": "a", "text": TEXT, "published": None,
    "mentions": [{"label": "ORG", "text": "甲县公安局"}, {"label": "PERSON", "text": "王某"},
                 {"label": "QUANTITY", "text": "3人"}, {"label": "QUANTITY", "text": "5部"}],
    "anaphors": [],
    "events": [
        {"type": "Arrest", "trigger": "抓获", "status": "happened", "by": "县公安局",
         "retold": [{"text": "抓获", "nth": 2}], "arguments": [{"role": "agent", "name": "甲县公安局"},
                                                                  {"role": "patient", "name": "王某"}]},
        {"type": "Seizure", "trigger": "扣押", "status": "planned", "by": None, "retold": [],
         "arguments": [{"role": "quantity", "value": 5, "unit": "部", "item": "手机"}]},
    ],
    "unasserted": [{"type": "Seizure", "trigger": "扣押", "nth": 2, "status": "negated"}],
    "relations": [["甲县公安局", "locatedIn", "甲县"]],
    "order": [[0, "before", 1]],
}  # fmt: skip


def event(number, kind, start, *arguments, status="happened", by=None, retold=()):
    return Event(
        id=f"e{number}", type=kind, status=status, by=by, sentence=(0, 20), arguments=list(arguments), rule="",
        trigger=Trigger(text=TEXT[start : start + 2], start=start, end=start + 2), confidence=0.5,
        retold=[Extent(start=s, end=e) for s, e in retold],
    )  # fmt: skip


def named(role, name):
    return Argument(role=role, name=name, start=0, end=1)


def relation(subject, predicate, target):
    return Relation(subject=subject, predicate=predicate, object=target, start=0, end=1, rule="", confidence=0.5)


ARREST = event(1, "Arrest", 5, named("agent", "甲县公安局"), named("patient", "某"), by="县公安局", retold=[(25, 27)])
SEIZURE = event(2, "Seizure", 12, Argument(role="quantity", value=5, unit="部", item="手机", start=0, end=1),
                named("patient", "手机"), named("agent", "王某"), status="planned")  # fmt: skip


def record(*events, unasserted=(), relations=()):
    return Record(id="a", hash="", text=TEXT, events=list(events), unasserted=list(unasserted),
                  relations=list(relations))  # fmt: skip


def test_what_agrees_is_right():
    apart = event(3, "Seizure", 30, status="negated")
    order = relation("e1", "before", "e2")
    counts = count(MARKED, record(ARREST, SEIZURE, unasserted=[apart], relations=[order]))
    assert counts["events"] == Count(2, 2, 2)
    assert counts["  patient"] == Count(1, 1, 1)  # an unnamed patient where none is marked is passed over
    assert counts["  agent"] == Count(1, 2, 1)
    assert counts["  quantity"] == Count(1, 1, 1)
    for kind in ("by", "unasserted", "retold", "before"):
        assert counts[kind] == Count(1, 1, 1), kind
    assert counts["status"] == Count(2, 2, 2)
    assert counts["entities"] == Count(0, 0, 2)
    assert counts["relations"] == Count(0, 0, 1)


def test_what_is_not_found_is_missed():
    counts = count(MARKED, record())
    assert {counts[k].right for k in counts} == {0}
    assert counts["arguments"] == Count(0, 0, 3)
    assert counts["status"] == Count(0, 0, 2)


def test_one_event_is_not_right_twice():
    assert count(MARKED, record(ARREST, ARREST))["events"] == Count(1, 2, 2)


def test_what_is_told_in_the_wrong_order_is_wrong():
    wrong = record(ARREST, SEIZURE, relations=[relation("e2", "before", "e1")])
    assert count(MARKED, wrong)["before"] == Count(0, 1, 1)


def test_documents_without_marks_of_the_telling_are_silent_about_it():
    plain = {key: value for key, value in MARKED.items() if key != "order"}
    assert "status" not in count(plain, record(ARREST))


@pytest.mark.parametrize(
    ("mark", "argument", "same"),
    [
        ({"role": "time", "value": "2024-01-02"}, Argument(role="time", value="2024-01-02", start=0, end=1), True),
        ({"role": "time", "value": "2024-01-02"}, Argument(role="time", value=None, start=0, end=1), False),
        ({"role": "place", "name": "“甲”县"}, named("place", "甲县"), True),
        ({"role": "place", "name": "乙镇甲村"}, named("place", "甲村"), False),
        ({"role": "quantity", "value": 5, "unit": "部"},
         Argument(role="quantity", value=5.0, unit="台", start=0, end=1), False),
    ],
)  # fmt: skip
def test_arguments(mark, argument, same):
    assert same_argument(mark, argument) is same


def test_a_longer_mention_holds_the_shorter():
    mentions = [{"label": "GPE", "text": "甲县"}, {"label": "ORG", "text": "甲县公安局"}]
    document = {"text": "甲县公安局在甲县", "mentions": mentions}
    assert sorted(marks.mentions(document)) == [(0, 5, "ORG"), (6, 8, "PLACE")]


def test_the_interval_holds_the_figure_and_narrows_with_agreement():
    assert interval([Count(3, 4, 4)] * 5) == (0.75, 0.75)
    low, high = interval([Count(0, 4, 4), Count(4, 4, 4), Count(2, 4, 4)])
    assert 0 <= low < 0.5 < high <= 1
    assert (low, high) == interval([Count(0, 4, 4), Count(4, 4, 4), Count(2, 4, 4)])


def test_rows_are_totals_over_documents():
    rows = {row[0].strip(): row for row in score([MARKED, MARKED], [record(ARREST, SEIZURE), record()])}
    assert rows["events"][1:4] == (1.0, 0.5, 0.667)
    assert rows["events"][6:] == (2, 2, 4)
    assert "subEventOf" not in rows


def test_the_command_prints_a_row_a_kind(tmp_path):
    path = tmp_path / "marked.jsonl"
    path.write_text(json.dumps(MARKED, ensure_ascii=False) + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, [str(path), "--format", "json"])
    rows = {row["kind"].strip(): row for row in json.loads(result.stdout)}
    assert rows["events"]["marked"] == 2 and rows["ORG"]["marked"] == 1


NO_TRIGGER = '{"id": "a", "text": "甲", "mentions": [], "events": [{"type": "Fire", "trigger": "乙"}]}'


@pytest.mark.parametrize("line", ["{", "[]", NO_TRIGGER])
def test_what_is_no_marked_document_is_named_with_its_line(tmp_path, line):
    path = tmp_path / "marked.jsonl"
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"marked\.jsonl:2"):
        marks.read_marked([path])
