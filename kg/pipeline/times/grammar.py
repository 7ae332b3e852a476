"""The grammar of Chinese time expressions: patterns made of the words in kg/rules/times.toml.

`RULES` holds a pattern a rule, in the order in which they are tried at a place in the text; `PATTERN` is all of them,
each a group named with the rule's name (a dot written `_`). Numerals are short and bounded, so that no pattern runs on.
"""

import re

from kg.pipeline.patterns import DIGIT as _D
from kg.pipeline.patterns import SPELT as _H
from kg.pipeline.patterns import alternation
from kg.pipeline.times.words import TIMES

_N = f"(?:(?<![0-9０-９.．]){_D}{{1,2}}|[{_H}廿]{{1,3}})"
_Y = f"(?:(?<!{_D}){_D}{{4}}|[{_H}〇○零0]{{4}})"
TO = "(?:至|到|—{1,2}|[-－~～–])"
_PART = alternation(TIMES.parts.words)
_BOUND = alternation(TIMES.parts.bound)
_YEAR_WORD = alternation(TIMES.years.now | TIMES.years.then)
_YEAR = f"(?:{_Y}年度?|{_YEAR_WORD})"
_MONTH_WORD = alternation(TIMES.months.now | TIMES.months.then)
_INSIDE = f"(?<![附将最日目之以])(?:{alternation(TIMES.lengths.inside)})"
_COUNT = (
    f"(?:(?<![0-9０-９.．第]){_D}{{1,4}}(?:[.．]{_D}{{1,2}})?|(?<!第)[{_H}两百]{{1,4}}|[半数几]|数[十百]|上百)[余多来几]?"
    f"(?:[至到~～—-](?:{_D}{{1,3}}|[{_H}两]))?"
)
_PIECE = "多?个[多余半]?"
_WEEK = "(?:周|星期|礼拜)"


def _point(end: str) -> str:
    """A date; its groups end in `end`. In an interval the first leaves its unit to the second: 1至5月."""

    def left(numeral: str, unit: str) -> str:
        return f"|{numeral}(?={TO}{numeral}{unit})" if end == "1" else ""

    year = f"(?P<year{end}>{_Y}年度?|(?<!{_D}){_D}{{2}}年(?={_N}月){left(_Y, '年')}|{_YEAR_WORD})"
    month = f"(?P<month{end}>{_N}月份?|元月份?|{_MONTH_WORD}{left(_N, '月')})"
    day = f"(?P<day{end}>{_N}[日号]{left(_N, '[日号]')})"
    tail = f"(?P<tail{end}>[上中下]{{1,2}}旬|年?[底末](?!余)|年?初(?![{_H}次中级])|以?内)"
    # every part may be missing, but not all
    some = f"(?(year{end})|(?(month{end})|(?(day{end})|(?!))))"
    return f"(?:{year})?(?:{month})?(?:{day}|{tail})?{some}"


_MINUTE = (
    f"(?:(?P<half>半)|(?P<quarter>[一三])刻|整|(?P<minute>零?{_N}|[０0]{_D})分"
    f"|(?P<short>{_D}{{2}}|[二三四五]十[{_H}]?|零[{_H}])(?!{_D}))"
)
_SECOND = f"(?:[:：]?(?:{_N}|[0０]{_D})(?:[.．]{_D})?秒|[:：]{_D}{{2}})"
CLOCK = (
    f"(?P<part>{_PART}|{_BOUND})?(?P<hour>{_N}|[零两])"
    f"(?:[时点](?![间候代期段节常刻而名击赞评球火]){_MINUTE}?|[:：](?P<colon>[0-5０-５]{_D})(?!{_D})分?)"
    f"{_SECOND}?(?:多(?!分))?(?:{_N}?多?分?钟)?(?:许|左右|前后|过(?!后))?"
)

