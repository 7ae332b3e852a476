"""Names of foreign sound and those of China's other peoples: 克里斯·凯佩尔, 普京, 扎西平措, 额尔敦其其格."""

import re
from collections.abc import Iterator
from functools import cache

from kg.gazetteer import gazetteer
from kg.gazetteer.names import statistics
from kg.pipeline.name_rules import name_rules
from kg.pipeline.spans import Match
from kg.pipeline.titles import title_after, title_before
from kg.pipeline.words import Word, Words, cut, segmenter

_DOT = re.compile("(?<=[\u4e00-\u9fff])[·•・･‧∙．](?=[\u4e00-\u9fff])")
_DOTS = tuple("·•・･‧∙．")
_OPENING, _CLOSING = tuple("“‘\"「『《"), tuple("”’\"」』》")
_NAME_TAGS = ("n", "x", "zg")
_LONGEST = 12
"""Characters of one piece of a name."""


@cache
def _parts() -> tuple[frozenset[str], int]:
    parts = frozenset(name_rules().foreign.parts)
    return parts, max(map(len, parts))


@cache
def _not_ends() -> tuple[str, ...]:
    return tuple(name_rules().foreign.not_ends)


def _run(text: str, start: int, stop: int) -> list[tuple[int, float]]:
    """The ends of ever longer runs of pieces and characters of foreign sound from `start`, each with its score."""
    rules, sounds = name_rules().foreign, statistics().foreign
    follow, (parts, longest) = name_rules().around.follow, _parts()
    ends, at, score = [], start, 0.0
    while at < stop:
        length = next((n for n in range(min(longest, stop - at), 0, -1) if text[at : at + n] in parts), 0)
        sound = sounds.get(text[at], -9.0) if text[at] not in rules.never else -9.0
        if length > 1 or (length and rules.part > sound):
            at, score = at + length, score + rules.part * (1 if length < 3 else 1.5)
        elif sound > rules.least and (sound > 0 or text[at] not in follow):
            at, score = at + 1, score + sound
        else:
            break
        ends.append((at, score))
    return ends


def _end(text: str, start: int, words: Words) -> tuple[int, float]:
    """Where a name of foreign sound that begins at `start` ends, and its score; (start, 0) where none does."""
    ends = _run(text, start, min(len(text), start + _LONGEST))
    for end, score in ends:
        sure = end - start > 1 and score >= name_rules().foreign.titled
        if sure and end < len(text) and _is_plain(words.covering(end), end):
            return end, score
    whole = [(end, score) for end, score in ends if _of_parts(text[start:end])]
    while ends:
        end, score = ends.pop()
        whole_parts = end - start > 3 and _of_parts(text[start:end])
        if whole_parts or end >= len(text) or not "\u4e00" <= text[end] <= "\u9fff" or title_after(text, end):
            return end, score
        word = words.covering(end)
        if word.start == end and (len(word.text) > 1 or text[end] in name_rules().around.follow):
            return end, score
        ahead = cut(text[end : end + 8], unknown=False)[0]
        if len(ahead.text) > 1 or ahead.text in name_rules().around.follow:
            return end, score
    return whole[-1] if whole else (start, 0.0)


def _is_plain(word: Word, start: int) -> bool:
    """Whether the word begins at `start` and is one of the dictionary's that no name holds."""
    if word.start != start or len(word.text) < 2 or word.tag.startswith(_NAME_TAGS) or word.text in _parts()[0]:
        return False
    return segmenter().has_word(word.text)


def dotted(text: str, words: Words, places: dict[int, int]) -> Iterator[Match]:
    """Names whose pieces a dot joins."""
    done = 0
    for dot in _DOT.finditer(text):
        if dot.start() < done:
            continue
        start, score = _head(text, dot.start(), max(done, dot.start() - _LONGEST), words, places)
        if start == dot.start():
            continue
        end = dot.start()
        while end < len(text) and text[end] in _DOTS:
            piece, gained = _between(text, end + 1) or _end(text, end + 1, words)
            if piece == end + 1 and score > name_rules().foreign.dotted:
                piece = _open_end(text, piece)
            if piece == end + 1:
                break
            end, score = piece, score + gained
        quoted = text[start - 1 : start] in _OPENING and text[end : end + 1] not in _CLOSING
        thing = quoted or text.startswith(_not_ends(), end)
        if end > dot.start() and not thing and score >= name_rules().foreign.dotted:
            done = end
            yield Match(start, end, "PERSON", "person.dotted")


