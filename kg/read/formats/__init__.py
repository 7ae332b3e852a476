"""The formats of files, a module each: bytes into pages of text or rows of a table.

A reader takes the bytes of a file and its name for error messages, and yields what it holds. What cannot be read it
yields as a Failure, so that the rest of the file goes on; it raises InputError where nothing can be read at all.
"""

import re
from collections.abc import Callable, Iterator
from importlib import import_module

from msgspec import Struct, field

from kg.errors import InputError
from kg.model import Source


class Given(Struct, kw_only=True):
    """An article as a row of a table gives it; whatever else the row holds is passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    kicker: str | None = None
    byline: str | list[str] | None = None
    dateline: str | None = None
    published: str | None = None


class Page(Struct, kw_only=True, tag=True):
    """The text of a page, in reading order.

    `map` leads back to the file as `Source.map` does: runs of (offset in `text`, offset in the file). `heads` says how
    large each headline is set, in sizes of running text, by the offset at which its line starts; None where the format
    shows no sizes. `file` and `number` name the member of an archive and the page of the file.
    """

    text: str
    map: list[tuple[int, int]] = field(default_factory=lambda: [(0, 0)])
    number: int | None = None
    heads: dict[int, float] | None = None
    title: str | None = None
    byline: list[str] = []
    published: str | None = None
    file: str = ""


class Row(Struct, kw_only=True, tag=True):
    """A row of a table: an article, and where it stands: `place` in words, `source` in offsets."""

    given: Given
    place: str
    source: Source


class Failure(Struct, kw_only=True, tag=True):
    """A part of a file that could not be read: its name and the reason."""

    name: str
    reason: str


Content = Page | Row | Failure


class Columns(Struct, frozen=True, kw_only=True):
    """The names of a table's columns where the user gives them; None where they are to be guessed."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    byline: str | None = None
    id: str | None = None


Reader = Callable[[bytes, str, Columns], Iterator[Content]]

HEADINGS = {"h1": 2.4, "h2": 2.0, "h3": 1.6, "h4": 1.3, "h5": 1.25, "h6": 1.25}
"""How large a browser sets a headline, in sizes of running text."""
_MODULES = {
    "text": (".txt",),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "lines": (".jsonl", ".ndjson"),
    "csv": (".csv", ".tsv"),
    "parquet": (".parquet",),
    "archive": (".zip",),
}
FORMATS = {suffix: module for module, suffixes in _MODULES.items() for suffix in suffixes}
"""The module that reads files of a suffix."""
GUARDED = frozenset({"html", "pdf", "docx", "parquet", "archive"})
"""Formats whose files may keep a library busy, and are read in a process of their own (see kg.read.guard)."""
SUFFIXES = tuple(FORMATS)
_WORD = re.compile(rb"PK\x03\x04.{26}(\[Content_Types\]\.xml|_rels/|docProps/|word/)", re.DOTALL)  # its first member


def suffix_of(name: str, data: bytes = b"") -> str | None:
    """The suffix of a known format: by the file's name or, where that shows none, by its first bytes."""
    end = name[name.rfind(".") :].lower() if "." in name.rpartition("/")[2] else ""
    if end in FORMATS or not data:
        return end if end in FORMATS else None
    if _WORD.match(data):
        return ".docx"
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, suffix in ((b"%PDF-", ".pdf"), (b"PK\x03\x04", ".zip"), (b"PAR1", ".parquet"), (b"{", ".jsonl")):
        if start.startswith(mark):
            return suffix
    return ".html" if start[:1] == b"<" and b"<html" in data[:4096].lower() else ".txt"


def contents(suffix: str, data: bytes, name: str, columns: Columns) -> Iterator[Content]:
    """What a file holds, read by the module of its suffix; raises InputError where it cannot be read."""
    if not data.strip():
        raise InputError(name, "is empty")
    yield from import_module(f"kg.read.formats.{FORMATS[suffix]}").read(data, name, columns)
