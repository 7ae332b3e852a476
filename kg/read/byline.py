"""Bylines: who wrote, photographed or reported an article."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from kg.read.dateline import DAY, HAN
from kg.read.words import page_words

Name = tuple[str, int, int]
"""A name, and its start and end in the text it was found in."""

_LONG_NAME = 8
"""Characters of a name without a surname (额尔德木图), known as one by standing alone after a title."""
_NAME_ENDS = ("文", "图")
"""Deeds that also end names (李文)."""
LONGEST = 60
"""Characters a byline has at most."""

_GAP = re.compile(r"[\s、,，;；:：/&＆|｜]+")
_HAN_RUN = re.compile(rf"{HAN}+")
_DOTTED = re.compile(rf"{HAN}{{1,12}}(?:[·•・．]{HAN}{{1,12}})+")
_SPACED = re.compile(rf"({HAN})[ \u3000]+({HAN})")
_MASKED = re.compile(rf"{HAN}{{1,2}}[×Xx*＊]{{1,2}}(?![A-Za-z])")
_REPORTS = re.compile(rf"\s*(?:{DAY})?\s*(?:综合)?报道\s*[:：]")
_BRACKET = re.compile(rf"\s{{0,4}}[:：]?\s{{0,4}}[（(]([^（()）]{{2,{LONGEST}}})[）)][:：]?")


_CREDIT = re.compile(r"[。！？”][\s]+([^。！？，,；;]{3,20})$")


class BylineMatch(NamedTuple):
    """A byline, its names and its end; offsets count in the text it was found in."""

    start: int
    end: int
    names: tuple[Name, ...]


class _Grammar(NamedTuple):
    title: re.Pattern[str]
    inner_title: re.Pattern[str]
    deed: re.Pattern[str]
    inner_deed: re.Pattern[str]


def _longest_first(listed: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))


@cache
def _grammar() -> _Grammar:
    words = page_words().byline
    ranks, sources = _longest_first(words.ranks), _longest_first(page_words().dateline.source_endings)
    agency = rf"(?:{HAN}{{1,7}}?(?:{sources}|融媒体中心)\s?)?"
    long = _longest_first(title for title in words.titles if len(title) > 1)
    short = _longest_first(title for title in words.titles if len(title) == 1)
    title = rf"(?:{agency}(?:{ranks})*\s?(?:{long})|(?:{short})(?=[/／、:：\s|｜]))"
    return _Grammar(
        title=re.compile(rf"(?P<title>{title})\s*[:：]?"),
        inner_title=re.compile(rf"(?:{ranks})*(?:{long})"),
        deed=re.compile(rf"(?:{_longest_first(words.deeds)})(?=[\s、;；]|$)"),
        inner_deed=re.compile(rf"(?:{_longest_first(d for d in words.deeds if d not in _NAME_ENDS)})(?=[\s、;；]|$)"),
    )


def byline_line(line: str) -> tuple[Name, ...] | None:
    """The names of a line that is a byline and nothing else (本报记者 甲 通讯员 乙; 文/丁 图/戊; （丙）).

    None where it is none. Editors are no authors: a line of theirs gives no names.
    """
    if len(line) > LONGEST:
        return None
    if (bracket := _BRACKET.fullmatch(line)) and line[0] in "（(":
        return byline_inside(line, bracket.start(1), bracket.end(1))
    return _people(line, 0, len(line), titled=True)


def is_byline(line: str) -> bool:
    """Whether the whole line is a byline."""
    return byline_line(line) is not None


def byline_inside(text: str, start: int, end: int) -> tuple[Name, ...] | None:
    """The names in text[start:end], which stands in brackets, where that is a byline; else None."""
    return _people(text, start, end, titled=False)


def closing_byline(line: str) -> BylineMatch | None:
    """The byline that ends `line` after its last sentence: …。（丙）, …。 丁 摄"""
    words = page_words().line
    if line[-1:] not in ("）", ")"):
        return _credit(line)
    start = max(line.rfind("（"), line.rfind("("))
    before = line[:start].rstrip().rstrip(words.closing)
    if start < 1 or len(line) - start > LONGEST or not before or before[-1] not in words.terminal:
        return None
    names = byline_inside(line, start + 1, len(line) - 1)
    return BylineMatch(start, len(line), names) if names is not None else None


def _credit(line: str) -> BylineMatch | None:
    """Who took the picture or wrote, after the last sentence and white space: …。 丁 摄"""
    found = _CREDIT.search(line, max(0, len(line) - LONGEST // 2))
    names = _people(line, found.start(1), len(line), titled=True) if found else None
    return BylineMatch(found.start(1), len(line), names) if found and names else None


def opening_byline(line: str, start: int = 0) -> BylineMatch | None:
    """The byline at `start` of a line, after the dateline if there is one: （记者 甲）…, 记者甲报道：…"""
    if bracket := _BRACKET.match(line, start):
        inside = _people(line, bracket.start(1), bracket.end(1), titled=start == 0, lenient=start > 0)
        if inside is not None:
            return BylineMatch(bracket.start(1) - 1, bracket.end(), inside)
        return None
    close = line.find("报道", start, start + LONGEST)
    if close < 0:
        return None
    for reports in _REPORTS.finditer(line, start, close + 5):
        names = _people(line, start, reports.start(), titled=True)
        begin = start + len(line[start:close]) - len(line[start:close].lstrip())
        return BylineMatch(begin, reports.end(), names) if names is not None else None
    return None


def _people(text: str, start: int, end: int, *, titled: bool, lenient: bool = False) -> tuple[Name, ...] | None:
    """The names in text[start:end]; None where anything but names, titles and deeds stands there.

    `titled` asks for a title or a deed among them; `lenient` passes over names written together
    that cannot be told apart.
    """
    grammar = _grammar()
    names: list[Name] = []
    at, marked, editor, alone = start, False, False, True
    while at < end:
        if gap := _GAP.match(text, at, end):
            at, alone = gap.end(), True
        elif alone and (title := grammar.title.match(text, at, end)):
            at, marked = title.end(), True
            editor = title["title"].endswith(page_words().byline.editors)
        elif (marked or names) and (deed := grammar.deed.match(text, at, end)):
            at, marked = deed.end(), True
        elif person := _person(text, at, end):
            found, stop = person
            if not found and marked and _GAP.fullmatch(text[at - 1]) and stop - at <= _LONG_NAME:
                found = [(text[at:stop], at, stop)]
            if not found and not lenient:
                return None
            if not editor:
                names.extend(found)
            at = stop
            alone = bool(grammar.inner_title.match(text, at, end))
        else:
            return None
    if titled and not marked:
        return None
    if any(name in page_words().byline.not_names for name, _, _ in names) or (not names and not marked):
        return None
    if not marked and (len(names) > 4 or _is_source(text[start:end]) or not any(map(_has_surname, names))):
        return None
    return tuple(names)


def _has_surname(name: Name) -> bool:
    words = page_words().byline
    return name[0][0] in words.surnames or name[0].startswith(words.compound) or not name[0].isalpha()


def _is_source(text: str) -> bool:
    return text.startswith("据") or text.endswith(page_words().dateline.source_endings)


def _person(text: str, start: int, end: int) -> tuple[list[Name], int] | None:
    """The names that stand at `start` up to a gap, a title or a deed, and where they end."""
    for pattern in (_DOTTED, _MASKED):
        if whole := pattern.match(text, start, end):
            return [(whole.group(), start, whole.end())], whole.end()
    spaced = _SPACED.match(text, start, end)
    if spaced and (_ends_name(text, spaced.end(), end) or not _HAN_RUN.match(text, spaced.end(), end)):
        return [(spaced[1] + spaced[2], start, spaced.end())], spaced.end()
    run = _HAN_RUN.match(text, start, end)
    if not run:
        return None
    stop = run.end()
    for at in range(start + 2, min(stop, start + LONGEST)):
        if _ends_name(text, at, end):
            stop = at
            break
    return _apart(text, start, stop), stop


def _ends_name(text: str, at: int, end: int) -> bool:
    """Whether a title or a deed begins at `at`, so that what stands before may be a name."""
    grammar = _grammar()
    return bool(grammar.inner_title.match(text, at, end) or grammar.inner_deed.match(text, at, end))


def _apart(text: str, start: int, end: int) -> list[Name]:
    """The names written together in text[start:end]; none where they cannot be told apart."""
    cut = _cut(text[start:end])
    names, at = [], start
    for name in cut:
        names.append((name, at, at + len(name)))
        at += len(name)
    return names


def _cut(run: str) -> list[str]:
    words = page_words().byline
    if len(run) < 2 or len(run) > 24:
        return []
    if len(run) < 4 or (len(run) == 4 and not _two_names(run)):
        return [run]
    best: list[list[str] | None] = [[]] + [None] * len(run)
    for at in range(len(run)):
        begun = best[at]
        if begun is None or run[at] not in words.surnames + "".join(c[0] for c in words.compound):
            continue
        for length in (3, 2, 4):
            name = run[at : at + length]
            compound = name.startswith(words.compound)
            if len(name) < length or (length == 4 and not compound) or (length < 4 and name[0] not in words.surnames):
                continue
            if best[at + length] is None:
                best[at + length] = [*begun, name]
    return best[-1] or []


def _two_names(run: str) -> bool:
    words = page_words().byline
    return run[0] in words.surnames and run[2] in words.surnames and not run.startswith(words.compound)
