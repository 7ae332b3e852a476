"""What time an expression means, told from the day of report and from the story so far."""

import re
from bisect import bisect_right
from collections.abc import Callable
from datetime import date
from functools import cached_property

from kg.pipeline.numerals import number
from kg.pipeline.patterns import alternation
from kg.pipeline.times import calendar
from kg.pipeline.times.calendar import Partial
from kg.pipeline.times.words import TIMES

_STOP = re.compile(r"[。！？!?\n]")
_FUTURE = re.compile(alternation(TIMES.future.words))
_RECENT = 180  # days for which a story goes on in the year it named


class Narrative:
    """The moving point of a story: feed it the expressions of a text in order.

    `report` is the day on which the text speaks (今天, 今年); None where it is not known.
    """

    def __init__(self, text: str, report: Partial):
        self.text = text
        self.report = report
        self.then = Partial()  # the day told of last, for 当日, 次日 and bare hours
        self.month = Partial()  # the month told of last
        self.year: int | None = None  # the year told of last
        self.named: tuple[Partial, int] | None = None  # what was last named with its year, and in which sentence
        self.opened: tuple[int, int] | None = None  # the year of 自…年, and its sentence
        self.period = ""  # the value of the date or period told of last, for 同期

    @cached_property
    def _stops(self) -> list[int]:
        return [found.start() for found in _STOP.finditer(self.text)]

    def _sentence(self, position: int) -> int:
        return bisect_right(self._stops, position)

    def _future(self, position: int) -> bool:
        """Whether the sentence speaks of what is to come."""
        index = self._sentence(position)
        start = self._stops[index - 1] if index else 0
        end = self._stops[index] if index < len(self._stops) else len(self.text)
        # a sentence without stops may be the whole text: what lies far off says nothing about this date
        return bool(_FUTURE.search(self.text, max(start, position - 100), min(end, position + 100)))

    # --- points -------------------------------------------------------------------------------------------------

    def point(self, year: str | None, month: str | None, day: str | None, base: Partial | None, at: int) -> Partial:
        """The date that its written parts say; `base` is the first end of the interval that this one closes."""
        if day in TIMES.days.now:
            return self._moved(self.report, TIMES.days.now[day])
        if day in TIMES.days.then:
            return self._moved(self.then, TIMES.days.then[day])
        y = self._year(year, base)
        d = number(day.rstrip("日号")) if day else None
        if month is None:
            return self._bare_day(int(d), base, at) if d is not None else Partial(y)
        m = self._month(month, base)
        if m.year is None and m.month is not None:
            m = m._replace(year=y)
        found = m._replace(day=int(d)) if d is not None else m
        if year is None and month not in TIMES.months.now and month not in TIMES.months.then:
            found = self._yearless(found, base, at)
        return found if calendar.valid(found) else Partial()

    def _moved(self, point: Partial, days: int) -> Partial:
        return calendar.shift_days(point, days) if point.day else Partial()

    def _year(self, text: str | None, base: Partial | None) -> int | None:
        if text is None:
            return None
        if text in TIMES.years.now:
            return self.report.year + TIMES.years.now[text] if self.report.year else None
        if text in TIMES.years.then:
            then = base.year if base else self.year
            return then + TIMES.years.then[text] if then else None
        value = number(text.removesuffix("度").rstrip("年"))
        if value is None:
            return None
        return int(value) if value > 99 else int(value) + (2000 if value < 50 else 1900)

    def _month(self, text: str, base: Partial | None) -> Partial:
        if text in TIMES.months.now:
            return calendar.shift_months(self.report, TIMES.months.now[text])
        if text in TIMES.months.then:
            return calendar.shift_months(base or self.month, TIMES.months.then[text])
        value = 1 if text == "元月" else number(text.removesuffix("份").rstrip("月"))
        return Partial(None, int(value)) if value is not None else Partial()

    def _yearless(self, point: Partial, base: Partial | None, at: int) -> Partial:
        """A day or month with the year that the interval, the sentence, the story or the report gives it."""
        if point.month is None:
            return point
        if base and base.year:
            behind = (point.month, point.day or 31) < (base.month or 1, base.day or 1)
            return point._replace(year=base.year + behind)
        if self.named:
            named, sentence = self.named
            if sentence == self._sentence(at):
                return point._replace(year=named.year)
            here, there = point._replace(year=named.year, day=point.day or 28).exact, named.exact
            if here and there and 0 <= (here - there).days <= _RECENT:
                return point._replace(year=named.year)
        if self.report.exact:
            return point._replace(year=self._nearest_year(point, self.report.exact, at))
        return point._replace(year=self.report.year or self.year)

    def _nearest_year(self, point: Partial, report: date, at: int) -> int:
        """The year of the last return before the report; of the next where it is near or the words say so."""
        if point.day is None and point.month == report.month:
            return report.year
        # 29 February stands in leap years alone
        day = min(point.day or 1, 28) if point.month == 2 else point.day or 1
        this = Partial(report.year, point.month, day).exact
        if this is None:
            return report.year
        if this <= report:
            ahead = (this.replace(year=this.year + 1) - report).days
            return report.year + (ahead <= TIMES.future.yearly)
        ahead = (this - report).days
        return report.year - (ahead > TIMES.future.yearly and not self._future(at))

    def _bare_day(self, day: int, base: Partial | None, at: int) -> Partial:
        """A day of the month alone: in the month of the story, else of the report."""
        anchor = base or (self.then if self.then.month else self.month if self.month.month else self.report)
        if anchor.month is None:
            return Partial()
        here = Partial(anchor.year, anchor.month, day)
        if base:
            return here if day >= (base.day or 1) else calendar.shift_months(here, 1)._replace(day=day)
        report = self.report.exact
        following = calendar.shift_months(here, 1)._replace(day=day)
        if anchor.day and day < anchor.day - 15 and (not report or not following.exact or following.exact <= report):
            return following
        if report and here.exact and (here.exact - report).days > TIMES.future.days and not self._future(at):
            return calendar.shift_months(here, -1)._replace(day=day)
        return here

    def lunar(self, year: str | None, month: int, day: int, at: int) -> Partial:
        """The day of a lunar date; without a year, its last return before the report."""
        y = self._year(year, None) or self.report.year or self.year
        if y is None:
            return Partial()
        if year is None and self.report.exact:
            return self._return(lambda n: calendar.lunar(y + n, month, day), at)
        found = calendar.lunar(y, month, day)
        return calendar.of(found) if found else Partial()

    def festival(self, year: str | None, word: str, at: int) -> Partial:
        """The day of a festival, told like that of a lunar date."""
        name, _, days = TIMES.festivals[word].partition("-")
        y = self._year(year, None) or self.report.year or self.year
        if not name or y is None:
            return Partial()
        back = -int(days or 0)
        if year is None and self.report.exact:
            return calendar.shift_days(self._return(lambda n: calendar.festival(name, y + n), at), back)
        found = calendar.festival(name, y)
        return calendar.shift_days(calendar.of(found), back) if found else Partial()

    def _return(self, day_of: Callable[[int], date | None], at: int) -> Partial:
        """Of a day that comes every year (`day_of` the years from the report's), the one that is meant."""
        report = self.report.exact
        days = [day for day in map(day_of, (-1, 0, 1)) if day and report]
        ahead = TIMES.future.yearly if not self._future(at) else 366
        coming = [day for day in days if report and 0 < (day - report).days <= ahead]
        past = [day for day in days if report and day <= report]
        return calendar.of(coming[0] if coming else past[-1]) if coming or past else Partial()

    def weekday(self, week: int | None, day: int | None) -> Partial:
        """A day (0 = Monday) of the week so many weeks from the report's; without a week, the last such day."""
        report = self.report.exact
        if report is None or day is None:
            return Partial()
        offset = day - report.weekday()
        if week is None:
            return calendar.shift_days(self.report, offset - 7 if offset > 0 else offset)
        return calendar.shift_days(self.report, offset + 7 * week)

    # --- stretches ----------------------------------------------------------------------------------------------

    def stretch(self, year: str | None, first: int, last: int, at: int) -> str:
        """Months of a year; without a year, of the report's, or of the last one where that lies ahead."""
        y = self._year(year, None) or self.report.year or self.year
        if y is None:
            return ""
        if first == 1 and last == 12:
            if year is None and self.year and self.named and self.named[1] == self._sentence(at):
                y = self.year
            return f"{y:04}"
        # a sum from January on is told when it is over, another stretch once it has begun
        if year is None and self.report.month and first < last and not self._future(at):
            y -= self.report.month < (last if first == 1 else first)
        return calendar.interval(f"{y:04}-{first:02}", f"{y:04}-{last:02}")

    def since(self, point: Partial) -> str:
        """From a point to the report: 今年以来 is the year, 今年4月以来 an interval of months."""
        report = self.report
        if point.year is None or not report.year:
            return point.iso()
        if point.month is None:
            return calendar.interval(f"{point.year:04}", f"{report.year:04}")
        return calendar.interval(point.iso(), report._replace(day=report.day if point.day else None).iso())

    def past(self, count: int, unit: str) -> str:
        """The last so many years, months, weeks or days before the report."""
        report = self.report
        if "年" in unit and report.year:
            return calendar.interval(f"{report.year - count:04}", f"{report.year:04}") if count < report.year else ""
        if "月" in unit and report.year and report.month:
            start = calendar.shift_months(report, -count)
            return calendar.interval(start.iso(), report._replace(day=None).iso()) if calendar.valid(start) else ""
        days = count * (7 if "周" in unit or "星期" in unit or "礼拜" in unit else 1 if unit in ("天", "日") else 0)
        if days and report.exact and days < report.exact.toordinal():
            return calendar.interval(calendar.shift_days(report, -days).iso(), report.iso())
        return ""

    def running(self, count: int, at: int) -> str:
        """So many years in a row: from the year that the sentence starts at (自…起), else up to the one told of."""
        if self.opened and self.opened[1] == self._sentence(at):
            first = self.opened[0]
            return calendar.interval(f"{first:04}", f"{first + count - 1:04}")
        last = self.year or self.report.year
        return calendar.interval(f"{last - count + 1:04}", f"{last:04}") if last and count < last else ""

    # --- moving on ----------------------------------------------------------------------------------------------

    def move(self, point: Partial, value: str, at: int, named: bool) -> None:
        """The story now stands at `point`; `named` where the text itself said the year."""
        if point.month:
            self.month = point._replace(day=None)
        if point.day:
            self.then = point
        if point.year:
            self.year = point.year
            if named:
                self.named = point, self._sentence(at)
            if self.text[at - 1 : at] in ("自", "从"):
                self.opened = point.year, self._sentence(at)
        if value:
            self.period = value
