"""Names that are half told: 张某, 李某某, 王某甲, 刘××, 绰号“二哥”, 小豆（化名）, 龚女士."""

import re
from collections.abc import Iterator
from functools import cache

from kg.gazetteer.names import statistics
from kg.pipeline.persons.rules import name_rules, surnames
from kg.pipeline.persons.titles import title_before, titles
from kg.pipeline.spans import Match
from kg.pipeline.words import Words, cut, segmenter

_HAN = "[\u4e00-\u9fff]"
_MASK = re.compile(rf"(?<={_HAN})(某某?|[×Ⅹ]{{1,2}}|[Xx＊*]{{1,2}}(?![A-Za-z0-9.]))")
_QUOTED = re.compile(r"[“‘\"「『]([^“”‘’\"「」『』，。、；\s]{2,6})[”’\"」』]")
_PSEUDONYM = re.compile(rf"({_HAN}{{2,4}})(?=(?:[、和与]{_HAN}{{2,3}}){{0,3}}[（(](?:化名|均为化名|均系化名|音译))")
_SAYS_PSEUDONYM = ("化名", "音译")
_LETTER = re.compile(r"[老小阿大][A-Z][a-z]{0,7}")
_AHEAD = 8
"""Characters that are segmented anew to see whether a word begins at a position."""
_NEAR = 20000
"""Characters in which a name's other occurrences are looked at."""
_CONTEXTS = 6
"""Different contexts that are looked at."""
_END = re.compile(rf"(?!{_HAN})")


def _any(listed: list[str]) -> str:
    return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))


@cache
def _not_after() -> re.Pattern[str]:
    return re.compile(f"某?(?:{_any(name_rules().masked.not_after)})")


@cache
def _nickname_lead() -> re.Pattern[str]:
    return re.compile(f"(?:{_any(name_rules().nickname.lead)})[为是叫：:]?$")


@cache
def _children() -> re.Pattern[str]:
    words, behind = _any(name_rules().nickname.children), name_rules().nickname.behind
    return re.compile(f"(?:{words})(小{_HAN}|({_HAN})\\2)(?=[{behind}]|{_END.pattern})")


def masked(text: str, words: Words) -> Iterator[Match]:
    """The masked names of a text. A character after 某 belongs to the name where the text bears it out."""
    found = []
    for mask in _MASK.finditer(text):
        start = _surname_start(text, words, mask.start())
        if start is not None:
            found.append((start, mask.end(), mask[0]))
    established: dict[str, bool] = {}
    for start, end, sign in found:
        surname = text[start : end - len(sign)]
        given = end < len(text) and sign == "某" and _takes_given(text, start, end, established)
        stopped = sign.startswith("某") and _not_after().match(text, end)
        if stopped and (not given or statistics().second.get(text[end], -1.0) < 0):
            continue
        if not given and surname in name_rules().masked.doubtful and end < len(text) and _runs_on(text, end):
            continue
        yield Match(start, end + given, "PERSON", "person.masked")


def _surname_start(text: str, words: Words, sign: int) -> int | None:
    rules, known = name_rules(), surnames()
    pair = text[sign - 2 : sign]
    if sign >= 2 and (pair in known or (pair in rules.foreign.parts and sign - 2 in words.starts)):
        return sign - 2
    char, word = text[sign - 1], words.covering(sign - 1)
    bound = sign < 2 or not re.match(_HAN, text[sign - 2]) or text[sign - 2] in rules.around.list_signs
    bound = bound or title_before(text, sign - 1, max(0, sign - 9)) is not None
    if not bound and word.start < sign - 1 and segmenter().has_word(word.text) and word.text not in known:
        return None
    if char in rules.masked.never and not (char in known and (bound or char in rules.masked.doubtful)):
        return None
    given = statistics().second.get(text[sign + 1 : sign + 2], -1.0) > 0.5
    if char in known or (text[sign] == "某" and (bound or given or statistics().foreign.get(char, 0) > -3)):
        return sign - 1
    return None


def _runs_on(text: str, end: int) -> bool:
    word = cut(text[end : end + _AHEAD], unknown=False)[0]
    return not word.tag.startswith(("v", "p", "d", "c", "x", "u", "m"))


