"""What stands in a folder of results: the records, and the settings they were made with; all else follows."""

import hashlib
from collections.abc import Callable, Iterable
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from kg import __version__
from kg.errors import InputError, OutputError
from kg.link.copies import distinct, united, with_sources
from kg.link.decisions import Decisions
from kg.model import Article, Record, decode_record

RECORDS, SETTINGS = "records.jsonl", "settings.json"
_MAKERS = ("read", "pipeline", "rules", "gazetteer", "model.py")  # of what an article's record depends on


class Settings(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What results depend on beside the articles.

    `fingerprint` tells the rules, the code and the user's lexicon that made the records; `base` is the IRI
    below which things are named; `same` and `different` are the user's decisions.
    """

    fingerprint: str = ""
    base: str | None = None
    same: list[list[str]] = []
    different: list[list[str]] = []

    def decisions(self) -> Decisions:
        """The decisions, to link by."""
        return Decisions(self.same, self.different, file=SETTINGS)

    def encode(self) -> bytes:
        """The content of settings.json."""
        return msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"


def fingerprint(lexicon: str | Path | None = None) -> str:
    """A hash of all that decides what is read in an article: version, code, rules, places, names of the user's own.

    Raises InputError where the lexicon cannot be read.
    """
    digest = hashlib.sha256(__version__.encode())
    for name in _MAKERS:
        for path, content in _contents(files("kg").joinpath(name), name):
            digest.update(b"\0".join((path.encode(), hashlib.sha256(content).digest())))
    if lexicon is not None:
        try:
            digest.update(Path(lexicon).read_bytes())
        except OSError as error:
            raise InputError(str(lexicon), f"cannot be read: {error.strerror}") from error
    return digest.hexdigest()


def _contents(entry: Traversable, path: str) -> Iterable[tuple[str, bytes]]:
    if entry.is_file():
        yield path, entry.read_bytes()
    elif entry.name != "__pycache__":
        for inner in sorted(entry.iterdir(), key=lambda inner: inner.name):
            yield from _contents(inner, f"{path}/{inner.name}")


def read_records(path: str | Path) -> list[Record]:
    """The records in a file, or in the folder of a build. Raises OutputError where there are none or a broken one."""
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


def saved_settings(folder: Path) -> Settings:
    """The settings of the build in a folder, the usual ones where none are written. Raises OutputError if broken."""
    path = folder / SETTINGS
    try:
        return msgspec.json.decode(path.read_bytes(), type=Settings) if path.exists() else Settings()
    except msgspec.DecodeError as error:
        raise OutputError(str(path), f"is not what a build writes: {error}") from error


def updated(
    old: Iterable[Record],
    articles: Iterable[Article],
    extract: Callable[[list[Article]], Iterable[Record]],
    on_error: Callable[[InputError], None],
    *,
    stale: bool = False,
) -> list[Record]:
    """The records of old and new articles, sorted by id; `extract` is asked for those not known, or all if `stale`.

    Where it gives none for an article that had one, the old one stays.
    A file read again says anew where in it an article stands. A row of a table whose id stands for another text of
    the same file replaces it; where it is that of another file it goes to `on_error`.
    """
    known = {(record.hash, record.text): record for record in old}
    by_id = {record.id: content for content, record in known.items()}
    todo = {content: article_of(record) for content, record in known.items()} if stale else {}
    for article in articles:
        content, files = (article.hash, article.text), {source.file for source in article.sources}
        before = by_id.get(article.id, content)
        if before != content and content not in known:
            places = {source.file for source in known[before].sources}
            if places != files:
                on_error(InputError(min(files), f"the id {article.id} is that of another article, in {min(places)}"))
                continue
            del known[before]
            todo.pop(before, None)
        if content in known:
            elsewhere = [source for source in known[content].sources if source.file not in files]
            known[content] = with_sources(known[content], united(elsewhere, article.sources))
            article = article_of(known[content])
        if content in todo or content not in known:
            todo[content] = article
    made = {(record.hash, record.text): record for record in extract(list(todo.values()))}
    return distinct({**known, **made}.values())


def without(records: Iterable[Record], name: str) -> list[Record]:
    """The records, sorted by id, without an article (its id) or without all that stands only in one file (its name).

    Raises InputError where there is neither.
    """
    records = list(records)
    if any(record.id == name for record in records):
        return [record for record in records if record.id != name]
    path = Path(name).as_posix()
    named = {source.file for record in records for source in record.sources}
    file = max((file for file in named if path == file or path.endswith(f"/{file}")), key=len, default=None)
    if file is None:
        raise InputError(name, "is neither the id of an article nor a file that one was read from")
    kept = []
    for record in records:
        elsewhere = [source for source in record.sources if source.file != file]
        if len(elsewhere) == len(record.sources):
            kept.append(record)
        elif elsewhere:
            kept.append(with_sources(record, elsewhere))
    return sorted(kept, key=lambda record: record.id)


def article_of(record: Record) -> Article:
    """The article that a record was made of."""
    return Article(**{field: getattr(record, field) for field in Article.__struct_fields__})
