"""What the rules cover of some articles: which fired, which verbs none knows, what the events lack."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from spacy.language import Language

from kg.link.evidence import Sentences
from kg.model import Article, Event
from kg.pipeline.assemble import shared_nlp
from kg.pipeline.events.rules import event_types, senses
from kg.review.analysis import Analysis, analyse
from kg.review.origin import places
from kg.rules import load
from kg.rules.confidence import confidence

SOUGHT = ("agent", "place", "time")


class Table(NamedTuple):
    """Rows under the names of their columns."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def coverage(articles: Iterable[Article], nlp: Language | None = None) -> dict[str, Table]:
    """Four tables by name, by the rules of `nlp` (the shared pipeline where none is given), most frequent first.

    rules   how often each rule fired, its confidence, where it stands
    verbs   verbs in clauses that hold a name, which no rule of events knows, with the first clause
    types   events of each type, and how many have no agent, place, time (None for an agent where the type has none)
    events  each event that lacks one of them, with its sentence
    """
    nlp = nlp or shared_nlp()
    fired: Counter[str] = Counter()
    verbs: Counter[str] = Counter()
    examples: dict[str, str] = {}
    counted: Counter[tuple[str, str]] = Counter()
    lacking: list[tuple[Any, ...]] = []
    for analysis in (analyse(article, nlp) for article in articles):
        record = analysis.record
        for statements in (record.entities, record.anaphors, record.events, record.unasserted, record.relations):
            fired.update(statement.rule for statement in statements)
        for verb, clause in _unknown(analysis):
            verbs[verb] += 1
            examples.setdefault(verb, " ".join(clause.split()))
        sentences = Sentences(record.text)
        for event in record.events:
            missing = _missing(event)
            counted.update((event.type, what) for what in ("events", *missing))
            if missing:
                begin, end = sentences.around(event.trigger.start, event.trigger.end)
                sentence = " ".join(record.text[begin:end].split())
                lacking.append((record.id, event.id, event.type, event.trigger.text, " ".join(missing), sentence))
    return {
        "rules": Table(("rule", "fired", "confidence", "where"), [
            (rule, count, confidence(rule), " ".join(map(str, places(rule)[:1]))) for rule, count in _ordered(fired)
        ]),
        "verbs": Table(("verb", "count", "clause"), [(v, count, examples[v]) for v, count in _ordered(verbs)]),
        "types": Table(("type", "events", *(f"no {role}" for role in SOUGHT)), [
            (name, count, *(counted[name, role] if role in _roles(name) else None for role in SOUGHT))
            for name, count in _ordered(Counter({name: n for (name, what), n in counted.items() if what == "events"}))
        ]),
        "events": Table(("article", "event", "type", "trigger", "lacks", "sentence"), lacking),
    }  # fmt: skip


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _unknown(analysis: Analysis) -> Iterable[tuple[str, str]]:
    """(verb, clause) for the verbs beside a name that no rule of events knows."""
    return ((v, clause.text) for clause in analysis.clauses if clause.named for v in clause.verbs if v not in _known())


@cache
def _known() -> frozenset[str]:
    """The triggers, and the words of the grammar of clauses and of status."""
    return frozenset(senses()).union(_words(load("clauses.toml")), _words(load("status.toml")))


def _words(rules: Any) -> Iterator[str]:
    """All strings in lists of a parsed rule file."""
    if isinstance(rules, str):
        yield rules
    for value in rules.values() if isinstance(rules, dict) else rules if isinstance(rules, list) else ():
        yield from _words(value)


def _roles(name: str) -> tuple[str, ...]:
    """The roles that an event of the type should have."""
    return SOUGHT[1:] if event_types()[name].actor == "none" else SOUGHT


def _missing(event: Event) -> list[str]:
    held = {argument.role for argument in event.arguments}
    return [role for role in _roles(event.type) if role not in held]
