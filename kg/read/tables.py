"""Rows of a table into articles: which column is the text, the title, the date."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from msgspec import Struct

import kg.rules
from kg.errors import InputError
from kg.read.formats import Columns, Given


class ColumnNames(Struct, forbid_unknown_fields=True, frozen=True):
    """The names under which tables hold the parts of an article (`tables.toml`)."""

    text: tuple[str, ...]
    title: tuple[str, ...]
    kicker: tuple[str, ...]
    byline: tuple[str, ...]
    dateline: tuple[str, ...]
    published: tuple[str, ...]
    id: tuple[str, ...]


@cache
def _names() -> ColumnNames:
    return kg.rules.load("tables.toml", ColumnNames)


def fields(header: Iterable[str], columns: Columns, name: str) -> dict[str, str]:
    """The column of each part of an article that the table has: {"text": "正文", …}.

    Columns the user names come first. Raises InputError, naming the table `name`, where a column so named is not
    there, and where none is known as the text.
    """
    there = list(header)
    by_name = {column.strip().lower(): column for column in reversed(there)}
    wanted = {"text": columns.text, "title": columns.title, "published": columns.date, "byline": columns.byline}
    found = {}
    for part in ColumnNames.__struct_fields__:
        given = columns.id if part == "id" else wanted.get(part)
        if given is not None and given not in there:
            raise InputError(name, f"has no column {given!r}; it has {_listed(there)}")
        column = given or next((by_name[n] for n in getattr(_names(), part) if n in by_name), None)
        if column is not None:
            found[part] = column
    if "text" not in found:
        raise InputError(name, f"has no column known as the text; name it with --text-column: {_listed(there)}")
    return found


def _listed(columns: list[str]) -> str:
    shown = ", ".join(columns[:12])
    return (shown if len(columns) <= 12 else f"{shown}, …") or "no column at all"


def given(row: Mapping[str, Any], parts: Mapping[str, str], name: str) -> Given:
    """The article in a row, by the columns of its parts. Raises InputError where what stands there is no such part."""
    values: dict[str, Any] = {}
    for part, column in parts.items():
        value = row.get(column)
        if isinstance(value, datetime | date):
            value = value.isoformat()[:10]
        if part == "id" and isinstance(value, float) and value.is_integer():
            value = int(value)
        if part == "byline" and isinstance(value, list) and all(isinstance(one, str) for one in value):
            values[part] = value
        elif isinstance(value, str) or (part == "id" and isinstance(value, int)):
            values[part] = value.replace("\0", "") if isinstance(value, str) else value
        elif value is not None:
            raise InputError(name, f"{column} is no text: {str(value)[:40]}")
    if not values.get("text", "").strip():
        raise InputError(name, "has no text")
    try:
        "".join(value for value in values.values() if isinstance(value, str)).encode("utf-8")
    except UnicodeError as error:
        raise InputError(name, f"is no Unicode text: {error}") from error
    return Given(**values)
