"""Rows as text: a table for a terminal, CSV, JSON; what documents say cannot move the cursor."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any
from unicodedata import category, east_asian_width


def cell(value: Any) -> str:
    """A value on one line; control and format characters, which could trick a terminal, are written out."""
    text = "" if value is None else f"{value:g}" if isinstance(value, float) and abs(value) < 1e6 else str(value)
    return "".join(json.dumps(c)[1:-1] if category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)


def width(text: str) -> int:
    """The columns of a terminal that a text takes."""
    return sum(2 if east_asian_width(c) in "WF" else 0 if category(c) == "Mn" else 1 for c in text)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows under their columns, lined up; `0 rows` where there are none."""
    cells = [list(columns), *([cell(value) for value in row] for row in rows)]
    if len(cells) == 1:
        return "0 rows\n"
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(c + " " * (w - width(c)) for c, w in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * w for w in widths))
    return "\n".join(lines) + "\n"


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows as CSV with a head, lines ended by CR LF as RFC 4180 has it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue()


def as_json(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """The rows as a JSON list of objects."""
    return json.dumps([dict(zip(columns, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
