"""The day on which a text speaks, from which 今天 and 去年 count."""

import re

from kg.pipeline.numerals import number
from kg.pipeline.patterns import DIGIT, SPELT, alternation
from kg.pipeline.times import calendar
from kg.pipeline.times.calendar import Partial
from kg.pipeline.times.words import TIMES

_DAY = f"(?:{DIGIT}{{1,2}}|[{SPELT}]{{1,3}})月(?:{DIGIT}{{1,2}}|[{SPELT}]{{1,3}})日"
_DATELINE = re.compile(f"({_DAY}){alternation(TIMES.report.dateline)}")
_SIGNED = re.compile(f"(?:^|\n)[^\\S\n]*((?:{DIGIT}{{4}}|[{SPELT}〇○零]{{4}})年{_DAY})\\s*$")
_WRITTEN = re.compile("(?:([^年]{4})年)?([^月]{1,3})月([^日]{1,3})日")


def report_day(text: str, published: str | None) -> Partial:
    """The day of the dateline (4月5日电), of publication, or of the signature at the text's end (2024年8月19日)."""
    known = calendar.parse(published)
    if known.day is None and (signed := _SIGNED.search(text[-60:])):
        known = _written(signed[1])
    if line := _DATELINE.search(text, 0, 400):
        day = _written(line[1])._replace(year=known.year)
        # a paper of 1 January prints what was wired on 31 December
        if day.exact and known.exact and day.exact > known.exact:
            day = day._replace(year=day.exact.year - 1)
        if calendar.valid(day) and (day.year or not known.year):
            return day
    return known


def _written(text: str) -> Partial:
    found = _WRITTEN.fullmatch(text)
    numbers = [number(group) if group else None for group in found.groups()] if found else []
    point = Partial(*(int(n) if n is not None else None for n in numbers))
    return point if calendar.valid(point) else Partial()