def _between(text: str, start: int) -> tuple[int, float] | None:
    """The end of the piece that begins at `start` and ends at another dot, with its score."""
    end = next((at for at in range(start + 1, min(len(text), start + _LONGEST)) if text[at] in _DOTS), 0)
    if not end or not all("\u4e00" <= char <= "\u9fff" for char in text[start:end]):
        return None
    ends = _run(text, start, end)
    if ends and ends[-1][0] == end:
        return end, ends[-1][1]
    joined = set(text[start:end]) & set(name_rules().around.list_signs + "的")
    return (end, 0.0) if end - start < 6 and not joined else None


def _open_end(text: str, start: int) -> int:
    """The first end, of five characters at most, behind which a name may stop; `start` where there is none."""
    for end in range(start + 1, min(len(text), start + 5) + 1):
        if end == len(text) or not "\u4e00" <= text[end] <= "\u9fff" or text[end] in name_rules().around.follow:
            return end
    return start


def _head(text: str, end: int, first: int, words: Words, places: dict[int, int]) -> tuple[int, float]:
    """Where the piece before a dot begins: behind a title, a sign, a country's name or the last unfit character."""
    at = end
    while at > first and "\u4e00" <= text[at - 1] <= "\u9fff" and not (at < end and title_before(text, at, at - 4)):
        at -= 1
    for start in range(at, end):
        place = places.get(start, start)
        if start < place < end and any(p.level == "country" for p in gazetteer().lookup(text[start:place])):
            continue
        ends = _run(text, start, end)
        if start == at and end - at < 6 and title_before(text, at, max(0, at - 10)):
            return at, max(0.0, ends[-1][1] if ends else 0.0)
        if ends and ends[-1][0] == end:
            before = words.covering(start)
            if start == at or before.start == start or ends[-1][1] > 0:
                return start, ends[-1][1]
    return end, 0.0


@cache
def _heads() -> re.Pattern[str]:
    """Where a name of foreign sound may begin."""
    sounds = "".join(sorted(char for char, sound in statistics().foreign.items() if sound >= 0))
    parts = "|".join(sorted((part for part in _parts()[0] if len(part) > 1), key=len, reverse=True))
    return re.compile(f"[{sounds}]|{parts}")


def _of_parts(name: str) -> bool:
    """Whether a name is made of listed pieces alone."""
    parts, longest = _parts()
    whole = {0}
    for end in range(2, len(name) + 1):
        if any(end - n in whole and name[end - n : end] in parts for n in range(2, longest + 1)):
            whole.add(end)
    return len(name) in whole


def _is_thing(text: str, start: int, end: int) -> bool:
    return text.startswith(_not_ends(), end) or text[start:end].endswith(_not_ends())


def undotted(text: str, words: Words, places: dict[int, int], spoken: re.Pattern[str]) -> Iterator[Match]:
    """Names of foreign sound in one piece, after a title, before a verb of speech, or long and sure enough."""
    rules, at = name_rules().foreign, 0
    while head := _heads().search(text, at, len(text) - 1):
        at = head.start()
        if at and text[at - 1] in _DOTS:
            at += 1
            continue
        title = title_before(text, at, max(0, at - 10))
        if not title and at not in words.starts:
            at += 1
            continue
        end, score = _end(text, at, words)
        if end - at < 2 or text[end : end + 1] in _DOTS or _is_thing(text, at, end):
            at += 1
            continue
        word, parts = words.covering(at), _of_parts(text[at:end])
        place = places.get(at, at) >= end or (word.end >= end and word.tag == "ns")
        cue = title or spoken.match(text, end) or title_after(text, end, "address")
        if (place and not (title and parts)) or (not parts and _is_plain(word, at)) or not (cue or parts):
            at = end
            continue
        if score >= (rules.titled if title else rules.spoken if cue and not parts else rules.alone) and (
            title or parts or word.end < end or word.tag.startswith("nr")
        ):
            yield Match(at, end, "PERSON", "person.foreign")
            at = end
        else:
            at += 1
