"""Counts on marked text how often each rule is right.

    python -m kg.run.calibrate MARKED.jsonl... > kg/rules/confidence.tsv

`kg.run.marks` says what a marked document is.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

from kg.model import Record
from kg.pipeline.extract import extract
from kg.run import marks
from kg.run.marks import Marked, bare, class_of


def judgements(marked: Marked, record: Record) -> Iterator[tuple[str, bool]]:
    """For each statement of the record the rule that made it, and whether the marks agree."""
    mentions = set(marks.mentions(marked))
    for entity in record.entities:
        yield entity.rule, (entity.start, entity.end, class_of(entity.label)) in mentions
    anaphors = set(marks.anaphors(marked))
    for anaphor in record.anaphors:
        yield anaphor.rule, (anaphor.start, anaphor.end, anaphor.name) in anaphors
    events = marks.events(marked)
    for event in record.events:
        start, end = event.trigger.start, event.trigger.end
        yield event.rule, any(event.type == e.type and start < e.end and e.start < end for e in events)
    triples = marks.relations(marked)
    for r in record.relations:
        if r.predicate not in ("before", "subEventOf"):  # these are not marked
            yield r.rule, (bare(r.subject), r.predicate, bare(r.object)) in triples


def count(documents: Iterable[Marked]) -> dict[str, tuple[int, int]]:
    """For each rule how often it was right, and how often it proposed anything."""
    right: Counter[str] = Counter()
    proposed: Counter[str] = Counter()
    for marked in documents:
        for rule, agrees in judgements(marked, extract(marks.article(marked))):
            right[rule] += agrees
            proposed[rule] += 1
    return {rule: (right[rule], proposed[rule]) for rule in sorted(proposed)}


def main(paths: list[str]) -> None:
    """Print the table for the marked files."""
    print("# rule\tright\tproposed   (written by python -m kg.run.calibrate)")
    for rule, (agreed, all_of_it) in count(marks.read_marked(paths)).items():
        print(rule, agreed, all_of_it, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
