"""The store of a build under rdflib's own interface, for reading alone."""

from pathlib import Path
from typing import Any, NoReturn

import rdflib
from oxrdflib import OxigraphStore

from kg.ontology.namespaces import PREFIXES
from kg.query.guard import check
from kg.query.store import open_store


class _ReadOnly(OxigraphStore):
    """Refuses changes, and queries that would reach another server."""

    def _refused(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("the graph of a build is read-only")

    add = addN = remove = update = add_graph = remove_graph = _refused

    def query(self, query: Any, *arguments: Any, **options: Any) -> Any:
        if isinstance(query, str):
            check(query)
        return super().query(query, *arguments, **options)


def read_only(folder: str | Path) -> rdflib.Graph:
    """What graph.ttl in `folder` states, as an rdflib graph. Raises OutputError where there is none.

    Queries on it have no limits; those of `kg.query.Engine` have.
    """
    graph = rdflib.Graph(store=_ReadOnly(store=open_store(folder)), identifier=rdflib.graph.DATASET_DEFAULT_GRAPH_ID)
    for prefix, iri in PREFIXES.items():
        graph.namespace_manager.bind(prefix, iri, replace=True)
    return graph
