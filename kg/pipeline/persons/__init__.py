"""Persons: every way in which news name them."""

import re
from collections.abc import Iterable

import ahocorasick
from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.component import Component
from kg.pipeline.persons import familiar as familiar_names
from kg.pipeline.persons import foreign as foreign_names
from kg.pipeline.persons import masked as masked_names
from kg.pipeline.persons.context import NameContext
from kg.pipeline.persons.han import HanNames
from kg.pipeline.persons.rules import name_rules
from kg.pipeline.persons.titles import title_after
from kg.pipeline.spans import Match, annotate, read_matches, text_of
from kg.pipeline.words import Words, cut, words_of

_DOT = re.compile("[·•・･‧∙．]")


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
    names = {text[m.start : m.end] for m in (*taken, *foreign, *plain, *bylines)}
    known = _occurrences(text, names)
    of_places = {name for name, starts in known.items() if _names_place(text, name, starts)}
    proposed = [m for m in foreign + plain if m.rule == "person.title" or text[m.start : m.end] not in of_places]
    full = {text[m.start : m.end] for m in (*taken, *proposed, *bylines)}
    again = _again(text, words, {name for name in full if not is_common(name)}, known)
    take(sorted(proposed + again, key=lambda m: (m.start - m.end, m.start, m.rule == "person.again")))
    take(masked_names.addressed(text, words, {name for name in full if "某" not in name}))
    around = name_rules().around
    take(familiar_names.known(context, tuple(around.place_behind + around.doctrines)))
    take(familiar_names.familiar(context))
    return sorted(taken)


def _occurrences(text: str, names: Iterable[str]) -> dict[str, list[int]]:
    """Where the names, and the pieces of those that are joined by dots, stand in the text."""
    automaton = ahocorasick.Automaton()
    for name in names:
        for piece in (name, *_DOT.split(name)):
            if len(piece) > 1:
                automaton.add_word(piece, piece)
    found: dict[str, list[int]] = {}
    if len(automaton):
        automaton.make_automaton()
        for last, piece in automaton.iter(text):
            found.setdefault(piece, []).append(last + 1 - len(piece))
    return found


def is_common(name: str) -> bool:
    """Whether the dictionary holds it as a word that is no name: it stands for a person where something says so."""
    pieces = cut(name, unknown=False)
    return len(pieces) == 1 and not pieces[0].tag.startswith("nr") and len(name) < 4


def _names_place(text: str, name: str, starts: Iterable[int]) -> bool:
    """Whether what stands behind the name somewhere makes a place of it."""
    behind = tuple(name_rules().around.place_behind)
    ends = (start + len(name) for start in starts)
    return any(text.startswith(behind, end) and not title_after(text, end) for end in ends)


def _again(text: str, words: Words, names: set[str], known: dict[str, list[int]]) -> list[Match]:
    """The other occurrences of known names, the pieces of dotted ones included."""
    found = []
    doctrines = tuple(name_rules().around.doctrines)
    pieces = {piece for name in names for piece in (name, *_DOT.split(name))}
    for name in sorted(pieces & known.keys()):
        for start in known[name]:
            end = start + len(name)
            if text.startswith(doctrines, end):
                continue
            if len(name) > 2 or start in words.starts or end in words.ends:
                found.append(Match(start, end, "PERSON", "person.again"))
    return found


class Persons(Component):
    """Writes `doc.spans["persons"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "persons", match(doc))
        return doc


@Language.factory("kg_persons", assigns=["doc.spans"])
def make_persons(nlp: Language, name: str) -> Persons:
    """The component as spaCy's config names it."""
    return Persons()
