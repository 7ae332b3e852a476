"""The order in which the lines of a set page are read: down each column, article after article.

The page is cut again and again along its white space (recursive XY-cut: Nagy, Seth & Viswanathan 1992), with one
rule of newspapers added: a cut above a headline comes before a cut between columns, that one before any other.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

HEADLINE = 1.2
"""Times the size of running text from which on a line is a headline."""
_GUTTER, _GAP = 0.4, 0.8
"""Least width of white space between columns and between rows, in sizes of running text."""
_SPACE, _JUMP = 1.2, 0.25
"""White space within a line, in its own size, from which on it is two lines; less is enough where the text of the
page jumps, as it does from one column to another."""
_INDENT, _SHORT = 1.2, 2.0
"""How far a line must be set in to open a paragraph, and fall short to close one, in its own size."""
_DEPTH = 60
"""Cuts within cuts; no page that was set by hand has as many."""


class Glyph(NamedTuple):
    """A character on a page: its place `at` in the page's text, left and right edge, baseline and size, in points."""

    text: str
    at: int
    left: float
    right: float
    base: float
    size: float


class SetLine(NamedTuple):
    """A line of a column: its characters from left to right and the box around them (y grows upwards)."""

    glyphs: tuple[Glyph, ...]
    left: float
    right: float
    bottom: float
    top: float
    size: float

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(glyph.text for glyph in self.glyphs)


class Paragraph(NamedTuple):
    """Lines that are read on as one; `size` in sizes of running text (a headline's is HEADLINE or more)."""

    glyphs: tuple[Glyph, ...]
    size: float


def set_lines(glyphs: Iterable[Glyph]) -> list[SetLine]:
    """The lines that characters given in any order form, from the top of the page down."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(round(glyph.base), []).append(glyph)
    found: list[SetLine] = []
    taken: dict[tuple[int, int], list[Glyph]] = {}
    for base in sorted(rows, reverse=True):
        for glyph in rows[base]:
            key = base, round(glyph.size)
            near = next((k for k in _around(key) if k in taken), key)
            taken.setdefault(near, []).append(glyph)
    for row in taken.values():
        row.sort(key=lambda glyph: (glyph.left, glyph.at))
        start = 0
        for number, (before, after) in enumerate(pairwise(row), start=1):
            jumps = not 0 < after.at - before.at < 4
            if after.left - before.right > (_JUMP if jumps else _SPACE) * before.size:
                found.extend(_line(row[start:number]))
                start = number
        found.extend(_line(row[start:]))
    return sorted(found, key=lambda line: (-line.top, line.left))


def _around(key: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """A line's keys: baselines and sizes that differ by the rounding are those of one line."""
    base, size = key
    for off in (0, 1, -1):
        for grown in (0, 1, -1):
            yield base + off, size + grown


def _line(glyphs: Sequence[Glyph]) -> Iterator[SetLine]:
    """The line of the glyphs, unless there is nothing but white space on it."""
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if inked:
        size = Counter(glyph.size for glyph in inked).most_common(1)[0][0]
        base = min(glyph.base for glyph in inked)
        kept = glyphs[glyphs.index(inked[0]) : len(glyphs) - [*reversed(glyphs)].index(inked[-1])]
        yield SetLine(tuple(kept), inked[0].left, inked[-1].right, base - 0.15 * size, base + 0.85 * size, size)


