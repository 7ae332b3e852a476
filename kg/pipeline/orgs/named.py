"""Organisations that something other than a region names: quotation marks, a list, the source of a report."""

import re
from functools import cache

from kg.pipeline.orgs import rules as orgs_rules
from kg.pipeline.orgs.context import Context, Org, part_of
from kg.pipeline.words import cut, has_word

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


@cache
def _listed_pattern() -> re.Pattern[str]:
    rules = orgs_rules.load().listed
    return re.compile(
        rf"等(?:[0-9０-９一二三四五六七八九十百数多余]{{1,4}}[家所个支])?(?:{_any(rules.describing)}){{0,2}}(?:{_any(rules.ends)})"
    )


# The longest list that is looked through, and the longest name of a member, in characters.
_LONGEST_LIST = 120
_LONGEST_MEMBER = 8
_BREAKS = re.compile("[，。；：！？\n、]")


def listed(context: Context) -> list[Org]:
    """Members of a list of organisations that no rule of its own finds: 云山集团、青禾、蓝湖等企业."""
    found: list[Org] = []
    for m in _listed_pattern().finditer(context.text):
        members, known = [], False
        for start, end in _members(context.text, m.start()):
            if end in context.found:
                known = True
            elif _names(context, start, end):
                members.append(Org(start, end, "listed"))
        if known:
            found += members
    return found


def _members(text: str, end: int) -> list[tuple[int, int]]:
    """The members of the list that ends at `end`, but for the first, whose beginning nothing shows."""
    members: list[tuple[int, int]] = []
    marks = list(_BREAKS.finditer(text, max(0, end - _LONGEST_LIST), end))
    for mark in reversed(marks):
        if mark[0] != "、":
            break
        members.append((mark.end(), end))
        end = mark.start()
    return [(end, end), *members[::-1]]


def _names(context: Context, start: int, end: int) -> bool:
    """Whether a member of a list is a name: short, no place, of words that are no common ones."""
    text = context.text[start:end]
    if not 2 <= len(text) <= _LONGEST_MEMBER or not text.isalnum() or context.place(end) is not None:
        return False
    if text in orgs_rules.load().listed.names:
        return True
    common = orgs_rules.common()
    return any(word.text not in common and (word.tag[:2] in _PROPER or not has_word(word.text)) for word in cut(text))


# jieba's tags of names and of foreign words.
_PROPER = ("nr", "nz", "nt", "en")
