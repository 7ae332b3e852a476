"""Dates and times: DATE and TIME mentions with ISO 8601 values.

`match(doc)` reads `doc.user_data.get("published")`. A mention's value stands in `span.kb_id_`: `2024-02-21`,
`2024-02`, `2024`, `--02-21` (no year known), `2024-02-21T15:20`, an interval `2024-01/2024-05`, "" where there is none
(近日, 8个小时). A TIME beside its DATE (2月21日 | 15时许) is a mention of its own that carries the full value.

`moments(doc)` gives whole phrases made of such mentions: 2月21日 | 15时许 is one moment with the value of the TIME,
5月1日 | 7时 至 5月4日 | 22时 one with an interval.
"""

import re
from collections.abc import Callable
from itertools import dropwhile
from typing import NamedTuple

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline import calendar
from kg.pipeline.calendar import Partial
from kg.pipeline.narrative import Narrative
from kg.pipeline.numerals import number
from kg.pipeline.spans import Match, annotate, text_of
from kg.pipeline.timegrammar import AGAIN, PATTERN, PATTERNS, RULES
from kg.pipeline.timewords import TIMES, alternation

_WEEKS = {None: None, "上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}
_LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_LENGTH_BEFORE = re.compile(f"{alternation(TIMES.lengths.sentences)}$")
_LENGTH_AFTER = re.compile(alternation(TIMES.lengths.after))
_DATELINE = re.compile(rf"([0-9０-９一二三四五六七八九十]{{1,3}}月[0-9０-９一二三四五六七八九十]{{1,3}}日)(?:{alternation(TIMES.report.dateline)})")
_SIGNED = re.compile(r"(?:^|\n)[^\S\n]*([0-9０-９〇○零一二三四五六七八九]{4}年[0-9０-９一二三四五六七八九十]{1,3}月[0-9０-９一二三四五六七八九十]{1,3}日)\s*$")
_WRITTEN = re.compile("(?:([^年]{4})年)?([^月]{1,3})月([^日]{1,3})日")
_GAP = re.compile(r"[ \u3000]*(?:[（(][^（()）\n]{1,12}[）)])?[ \u3000，,]*")
_JOINT = re.compile("(?:至|到|—{1,2}|[-－~～–])")


class Reading(NamedTuple):
    """What an expression says: its value, the date to which it moves the story, whether it names the year.

    `end` is set where the mention ends before the pattern does.
    """

    value: str
    point: Partial | None = None
    named: bool = False
    end: int | None = None


def report_day(text: str, published: str | None) -> Partial:
    """The day on which a text speaks: that of its dateline (4月5日电), of publication, or of the signature at its end."""
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


class _Reader:
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
        if m["day1"] in ("一日", "十日") or (m["day2"] is None and (
            _LENGTH_BEFORE.search(before) or _LENGTH_AFTER.match(after) or after[:1] in "游均元本军语"
        )):
            return m["day1"] == "十日" and after[:1] in "凌上下中晚"
        if m["day1"][-1] == "号":
            return bool(re.match("凌晨|清晨|早|上午|中午|下午|傍晚|晚|[0-9]{1,2}[时点]|至|到", after))
        return True

    def same(self, m: re.Match[str]) -> Reading:
        """The period told of, in the year or month that the expression names."""
        years = TIMES.years.now.get(m[0].removesuffix("同期"))
        if years is None or not self.story.period:
            return Reading("")
        ends = [calendar.shift_years(calendar.parse(end), years) for end in self.story.period.split("/")]
        return Reading(calendar.interval(ends[0].iso(), ends[-1].iso()))

    def day(self, m: re.Match[str]) -> Reading:
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
        if first < 100:
            first += 2000 if m["century"] and (m["century"].startswith("本") or number(m["century"][:-2]) == 21) else 1900
        return Reading(f"{first}/{first + 9}")

    def length(self, m: re.Match[str]) -> Reading | None:
        count, unit = number(m["count"]), m["unit"]
        if set(m["count"]) <= set("百千几") or m[0] == "四周" or self.text[max(0, m.start() - 1) : m.start()] == "如" or (unit == "周" and self.text[m.end() : m.end() + 1] == "年"):
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
        day = "一二三四五六日天".index(m["weekday"])
        point = self.story.weekday(_WEEKS[m["week"]], min(day, 6))
        return Reading(point.iso(), point if point.day else None)

    # --- times of the day ---------------------------------------------------------------------------------------

    def _date_before(self, start: int) -> Partial | None:
        """The date that stands right before, perhaps with brackets between: 3月15日（上周六）18时."""
        if self.last is None or not _GAP.fullmatch(self.text, self.last.end, start):
            return None
        value = self.last.value
        return calendar.parse(value.rpartition("/")[2]) if value else Partial()

    def part(self, m: re.Match[str]) -> Reading:
        date = self._date_before(m.start())
        return Reading((date if date is not None else self.story.then).iso())

    def clock(self, m: re.Match[str]) -> Reading | None:
        date = self._date_before(m.start())
        part, hour = m["part"] or "", number(m["hour"])
        joined = m[0][0] in "至到—-－~～–"
        if m[0] == "一时":
            return None
        bare = not part and date is None and not joined
        apart = not self.text[max(0, m.start() - 1) : m.start()].isalnum() and self.text[m.end() : m.end() + 1] in ("，", ",")
        if bare and ((m["colon"] and not apart) or ("点" in m[0] and not m["minute"] and not m["short"] and not m["half"] and m[0][-1] in "点")):
            return None
        if part in TIMES.parts.bound and date is None and part not in ("晚", "早", "夜"):
            return None
        if not part and self.last and date is not None and self.text[self.last.end - 1] in TIMES.parts.bound:
            part = self.text[self.last.end - 1]  # 昨晚 | 7时
        day = date if date is not None else self.story.then
        if hour is None:  # 三四时
            return Reading(day.iso())
        minute = 30 if m["half"] else {"一": 15, "三": 45}[m["quarter"]] if m["quarter"] else None
        if (written := m["minute"] or m["short"] or m["colon"]) is not None:
            minute = int(number(written) or 0)
        hours = _hour(int(hour), part)
        if hours > 24 or (minute or 0) > 59:
            return None
        if not day.day:
            return Reading("")
        if hours == 24:
            day, hours = calendar.shift_days(day, 1), 0
        return Reading(f"{day.iso()}T{hours:02}" + (f":{minute:02}" if minute is not None else ""))


def _hour(hour: int, part: str) -> int:
    """The hour of the day: 下午3时 is 15, 晚12时 24, 凌晨12时 0."""
    if (part in TIMES.parts.afternoon and 1 <= hour <= 12) or (part in TIMES.parts.night and 5 <= hour <= 12):
        return hour + 12 if hour < 12 or part not in ("下午", "午后") else hour
    if part in TIMES.parts.noon and 1 <= hour <= 3:
        return hour + 12
    return 0 if part == "凌晨" and hour == 12 else hour


def match(doc: Doc) -> list[Match]:
    """The time expressions, in text order."""
    return _Reader(text_of(doc), doc.user_data.get("published")).matches()


class Moment(NamedTuple):
    """A whole phrase of time (a date with its time, an interval) and its ISO 8601 value."""

    start: int
    end: int
    value: str


def moments(doc: Doc) -> list[Moment]:
    """The phrases of time among `doc.ents`, in text order."""
    found: list[Moment] = []
    joint = ""
    for ent in doc.ents:
        if ent.label_ not in ("DATE", "TIME"):
            continue
        here = Moment(ent.start, ent.end, ent.kb_id_)
        between = text_of(doc)[found[-1].end : here.start] if found else "\n"
        if ent.label_ == "TIME" and _GAP.fullmatch(between) and joint == "DATE":
            found[-1] = Moment(found[-1].start, here.end, here.value or found[-1].value)
        else:
            found.append(here)
        joint = ent.label_
    return _joined(text_of(doc), found)


def _joined(text: str, found: list[Moment]) -> list[Moment]:
    """The same with two moments around 至 as one interval."""
    whole: list[Moment] = []
    for here in found:
        before = whole[-1] if whole else None
        if before and _JOINT.fullmatch(text, before.end, here.start) and "/" not in before.value + here.value:
            value = calendar.interval(before.value, here.value)
            whole[-1] = Moment(before.start, here.end, value or before.value)
        else:
            whole.append(here)
    return whole


class Times:
    """Writes `doc.spans["times"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "times", match(doc))
        return doc


@Language.factory("kg_times", assigns=["doc.spans"])
def make_times(nlp: Language, name: str) -> Times:
    """The component as spaCy's config names it."""
    return Times()
