"""JSON lines: an article a line."""

from collections.abc import Iterator
from typing import Any

import msgspec

from kg.errors import InputError
from kg.model import Source
from kg.read.encoding import decode
from kg.read.formats import Columns, Content, Failure, Row
from kg.read.tables import fields, given

_objects = msgspec.json.Decoder(dict[str, Any])


def read(data: bytes, name: str, columns: Columns) -> Iterator[Content]:
    """An article for each line that is not blank; raises InputError where the bytes are no text."""
    text, _ = decode(data, name)
    end = -1
    for number, line in enumerate(text.split("\n"), start=1):
        start, end = end + 1, end + 1 + len(line)
        place = f"{name}, line {number}"
        if not line.strip():
            continue
        try:
            row = _objects.decode(line)
            article = given(row, fields(row, columns, place), place)
        except InputError as error:
            yield Failure(name=error.name, reason=error.reason)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            yield Failure(name=place, reason=f"is no article as JSON: {error}")
        else:
            yield Row(given=article, place=place, source=Source(file="", start=start, end=end))
