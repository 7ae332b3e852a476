"""Makes articles of pieces of pages and of table rows, and tells which of them are one."""

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec import Struct, to_builtins

from kg.errors import InputError
from kg.model import Article, Source, encode
from kg.read.dateline import iso_dates
from kg.read.layout import Mended, mend
from kg.read.pages import Piece
from kg.read.parts import Part, find_parts

OnError = Callable[[InputError], None]


class Given(Struct, kw_only=True):
    """An article as a line of JSON gives it; whatever else the line holds is passed over."""

    text: str
    id: str | int | None = None
    title: str | None = None
    kicker: str | None = None
    byline: str | list[str] | None = None
    dateline: str | None = None
    published: str | None = None


class Placed(Struct, kw_only=True):
    """An article with the place it was read from, in words for an error message."""

    article: Article
    place: str


def article_of_piece(page: Mended, piece: Piece, file: str, published: str | None, named: str | None) -> Article:
    """The article that fills `piece` of a mended page; its text is the mended one.

    `published` is its day for certain, `named` the day to take where the text shows none.
    """
    text = page.text[piece.start : piece.end]
    begun = bisect_right(page.map, piece.start, key=lambda run: run[0])
    ended = bisect_left(page.map, piece.end, key=lambda run: run[0])
    inside = [(mended - piece.start, original) for mended, original in page.map[begun:ended]]
    source = Source(
        file=file,
        start=page.original(piece.start),
        end=page.original_end(piece.end),
        map=[(0, page.original(piece.start)), *inside] if inside else [],
    )
    return _article(Given(text=text), text, find_parts(text), source, published, named)


def article_of_row(given: Given, source: Source, published: str | None, named: str | None) -> Article:
    """The article of a table row: its text unchanged, what the row leaves open found in the text."""
    mended = mend(given.text).text
    return _article(given, mended, find_parts(mended), source, published, named)


def _article(
    given: Given, mended: str, parts: list[Part], source: Source, published: str | None, named: str | None
) -> Article:
    def first(kind: str) -> str | None:
        return next((" ".join(mended[part.start : part.end].split()) for part in parts if part.kind == kind), None)

    title = given.title or first("title")
    names = [name for part in parts if part.kind == "byline" for name, _, _ in part.names]
    byline = [given.byline] if isinstance(given.byline, str) and given.byline else given.byline or names
    place = next((part.place[0] for part in parts if part.kind == "dateline" and part.place), None)
    day = published or last_date(mended, parts) or named
    told = [given.text, title or "", day or ""]
    if given.kicker or given.byline or given.dateline:  # a copy says the same in all that is read
        told += [given.kicker or "", *byline, given.dateline or ""]
    digest = hashlib.sha256("\0".join(told).encode("utf-8")).hexdigest()
    source.id = str(given.id) if given.id not in (None, "") else digest[:16]
    return Article(
        id=source.id,
        hash=digest,
        title=title,
        kicker=given.kicker or first("kicker"),
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
