"""What a single line of a page is, by its own shape."""

import re
from functools import cache
from typing import Literal

from msgspec import Struct

from kg.read.byline import closing_byline, is_byline
from kg.read.dateline import date_alone, halved, iso_dates, match_dateline
from kg.read.words import page_words

Shape = Literal["head", "body", "byline", "date", "caption", "running"]

PARAGRAPH = 48
"""Characters from which on a line with no stop in it is running text: no headline is as long."""

_CALLS, _CALLED = "！？!?", 30
"""Marks that may stand inside a headline too, and the characters it has at most then."""

_ADDRESS = 14
"""Characters of a line that says who the headline below it speaks of (某县法院：)."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ENUMERATION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]{1,3}[条章节]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d)|[●■◆▲]"
)
_TIME = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}年|\d{1,2}[日时]|[今去前]年|[上本]周|[前昨今][天日晚晨]")
_DASHED = re.compile(r"\s*(?:[—―─–]{1,3}|-{2,3})")
_FOLIO = re.compile(r"[A-Z]?\d{1,3}|第?\s*[\dA-Z一二三四五六七八九十]{1,4}\s*版|[-—·]\s*\d{1,3}\s*[-—·]")


class Row(Struct, frozen=True):
    """A line with something on it, without the white space around it; offsets in the text."""

    text: str
    start: int
    end: int


def rows(text: str) -> list[Row]:
    """The lines of `text` that are not blank, in order."""
    found = []
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        if stripped:
            start = line.start() + len(line.group()) - len(line.group().lstrip())
            found.append(Row(stripped, start, start + len(stripped)))
    return found


def shape(line: str) -> Shape:
    """What a line looks like. A section head and a signature look like a headline: the context decides."""
    if date_alone(line):
        return "date"
    if is_byline(line):
        return "byline"
    if is_running_head(line):
        return "running"
    if is_caption(line):
        return "caption"
    if line[-1] in "：:" and len(line) <= _ADDRESS and not any(mark in line[:-1] for mark in "，,。、“"):
        return "head"
    if is_running_text(line) or is_item(line) or is_note(line) or (ends_sentence(line) and not ends_headline(line)):
        return "body"
    return "head"


def is_running_text(line: str) -> bool:
    """Whether a line belongs to a paragraph rather than being a headline, a caption or a signature."""
    words = page_words().line
    if len(line) >= PARAGRAPH or match_dateline(line):
        return True
    if is_quoted(line):
        return False
    inside = line[:-1]
    commas = sum(inside.count(mark) for mark in words.comma)
    return (
        any(mark in inside for mark in words.full_stop if mark not in _CALLS or len(line) > _CALLED)
        or commas > 1
        or (commas == 1 and (line.startswith(words.openers) or _TIME.match(line) is not None))
    )


def is_item(line: str) -> bool:
    """Whether a line opens with a number or mark of a list."""
    return _ENUMERATION.match(line) is not None


def is_note(line: str) -> bool:
    """Whether the whole line stands in brackets: （…会议通过）"""
    return line[0] in "（(" and line[-1] in "）)"


def is_deck(line: str) -> bool:
    """Whether a line opens with a dash, as the deck under a headline does (——记…)."""
    return _DASHED.match(line) is not None


def is_quoted(line: str) -> bool:
    """Whether the whole line stands in one pair of quotation marks."""
    words = page_words().line
    quotes = "“”「」『』\""
    return line[0] in quotes and line[-1] in quotes and not any(mark in quotes for mark in line[1:-1]) and line[0] in (
        words.opening + '"'
    )


def ends_sentence(line: str) -> bool:
    """Whether a line closes a sentence, looking through quotation marks and a remark in brackets after the stop."""
    words = page_words().line
    bare = line.rstrip(words.closing)
    if line[-1:] in set("）)") and (opening := max(line.rfind("（"), line.rfind("("))) > 0:
        bare = line[:opening].rstrip().rstrip(words.closing)
    return bare[-1:] in set(words.terminal) or (line.endswith(".") and not line[-2:-1].isdigit())


def ends_headline(line: str) -> bool:
    """Whether what ends the line may end a headline too: an exclamation, a question."""
    return line.rstrip(page_words().line.closing)[-1:] in set("！？!?…")


def is_lead(line: str) -> bool:
    """Whether a paragraph opens as the first of a report does: with a day, a dateline, a source."""
    return line.startswith(page_words().line.openers) or _TIME.match(line) is not None


def ends_article(line: str) -> bool:
    """Whether the line ends in a byline or in （完）."""
    return is_closed(line) or line.endswith(page_words().line.finals)


def is_closed(line: str) -> bool:
    """Whether a byline in brackets closes the line."""
    return closing_byline(line) is not None


@cache
def _caption_ending() -> re.Pattern[str]:
    endings = "|".join(map(re.escape, page_words().caption.endings))
    return re.compile(rf"[^，,。；;：:]{{0,16}}(?:{endings})[。.]?(?:[（(][^（()）]*[）)])?")


def is_caption(line: str) -> bool:
    """Whether a line is that of a picture: 活动现场。 图为…"""
    words = page_words().caption
    return len(line) < 2 * PARAGRAPH and (
        line.startswith(words.openings) or (line[-1] in "。.）)" and _caption_ending().fullmatch(line) is not None)
    )


@cache
def _section_folio() -> re.Pattern[str]:
    sections = "|".join(map(re.escape, page_words().running.sections))
    number = r"(?:[A-Z]?\d{1,3}|第?[\dA-Z一二三四五六七八九十]{1,4}版)"
    section = rf"(?:{sections})(?:新闻|版)?"
    return re.compile(rf"{number}\s?[·|｜]?\s?{section}|{section}\s?[·|｜]?\s?{number}")


def is_blurb(line: str) -> bool:
    """Whether a line speaks of the paper or site itself, not of the news: 版权所有, 欢迎订阅."""
    words = page_words().blurb
    hits = sum(word in line for word in words.words)
    return len(line) <= 2 * PARAGRAPH and (hits > ends_sentence(line) or line.startswith(words.openings))


def is_running_head(line: str) -> bool:
    """Whether a line is a page's running head or foot: 2023年11月7日 星期二 编辑… A05; or a rule made of signs."""
    line = halved(line)
    if not any(map(str.isalnum, line)):
        return True
    if _FOLIO.fullmatch(line) or _section_folio().fullmatch(line):
        return True
    if len(line) > 60 or ends_sentence(line):
        return False
    words = page_words().running.words
    hits = sum(word in line for word in words)
    return hits > 0 and (bool(iso_dates(line)) or hits > 1) and "，" not in line
