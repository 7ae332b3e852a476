"""PDF pages, read in the order of their columns.

PDFium gives every character with its box; the order is our own (kg.read.columns), since none of the libraries that
may be used freely keeps the articles of a newspaper page apart.
"""

import ctypes
import math
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from kg.errors import InputError
from kg.read.columns import HEADLINE, Glyph, body_size, columns, paragraphs, set_lines
from kg.read.formats import Columns, Content, Failure, Page

_MOST_PAGES = 2000
_MOST_CHARACTERS = 200_000
"""Characters that no sheet of paper holds."""


def read(data: bytes, name: str, _: Columns) -> Iterator[Content]:
    """The pages that have text; offsets are indices of characters in PDFium's text of the page.

    Raises InputError where the file cannot be opened or no page has text.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(name, "is locked by a password" if locked else "is no PDF that can be opened") from error
    scans = []
    try:
        for number in range(1, min(len(document), _MOST_PAGES) + 1):
            try:
                page = _page(document[number - 1], number)
            except (pypdfium2.PdfiumError, InputError) as error:
                yield Failure(name=f"{name}, page {number}", reason=getattr(error, "reason", "cannot be read"))
                continue
            if page is None:
                scans.append(number)
            else:
                yield page
        if len(document) > _MOST_PAGES:
            yield Failure(name=name, reason=f"has more than {_MOST_PAGES} pages; the rest is not read")
        if scans:
            which = f"page {scans[0]}" if len(scans) == 1 else f"{len(scans)} pages from page {scans[0]} on"
            yield Failure(name=f"{name}, {which}", reason="has no text, perhaps a scan: run a text recogniser first")
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage, number: int) -> Page | None:
    """The page's text in reading order; None where it has none."""
    lines = set_lines(_glyphs(page.get_textpage()))
    body = body_size(lines)
    if not lines or not body:
        return None
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    heads: dict[int, float] = {}
    length = 0
    for paragraph in paragraphs(columns(lines, body), body):
        if paragraph.size >= HEADLINE:
            heads[length] = round(paragraph.size, 2)
        for glyph in paragraph.glyphs:
            if not runs or runs[-1][1] - runs[-1][0] != glyph.at - length:
                runs.append((length, glyph.at))
            pieces.append(glyph.text)
            length += 1
        pieces.append("\n")
        length += 1
    return Page(text="".join(pieces), map=runs, number=number, heads=heads)


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    count = text.count_chars()
    if count > _MOST_CHARACTERS:
        raise InputError("", f"holds {count} characters, more than a page can")
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    last: Glyph | None = None
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            if code == 0x20 and last:  # PDFium's own, for a gap: it has no box
                yield Glyph(" ", index, last.right, last.right, last.base, last.size)
        elif code < 0x20 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            continue
        elif (
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            and pdfium.FPDFText_GetLooseCharBox(text, index, box)
            and pdfium.FPDFText_GetMatrix(text, index, matrix)
        ):
            size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
            last = Glyph(chr(code), index, box.left, box.right, y.value, round(size, 1))
            yield last
