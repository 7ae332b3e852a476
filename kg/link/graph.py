"""Records -> one networkx graph."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx
from msgspec import UNSET

from kg.link.copies import distinct
from kg.link.cycles import break_cycles
from kg.link.decisions import NONE, Decisions
from kg.link.evidence import Sentences, evidence
from kg.link.identity import NAMED, Identities, article_key, event_key, node_id
from kg.link.links import add_links
from kg.link.times import bounds
from kg.model import Anaphor, Argument, Entity, Event, Record, Relation
from kg.ontology import vocabulary

_ORDER = ("article", "event", "entity")
_BETWEEN_EVENTS = ("before", "subEventOf")


def link(records: Iterable[Record], decisions: Decisions = NONE) -> nx.MultiDiGraph:
    """The graph of all records; the same records in any order give the same graph, node by node.

    Nodes and edges, and what they carry, are described in `kg.link`. Raises KgError where one id
    stands for two different articles.
    """
    builder, each = _Builder(), distinct(records)
    for record in each:
        _Article(record, builder, decisions).add()
    graph = builder.graph()
    break_cycles(graph)
    add_links(graph, each, decisions)
    return graph


class _Builder:
    """Collects nodes and edges from all articles, then puts them in order."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, Any]] = {}
        self._edges: dict[tuple[str, str, str], dict[str, Any]] = {}
        self._names: dict[str, Counter[str]] = {}
        self._labels: dict[str, Counter[str]] = {}
        self._aliases: dict[str, set[str]] = {}

    def node(self, key: str, **attributes: Any) -> str:
        """The id of the node with this key, which is made with these attributes if it is new."""
        node = node_id(key)
        if node not in self.nodes:
            self.nodes[node] = {"key": key, **attributes}
        return node

    def event(self, key: str, **attributes: Any) -> str:
        """The id of a new event; of two with one type and one trigger the second is numbered."""
        number, unique = 1, key
        while node_id(unique) in self.nodes:
            number += 1
            unique = f"{key}:{number}"
        return self.node(unique, kind="event", **attributes)

    def entity(self, key: str, name: str, label: str, code: str | None) -> str:
        """The id of an entity's node; each call counts for the choice of its name and label."""
        node = self.node(key, kind="entity", type=label, name=name, code=code)
        self._names.setdefault(node, Counter())[name] += 1
        self._labels.setdefault(node, Counter())[label] += 1
        return node

    def alias(self, node: str, text: str) -> None:
        """Another way the entity is written."""
        self._aliases.setdefault(node, set()).add(text)

    def edge(
        self, source: str, target: str, type_: str, kind: str, proof: dict, *, title: str | None = None, asserted=True
    ) -> None:
        """Add a piece of evidence to an edge, which is made if it is new."""
        key = f"{type_}: {title}" if title else type_
        new = {"kind": kind, "type": type_, "title": title, "asserted": asserted, "evidence": {}}
        attributes = self._edges.setdefault((source, target, key), new)
        attributes["asserted"] |= asserted
        attributes["evidence"].setdefault(_place(proof), proof)

    def graph(self) -> nx.MultiDiGraph:
        """All that was collected: nodes by kind and key, edges by their ends and type."""
        for node, counts in self._names.items():
            labels = self._labels[node]
            label = min(labels, key=lambda label: (-labels[label], NAMED.index(label)))
            full = label == "ORG"  # of a body's names the longest is the one that says most
            name = min(counts, key=lambda text: (-len(text) if full else 0, -counts[text], -len(text), text))
            aliases = sorted((self._aliases.get(node, set()) | set(counts)) - {name})
            self.nodes[node] |= {"name": name, "type": label, "aliases": aliases, "mentions": 0, "articles": 0}
        result = nx.MultiDiGraph()
        for node in sorted(self.nodes, key=lambda n: (_ORDER.index(self.nodes[n]["kind"]), self.nodes[n]["key"])):
            result.add_node(node, **self.nodes[node])
        for source, target, key in sorted(self._edges):
            attributes = self._edges[source, target, key]
            proofs = [attributes["evidence"][place] for place in sorted(attributes["evidence"])]
            confidence = max(proof["confidence"] for proof in proofs)
            result.add_edge(source, target, key=key, **attributes | {"evidence": proofs, "confidence": confidence})
            if attributes["kind"] == "mention":
                result.nodes[target]["mentions"] += len(proofs)
                result.nodes[target]["articles"] += 1
        return result


def _place(proof: dict) -> tuple[str, int, int, str]:
    """What tells two pieces of evidence apart, and puts them in order."""
    return proof["article"], proof["start"], proof["end"], proof["rule"]


