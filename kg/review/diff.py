"""What two extractions of the same articles say differently, fact by fact."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from kg.link.evidence import Sentences
from kg.model import Argument, Event, Record

KINDS = ("article", "entity", "anaphor", "event", "argument", "relation")


class Fact(NamedTuple):
    """A statement of a record in words, and where it stands (offsets of the record's text)."""

    kind: str
    words: str
    start: int
    end: int


class Change(NamedTuple):
    """A fact that only the new records state (`+`) or only the old (`-`), with its article and sentence."""

    sign: str
    kind: str
    article: str
    fact: str
    sentence: str


def facts(record: Record) -> Iterator[Fact]:
    """What a record states, each entity, anaphor, event, argument and relation in words."""
    for entity in record.entities:
        yield Fact("entity", _named(entity.label, entity.text, entity.name), entity.start, entity.end)
    for anaphor in record.anaphors:
        yield Fact("anaphor", _named("", anaphor.text, anaphor.name), anaphor.start, anaphor.end)
    stands: dict[str, str] = {}
    for event in (*record.events, *record.unasserted):
        trigger = event.trigger
        head = stands[event.id] = f"{event.type} {trigger.text}"
        yield Fact("event", f"{head} {_told(event)}", trigger.start, trigger.end)
        for argument in event.arguments:
            yield Fact("argument", f"{head}: {argument.role} {_filler(argument)}", trigger.start, trigger.end)
    for r in record.relations:
        names = stands if r.predicate in ("before", "subEventOf") else {}
        words = f"{names.get(r.subject, r.subject)} {r.predicate} {names.get(r.object, r.object)}"
        yield Fact("relation", words + (f" ({r.title})" if r.title else ""), r.start, r.end)


def _named(label: str, text: str, name: str) -> str:
    return f"{label} {text}".strip() + (f" = {name}" if name != text else "")


def _told(event: Event) -> str:
    return event.status if event.by is None else f"{event.status}, says {event.by}"


def _filler(argument: Argument) -> str:
    if not isinstance(argument.text, str):
        return str(argument.name)
    return " ".join(str(part) for part in (argument.value, argument.unit, argument.item) if part is not None and part)


def diff(old: Iterable[Record], new: Iterable[Record]) -> list[Change]:
    """What was lost and gained, by article and place; the lost before the gained at one place.

    Records are compared by id. An article that only one side has is one change, its facts are not told. Facts are the
    same where words and offsets are; offsets do not count where the article's text is another.
    """
    before, after = ({record.id: record for record in records} for records in (old, new))
    changes: list[Change] = []
    for number in sorted(before.keys() | after.keys()):
        if number in before and number in after:
            changes += _compare(before[number], after[number])
        else:
            record = before.get(number) or after[number]
            title = " ".join((record.title or record.text[:24]).split())
            changes.append(Change("-" if number in before else "+", "article", number, title, ""))
    return changes


def _compare(old: Record, new: Record) -> Iterator[Change]:
    same_text = old.text == new.text

    def key(fact: Fact) -> tuple[Any, ...]:
        return fact if same_text else fact[:2]

    sides = []
    for sign, record, other in (("-", old, new), ("+", new, old)):
        left = Counter(map(key, facts(other)))
        sentences = Sentences(record.text)
        for fact in facts(record):
            left[key(fact)] -= 1
            if left[key(fact)] < 0:
                begin, end = sentences.around(fact.start, fact.end)
                sentence = " ".join(record.text[begin:end].split())
                place = (fact.start, KINDS.index(fact.kind), sign == "+", fact.words)
                sides.append((place, Change(sign, fact.kind, record.id, fact.words, sentence)))
    yield from (change for _, change in sorted(sides))


def summary(changes: Iterable[Change]) -> list[tuple[str, int, int]]:
    """(kind, lost, gained) for each kind of fact that changed."""
    counts = Counter((change.kind, change.sign) for change in changes)
    rows = [(kind, counts[kind, "-"], counts[kind, "+"]) for kind in KINDS]
    return [row for row in rows if any(row[1:])]
