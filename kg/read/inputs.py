"""Finds the files of an input and reads each by its format."""

import glob
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec.structs import replace

from kg.errors import InputError
from kg.model import Source
from kg.read.articles import OnError, Placed, article_of_piece, article_of_row
from kg.read.dateline import iso_day
from kg.read.formats import FORMATS, GUARDED, SUFFIXES, Columns, Content, Failure, Page, contents, suffix_of
from kg.read.guard import guard
from kg.read.layout import mend
from kg.read.pages import split_page

LARGEST = {"text": 1 << 23, "markdown": 1 << 23, "html": 1 << 23}
"""Bytes from which on a file is refused; a page of a newspaper has some ten thousand."""
_LARGEST_OTHER = 1 << 29
STDIN = "-"
_BUILT = frozenset({"records.jsonl", "settings.json", "graph.ttl"})
_RESULTS = _BUILT | {"graph.html", "graph.trig", "candidates.tsv", "failures.jsonl"}
"""What a build writes, in a folder that holds the first three; it is no input."""


def files(given: str | Path, on_error: OnError) -> Iterator[tuple[Path, str]]:
    """The files of an input, sorted, each with its name in sources: relative to a folder that was given.

    An input is a file, a folder (with all below it), a pattern (`2024/*.txt`, `**` for any folders). Hidden files and
    the results of a build are passed over; others of no known format are reported.
    """
    top = Path(given)
    try:
        top.exists()
    except OSError as error:  # a name that the system refuses
        on_error(InputError(_printable(str(given)), f"cannot be read: {error.strerror}"))
        return
    if not str(given):
        on_error(InputError("''", "no such file or folder"))
    elif top.is_dir():
        found = False
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            passed = _RESULTS if _BUILT.issubset(names) else frozenset()
            for name in sorted(name for name in names if not name.startswith(".") and name not in passed):
                path = Path(folder, name)
                if suffix_of(name):
                    found = True
                    yield path, _printable(path.relative_to(top).as_posix())
                else:
                    on_error(_unsupported(path))
        if not found:
            on_error(InputError(_printable(str(given)), f"holds no file of a known format ({', '.join(SUFFIXES)})"))
    elif not os.path.lexists(top) and glob.has_magic(str(given)):
        matched = sorted(glob.glob(str(given), recursive=True))
        if not matched:
            on_error(InputError(_printable(str(given)), "matches no file"))
        for path in map(Path, matched):
            if path.is_file() and suffix_of(path.name):
                yield path, _printable(path.as_posix())
    elif not top.exists():
        on_error(InputError(_printable(str(given)), "no such file or folder"))
    elif not suffix_of(top.name):
        on_error(_unsupported(top))
    else:
        yield top, _printable(top.name)


def read_file(path: Path, file: str, columns: Columns, published: str | None, on_error: OnError) -> Iterator[Placed]:
    """The articles of one file, `file` being its name in their sources.

    `published` (YYYY-MM-DD) is set for all; without it the date is the given one, else that of the
    page, else that of the file's or its folder's name. What cannot be read goes to `on_error`.
    """
    shown = _printable(str(path))
    if not path.is_file():  # a pipe or a device would be waited for without end
        on_error(InputError(shown, "is no regular file" if path.exists() else "leads nowhere"))
        return
    suffix = suffix_of(path.name)
    assert suffix
    try:
        yield from _placed(_contents(path, suffix, shown, columns), path, shown, file, published, on_error)
    except InputError as error:
        on_error(error)
    except OSError as error:
        on_error(InputError(shown, f"cannot be read: {error.strerror}"))


def read_stdin(columns: Columns, published: str | None, on_error: OnError) -> Iterator[Placed]:
    """The articles on standard input, whose format its first bytes tell."""
    data = sys.stdin.buffer.read()
    suffix = suffix_of("", data) or ".txt"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stdin" + suffix)
        path.write_bytes(data)
        try:
            named = _contents(path, suffix, "standard input", columns)
            yield from _placed(named, Path("stdin"), "standard input", "stdin", published, on_error)
        except InputError as error:
            on_error(error)


def _contents(path: Path, suffix: str, shown: str, columns: Columns) -> Iterator[Content]:
    form = FORMATS[suffix]
    largest = LARGEST.get(form, _LARGEST_OTHER)
    if path.stat().st_size > largest:
        raise InputError(shown, f"is larger than {largest >> 20} MB: split it, or give its articles as JSON lines")
    if form in GUARDED:
        return guard.read(suffix, str(path), shown, columns)
    return contents(suffix, path.read_bytes(), shown, columns)


def _placed(
    found: Iterator[Content], path: Path, shown: str, file: str, published: str | None, on_error: OnError
) -> Iterator[Placed]:
    anything = False
    for content in found:
        if isinstance(content, Failure):
            anything = True
            on_error(InputError(content.name, content.reason))
        elif isinstance(content, Page):
            inner, name = _inside(path, file, content.file)
            for one in _of_page(content, shown, name, published, date_of_name(inner)):
                anything = True
                yield one
        else:
            inner, name = _inside(path, file, content.source.file)
            source = Source(file=name, start=content.source.start, end=content.source.end)
            try:
                given = content.given.published
                day = published or (day_of(given, content.place) if given else None)
            except InputError as error:
                on_error(error)
            else:
                article = article_of_row(content.given, source, day, date_of_name(inner))
                yield Placed(article=article, place=content.place)
            anything = True
    if not anything:
        on_error(InputError(shown, "holds no article"))


def _inside(path: Path, file: str, member: str) -> tuple[Path, str]:
    """The path and name of what was read: the file's own, or those of its member."""
    return (path / member, f"{file}/{member}") if member else (path, file)


def _of_page(content: Page, shown: str, file: str, published: str | None, named: str | None) -> Iterator[Placed]:
    page = mend(content.text)
    pieces, running = split_page(page, content.heads)
    if len(pieces) > 1:  # what the file says of one article
        content = replace(content, title=None, byline=[])
    day = published or running or (iso_day(content.published) if content.published else None)
    for piece in pieces:
        article = article_of_piece(page, piece, content, file, day, named)
        member = f"{shown}/{content.file}" if content.file else shown
        where = f"{member}, page {content.number}" if content.number else member
        yield Placed(article=article, place=f"{where}, character {article.sources[0].start}", reasons=piece.reasons)


def day_of(written: str, name: str) -> str:
    """The day YYYY-MM-DD that `written` says; raises InputError, naming `name`, where it says none."""
    day = iso_day(written)
    if not day:
        raise InputError(name, f"the date {written!r} is no day; write it as 2024-02-28")
    return day


def date_of_name(path: Path) -> str | None:
    """The day (YYYY-MM-DD) in the name of a file or, nearest first, of the folders it was given in."""
    parts = PurePosixPath(path.as_posix()).parts
    return next((day for part in reversed(parts) if (day := iso_day(part))), iso_day("/".join(parts)))


def _unsupported(path: Path) -> InputError:
    return InputError(_printable(str(path)), f"is of no known format ({', '.join(SUFFIXES)})")


def _printable(name: str) -> str:
    """A file name that can be written as UTF-8, whatever bytes it holds."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
