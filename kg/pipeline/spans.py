"""What a source of spans proposes, and how proposals are written on a doc."""

from collections.abc import Iterable
from typing import NamedTuple

from spacy.tokens import Doc, Span


class Match(NamedTuple):
    """A proposed span: `rule` names what made it; `value` is a place's code or a time's ISO value, "" without one."""

    start: int
    end: int
    label: str
    rule: str
    value: str = ""


def text_of(doc: Doc) -> str:
    """`doc.text`, made once: spaCy joins the tokens anew at each call, here a token a character."""
    if "text" not in doc.user_data:
        doc.user_data["text"] = doc.text
    return doc.user_data["text"]


def annotate(doc: Doc, key: str, matches: Iterable[Match]) -> None:
    """Write matches into `doc.spans[key]`, the rule as `span.id_`, the value as `span.kb_id_`."""
    doc.spans[key] = [Span(doc, m.start, m.end, label=m.label, span_id=m.rule, kb_id=m.value) for m in matches]


def mentions(doc: Doc) -> list[Match]:
    """`doc.ents` as matches, made once: spaCy looks for them anew at each call. For use behind the resolver only."""
    if "mentions" not in doc.user_data:
        doc.user_data["mentions"] = [Match(e.start, e.end, e.label_, e.id_, e.kb_id_) for e in doc.ents]
    return doc.user_data["mentions"]


def read_matches(doc: Doc, key: str) -> list[Match]:
    """The matches written in `doc.spans[key]`; none where no component wrote any."""
    if key not in doc.spans:
        return []
    return [Match(s.start, s.end, s.label_, s.id_, s.kb_id_) for s in doc.spans[key]]
