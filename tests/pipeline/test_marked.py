"""How much of our own marked articles is found, and how much of what is found is marked.

The floors lie a little below what the rules reach, so that a change which loses much of it is noticed.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

import kg
from kg.model import Article
from kg.run.calibrate import judgements

MARKED = sorted((Path(__file__).parents[1] / "data" / "marked").glob("*.jsonl"))
KINDS = {"event": "events", "relation": "relations"}


@pytest.fixture(scope="module")
def figures():
    """(right, proposed, marked) for mentions, events and relations."""
    right: Counter[str] = Counter()
    proposed: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for path in MARKED:
        for document in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            article = Article(id=document["id"], hash="", text=document["text"], published=document["published"])
            for rule, agrees in judgements(document, kg.extract(article)):
                kind = rule.partition(".")[0]
                if kind != "reference":
                    right[KINDS.get(kind, "mentions")] += agrees
                    proposed[KINDS.get(kind, "mentions")] += 1
            marked["events"] += len(document["events"])
            marked["relations"] += len(document["relations"])
    return right, proposed, marked


def test_there_is_something_to_measure():
    assert MARKED


@pytest.mark.parametrize(("kind", "floor"), [("mentions", 0.92), ("events", 0.75), ("relations", 0.85)])
def test_precision(figures, kind, floor):
    right, proposed, _ = figures
    assert right[kind] / proposed[kind] >= floor


@pytest.mark.parametrize(("kind", "floor"), [("events", 0.75), ("relations", 0.7)])
def test_recall(figures, kind, floor):
    right, _, marked = figures
    assert right[kind] / marked[kind] >= floor
