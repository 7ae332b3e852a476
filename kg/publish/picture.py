"""How nodes and edges are drawn: labels, sizes and the options of the drawing engine."""

import math
import unicodedata
from typing import Any

from kg.ontology import Labels, vocabulary

LINE = 10.0  # width of a label's line in full-width characters
LINES = 3
_CLOSING = ("Pe", "Pf", "Po")  # punctuation that does not begin a line
FONT = 14  # pixels, as in OPTIONS
_WEIGHTS = {"role": 1.0, "relation": 1.0, "source": 2.0, "mention": 0.5}

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "layout": {"improvedLayout": False},
    "physics": {
        "enabled": False,
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {"gravitationalConstant": -60, "springLength": 90, "avoidOverlap": 0.6},
        "stabilization": False,
    },
    "interaction": {"hover": True, "hideEdgesOnDrag": False, "keyboard": {"enabled": True, "bindToWindow": False}},
    "nodes": {
        "borderWidth": 1.5,
        "font": {"size": FONT, "multi": False},
        "scaling": {"label": {"enabled": False, "drawThreshold": 6}},
    },
    "edges": {
        "smooth": {"enabled": True, "type": "curvedCW", "roundness": 0.08},
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}},
        "arrowStrikethrough": False,
        "selectionWidth": 1.5,
        "hoverWidth": 0.5,
    },
}


def width(text: str) -> float:
    """Width of a line in full-width characters."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


def wrapped(text: str, line: float = LINE, lines: int = LINES) -> str:
    """Text broken into lines of at most `line` full-width characters, cut with … after `lines` of them.

    Control characters and marks that turn the direction of writing become spaces.
    """
    clean = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text[:200])
    clean = " ".join(clean.split())
    rows: list[str] = []
    row = ""
    count = math.ceil(width(clean) / line)
    target = max(width(clean) / count, 1.0) if 0 < count <= lines else line  # rows of about equal length
    for character in clean:
        room = target + (1.5 if unicodedata.category(character) in _CLOSING else 0.5)
        if row and width(row + character) > room and len(rows) < lines:
            rows.append(row)
            row = ""
        row += character
    rows.append(row)
    if len(rows) > lines:
        rows = [*rows[: lines - 1], rows[lines - 1][:-1] + "…"]
    return "\n".join(row.strip() for row in rows)


def label(attributes: dict[str, Any]) -> str:
    """What stands in or under a node: an event's Chinese type and trigger, anything else's name."""
    if attributes["kind"] != "event":
        return wrapped(attributes["name"])
    kind = wrapped(_type(attributes).zh, lines=1)
    trigger = wrapped(attributes["name"], lines=1)
    return trigger if trigger == kind else f"{kind}\n{trigger}"


def _type(event: dict[str, Any]) -> Labels:
    """The labels of an event's type; its name where the vocabulary does not know it."""
    return vocabulary().types.get(event["family"], {}).get(event["type"]) or Labels(event["type"], event["type"])


def drawn(attributes: dict[str, Any], degree: int) -> int:
    """Radius in pixels of an entity's shape: it grows with what is said of it."""
    return round(min(9 + 2.2 * math.sqrt(degree), 24)) if attributes["kind"] == "entity" else 0


def box(attributes: dict[str, Any], text: str, size: int) -> tuple[float, float, float]:
    """Width and height in pixels of a node with its label, and how far its position is above their middle."""
    rows = text.split("\n")
    if attributes["kind"] == "event":
        rows.append(_type(attributes).en)
    across, down = max(map(width, rows)) * FONT + 4, (text.count("\n") + 1) * FONT * 1.25
    if attributes["kind"] == "entity":  # the label stands below the shape
        return max(across, 2.0 * size), 2.0 * size + down, down / 2
    return across + 18, down + 14, 0.0


def weight(edge: dict[str, Any]) -> float:
    """How strongly an edge pulls its ends together."""
    return _WEIGHTS.get(edge["kind"], 1.0)
