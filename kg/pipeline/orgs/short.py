"""Short forms: which of them a full name licenses as mentions, and which bare names only stand for one before."""

import re

import ahocorasick

from kg.pipeline.orgs import rules as orgs_rules
from kg.pipeline.orgs.context import Context, Org
from kg.pipeline.orgs.rules import plain
from kg.pipeline.words import has_word


def chain(text: str, org: Org) -> list[str]:
    """The names of an organisation and of all that it is a part of, the highest first."""
    return [text[org.start : end] for end in (*org.parts, org.end)]


def split_again(text: str, orgs: list[Org]) -> tuple[list[Org], list[Org]]:
    """The mentions in `orgs`, which are in text order, and those that only stand for a name.

    A body named by its level alone is no mention after its full name (县公安局 after 永安县公安局), nor as the fellow
    of one that names the region (县政府 in 永安县委、县政府).
    """
    if not any(org.level for org in orgs):
        return orgs, []
    kept: list[Org] = []
    again: list[Org] = []
    endings: set[str] = set()  # of all full names so far
    for org in orgs:
        if org.level:
            is_again = plain(text[org.start : org.end]) in endings or (kept and _is_fellow(text, kept[-1], org))
            (again if is_again else kept).append(org)
            continue
        kept.append(org)
        if org.region:
            for name in map(plain, chain(text, org)):
                endings.update(name[at:] for at in range(len(name) - 1))
    return kept, again


def _is_fellow(text: str, other: Org, org: Org) -> bool:
    if other.level or other.region is None or org.region is None or text[other.end : org.start] not in _FELLOWS:
        return False
    rest = text[org.region[1] : org.end]
    return text[slice(*other.region)].endswith(text[slice(*org.region)]) and rest in orgs_rules.load().level.elided


# What stands between fellows.
_FELLOWS = ("、", "", "和")


def short_forms(context: Context, orgs: list[Org]) -> list[Org]:
    """Later mentions by a short form of a full name in `orgs`: its last part alone, its name without the region, the
    name of a firm without its legal form."""
    text, machine = context.text, ahocorasick.Automaton()
    for form, org in _licensed(context, orgs).items():
        machine.add_word(form, (form, org))
    if not machine:
        return []
    machine.make_automaton()
    found: list[Org] = []
    for last, (form, org) in machine.iter(text):
        start, end = last + 1 - len(form), last + 1
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        if form.isascii() and re.search("[A-Za-z0-9]", around):
            continue  # a piece of a longer word
        if org.kind == "company" and not form.isascii():
            end = _extend(text, start, end, org)
        found.append(Org(start, end, "short", full=text[org.start : org.end]))
    return found


# What a name is called from then on: 联邦安全局（FSB）.
_ABBREVIATION = re.compile(r"[（(](?:英文)?(?:以下)?(?:简称|缩写)?[：:]?[“\"]?([A-Z]{2,10})[”\"]?[）)]")


def _licensed(context: Context, orgs: list[Org]) -> dict[str, Org]:
    text = context.text
    forms: dict[str, Org] = {}
    for org in orgs:
        full = text[org.start : org.end]
        if abbreviation := _ABBREVIATION.match(text, org.end):
            forms.setdefault(abbreviation[1], org)
        if org.level or org.kind in ("national", "press", "quoted", "short"):
            continue
        if org.kind == "company" and org.region and not org.parts:
            core = text[org.region[1] : org.end]
            for legal in orgs_rules.load().short.legal:
                if core.endswith(legal) and len(core) > len(legal) + 1:
                    core = core.removesuffix(legal)
                    break
            if len(core) > 2:
                forms.setdefault(text[org.start : org.region[1]] + core[:2], org)
            if len(core) >= 4:
                forms.setdefault(core[:4], org)
            elif len(core) >= 2 and not has_word(core):
                forms.setdefault(core, org)
            continue
        tails = []
        if org.parts:
            tails = [text[end : org.end] for end in org.parts]
        elif org.region:
            tails = [text[org.region[1] : org.end]]
        for tail in tails:
            if len(tail) >= 4 and tail != full and _own(context, org, tail):
                forms.setdefault(tail, org)
    return forms


def _own(context: Context, org: Org, tail: str) -> bool:
    """Whether the tail of a name holds a word of its own, so that it names the organisation without the rest."""
    names, heads, common = orgs_rules.vocabulary().names, orgs_rules.heads(), orgs_rules.common()
    at = org.end - len(tail)
    while context.text[at : org.end] not in heads and at < org.end:
        end = min(context.words.covering(at).end, org.end)
        piece = context.text[at:end]
        if piece in names or (piece not in common and not piece.startswith("第")):
            return True
        at = end
    return False


def _extend(text: str, start: int, end: int, org: Org) -> int:
    """The end of a firm's short name: as far as the text goes on like the full name, or one of the usual endings."""
    core = text[org.region[1] : org.end] if org.region else text[org.start : org.end]
    at = end - start
    if org.region and text.startswith(text[org.start : org.region[1]], start):
        at -= org.region[1] - org.start
    while at < len(core) and text[end : end + 1] == core[at]:
        end, at = end + 1, at + 1
    for word in orgs_rules.load().short.company:
        if text.startswith(word, end):
            return end + len(word)
    return end
