"""Leads text that a library took out of a marked-up file back to where it stands there."""

from array import array
from collections.abc import Iterable, Sequence

_FAR = 20_000
"""Characters ahead in which the next line is looked for before the whole file is."""


def align(lines: Iterable[str], source: str, places: Sequence[int]) -> list[tuple[int, int]]:
    """The map of `lines` joined by newlines: runs of (offset there, offset in the file).

    `source` is the file's text in order, `places` holds the offset of each of its characters. White space is passed
    over on both sides. A line that is nowhere found leads to where the one before it ends.
    """
    text = "".join(source.split())
    offsets = array("Q", (place for character, place in zip(source, places, strict=True) if not character.isspace()))
    runs: list[tuple[int, int]] = []
    at = length = 0
    for line in lines:
        wanted = "".join(line.split())
        found = text.find(wanted, at, at + _FAR) if wanted else -1
        if wanted and found < 0:
            found = text.find(wanted)
        if found < 0:
            runs.append((length, offsets[min(at, len(offsets) - 1)] if offsets else 0))
        else:
            _follow(runs, line, length, offsets[found : found + len(wanted)])
            at = found + len(wanted)
        length += len(line) + 1
    return runs or [(0, 0)]


def _follow(runs: list[tuple[int, int]], line: str, start: int, offsets: Iterable[int]) -> None:
    """Adds the runs of one line whose characters but for white space stand at `offsets`."""
    ahead = iter(offsets)
    for number, character in enumerate(line, start=start):
        if not character.isspace():
            offset = next(ahead)
            if not runs or runs[-1][1] - runs[-1][0] != offset - number:
                runs.append((number, offset))
