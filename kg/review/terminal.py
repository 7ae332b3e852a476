"""An explanation as text for a terminal."""

from collections.abc import Iterator

import click

from kg.review.explain import Explanation
from kg.show import cell, width

_COLOURS = {
    "ORG": "cyan", "GPE": "green", "LOC": "green", "FAC": "green", "PERSON": "yellow", "EVENT": "magenta",
    "WORK_OF_ART": "magenta", "LAW": "magenta", "ANAPHOR": "blue",
}  # fmt: skip


def show(explanation: Explanation) -> str:
    """The text with its spans, then each section; with ANSI colours, which `click.echo` leaves out of a pipe."""
    return "".join(line + "\n" for line in _lines(explanation))


def _lines(explanation: Explanation) -> Iterator[str]:
    record = explanation.record
    yield click.style(_clean(f"== {record.id}  {record.published or 'no date'}"), bold=True)
    yield _text(explanation)
    for title, items in explanation.sections.items():
        yield ""
        yield click.style(f"-- {title}", bold=True)
        for item in items:
            yield click.style(_clean(item.head), bold=True)
            for word, text in item.details:
                yield f"    {click.style(word + ' ' * (11 - width(word)), dim=True)} {_clean(text)}"
    yield ""


def _text(explanation: Explanation) -> str:
    """The article, each span in brackets with its label."""
    text, done, pieces = explanation.record.text, 0, []
    for mark in explanation.marks:
        pieces.append(_clean(text[done : mark.start]))
        colour = "red" if mark.family else _COLOURS.get(mark.label, "bright_black")
        piece = _clean(text[mark.start : mark.end])
        pieces.append(click.style(f"[{piece} {mark.label}]", fg=colour, bold=bool(mark.family)))
        done = mark.end
    return "".join(pieces) + _clean(text[done:])


def _clean(text: str) -> str:
    """The text line by line, without characters that could move the cursor."""
    return "\n".join(map(cell, text.split("\n")))
