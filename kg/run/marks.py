"""Documents marked by hand: what their marks say, with offsets.

A marked document is a JSON object a line: `id`, `text`, `published`, `mentions` (label, text, and `only`, the
occurrences meant where not all are), `anaphors` (text, nth, name), `events` (type, trigger, nth, arguments),
`relations` (triples of names). Where they are marked, events also have `status`, `by` and `retold` (text, nth), and
the document `unasserted` (type, trigger, nth, status) and `order`: triples of an event's index, before or subEventOf,
and another's index.
"""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from kg.errors import InputError
from kg.model import Article

Marked = dict[str, Any]

CLASSES = {
    "GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE", "LAW": "WORK", "WORK_OF_ART": "WORK", "DATE": "TIME",
    "MONEY": "AMOUNT", "PERCENT": "AMOUNT", "QUANTITY": "AMOUNT",
}  # fmt: skip


class MarkedEvent(NamedTuple):
    """A marked event: where its trigger stands; `arguments`, `status`, `by`, `retold` as they are marked."""

    type: str
    start: int
    end: int
    arguments: list[dict[str, Any]]
    status: str
    by: str
    retold: list[tuple[int, int]]


def read_marked(paths: Iterable[str | Path]) -> list[Marked]:
    """The documents of the files, in order. Raises InputError naming file and line where one is none."""
    documents = []
    for path in paths:
        try:
            lines = Path(path).read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), str(error)) from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    document = json.loads(line)
                    list(mentions(document)), list(anaphors(document)), events(document)
                except (ValueError, KeyError, TypeError, IndexError) as error:
                    raise InputError(f"{path}:{number}", f"is no marked document: {error!r}") from error
                documents.append(document)
    return documents


def article(document: Marked) -> Article:
    """What the pipeline is given of a marked document."""
    return Article(id=document["id"], hash="", text=document["text"], published=document.get("published"))


def bare(name: Any) -> str:
    """A name without white space and quotation marks; "" for None."""
    return re.sub(r"[\s“”\"'‘’《》「」]", "", str(name or ""))


def occurrences(text: str, piece: str) -> list[tuple[int, int]]:
    """The offsets of each place where the piece stands."""
    return [(m.start(), m.end()) for m in re.finditer(re.escape(piece), text)]


def nth(document: Marked, piece: str, mark: dict[str, Any]) -> tuple[int, int]:
    """The offsets of the occurrence of the piece that a mark means. Raises IndexError where there is none."""
    return occurrences(document["text"], piece)[mark.get("nth", 1) - 1]


def class_of(label: str) -> str:
    """The class in which a label counts: places, works, times and amounts are one each."""
    return CLASSES.get(label, label)


def mentions(document: Marked) -> Iterator[tuple[int, int, str]]:
    """(start, end, class) of every marked mention: all its occurrences that lie in no longer mention."""
    taken: list[tuple[int, int]] = []
    for mention in sorted(document["mentions"], key=lambda m: -len(m["text"])):
        spans = occurrences(document["text"], mention["text"])
        for start, end in [spans[n - 1] for n in mention["only"]] if "only" in mention else spans:
            if not any(start < e and s < end for s, e in taken):
                taken.append((start, end))
                yield start, end, class_of(mention["label"])


def anaphors(document: Marked) -> Iterator[tuple[int, int, str]]:
    """(start, end, name) of every marked anaphor."""
    for mark in document.get("anaphors", ()):
        yield *nth(document, mark["text"], mark), mark["name"]


def events(document: Marked, key: str = "events") -> list[MarkedEvent]:
    """The marked events, in order; `key` may be `unasserted`."""
    return [
        MarkedEvent(
            mark["type"],
            *nth(document, mark["trigger"], mark),
            mark.get("arguments", []),
            mark.get("status", "happened"),
            mark.get("by") or "",
            [nth(document, told["text"], told) for told in mark.get("retold", ())],
        )
        for mark in document.get(key, ())
    ]


def relations(document: Marked) -> set[tuple[str, ...]]:
    """The marked triples, their names bare."""
    return {tuple(map(bare, triple)) for triple in document.get("relations", ())}
