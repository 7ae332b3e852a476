"""What one build says, for Python: its records, and the views that follow from them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, OutputError
from kg.model import Record
from kg.run.state import Settings

if TYPE_CHECKING:
    import pandas
    import rdflib
    from networkx import MultiDiGraph

    from kg.link.paths import Step
    from kg.query import Engine, Result

INLINE = 500  # nodes at most of which a notebook holds the page


class Graph:
    """What one build says: its records and settings, and what follows from them.

    `.nx` is the networkx graph, `.rdf` the same as an rdflib graph; `events()`, `entities()`, `mentions()` and
    `query()` give pandas frames, `ego()` a part of the graph, `path()` chains between two names.
    """

    def __init__(self, records: Iterable[Record], folder: Path | None = None, settings: Settings | None = None):
        self.records = sorted(records, key=lambda record: record.id)
        self.folder = folder
        self.settings = settings or Settings()

    def __repr__(self) -> str:
        return f"<Graph of {len(self.records)} articles, {self.nx.number_of_nodes()} nodes, {self.nx.size()} edges>"

    def _repr_html_(self) -> str:
        """The page in a frame of its own, as notebooks show it; a line of text where the page would be too large."""
        from html import escape

        from kg.publish.page import page

        if len(self.nx) > INLINE:
            return f"<p>{escape(repr(self))}</p>"
        source = escape(page(self.nx, self.records))
        return f'<iframe srcdoc="{source}" style="width: 100%; height: 640px; border: 0" title="graph"></iframe>'

    @cached_property
    def nx(self) -> MultiDiGraph:
        """Entities, events and articles as nodes, roles and relations as edges (see `kg.link`)."""
        from kg.link import link

        return link(self.records, self.settings.decisions())

    @cached_property
    def rdf(self) -> rdflib.Graph:
        """What graph.ttl states, as a read-only rdflib graph on Oxigraph; changing it raises TypeError.

        Raises OutputError where the graph was never written.
        """
        from kg.query.rdf import read_only

        return read_only(self._written())

    @cached_property
    def _engine(self) -> Engine:
        from kg.query import Engine

        return Engine(self._written())

    def _written(self) -> Path:
        if self.folder is None:
            raise OutputError("graph", "not written yet: kg.build(inputs, output) writes it")
        return self.folder

    def answer(self, sparql: str) -> Result:
        """The answer of a SPARQL query with its rows as plain values (see `kg.query.Engine.query`)."""
        return self._engine.query(sparql)

    def query(self, sparql: str) -> pandas.DataFrame:
        """The rows of a SPARQL query as a frame, a column a variable; an ASK gives one cell, named `answer`.

        The prefixes of the project are known. Raises InputError for a query that is none, asks another server,
        or gives triples (`answer` has their Turtle), LimitError for one that takes too long.
        """
        answer = self.answer(sparql)
        if not answer.json:
            raise InputError("query", "gives triples, not rows; use graph.answer(…).turtle")
        return _frame(answer.rows, answer.columns)

    def ask(self, question: str, **given: str) -> pandas.DataFrame:
        """The answer of a competency question (`kg.query.questions()`), e.g. `ask("posts", person="李长河")`."""
        from kg.query import questions

        if question not in questions():
            raise InputError(question, f"is no question; there are {', '.join(questions())}")
        return self.query(questions()[question].fill(given))

    def events(self) -> pandas.DataFrame:
        """A row an event: id, type, family, trigger, status, asserted, begin, until, article, each role's names."""
        from kg.publish.rows import EVENTS, event_rows

        return _frame(event_rows(self.nx), EVENTS)

    def entities(self) -> pandas.DataFrame:
        """A row an entity: id, type, name, aliases, code, mentions, articles."""
        from kg.publish.rows import ENTITIES, entity_rows

        return _frame(entity_rows(self.nx), ENTITIES)

    def mentions(self, name: str | None = None) -> pandas.DataFrame:
        """A row a mention, of the entities of that name alone if one is given: name, article, text, sentence, …"""
        from kg.link.paths import named
        from kg.publish.rows import MENTIONS, mention_rows

        return _frame(mention_rows(self.nx, set(named(self.nx, name)) if name is not None else None), MENTIONS)

    def ego(self, name: str, depth: int = 1) -> MultiDiGraph:
        """The part of the graph within so many steps of the entities of that name. Raises InputError for none."""
        from kg.link.paths import ego

        return ego(self.nx, name, depth)

    def path(self, one: str, other: str, *, most: int = 5) -> list[list[Step]]:
        """The shortest chains between two names, each a list of steps with evidence (see `kg.link.paths`)."""
        from kg.link.paths import paths

        return paths(self.nx, one, other, most=most)


def _frame(rows: Iterable[Any], columns: Iterable[str]) -> pandas.DataFrame:
    try:
        import pandas
    except ImportError as error:
        raise OutputError("pandas", "is needed for frames: pip install 'kg-news[notebook]'") from error
    return pandas.DataFrame(list(rows), columns=list(columns))
