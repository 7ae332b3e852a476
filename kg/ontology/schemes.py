"""The vocabulary as RDF: our own terms (kg.ttl) and the SKOS schemes made from kg/rules/types.toml."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.ontology.namespaces import KG, RDF, ROLE, SEM, SKOS, STATUS, TYPE, Namespace
from kg.ontology.vocabulary import Labels, Vocabulary, vocabulary


def _concepts(
    namespace: type[Namespace], terms: Mapping[str, Labels], scheme: NamedNode, *,
    kind: NamedNode | None = None, broader: str | None = None,
) -> Iterator[Triple]:  # fmt: skip
    for name, labels in terms.items():
        concept = namespace.term(name)
        yield Triple(concept, RDF.type, SKOS.Concept)
        if kind is not None:
            yield Triple(concept, RDF.type, kind)
        yield Triple(concept, SKOS.prefLabel, Literal(labels.zh, language="zh"))
        yield Triple(concept, SKOS.prefLabel, Literal(labels.en, language="en"))
        yield Triple(concept, SKOS.notation, Literal(name))
        yield Triple(concept, SKOS.inScheme, scheme)
        if broader is None:
            yield Triple(concept, SKOS.topConceptOf, scheme)
        else:
            yield Triple(concept, SKOS.broader, namespace.term(broader))


def schemes(words: Vocabulary) -> Iterator[Triple]:
    """The SKOS concepts of event types (below their families), roles and statuses."""
    yield from _concepts(TYPE, words.families, KG.EventTypes, kind=SEM.EventType)
    for family, types in words.types.items():
        yield from _concepts(TYPE, types, KG.EventTypes, kind=SEM.EventType, broader=family)
    yield from _concepts(ROLE, words.roles, KG.RoleTypes, kind=SEM.RoleType)
    yield from _concepts(STATUS, words.statuses, KG.Statuses)


@cache
def ontology() -> tuple[Triple, ...]:
    """All triples of the vocabulary graph."""
    own = parse(files(__package__).joinpath("kg.ttl").read_bytes(), format=RdfFormat.TURTLE)
    return (*(quad.triple for quad in own), *schemes(vocabulary()))
