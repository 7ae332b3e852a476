"""Anaphors of places: 该县, 该镇."""

import re
from functools import cache

from spacy.tokens import Doc

from kg.pipeline.references.rules import reference_rules
from kg.pipeline.spans import Match, text_of


@cache
def _pattern() -> re.Pattern[str]:
    places = reference_rules().places
    return re.compile(f"(?:{'|'.join(places.words)})(?P<noun>{'|'.join(places.nouns)})(?![长委内镇县])")


def find_places(doc: Doc, taken: bytearray) -> list[Match]:
    """The anaphors of places outside what is `taken`: each stands for the place of its kind that was named last."""
    text, nouns = text_of(doc), reference_rules().places.nouns
    places = [span for span in doc.spans.get("places", ()) if span.label_ == "GPE"]
    found: list[Match] = []
    for m in _pattern().finditer(text):
        if any(taken[m.start() : m.end()]):
            continue
        before = (place for place in reversed(places) if place.end <= m.start())
        name = next((place.text for place in before if place.text.endswith(nouns[m["noun"]])), None)
        if name:
            found.append(Match(m.start(), m.end(), "GPE", "reference.place", name))
    return found