class _Article:
    """Puts one record into the builder."""

    def __init__(self, record: Record, builder: _Builder, decisions: Decisions):
        self._record = record
        self._builder = builder
        self._who = Identities(record, decisions)
        self._sentences = Sentences(record.text)
        self._events: dict[str, tuple[str, bool]] = {}

    def add(self) -> None:
        record = self._record
        self._node = self._builder.node(
            article_key(record.id),
            kind="article",
            type="Article",
            name=record.title or record.id,
            article=record.id,
            hash=record.hash,
            kicker=record.kicker,
            byline=list(record.byline),
            dateline=record.dateline,
            published=record.published,
            sources=[{"file": s.file, "page": s.page, "start": s.start, "end": s.end} for s in record.sources],
        )
        for entity in record.entities:
            if node := self._entity(entity.name, entity.start, entity.end):
                self._builder.alias(node, entity.text)
                self._mention(node, entity)
        for anaphor in record.anaphors:
            if node := self._entity(anaphor.name):
                self._mention(node, anaphor)
        for event in record.events:
            self._event(event, asserted=True)
        for event in record.unasserted:
            self._event(event, asserted=False)
        for relation in record.relations:
            self._relation(relation)

    def _entity(self, name: str, start: int = -1, end: int = -1) -> str | None:
        """The id of the node of a named thing; None where the name is none."""
        key = self._who.key(name, start, end)
        if key is None:
            return None
        label, code = self._who.label(name, start, end), self._who.code(name, start, end)
        node = self._builder.entity(key, self._who.full(name, label or ""), label or "", code)
        self._builder.alias(node, name)
        return node

    def _proof(self, start: int, end: int, rule: str, confidence: float) -> dict:
        return evidence(self._record, self._sentences.around(start, end), start, end, rule, confidence)

    def _mention(self, node: str, mention: Entity | Anaphor) -> None:
        proof = self._proof(mention.start, mention.end, mention.rule, mention.confidence)
        self._builder.edge(self._node, node, "mentions", "mention", proof)

    def _event(self, event: Event, asserted: bool) -> None:
        sentence = self._sentences.trim(*event.sentence, event.trigger.start, event.trigger.end)
        spans = [(event.trigger.start, event.trigger.end), *((again.start, again.end) for again in event.retold)]
        proofs = [evidence(self._record, sentence, *spans[0], event.rule, event.confidence)]
        proofs += [self._proof(start, end, event.rule, event.confidence) for start, end in spans[1:]]
        times = [_time(argument) | proof for argument, proof in self._told(event, "time")]
        dated = [time for time in times if time["begin"]]
        node = self._builder.event(
            event_key(self._record.id, event),
            type=event.type,
            family=vocabulary().family(event.type),
            name=event.trigger.text,
            article=self._record.id,
            status=event.status,
            asserted=asserted,
            by=event.by,
            begin=dated[0]["begin"] if dated else None,
            until=dated[0]["until"] if dated else None,
            times=times,
            quantities=[_quantity(argument) | proof for argument, proof in self._told(event, "quantity")],
            things=[],
            evidence=proofs,
            confidence=event.confidence,
        )
        self._events[event.id] = node, asserted
        self._builder.edge(node, self._node, "reportedIn", "source", proofs[0], asserted=asserted)
        for argument in event.arguments:
            if argument.name is not UNSET:
                self._argument(node, event, argument, argument.name, asserted)

    def _told(self, event: Event, role: str) -> Iterator[tuple[Argument, dict]]:
        """The arguments of a role, each with its evidence."""
        for argument in event.arguments:
            if argument.role == role:
                yield argument, self._proof(argument.start, argument.end, event.rule, event.confidence)

    def _argument(self, node: str, event: Event, argument: Argument, name: str, asserted: bool) -> None:
        proof = self._proof(argument.start, argument.end, event.rule, event.confidence)
        filler = self._entity(name, argument.start, argument.end)
        if filler:
            self._builder.edge(node, filler, argument.role, "role", proof, asserted=asserted)
        else:
            self._builder.nodes[node]["things"].append({"role": argument.role, "name": name, **proof})

    def _relation(self, relation: Relation) -> None:
        proof = self._proof(relation.start, relation.end, relation.rule, relation.confidence)
        asserted = True
        if relation.predicate in _BETWEEN_EVENTS:
            if relation.subject not in self._events or relation.object not in self._events:
                return
            subject, asserted_subject = self._events[relation.subject]
            object_, asserted_object = self._events[relation.object]
            asserted = asserted_subject and asserted_object
        else:
            wrote = relation.predicate == "wrote"
            ends = self._entity(relation.subject), self._node if wrote else self._entity(relation.object)
            if not (ends[0] and ends[1]):
                return
            subject, object_ = ends[0], ends[1]
        self._builder.edge(
            subject, object_, relation.predicate, "relation", proof, title=relation.title, asserted=asserted
        )


def _time(argument: Argument) -> dict[str, Any]:
    """When an event was, as a plain dictionary."""
    value = _given(argument.value)
    begin, until = bounds(value)
    return {"value": value, "begin": begin, "until": until}


def _quantity(argument: Argument) -> dict[str, Any]:
    """An amount told of an event, as a plain dictionary."""
    return {name: _given(getattr(argument, name)) for name in ("value", "unit", "item", "modifier")}


def _given(value: Any) -> Any:
    return None if value is UNSET else value
