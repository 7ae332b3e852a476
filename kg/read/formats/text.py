"""Plain text: a page as it was copied or recognised."""

from collections.abc import Iterator

from kg.read.encoding import decode
from kg.read.formats import Columns, Content, Page


def read(data: bytes, name: str, columns: Columns) -> Iterator[Content]:
    """One page; raises InputError where the bytes are no text."""
    text, _ = decode(data, name)
    yield Page(text=text)
