"""Persons: every way in which news name them."""

from collections.abc import Iterable

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline import foreign_names, masked_names
from kg.pipeline.han_names import HanNames
from kg.pipeline.name_context import NameContext
from kg.pipeline.name_rules import name_rules
from kg.pipeline.spans import Match, annotate, read_matches, text_of
from kg.pipeline.titles import title_after
from kg.pipeline.words import Words, words_of


def match(doc: Doc) -> list[Match]:
    """The persons, in text order, without overlap; where two readings meet the longer wins."""
    text, words = text_of(doc), words_of(doc)
    context = NameContext(text, words)
    taken: list[Match] = []
    used = bytearray(len(text))

    def take(matches: Iterable[Match]) -> None:
        for m in matches:
            if not any(used[m.start : m.end]):
                used[m.start : m.end] = b"\x01" * (m.end - m.start)
                taken.append(m)

    bylines = read_matches(doc, "bylines")
    take(foreign_names.dotted(context))
    take(masked_names.masked(text, words))
    take(masked_names.nicknames(text))
    han = list(HanNames(context).find())
    foreign = list(foreign_names.undotted(context))
    plain = [Match(name.start, name.end, "PERSON", name.rule) for name in han]
    proposed = [m for m in foreign + plain if m.rule == "person.title" or not _names_place(text, m)]
    full = {text[m.start : m.end] for m in taken + proposed + bylines}
    again = _again(text, words, full)
    take(sorted(proposed + again, key=lambda m: (m.start - m.end, m.start, m.rule == "person.again")))
    take(masked_names.addressed(text, words, {name for name in full if "某" not in name}))
    return sorted(taken)


def _names_place(text: str, name: Match) -> bool:
    """Whether what stands behind the name, here or elsewhere, makes a place of it."""
    word = text[name.start : name.end]
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if text.startswith(tuple(name_rules().around.place_behind), end) and not title_after(text, end):
            return True
        at = text.find(word, end)
    return False


def _again(text: str, words: Words, names: set[str]) -> list[Match]:
    """The other occurrences of known names, the pieces of dotted ones included; longest first."""
    pieces = {piece for name in names if "·" in name for piece in name.split("·") if len(piece) > 1}
    found = []
    for name in sorted(names | pieces, key=lambda name: (-len(name), name)):
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if len(name) > 2 or at in words.starts or end in words.ends:
                found.append(Match(at, end, "PERSON", "person.again"))
            at = text.find(name, end)
    return found


class Persons:
    """Writes `doc.spans["persons"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "persons", match(doc))
        return doc


@Language.factory("kg_persons", assigns=["doc.spans"])
def make_persons(nlp: Language, name: str) -> Persons:
    """The component as spaCy's config names it."""
    return Persons()
