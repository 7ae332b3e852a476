"""Events that two articles may both tell: one type, one day, one place, shared arguments and amounts."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

import networkx as nx

from kg.link.candidates import Candidate, pairs
from kg.link.regions import county, place_of, within

_DAYS = 3  # a longer time tells too little of when an event was
_LEAST = 0.6
# What each agreement adds; one type and one day go before all.
_DAY, _PLACE, _WHO, _AMOUNT, _TRIGGER, _HOUR = 0.35, 0.25, 0.25, 0.1, 0.05, 0.2


class _Told(NamedTuple):
    """What is compared of an event."""

    data: dict[str, Any]
    days: frozenset[str]
    places: frozenset[str]  # codes of counties and townships, and keys of places without a code
    who: frozenset[str]  # names of persons, ids of organisations and named things
    amounts: frozenset[tuple[Any, Any]]


def same_events(graph: nx.MultiDiGraph) -> Iterator[Candidate]:
    """The pairs of events of different articles that score 0.6 or more."""
    told: dict[str, _Told] = {}
    blocks: dict[tuple[str, str, str], list[str]] = {}
    for node, data in graph.nodes(data=True):
        if data["kind"] == "event" and data["asserted"] and (days := _days(data["begin"], data["until"])):
            told[node] = event = _told(graph, node, data, days)
            for day in sorted(days):
                for shared in sorted(event.places | event.who):
                    blocks.setdefault((data["type"], day, shared), []).append(node)
    for one, other in pairs(blocks.values()):
        if told[one].data["article"] != told[other].data["article"]:
            score, reasons = _compared(graph, told[one], told[other])
            if score >= _LEAST:
                yield Candidate("sameEvent", one, other, round(score, 2), tuple(reasons))


def _days(begin: str | None, until: str | None) -> frozenset[str]:
    """The days of a time, none where it is unknown or longer than three days."""
    if begin is None or until is None:
        return frozenset()
    first, last = date.fromisoformat(begin[:10]), date.fromisoformat(until[:10])
    length = (last - first).days + 1
    return frozenset((first + timedelta(n)).isoformat() for n in range(length)) if length <= _DAYS else frozenset()


def _told(graph: nx.MultiDiGraph, node: str, data: dict[str, Any], days: frozenset[str]) -> _Told:
    places: set[str] = set()
    who: set[str] = set()
    for _, target, edge in graph.out_edges(node, data=True):
        if edge["kind"] != "role":
            continue
        filler = graph.nodes[target]
        if filler["type"] == "PERSON":
            who.add(filler["name"])
        elif filler["type"] in ("GPE", "LOC", "FAC"):
            places |= _local(filler["key"].split(":")[1])
            if edge["type"] == "place":
                places.add(filler["key"])
        else:
            who.add(target)
            if filler["type"] == "ORG":
                places |= _local(filler["key"].split(":")[1])
    amounts = frozenset((q["value"], q["unit"]) for q in data["quantities"] if q["value"] is not None)
    return _Told(data, days, frozenset(places), frozenset(who), amounts)


def _local(code: str) -> set[str]:
    """The codes of county and township among a place and those around it."""
    return {c for c in within(code) if (place := place_of(c)) and place.level in ("county", "township")}


def _compared(graph: nx.MultiDiGraph, one: _Told, other: _Told) -> tuple[float, list[str]]:
    """Score and reasons for two events of one type on one day."""
    score, reasons = _DAY, [f"{one.data['type']} on {min(one.days & other.days)}"]
    counties = [{county(code) for code in event.places if code.isdigit()} for event in (one, other)]
    if all(counties) and not counties[0] & counties[1]:
        return 0.0, []
    if shared := one.places & other.places:
        score += _PLACE
        reasons.append("same place " + "、".join(sorted({_name(key) for key in shared})))
    if who := one.who & other.who:
        score += _WHO * (len(who) / min(len(one.who), len(other.who)) + 1) / 2
        names = (graph.nodes[key]["name"] if key in graph else key for key in who)
        reasons.append("both name " + "、".join(sorted(names)))
    if amounts := one.amounts & other.amounts:
        score += _AMOUNT
        reasons.append("same amount " + "、".join(sorted(f"{value:g}{unit or ''}" for value, unit in amounts)))
    elif one.amounts and other.amounts:
        score -= _AMOUNT
    if one.data["name"] == other.data["name"]:
        score += _TRIGGER
        reasons.append(f"both say {one.data['name']}")
    hours = [event.data["begin"][11:13] for event in (one, other)]
    if all(hours) and hours[0] != hours[1]:
        score -= _HOUR
    return min(score, 1.0), reasons


def _name(key: str) -> str:
    place = place_of(key)
    return place.name if place else key.rpartition(":")[2]
