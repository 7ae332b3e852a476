"""Makes articles of pieces of pages and of table rows, and tells which of them are one."""

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

from msgspec import Struct, to_builtins

from kg.errors import InputError
from kg.model import Article, Source, encode
from kg.read.dateline import iso_dates
from kg.read.formats import Given, Page
from kg.read.layout import Mended, mend
from kg.read.lines import rows
from kg.read.pages import Piece
from kg.read.parts import Part, find_parts
from kg.read.script import simplified

OnError = Callable[[InputError], None]


class Placed(Struct, kw_only=True):
    """An article with the place it was read from, in words for an error message, and why it was cut from its page."""

    article: Article
    place: str
    reasons: tuple[str, ...] = ()


def article_of_piece(
    page: Mended, piece: Piece, content: Page, file: str, published: str | None, named: str | None
) -> Article:
    """The article that fills `piece` of the mended text of a page; its text is the mended one.

    `published` is its day for certain, `named` the day to take where the text shows none. Its source leads from
    the mended text through that of the page to the file.
    """
    text = page.text[piece.start : piece.end]
    runs = _through(page, content.map, piece.start, piece.end)
    last, original = runs[-1]
    moved = [(mended - piece.start, offset) for mended, offset in runs]
    source = Source(
        file=file,
        page=content.number,
        start=runs[0][1],
        end=original + piece.end - last,
        map=moved if len(moved) > 1 else [],
    )
    heads = content.heads or {}
    sizes = {row.start: heads.get(page.original(piece.start + row.start), 0.0) for row in rows(text)}
    given = Given(text=text, title=content.title, byline=content.byline or None)
    given.kicker, title = _headline(text, sizes)
    given.title = title or given.title
    return _article(given, text, find_parts(simplified(text)), source, published, named, sized=title is not None)


def _through(page: Mended, below: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The runs (offset in the mended text, offset in the file) of page.text[start:end], from both maps."""
    edges = {start, *(mended for mended, _ in _between(page.map, start, end - 1))}
    for at, _ in _between(below, page.original(start), page.original(end - 1)):
        mended = page.mended(at)
        if mended is not None and start < mended < end:
            edges.add(mended)
    runs: list[tuple[int, int]] = []
    for edge in sorted(edges):
        at = page.original(edge)
        run, offset = below[bisect_right(below, at, key=lambda run: run[0]) - 1]
        there = offset + at - run
        if not runs or runs[-1][1] - runs[-1][0] != there - edge:
            runs.append((edge, there))
    return runs


def _between(runs: Sequence[tuple[int, int]], first: int, last: int) -> Sequence[tuple[int, int]]:
    """The runs that start behind `first`, up to `last`."""
    begun, ended = (bisect_right(runs, at, key=lambda run: run[0]) for at in (first, last))
    return runs[begun:ended]


def _headline(text: str, sizes: dict[int, float]) -> tuple[str | None, str | None]:
    """Kicker and title by the sizes of the lines above the text: the largest are the title."""
    heads = [(row.text, sizes[row.start]) for row in takewhile(lambda row: sizes[row.start], rows(text))]
    largest = max((size for _, size in heads), default=0.0)
    title = [line for line, size in heads if size == largest]
    kicker = [line for line, _ in takewhile(lambda head: head[1] < largest, heads)]
    return _line(kicker), _line(title)


def _line(lines: list[str]) -> str | None:
    return " ".join(" ".join(lines).split()) or None


def article_of_row(given: Given, source: Source, published: str | None, named: str | None) -> Article:
    """The article of a table row: its text unchanged, what the row leaves open found in the text."""
    mended = mend(given.text).text
    return _article(given, mended, find_parts(simplified(mended)), source, published, named)


def _article(
    given: Given,
    mended: str,
    parts: list[Part],
    source: Source,
    published: str | None,
    named: str | None,
    *,
    sized: bool = False,
) -> Article:
    """`sized` says that the headline was told by the sizes of its lines, so that it has a kicker or none."""

    def first(kind: str) -> str | None:
        return next((" ".join(mended[part.start : part.end].split()) for part in parts if part.kind == kind), None)

    title = given.title or first("title")
    names = ["".join(mended[start:end].split()) for part in parts for _, start, end in part.names]
    byline = [given.byline] if isinstance(given.byline, str) and given.byline else given.byline or names
    place = next((mended[part.place[1] : part.place[2]] for part in parts if part.place), None)
    day = published or last_date(simplified(mended), parts) or named
    told = [given.text, title or "", day or ""]
    if given.kicker or given.byline or given.dateline:  # a copy says the same in all that is read
        told += [given.kicker or "", *byline, given.dateline or ""]
    digest = hashlib.sha256("\0".join(told).encode("utf-8")).hexdigest()
    source.id = str(given.id) if given.id not in (None, "") else digest[:16]
    return Article(
        id=source.id,
        hash=digest,
        title=title,
        kicker=given.kicker or (None if sized else first("kicker")),
        byline=list(dict.fromkeys(byline)),
        dateline=given.dateline or place,
        published=day,
        text=given.text,
        sources=[source],
    )


def last_date(text: str, parts: Iterable[Part]) -> str | None:
    """The day (YYYY-MM-DD) that stands on a line of its own, the last one where there are more."""
    days = [iso_dates(text[part.start : part.end]) for part in parts if part.kind == "date"]
    return days[-1][0][2] if days and days[-1] else None


def joined(placed: Iterable[Placed], on_error: OnError) -> Iterator[Article]:
    """Each article once, in order: equal hashes are one article, with all its sources and the first of their ids.

    Two articles of one id are an error that names both places; the first of them is kept.
    """
    by_hash: dict[str, Article] = {}
    by_id: dict[str, Placed] = {}
    for item in placed:
        article = item.article
        if known := by_hash.get(article.hash):
            known.sources = sorted([*known.sources, *article.sources], key=_order)
            known.id = min(known.id, article.id)
            continue
        if (other := by_id.get(article.id)) is not None:
            on_error(InputError(item.place, f"the id {article.id} is that of another article, in {other.place}"))
            continue
        by_hash[article.hash], by_id[article.id] = article, item
    yield from by_hash.values()


def _order(source: Source) -> tuple[str, int, int, int]:
    return source.file, source.page or 0, source.start, source.end


def to_json(article: Article) -> str:
    """One line of JSON: the article's fields, and `source`, the first of its sources."""
    fields: dict[str, Any] = to_builtins(article)
    fields["source"] = fields["sources"][0] if fields["sources"] else None
    return encode(fields)
