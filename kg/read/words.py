"""The words of `kg/rules/layout.toml`, as one checked value."""

from functools import cache

from msgspec import Struct

import kg.rules


class Line(Struct, forbid_unknown_fields=True, frozen=True):
    """Punctuation (each string a set of characters) and the words a line can or cannot begin or end with."""

    terminal: str
    closing: str
    opening: str
    comma: str
    full_stop: str
    joining: str
    trailing: str
    unfinished: tuple[str, ...]
    leaning: tuple[str, ...]
    openers: tuple[str, ...]
    finals: tuple[str, ...]


class Dateline(Struct, forbid_unknown_fields=True, frozen=True):
    """Where and by whom a report was sent."""

    own: tuple[str, ...]
    source_endings: tuple[str, ...]
    marks: tuple[str, ...]
    bare_marks: tuple[str, ...]
    not_before_mark: str
    after_place: tuple[str, ...]


class Byline(Struct, forbid_unknown_fields=True, frozen=True):
    """Who wrote it."""

    titles: tuple[str, ...]
    ranks: tuple[str, ...]
    deeds: tuple[str, ...]
    editors: tuple[str, ...]
    surnames: str
    compound: tuple[str, ...]
    not_names: tuple[str, ...]


class Caption(Struct, forbid_unknown_fields=True, frozen=True):
    """Lines that belong to a picture."""

    openings: tuple[str, ...]
    endings: tuple[str, ...]


class Signature(Struct, forbid_unknown_fields=True, frozen=True):
    """The body that issued a notice."""

    endings: tuple[str, ...]


class Running(Struct, forbid_unknown_fields=True, frozen=True):
    """Heads and feet of a page."""

    words: tuple[str, ...]
    sections: tuple[str, ...]


class Blurb(Struct, forbid_unknown_fields=True, frozen=True):
    """Lines by which a paper speaks of itself."""

    words: tuple[str, ...]
    openings: tuple[str, ...]


class PageWords(Struct, forbid_unknown_fields=True, frozen=True):
    """All of `layout.toml`."""

    line: Line
    dateline: Dateline
    byline: Byline
    caption: Caption
    signature: Signature
    running: Running
    blurb: Blurb


@cache
def page_words() -> PageWords:
    """The words of a page; raises kg.errors.RuleError where the file does not hold them."""
    return kg.rules.load("layout.toml", PageWords)
