"""The first and last moment of an ISO 8601 value as the records carry it."""

import re
from calendar import monthrange

_MOMENT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::?(\d\d)(?::?(\d\d))?)?)?)?)?", re.ASCII)


def _moment(value: str, last: bool) -> str | None:
    match = _MOMENT.fullmatch(value)
    if not match:
        return None
    year, month, day, hour, minute, second = match.groups()
    if int(year) < 1 or not 1 <= int(month or 1) <= 12:
        return None
    month = month or ("12" if last else "01")
    days = monthrange(int(year), int(month))[1]
    day = day or (f"{days:02}" if last else "01")
    if not 1 <= int(day) <= days:
        return None
    date = f"{year}-{month}-{day}"
    if hour is None:
        return date
    if int(hour) > 23 or int(minute or 0) > 59 or int(second or 0) > 59:
        return None
    missing = "59" if last else "00"
    return f"{date}T{hour}:{minute or missing}:{second or missing}"


def bounds(value: object) -> tuple[str | None, str | None]:
    """First and last day (2024-02-21) or second (2024-02-21T08:00:00) of a date, month, year, hour or interval.

    (None, None) where the value has no year (--02-21), is no such value, or ends before it begins.
    """
    if not isinstance(value, str):
        return None, None
    first, _, second = value.partition("/")
    begin, end = _moment(first, last=False), _moment(second or first, last=True)
    if begin is None or end is None or begin[:10] > end[:10] or (len(begin) == len(end) and begin > end):
        return None, None
    return begin, end
