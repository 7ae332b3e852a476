"""Why an article's record says what it says: each statement with its rule, where that stands, and the clause read."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from spacy.language import Language

from kg.model import Argument, Article, Event, Record
from kg.ontology import vocabulary
from kg.pipeline.assemble import shared_nlp
from kg.review.analysis import ClauseReading, Trigger, analyse
from kg.review.origin import cue, places


class Mark(NamedTuple):
    """A stretch of the text to be shown in colour: its label, and the family of an event's trigger or ""."""

    start: int
    end: int
    label: str
    family: str


class Item(NamedTuple):
    """A statement in a line, and what there is to say about it, as pairs of a word and a text."""

    head: str
    details: list[tuple[str, str]]


class Explanation(NamedTuple):
    """What a record says and why: `marks` lie in the record's text without overlap, `sections` are in reading order."""

    record: Record
    marks: list[Mark]
    sections: dict[str, list[Item]]


def explain(article: Article, nlp: Language | None = None) -> Explanation:
    """Extract an article and say why, by the rules of `nlp` (the shared pipeline where none is given)."""
    record, doc, _, clauses = analyse(article, nlp or shared_nlp())
    triggers = {(t.start, t.end): (t, c) for c in clauses for t in c.triggers if t.event}
    stands = {e.id: (e.trigger.start, e.trigger.end) for e in (*doc.user_data["events"], *doc.user_data["unasserted"])}
    read = {number: triggers[extent] for number, extent in stands.items() if extent in triggers}
    sections = {
        "Events": [_event(record, event, *read.get(event.id, ())) for event in record.events],
        "Not asserted": [_event(record, event, *read.get(event.id, ())) for event in record.unasserted],
        "Triggers that say no event": [
            Item(t.text, [("why", t.refused), *_clause(c, t), *_stands(t.rules, t.text)])
            for c in clauses
            for t in c.triggers
            if not t.event
        ],
        "Clauses without a trigger": [
            Item(_line(c.text), [(p.slot, _line(p.text)) for p in c.phrases]) for c in clauses if not c.triggers
        ],
        "Relations": [
            Item(
                f"{r.subject} {r.predicate} {r.object}" + (f" ({r.title})" if r.title else ""),
                [_rule(r.rule, r.confidence), ("text", _at(record, r.start, r.end)), *_stands([r.rule])],
            )
            for r in record.relations
        ],
        "Anaphors": [
            Item(
                f"{a.text} = {a.name}",
                [_rule(a.rule, a.confidence), ("text", _at(record, a.start, a.end)), *_stands([a.rule])],
            )
            for a in record.anaphors
        ],
        "Entities": list(_entities(record)),
    }
    return Explanation(record, list(_marks(record)), {title: items for title, items in sections.items() if items})


def _line(text: str) -> str:
    return " ".join(text.split())


def _at(record: Record, start: int, end: int) -> str:
    return f"{_line(record.text[start:end])} [{start}:{end}]"


def _rule(rule: str, confidence: float) -> tuple[str, str]:
    return "rule", f"{rule}  confidence {confidence:.2f}"


def _stands(rules: Iterable[str], word: str = "") -> list[tuple[str, str]]:
    """Where the rules stand, each place once."""
    case = word.removesuffix("案件").removesuffix("案")
    found = dict.fromkeys(
        str(place) for rule in rules for place in places(rule, case if rule.endswith(".case") else word)
    )
    return [("change", place) for place in found]


def _filler(record: Record, event: Event, argument: Argument) -> str:
    """The filler of a role and where it stands; what stands in another sentence was carried over."""
    begin, end = event.sentence
    carried = "" if begin <= argument.start < end else "  carried over"
    if isinstance(argument.text, str):
        value = " ".join(str(part) for part in (argument.value, argument.unit, argument.item) if part)
    else:
        value = str(argument.name)
    return f"{value}  {_at(record, argument.start, argument.end)}{carried}"


def _event(
    record: Record, event: Event, trigger: Trigger | None = None, clause: ClauseReading | None = None
) -> Item:
    words = vocabulary()
    status = event.status if event.by is None else f"{event.status}, says {event.by}"
    details = [("status", status), _rule(event.rule, event.confidence)]
    details += [(a.role, _filler(record, event, a)) for a in event.arguments]
    details += [("retold", _at(record, told.start, told.end)) for told in event.retold]
    if trigger and clause:
        details += _clause(clause, trigger)
    details += _stands([event.rule], event.trigger.text)
    if trigger and event.status != "happened" and (place := cue(event.status, trigger.verdict.cue)):
        details.append(("change", f"{place} {trigger.verdict.cue}"))
    return Item(f"{event.id} {event.type} {words.zh(event.type)}  {_at(record, *_extent(event))}", details)


def _extent(event: Event) -> tuple[int, int]:
    return event.trigger.start, event.trigger.end


def _clause(clause: ClauseReading, trigger: Trigger) -> list[tuple[str, str]]:
    phrases = [f"{phrase.slot} {_line(phrase.text)}" for phrase in trigger.phrases]
    return [("clause", _line(clause.text)), ("read as", " | ".join(phrases) or "no phrases")]


def _entities(record: Record) -> Iterator[Item]:
    """One item a name, label and rule, with the places where it stands."""
    grouped: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    confidence = {entity.rule: entity.confidence for entity in record.entities}
    for entity in record.entities:
        grouped.setdefault((entity.label, entity.name, entity.rule), []).append((entity.start, entity.end))
    for (label, name, rule), extents in grouped.items():
        where = ", ".join(_at(record, *extent) for extent in extents)
        yield Item(f"{label} {_line(name)}", [_rule(rule, confidence[rule]), ("text", where), *_stands([rule])])


def _marks(record: Record) -> Iterator[Mark]:
    """Entities, anaphors and triggers, the outer one where one lies in another."""
    words = vocabulary()
    found = [Mark(e.start, e.end, e.label, "") for e in record.entities]
    found += [Mark(a.start, a.end, "ANAPHOR", "") for a in record.anaphors]
    found += [Mark(*_extent(e), e.type, words.family(e.type)) for e in (*record.events, *record.unasserted)]
    done = 0
    for mark in sorted(found, key=lambda m: (m.start, -m.end, m.label)):
        if mark.start >= done:
            yield mark
            done = mark.end
