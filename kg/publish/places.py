"""What the gazetteer knows of the places that are named: where they lie, and what others call them."""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from kg.gazetteer import Place, gazetteer, is_official
from kg.link.identity import node_id
from kg.ontology.namespaces import RDF, RDFS, SCHEMA, SKOS
from kg.publish.terms import Names, decimal, plain, zh

GEONAMES = "geonames:"  # begins the codes of foreign cities


def known(code: str | None) -> Place | None:
    """The gazetteer's place of that code, None where it has none."""
    try:
        return gazetteer().place(code) if code else None
    except KeyError:
        return None


def place_statements(code: str, names: Names) -> Iterator[Triple]:
    """Where the place of a code lies, up to its country, its coordinates and its name elsewhere.

    Coordinates are the gazetteer's, whose datum is not the same for all (see `kg.gazetteer.Place`). A place is said
    to be that of another data set where the code is that set's own, and nowhere else.
    """
    place = known(code)
    if place is None or place.code != code:
        return
    iri = _iri(code, names)
    if place.lon is not None and place.lat is not None:
        geo = names.new("geo", code)
        yield Triple(iri, SCHEMA.geo, geo)
        yield Triple(geo, RDF.type, SCHEMA.GeoCoordinates)
        yield Triple(geo, SCHEMA.latitude, decimal(place.lat))
        yield Triple(geo, SCHEMA.longitude, decimal(place.lon))
    if code.startswith(GEONAMES):
        yield Triple(iri, SKOS.exactMatch, NamedNode(f"https://sws.geonames.org/{code.removeprefix(GEONAMES)}/"))
    for outer in gazetteer().ancestors(code):
        if not outer.code:
            return
        yield Triple(iri, SCHEMA.containedInPlace, _iri(outer.code, names))
        iri = _iri(outer.code, names)


def outer_statements(codes: set[str], names: Names) -> Iterator[Triple]:
    """Names and codes of the places around those of `codes` that no article names."""
    around = {outer.code: outer for code in codes if known(code) for outer in gazetteer().ancestors(code)}
    for code, place in sorted(around.items()):
        if code and code not in codes:
            iri = _iri(code, names)
            yield Triple(iri, RDF.type, SCHEMA.Place)
            yield Triple(iri, RDF.type, SCHEMA.AdministrativeArea)
            if place.level == "country":
                yield Triple(iri, RDF.type, SCHEMA.Country)
            yield Triple(iri, RDFS.label, zh(place.name))
            if is_official(code):
                yield Triple(iri, SCHEMA.identifier, plain(code))


def _iri(code: str, names: Names) -> NamedNode:
    return names.of(node_id(f"place:{code}"))
