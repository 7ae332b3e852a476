"""The canonical names of an article's organisations and persons: the fullest name that the article gives each."""

import re
from bisect import bisect_right
from itertools import pairwise

from spacy.tokens import Doc

from kg.pipeline.orgs.context import Org
from kg.pipeline.orgs.rules import load, plain
from kg.pipeline.orgs.short import chain
from kg.pipeline.spans import mentions, read_matches, text_of

Extent = tuple[int, int]

# How many organisations an anaphor looks back on.
REACH = 50


class Named:
    """The organisations among a doc's entities, in text order, with how their names are built.

    `chains` leads from a name to the names of all that it is a part of, the highest first, itself last.
    `regions` leads from a name to (its region's name, the rest of the name); `names` is filled when names are decided.
    """

    def __init__(self, doc: Doc):
        self.text: str = text_of(doc)
        built: dict[Extent, Org] = doc.user_data.get("orgs", {})
        self.orgs: list[Org] = []
        self.chains: dict[str, list[str]] = {}
        self.parts: dict[str, list[str]] = {}  # the names of the parts of each whole
        self.regions: dict[str, tuple[str, str]] = {}
        self.kinds: dict[str, str] = {}
        self.names: dict[Extent, str] = {}
        self.place_starts = {ent.end: ent.start for ent in mentions(doc) if ent.label in ("GPE", "LOC", "FAC")}
        self.times = {m.end for m in read_matches(doc, "times")}
        self.codes = {self.text[m.start : m.end]: m.value for m in read_matches(doc, "places") if m.value}
        for ent in mentions(doc):
            if ent.label != "ORG":
                continue
            org = built.get((ent.start, ent.end), Org(ent.start, ent.end, ent.rule.removeprefix("org.")))
            self.orgs.append(org)
            self._learn(org)
        self._ends = [org.end for org in self.orgs]

    def before(self, at: int) -> list[Org]:
        """The last organisations that end at or before `at`, in text order."""
        last = bisect_right(self._ends, at)
        return self.orgs[max(0, last - REACH) : last]

    def behind(self, at: int) -> list[Org]:
        """The first organisations that end behind `at`, in text order."""
        first = bisect_right(self._ends, at)
        return self.orgs[first : first + REACH]

    def _learn(self, org: Org) -> None:
        names = chain(self.text, org)
        for whole, part in pairwise(names):
            known = self.parts.setdefault(whole, [])
            if part not in known:
                known.append(part)
        for at, name in enumerate(names):
            if len(names[: at + 1]) > len(self.chains.get(name, ())):
                self.chains[name] = names[: at + 1]
            if org.region and org.region[0] == org.start and not org.level and len(name) > org.region[1] - org.start:
                cut = org.region[1] - org.start
                self.regions.setdefault(name, (name[:cut], name[cut:]))
        self.kinds.setdefault(names[-1], org.kind)

    def key(self, name: str) -> tuple[str, str] | None:
        """What is equal for two names of one body: the code of its region and the rest of the name, long forms cut."""
        if name not in self.regions:
            return None
        region, rest = self.regions[name]
        return self.codes.get(region, region), plain(rest)


def _core(name: str) -> str:
    """The name of a firm without its legal form, another body's name whole."""
    legal = next((form for form in load().short.legal if name.endswith(form) and len(name) > len(form) + 1), "")
    return name.removesuffix(legal)


def canonical_names(named: Named) -> dict[Extent, str]:
    """(start, end) of each organisation -> its fullest name in the article."""
    fullest: dict[str, str] = {}
    by_key: dict[tuple[str, str], str] = {}
    for name in named.chains:
        if (key := named.key(name)) and len(name) > len(by_key.get(key, "")):
            by_key[key] = name
    mentions = {named.text[org.start : org.end] for org in named.orgs}
    longer: dict[str, list[str]] = {}
    for name in sorted(named.chains, key=lambda name: (-len(name), name)):
        for at in range(1, len(name) - 1):
            if name[at:] in mentions:
                longer.setdefault(name[at:], []).append(name)
    firms: dict[str, list[str]] = {}
    for name in sorted(named.regions):
        _, rest = named.regions[name]
        if _core(rest) != rest:
            for end in range(2, len(_core(rest)) + 1):
                firms.setdefault(rest[:end], []).append(name)
    for org in named.orgs:
        name = named.text[org.start : org.end]
        if name in fullest:
            continue
        if org.full:
            fullest[name] = org.full
        elif (key := named.key(name)) and by_key[key] != name:
            fullest[name] = by_key[key]
        else:
            candidates = longer.get(name) or firms.get(_core(name), [])
            fullest[name] = candidates[0] if len({plain(other) for other in candidates}) == 1 else name
    for name, full in fullest.items():  # a short form may stand for a name that is itself not the fullest
        fullest[name] = fullest.get(full, full)
    return {(org.start, org.end): fullest[named.text[org.start : org.end]] for org in named.orgs}


# What joins the pieces of a name.
_DOTS = re.compile("[·•・]")


def full_persons(doc: Doc) -> dict[Extent, str]:
    """(start, end) of a person named by a piece of a name (特朗普) -> the full name, where one fits (唐纳德·特朗普)."""
    text = text_of(doc)
    persons = {(e.start, e.end): text[e.start : e.end] for e in mentions(doc) if e.label == "PERSON"}
    pieces: dict[str, set[str]] = {}
    for full in set(persons.values()):
        for piece in set(_DOTS.split(full)) - {full}:
            pieces.setdefault(piece, set()).add(full)
    meant = {piece: next(iter(fulls)) for piece, fulls in pieces.items() if len(fulls) == 1 and len(piece) > 1}
    return {extent: meant[name] for extent, name in persons.items() if name in meant}
