"""Tables of comma- or tab-separated values with a header."""

import csv
import io
from collections.abc import Iterator

from kg.errors import InputError
from kg.model import Source
from kg.read.encoding import decode
from kg.read.formats import Columns, Content, Failure, Row
from kg.read.tables import fields, given

_SEPARATORS = ",\t;|"
_LARGEST_FIELD = 1 << 24


def read(data: bytes, name: str, columns: Columns) -> Iterator[Content]:
    """An article a row; offsets are those of the row's lines in the decoded file.

    Raises InputError where the bytes are no text or the header shows no column of text.
    """
    text, _ = decode(data, name)
    csv.field_size_limit(_LARGEST_FIELD)
    lines = _Lines(text)
    header_line = text[: text.find("\n")] if "\n" in text else text
    separator = max(_SEPARATORS, key=header_line.count)
    rows = csv.reader(lines, delimiter=separator)
    parts: dict[str, str] | None = None
    header: list[str] = []
    start = 0
    while True:
        place = f"{name}, line {rows.line_num + 1}"
        try:
            values = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            yield Failure(name=place, reason=f"is no row of a table: {error}")
            start = lines.offset
            continue
        if parts is None:
            header = values
            parts = fields(header, columns, name)
        elif any(value.strip() for value in values):
            try:
                article = given(dict(zip(header, values, strict=False)), parts, place)
            except InputError as error:
                yield Failure(name=error.name, reason=error.reason)
            else:
                yield Row(given=article, place=place, source=Source(file="", start=start, end=lines.offset))
        start = lines.offset


class _Lines:
    """The lines of a text, and how far it has been read."""

    def __init__(self, text: str):
        self._lines = io.StringIO(text, newline="")
        self.offset = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.offset += len(line)
        return line
