"""What two extractions say differently; the records are told by hand."""

import msgspec
import pytest

from kg.review.diff import diff, summary


def changed(record, **fields):
    return msgspec.structs.replace(record, **fields)


@pytest.fixture
def record(records):
    return next(record for record in records if record.events and record.relations)


def signs(changes):
    return [(change.sign, change.kind) for change in changes]


def test_equal_records_differ_in_nothing(records):
    assert diff(records, records) == []
    assert diff([changed(r, hash="other") for r in records], reversed(records)) == []


def test_a_lost_entity_is_told_with_its_sentence(record):
    (change,) = diff([record], [changed(record, entities=record.entities[1:])])
    gone = record.entities[0]
    assert (change.sign, change.kind, change.article) == ("-", "entity", record.id)
    assert change.fact.startswith(f"{gone.label} {gone.text}")
    assert gone.text in change.sentence


def test_another_status_is_one_fact_lost_and_one_gained(record):
    event = changed(record.events[0], status="planned")
    changes = diff([record], [changed(record, events=[event, *record.events[1:]])])
    assert signs(changes) == [("-", "event"), ("+", "event")]
    assert changes[1].fact.endswith("planned")


def test_a_gained_argument_names_its_event(record):
    event = next(e for e in record.events if e.arguments)
    poorer = changed(event, arguments=event.arguments[1:])
    old = changed(record, events=[poorer if e is event else e for e in record.events])
    (change,) = diff([old], [record])
    assert (change.sign, change.kind) == ("+", "argument")
    assert change.fact.startswith(f"{event.type} {event.trigger.text}: {event.arguments[0].role}")


def test_a_relation(record):
    (change,) = diff([record], [changed(record, relations=record.relations[1:])])
    relation = record.relations[0]
    assert change.fact.startswith(f"{relation.subject} {relation.predicate} {relation.object}")


def test_an_article_of_one_side_is_one_change(records):
    changes = diff(records[1:], records)
    assert signs(changes) == [("+", "article")]


def test_the_same_fact_elsewhere_counts_only_while_the_text_is_the_same(record):
    shifted = [changed(e, start=e.start + 2, end=e.end + 2) for e in record.entities]
    assert diff([record], [changed(record, entities=shifted)])
    moved = changed(record, text="\n\n" + record.text, entities=shifted)
    assert [c for c in diff([record], [moved]) if c.kind == "entity"] == []


def test_a_fact_told_twice_and_then_once_is_lost_once(record):
    twice = changed(record, anaphors=[], entities=[*record.entities, record.entities[0]])
    assert signs(diff([twice], [changed(record, anaphors=[])])) == [("-", "entity")]


def test_summary_counts_by_kind(record):
    changes = diff([record], [changed(record, entities=[], relations=record.relations[1:])])
    assert summary(changes) == [("entity", len(record.entities), 0), ("relation", 1, 0)]
