"""Dates and times: DATE and TIME mentions with ISO 8601 values.

`match(doc)` reads `doc.user_data.get("published")`. A mention's value stands in `span.kb_id_`: `2024-02-21`,
`2024-02`, `2024`, `--02-21` (no year known), `2024-02-21T15:20`, an interval `2024-01/2024-05`, "" where there is none
(近日, 8个小时). A TIME beside its DATE (2月21日 | 15时许) is a mention of its own that carries the full value.

`moments(doc)` gives whole phrases made of such mentions: 2月21日 | 15时许 is one moment with the value of the TIME,
5月1日 | 7时 至 5月4日 | 22时 one with an interval.
"""

import re
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.component import Component
from kg.pipeline.spans import Match, annotate, mentions, text_of
from kg.pipeline.times import calendar
from kg.pipeline.times.grammar import TO
from kg.pipeline.times.reader import GAP, Reader

_TO = re.compile(TO)


def match(doc: Doc) -> list[Match]:
    """The time expressions, in text order."""
    return Reader(text_of(doc), doc.user_data.get("published")).matches()


class Moment(NamedTuple):
    """A whole phrase of time (a date with its time, an interval) and its ISO 8601 value."""

    start: int
    end: int
    value: str


def moments(doc: Doc) -> list[Moment]:
    """The phrases of time among `doc.ents`, in text order."""
    found: list[Moment] = []
    text, label = text_of(doc), ""
    for ent in mentions(doc):
        if ent.label not in ("DATE", "TIME"):
            continue
        here = Moment(ent.start, ent.end, ent.value)
        between = text[found[-1].end : here.start] if found else "\n"
        if ent.label == "TIME" and GAP.fullmatch(between) and label == "DATE":
            found[-1] = Moment(found[-1].start, here.end, here.value or found[-1].value)
        else:
            found.append(here)
        label = ent.label
    return _joined(text, found)


def _joined(text: str, found: list[Moment]) -> list[Moment]:
    """The same with two moments around 至 as one interval."""
    whole: list[Moment] = []
    for here in found:
        before = whole[-1] if whole else None
        if before and _TO.fullmatch(text, before.end, here.start) and "/" not in before.value + here.value:
            value = calendar.interval(before.value, here.value)
            whole[-1] = Moment(before.start, here.end, value or before.value)
        else:
            whole.append(here)
    return whole


class Times(Component):
    """Writes `doc.spans["times"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "times", match(doc))
        return doc


@Language.factory("kg_times", assigns=["doc.spans"])
def make_times(nlp: Language, name: str) -> Times:
    """The component as spaCy's config names it."""
    return Times()
