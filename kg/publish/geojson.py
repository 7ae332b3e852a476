"""Events on a map: GeoJSON (RFC 7946) of those whose place has coordinates."""

import json
from collections.abc import Iterator
from typing import Any

import networkx as nx

from kg.gazetteer import Place, gazetteer
from kg.publish.places import known

DATUM = (
    "Coordinates are those of the place, or of the nearest one around it that has any (located_at), not of the event. "
    "Foreign cities are in WGS84. Those in China come from a table whose makers took them from a map service and do "
    "not name the datum: read them as GCJ-02, up to some 500 m from WGS84; they were not converted."
)


def geojson(graph: nx.MultiDiGraph) -> bytes:
    """A feature an event and place with coordinates; the collection's `properties` tell the datum."""
    collection = {"type": "FeatureCollection", "properties": {"datum": DATUM}, "features": list(_features(graph))}
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _features(graph: nx.MultiDiGraph) -> Iterator[dict[str, Any]]:
    keys = ("type", "family", "name", "status", "asserted", "begin", "until", "article")
    for source, target, edge in graph.edges(data=True):
        place = _located(graph.nodes[target].get("code")) if edge["type"] == "place" else None
        if place:
            event = graph.nodes[source]
            told = {key: event[key] for key in keys} | {"place": graph.nodes[target]["name"]}
            told |= {"located_at": place.name, "level": place.level, "sentence": event["evidence"][0]["sentence"]}
            point = {"type": "Point", "coordinates": [place.lon, place.lat]}
            yield {"type": "Feature", "id": source, "geometry": point, "properties": told}


def _located(code: str | None) -> Place | None:
    """The place of a code, or the nearest around it below the country, that has coordinates."""
    place = known(code)
    around = (place, *gazetteer().ancestors(place.code or place.name)) if place else ()
    return next((p for p in around if p.lon is not None and p.lat is not None and p.level != "country"), None)
