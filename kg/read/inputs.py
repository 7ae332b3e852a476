"""Finds the files of an input and reads each by its format."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from kg.errors import InputError
from kg.model import Source
from kg.read.articles import Given, OnError, Placed, article_of_piece, article_of_row
from kg.read.dateline import iso_dates
from kg.read.encoding import decode
from kg.read.layout import mend
from kg.read.pages import split_page

PAGES = (".txt",)
TABLES = (".jsonl", ".ndjson")

_decoder = msgspec.json.Decoder(Given)


def files(given: str | Path, on_error: OnError) -> Iterator[tuple[Path, str]]:
    """The files of an input, sorted, each with its name in sources: relative to a folder that was given.

    Hidden files are passed over; others of no known format are reported.
    """
    top = Path(given)
    if top.is_dir():
        found = False
        for folder, folders, names in os.walk(top):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(name for name in names if not name.startswith(".")):
                path = Path(folder, name)
                if path.suffix.lower() in PAGES + TABLES:
                    found = True
                    yield path, _printable(path.relative_to(top).as_posix())
                else:
                    on_error(_unsupported(path))
        if not found:
            on_error(InputError(_printable(str(given)), f"holds no {' or '.join(PAGES + TABLES)} file"))
    elif not top.exists():
        on_error(InputError(_printable(str(given)), "no such file or folder"))
    elif top.suffix.lower() not in PAGES + TABLES:
        on_error(_unsupported(top))
    else:
        yield top, _printable(top.name)


def read_file(path: Path, file: str, published: str | None, on_error: OnError) -> Iterator[Placed]:
    """The articles of one file, `file` being its name in their sources.

    `published` (YYYY-MM-DD) is set for all; without it the date is the given one, else that of the
    page, else that of the file's or its folder's name. What cannot be read goes to `on_error`.
    """
    shown = _printable(str(path))
    if not path.is_file():  # a pipe or a device would be waited for without end
        on_error(InputError(shown, "is no regular file" if path.exists() else "leads nowhere"))
        return
    try:
        text, _ = decode(path.read_bytes(), shown)
    except OSError as error:
        on_error(InputError(shown, f"cannot be read: {error.strerror}"))
        return
    except InputError as error:
        on_error(error)
        return
    if path.suffix.lower() in TABLES:
        yield from _read_rows(text, shown, file, published, date_of_name(path), on_error)
    else:
        yield from _read_page(text, shown, file, published, date_of_name(path))


def _read_page(text: str, shown: str, file: str, published: str | None, named: str | None) -> Iterator[Placed]:
    page = mend(text)
    pieces, running = split_page(page)
    for piece in pieces:
        article = article_of_piece(page, piece, file, published or running, named)
        yield Placed(article=article, place=f"{shown}, character {article.sources[0].start}")


def _read_rows(
    text: str, shown: str, file: str, published: str | None, named: str | None, on_error: OnError
) -> Iterator[Placed]:
    end = -1
    for number, line in enumerate(text.split("\n"), start=1):
        start, end = end + 1, end + 1 + len(line)
        place = f"{shown}, line {number}"
        if not line.strip():
            continue
        try:
            given = _decoder.decode(line)
            given.text.encode("utf-8")
            day = published or (day_of(given.published, place) if given.published else None)
        except InputError as error:
            on_error(error)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            on_error(InputError(place, f"is no article as JSON: {error}"))
        else:
            if not given.text.strip():
                on_error(InputError(place, "has no text"))
                continue
            source = Source(file=file, start=start, end=end)
            yield Placed(article=article_of_row(given, source, day, named), place=place)


def day_of(written: str, name: str) -> str:
    """The day YYYY-MM-DD that `written` says; raises InputError, naming `name`, where it says none."""
    found = iso_dates(written)
    if not found:
        raise InputError(name, f"the date {written!r} is no day; write it as 2024-02-28")
    return found[0][2]


def date_of_name(path: Path) -> str | None:
    """The day (YYYY-MM-DD) in the name of a file or, nearest first, of the folders it was given in."""
    parts = PurePosixPath(path.as_posix()).parts
    for part in reversed(parts):
        if found := iso_dates(part):
            return found[0][2]
    found = iso_dates("/".join(parts))
    return found[0][2] if found else None


def _unsupported(path: Path) -> InputError:
    return InputError(_printable(str(path)), f"is of no known format ({', '.join(PAGES + TABLES)})")


def _printable(name: str) -> str:
    """A file name that can be written as UTF-8, whatever bytes it holds."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
