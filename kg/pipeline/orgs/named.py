"""Organisations that something other than a region names: quotation marks, and the source of a report."""

import re
from functools import cache

from kg.pipeline.orgs import rules as orgs_rules
from kg.pipeline.orgs.context import Context, Org, part_of

_HAN = "[\u4e00-\u9fff]"


def _any(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))


@cache
def _press_pattern() -> re.Pattern[str]:
    press = orgs_rules.load().press
    return re.compile(
        rf"(?<!{_HAN})(?:据|近日|[（(\s]*)?(?P<name>(?!{_any(press.own)}){_HAN}{{2,5}}?(?:{_any(press.heads)}))"
        rf"(?=[\s/\-—]*(?:{_any(press.after)}|[0-9０-９一二三四五六七八九十]{{1,3}}月|{_HAN}{{2,6}}[0-9０-９一二三四五六七八九十]{{1,3}}月[0-9０-９一二三四五六七八九十]{{1,3}}日[电讯消]))"
    )


def press(context: Context) -> list[Org]:
    """Sources of news, named where a report opens or right before 记者."""
    return [Org(m.start("name"), m.end("name"), "press") for m in _press_pattern().finditer(context.text)]


@cache
def _quoted_patterns() -> tuple[re.Pattern[str], ...]:
    rules = orgs_rules.load()
    heads = [word for word in orgs_rules.heads() if len(word) > 1]
    inside = "[^“”\\n，。；！？]"
    return (
        # “青山”调解室
        re.compile(rf"(?P<name>“{inside}{{1,12}}”(?:[^\W的了在是]{{0,4}}(?:{_any(rules.quoted.heads)})|组织(?!了|的)))"),
        # 成立“青山联合实验室”
        re.compile(rf"(?:{_any(rules.quoted.before)})“(?P<name>{inside}{{1,20}}(?:{_any(heads)}))”"),
        # 自称“青山旅”的组织
        re.compile(rf"“(?P<name>{inside}{{2,20}})”(?:{_any(rules.quoted.after)})(?!{_HAN}?了)"),
    )


def quoted(context: Context) -> list[Org]:
    """Names in quotation marks, and all later places where such a name stands."""
    found: list[Org] = []
    for number, pattern in enumerate(_quoted_patterns()):
        for m in pattern.finditer(context.text):
            start, end = m.span("name")
            if number == 0 and (prior := context.found.get(start)):
                found.append(part_of(prior, start, end, "team"))
            elif number == 0:
                found.append(Org(start, end, "team"))
            else:
                found.append(Org(start, end, "quoted"))
    names = {context.text[org.start : org.end] for org in found if org.kind == "quoted"}
    seen = {org.start for org in found}
    for name in sorted(names):
        for m in re.finditer(re.escape(name), context.text):
            if m.start() not in seen:
                found.append(Org(m.start(), m.end(), "quoted"))
    return found
