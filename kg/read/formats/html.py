"""Web pages: e-papers, official sites, news portals.

Trafilatura tells the main text from menus and footers; where a page holds several articles, each is an element of
the same kind with a headline of its own.
"""

import re
from array import array
from collections import defaultdict
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

import trafilatura
from lxml import etree, html
from trafilatura.settings import Document

from kg.errors import InputError
from kg.read.align import align
from kg.read.byline import byline_line
from kg.read.dateline import iso_day
from kg.read.encoding import decode
from kg.read.formats import HEADINGS, Columns, Content, Page
from kg.read.lines import is_blurb, shape

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "br", "caption", "cell", "dd", "div", "dl", "dt",
     "fieldset", "figcaption", "figure", "footer", "form", "head", "header", "hr", "item", "li", "list", "main",
     "nav", "ol", "p", "pre", "quote", "row", "section", "table", "tbody", "td", "th", "tr", "ul")
) | set(HEADINGS)
_SILENT = frozenset(
    ("button", "iframe", "noscript", "option", "script", "select", "style", "svg", "template", "textarea",
     "title")
)
_FRAME = frozenset(("aside", "footer", "form", "header", "menu", "nav")) | _SILENT
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)
_CHINESE = frozenset(("gb2312", "gbk", "gb_2312-80", "gb18030", "x-gbk"))
_SHORT = 60
"""Characters of a line that tells the date of the page."""
_LONG, _SHARE = 40, 0.5
"""Characters an article of several has at least, and their share in the page's text."""
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2199-12-31"}

_Line = tuple[str, float | None]


def read(data: bytes, name: str, columns: Columns) -> Iterator[Content]:
    """A page for each article; offsets count in the decoded file. Raises InputError where there is no text."""
    source = _decoded(data, name)
    try:
        tree = html.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", source))
    except (etree.LxmlError, ValueError) as error:
        raise InputError(name, f"is no HTML that can be read: {' '.join(str(error).split())[:120]}") from error
    characters = _characters(source)
    several = _several(tree)
    whole = list(_lines(tree))
    day = next(filter(None, (iso_day(text) for text, _ in whole if len(text) <= _SHORT)), None)
    if several:
        day = _document(source).date or day
        for element in several:
            yield _page(list(_lines(element)), characters, published=day)
        return
    found = _document(source)
    lines = list(_lines(found.body)) if found.body is not None else []
    if not lines:
        lines = list(_lines(tree, skip=_FRAME, links=False))
    menus = {_inked(text) for text, _ in whole} - {_inked(text) for text, _ in _lines(tree, links=False)}
    lines = [line for line in lines if not is_blurb(line[0]) and _inked(line[0]) not in menus]
    if not lines:
        raise InputError(name, "has no main text")
    lines = [*_above(lines, whole), *lines]
    if found.title and not any(_inked(found.title) == _inked(text) for text, _ in lines[:6]):
        lines.insert(0, (" ".join(found.title.split()), HEADINGS["h1"]))
    yield _page(lines, characters, title=found.title, byline=found.author, published=found.date or day)


def _above(lines: list[_Line], whole: list[_Line]) -> list[_Line]:
    """The headlines and bylines of the page that stand right above its main text."""
    first = next((n for n, line in enumerate(whole) if _inked(line[0]) == _inked(lines[0][0])), 0)
    start = first
    while start and (whole[start - 1][1] or shape(whole[start - 1][0]) in ("byline", "date")):
        start -= 1
    return whole[start:first]


def _decoded(data: bytes, name: str) -> str:
    """The text by the page's own word for its encoding, where that is true; else by its bytes."""
    if declared := _CHARSET.search(data[:4096]):
        encoding = declared[1].decode("ascii", "replace").lower()
        try:
            return data.decode("gb18030" if encoding in _CHINESE else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data, name)[0]


def _document(source: str) -> Document:
    """What Trafilatura takes for the main text, and what it tells of it."""
    found = trafilatura.bare_extraction(
        source, include_comments=False, include_tables=True, with_metadata=True, date_extraction_params=_DATES
    )
    return found if isinstance(found, Document) else Document()


