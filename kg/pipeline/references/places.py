"""Anaphors of places: 该县, 该镇."""

import re
from functools import cache

from spacy.tokens import Doc

from kg.pipeline.references.rules import reference_rules
from kg.pipeline.spans import Match, read_matches, text_of


@cache
def _pattern() -> re.Pattern[str]:
    places = reference_rules().places
    return re.compile(f"(?:{'|'.join(places.words)})(?P<noun>{'|'.join(places.nouns)})(?![长委内镇县])")


def find_places(doc: Doc, taken: bytearray) -> list[Match]:
    """The anaphors of places outside what is `taken`: each stands for the place of its kind that was named last."""
    text, nouns = text_of(doc), reference_rules().places.nouns
    places = [(m.end, text[m.start : m.end]) for m in read_matches(doc, "places") if m.label == "GPE"]
    found: list[Match] = []
    for m in _pattern().finditer(text):
        if any(taken[m.start() : m.end()]):
            continue
        before = (name for end, name in reversed(places) if end <= m.start())
        name = next((name for name in before if name.endswith(nouns[m["noun"]])), None)
        if name:
            found.append(Match(m.start(), m.end(), "GPE", "reference.place", name))
    return found
