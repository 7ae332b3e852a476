"""Anaphors: 该局, 大队, 民警 and the like, and the name that each stands for."""

import re
from collections.abc import Iterator
from functools import cache

import ahocorasick
from spacy.tokens import Doc

from kg.pipeline.orgs.context import Org
from kg.pipeline.orgs.rules import plain
from kg.pipeline.persons.titles import title_after
from kg.pipeline.references.canonical import Named
from kg.pipeline.references.rules import reference_rules
from kg.pipeline.spans import Match, mentions

# After a head they make a person of it: 大队长, 民警们.
_PERSONS = ("长", "们")
_HAN = re.compile("[\u4e00-\u9fff]")


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


@cache
def _pointing() -> re.Pattern[str]:
    pointing = reference_rules().pointing
    return re.compile(f"(?P<word>{_any(pointing.words)})(?P<noun>{_any(list(pointing.nouns))})(?![长们员])")


@cache
def _bare() -> re.Pattern[str]:
    return re.compile(f"(?:{_any(reference_rules().bare.heads)})(?![长们])")


@cache
def _staff() -> re.Pattern[str]:
    kinds = (f"(?P<{kind}>{_any(staff.words)})" for kind, staff in reference_rules().staff.items())
    return re.compile("|".join(kinds) + "(?!们)")


def find_anaphors(doc: Doc, named: Named) -> list[Match]:
    """The anaphors outside `doc.ents`, in text order, without overlap; `value` is the name that each stands for."""
    taken = bytearray(len(doc))
    starts: dict[int, str] = {}
    for ent in mentions(doc):
        taken[ent.start : ent.end] = b"\x01" * (ent.end - ent.start)
        starts[ent.start] = ent.label
    places = {ent.end for ent in mentions(doc) if ent.label in ("GPE", "LOC", "FAC", "PERSON")}
    found: list[Match] = []
    if not named.orgs:
        return found
    for source in (_levels(doc, named), _pointed(named), _units(named), _heads(named), _acting(named, starts, places)):
        for m in source:
            if not any(taken[m.start : m.end]):
                taken[m.start : m.end] = b"\x01" * (m.end - m.start)
                found.append(m)
    return sorted(found)


def _before(named: Named, at: int) -> list[Org]:
    """The organisations that end before `at`, the nearer first; no subject of a clause counts as so much farther."""
    farther = reference_rules().subject.farther
    return sorted(named.before(at), key=lambda org: at - org.end + (0 if _is_subject(named, org) else farther))


def _is_subject(named: Named, org: Org) -> bool:
    """Whether a clause begins with the organisation, or with a time before it, or with its fellows (甲局、乙局)."""
    start = org.start
    while start in named.place_starts:  # 青山省|海州市公安局
        start = named.place_starts[start]
    before = named.text[start - 1 : start] if start else ""
    if before == "、":
        fellow = named.before(start - 1)[-1:]
        return bool(fellow) and fellow[0].end == start - 1 and _is_subject(named, fellow[0])
    return not _HAN.match(before) or start in named.times


def _ancestor(named: Named, org: Org, endings: tuple[str, ...]) -> str | None:
    """The name of `org`, or else of the nearest that it is a part of, that ends in one of `endings`."""
    name = named.names[org.start, org.end]
    return next((n for n in reversed(named.chains.get(name, [name])) if n.endswith(endings)), None)


def _nearest(named: Named, at: int, endings: tuple[str, ...], ahead: bool = False) -> str | None:
    candidates = _before(named, at)
    if ahead:
        candidates += named.behind(at)
    return next((name for org in candidates if (name := _ancestor(named, org, endings))), None)


def _levels(doc: Doc, named: Named) -> Iterator[Match]:
    """Names by a level alone after a full name, and the second of 县委、县政府."""
    for org in doc.user_data.get("org_again", ()):
        text = named.text[org.start : org.end]
        rest = named.text[org.region[1] : org.end]
        level = named.text[slice(*org.region)]
        name = None
        for other in _before(named, org.start):
            full = named.names[other.start, other.end]
            name = next((n for n in named.chains.get(full, [full]) if plain(n).endswith(plain(text))), None)
            if name:
                break
        if name is None:
            for other in reversed(named.before(org.start)):
                region = named.regions.get(named.text[other.start : other.end], ("", ""))[0]
                if region.endswith(level):
                    name = region + rest
                    break
        if name:
            yield Match(org.start, org.end, "ORG", "reference.level", name)


def _pointed(named: Named) -> Iterator[Match]:
    pointing = reference_rules().pointing
    for m in _pointing().finditer(named.text):
        endings = tuple(pointing.nouns[m["noun"]])
        name = _nearest(named, m.start(), endings, ahead=m["word"] in pointing.own)
        if name:
            end = m.end()
            # 该院党委: a part of it that has been named
            for other in () if title_after(named.text, end) else named.parts.get(name, ()):
                if named.text.startswith(other[len(name) :], end):
                    name, end = other, end + len(other) - len(name)
                    break
            yield Match(m.start(), end, "ORG", "reference.pointing", name)


def _units(named: Named) -> Iterator[Match]:
    """The last part of a name alone, once the whole has been named: 治安大队, 民事审判庭."""
    firsts: dict[str, int] = {}
    for org in named.orgs:
        full = named.names[org.start, org.end]
        steps = named.chains.get(full, [full])
        if len(steps) > 1:
            tail = steps[-1][len(steps[-2]) :]
            if len(tail) > 2:
                firsts.setdefault(tail, org.end)
            firsts.setdefault(steps[-2][-1] + tail, org.end)  # 院党委
    machine = ahocorasick.Automaton()
    for tail, after in firsts.items():
        machine.add_word(tail, (tail, after))
    if not machine:
        return
    machine.make_automaton()
    for last, (tail, after) in machine.iter(named.text):
        start, end = last + 1 - len(tail), last + 1
        if start >= after and named.text[end : end + 1] not in _PERSONS and _opens(named.text, start):
            name = _nearest(named, start, (tail,))
            if name:
                yield Match(start, end, "ORG", "reference.unit", name)


def _opens(text: str, start: int) -> bool:
    """Whether a clause begins at `start`, or a word that leads in its subject stands before."""
    if start == 0 or not _HAN.match(text[start - 1]):
        return True
    return text.endswith(tuple(reference_rules().bare.after), 0, start)


def _heads(named: Named) -> Iterator[Match]:
    nouns = reference_rules().pointing.nouns
    for m in _bare().finditer(named.text):
        if _opens(named.text, m.start()):
            name = _nearest(named, m.start(), tuple(nouns.get(m.group(), [m.group()])))
            if name:
                yield Match(m.start(), m.end(), "ORG", "reference.head", name)


def _acting(named: Named, starts: dict[int, str], ends: set[int]) -> Iterator[Match]:
    """民警 and the like, for the body of their kind that was named last; not X警方, nor before a person's name."""
    text, modifiers = named.text, reference_rules().modifiers
    for m in _staff().finditer(text):
        start, end = m.span()
        if starts.get(end) == "PERSON" or start in ends:
            continue
        if text.endswith(tuple(modifiers.never), 0, start):
            continue
        kinds = reference_rules().staff[m.lastgroup or ""].kinds
        for org in _before(named, start):
            full = named.names[org.start, org.end]
            if named.kinds.get(full, org.kind) in kinds:
                yield Match(start, end, "ORG", "reference.staff", full)
                break