def body_size(lines: Iterable[SetLine]) -> float:
    """The size in which most characters are set; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.glyphs)
    return max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0


def columns(lines: Sequence[SetLine], body: float) -> list[list[SetLine]]:
    """The columns (and headlines) of a page in reading order, each with its lines from the top down."""
    return list(_cut(list(lines), body, 0))


def _cut(lines: list[SetLine], body: float, depth: int) -> Iterator[list[SetLine]]:
    if len(lines) < 2 or depth > _DEPTH:
        if lines:
            yield sorted(lines, key=lambda line: (-line.top, line.left))
        return
    rows = _apart([(-line.top, -line.bottom, line) for line in lines], _GAP * body)
    parts = _above_headlines(rows, body)
    if len(parts) < 2:
        parts = _apart([(line.left, line.right, line) for line in lines], _GUTTER * body)
        if _is_headless(parts, body):
            parts = []
    if len(parts) < 2 and len(rows) > 1:
        headed = next((n for n, row in enumerate(rows) if not _is_head(row, body)), 0) or 1
        parts = [[line for row in rows[:headed] for line in row], [line for row in rows[headed:] for line in row]]
    if len(parts) < 2:
        parts = _over_columns(lines, body)
    if len(parts) < 2:
        yield sorted(lines, key=lambda line: (-line.top, line.left))
        return
    for part in parts:
        yield from _cut(part, body, depth + 1)


def _apart(spans: list[tuple[float, float, SetLine]], least: float) -> list[list[SetLine]]:
    """The lines in groups between which white space of at least `least` runs through."""
    groups: list[list[SetLine]] = []
    end = float("-inf")
    for start, stop, line in sorted(spans, key=lambda span: span[:2]):
        if not groups or start - end >= least:
            groups.append([])
        groups[-1].append(line)
        end = max(end, stop)
    return groups


def _is_head(row: Iterable[SetLine], body: float) -> bool:
    return all(line.size >= HEADLINE * body for line in row)


def _is_headless(parts: list[list[SetLine]], body: float) -> bool:
    """Whether the first of the columns stands beneath a headline that is centred over the others."""
    first, *others = (max(part, key=lambda line: line.top) for part in parts)
    higher = [line for line in others if line.bottom > first.top - 0.2 * body]
    return not _is_head([first], body) and any(_is_head([line], body) for line in higher)


def _above_headlines(rows: list[list[SetLine]], body: float) -> list[list[SetLine]]:
    """The rows joined so that a part begins where a headline follows running text."""
    parts: list[list[SetLine]] = []
    headed = True
    for row in rows:
        top = max(line.top for line in row)
        opens = any(line.size >= HEADLINE * body and line.top >= top - line.size for line in row)
        if not parts or (opens and not headed):
            parts.append([])
        parts[-1].extend(row)
        headed = _is_head(row, body)
    return parts


def _over_columns(lines: list[SetLine], body: float) -> list[list[SetLine]]:
    """The headline on top that keeps columns together although no white space parts it from them, and the rest."""
    ordered = sorted(lines, key=lambda line: (-line.top, line.left))
    headed = next((n for n, line in enumerate(ordered) if line.size < HEADLINE * body), 0)
    return [ordered[:headed], ordered[headed:]] if headed else [ordered]


def paragraphs(read: Sequence[Sequence[SetLine]], body: float) -> Iterator[Paragraph]:
    """The columns' lines joined to paragraphs, also from the foot of a column to the head of the next.

    Where paragraphs are set in, that alone tells them; else a line that falls short ends one.
    """
    lefts = [min(line.left for line in column) for column in read]
    indents = sum(_set_in(line, left) for column, left in zip(read, lefts, strict=True) for line in column) > 1
    open_lines: list[SetLine] = []
    closed = False
    for column, left in zip(read, lefts, strict=True):
        right = max(line.right for line in column)
        for line in column:
            if open_lines and (closed or _set_in(line, left) or _apart_from(open_lines[-1], line)):
                yield _joined(open_lines, body)
                open_lines = []
            open_lines.append(line)
            closed = line.size >= HEADLINE * body or (not indents and right - line.right > _SHORT * line.size)
    if open_lines:
        yield _joined(open_lines, body)


def _set_in(line: SetLine, left: float) -> bool:
    return line.left - left > _INDENT * line.size


def _apart_from(before: SetLine, line: SetLine) -> bool:
    """Whether two lines differ in size, or stand beside each other."""
    return abs(before.size - line.size) > 0.04 * before.size or abs(before.bottom - line.bottom) < 0.5 * line.size


def _joined(lines: list[SetLine], body: float) -> Paragraph:
    return Paragraph(tuple(glyph for line in lines for glyph in line.glyphs), lines[0].size / body)
