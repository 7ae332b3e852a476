"""Frames filled: each role of an event from the slots of its clause that its rules name, in their order."""

from collections.abc import Iterable

from kg.model import Argument
from kg.pipeline.events.agents import agents
from kg.pipeline.events.arguments import (
    actors,
    counted_patient,
    filler_kinds,
    finest_places,
    name_argument,
    patients,
    quantities,
)
from kg.pipeline.events.grammar import NOUNS, VERBS, Group, Phrases, Token, grammar, kind_of
from kg.pipeline.events.rules import Sense
from kg.pipeline.events.site import Site
from kg.pipeline.events.telling import Telling, owners


def fill(sense: Sense, site: Site, telling: Telling, names: Iterable[Token]) -> list[Argument]:
    """The arguments of an event but its time. `names` are the named events, works and laws of its clause."""
    frame, left, scene, text = sense.frame, site.left, telling.scene, site.text
    undergoing = left.passive or sense.triggers.voice == "undergoer"
    subject = left.groups("subject")
    acting, partners = agents(sense, site, telling, undergoing)
    arguments = [name_argument("agent", t) for t in acting]
    held = {t.name or t.text for t in acting}

    objects = list(site.objects)
    if frame.incident and sense.triggers.form == "noun" and objects and objects[0].tokens[0].kind in VERBS:
        objects = []  # 暴雨造成1人失踪: the object is another verb's
    unnamed = frame.actor != "none" and bool(subject) and not (telling.acts(subject, text) or owners(left, subject))
    counted = any(t.kind == "amount" for g in subject for t in g.tokens)
    if undergoing or (unnamed and (counted or not objects) and "body" not in filler_kinds(text, subject)):
        objects += subject
        if not subject and undergoing and (left.passive or frame.actor == "none"):
            objects += scene.groups
    slots = {"object": objects, "goal": left.groups("toward"), "owner": left.groups("possessor")}
    toward = left.groups("toward") or scene.fronted
    for slot in frame.patient if sense.triggers.patient is None else sense.triggers.patient:
        if slot == "toward":
            groups = toward
        elif slot == "subject":
            groups = subject or scene.groups
        elif slot == "near":
            groups = _near(left)
        elif slot == "measure":
            groups = _measured(sense, site, telling)
        else:
            groups = slots[slot] if slot in slots else left.groups(slot)
        for a in patients(text, groups, frame.filler):
            if a.name not in held:
                held.add(a.name if isinstance(a.name, str) else "")
                arguments.append(a)

    for slot in frame.participant:
        tokens = [t for g in left.groups(slot) for t in actors(g)]
        if slot == frame.participant[0]:
            tokens = tokens or partners
        elif slot == "via":
            tokens = [t for t in tokens if left.last != "via"] or scene.approving
        for t in tokens:
            if (t.name or t.text) not in held:
                held.add(t.name or t.text)
                arguments.append(name_argument("participant", t))

    amounts = quantities(text, _counted(sense, site, objects, toward))
    arguments += amounts
    if frame.counted and not any(a.role == "patient" for a in arguments):
        arguments += [a for a in map(counted_patient, amounts) if a is not None and _fills(a, frame.filler)]
    if frame.name:
        arguments += [name_argument("name", t) for t in names if t.label in frame.name]
    return arguments + [name_argument("place", t) for t in _where(sense, site, telling)]


def _fills(patient: Argument, fillers: list[str]) -> bool:
    return not fillers or (isinstance(patient.name, str) and bool(kind_of(patient.name).intersection(fillers)))


def _near(left: Phrases) -> list[Group]:
    """The last group before the trigger, in whichever slot."""
    groups = [g for slot in ("subject", "inner", "rest", "pivot", "by") for g in left.slots.get(slot, ())]
    groups.sort(key=lambda g: g.tokens[0].start)
    return groups[-1:]


def _measured(sense: Sense, site: Site, telling: Telling) -> list[Group]:
    """What rises or falls: what stands before the comparison in the clause, else behind, else the last subject."""
    groups = _measures(site.text, site.tokens[: site.position])
    behind = [g for g in site.right if any(t.kind in NOUNS for t in g.tokens)]
    if sense.triggers.form == "zero":
        groups = behind or groups
    return groups or behind or _measures(site.text, _object(telling.scene.before)) or telling.scene.groups[:1]