def _takes_given(text: str, start: int, end: int, established: dict[str, bool]) -> bool:
    """Whether the character at `end` still belongs to the name that begins at `start` and ends in 某."""
    char = text[end]
    if not re.match(_HAN, char):
        return False
    if char in name_rules().masked.stems:
        return True
    name = text[start : end + 1]
    if name not in established:
        established[name] = _bears_out(text, name)
    return established[name]


def _bears_out(text: str, name: str) -> bool:
    """Whether the occurrences of 张某丽 speak for a name of three characters rather than for 张某 and a word."""
    char, names, weights = name[-1], statistics(), name_rules().masked
    score = max(weights.unlikely, *(odds.get(char, weights.unlikely) for odds in (names.first, names.second)))
    if char in name_rules().around.follow:
        score += weights.function
    behind: set[str] = set()
    at = text.find(name)
    stop = at + _NEAR
    while at >= 0 and len(behind) < _CONTEXTS:
        end = at + len(name)
        if text[end : end + 2] not in behind:
            behind.add(text[end : end + 2])
            first = cut(text[end - 1 : end + _AHEAD], unknown=False)[0]
            score += weights.apart if len(first.text) == 1 else weights.crossing
            if _END.match(text, end):
                score += weights.closed
        at = text.find(name, end, stop)
    return score + (weights.repeated if len(behind) > 1 else 0.0) > 0


def nicknames(text: str) -> Iterator[Match]:
    """Nicknames in quotes (绰号“二哥”, 毒贩“大Q”), pet names (男童小豆), pseudonyms (阿强（化名）)."""
    rules = name_rules().nickname
    for quoted in _QUOTED.finditer(text):
        start, end = quoted.span(1)
        name = quoted[1]
        led = _nickname_lead().search(text, max(0, quoted.start() - 6), quoted.start())
        title = title_before(text, quoted.start(), max(0, quoted.start() - 8))
        called = led and "叫" in led[0]
        titled = title is not None and title.kind in ("case", "kin", "occupation") and (
            _LETTER.fullmatch(name)
            or (len(name) == 2 and name[0] in rules.pets)
            or (len(name) <= 3 and name[0] in rules.heads and name[-1] in rules.tails)
        )
        if (led and not called) or titled or (called and (_LETTER.fullmatch(name) or name[0] in rules.pets)):
            yield Match(start, end, "PERSON", "person.nickname")
    for child in _children().finditer(text):
        if child[1] in titles("before") or child[1] in titles("address"):
            continue
        yield Match(*child.span(1), "PERSON", "person.pet")
    for pseudonym in _PSEUDONYM.finditer(text) if any(word in text for word in _SAYS_PSEUDONYM) else ():
        start, end = pseudonym.span(1)
        for at in range(max(start, end - 3), end - 1):
            free = at == start or title_before(text, at, max(0, at - 8)) or not re.match(_HAN, text[at - 1])
            if free and (text[at] in name_rules().nickname.pets or text[at] in surnames()):
                yield Match(at, end, "PERSON", "person.pseudonym")
                break


def addressed(text: str, words: Words, full: set[str]) -> Iterator[Match]:
    """A bare surname with a title behind it (龚女士, 雷警官); not where `full` holds a full name of that surname."""
    rules, known = name_rules().address, surnames()
    heads = {name[:2] if name[:2] in known and len(name) > 2 else name[:1] for name in full}
    for title in _address().finditer(text):
        start = title.start()
        if start >= 2 and text[start - 2 : start] in known:
            first = start - 2
        elif start >= 1 and text[start - 1] in known and text[start - 1] not in (
            rules.never_courtesy if titles("address")[title[0]] == "courtesy" else rules.never
        ):
            first = start - 1
        else:
            continue
        surname = text[first:start]
        if surname in heads or _is_title(text, first, title.end()) or _is_title(text, first - 1, title.end()):
            continue
        if first not in words.starts or title.end() not in words.ends:
            continue
        yield Match(first, title.end(), "PERSON", "person.addressed")


@cache
def _address() -> re.Pattern[str]:
    return re.compile(_any(list(titles("address"))))


def _is_title(text: str, start: int, end: int) -> bool:
    return start >= 0 and text[start:end] in titles("before")
