"""The networkx graph as RDF statements, each in the graph of the article it comes from."""

from collections.abc import Iterator
from typing import Any

import networkx as nx
from pyoxigraph import Literal, NamedNode, Triple

from kg.gazetteer import is_official
from kg.link.times import bounds
from kg.ontology.namespaces import (
    KG,
    OA,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    ROLE,
    SCHEMA,
    SEM,
    SKOS,
    STATUS,
    TIME,
    TYPE,
    XSD,
)
from kg.publish.places import outer_statements, place_statements
from kg.publish.terms import Names, decimal, plain, zh

Node = dict[str, Any]
Object = NamedNode | Literal

_CLASSES = {
    "ORG": (ORG.Organization, ORG.FormalOrganization),
    "GPE": (SCHEMA.Place, SCHEMA.AdministrativeArea),
    "LOC": (SCHEMA.Place,),
    "FAC": (SCHEMA.Place, SCHEMA.CivicStructure),
    "PERSON": (SCHEMA.Person,),
    "EVENT": (SCHEMA.Event,),
    "WORK_OF_ART": (SCHEMA.CreativeWork,),
    "LAW": (SCHEMA.Legislation,),
}
_ACTORS = ("agent", "patient", "participant")


class Statements:
    """All statements of a networkx graph: `asserted` and `claims` by article id, `linked` for all articles.

    An article's graph holds all that it says, the entities it names included, so that it can be dropped
    and added again alone; `linked` holds what only the articles together tell: other names, copies,
    what may be one.
    """

    def __init__(self, graph: nx.MultiDiGraph, names: Names):
        self._graph = graph
        self._names = names
        self.asserted: dict[str, list[Triple]] = {}
        self.claims: dict[str, list[Triple]] = {}
        self.linked: list[Triple] = []
        self._named: dict[str, set[str]] = {}
        self._spans: dict[tuple[str, int, int], tuple[NamedNode, list[Triple]]] = {}
        self._units = {s for s, _, data in graph.edges(data=True) if data["type"] == "partOf"}
        for node, data in graph.nodes(data=True):
            if data["kind"] == "article":
                self.asserted.setdefault(data["article"], []).extend(self._article(node, data))
            elif data["kind"] == "event":
                self._of(data["article"], data["asserted"]).extend(self._event(node, data))
        for source, target, data in graph.edges(data=True):
            self._edge(source, target, data)
        for node, articles in sorted(self._named.items()):
            self._entity(node, graph.nodes[node], sorted(articles))
        codes = {graph.nodes[node].get("code") for node in self._named} - {None}
        self.linked += [triple for code in codes for triple in place_statements(code, names)]
        self.linked += outer_statements(codes, names)
        for article, triples in self.claims.items():
            triples.append(Triple(names.claims(article), PROV.wasDerivedFrom, names.article(article)))

    def _of(self, article: str, asserted: bool) -> list[Triple]:
        return (self.asserted if asserted else self.claims).setdefault(article, [])

    def _article(self, node: str, data: Node) -> Iterator[Triple]:
        iri = self._names.of(node)
        yield Triple(iri, RDF.type, SCHEMA.NewsArticle)
        yield Triple(iri, RDFS.label, zh(data["name"]))
        yield Triple(iri, SCHEMA.headline, zh(data["name"]))
        yield Triple(iri, SCHEMA.identifier, plain(data["article"]))
        yield Triple(iri, SCHEMA.sha256, plain(data["hash"]))
        yield Triple(iri, SCHEMA.inLanguage, plain("zh"))
        if data["kicker"]:
            yield Triple(iri, SCHEMA.alternativeHeadline, zh(data["kicker"]))
        if data["dateline"]:
            yield Triple(iri, SCHEMA.dateline, zh(data["dateline"]))
        if data["published"] and bounds(data["published"]) == (data["published"], data["published"]):
            yield Triple(iri, SCHEMA.datePublished, Literal(data["published"], datatype=XSD.date))
        for name in data["byline"]:
            yield Triple(iri, SCHEMA.creditText, zh(name))
        for source in data["sources"]:
            file = self._names.new("file", source["file"])
            yield Triple(iri, SCHEMA.isPartOf, file)
            yield Triple(file, RDF.type, SCHEMA.MediaObject)
            yield Triple(file, SCHEMA.name, plain(source["file"]))
            if source["page"] is not None:
                yield Triple(iri, SCHEMA.pagination, plain(str(source["page"])))

    def _event(self, node: str, data: Node) -> Iterator[Triple]:
        iri = self._names.of(node)
        yield Triple(iri, RDF.type, SEM.Event)
        yield Triple(iri, RDFS.label, zh(data["name"]))
        yield Triple(iri, SEM.eventType, TYPE.term(data["type"]))
        yield Triple(iri, KG.status, STATUS.term(data["status"]))
        yield Triple(iri, SCHEMA.subjectOf, self._names.article(data["article"]))
        if data["by"]:
            yield Triple(iri, KG.saidBy, zh(data["by"]))
        for proof in data["evidence"]:
            yield from self._annotation(iri, proof)
        for time in data["times"]:
            yield from self._time(iri, node, time)
        for quantity in data["quantities"]:
            yield from self._quantity(iri, node, quantity)
        for thing in data["things"]:
            yield from self._role(iri, node, thing["role"], thing["name"], zh(thing["name"]), [thing])

    def _time(self, event: NamedNode, node: str, time: Node) -> Iterator[Triple]:
        iri = self._names.new("time", node, time["start"], time["end"], time["value"])
        yield Triple(event, SEM.hasTime, iri)
        yield Triple(iri, RDF.type, SEM.Time)
        yield Triple(iri, RDF.type, TIME.ProperInterval)
        yield Triple(iri, RDFS.label, zh(time["text"]))
        if time["value"] is not None:
            yield Triple(iri, KG.value, plain(str(time["value"])))
        if time["begin"]:
            yield Triple(iri, SEM.hasBeginTimeStamp, Literal(time["begin"][:10], datatype=XSD.date))
            yield Triple(iri, SEM.hasEndTimeStamp, Literal(time["until"][:10], datatype=XSD.date))
            for link, moment in ((TIME.hasBeginning, time["begin"]), (TIME.hasEnd, time["until"])):
                instant = self._names.new("instant", moment)
                yield Triple(iri, link, instant)
                yield Triple(instant, RDF.type, TIME.Instant)
                if len(moment) == len("2024-02-21"):
                    yield Triple(instant, TIME.inXSDDate, Literal(moment, datatype=XSD.date))
                else:
                    yield Triple(instant, TIME.inXSDDateTime, Literal(moment, datatype=XSD.dateTime))
        yield from self._annotation(iri, time)

    def _quantity(self, event: NamedNode, node: str, quantity: Node) -> Iterator[Triple]:
        iri = self._names.new("quantity", node, quantity["start"], quantity["end"], quantity["item"])
        yield Triple(event, KG.quantity, iri)
        yield Triple(iri, RDF.type, SCHEMA.QuantitativeValue)
        yield Triple(iri, RDFS.label, zh(quantity["text"]))
        if isinstance(quantity["value"], int | float) and abs(quantity["value"]) < float("inf"):
            yield Triple(iri, SCHEMA.value, decimal(quantity["value"]))
        if quantity["unit"]:
            yield Triple(iri, SCHEMA.unitText, plain(quantity["unit"]))
        if quantity["item"]:
            yield Triple(iri, SCHEMA.name, zh(quantity["item"]))
        if quantity["modifier"]:
            yield Triple(iri, KG.modifier, zh(quantity["modifier"]))
        yield from self._annotation(iri, quantity)

    def _role(
        self, event: NamedNode, node: str, role: str, key: str, filler: Object, proofs: list[Node]
    ) -> Iterator[Triple]:
        iri = self._names.new("role", node, role, key)
        yield Triple(event, SEM.hasActor if role in _ACTORS else SEM.eventProperty, iri)
        yield Triple(iri, RDF.type, SEM.Role)
        yield Triple(iri, RDF.value, filler)
        yield Triple(iri, SEM.roleType, ROLE.term(role))
        for proof in proofs:
            yield from self._annotation(iri, proof)

    def _edge(self, source: str, target: str, data: Node) -> None:
        subject, object_ = self._names.of(source), self._names.of(target)
        if data["kind"] == "role":
            article = self._graph.nodes[source]["article"]
            triples = self._of(article, data["asserted"])
            triples.append(Triple(subject, KG.involves, object_))
            if data["type"] == "place":
                triples.append(Triple(subject, SEM.hasPlace, object_))
            elif data["type"] == "name":
                triples.append(Triple(subject, SCHEMA.about, object_))
            triples.extend(self._role(subject, source, data["type"], target, object_, data["evidence"]))
            self._named.setdefault(target, set()).add(article)
        elif data["kind"] == "link":
            self.linked.extend(self._link(source, target, data))
        elif data["kind"] in ("relation", "mention"):
            for proof in data["evidence"]:
                triples = self._of(proof["article"], data["asserted"])
                if data["kind"] == "mention":
                    triples.append(Triple(subject, SCHEMA.mentions, object_))
                    triples.extend(self._annotation(object_, proof))
                else:
                    triples.extend(self._relation(source, target, data, proof))
                for node in (source, target):
                    if self._graph.nodes[node]["kind"] == "entity":
                        self._named.setdefault(node, set()).add(proof["article"])

    def _link(self, source: str, target: str, data: Node) -> Iterator[Triple]:
        """What several articles together tell; what may be one is a `kg:Candidate` and no more."""
        subject, object_ = self._names.of(source), self._names.of(target)
        predicate = OWL.sameAs if data["type"] == "candidate" else KG.term(data["type"])
        if data["asserted"]:
            yield Triple(subject, predicate, object_)
        body = self._names.new("link", source, data["type"], target)
        yield Triple(body, RDF.type, RDF.Statement if data["asserted"] else KG.Candidate)
        yield Triple(body, RDF.subject, subject)
        yield Triple(body, RDF.predicate, predicate)
        yield Triple(body, RDF.object, object_)
        yield Triple(body, KG.score, decimal(data["confidence"]))
        for reason in data["reasons"]:
            yield Triple(body, RDFS.comment, plain(reason))

    def _relation(self, source: str, target: str, data: Node, proof: Node) -> Iterator[Triple]:
        subject, object_ = self._names.of(source), self._names.of(target)
        body = self._names.new("relation", source, data["type"], target, data["title"] or "")
        if data["type"] == "memberOf":
            yield Triple(subject, ORG.memberOf, object_)
            yield Triple(body, RDF.type, ORG.Membership)
            yield Triple(body, ORG.member, subject)
            yield Triple(body, ORG.organization, object_)
            if data["title"]:
                post = self._names.new("post", data["title"])
                yield Triple(body, ORG.role, post)
                yield Triple(post, RDF.type, ORG.Role)
                yield Triple(post, RDFS.label, zh(data["title"]))
        else:
            if data["type"] == "wrote":
                statement = Triple(object_, SCHEMA.author, subject)
            else:
                statement = Triple(subject, self._property(source, data["type"]), object_)
            yield statement
            yield Triple(body, RDF.type, RDF.Statement)
            yield Triple(body, RDF.subject, statement.subject)
            yield Triple(body, RDF.predicate, statement.predicate)
            yield Triple(body, RDF.object, statement.object)
        yield from self._annotation(body, proof)

    def _property(self, source: str, predicate: str) -> NamedNode:
        """The RDF property of a relation; what is no relation of the vocabulary keeps its own name."""
        if predicate == "locatedIn":
            return SCHEMA.location if self._graph.nodes[source]["type"] == "ORG" else SCHEMA.containedInPlace
        known = {"partOf": ORG.unitOf, "subEventOf": SEM.subEventOf, "before": KG.before}
        return known.get(predicate) or KG.term(predicate)

    def _entity(self, node: str, data: Node, articles: list[str]) -> None:
        iri = self._names.of(node)
        triples = [Triple(iri, RDF.type, kind) for kind in _CLASSES[data["type"]]]
        if data["type"] == "ORG" and node in self._units:
            triples = [Triple(iri, RDF.type, kind) for kind in (ORG.Organization, ORG.OrganizationalUnit)]
        triples.append(Triple(iri, RDFS.label, zh(data["name"])))
        if data["code"] and is_official(data["code"]):
            triples.append(Triple(iri, SCHEMA.identifier, plain(data["code"])))
        for article in articles:
            self._of(article, True).extend(triples)
        self.linked += [Triple(iri, SKOS.altLabel, zh(name)) for name in data["aliases"]]

    def _annotation(self, body: NamedNode, proof: Node) -> Iterator[Triple]:
        article, start, end = proof["article"], proof["start"], proof["end"]
        about = body.value.removeprefix(self._names.base)
        iri = self._names.new("annotation", about, article, start, end, proof["rule"])
        span, about_span = self._span(article, start, end, proof["text"])
        yield Triple(iri, RDF.type, OA.Annotation)
        yield Triple(iri, OA.hasBody, body)
        yield Triple(iri, OA.hasTarget, span)
        yield Triple(iri, KG.rule, plain(proof["rule"]))
        yield Triple(iri, KG.confidence, decimal(proof["confidence"]))
        first, last = proof["sentence_start"], proof["sentence_end"]
        sentence, about_sentence = self._span(article, first, last, proof["sentence"])
        yield Triple(span, OA.hasScope, sentence)
        yield from about_span
        yield from about_sentence

    def _span(self, article: str, start: int, end: int, text: str) -> tuple[NamedNode, list[Triple]]:
        """The IRI of a stretch of an article, and what is said of it; made once for all that stands there."""
        if (article, start, end) not in self._spans:
            kinds = ("span", "position", "quote")
            span, position, quote = (self._names.new(kind, article, start, end) for kind in kinds)
            self._spans[article, start, end] = span, [
                Triple(span, RDF.type, OA.SpecificResource),
                Triple(span, OA.hasSource, self._names.article(article)),
                Triple(span, OA.hasSelector, position),
                Triple(span, OA.hasSelector, quote),
                Triple(position, RDF.type, OA.TextPositionSelector),
                Triple(position, OA.start, Literal(str(start), datatype=XSD.integer)),
                Triple(position, OA.end, Literal(str(end), datatype=XSD.integer)),
                Triple(quote, RDF.type, OA.TextQuoteSelector),
                Triple(quote, OA.exact, plain(text)),
            ]
        return self._spans[article, start, end]
