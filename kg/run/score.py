"""Precision, recall and F1 of the extraction on marked documents, with a bootstrap interval over the documents.

    python -m kg.run.score MARKED.jsonl... [--format table|csv|json]

All figures are micro-averaged. What counts as right:

entities    same start, end and class (organisation, place, person); times, amounts, works and named events are
            counted beside them
anaphors    same start and end, same name
events      same type and overlapping triggers, one to one
arguments   of events, same role and filler. One to which the marks give no such role on a right event is passed over
            where they are silent about it: a patient that is no named thing, a time or place that they give to
            another event of the article
relations   same triple; one about a name that the marks do not hold is passed over
status      other than happened, of events asserted or not
by          who says so
unasserted  as events, among those kept apart
retold      a further telling of a right event, overlapping
order       before and subEventOf between right events

The last five are counted only in documents that mark them. The interval: documents are drawn with replacement, as many
as there are, 2000 times with a fixed seed; it spans the 2.5th to the 97.5th percentile of F1 (Efron and Tibshirani,
An Introduction to the Bootstrap, 1993, chapter 13).
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

import click
import numpy as np

from kg import show
from kg.model import Argument, Event, Record, Relation
from kg.pipeline.extract import extract_many
from kg.run import marks
from kg.run.marks import Marked, MarkedEvent, bare

A = TypeVar("A")
B = TypeVar("B")

NAMED = ("ORG", "PLACE", "PERSON")
OTHERS = ("TIME", "AMOUNT", "WORK", "EVENT")
ROLES = ("agent", "patient", "participant", "place", "time", "quantity", "name")
KINDS = (
    "entities", *(f"  {label}" for label in NAMED), "other mentions", *(f"  {label}" for label in OTHERS), "anaphors",
    "events", "arguments", *(f"  {role}" for role in ROLES), "relations",
    "status", "by", "unasserted", "retold", "before", "subEventOf",
)  # fmt: skip
COLUMNS = ("kind", "precision", "recall", "f1", "low", "high", "right", "proposed", "marked")


class Count(NamedTuple):
    """How many were right, proposed, marked."""

    right: int
    proposed: int
    marked: int


def count(document: Marked, record: Record) -> dict[str, Count]:
    """The counts of one document by kind, without the kinds that it does not mark."""
    found: dict[str, Count] = {}
    mine = {(e.start, e.end, marks.class_of(e.label)) for e in record.entities}
    marked = set(marks.mentions(document))
    for total, labels in (("entities", NAMED), ("other mentions", OTHERS)):
        found[total] = _sets({m for m in mine if m[2] in labels}, {m for m in marked if m[2] in labels})
        for label in labels:
            found[f"  {label}"] = _sets({m for m in mine if m[2] == label}, {m for m in marked if m[2] == label})
    found["anaphors"] = _sets({(a.start, a.end, a.name) for a in record.anaphors}, set(marks.anaphors(document)))
    events = marks.events(document)
    pairs = pair(events, record.events, same_event)
    found["events"] = Count(len(pairs), len(record.events), len(events))
    found |= _arguments(document, events, record.events, pairs)
    found["relations"] = _relations(document, record)
    if "order" in document:
        found |= _tellings(document, record, events, pairs)
    return found


def _sets(mine: set, marked: set) -> Count:
    return Count(len(mine & marked), len(mine), len(marked))


def pair(marked: Iterable[A], proposed: Iterable[B], same: Callable[[A, B], bool]) -> list[tuple[A, B]]:
    """One-to-one pairs of what is the same, the first that fits each in order."""
    free, pairs = list(proposed), []
    for mark in marked:
        index = next((i for i, other in enumerate(free) if same(mark, other)), None)
        if index is not None:
            pairs.append((mark, free.pop(index)))
    return pairs


def same_event(mark: MarkedEvent, event: Event) -> bool:
    """Whether an event is the marked one."""
    return mark.type == event.type and mark.start < event.trigger.end and event.trigger.start < mark.end


def same_argument(mark: dict[str, Any], argument: Argument) -> bool:
    """Whether an argument is the marked one; of patients one name may end in the other, items may hold each other."""
    if mark["role"] != argument.role:
        return False
    if argument.role == "time":
        return bare(mark["value"]) == bare(argument.value)
    if argument.role == "quantity":
        if not isinstance(argument.value, int | float) or not isinstance(mark["value"], int | float):
            return False
        near = abs(mark["value"] - argument.value) <= 1e-6 * max(1, abs(mark["value"]))
        item, other = bare(mark.get("item")), bare(argument.item)
        return near and bare(mark.get("unit")) == bare(argument.unit) and (item in other or other in item)
    name, other = bare(mark["name"]), bare(argument.name)
    return name == other or (
        argument.role == "patient" and bool(name and other) and (name.endswith(other) or other.endswith(name))
    )


def _arguments(
    document: Marked, events: list[MarkedEvent], proposed: list[Event], pairs: list[tuple[MarkedEvent, Event]]
) -> dict[str, Count]:
    names = {bare(m["text"]) for m in document["mentions"]} | {bare(a["name"]) for a in document.get("anaphors", ())}
    found = {}
    for role in ROLES:
        marked = [a for e in events for a in e.arguments if a["role"] == role]
        right, all_of_it = 0, sum(a.role == role for e in proposed for a in e.arguments)
        for mark, event in pairs:
            want = [a for a in mark.arguments if a["role"] == role]
            have = [a for a in event.arguments if a.role == role]
            right += len(pair(want, have, same_argument))
            if not want:
                all_of_it -= sum(_passed_over(a, marked, names) for a in have)
        found[f"  {role}"] = Count(right, all_of_it, len(marked))
    return {"arguments": Count(*map(sum, zip(*found.values(), strict=True)))} | found


def _passed_over(argument: Argument, marked: list[dict[str, Any]], names: set[str]) -> bool:
    """Whether the marks, which give the event no argument of this role, are silent about it; `marked`: of others."""
    if argument.role == "patient":
        return bare(argument.name) not in names
    if argument.role == "place":
        return any(bare(a["name"]) == bare(argument.name) for a in marked)
    value = bare(argument.value) if argument.role == "time" else ""
    values = [bare(a["value"]) for a in marked] if value else []
    return any(value.startswith(other) or other.startswith(value) for other in values)


def _relations(document: Marked, record: Record) -> Count:
    marked = marks.relations(document)
    known = {bare(m["text"]) for m in document["mentions"]} | {name for triple in marked for name in triple[::2]}
    mine = {(bare(r.subject), r.predicate, bare(r.object)) for r in record.relations if not _of_events(r)}
    return _sets({triple for triple in mine if triple[0] in known and triple[2] in known}, marked)


def _of_events(relation: Relation) -> bool:
    return relation.predicate in ("before", "subEventOf")


def _tellings(
    document: Marked, record: Record, events: list[MarkedEvent], pairs: list[tuple[MarkedEvent, Event]]
) -> dict[str, Count]:
    """What only some documents mark: status, speakers, retellings, order."""
    apart = marks.events(document, "unasserted")
    all_marked, all_mine = events + apart, record.events + record.unasserted
    both = pair(all_marked, all_mine, same_event)
    retold = sum(
        len(pair(mark.retold, event.retold, lambda m, e: m[0] < e.end and e.start < m[1])) for mark, event in pairs
    )
    found = {
        "status": Count(
            sum(mark.status == event.status != "happened" for mark, event in both),
            sum(event.status != "happened" for event in all_mine),
            sum(mark.status != "happened" for mark in all_marked),
        ),
        "by": Count(
            sum(bare(mark.by) == bare(event.by) != "" for mark, event in pairs),
            sum(bool(event.by) for event in record.events),
            sum(bool(mark.by) for mark in events),
        ),
        "unasserted": Count(len(pair(apart, record.unasserted, same_event)), len(record.unasserted), len(apart)),
        "retold": Count(retold, sum(len(e.retold) for e in record.events), sum(len(m.retold) for m in events)),
    }
    numbers = {event.id: next(i for i, e in enumerate(events) if e is mark) for mark, event in pairs}
    for predicate in ("before", "subEventOf"):
        mine = {(r.subject, r.object) for r in record.relations if r.predicate == predicate}
        marked = {(first, second) for first, p, second in document["order"] if p == predicate}
        right = sum((numbers.get(first), numbers.get(second)) in marked for first, second in mine)
        found[predicate] = Count(right, len(mine), len(marked))
    return found


def f1(right: Any, proposed: Any, marked: Any) -> Any:
    """2·right / (proposed + marked), which is the harmonic mean of precision and recall; 0 where nothing is."""
    return 2 * right / np.maximum(proposed + marked, 1)


def interval(counts: Sequence[Count], draws: int = 2000, seed: int = 0) -> tuple[float, float]:
    """The 95% bootstrap interval of F1 over documents, one count each, by percentiles."""
    table = np.array(counts)
    drawn = np.random.default_rng(seed).integers(len(table), size=(draws, len(table)))
    low, high = np.percentile(f1(*table[drawn].sum(axis=1).T), [2.5, 97.5])
    return float(low), float(high)


def score(documents: Iterable[Marked], records: Iterable[Record]) -> list[tuple[Any, ...]]:
    """A row of `COLUMNS` for each kind that is marked or proposed at all, in the order of `KINDS`."""
    counted = [count(document, record) for document, record in zip(documents, records, strict=True)]
    rows = []
    for kind in KINDS:
        counts = [c[kind] for c in counted if kind in c]
        total = Count(*map(sum, zip(*counts, strict=True))) if counts else Count(0, 0, 0)
        if total.proposed or total.marked:
            precision, recall = total.right / max(total.proposed, 1), total.right / max(total.marked, 1)
            figures = (precision, recall, float(f1(*total)), *interval(counts))
            rows.append((kind, *(round(figure, 3) for figure in figures), *total))
    return rows


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="MARKED...")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def main(paths: tuple[str, ...], form: str) -> None:
    """Score the extraction on marked documents."""
    documents = marks.read_marked(paths)
    rows = score(documents, list(extract_many(map(marks.article, documents))))
    click.echo({"table": show.table, "csv": show.as_csv, "json": show.as_json}[form](COLUMNS, rows), nl=False)


if __name__ == "__main__":
    sys.exit(main())
