"""Bylines: who wrote, photographed or reported an article."""

import re
from functools import cache

from msgspec import Struct

from kg.read.dateline import HAN
from kg.read.words import page_words

Name = tuple[str, int, int]
"""A name and its offsets."""

_NAME = rf"(?:{HAN}{{1,12}}(?:[·•・．]{HAN}{{1,12}})+|{HAN}{{2,4}}|{HAN}[×XＸx*＊]{{1,2}})"
_GAP = r"[\s、,，/＆&　]"
_BRACKET = re.compile(r"[（(]([^（()）]{2,60})[）)]")


class BylineMatch(Struct, frozen=True):
    """A byline with its names; offsets count in the text it was found in."""

    start: int
    end: int
    names: tuple[Name, ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = page_words().byline
    longest = lambda listed: "|".join(sorted(listed, key=len, reverse=True))  # noqa: E731
    title = rf"(?:(?:{longest(words.ranks)})*\s?(?:{longest(words.titles)}))"
    agency = rf"(?:{HAN}{{2,8}}?(?:网|报|台|社|融媒体中心)\s?)?"
    names = rf"{_NAME}(?:{_GAP}+{_NAME})*"
    head = re.compile(rf"{agency}(?P<title>{title}(?:[/、]{title})*)\s*[:：/|｜]?\s*")
    deed = re.compile(rf"\s*/?\s*(?:{longest(words.deeds)})\s*")
    return head, deed, re.compile(names)


def is_byline(line: str) -> bool:
    """Whether the whole line is a byline."""
    return byline_line(line) is not None


def byline_line(line: str) -> tuple[Name, ...] | None:
    """The names of a line that is a byline and nothing else (本报记者 甲 通讯员 乙; 文/丁 图/戊); else None.

    Editors are no authors: a line of theirs gives no names.
    """
    if len(line) > 60:
        return None
    if line[0] in "（(" and line[-1] in "）)" and line.count("（") + line.count("(") == 1:
        inner = byline_inside(line[1:-1])
        return tuple((name, start + 1, end + 1) for name, start, end in inner) if inner is not None else None
    return _titled(line)


def byline_inside(inner: str) -> tuple[Name, ...] | None:
    """The names in what stands in brackets, where that is a byline; else None."""
    return _titled(inner) or _bare(inner)


def _titled(text: str) -> tuple[Name, ...] | None:
    """Names after titles (记者 甲 通讯员 乙 文/图); None where anything else stands in `text`."""
    words = page_words().byline
    head, deed, _ = _patterns()
    name = re.compile(_NAME)
    found: list[Name] = []
    at, titled, editor = 0, False, False
    seen = False
    while at < len(text):
        if title := head.match(text, at):
            if title.end() > at:
                titled, seen = True, True
                editor = title["title"].endswith(words.editors)
                at = title.end()
                continue
        if seen and (done := deed.match(text, at)) and (done.end() == len(text) or text[done.end()] in " 、　；;"):
            at = done.end()
            continue
        if titled and (person := name.match(text, at)):
            end = _name_end(text, at, person.end())
            if not editor:
                found.append((text[at:end], at, end))
            at = end
            continue
        if gap := re.compile(rf"{_GAP}+|[；;]").match(text, at):
            at = gap.end()
            continue
        return None
    return tuple(found) if seen else None


def _name_end(text: str, start: int, end: int) -> int:
    """The end of the name that starts at `start`, before a title or a deed that follows at once."""
    head, deed, _ = _patterns()
    for at in range(start + 2, end + 1):
        if at < len(text) and (head.match(text, at) or ((done := deed.match(text, at)) and done.end() == len(text))):
            return at
    return end


def _bare(text: str) -> tuple[Name, ...] | None:
    """Names alone, perhaps with a deed after them (丙; 甲 乙; 戊 摄影报道)."""
    words = page_words().byline
    _, deed, names = _patterns()
    body = text.strip()
    for listed in sorted(words.deeds, key=len, reverse=True):
        if body.endswith(listed) and len(body) > len(listed) + 2 and body[-len(listed) - 1] in " 　/":
            body = body[: -len(listed)].rstrip(" 　/")
            break
    if not names.fullmatch(body) or len(body) > 40:
        return None
    start = text.index(body[0])
    found = tuple((part.group(), start + part.start(), start + part.end()) for part in re.finditer(_NAME, body))
    if any(name in words.not_names or name.startswith("据") or name.endswith(("网", "报", "社", "台", "某市")) for name, _, _ in found):
        return None
    return found