def _object(tokens: list[Token]) -> list[Token]:
    """What stands behind the last trigger of a clause (all of it where there is none), up to its amount; no names."""
    last = max((i for i, t in enumerate(tokens) if t.kind == "trigger"), default=-1)
    rest = [t for t in tokens[last + 1 :] if t.kind != "name"]
    return rest[: next((i for i, t in enumerate(rest) if t.kind == "amount"), len(rest))]


def _measures(text: str, tokens: list[Token]) -> list[Group]:
    """The nouns of a clause up to what compares or gives their value."""
    comparing = grammar().comparing
    found: list[Token] = []
    for token in tokens:
        if token.slot == "than" or token.text in comparing:
            break
        if token.kind in ("time", "place", "mark", "adverb", "stop", "prep") or token.text in grammar().no_items:
            if found and token.kind in ("prep", "time"):
                break
            continue
        if token.kind == "de" or token.text in grammar().estimating:
            continue
        found.append(token)
    groups: list[Group] = []
    run: list[Token] = []
    for token in found:
        if token.kind == "coord":
            groups, run = groups + ([_as_noun(run, text)] if run else []), []
        else:
            run.append(token)
    if run:
        groups.append(_as_noun(run, text))
    return groups


def _as_noun(tokens: list[Token], text: str) -> Group:
    start, end = tokens[0].start, tokens[-1].end
    return Group((Token(start, end, text[start:end], "noun"),))


def _counted(sense: Sense, site: Site, objects: list[Group], toward: list[Group]) -> list[Group]:
    frame, left = sense.frame, site.left
    if sense.triggers.form == "case" or (site.embedded and frame.actor == "private"):
        return []
    groups: list[Group] = []
    for slot in frame.quantity:
        if slot == "near":
            near = [g for gs in left.slots.values() for g in gs if any(t.kind == "amount" for t in g.tokens)]
            near.sort(key=lambda g: g.tokens[0].start)
            if near and not groups:
                return near[-1:]
        elif slot == "object":
            groups += objects
        elif slot == "toward":
            groups += toward
        else:
            groups += left.groups(slot)
    if sense.frame.patient == ["measure"]:
        return site.right  # of A由X到Y only the end counts
    return list(dict.fromkeys(groups))


def _where(sense: Sense, site: Site, telling: Telling) -> list[Token]:
    frame, left, scene = sense.frame, site.left, telling.scene
    groups = left.groups("at")
    for slot in frame.place:
        if slot == "location":
            near = [g for g in left.groups("subject", "inner") if g.places]
            if not near and not groups:
                near = [g for g in left.groups("modifier", "possessor") if g.places]
            groups = groups + near
        elif slot == "object":
            groups = groups + site.right
        elif slot not in ("at", "to"):
            groups = groups + left.groups(slot)
    towards = site.towards if "to" in frame.place else []
    places = finest_places([*groups, *towards])
    subject = left.groups("subject")
    only = bool(subject) and all(g.places and not g.names for g in subject)
    if not places and only and frame.actor != "official":
        places = finest_places(subject)
    if not places:
        places = [t for g in [*left.groups("at"), *towards] for t in g.names if t.label == "ORG"][-1:]
    occasion = sense.type in grammar().occasions
    if places:
        scene.places = telling.places = places
        telling.tell("place")
        if occasion:
            telling.venue = places
            telling.tell("venue")
        return places
    if frame.place:
        places = scene.places
    if not places and occasion and telling.reaches("venue"):
        return telling.venue
    on_the_spot = any(t.text in grammar().on_the_spot for t in site.tokens[: site.position])
    carried = frame.incident or (on_the_spot and bool(frame.place))
    return places or (telling.places if carried and telling.reaches("place") else [])


def attending(tokens: list[Token]) -> bool:
    """Whether a clause says that somebody takes part (出席, 参加)."""
    words = grammar().attending
    return any(t.text.startswith(words) for t in tokens)
