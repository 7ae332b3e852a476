"""Which articles are one, and which are near copies of another."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import structs

from kg.errors import KgError
from kg.link.evidence import Sentences
from kg.model import Record, Source

_SHINGLE = 8  # characters; shorter runs are common to reports of one kind
_ANCHOR = 4  # one in so many shingles is looked up
_FEWEST = 24  # shingles of a text that can be told a copy
_SHARED = 0.8  # of the shorter text's shingles
_LONGEST = 2  # times as long as the shorter text


def distinct(records: Iterable[Record]) -> list[Record]:
    """The records sorted by id; copies of an article become one with the sources of all and the first of their ids.

    Raises KgError where one id stands for two different articles.
    """
    found: dict[tuple[str, str], Record] = {}
    for record in records:
        other = found.setdefault((record.hash, record.text), record)
        if other is not record:
            merged = with_sources(other, united(other.sources, record.sources))
            found[record.hash, record.text] = structs.replace(merged, id=min(merged.id, record.id))
    by_id: dict[str, Record] = {}
    for record in found.values():
        other = by_id.setdefault(record.id, record)
        if other is not record:
            raise KgError(f"article id {record.id} stands for two texts, {other.hash} and {record.hash}: rename one")
    return [by_id[key] for key in sorted(by_id)]


def with_sources(record: Record, sources: list[Source]) -> Record:
    """The record with these sources, and the first of the ids it was given in them."""
    return structs.replace(record, id=min((s.id for s in sources if s.id), default=record.id), sources=sources)


def united(*sources: list[Source]) -> list[Source]:
    """All sources, each once, in order."""
    each = {(s.file, s.page or 0, s.start, s.end): s for several in sources for s in several}
    return [each[key] for key in sorted(each)]


class Copy(NamedTuple):
    """Article `copy` says what `original` (ids) says; `start` and `end` are a sentence of it that both have."""

    copy: str
    original: str
    score: float
    start: int
    end: int


def near_copies(records: Iterable[Record]) -> list[Copy]:
    """The articles that share most of their text with one published earlier, each with the earliest such.

    The score is the containment of Broder (1997, On the resemblance and containment of documents): the part of the
    shorter text's shingles, runs of 8 letters and digits, that the longer one has. A text is compared with the first
    article that has a shingle of it; only shingles at anchors, characters that their code picks, are looked up.
    """
    ordered = sorted(records, key=lambda record: (record.published or "9", record.id))
    first: dict[str, int] = {}
    found = []
    texts = ["".join(filter(str.isalnum, record.text)) for record in ordered]
    for number, text in enumerate(texts):
        shared: Counter[int] = Counter()
        anchored = [
            text[at : at + _SHINGLE]
            for at in range(len(text) - _SHINGLE + 1)
            if ord(text[at]) % _ANCHOR == 0
        ]
        for shingle in anchored:
            if (other := first.setdefault(shingle, number)) != number:
                shared[other] += 1
        for other, count in sorted(shared.items()):
            if count * 2 * _LONGEST >= len(anchored) and (score := _containment(text, texts[other])) >= _SHARED:
                span = _common_sentence(ordered[number].text, ordered[other].text)
                found.append(Copy(ordered[number].id, ordered[other].id, round(score, 3), *span))
                break
    return found


def _containment(one: str, other: str) -> float:
    short, long = sorted((one, other), key=len)
    pieces = {short[at : at + _SHINGLE] for at in range(len(short) - _SHINGLE + 1)}
    if len(pieces) < _FEWEST or len(long) > _LONGEST * len(short):
        return 0.0
    return sum(piece in long for piece in pieces) / len(pieces)


def _common_sentence(text: str, other: str) -> tuple[int, int]:
    """The first sentence of a text that another has as well, else the first sentence."""
    sentences = Sentences(text).spans()
    return next(((s, e) for s, e in sentences if e - s > _SHINGLE and text[s:e] in other), sentences[0])
