"""The parts of one article's text: headline, dateline, byline, section heads, signature, body."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from kg.read.byline import Name, byline_line, closing_byline, opening_byline
from kg.read.dateline import iso_dates, match_dateline
from kg.read.lines import Row, ends_sentence, is_deck, rows, shape
from kg.read.words import page_words

Kind = Literal["kicker", "title", "deck", "dateline", "byline", "caption", "section", "date", "signature", "body"]


class Part(Struct, frozen=True):
    """A stretch of an article's text. `names` are those of a byline, `place` is that of a dateline."""

    kind: Kind
    start: int
    end: int
    names: tuple[Name, ...] = ()
    place: Name | None = None


def find_parts(text: str) -> list[Part]:
    """The parts of one article, in order and without overlap; white space and brackets may lie between.

    A headline is looked for only before the first line of running text, and never in a text of one
    line. Kickers stand above the headline, decks below it.
    """
    lines = rows(text)
    shapes = [shape(line.text) for line in lines]
    bodies = [number for number, kind in enumerate(shapes) if kind == "body"]
    if len(lines) < 2:
        return [part for line in lines for part in _paragraph(line)]
    first = bodies[0] if bodies else len(lines)
    last = bodies[-1] if bodies else len(lines)
    heads = [line for line, kind in zip(lines[:first], shapes, strict=False) if kind == "head"]
    ranks = head_ranks(text, heads)
    parts: list[Part] = []
    for number, (line, kind) in enumerate(zip(lines, shapes, strict=True)):
        if kind == "date" or kind == "running":
            for start, end, _ in iso_dates(line.text)[:1]:
                parts.append(Part("date", line.start + start, line.start + end))
        elif kind == "byline":
            parts.append(Part("byline", line.start, line.end, _moved(byline_line(line.text) or (), line.start)))
        elif kind == "caption":
            parts.append(Part("caption", line.start, line.end))
        elif kind == "head" and number < first:
            if parts and parts[-1].kind == ranks[line.start] == "title":
                parts[-1] = Part("title", parts[-1].start, line.end)
            else:
                parts.append(Part(ranks[line.start], line.start, line.end))
        elif kind == "head" and number > last and is_signature(line.text, shapes[number + 1 : number + 3]):
            parts.append(Part("signature", line.start, line.end))
        elif kind == "head" and number < last and not ends_sentence(line.text):
            parts.append(Part("section", line.start, line.end))
        else:
            parts.extend(_paragraph(line))
    return parts


def head_ranks(text: str, heads: list[Row]) -> dict[int, Kind]:
    """Kicker, title or deck for each line of a headline, by where the line starts.

    Lines of one title follow each other without a blank line and are of one length; of two other
    lines the first is the kicker.
    """
    ranks: dict[int, Kind] = {line.start: "deck" for line in heads if is_deck(line.text)}
    plain = [line for line in heads if line.start not in ranks]
    groups: list[list[Row]] = []
    for line in plain:
        if groups and _one_title(text, groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    titled = 0
    if len(groups) > 1:
        paired = [number for number, group in enumerate(groups[:2]) if len(group) > 1]
        titled = paired[0] if paired else 1
        if any(line.start < groups[1][0].start for line in heads if line.start in ranks):
            titled = 0
    for number, group in enumerate(groups):
        kind: Kind = "kicker" if number < titled else "title" if number == titled else "deck"
        ranks.update((line.start, kind) for line in group)
    return ranks


def _one_title(text: str, first: Row, second: Row) -> bool:
    adjacent = text.count("\n", first.end, second.start) == 1
    spaced = any(character in line.text for line in (first, second) for character in " \u3000")
    return adjacent and not spaced and abs(len(first.text) - len(second.text)) <= 1


def is_signature(line: str, after: Sequence[str]) -> bool:
    """Whether the line names a body that issues what stands before it; `after` are the next two lines' shapes."""
    return "date" in after or line.endswith(page_words().signature.endings)


def _paragraph(line: Row) -> Iterator[Part]:
    """The dateline, the bylines and the body of one paragraph."""
    text, at, end = line.text, 0, len(line.text)
    if dateline := match_dateline(text):
        at = dateline.end
        yield Part("dateline", line.start, line.start + at, place=next(iter(_moved(dateline.places, line.start)), None))
    if opening := opening_byline(text, at):
        yield Part("byline", line.start + opening.start, line.start + opening.end, _moved(opening.names, line.start))
        at = opening.end
    closing = closing_byline(text)
    if closing and closing.start >= at:
        end = closing.start
    if at:
        at = end - len(text[at:end].lstrip("：: \t\u3000"))
    if text[at:end].strip():
        yield Part("body", line.start + at, line.start + len(text[:end].rstrip()))
    if closing and closing.start >= at:
        yield Part("byline", line.start + closing.start, line.start + closing.end, _moved(closing.names, line.start))


def _moved(names: Iterable[Name], by: int) -> tuple[Name, ...]:
    return tuple((name, start + by, end + by) for name, start, end in names)
