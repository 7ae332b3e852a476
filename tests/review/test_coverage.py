"""What the rules cover."""

import pytest

from kg.model import Article
from kg.review.coverage import coverage

TEXTS = [
    "3月5日，望江县公安局在长岭镇抓获王某。望江县公安局目送李长河。望江县公安局目送王晓。",
    "一男子被抓获。长岭镇发生火灾。",
]


@pytest.fixture(scope="module")
def tables():
    return coverage(Article(id=f"a{number}", hash="", text=text) for number, text in enumerate(TEXTS))


def test_rules_are_counted_with_their_places(tables):
    rows = {row[0]: row for row in tables["rules"].rows}
    assert rows["org.police"][1] == 3
    assert rows["org.police"][3].startswith("kg/rules/orgs.toml:")
    counts = [row[1] for row in tables["rules"].rows]
    assert counts == sorted(counts, reverse=True)


def test_verbs_beside_names_that_no_rule_knows(tables):
    assert ("目送", 2, "望江县公安局目送李长河") in tables["verbs"].rows
    assert "抓获" not in {row[0] for row in tables["verbs"].rows}


def test_what_events_lack(tables):
    types = {row[0]: row[1:] for row in tables["types"].rows}
    assert types["Arrest"] == (2, 1, 1, 1)
    assert types["Fire"][1] is None  # nobody does a fire
    lacking = [row for row in tables["events"].rows if row[2] == "Arrest"]
    assert [(row[0], row[4], row[5]) for row in lacking] == [("a1", "agent place time", "一男子被抓获。")]


def test_nothing():
    assert all(table.rows == [] for table in coverage([]).values())
