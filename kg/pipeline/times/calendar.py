"""Dates known in part, their ISO 8601 form, and the arithmetic of days, months and festivals."""

import calendar
import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from borax.calendars.festivals2 import FestivalLibrary
from borax.calendars.lunardate import LunarDate


class Partial(NamedTuple):
    """A date known to the day, the month or the year; the year of a day or month may be unknown."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """ISO 8601: `2024-02-21`, `2024-02`, `2024`; `--02-21` and `--02` without a year; "" where nothing is known."""
        if self.month is None:
            return f"{self.year:04}" if self.year else ""
        head = f"{self.year:04}-{self.month:02}" if self.year else f"--{self.month:02}"
        return f"{head}-{self.day:02}" if self.day else head

    @property
    def exact(self) -> date | None:
        """The day, where year, month and day are known and such a day is in the calendar."""
        if self.year and self.month and self.day:
            try:
                return date(self.year, self.month, self.day)
            except ValueError:
                return None
        return None


def of(day: date) -> Partial:
    """A whole day."""
    return Partial(day.year, day.month, day.day)


_ISO = re.compile(r"(?:([0-9]{4})|-)(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:[T ].*)?")


def parse(text: str | None) -> Partial:
    """The date that an ISO 8601 string says, with or without a year; nothing known where it is none."""
    m = _ISO.fullmatch(text or "")
    found = Partial(*(int(group) if group else None for group in m.groups())) if m else Partial()
    return found if valid(found) else Partial()


def valid(point: Partial) -> bool:
    """Whether such a date is in the calendar (of a leap year where the year is unknown), in the years 1000 to 2999."""
    if point.year is not None and not 1000 <= point.year <= 2999:
        return False
    if point.month is None or not 1 <= point.month <= 12:
        return point.month is None and point.day is None
    return point.day is None or 1 <= point.day <= calendar.monthrange(point.year or 2000, point.month)[1]


def shift_days(point: Partial, days: int) -> Partial:
    """The day so many days after; without a year the year is taken for no leap year."""
    day = point.exact or Partial(2001, point.month, point.day).exact
    if day is None:
        return point
    moved = of(day + timedelta(days=days))
    return moved if point.year else moved._replace(year=None)


def shift_months(point: Partial, months: int) -> Partial:
    """The month so many months after."""
    if point.month is None:
        return Partial()
    years, month = divmod(point.month - 1 + months, 12)
    return Partial(point.year + years if point.year else None, month + 1)


def shift_years(point: Partial, years: int) -> Partial:
    """The same day or month so many years after."""
    return point._replace(year=point.year + years) if point.year else Partial()


def interval(first: str, last: str) -> str:
    """An ISO 8601 interval; one value where both ends are the same, "" where an end is unknown."""
    if not first or not last:
        return ""
    return first if first == last else f"{first}/{last}"


def lunar(year: int, month: int, day: int) -> date | None:
    """The day of a date of the lunar calendar (borax, 1900 to 2100); None where there is no such day."""
    try:
        return LunarDate(year, month, day).to_solar_date()
    except ValueError:
        return None


@cache
def festival(name: str, year: int) -> date | None:
    """The day of a festival that borax knows by name, in a year (1900 to 2100)."""
    found = _library().get_festival(name)
    try:
        day = found.at(year) if found else None
    except ValueError:
        return None
    return day.to_solar_date() if isinstance(day, LunarDate) else day


@cache
def _library() -> FestivalLibrary:
    return FestivalLibrary.load_builtin("basic")
