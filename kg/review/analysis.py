"""An article's record together with its clauses as the grammar of events reads them, and what comes of each trigger."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Article, Event, Record
from kg.pipeline.events import Outcome, Teller
from kg.pipeline.events.clauses import read_left
from kg.pipeline.events.grammar import Group, Token
from kg.pipeline.events.reading import Clause
from kg.pipeline.events.status import Verdict, judge
from kg.pipeline.events.triggers import Candidate, fails
from kg.pipeline.extract import to_record
from kg.read.layout import mend
from kg.read.script import simplified


class Phrase(NamedTuple):
    """A phrase of a clause and the slot that it fills: subject, object, at, ba, by, …"""

    slot: str
    text: str


class Trigger(NamedTuple):
    """A word that may say an event: where it stands in the doc, its phrases, the event it says or why it says none."""

    start: int
    end: int
    text: str
    phrases: list[Phrase]
    event: Event | None
    refused: str
    rules: list[str]
    verdict: Verdict


class ClauseReading(NamedTuple):
    """A clause: its phrases where no trigger stands in it, its triggers, its other verbs, whether it holds a name."""

    text: str
    phrases: list[Phrase]
    triggers: list[Trigger]
    verbs: list[str]
    named: bool


class Analysis(NamedTuple):
    """What the pipeline made of an article: the record, the doc and its text, the clauses in order."""

    record: Record
    doc: Doc
    text: str
    clauses: list[ClauseReading]


def analyse(article: Article, nlp: Language) -> Analysis:
    """Extract an article, and read its clauses once more to see how."""
    mended = mend(article.text)
    doc = nlp.make_doc(simplified(mended.text))
    doc.user_data["published"] = article.published
    doc = nlp(doc)
    return Analysis(to_record(article, doc, mended), doc, mended.text, read_clauses(doc))


def read_clauses(doc: Doc) -> list[ClauseReading]:
    """Every clause of a processed doc that holds a name, an amount, a time or a trigger, in order."""
    teller = Teller(doc)
    teller.read()
    return [
        ClauseReading(
            teller.text[clause.start : clause.end],
            [] if clause.candidates else _phrases(teller.text, clause, len(clause.tokens), []),
            list(_triggers(teller, sentence, clause)),
            [token.text for token in clause.tokens if token.kind == "verb" and token.end - token.start > 1],
            any(token.kind in ("name", "place", "title") for token in clause.tokens),
        )
        for *sentence, clauses in teller.reading.sentences()
        for clause in clauses
    ]


def _triggers(teller: Teller, sentence: list[int], clause: Clause) -> Iterator[Trigger]:
    begin, end = sentence
    for position, candidate in sorted(clause.candidates.items()):
        outcome = teller.outcomes.get(candidate.start, "in a part that tells no events")
        phrases = _phrases(teller.text, clause, position, teller.right(clause, position))
        verdict = judge(teller.text, (begin, end), (clause.start, clause.end), (candidate.start, candidate.end))
        event = outcome if isinstance(outcome, Event) else None
        yield Trigger(
            candidate.start, candidate.end, teller.text[candidate.start : candidate.end], phrases, event,
            _refused(outcome, candidate),
            [event.rule] if event else list(dict.fromkeys(sense.rule for sense in candidate.senses)), verdict,
        )  # fmt: skip


def _refused(outcome: Outcome, candidate: Candidate) -> str:
    if isinstance(outcome, Event):
        return ""
    if isinstance(outcome, str):
        return outcome
    return "; ".join(f"{sense.rule} is not met: {fails(sense, outcome, candidate)}" for sense in candidate.senses)


def _phrases(text: str, clause: Clause, position: int, objects: list[Group]) -> list[Phrase]:
    """The phrases before the token at the position, the objects behind it, times and other verbs, in this order."""
    left = read_left(clause.tokens[max(0, position - 60) : position])
    found = [Phrase(slot, _text(text, group.tokens)) for slot, groups in left.slots.items() for group in groups]
    found += [Phrase("object", _text(text, group.tokens)) for group in objects]
    found += [Phrase("time", token.text) for token in left.times]
    found += [Phrase("voice", "passive")] if left.passive else []
    return found + [Phrase("verb", token.text) for token in left.verbs]


def _text(text: str, tokens: tuple[Token, ...]) -> str:
    return text[tokens[0].start : tokens[-1].end]
