"""Files into articles."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read.articles import OnError, Placed, joined, to_json
from kg.read.inputs import day_of, files, read_file

__all__ = ["read", "to_json"]


def read(
    inputs: Iterable[str | Path], *, published: str | None = None, on_error: OnError | None = None
) -> list[Article]:
    """The articles of files and folders (`.txt` pages, `.jsonl` tables), in the order given, sorted within a folder.

    A page is split into its articles, a line of JSON is one article with its text unchanged.
    `published` (YYYY-MM-DD) is the day of all of them; else it is looked for in what the line
    gives, on the page, in the name of file and folder, in this order. Articles with one hash are
    one, with all their sources.

    What cannot be read is passed to `on_error` and the rest is read; without it the first such
    InputError is raised.
    """
    report = on_error or _raise
    day = day_of(published, "published") if published else None

    def placed() -> Iterator[Placed]:
        for given in inputs:
            for path, file in files(given, report):
                yield from read_file(path, file, day, report)

    return list(joined(placed(), report))


def _raise(error: InputError) -> None:
    raise error
