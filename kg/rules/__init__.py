"""Loads the rules, which are data: TOML for rules and word lists, TSV for tables written by scripts."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import RuleError

_UNSEEN = 0.5  # the smoothed precision (right + 1) / (proposed + 2) of a rule never seen on marked text


@cache
def load(name: str) -> dict[str, Any]:
    """The content of kg/rules/`name` (a TOML file). Raises RuleError where it is missing or no TOML."""
    try:
        return tomllib.loads(files("kg.rules").joinpath(name).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise RuleError(name, "-", "no such rule file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(name, "-", f"cannot be parsed: {error}") from error


def check_keys(name: str, table: Mapping[str, Any], known: Iterable[str], where: str = "") -> None:
    """Raise RuleError for the first key of `table` that is not `known`; `where` is the table's own path."""
    for key in table:
        if key not in set(known):
            raise RuleError(name, f"{where}.{key}".lstrip("."), f"unknown key; known are {', '.join(sorted(known))}")


@cache
def _confidences() -> dict[str, float]:
    try:
        text = files("kg.rules").joinpath("confidence.tsv").read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {rule: round((int(right) + 1) / (int(proposed) + 2), 4) for rule, right, proposed in rows}


def confidence(rule: str) -> float:
    """The smoothed precision of a rule on marked text, as counted in confidence.tsv."""
    return _confidences().get(rule, _UNSEEN)
