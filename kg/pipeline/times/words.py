"""The words of time: kg/rules/times.toml, checked."""

import msgspec

from kg.rules import load


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    now: dict[str, int]
    then: dict[str, int]


class _Parts(msgspec.Struct, forbid_unknown_fields=True):
    words: list[str]
    bound: list[str]
    afternoon: list[str]
    noon: list[str]
    night: list[str]
    compounds: list[str]


class _FestivalContext(msgspec.Struct, forbid_unknown_fields=True):
    holidays: list[str]
    names: list[str]


class _Vague(msgspec.Struct, forbid_unknown_fields=True):
    words: list[str]


class _Lengths(msgspec.Struct, forbid_unknown_fields=True):
    days: list[str]
    hours: list[str]
    pieces: list[str]
    inside: list[str]
    before: list[str]
    after: list[str]
    compounds: list[str]
    idioms: list[str]


class _Clock(msgspec.Struct, forbid_unknown_fields=True):
    before: list[str]
    after: list[str]


class _Every(msgspec.Struct, forbid_unknown_fields=True):
    words: list[str]


class _Future(msgspec.Struct, forbid_unknown_fields=True):
    words: list[str]
    days: int
    yearly: int


class _Report(msgspec.Struct, forbid_unknown_fields=True):
    dateline: list[str]


class _Times(msgspec.Struct, forbid_unknown_fields=True):
    """kg/rules/times.toml."""

    parts: _Parts
    days: _Table
    months: _Table
    years: _Table
    spans: dict[str, tuple[int, int]]
    festivals: dict[str, str]
    festival_context: _FestivalContext
    vague: _Vague
    lengths: _Lengths
    clock: _Clock
    every: _Every
    future: _Future
    report: _Report


TIMES = load("times.toml", _Times)
