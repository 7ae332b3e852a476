"""The vocabularies the RDF is written in: one class each, with the terms in use, and the prefixes for queries."""

from typing import ClassVar
from urllib.parse import quote

from pyoxigraph import NamedNode

PREFIXES: dict[str, str] = {}


class Namespace:
    """Makes every annotated name of a subclass the IRI of that term, and registers its prefix."""

    iri: ClassVar[str]

    def __init_subclass__(cls, prefix: str, iri: str):
        cls.iri = PREFIXES[prefix] = iri
        for name in cls.__annotations__:
            setattr(cls, name, NamedNode(iri + name))

    @classmethod
    def term(cls, name: str) -> NamedNode:
        """The IRI of a term known only at run time; what an IRI may not hold is percent-encoded."""
        return NamedNode(cls.iri + quote(name, safe="", errors="replace"))


class RDF(Namespace, prefix="rdf", iri="http://www.w3.org/1999/02/22-rdf-syntax-ns#"):
    type: NamedNode
    value: NamedNode  # a role node's filler
    Statement: NamedNode  # a relation that evidence can point to
    subject: NamedNode
    predicate: NamedNode
    object: NamedNode


class RDFS(Namespace, prefix="rdfs", iri="http://www.w3.org/2000/01/rdf-schema#"):
    comment: NamedNode
    label: NamedNode


class XSD(Namespace, prefix="xsd", iri="http://www.w3.org/2001/XMLSchema#"):
    date: NamedNode
    dateTime: NamedNode
    decimal: NamedNode
    integer: NamedNode


class SKOS(Namespace, prefix="skos", iri="http://www.w3.org/2004/02/skos/core#"):
    Concept: NamedNode
    ConceptScheme: NamedNode
    prefLabel: NamedNode
    altLabel: NamedNode  # other ways an entity is written
    notation: NamedNode  # the term's name in the records
    exactMatch: NamedNode  # to a data set whose own code the place bears
    broader: NamedNode  # from an event type to its family
    inScheme: NamedNode
    topConceptOf: NamedNode


class SEM(Namespace, prefix="sem", iri="http://semanticweb.cs.vu.nl/2009/11/sem/"):
    """Simple Event Model: van Hage et al., Journal of Web Semantics 9(2), 2011."""

    Event: NamedNode
    EventType: NamedNode
    Role: NamedNode
    RoleType: NamedNode
    Time: NamedNode
    eventType: NamedNode
    hasActor: NamedNode  # to the role node of an agent, patient or participant
    eventProperty: NamedNode  # to the role node of a place or name
    roleType: NamedNode
    hasPlace: NamedNode  # to the place itself
    hasTime: NamedNode
    hasBeginTimeStamp: NamedNode  # of a time: its first day
    hasEndTimeStamp: NamedNode  # of a time: its last day
    subEventOf: NamedNode


class ORG(Namespace, prefix="org", iri="http://www.w3.org/ns/org#"):
    Organization: NamedNode
    FormalOrganization: NamedNode
    OrganizationalUnit: NamedNode  # an organisation that is part of another
    unitOf: NamedNode
    Membership: NamedNode  # a person's post
    member: NamedNode
    organization: NamedNode
    memberOf: NamedNode  # the membership in one step
    Role: NamedNode
    role: NamedNode  # the post's title


class SCHEMA(Namespace, prefix="schema", iri="https://schema.org/"):
    NewsArticle: NamedNode
    Person: NamedNode
    Place: NamedNode
    AdministrativeArea: NamedNode
    Country: NamedNode
    GeoCoordinates: NamedNode
    CivicStructure: NamedNode
    Event: NamedNode  # a named case, campaign, contest; what the text tells is a sem:Event
    CreativeWork: NamedNode
    Legislation: NamedNode
    QuantitativeValue: NamedNode
    MediaObject: NamedNode  # the file an article was read from
    name: NamedNode
    headline: NamedNode
    alternativeHeadline: NamedNode
    dateline: NamedNode
    datePublished: NamedNode
    author: NamedNode
    creditText: NamedNode  # the byline as printed
    isPartOf: NamedNode
    pagination: NamedNode
    sha256: NamedNode
    identifier: NamedNode
    inLanguage: NamedNode
    mentions: NamedNode
    subjectOf: NamedNode  # from an event to the article that tells it
    about: NamedNode  # from an event to the name it bears or is about
    location: NamedNode
    containedInPlace: NamedNode
    geo: NamedNode
    latitude: NamedNode
    longitude: NamedNode
    value: NamedNode
    unitText: NamedNode
    softwareVersion: NamedNode


class TIME(Namespace, prefix="time", iri="http://www.w3.org/2006/time#"):
    ProperInterval: NamedNode
    Instant: NamedNode
    hasBeginning: NamedNode
    hasEnd: NamedNode
    inXSDDate: NamedNode
    inXSDDateTime: NamedNode  # local time: the text names no zone


class OA(Namespace, prefix="oa", iri="http://www.w3.org/ns/oa#"):
    Annotation: NamedNode
    SpecificResource: NamedNode
    TextPositionSelector: NamedNode
    TextQuoteSelector: NamedNode
    hasBody: NamedNode
    hasTarget: NamedNode
    hasSource: NamedNode
    hasSelector: NamedNode
    hasScope: NamedNode  # from the span to its sentence
    start: NamedNode
    end: NamedNode
    exact: NamedNode


class PROV(Namespace, prefix="prov", iri="http://www.w3.org/ns/prov#"):
    Activity: NamedNode
    SoftwareAgent: NamedNode
    wasGeneratedBy: NamedNode
    wasAssociatedWith: NamedNode
    wasDerivedFrom: NamedNode


class VOID(Namespace, prefix="void", iri="http://rdfs.org/ns/void#"):
    Dataset: NamedNode
    triples: NamedNode
    uriSpace: NamedNode
    vocabulary: NamedNode


class DCAT(Namespace, prefix="dcat", iri="http://www.w3.org/ns/dcat#"):
    Dataset: NamedNode


class OWL(Namespace, prefix="owl", iri="http://www.w3.org/2002/07/owl#"):
    sameAs: NamedNode  # what a candidate says of two names, and what is not asserted


class DCTERMS(Namespace, prefix="dcterms", iri="http://purl.org/dc/terms/"):
    title: NamedNode
    language: NamedNode


class KG(Namespace, prefix="kg", iri="urn:kg-news:"):
    """Our own few terms; kg.ttl says what each means."""

    EventTypes: NamedNode
    RoleTypes: NamedNode
    Statuses: NamedNode
    involves: NamedNode
    quantity: NamedNode
    modifier: NamedNode
    value: NamedNode
    status: NamedNode
    saidBy: NamedNode
    before: NamedNode
    Candidate: NamedNode
    sameEvent: NamedNode
    copyOf: NamedNode
    score: NamedNode
    rule: NamedNode
    confidence: NamedNode
    configuration: NamedNode


class TYPE(Namespace, prefix="type", iri="urn:kg-news:type:"):
    """Event types and their families."""


class ROLE(Namespace, prefix="role", iri="urn:kg-news:role:"):
    """Roles that fillers play in events."""


class STATUS(Namespace, prefix="status", iri="urn:kg-news:status:"):
    """Whether an event happened, is planned, alleged, …"""


_VOCABULARIES = (SEM, ORG, SCHEMA, TIME, OA, PROV, SKOS)
VOCABULARY_IRIS = tuple(NamedNode(namespace.iri) for namespace in _VOCABULARIES)
