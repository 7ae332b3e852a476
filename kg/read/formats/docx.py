"""Word documents."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from kg.errors import InputError
from kg.read.formats import Columns, Content, Page
from kg.read.formats.archive import check_size

_HEADS = {"title": 2.4, "标题": 2.4, "heading 1": 2.0, "标题 1": 2.0, "heading 2": 1.6, "标题 2": 1.6,
          "subtitle": 1.3, "heading 3": 1.3, "标题 3": 1.3}  # fmt: skip
_BOLD = 1.25
_LONGEST_HEAD = 60


def read(data: bytes, name: str, columns: Columns) -> Iterator[Content]:
    """One page; offsets count in the document's paragraphs joined by newlines.

    Headlines are known by their style, by the size of their letters, or by standing in bold alone. Raises
    InputError where the file is no Word document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(archive, name)
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, etree.LxmlError, OSError, NotImplementedError) as error:
        raise InputError(name, "is no Word document (.docx) that can be opened") from error
    lines: list[tuple[str, float | None]] = []
    for paragraph in _paragraphs(document):
        size = _size(paragraph, document)
        lines.extend((line.strip(), size) for line in paragraph.text.split("\n") if line.strip())
    if not lines:
        raise InputError(name, "has no text")
    heads, length = {}, 0
    for text, size in lines:
        if size:
            heads[length] = size
        length += len(text) + 1
    yield Page(text="".join(text + "\n" for text, _ in lines), heads=heads or None)


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in dict.fromkeys(row.cells):
                    yield from cell.paragraphs
        else:
            yield block


def _size(paragraph: Paragraph, document: Document) -> float | None:
    """How large a headline is set, in sizes of running text; None for running text."""
    runs = [run for run in paragraph.runs if run.text.strip()]
    style = paragraph.style
    named = (style.name or "").lower() if style is not None else ""
    if named in _HEADS:
        return _HEADS[named]
    if not runs or len(paragraph.text) > _LONGEST_HEAD:
        return None
    normal = document.styles["Normal"].font.size if "Normal" in document.styles else None
    sizes = [run.font.size for run in runs if run.font.size]
    if len(sizes) == len(runs) and normal and min(sizes) >= 1.2 * normal:
        return round(min(sizes) / normal, 2)
    return _BOLD if all(run.bold for run in runs) else None
