"""Datelines and dates: where and when a report was sent."""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from kg.read.words import page_words

HAN = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
_DIGIT = r"[\d０-９]"
_NUMBER = rf"(?:{_DIGIT}{{1,2}}|[一二三四五六七八九十]{{1,3}})"
DAY = rf"(?:{_DIGIT}{{4}}年|[二一][〇○零一二三四五六七八九]{{3}}年)?{_NUMBER}月{_NUMBER}[日号]"
_WEEKDAY = r"(?:[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?)?"
_WRITTEN = re.compile(
    r"(?<!\d)(?:(?P<y>(?:19|20)\d\d)\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"
    r"|(?P<y2>(?:19|20)\d\d)(?P<s>[-./_])(?P<m2>\d{1,2})(?P=s)(?P<d2>\d{1,2})(?!\d)"
    r"|(?P<y3>(?:19|20)\d\d)(?P<m3>\d\d)(?P<d3>\d\d)(?![0-9A-Za-z]))"
)
_FIGURES = "一二三四五六七八九十"
_CHINESE = re.compile(
    rf"(?P<y>[一二][〇○零一二三四五六七八九]{{3}})年(?P<m>[{_FIGURES}]{{1,2}})月(?P<d>[{_FIGURES}]{{1,3}})日"
)
_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_HALVES = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B)} | {0x3000: 0x20}
_ALONE = re.compile(
    r"[（(]?\s*(?:发布(?:时间|日期)[:：]\s*)?"
    r"(?P<date>[^\s（）()]{6,14}|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日)"
    rf"\s*{_WEEKDAY}\s*(?:\d{{1,2}}:\d\d(?::\d\d)?)?\s*[）)]?"
)


class DatelineMatch(NamedTuple):
    """A dateline at the start of a line: its end, and its place as (name, start, end); none for 本报讯."""

    end: int
    places: tuple[tuple[str, int, int], ...]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = page_words().dateline
    own, ends = "|".join(words.own), "|".join(words.source_endings)
    marks, bare = "|".join(words.marks), "|".join(words.bare_marks)
    after = "|".join(words.after_place)
    source = rf"(?:{own}|(?:(?!{ends}){HAN}){{1,8}}(?:{ends}))"
    place = rf"(?P<place>(?:(?!{own}|{marks}){HAN}){{2,10}}?)??(?:{after})?"
    sent = re.compile(rf"[【〔\[]?(?:据)?{source}\s?{place}\s?(?:{DAY})?(?:{marks})(?![话视脑力子网])[】〕\]]?")
    alone = re.compile(
        rf"(?P<place>{HAN}{{2,10}}?)(?<![{words.not_before_mark}])"
        rf"(?:{bare}(?=[\s（(：:“]|记者)|{DAY}(?:{marks})(?=[\s（(]))"
    )
    return sent, alone


def match_dateline(line: str) -> DatelineMatch | None:
    """The dateline that opens `line` (石浦讯, 本报讯, 新华社西宁5月4日电), without the byline after it."""
    for pattern in _patterns():
        if found := pattern.match(line[:60]):
            if len(line) - found.end() < 8:
                return None
            named = ((found["place"], *found.span("place")),) if found["place"] else ()
            return DatelineMatch(found.end(), named)
    return None


def halved(text: str) -> str:
    """`text` with full-width digits, letters and marks as half-width ones, character for character."""
    return text.translate(_HALVES)


def iso_dates(text: str) -> list[tuple[int, int, str]]:
    """The days written in `text` with their year: (start, end, YYYY-MM-DD); impossible ones are left out."""
    text = halved(text)
    found = []
    for match in _WRITTEN.finditer(text):
        groups = match.groupdict()
        year, month, day = (groups[k] or groups[k + "2"] or groups[k + "3"] for k in "ymd")
        found.append((match.start(), match.end(), _iso(int(year), int(month), int(day))))
    for match in _CHINESE.finditer(text):
        year = int("".join(_DIGITS[character] for character in match["y"]))
        found.append((match.start(), match.end(), _iso(year, _chinese(match["m"]), _chinese(match["d"]))))
    return sorted((start, end, day) for start, end, day in found if day)


def iso_day(text: str) -> str | None:
    """The first day that `text` names with its year, as YYYY-MM-DD."""
    found = iso_dates(text)
    return found[0][2] if found else None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _chinese(number: str) -> int:
    """The value of a number below 100 in Chinese figures."""
    tens, ten, ones = number.rpartition("十")
    value = int(_DIGITS[tens]) * 10 if tens in _DIGITS else 10 if ten and not tens else 0
    return value + (int(_DIGITS[ones]) if ones in _DIGITS else 0)


def is_date(line: str) -> bool:
    """Whether the line is a day and nothing else."""
    return date_alone(line) is not None


def date_alone(line: str) -> str | None:
    """The day (YYYY-MM-DD) that is all the line says, a weekday or a time of day aside."""
    if len(line) > 40 or not (found := _ALONE.fullmatch(line)):
        return None
    written = iso_dates(found["date"])
    return written[0][2] if written and written[0][1] - written[0][0] == len(found["date"]) else None
