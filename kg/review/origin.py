"""Where a rule stands: file, key and line, by the rule's name."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from msgspec import Struct

from kg.pipeline.events.rules import event_types, family_files
from kg.rules import load

_HEADER = re.compile(r"\[\[?([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")
_STRING = re.compile(r'"([\w.]+)"')
_RULE = re.compile(r"""rule\s*=\s*["']([^"']*)["']""")


class Place(NamedTuple):
    """A key of a file (a path below kg/), and the line on which it, or the word asked for, stands (from 1)."""

    file: str
    key: str
    line: int

    def __str__(self) -> str:
        return f"kg/{self.file}:{self.line} {self.key}"


class _Home(Struct, forbid_unknown_fields=True):
    file: str
    keys: list[str]


class _Where(Struct, forbid_unknown_fields=True):
    """kg/rules/where.toml."""

    homes: dict[str, _Home]
    keys: dict[str, list[tuple[str, str]]]


@cache
def _where() -> _Where:
    return load("where.toml", _Where)


@cache
def _text(file: str) -> list[str]:
    return files("kg").joinpath(file).read_text(encoding="utf-8").split("\n")


@cache
def keys(file: str) -> dict[str, int]:
    """The keys of a rule file with their lines; a table of a list goes by its `rule`, as in `Arrest.triggers.catch`.

    Of a Python file, the names that it holds as strings.
    """
    found: dict[str, int] = {}
    table = ""
    for number, line in enumerate(_text(file), 1):
        if file.endswith(".py"):
            for name in _STRING.findall(line):
                found.setdefault(name, number)
        elif header := _HEADER.match(line):
            table = header[1].strip().replace('"', "")
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = key[1] or key[2] or key[3]
            found.setdefault(f"{table}.{name}" if table else name, number)
            if rule := _RULE.match(line):
                found.setdefault(f"{table}.{rule[1]}", number)
    return found


def _line_of(file: str, start: int, word: str) -> int:
    """The line of the word in the table or list that begins on the line `start`, of a compound the line of its head.

    That line itself where neither is there.
    """
    lines = _text(file)
    head = 0
    for number in range(start, len(lines) + 1):
        if number > start and _HEADER.match(lines[number - 1]):
            break
        if f'"{word}"' in lines[number - 1] or f"'{word}'" in lines[number - 1]:
            return number
        if number > start and not head and any(map(word.startswith, _STRING.findall(lines[number - 1]))):
            head = number
    return head or start


@cache
def _narrowed(file: str, kind: str) -> dict[str, int]:
    """The words for which a type has further conditions, with the lines on which these begin."""
    lines: dict[str, int] = {}
    begin, listing = 0, False
    for number, line in enumerate(_text(file), 1):
        if header := _HEADER.match(line):
            begin = number if header[1].strip() == f"{kind}.senses" else 0
        listing = bool(begin) and (line.startswith("words =") or listing)
        if listing:
            lines.update(dict.fromkeys(_STRING.findall(line), begin))
            listing = not line.rstrip().endswith("]")
    return lines


def _places(rule: str, word: str) -> Iterator[Place]:
    head, _, name = rule.partition(".")
    kind, _, triggers = name.partition(".")
    if head == "event" and kind in event_types():
        file = "rules/" + family_files()[kind]
        known = keys(file)
        if line := known.get(f"{kind}.triggers.{triggers}"):
            yield Place(file, f"{kind}.triggers.{triggers}", _line_of(file, line, word))
        if line := _narrowed(file, kind).get(word):
            yield Place(file, f"{kind}.senses.{word}", line)
        yield Place(file, kind, known[kind])
        return
    listed = _where().keys.get(rule)
    if listed is None and head in _where().homes:
        home = _where().homes[head]
        listed = [(home.file, key.format(name=name)) for key in home.keys]
    for file, key in listed or ():
        path = file if file.startswith("pipeline/") else "rules/" + file
        known = keys(path)
        below = (line for other, line in known.items() if other.startswith(key + "."))
        if line := known.get(key) or next(below, 0):
            yield Place(path, key, _line_of(path, line, word) if word else line)


def places(rule: str, word: str = "") -> list[Place]:
    """The places to look at to change what a rule does, the nearest first; `word` is what it found.

    Empty for names of a user's own lexicon, which stand in no rule file, and for a name that is no rule's.
    """
    return list(_places(rule, word))


def cue(status: str, word: str) -> Place | None:
    """The place of the cue by which an event is not simply told to have happened; None where no cue holds the word."""
    lines = _text("rules/status.toml")
    inside = ""
    for number, line in enumerate(lines, 1):
        if line.startswith("status ="):
            inside = line
        elif line.startswith("except"):
            inside = ""
        if f'"{status}"' in inside and f'"{word}"' in line:
            return Place("rules/status.toml", f"cue.{status}", number)
    return None
