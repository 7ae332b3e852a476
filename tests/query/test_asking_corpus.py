"""The competency questions on the corpus, whose articles tell of the same bodies, persons and events."""

import pytest

from kg.query import Engine, questions


@pytest.fixture(scope="module")
def engine(corpus_folder):
    with Engine(corpus_folder) as engine:
        yield engine


@pytest.mark.parametrize(
    ("name", "given", "columns", "told"),
    [
        ("acting-together", {"org": "温岭市公安局"}, "organisation other events types",
         [("温岭市公安局", "温岭市消防救援大队", 1, "培训演练")]),
        ("acting-together", {"org": "公安部", "type": "会议"}, "other events",
         [("国家林业和草原局", 1), ("生态环境部", 1)]),
        ("same-event", {"type": "Fire"}, "type title other", [("火灾", "a34", "a35")]),
        ("same-event", {"type": "Inspection"}, "title other what", [("a09", "a10", None)]),
        ("candidates", {"org": "宾阳县工商局"}, "score name other reasons",
         [(0.9, "宾阳县工商局", "宾阳县市场监管局", "same region; 工商局 and 市场监督管理局 became 市场监督管理局")]),
        ("candidates", {"person": "王伟"}, "name other reasons", [("王伟", "王伟", "both in 陆川县公安局; same name")]),
        ("organisation-events", {"org": "南宁市公安局", "type": "Inspection"}, "begin organisation trigger title",
         [("2024-03-20", "南宁市公安局青秀分局", "检查", "a09"), ("2024-03-20", "南宁市公安局青秀分局", "检查", "a10"),
          ("2024-03-20", "南宁市公安局青秀分局", "清查", "a10")]),
        ("person-events", {"person": "周晓梅"}, "begin type title", [("2024-04-02", "培训演练", "a13")]),
        ("place-events", {"place": "温岭市", "type": "Fire"}, "begin where trigger title",
         [("2024-06-10", "石塘镇", "火灾", "a34"), ("2024-06-10", "石塘镇", "起火", "a35")]),
        ("events-by-month", {"place": "温岭市", "type": "Fire"}, "month type events articles",
         [("2024-06", "火灾", 2, 2)]),
        ("posts", {"person": "王伟", "org": "陆川县公安局"}, "post published",
         [("局长", "2024-03-06"), ("局长", "2024-03-12"), ("民警", "2024-07-10"), ("民警", "2024-07-12")]),
        ("amounts", {}, "organisation year type sum amounts",
         [("宾阳县公安局", "2024", "追赃返还", 350000.0, 2), ("陆川县公安局", "2024", "查扣", 30000.0, 1)]),
        ("unasserted", {}, "status type title", [("否定", "人员伤亡", "a25"), ("演练", "培训演练", "a13")]),
    ],
)  # fmt: skip
def test_expected_answers(engine, name, given, columns, told):
    rows = engine.query(questions()[name].fill(given)).dicts()
    for row in rows:
        if "reasons" in row:
            row["reasons"] = "; ".join(sorted(row["reasons"].split("; ")))
    assert list(dict.fromkeys(tuple(row[column] for column in columns.split()) for row in rows)) == told


def test_every_event_to_review_lacks_something_or_rests_on_little(engine):
    rows = engine.query(questions()["review"].fill({"confidence": "0.7"})).dicts()
    assert any(row["lacks"] for row in rows)
    assert all(row["lacks"] or row["least"] < 0.7 for row in rows)


def test_one_rule_gives_all_that_rests_on_it(engine):
    rules = {row["rule"] for row in engine.query(questions()["rule"].sparql).dicts()}
    rule = min(rules)
    told = engine.query(questions()["rule"].fill({"rule": rule})).dicts()
    assert told and {row["rule"] for row in told} == {rule}
    assert all(row["text"] in row["sentence"] for row in told)
