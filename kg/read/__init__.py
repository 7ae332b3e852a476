"""Files into articles."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.read.articles import OnError, Placed, joined, to_json
from kg.read.formats import Columns
from kg.read.inputs import STDIN, day_of, files, read_file, read_stdin

__all__ = ["Columns", "Placed", "joined", "placed", "read", "to_json"]


def read(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    columns: Columns | None = None,
    on_error: OnError | None = None,
) -> list[Article]:
    """The articles of files, folders and patterns, in the order given, sorted within a folder; `-` is standard input.

    A page is split into its articles, a row of a table is one article with its text unchanged.
    `published` (YYYY-MM-DD) is the day of all of them; else it is looked for in what the row
    gives, on the page, in the name of file and folder, in this order. `columns` names a table's columns where
    they are not to be guessed. Articles with one hash are one, with all their sources.

    What cannot be read is passed to `on_error` and the rest is read; without it the first such
    InputError is raised.
    """
    found = placed(inputs, published=published, columns=columns, on_error=on_error)
    return list(joined(found, on_error or _raise))


def placed(
    inputs: Iterable[str | Path],
    *,
    published: str | None = None,
    columns: Columns | None = None,
    on_error: OnError | None = None,
) -> Iterator[Placed]:
    """The articles as `read` finds them, one by one, each with its place and the reasons why it was cut there."""
    report = on_error or _raise
    day = day_of(published, "published") if published else None
    named = columns or Columns()
    for given in inputs:
        if str(given) == STDIN:
            yield from read_stdin(named, day, report)
        else:
            for path, file in files(given, report):
                yield from read_file(path, file, named, day, report)


def _raise(error: InputError) -> None:
    raise error