RULES = {
    "date.same": f"(?:{_YEAR}|{_MONTH_WORD})?同期(?!声)",
    "date.day": alternation(TIMES.days.now | TIMES.days.then),
    "date.every": f"{alternation(TIMES.every.words)}(?:(?<=周)[{_H}日天](?![次场个]))?",
    "date.stretch": (
        f"(?P<stretch_year>{_YEAR})?(?:(?P<stretch>{alternation(TIMES.spans)})|前(?P<months>{_N})个月)(?:以来)?"
    ),
    "date.festival": (
        f"(?P<festival_year>{_YEAR})?(?:农历)?(?P<festival>{alternation(TIMES.festivals)})"
        f"(?P<holiday>{alternation(TIMES.festival_context.holidays)})?(?!{alternation(TIMES.festival_context.names)})"
    ),
    "date.lunar": (
        f"(?P<lunar_year>{_YEAR})?(?:[农阴]历)?(?P<lunar_month>[正腊冬]|(?<=历){_N})月(?P<lunar_day>初[{_H}]|{_N})日?"
    ),
    "date.decade": (
        f"(?:(?P<century>上个?世纪|本世纪|(?:{_D}{{2}}|[{_H}]{{2,3}})世纪)(?P<decade>[{_H}]十年代|{_D}0年代)?"
        f"|(?P<decade_year>{_D}{{3}}0年代|(?<!{_D})[2-9]0年代))(?:初期?|中期|末期?|后期|以来)?"
    ),
    "date.season": f"(?:{_YEAR})?入[春夏秋冬汛](?:以来)|{_YEAR}[春夏秋冬](?:季|天)?(?![装运训])",
    "time.clock": CLOCK,
    "date": f"{_point('1')}(?:{TO}{_point('2')})?(?P<since>以来)?",
    "time.length": (
        f"(?:{_INSIDE})?{_COUNT}(?:(?:{_PIECE}|多)?{alternation(TIMES.lengths.hours)}|分(?={_D}+秒))"
        f"(?:半|{_D}{{1,2}}(?:分钟?|秒)(?:{_D}{{1,2}}秒)?|(?<=秒){_D}{{1,2}}(?!{_D}))?(?:左右)?"
    ),
    "date.length": (
        f"(?P<past>{_INSIDE})?(?P<count>{_COUNT})"
        f"(?P<unit>多?{alternation(TIMES.lengths.days)}|{_PIECE}{alternation(TIMES.lengths.pieces)})(?![级代度月报])"
        f"(?:半|[零又]?(?:{_D}{{1,2}}|[{_H}两])个月)?(?P<back>以?来)?(?:左右)?"
    ),
    "date.weekday": (
        f"(?P<week>上上|上|本|这|下)?个?{_WEEK}(?P<weekday>[一二三四五六日天](?![{_H}次场]))"
        f"|(?<!{_D})[上本这下](?:一?周|个?星期)(?![{_H}边围末])"
    ),
    "date.vague": f"{alternation(TIMES.vague.words)}(?:以来)?(?!一[天日晚])",
    "time.part": (
        f"{_PART}(?!{alternation(TIMES.parts.compounds)})"
        f"|(?:(?<=[日号天期])|(?<=[周期][{_H}])){_BOUND}(?![会报宴餐点年高])"
    ),
}
_WORDS = [
    *TIMES.parts.words, *TIMES.parts.bound, *TIMES.days.now, *TIMES.days.then, *TIMES.months.now, *TIMES.months.then,
    *TIMES.years.now, *TIMES.years.then, *TIMES.spans, *TIMES.festivals, *TIMES.vague.words, *TIMES.every.words,
    *TIMES.lengths.inside, *"0123456789０１２３４５６７８９〇○零两廿半数几元正腊冬农阴入个上本这下周星礼同", *_H,
]  # fmt: skip
_GROUPS = {rule: f"(?P<{rule.replace('.', '_')}>{pattern})" for rule, pattern in RULES.items()}
# a cheap look at the first character spares trying every rule at every place
_FIRST = "".join(sorted({word[0] for word in _WORDS}))
PATTERN = re.compile(f"(?=[{_FIRST}])(?:{'|'.join(_GROUPS.values())})")
PATTERNS = {rule: re.compile(pattern) for rule, pattern in _GROUPS.items()}
AGAIN = re.compile(TO + CLOCK)
