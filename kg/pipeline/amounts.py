"""Amounts: MONEY, PERCENT and QUANTITY mentions, and what they say.

`parse(text)` reads a mention: 5000余万元 is the value 50000000, the unit 元 and the modifier 余.
"""

import re
from typing import NamedTuple

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.component import Component
from kg.pipeline.numerals import number
from kg.pipeline.patterns import DIGIT, SPELT, alternation
from kg.pipeline.spans import Match, annotate, text_of
from kg.rules import load


class _Money(msgspec.Struct, forbid_unknown_fields=True):
    units: list[str]


class _Percent(msgspec.Struct, forbid_unknown_fields=True):
    units: list[str]
    tenths_before: str


class _Measures(msgspec.Struct, forbid_unknown_fields=True):
    units: list[str]
    over: list[str]


class _Classifiers(msgspec.Struct, forbid_unknown_fields=True):
    words: list[str]
    arabic: list[str]
    names: list[str]
    not_before: dict[str, list[str]]


class _One(msgspec.Struct, forbid_unknown_fields=True):
    behind: list[str]
    over: list[str]
    closed: list[str]
    verbs: str
    person_not_after: list[str]


class _Families(msgspec.Struct, forbid_unknown_fields=True):
    nouns: list[str]


class _Amounts(msgspec.Struct, forbid_unknown_fields=True):
    """kg/rules/amounts.toml."""

    money: _Money
    percent: _Percent
    measures: _Measures
    classifiers: _Classifiers
    one: _One
    families: _Families


_RULES = load("amounts.toml", _Amounts)


class Amount(NamedTuple):
    """What an amount says: `value` is None for 数百, the unit of shares is %, a modifier is 余, 多, 近, 左右…"""

    value: int | float | None
    unit: str
    modifier: str | None


def _classifier(word: str) -> str:
    others = _RULES.classifiers.not_before.get(word)
    return re.escape(word) + (f"(?!{'|'.join(others)})" if others else "")


_D = DIGIT
_ARABIC = (
    "(?<![0-9０-９A-Za-z.．/+])(?<![0-9０-９][,:：])"
    f"(?:{_D}{{1,3}}/(?={_D}))?(?:{_D}{{1,3}}(?:,{_D}{{3}}){{1,4}}|{_D}{{1,15}})(?:[.．]{_D}{{1,6}})?"
    f"[十百千万亿]{{0,3}}(?:{_D}{{1,4}}千?)?"
)
_SPELT = (
    f"(?<![{SPELT}两百千万亿第零])[{SPELT}两百千万亿半][{SPELT}两百千万亿零〇]{{0,11}}"
    "(?:点[一二三四五六七八九零]{1,4})?"
)
_NUMERAL = f"(?:{_ARABIC}|(?:[数几]|(?<![以之马])上)[十百千万亿]{{1,3}}|{_SPELT})"
_SCALED = "(?P<numeral>{0})(?P<middle>[余多来几])?(?P<scale>[十百千万亿]{{0,3}})"
_MEASURE = (
    f"{alternation(_RULES.measures.units)}(?:(?<![A-Za-z])|(?![A-Za-z]))"
    f"(?:/{_D}{{0,4}}{alternation(_RULES.measures.over)})?"
)
_WORD = "(?:" + "|".join(_classifier(word) for word in sorted(_RULES.classifiers.words, key=len, reverse=True)) + ")"
_UNIT = (
    f"(?:(?P<money>{alternation(_RULES.money.units)})|(?P<percent>{alternation(_RULES.percent.units)}"
    f"|成(?:半)?(?![{_RULES.percent.tenths_before}]))|(?P<measure>{_MEASURE})|(?P<counted>{_WORD}))"
)
_ABOUT = "(?P<about>左右|上下|有余|多(?=[，。、；,;的长高深远宽重]|$))?"
_NEAR = "(?P<near>(?<![附最临靠将])近)?"
_UNITS = alternation(_RULES.money.units + _RULES.percent.units + _RULES.measures.units + _RULES.classifiers.words)
_RANGE = f"(?:(?P<from>{_NUMERAL}(?:{_UNITS})?)(?:至|到|—{{1,2}}|[-－~～–])(?={_D}|[{SPELT}两]))?"
_PATTERN = re.compile(
    f"(?=[近百千万上数几半两{SPELT}0-9０-９]){_NEAR}(?:(?P<parts>[百千万])分之(?P<hundredths>{_D}{{1,3}}(?:[.．]{_D}{{1,4}})?|[{SPELT}两百零点]{{1,8}})"
    f"|{_RANGE}{_SCALED.format(_NUMERAL)}{_UNIT}{_ABOUT})"
)
_OVER = re.compile(f"{alternation(_RULES.one.over)}[一-龥]{{0,2}}$")
_QUOTED = re.compile("[^“”‘’\n]{0,6}[”’]")
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def parse(text: str) -> Amount:
    """The value, unit and modifier of a mention; of an interval (3至5人) the upper end.

    Raises ValueError where the text is no amount.
    """
    m = _PATTERN.fullmatch(text)
    if m is None:
        raise ValueError(f"no amount: {text!r}")
    modifier = m["about"] or m["middle"] or m["near"]
    if m["hundredths"]:
        return Amount(number(m["hundredths"]), {"百": "%", "千": "‰", "万": "‱"}[m["parts"]], modifier)
    value = number(m["numeral"])
    if m["numeral"].startswith("半"):
        value = 0.5
    elif m["numeral"][0] in "数几上":
        value, modifier = None, modifier or m["numeral"][0]
    for char in m["scale"]:
        value = value * _SCALES[char] if value is not None else None
    unit = m["money"] or m["percent"] or m["measure"] or m["counted"]
    if unit.startswith("成"):
        return Amount(value * 10 + 5 * (unit == "成半") if value is not None else None, "%", modifier)
    return Amount(value, "%" if unit == "％" else unit, modifier)


