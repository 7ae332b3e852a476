"""The whole way: inputs -> articles -> records -> graph -> files, and back from the files."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from kg.errors import InputError, OutputError
from kg.model import Article, Record, encode_lines
from kg.run.files import check_folder, replace_all
from kg.run.graph import Graph
from kg.run.state import RECORDS, SETTINGS, Settings, fingerprint, read_records, saved_settings, updated, without

if TYPE_CHECKING:
    from kg.read import Columns

PAGE, TURTLE, TRIG, CANDIDATES = "graph.html", "graph.ttl", "graph.trig", "candidates.tsv"

Progress = Callable[[Iterable[Article], int], Iterable[Article]]


def extract_all(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    columns: "Columns | None" = None,
    lexicon: str | Path | None = None,
    on_error: Callable[[InputError], None] | None = None,
    progress: Progress | None = None,
) -> list[Record]:
    """The records of all articles in the inputs (see `kg.read.read`), sorted by id.

    `lexicon` is a file with names of the user's own (see `kg.pipeline.lexicon`).

    An input that cannot be read goes to `on_error` and the rest goes on; without it the error is raised.
    `progress(articles, total)` may wrap the articles to show how far the work is.
    """
    from kg.read import read

    articles = read(inputs, published=published, columns=columns, on_error=on_error)
    return sorted(_extracted(articles, lexicon, progress), key=lambda record: record.id)


def _extracted(articles: list[Article], lexicon: str | Path | None, progress: Progress | None) -> list[Record]:
    from kg.pipeline.assemble import make_nlp
    from kg.pipeline.extract import extract_many

    if not articles and lexicon is None:
        return []
    nlp = make_nlp(lexicon)
    return list(extract_many(progress(articles, len(articles)) if progress else articles, nlp))


def build(
    inputs: Iterable[str | Path],
    output: str | Path = "output",
    *,
    published: str | None = None,
    columns: "Columns | None" = None,
    lexicon: str | Path | None = None,
    decisions: str | Path | None = None,
    base: str | None = None,
    fresh: bool = False,
    on_error: Callable[[InputError], None] | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Read the inputs and write records.jsonl, graph.html, graph.ttl, graph.trig and candidates.tsv into `output`.

    The articles of earlier builds of that folder stay, unless `fresh`, and are read again only where rules, code or
    lexicon have changed: the results are those of one build of all the articles. `published` (YYYY-MM-DD) is the date
    of all articles in the inputs, whatever they say; `lexicon` a file with names of the user's own (see
    `kg.pipeline.lexicon`); `decisions` one that says which names are one (see `kg.link.decisions`); `base` an IRI
    under which things are named instead of urn:uuid. Nothing is written, and old results stay, where no article was
    found. Raises InputError without `on_error`, RuleError for wrong decisions, OutputError where the folder cannot be
    written or holds broken results.
    """
    from kg.link import Decisions, read_decisions
    from kg.read import read

    folder = Path(output)
    check_folder(folder)
    decided = read_decisions(decisions) if decisions is not None else Decisions()
    settings = Settings(fingerprint=fingerprint(lexicon), base=base, same=decided.same, different=decided.different)
    there = not fresh and (folder / RECORDS).exists()
    old, before = (read_records(folder), saved_settings(folder)) if there else ([], settings)
    articles = read(inputs, published=published, columns=columns, on_error=on_error)
    if not articles:
        return Graph((), folder, settings)
    records = updated(
        old,
        articles,
        lambda todo: _extracted(todo, lexicon, progress),
        on_error or _raise,
        stale=before.fingerprint != settings.fingerprint,
    )
    graph = Graph(records, folder, settings)
    write(graph)
    return graph


def remove(output: str | Path, names: Iterable[str]) -> Graph:
    """Take articles out of what was built: by id, or all that came from a file, with everything that only they support.

    The results are those of a build without them. Raises InputError where a name is neither, OutputError where the
    folder holds no results or cannot be written.
    """
    graph = load(output)
    for name in names:
        graph = Graph(without(graph.records, name), graph.folder, graph.settings)
    write(graph)
    return graph


def _raise(error: InputError) -> None:
    raise error


def write(graph: Graph, *, base: str | None = None) -> list[Path]:
    """Write the results of a graph into its folder; returns their paths. `base` overrides that of its settings."""
    from kg.publish.candidates import table
    from kg.publish.page import page
    from kg.publish.rdf import Dataset

    if graph.folder is None:
        raise OutputError("graph", "has no folder to be written to")
    settings = structs.replace(graph.settings, base=base) if base else graph.settings
    data = Dataset(graph.nx, base=settings.base, configuration=settings.fingerprint or None)
    contents = {
        PAGE: page(graph.nx, graph.records).encode("utf-8"),
        TURTLE: data.turtle(),
        TRIG: data.trig(),
        CANDIDATES: table(graph.nx),
        RECORDS: encode_lines(graph.records).encode("utf-8"),
        SETTINGS: settings.encode(),
    }  # the state last: what a crash leaves is put right by the next build
    return replace_all(graph.folder, contents)


def load(output: str | Path) -> Graph:
    """The graph that `build` wrote into a folder. Raises OutputError where it holds none or a broken one."""
    settings = saved_settings(Path(output))
    return Graph(read_records(output), Path(output), settings)
