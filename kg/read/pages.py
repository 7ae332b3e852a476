"""Splits the text of a page into its articles, by the shapes of its lines alone."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from kg.read.byline import opening_byline
from kg.read.dateline import iso_dates, match_dateline
from kg.read.layout import Mended
from kg.read.lines import Row, Shape, ends_article, is_blurb, is_deck, is_lead, rows, shape
from kg.read.parts import is_signature
from kg.read.script import simplified

_ENOUGH = 3
"""Points from which on a headline opens an article of its own; each sign alone is worth at most three."""
_LARGE = 1.5
"""Times the size of running text from which on a headline is surely one of an article."""
_SECTION = 8
"""Characters of a line that may be the head of a section just as well."""
_BACK, _READ = 30, 1000
"""Lines looked back upon, and characters of each, to see whether an article goes on."""


class Piece(Struct, frozen=True):
    """One article of a page: the stretch of the mended page it fills, and why it was cut there."""

    start: int
    end: int
    reasons: tuple[str, ...] = ()


class _Line(Struct, frozen=True):
    row: Row
    shape: Shape
    blank_before: bool
    size: float = 0.0


def split_page(page: Mended, heads: Mapping[int, float] | None = None) -> tuple[list[Piece], str | None]:
    """The articles of a page in order, and the date (YYYY-MM-DD) of its running head, if it has one.

    An article opens where a headline stands and the signs suffice: a byline or signature closed the
    one before, a dateline or byline opens it, it has a kicker or deck, blank lines set it off where
    the paragraphs are not so set, its words are not those of the article before.
    Running heads belong to no article. `heads` are the sizes of headlines where the page shows them, by the offset
    of the line in the original: then a headline that is set in no larger type needs more signs.
    """
    lines, published = _lines(Mended(simplified(page.text), page.map), heads or {})
    starts: list[tuple[int, tuple[str, ...]]] = []
    tight = _is_tight(lines)
    at = 0
    while at < len(lines):
        body = next((n for n in range(at, len(lines)) if lines[n].shape == "body"), len(lines))
        head = _head_start(lines, at, body) if starts else at
        signs = _signs(lines, starts[-1][0], head, body, tight, sized=bool(heads)) if starts else []
        if not starts or sum(points for _, points in signs) >= _ENOUGH:
            starts.append((head, tuple(sign for sign, _ in signs)))
        at = body + 1
    pieces = []
    for (first, reasons), (after, _) in pairwise([*starts, (len(lines), ())]):
        pieces.append(Piece(lines[first].row.start, lines[after - 1].row.end, reasons))
    return pieces, published


def _lines(page: Mended, heads: Mapping[int, float]) -> tuple[list[_Line], str | None]:
    text = page.text
    found: list[_Line] = []
    published = None
    end = 0
    for row in rows(text):
        size = heads.get(page.original(row.start), 0.0)
        kind = "head" if size else shape(row.text)
        if is_blurb(row.text):
            continue
        if kind == "running":
            dates = iso_dates(row.text)
            published = published or (dates[0][2] if dates else None)
            continue
        if kind == "date" and not found and not published:
            published = iso_dates(row.text)[0][2]
            continue
        found.append(_Line(row, kind, text.count("\n", end, row.start) > 1, size))
        end = row.end
    return found, published


def _is_tight(lines: list[_Line]) -> bool:
    """Whether the paragraphs of the page follow each other without blank lines, and other lines do not."""
    gaps = [after.blank_before for before, after in pairwise(lines) if before.shape == after.shape == "body"]
    return len(gaps) > 1 and sum(gaps) <= 0.2 * len(gaps) and any(line.blank_before for line in lines[1:])


def _head_start(lines: list[_Line], at: int, body: int) -> int:
    """The first line of the headline above line `body`, what closes the article before passed over."""
    while at < body and (
        lines[at].shape in ("byline", "date", "caption")
        or (body - at > 1 and is_signature(lines[at].row.text, [line.shape for line in lines[at + 1 : at + 3]]))
    ):
        at += 1
    return at


def _signs(lines: list[_Line], begun: int, head: int, body: int, tight: bool, *, sized: bool) -> list[tuple[str, int]]:
    """The signs that an article opens at line `head`, with their points."""
    if head >= len(lines) or body >= len(lines):
        return []
    opening = lines[body].row.text
    heads = [line for line in lines[head:body] if line.shape == "head"]
    before = lines[head - 1]
    found = list(_closings(before, begun < head - 1))
    dateline = match_dateline(opening)
    if dateline:
        found.append(("dateline", 3 if heads else 1))
    if heads:
        if not dateline and opening_byline(opening):
            found.append(("byline opens", 3))
        if any(line.shape == "byline" for line in lines[head:body]):
            found.append(("byline under the headline", 3))
        if len(heads) > 1:
            found.append(("headline of several lines", 2))
        if any(is_deck(line.row.text) for line in heads):
            found.append(("deck", 2))
        if tight and heads[0].blank_before:
            found.append(("set off by blank lines", 3))
        if tight and not sized and not heads[0].blank_before:
            found.append(("not set off by blank lines", -2))
        if is_lead(opening):
            found.append(("lead", 1))
        if sized:
            found.append(_by_size(heads))
        elif not any(points > 2 for _, points in found):
            found.append(("words", _novelty(lines, begun, head, body)))
            found.append(_by_form(heads))
    elif body > head or not dateline:
        return []
    return found


def _by_form(heads: list[_Line]) -> tuple[str, int]:
    """A headline has two halves (甲 乙, 甲：乙); the head of a section is short and has none."""
    asked = any(line.row.text[-1] in "？?" for line in heads)
    if not asked and any(mark in line.row.text[1:-1] for line in heads for mark in "：: \u3000"):
        return "two halves", 1
    return ("short line", -1) if max(len(line.row.text) for line in heads) <= _SECTION else ("one line", 0)


def _by_size(heads: list[_Line]) -> tuple[str, int]:
    largest = max(line.size for line in heads)
    if largest >= _LARGE:
        return "large type", 3
    return ("larger type", 1) if largest else ("no larger type", -2)


def _closings(before: _Line, long: bool) -> Iterator[tuple[str, int]]:
    if before.shape == "byline" or ends_article(before.row.text):
        yield "byline closed", 3
    elif before.shape == "date" and long:
        yield "date closed", 3


def _grams(lines: list[_Line], length: int) -> set[str]:
    grams: set[str] = set()
    for line in lines:
        text = line.row.text[:_READ]
        grams.update(text[at : at + length] for at in range(len(text) - length + 1))
    return {gram for gram in grams if gram.isalpha()}


def _novelty(lines: list[_Line], begun: int, head: int, body: int) -> int:
    """Up to three points where headline and first paragraph say what the article before does not.

    A name or phrase of six characters that stands in both speaks for one article going on.
    """
    past, title, opening = lines[max(begun, head - _BACK) : head], lines[head:body][:_BACK], lines[body : body + 1]
    if _grams(past, 6) & _grams(title + opening, 6):
        return -2
    here, named = _grams(title + opening, 2), _grams(title, 2)
    shared = len(here & _grams(past, 2)) / max(1, len(here))
    told = len(named & _grams(opening, 2)) / max(1, len(named))
    return min(2, (2 if shared < 0.12 else 1 if shared < 0.2 else 0) + (1 if told > 0.3 and shared < 0.2 else 0))