def _counts_one(text: str, m: re.Match[str]) -> bool:
    """Whether 一 with a classifier counts (其中一人, 热水器一台，) and is not merely indefinite (一名男子)."""
    one, before, after = _RULES.one, text[max(0, m.start() - 4) : m.start()], text[m.end() : m.end() + 1]
    if before.endswith(tuple(one.behind)) or _OVER.search(before):
        return True
    if m["counted"] == "人":
        return not before.endswith(tuple(one.person_not_after)) and after not in ("一", "之")
    if m["counted"] in one.closed and (not after or after in "，。、；,;及和）)\n"):
        return bool(before) and before[-1].isalnum() and before[-1] not in one.verbs
    # 三名男乘客和一名女乘客
    same = re.search(f"(?:{_D}|[{SPELT[1:]}两]){m['counted']}", text[max(0, m.start() - 12) : m.start()])
    return bool(same) and before.endswith(("和", "及", "、", "与"))


def _is_amount(text: str, m: re.Match[str]) -> bool:
    """Whether a match is an amount: no rank, slogan or idiom."""
    if m["hundredths"] or m["middle"]:
        return True
    numeral, before = m["numeral"], text[max(0, m.start() - 1) : m.start()]
    spelt = not re.match(_D, numeral)
    if spelt and set(numeral) <= set("百千万亿"):
        return bool(m["near"])
    if m["money"] or m["percent"]:
        return True
    if m["measure"]:
        return numeral != "半" or m["measure"] != "里"
    if m[0] in _RULES.classifiers.names or numeral == "半" or before == "第":
        return False
    if m["counted"] == "分" and before in ("时", "点"):
        return False
    if spelt and len(numeral) == 1:
        if m["counted"] in _RULES.classifiers.arabic:
            return False
        # “两个维护”, “三个清零”: a slogan
        if before in ("“", "‘") and _QUOTED.match(text, m.end()):
            return False
        if numeral == "一" and not _counts_one(text, m):
            return False
        if numeral == "两" and m["counted"] == "家":
            return bool(re.match(f".{{0,4}}?{alternation(_RULES.families.nouns)}", text[m.end() : m.end() + 8]))
        if m["counted"] == "人" and before in ("这", "该"):
            return False
    return True


def match(doc: Doc) -> list[Match]:
    """The amounts, in text order."""
    text, found = text_of(doc), []
    for m in _PATTERN.finditer(text):
        if _is_amount(text, m):
            label = "MONEY" if m["money"] else "PERCENT" if m["percent"] or m["hundredths"] else "QUANTITY"
            found.append(Match(m.start(), m.end(), label, f"amount.{label.lower()}"))
    return found


class Amounts(Component):
    """Writes `doc.spans["amounts"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "amounts", match(doc))
        return doc


@Language.factory("kg_amounts", assigns=["doc.spans"])
def make_amounts(nlp: Language, name: str) -> Amounts:
    """The component as spaCy's config names it."""
    return Amounts()
