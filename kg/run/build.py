"""The whole way: inputs -> articles -> records -> graph -> files, and back from the files."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, structs

from kg.errors import ExtractionError, InputError, OutputError
from kg.model import Record, encode, encode_lines
from kg.run.extraction import SECONDS, Extraction, Progress
from kg.run.files import CACHE, check_folder, locked, replace, replace_all
from kg.run.graph import Graph
from kg.run.journal import Journal
from kg.run.state import RECORDS, SETTINGS, Settings, fingerprint, read_records, saved_settings, updated, without

if TYPE_CHECKING:
    from kg.read import Columns

PAGE, TURTLE, TRIG, CANDIDATES = "graph.html", "graph.ttl", "graph.trig", "candidates.tsv"
FAILURES, JOURNAL = "failures.jsonl", "extracted.jsonl"


def extract_all(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    columns: "Columns | None" = None,
    lexicon: str | Path | None = None,
    jobs: int | None = None,
    seconds: float = SECONDS,
    journal: str | Path | None = None,
    on_error: Callable[[InputError], None] | None = None,
    progress: Progress | None = None,
) -> list[Record]:
    """The records of all articles in the inputs (see `kg.read.read`), sorted by id.

    `lexicon` is a file with names of the user's own (see `kg.pipeline.lexicon`); `jobs` and `seconds` are explained
    at `kg.run.extraction.Extraction`; `journal` is a file that keeps records until all are done, for a run that is
    killed.

    An input that cannot be read or extracted goes to `on_error` and the rest goes on; without it the error is raised.
    `progress(articles, total)` may wrap the articles to show how far the work is.
    """
    from kg.read import read

    articles = read(inputs, published=published, columns=columns, on_error=on_error)
    extraction = Extraction(lexicon, jobs, seconds)
    with Journal(Path(journal), fingerprint(lexicon)) if journal else nullcontext() as kept:
        records = extraction.records(articles, on_error or _raise, progress=progress, journal=kept)
    return sorted(records, key=lambda record: record.id)


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
    cache: bool = True,
    jobs: int | None = None,
    seconds: float = SECONDS,
    on_error: Callable[[InputError], None] | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Read the inputs and write records.jsonl, graph.html, graph.ttl, graph.trig and candidates.tsv into `output`.

    The articles of earlier builds of that folder stay, unless `fresh`, and are read again only where rules, code or
    lexicon have changed, or with `cache=False`: the results are those of one build of all the articles. `published`
    (YYYY-MM-DD) is the date of all articles in the inputs, whatever they say; `lexicon` a file with names of the
    user's own (see `kg.pipeline.lexicon`); `decisions` one that says which names are one (see `kg.link.decisions`);
    `base` an IRI under which things are named instead of urn:uuid; `jobs` and `seconds` are explained at
    `kg.run.extraction.Extraction`. Nothing is written, and old results stay, where no article was found.

    What cannot be read or extracted goes to `on_error` and into failures.jsonl; without `on_error` it is raised.
    Raises RuleError for wrong decisions, OutputError where the folder cannot be written, is being written by another
    build, or holds broken results.
    """
    from kg.link import Decisions, read_decisions
    from kg.read import read

    folder = Path(output)
    check_folder(folder)
    decided = read_decisions(decisions) if decisions is not None else Decisions()
    settings = Settings(fingerprint=fingerprint(lexicon), base=base, same=decided.same, different=decided.different)
    failed: list[InputError] = []

    def report(error: InputError) -> None:
        failed.append(error)
        (on_error or _raise)(error)

    with locked(folder):
        there = not fresh and (folder / RECORDS).exists()
        old, before = (read_records(folder), saved_settings(folder)) if there else ([], settings)
        articles = read(inputs, published=published, columns=columns, on_error=report)
        if not articles:
            return Graph((), folder, settings)
        extraction = Extraction(lexicon, jobs, seconds)
        with Journal(folder / CACHE / JOURNAL, settings.fingerprint) if cache else nullcontext() as journal:
            records = updated(
                old,
                articles,
                lambda todo: extraction.records(todo, report, progress=progress, journal=journal),
                report,
                stale=not cache or before.fingerprint != settings.fingerprint,
            )
            graph = Graph(records, folder, settings)
            write(graph)
        _write_failures(folder, failed)
    return graph


class Failure(Struct):
    """A line of failures.jsonl: what could not be read or extracted; `article` is its id where it was read."""

    file: str
    stage: Literal["read", "extract"]
    article: str | None
    reason: str


def _write_failures(folder: Path, failed: Iterable[InputError]) -> None:
    lines = sorted(
        encode(Failure(e.name, "extract", e.article, e.reason))
        if isinstance(e, ExtractionError)
        else encode(Failure(e.name, "read", None, e.reason))
        for e in failed
    )
    if lines:
        replace(folder / FAILURES, "".join(f"{line}\n" for line in lines).encode("utf-8"))
    else:
        (folder / FAILURES).unlink(missing_ok=True)


def remove(output: str | Path, names: Iterable[str]) -> Graph:
    """Take articles out of what was built: by id, or all that came from a file, with everything that only they support.

    The results are those of a build without them. Raises InputError where a name is neither, OutputError where the
    folder holds no results or cannot be written.
    """
    load(output)  # a folder that holds no results is not touched
    with locked(Path(output)):
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
