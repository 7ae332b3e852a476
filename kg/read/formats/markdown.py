"""Markdown: headings are headlines, marks are no text."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from kg.read.align import align
from kg.read.dateline import iso_day
from kg.read.encoding import decode
from kg.read.formats import HEADINGS, Columns, Content, Page

_BREAKS = ("softbreak", "hardbreak")


def read(data: bytes, name: str, columns: Columns) -> Iterator[Content]:
    """One page; offsets count in the decoded file. Raises InputError where the bytes are no text."""
    source, _ = decode(data, name)
    lines: list[str] = []
    heads: dict[int, float] = {}
    length = 0
    tag = ""
    published = None
    for token in MarkdownIt("commonmark").enable("table").use(front_matter_plugin).parse(source):
        if token.type == "front_matter":
            published = iso_day(token.content)
        elif token.type == "heading_open":
            tag = token.tag
        elif token.type == "inline":
            for line in _text(token).split("\n"):
                if line.strip():
                    if tag in HEADINGS:
                        heads[length] = HEADINGS[tag]
                    lines.append(line.strip())
                    length += len(lines[-1]) + 1
            tag = ""
    text = "".join(line + "\n" for line in lines)
    yield Page(text=text, map=align(lines, source, range(len(source))), heads=heads or None, published=published)


def _text(token: Token) -> str:
    """The text of an inline token, without its marks and addresses."""
    pieces = []
    for child in token.children or ():
        pieces.append("\n" if child.type in _BREAKS else child.content if child.type in ("text", "code_inline") else "")
    return "".join(pieces)
