"""The graph as RDF: Turtle of all that is asserted, TriG and N-Quads with one named graph an article.

The same graph gives the same bytes: statements are sorted, every thing has an IRI, none is a blank node.
"""

from collections.abc import Iterable

import networkx as nx
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from kg import __version__
from kg.ontology.namespaces import (
    DCAT,
    DCTERMS,
    KG,
    PREFIXES,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    VOCABULARY_IRIS,
    VOID,
    XSD,
)
from kg.ontology.schemes import ontology
from kg.publish.statements import Statements
from kg.publish.terms import Names, plain


class Dataset:
    """The statements of a networkx graph (see `kg.link`), by named graph.

    `base` is the IRI below which things are named, `urn:uuid:` if None; `configuration` a hash of what the
    graph was made with. Raises InputError where `base` is no absolute IRI.
    """

    def __init__(self, graph: nx.MultiDiGraph, *, base: str | None = None, configuration: str | None = None):
        self._names = names = Names(base)
        statements = Statements(graph, names)
        self.claims = {names.claims(a): _sorted(s) for a, s in sorted(statements.claims.items())}
        self.asserted = {names.article(a): _sorted(s) for a, s in sorted(statements.asserted.items())}
        self.asserted[names.new("graph", "links")] = _sorted(statements.linked)
        self.asserted[names.new("graph", "vocabulary")] = _sorted(ontology())
        self._body = dict.fromkeys(triple for triples in self.asserted.values() for triple in triples)
        self.header = _sorted(self._header(configuration))

    def _header(self, configuration: str | None) -> list[Triple]:
        """What the data set is and how it was made: VoID, DCAT and PROV-O."""
        data, run, program = (self._names.new(name) for name in ("dataset", "run", "program"))
        triples = [
            Triple(data, RDF.type, VOID.Dataset),
            Triple(data, RDF.type, DCAT.Dataset),
            Triple(data, DCTERMS.title, Literal("新闻知识图谱", language="zh")),
            Triple(data, DCTERMS.title, Literal("News knowledge graph", language="en")),
            Triple(data, DCTERMS.language, plain("zh")),
            Triple(data, VOID.uriSpace, plain(self._names.base)),
            Triple(data, PROV.wasGeneratedBy, run),
            Triple(run, RDF.type, PROV.Activity),
            Triple(run, PROV.wasAssociatedWith, program),
            Triple(program, RDF.type, PROV.SoftwareAgent),
            Triple(program, RDFS.label, plain("kg-news")),
            Triple(program, SCHEMA.softwareVersion, plain(__version__)),
        ]
        triples += [Triple(data, VOID.vocabulary, iri) for iri in VOCABULARY_IRIS]
        if configuration:
            triples.append(Triple(run, KG.configuration, plain(configuration)))
        count = len(self._body) + len(triples) + 1
        return [*triples, Triple(data, VOID.triples, Literal(str(count), datatype=XSD.integer))]

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes of the output; `id:` is that of the data."""
        return PREFIXES | {"id": self._names.base}

    def triples(self) -> list[Triple]:
        """All that is asserted, each statement once, sorted."""
        return _sorted([*self._body, *self.header])

    def quads(self) -> list[Quad]:
        """All statements in their graphs: header (default graph), articles, links, vocabulary, claims."""
        graphs: list[tuple[NamedNode | DefaultGraph, list[Triple]]] = [(DefaultGraph(), self.header)]
        graphs += [*self.asserted.items(), *self.claims.items()]
        return [Quad(t.subject, t.predicate, t.object, graph) for graph, triples in graphs for t in triples]

    def turtle(self) -> bytes:
        """graph.ttl."""
        return _bytes(serialize(self.triples(), format=RdfFormat.TURTLE, prefixes=self.prefixes))

    def trig(self) -> bytes:
        """graph.trig."""
        return _bytes(serialize(self.quads(), format=RdfFormat.TRIG, prefixes=self.prefixes))

    def ntriples(self) -> bytes:
        """All that is asserted, a statement a line."""
        return _bytes(serialize(self.triples(), format=RdfFormat.N_TRIPLES))

    def nquads(self) -> bytes:
        """All statements with their graphs, one a line."""
        return _bytes(serialize(self.quads(), format=RdfFormat.N_QUADS))

    def jsonld(self) -> bytes:
        """All statements with their graphs as JSON-LD."""
        return _bytes(serialize(self.quads(), format=RdfFormat.JSON_LD, prefixes=self.prefixes))


def _sorted(triples: Iterable[Triple]) -> list[Triple]:
    return sorted(dict.fromkeys(triples), key=str)  # what is sorted in parts is sorted faster in that order


def _bytes(content: bytes | None) -> bytes:
    return content or b""
