"""Writes the PDF pages of this folder from pages.toml: `python make.py` (needs reportlab).

A page is a grid of columns; an article fills a box of the grid, its headline over the columns of the box.
The fonts are not embedded, so that the files stay small.
"""

import tomllib
from pathlib import Path

from reportlab.lib.pagesizes import A3
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HERE = Path(__file__).parent
WIDTH, HEIGHT = A3
MARGIN, GUTTER, BODY = 48.0, 16.0, 10.0
FONT = "STSong-Light"
NEVER_FIRST = "，。、；：！？”’）》"


def wrapped(paragraph: str, size: float, width: float, indent: str) -> list[str]:
    """The lines of a paragraph: as many characters as fit, no mark at the start of a line."""
    lines, line = [], ""
    for character in indent + paragraph:
        if pdfmetrics.stringWidth(line + character, FONT, size) > width - size / 2 and character not in NEVER_FIRST:
            lines, line = [*lines, line], ""
        line += character
    return [*lines, line]


def draw_article(canvas: Canvas, article: dict, columns: int) -> None:
    """One article in its box: kicker, title and deck on top, then the body down each column in turn."""
    wide = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    left = MARGIN + article["column"] * (wide + GUTTER)
    span = article["span"]
    box = span * wide + (span - 1) * GUTTER
    top = HEIGHT - 90 - article["top"]
    for kind, size in (("kicker", 14.0), ("title", article.get("size", 22.0)), ("deck", 13.0)):
        for line in article.get(kind, "").splitlines():
            top -= size * 1.35
            canvas.setFont(FONT, size)
            shift = 0.0 if article.get("flush") else max(0.0, (box - size * len(line)) / 2)
            canvas.drawString(left + shift, top, line)
    top -= 8
    drawn = article.get("drawn_indent", False)
    lines = []
    for paragraph in article["body"]:
        size = BODY + 1.0 if paragraph.startswith("#") else BODY
        indented = size == BODY
        narrow = wide - 2 * BODY if indented and drawn else wide
        text = paragraph.lstrip("#")
        first, *more = wrapped(text, size, narrow, "　　" if indented and not drawn else "")
        rest = wrapped(text[len(first) :], size, wide, "") if indented and drawn and more else more
        lines += [(first, size, 2 * BODY if indented and drawn else 0.0), *((line, size, 0.0) for line in rest)]
    deep = -(-len(lines) // span)
    for number, (line, size, shift) in enumerate(lines):
        canvas.setFont(FONT, size)
        x = left + number // deep * (wide + GUTTER) + shift
        canvas.drawString(x, top - (number % deep + 1) * BODY * 1.5, line)


def draw_page(canvas: Canvas, page: dict) -> None:
    """The running head, the articles, the folio; or nothing but a grey picture for a scan."""
    if page.get("scan"):
        canvas.setFillGray(0.8)
        canvas.rect(MARGIN, MARGIN, WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN, fill=1)
        canvas.showPage()
        return
    canvas.setFont(FONT, 11)
    canvas.drawString(MARGIN, HEIGHT - 50, page["head"])
    canvas.drawRightString(WIDTH - MARGIN, HEIGHT - 50, page["folio"])
    for article in page["article"]:
        draw_article(canvas, article, page["columns"])
    canvas.showPage()


def main() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    for file in tomllib.loads((HERE / "pages.toml").read_text(encoding="utf-8"))["file"]:
        canvas = Canvas(str(HERE / file["name"]), pagesize=A3, invariant=1)
        for page in file["page"]:
            draw_page(canvas, page)
        canvas.save()


if __name__ == "__main__":
    main()
