"""The plain values that travel between the packages: what is read, and what is said of it.

All offsets count Unicode characters, ends are exclusive. Every class maps one to one to JSON
(`encode`, `decode_record`), and nothing in it refers to anything outside its own article.
"""

from collections.abc import Iterable
from typing import Any, Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

Status = Literal["happened", "planned", "alleged", "pledged", "exercise", "negated", "conditional", "threatened"]


class Source(Struct, kw_only=True):
    """One place an article was read from, and the id it bears there.

    `map` leads each character back: pairs (offset in the article's text, offset in the file's
    decoded text), each valid up to the next pair; empty where the text stands unchanged at `start`.
    """

    file: str
    id: str | None = None
    page: int | None = None
    start: int = 0
    end: int = 0
    map: list[tuple[int, int]] = []


class Article(Struct, kw_only=True):
    """One newspaper article: `text` holds all of it, headline and byline included."""

    id: str
    hash: str
    title: str | None = None
    kicker: str | None = None
    byline: list[str] = []
    dateline: str | None = None
    published: str | None = None
    text: str
    sources: list[Source] = []


class Entity(Struct, kw_only=True):
    """A mention: a span of the text with its label and the canonical name within the article."""

    label: str
    text: str
    name: str
    start: int
    end: int
    code: str | None = None
    rule: str
    confidence: float


class Anaphor(Struct, kw_only=True):
    """A phrase such as 该局 that stands for the organisation, person or place `name`."""

    text: str
    name: str
    start: int
    end: int
    rule: str
    confidence: float


class Extent(Struct, kw_only=True):
    """A bare stretch of the text."""

    start: int
    end: int


class Trigger(Struct, kw_only=True):
    """The word that says an event."""

    text: str
    start: int
    end: int


class Argument(Struct, kw_only=True):
    """A role of an event and its filler; which fields are set depends on the role.

    agent, patient, participant, place, name: `name`. time: `value` (ISO 8601 or None) and `text`.
    quantity: `value` (a number), `unit`, `item`, `modifier`, `text`.
    """

    role: str
    name: str | UnsetType = UNSET
    value: str | int | float | UnsetType | None = UNSET
    unit: str | UnsetType | None = UNSET
    item: str | UnsetType | None = UNSET
    modifier: str | UnsetType | None = UNSET
    text: str | UnsetType = UNSET
    start: int
    end: int


class Event(Struct, kw_only=True):
    """One thing that happened, is planned or is reported, anchored on its trigger."""

    id: str
    type: str
    status: Status = "happened"
    by: str | None = None
    sentence: tuple[int, int]
    trigger: Trigger
    retold: list[Extent] = []
    arguments: list[Argument] = []
    rule: str
    confidence: float


class Relation(Struct, kw_only=True):
    """A triple between names, or (before, subEventOf) between event ids."""

    subject: str
    predicate: str
    object: str
    title: str | None = None
    start: int
    end: int
    rule: str
    confidence: float


class Record(Struct, kw_only=True):
    """What one article says: all that linking and publishing ever see."""

    id: str
    hash: str
    title: str | None = None
    kicker: str | None = None
    byline: list[str] = []
    dateline: str | None = None
    published: str | None = None
    text: str
    sources: list[Source] = []
    entities: list[Entity] = []
    anaphors: list[Anaphor] = []
    events: list[Event] = []
    unasserted: list[Event] = []
    relations: list[Relation] = []


_encoder = msgspec.json.Encoder()
_record_decoder = msgspec.json.Decoder(Record)


def encode(value: Any) -> str:
    """One line of JSON for any of the values above."""
    return _encoder.encode(value).decode("utf-8")


def decode_record(line: str | bytes) -> Record:
    """The record written in a line of JSON; raises msgspec.ValidationError where it is none."""
    return _record_decoder.decode(line)


def encode_lines(values: Iterable[Any]) -> str:
    """JSON lines, each ended by a newline."""
    return "".join(encode(value) + "\n" for value in values)
