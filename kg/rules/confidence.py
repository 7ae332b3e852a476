"""How far a rule is to be believed: its precision on marked text, smoothed, never typed by hand.

confidence.tsv holds, for each rule, how often it was right of how often it proposed; `python -m
kg.run.calibrate` writes it.
"""

from functools import cache

from kg.rules import words

FILE = "confidence.tsv"


def smoothed(right: int, proposed: int) -> float:
    """Laplace's rule of succession, (right + 1) / (proposed + 2), to four digits: 0.5 for a rule never seen."""
    return round((right + 1) / (proposed + 2), 4)


@cache
def _table() -> dict[str, float]:
    rows = (line.split("\t") for line in words(FILE))
    return {rule: smoothed(int(right), int(proposed)) for rule, right, proposed in rows}


def confidence(rule: str) -> float:
    """The smoothed precision of the rule named `rule`."""
    return _table().get(rule, smoothed(0, 0))