def _page(
    lines: list[_Line],
    characters: tuple[str, array],
    title: str | None = None,
    byline: str | None = None,
    published: str | None = None,
) -> Page:
    heads, length = {}, 0
    for text, size in lines:
        if size:
            heads[length] = size
        length += len(text) + 1
    return Page(
        text="".join(text + "\n" for text, _ in lines),
        map=align((text for text, _ in lines), *characters),
        heads=heads,
        title=title,
        byline=[name for part in (byline or "").split(";") for name in _names(part.strip())],
        published=published,
    )


def _names(author: str) -> list[str]:
    return [name for name, _, _ in byline_line(author) or ()] or [author] * bool(author)


def _several(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements of a page that are an article each; none where the page is one article."""
    groups: dict[tuple, list[html.HtmlElement]] = defaultdict(list)
    for element in tree.iter("article", "section", "div", "li", "td"):
        parent = element.getparent()
        if parent is not None:
            groups[parent, element.tag, element.get("class")].append(element)
    whole = len(_text(tree.find("body") if tree.find("body") is not None else tree))
    best: list[html.HtmlElement] = []
    most = _SHARE * whole
    for elements in groups.values():
        if len(elements) < 2:
            continue
        articles = [element for element in elements if _is_article(element)]
        size = sum(len(_text(article)) for article in articles)
        if len(articles) > 1 and size >= most:
            best, most = articles, size
    return best


def _is_article(element: html.HtmlElement) -> bool:
    """Whether an element opens with a headline and goes on with a paragraph."""
    lines = list(_lines(element))
    return (
        len(lines) > 1
        and lines[0][1] is not None
        and any(size is None and len(text) >= _LONG for text, size in lines)
        and sum(size is not None and size >= (lines[0][1] or 0) for _, size in lines) == 1
    )


def _text(element: html.HtmlElement) -> str:
    return "".join(_inked(text) for text, _ in _lines(element))


def _lines(element: etree._Element, skip: frozenset[str] = _SILENT, *, links: bool = True) -> Iterator[_Line]:
    """The lines of an element, each with its size where it is a headline; without `links` none that is mostly links."""
    pieces: list[str] = []
    linked: list[str] = []
    size: float | None = None
    within = 0

    def take(text: str | None) -> None:
        pieces.append(text or "")
        if within:
            linked.append(text or "")

    def line() -> Iterator[_Line]:
        text = " ".join("".join(pieces).split())
        mostly = 2 * len("".join("".join(linked).split())) > len(text)
        pieces.clear()
        linked.clear()
        if text and (links or not mostly):
            yield text, size

    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            take(node.tail)
            continue
        if node.tag in _BLOCKS:
            yield from line()
            heading = node.get("rend") if node.tag == "head" else node.tag
            if heading in HEADINGS:
                size = HEADINGS[heading] if event == "start" else None
        if node.tag in ("a", "ref"):
            within += 1 if event == "start" else -1
        if event == "start":
            if node.tag in skip:
                node.clear(keep_tail=True)
            take(node.text)
        elif node is not element:
            take(node.tail)
    yield from line()


def _inked(text: str) -> str:
    return "".join(text.split())


class _Characters(HTMLParser):
    """The characters of a page's text with their offsets in the source."""

    def __init__(self, source: str):
        super().__init__(convert_charrefs=False)
        self.text: list[str] = []
        self.places = array("Q")
        self._starts = [0, *(match.end() for match in re.finditer("\n", source))]
        self._silent = 0

    def _here(self) -> int:
        line, column = self.getpos()
        return self._starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self._silent += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in ("script", "style")))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            start = self._here()
            self.text.append(data)
            self.places.extend(range(start, start + len(data)))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name};")

    def _reference(self, written: str) -> None:
        meant = unescape(written)
        self.text.append(meant)
        self.places.extend([self._here()] * len(meant))


def _characters(source: str) -> tuple[str, array]:
    """The text of a page, and the offset of each of its characters in the source."""
    parser = _Characters(source)
    parser.feed(source)
    parser.close()
    return "".join(parser.text), parser.places
