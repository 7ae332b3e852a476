"""The order of what an article tells: which event came before another or was part of it, by words and by times.

Only what stands next to each other is related: what follows from that by transitivity is left to who reads the graph.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.model import Event, Relation
from kg.pipeline.events.grammar import grammar
from kg.pipeline.events.rules import event_types

_NEAR = 60  # characters from 后 to the event that came after
_MARKS = re.compile("[，,；;：:]")
_OPENING = re.compile(r"[\s“‘]*")

# a relation of two events with the offsets of the words that say it
Link = tuple[Event, str, Event, int, int]


def order(text: str, events: Sequence[Event]) -> list[Relation]:
    """The relations between the events, which have their ids; the first that relates two of them holds."""
    told = sorted(events, key=lambda e: e.trigger.start)
    found: dict[frozenset[str], Relation] = {}
    for links in (_parts(text, told), _following(text, told), _dated(told)):
        for first, predicate, second, start, end in links:
            found.setdefault(
                frozenset((first.id, second.id)),
                Relation(
                    subject=first.id, predicate=predicate, object=second.id, start=start, end=end,
                    rule=f"event.{predicate}", confidence=0.0,
                ),
            )  # fmt: skip
    return sorted(found.values(), key=lambda r: (r.start, r.end, r.subject))


def _heads(text: str, event: Event, earlier: Event | None) -> list[int]:
    """Where the clauses start that lead to the event: those of its sentence behind the clause of the earlier event."""
    start = event.sentence[0]
    if earlier is not None and earlier.trigger.end > start:
        start = next((m.end() for m in _MARKS.finditer(text, earlier.trigger.end)), len(text))
    starts = [start, *(m.end() for m in _MARKS.finditer(text, start, event.trigger.start))]
    return [_OPENING.match(text, at).end() for at in starts if at <= event.trigger.start]  # type: ignore[union-attr]


def _parts(text: str, events: Sequence[Event]) -> Iterator[Link]:
    """Events of a sentence or clause that opens with 会上, 行动中: they were part of what was held."""
    for number, event in enumerate(events):
        earlier = events[number - 1] if number else None
        for start in _heads(text, event, None):
            for word, types in grammar().within.items():
                if text.startswith(word, start):
                    whole = next((e for e in reversed(events[:number]) if e.type in types), None)
                    if whole is not None:
                        yield event, "subEventOf", whole, start, start + len(word)
                    break
        if earlier is not None and earlier.sentence == event.sentence and event_types()[earlier.type].nominal:
            end = _behind(text, earlier.trigger.end, grammar().amid)
            if end:
                yield event, "subEventOf", earlier, earlier.trigger.end, end


def _behind(text: str, at: int, words: tuple[str, ...]) -> int:
    """Where one of the words ends that stands at the offset or behind a noun or two there; 0 where none does."""
    for word in words:
        begin = text.find(word, at, at + 5 + len(word))
        if begin >= 0 and not any(mark in text[at:begin] for mark in "，。；、：\n"):
            return begin + len(word)
    return 0


def _following(text: str, events: Sequence[Event]) -> Iterator[Link]:
    """Neighbours of which words say that the second came after the first (接警后, 随后, 经侦查)."""
    rules = grammar()
    for first, second in pairwise(events):
        if "StatisticChange" in (first.type, second.type):
            continue
        for start in _heads(text, second, first):
            if word := next((w for w in rules.afterwards if text.startswith(w, start)), ""):
                yield first, "before", second, start, start + len(word)
        for extent in [(first.trigger.start, first.trigger.end), *((e.start, e.end) for e in first.retold)]:
            end = _behind(text, extent[1], rules.having)
            if 0 < end <= second.trigger.start <= end + _NEAR:
                yield first, "before", second, extent[1], end
        if first.sentence == second.sentence and first.type == "Investigation":
            opening = _heads(text, first, None)[-1]
            if text.startswith(rules.having_been, opening):
                yield first, "before", second, opening, first.trigger.end


def _dated(events: Sequence[Event]) -> Iterator[Link]:
    """Neighbours of which one ended before the other began."""
    for first, second in pairwise(events):
        earlier, later = (next((a for a in e.arguments if a.role == "time" and a.value), None) for e in (first, second))
        if earlier is None or later is None or "StatisticChange" in (first.type, second.type):
            continue
        begins, ends = _span(str(earlier.value)), _span(str(later.value))
        if _precedes(begins[1], ends[0]):
            yield first, "before", second, later.start, later.end
        elif _precedes(ends[1], begins[0]):
            yield second, "before", first, later.start, later.end


def _span(value: str) -> tuple[str, str]:
    start, _, end = value.partition("/")
    return start, end or start


def _precedes(first: str, second: str) -> bool:
    """Whether one ISO time is certainly earlier than another, which may be coarser or finer."""
    if first.startswith("-") != second.startswith("-"):
        return False
    length = min(len(first), len(second))
    return first[:length] < second[:length]
