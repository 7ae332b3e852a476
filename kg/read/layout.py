"""Mends what the setting of a page did to its text: breaks in the middle of a sentence or word."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from unicodedata import east_asian_width

import rjieba
from msgspec import Struct

from kg.read.byline import LONGEST, is_byline
from kg.read.dateline import HAN, is_date, match_dateline
from kg.read.lines import Row, ends_sentence, is_closed, is_item, is_running_text, rows
from kg.read.script import simplified
from kg.read.words import page_words

_NARROW = 16
"""Columns a page must at least be wide for its lines to be taken as wrapped at a fixed width."""
_RAGGED = 3
"""Columns by which a wrapped line may fall short of the width."""
_WIDEST = 100
"""Characters a wrapped line has at most."""
_AROUND = 7
"""Lines before and after by which the width at a line is told: an article of three columns may follow one of two."""
_HAN = re.compile(HAN)
_LETTERS = re.compile(r"[A-Za-z]")


class Mended(Struct, frozen=True):
    """A text without its soft breaks, and the way back.

    `map` holds the starts of runs, (offset in `text`, offset in the original): within a run both
    count on together. It starts with (0, 0).
    """

    text: str
    map: tuple[tuple[int, int], ...]

    def original(self, offset: int) -> int:
        """Where the character at `offset` of `text` stands in the original."""
        mended, original = self.map[bisect_left(self.map, (offset + 1,)) - 1]
        return original + offset - mended

    def mended(self, offset: int) -> int | None:
        """Where the original's character at `offset` stands in `text`; None where it was left out."""
        found = bisect_right(self.map, offset, key=lambda run: run[1]) - 1
        if found < 0:
            return None
        mended, original = self.map[found]
        at = mended + offset - original
        after = self.map[found + 1][0] if found + 1 < len(self.map) else len(self.text) + 1
        return at if at < after else None

    def original_end(self, offset: int) -> int:
        """The original's end offset for an end offset in `text`: just behind the character before it."""
        return self.original(offset - 1) + 1 if offset else 0


def mend(text: str) -> Mended:
    """`text` with its soft breaks removed.

    A break (any run of line ends, blank lines and the spaces around them) is soft where it falls
    in the middle of a sentence or word, as columns and hard wraps make them. Between two Latin
    words one space stays in its place. Of CRLF only the line feed is kept. Takes linear time.
    """
    if "\n" not in text and "\r" not in text:
        return Mended(text, ((0, 0),))
    plain = simplified(text)
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    length = 0

    def keep(start: int, piece: str) -> None:
        nonlocal length
        if piece:
            if not runs or runs[-1][1] - runs[-1][0] != start - length:
                runs.append((length, start))
            pieces.append(piece)
            length += len(piece)

    lines = rows(text)
    soft = _soft_breaks(lines if plain is text else rows(plain))
    at = 0
    for number, row in enumerate(lines):
        if number and number in soft:
            if _LETTERS.match(row.text) and _LETTERS.match(lines[number - 1].text[-1]):
                keep(at, " ")
        else:
            _keep_gap(keep, text, at, row.start)
        keep(row.start, row.text)
        at = row.end
    _keep_gap(keep, text, at, len(text))
    return Mended("".join(pieces), tuple(runs) or ((0, 0),))


def _keep_gap(keep: Callable[[int, str], None], text: str, start: int, end: int) -> None:
    """Keeps text[start:end], which is white space, with \\n for each \\r\\n and \\r."""
    at = start
    for end_of_line in re.finditer(r"\r\n?", text[start:end]):
        keep(at, text[at : start + end_of_line.start()])
        if end_of_line.group() == "\r":
            keep(start + end_of_line.start(), "\n")
        at = start + end_of_line.start() + len(end_of_line.group()) - (end_of_line.group() == "\r\n")
    keep(at, text[at:end])


def _soft_breaks(lines: list[Row]) -> set[int]:
    """Numbers of the lines that go on from the one before."""
    widths = _wrap_widths(lines)
    soft: set[int] = set()
    opened = 0
    running = False
    for number, (before, after) in enumerate(pairwise(lines), start=1):
        running = running or is_running_text(before.text)
        if _goes_on(before.text, after.text, first=opened == 0, running=running, width=widths[number - 1]):
            soft.add(number)
        else:
            opened, running = number, False
    return soft


def _goes_on(before: str, after: str, *, first: bool, running: bool, width: int | None) -> bool:
    words = page_words().line
    if before.rfind("（") > before.rfind("）") and "）" in after[:LONGEST]:
        return True
    if after[0] in words.trailing and not is_closed(before):
        return True
    if before[-1] in words.joining and before[-1] not in "—“”":
        return True
    full = width is not None and width - _RAGGED <= columns(before) <= width
    if ends_sentence(before) and not (full and before[-1] in "：:；;"):
        return False
    if is_date(before) or is_date(after) or is_byline(before) or is_byline(after) or is_item(after):
        return False
    if match_dateline(after) or is_closed(before):
        return False
    if full or _splits_word(before, after):
        return True
    if running:
        return not after.startswith(_sentence_openers()) or before.endswith(words.unfinished)
    if after.startswith(words.leaning) or before.endswith(words.unfinished):
        return not first or any(mark in before for mark in words.comma)
    return False


def columns(line: str) -> int:
    """The width of a line on a terminal: two columns for a wide character."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in line)


def _wrap_widths(lines: list[Row]) -> list[int | None]:
    """For each line the width at which the lines around it were wrapped, where most are that wide; else None."""
    wide = [columns(line.text) if len(line.text) <= _WIDEST else 2 * _WIDEST + 1 for line in lines]
    cut = [not ends_sentence(line.text) for line in lines]
    widths: list[int | None] = []
    for number in range(len(lines)):
        around = range(max(0, number - _AROUND), min(len(lines), number + _AROUND + 1))
        widths.append(_wrap_width([wide[n] for n in around], sorted(wide[n] for n in around if cut[n])))
    return widths


def _wrap_width(wide: list[int], cut: list[int]) -> int | None:
    """The width of wrapped lines among lines of these widths; `cut` are those of lines that end no sentence, sorted."""
    if len(cut) < 3 or max(wide) > 2 * _WIDEST:
        return None
    near = {width: bisect_right(cut, width) - bisect_left(cut, width - _RAGGED) for width in cut}
    width = max(cut, key=lambda width: (near[width], width))
    fitting = sum(columns <= width + 2 for columns in wide)
    wrapped = near[width] >= max(3, 0.6 * len(cut)) and fitting >= 0.8 * len(wide)
    return width if width >= _NARROW and wrapped else None


@cache
def _sentence_openers() -> tuple[str, ...]:
    """Openers of more than one character: 据 and 经 may as well go on in a sentence."""
    return tuple(word for word in page_words().line.openers if len(word) > 1)


def _splits_word(before: str, after: str) -> bool:
    """Whether a word of the dictionary stands across the break."""
    head, tail = before[-6:], after[:6]
    if not (_HAN.match(head[-1]) and _HAN.match(tail[0])):
        return False
    at = 0
    for word in rjieba.cut(head + tail, False):
        if at < len(head) < at + len(word):
            return True
        at += len(word)
    return False
