"""Counts on marked text how often each rule is right.

    python -m kg.run.calibrate MARKED.jsonl... > kg/rules/confidence.tsv

A marked document is a JSON object a line: `id`, `text`, `published`, `mentions` (label, text, and `only`, the
occurrences meant where not all are), `anaphors` (text, nth, name), `events` (type, trigger, nth), `relations`
(triples of names).
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kg.model import Article, Record
from kg.pipeline.extract import extract

_CLASSES = {"LOC": "GPE", "FAC": "GPE", "LAW": "WORK_OF_ART", "TIME": "DATE", "PERCENT": "MONEY", "QUANTITY": "MONEY"}


def judgements(marked: dict[str, Any], record: Record) -> Iterator[tuple[str, bool]]:
    """For each statement of the record the rule that made it, and whether the marks agree."""
    mentions = set(_mentions(marked))
    for entity in record.entities:
        yield entity.rule, (entity.start, entity.end, _CLASSES.get(entity.label, entity.label)) in mentions
    anaphors = {(*_nth(marked["text"], a["text"], a.get("nth", 1)), a["name"]) for a in marked.get("anaphors", [])}
    for anaphor in record.anaphors:
        yield anaphor.rule, (anaphor.start, anaphor.end, anaphor.name) in anaphors
    events = [(e["type"], *_nth(marked["text"], e["trigger"], e.get("nth", 1))) for e in marked["events"]]
    for event in record.events:
        start, end = event.trigger.start, event.trigger.end
        yield event.rule, any(event.type == kind and start < e and s < end for kind, s, e in events)
    triples = {tuple(map(_bare, relation)) for relation in marked.get("relations", [])}
    for r in record.relations:
        if r.predicate not in ("before", "subEventOf"):  # these are not marked
            yield r.rule, (_bare(r.subject), r.predicate, _bare(r.object)) in triples


def _bare(name: str) -> str:
    return re.sub(r"[\s“”\"'‘’《》「」]", "", name)


def _occurrences(text: str, piece: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(re.escape(piece), text)]


def _nth(text: str, piece: str, nth: int) -> tuple[int, int]:
    return _occurrences(text, piece)[nth - 1]


def _mentions(marked: dict[str, Any]) -> Iterator[tuple[int, int, str]]:
    """(start, end, class) of every marked mention: all its occurrences that lie in no longer mention."""
    taken: list[tuple[int, int]] = []
    for mention in sorted(marked["mentions"], key=lambda m: -len(m["text"])):
        spans = _occurrences(marked["text"], mention["text"])
        for start, end in [spans[n - 1] for n in mention["only"]] if "only" in mention else spans:
            if not any(start < e and s < end for s, e in taken):
                taken.append((start, end))
                yield start, end, _CLASSES.get(mention["label"], mention["label"])


def count(documents: Iterable[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """For each rule how often it was right, and how often it proposed anything."""
    right: Counter[str] = Counter()
    proposed: Counter[str] = Counter()
    for marked in documents:
        article = Article(id=marked["id"], hash="", text=marked["text"], published=marked.get("published"))
        for rule, agrees in judgements(marked, extract(article)):
            right[rule] += agrees
            proposed[rule] += 1
    return {rule: (right[rule], proposed[rule]) for rule in sorted(proposed)}


def main(paths: list[str]) -> None:
    """Print the table for the marked files."""
    documents = [json.loads(line) for path in paths for line in Path(path).read_bytes().split(b"\n") if line.strip()]
    print("# rule\tright\tproposed   (written by python -m kg.run.calibrate)")
    for rule, (agreed, all_of_it) in count(documents).items():
        print(rule, agreed, all_of_it, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
