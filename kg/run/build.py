"""The whole way: inputs -> articles -> records -> graph -> files, and back from the files."""

from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx

from kg.errors import InputError, OutputError
from kg.model import Article, Record, decode_record, encode_lines
from kg.run.files import check_folder, replace_all

if TYPE_CHECKING:
    from kg.query import Result

RECORDS, PAGE, TURTLE, TRIG = "records.jsonl", "graph.html", "graph.ttl", "graph.trig"

Progress = Callable[[Iterable[Article], int], Iterable[Article]]


class Graph:
    """What one build says: its records, and what follows from them."""

    def __init__(self, records: Iterable[Record], folder: Path | None = None):
        self.records = sorted(records, key=lambda record: record.id)
        self.folder = folder

    def __repr__(self) -> str:
        return f"<Graph of {len(self.records)} articles, {self.nx.number_of_nodes()} nodes, {self.nx.size()} edges>"

    @cached_property
    def nx(self) -> nx.MultiDiGraph:
        """Entities, events and articles as nodes, roles and relations as edges (see `kg.link`)."""
        from kg.link import link

        return link(self.records)

    def query(self, sparql: str) -> "Result":
        """The answer of a SPARQL query on graph.ttl. Raises OutputError where the graph was never written."""
        from kg.query import query

        if self.folder is None:
            raise OutputError("graph", "not written yet: kg.build(inputs, output) writes it")
        return query(self.folder / TURTLE, sparql)


def extract_all(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    lexicon: str | Path | None = None,
    on_error: Callable[[InputError], None] | None = None,
    progress: Progress | None = None,
) -> list[Record]:
    """The records of all articles in the inputs (files and folders), sorted by id.

    `lexicon` is a file with names of the user's own (see `kg.pipeline.lexicon`).

    An input that cannot be read goes to `on_error` and the rest goes on; without it the error is raised.
    `progress(articles, total)` may wrap the articles to show how far the work is.
    """
    from kg.pipeline.assemble import make_nlp
    from kg.pipeline.extract import extract
    from kg.read import read

    nlp = make_nlp(lexicon)
    articles = read(inputs, published=published, on_error=on_error)
    wrapped = progress(articles, len(articles)) if progress else articles
    return sorted((extract(article, nlp) for article in wrapped), key=lambda record: record.id)


def build(
    inputs: Iterable[str | Path],
    output: str | Path = "output",
    *,
    published: str | None = None,
    lexicon: str | Path | None = None,
    base: str | None = None,
    on_error: Callable[[InputError], None] | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Read the inputs and write records.jsonl, graph.html, graph.ttl and graph.trig into `output`.

    `published` (YYYY-MM-DD) is the date of all articles, whatever they say; `lexicon` a file with names of the
    user's own (see `kg.pipeline.lexicon`); `base` an IRI under which
    things are named instead of urn:uuid. Nothing is written, and old results stay, where no article was
    found. Raises InputError without `on_error`, OutputError where the folder cannot be written.
    """
    check_folder(Path(output))
    records = extract_all(inputs, published=published, lexicon=lexicon, on_error=on_error, progress=progress)
    graph = Graph(records, Path(output))
    if records:
        write(graph, base=base)
    return graph


def write(graph: Graph, *, base: str | None = None) -> list[Path]:
    """Write the four results of a graph into its folder; returns their paths."""
    from kg.publish.page import page
    from kg.publish.rdf import Dataset

    if graph.folder is None:
        raise OutputError("graph", "has no folder to be written to")
    data = Dataset(graph.nx, base=base)
    contents = {
        RECORDS: encode_lines(graph.records).encode("utf-8"),
        PAGE: page(graph.nx, graph.records).encode("utf-8"),
        TURTLE: data.turtle(),
        TRIG: data.trig(),
    }
    return replace_all(graph.folder, contents)


def load(output: str | Path) -> Graph:
    """The graph that `build` wrote into a folder. Raises OutputError where it holds none or a broken one."""
    return Graph(read_records(output), Path(output))


def read_records(path: str | Path) -> list[Record]:
    """The records in a file, or in the folder of a build. Raises OutputError where there are none or a broken one."""
    import msgspec

    file = Path(path) / RECORDS if Path(path).is_dir() else Path(path)
    try:
        lines = file.read_bytes().split(b"\n")
    except OSError as error:
        raise OutputError(str(file), f"{error.strerror}; `kg build INPUT -o {path}` makes it") from error
    records = []
    for number, line in enumerate(filter(None, lines), 1):
        try:
            records.append(decode_record(line))
        except msgspec.DecodeError as error:
            raise OutputError(f"{file}:{number}", f"is no record: {error}") from error
    return records
