"""Reads the time expressions of a text one after the other: which are mentions, and what they say."""

import re
from collections.abc import Callable
from itertools import dropwhile
from typing import NamedTuple

from kg.pipeline.numerals import number
from kg.pipeline.patterns import alternation
from kg.pipeline.spans import Match
from kg.pipeline.times import calendar
from kg.pipeline.times.calendar import Partial
from kg.pipeline.times.grammar import AGAIN, PATTERN, PATTERNS, RULES
from kg.pipeline.times.narrative import Narrative
from kg.pipeline.times.reportday import report_day
from kg.pipeline.times.words import TIMES

_WEEKS = {None: None, "上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LENGTH_BEFORE = re.compile(f"{alternation(TIMES.lengths.before)}$")
_LENGTH_AFTER = re.compile(alternation(TIMES.lengths.after + TIMES.lengths.compounds))
_IDIOM = re.compile(f".?{alternation(TIMES.lengths.idioms)}")
_HOUR_AFTER = re.compile(f"{alternation(TIMES.parts.words + TIMES.parts.bound)}|[0-9０-９]{{1,2}}[时点]|至|到")
# between a date and its time
GAP = re.compile(r"[ \u3000]*(?:[（(][^（()）\n]{1,12}[）)])?[）) \u3000，,]*")


class Reading(NamedTuple):
    """What an expression says: its value, the date to which it moves the story, whether it names the year.

    `end` is set where the mention ends before the pattern does.
    """

    value: str
    point: Partial | None = None
    named: bool = False
    end: int | None = None


class Reader:
    """Reads the expressions of one text in order."""

    def __init__(self, text: str, published: str | None):
        self.text = text
        self.story = Narrative(text, report_day(text, published))
        self.last: Match | None = None
        self.readers: dict[str, Callable[[re.Match[str]], Reading | None]] = {  # one a rule of the grammar
            "date": self.date,
            "date.same": self.same,
            "date.day": self.day,
            "date.stretch": self.stretch,
            "date.festival": self.festival,
            "date.lunar": self.lunar,
            "date.decade": self.decade,
            "date.length": self.length,
            "date.weekday": self.weekday,
            "date.every": self.plain,
            "date.season": self.plain,
            "date.vague": self.plain,
            "time.length": self.plain,
            "time.clock": self.clock,
            "time.part": self.part,
        }

    def matches(self) -> list[Match]:
        """All mentions, in text order."""
        found, position = [], 0
        while m := PATTERN.search(self.text, position):
            read = self._read(m)
            # what is no mention may hold one behind its first character
            position = m.start() + 1
            if read:
                found.append(read)
                position = read.end
                self.last = read
        return found

    def _read(self, m: re.Match[str]) -> Match | None:
        """The mention at a place where the pattern matches, by the first rule that makes sense of it."""
        first = str(m.lastgroup).replace("_", ".")
        for rule in dropwhile(lambda name: name != first, RULES):
            found = m if rule == first else PATTERNS[rule].match(self.text, m.start())
            reading = self.readers[rule](found) if found else None
            if found and reading:
                break
        else:
            return None
        value, end = reading.value, reading.end or found.end()
        if rule == "time.clock" and (again := AGAIN.match(self.text, end)) and (until := self.clock(again)):
            value, end = calendar.interval(value, until.value), again.end()
        if reading.point:
            self.story.move(reading.point, value, found.start(), reading.named)
        elif "/" in value:
            self.story.period = value
        label = "TIME" if rule.startswith("time") else "DATE"
        return Match(found.start(), end, label, rule, value)

    def plain(self, m: re.Match[str]) -> Reading:
        """A mention without a value."""
        return Reading("")

    # --- dates --------------------------------------------------------------------------------------------------

    def date(self, m: re.Match[str]) -> Reading | None:
        story, at = self.story, m.start()
        year, month, day = m["year1"], m["month1"], m["day1"]
        if year is None and month is None and not self._is_day(m):
            return None
        first = story.point(year, month, day, None, at)
        if ((month and number(month.rstrip("份月"))) or day) and not first.iso() and story.report.year:
            return None if month else Reading("")
        if m["tail1"] and first.month is None and m["tail1"][-1] in "初底末":
            first = Partial(first.year, 1 if m["tail1"][-1] == "初" else 12)
        value, last = first.iso(), first
        if m["year2"] or m["month2"] or m["day2"]:
            last = story.point(m["year2"], m["month2"], m["day2"], first, at)
            value = calendar.interval(first.iso(), last.iso())
        elif m["since"]:
            value = str(first.year) if year in TIMES.years.now and month is None else story.since(first)
        return Reading(value, last, year is not None)

    def _is_day(self, m: re.Match[str]) -> bool:
        """Whether N日 or N号 alone is a day of the month and no length (拘留五日, 3日内) or number (3号楼)."""
        before, after = self.text[max(0, m.start() - 3) : m.start()], self.text[m.end() : m.end() + 3]
        if m["day1"] in ("一日", "十日"):
            return bool(_HOUR_AFTER.match(after))
        if m["day2"] is None and (_LENGTH_BEFORE.search(before) or _LENGTH_AFTER.match(after)):
            return False
        return m["day1"][-1] != "号" or bool(_HOUR_AFTER.match(after))

    def same(self, m: re.Match[str]) -> Reading:
        """The period told of, in the year or month that the expression names."""
        word = m[0].removesuffix("同期")
        if not word:
            return Reading(self.story.period)
        years = TIMES.years.now.get(word)
        if years is None or not self.story.period:
            return Reading("")
        ends = [calendar.shift_years(calendar.parse(end), years) for end in self.story.period.split("/")]
        return Reading(calendar.interval(ends[0].iso(), ends[-1].iso()))

    def day(self, m: re.Match[str]) -> Reading | None:
        if self.text[max(0, m.start() - 1) : m.start()] in ("日", "节"):
            # beside a named day: 国际禁毒日当天 belongs to it, 消费者权益日前一天 is not the day before the story's
            return Reading("") if m[0].startswith("前") else None
        point = self.story.point(None, None, m[0], None, m.start())
        # a look back (前一天) leaves the story where it is
        return Reading(point.iso(), point if point.day and not m[0].startswith("前一") else None)

    def stretch(self, m: re.Match[str]) -> Reading | None:
        first, last = (1, int(number(m["months"]) or 0)) if m["months"] else TIMES.spans[m["stretch"]]
        if not 1 <= last <= 12:
            return None
        return Reading(self.story.stretch(m["stretch_year"], first, last, m.start()))

    def festival(self, m: re.Match[str]) -> Reading:
        if m["holiday"]:
            return Reading("")
        return Reading(self.story.festival(m["festival_year"], m["festival"], m.start()).iso())

    def lunar(self, m: re.Match[str]) -> Reading | None:
        named = m["lunar_month"]
        month = _LUNAR_MONTHS.get(named) or number(named)
        day = number(m["lunar_day"].removeprefix("初"))
        if not month or not day or not 1 <= month <= 12 or not 1 <= day <= 30:
            return None
        point = self.story.lunar(m["lunar_year"], int(month), int(day), m.start())
        return Reading(point.iso(), point, m["lunar_year"] is not None)

    def decade(self, m: re.Match[str]) -> Reading:
        """The years of a decade (上世纪90年代); a century alone has no value."""
        decade = m["decade_year"] or m["decade"]
        if not decade:
            return Reading("")
        first = int(number(decade.removesuffix("年代")) or 0)
        century = m["century"] or ""
        if first < 100:
            first += 2000 if century.startswith("本") or number(century[:-2]) == 21 else 1900
        return Reading(f"{first}/{first + 9}")

    def length(self, m: re.Match[str]) -> Reading | None:
        count, unit = number(m["count"]), m["unit"]
        if set(m["count"]) <= set("百千几") or _IDIOM.match(self.text, max(0, m.start() - 1)):
            return None
        if unit == "周" and self.text.startswith("年", m.end()):
            return None
        whole = int(count) if count is not None and count == int(count) else None
        before = self.text[max(0, m.start() - 2) : m.start()]
        # 三年来 at the head of a clause; behind a verb (试运行三个月来) the verb holds the length
        end = m.start("back") if m["back"] and not m["past"] and before[-1:].isalnum() else None
        if whole and before == "连续" and unit == "年":
            return Reading(self.story.running(whole, m.start()))
        if whole and (m["back"] or m["past"] in ("近", "过去", "最近")):
            return Reading(self.story.past(whole, unit), end=end)
        if whole and m["past"] == "前" and unit == "个月":
            return Reading(self.story.stretch(None, 1, whole, m.start()))
        return Reading("", end=end)

    def weekday(self, m: re.Match[str]) -> Reading | None:
        if m["weekday"] is None:
            return Reading("")
        if self.text[max(0, m.start() - 1) : m.start()] in tuple("每两三四五六七八一二几数"):
            return None
        if self.last and self.text[self.last.end : m.start()] in ("（", "("):
            return Reading(self.last.value)  # 3月15日（周六）
        day = "一二三四五六日天".index(m["weekday"])
        point = self.story.weekday(_WEEKS[m["week"]], min(day, 6))
        return Reading(point.iso(), point if point.day else None)

    # --- times of the day ---------------------------------------------------------------------------------------

    def _date_before(self, start: int) -> Partial | None:
        """The date that stands right before, perhaps with brackets between: 3月15日（上周六）18时."""
        if self.last is None or not GAP.fullmatch(self.text, self.last.end, start):
            return None
        value = self.last.value
        return calendar.parse(value.rpartition("/")[2]) if value else Partial()

    def part(self, m: re.Match[str]) -> Reading:
        date = self._date_before(m.start())
        return Reading((date if date is not None else self.story.then).iso())

    def clock(self, m: re.Match[str]) -> Reading | None:
        date, part = self._date_before(m.start()), m["part"] or ""
        if m[0] == "一时" or (not part and date is None and not self._is_clock(m)):
            return None
        if part in TIMES.parts.bound and date is None and part not in ("晚", "早", "夜"):
            return None
        if not part and self.last and date is not None and self.text[self.last.end - 1] in TIMES.parts.bound:
            part = self.text[self.last.end - 1]  # 昨晚 | 7时
        day = date if date is not None else self.story.then
        hour = number(m["hour"])
        if hour is None:  # 三四时
            return Reading(day.iso())
        hour, minute = _hour(int(hour), part), _minute(m)
        if hour > 24 or (minute or 0) > 59:
            return None
        if not day.day:
            return Reading("")
        if hour == 24:
            day, hour = calendar.shift_days(day, 1), 0
        return Reading(f"{day.iso()}T{hour:02}" + (f":{minute:02}" if minute is not None else ""))

    def _is_clock(self, m: re.Match[str]) -> bool:
        """Whether an hour that stands by itself is one: no score (21:15), no list of points (3点建议)."""
        if m.re is AGAIN:
            return True
        if m["colon"]:
            before = self.text[max(0, m.start() - 2) : m.start()]
            return self.text.startswith(tuple(TIMES.clock.after), m.end()) or before.endswith(tuple(TIMES.clock.before))
        return m[0][-1] != "点"


def _minute(m: re.Match[str]) -> int | None:
    if m["half"]:
        return 30
    if m["quarter"]:
        return 15 if m["quarter"] == "一" else 45
    written = m["minute"] or m["short"] or m["colon"]
    return int(number(written) or 0) if written else None


def _hour(hour: int, part: str) -> int:
    """The hour of the day: 下午3时 is 15, 晚12时 24, 凌晨12时 0."""
    first, last = (
        (1, 11) if part in TIMES.parts.afternoon
        else (5, 12) if part in TIMES.parts.night
        else (1, 3) if part in TIMES.parts.noon
        else (0, -1)
    )  # fmt: skip
    if first <= hour <= last:
        return hour + 12
    return 0 if part == "凌晨" and hour == 12 else hour
