"""Names that every reader knows, and those by which people call each other: 鲁迅, 小刘, 老周, 季总."""

import re
from collections.abc import Iterator
from functools import cache

from kg.pipeline.persons.context import NameContext, is_han
from kg.pipeline.persons.rules import name_rules, surnames
from kg.pipeline.persons.titles import title_after
from kg.pipeline.spans import Match
from kg.pipeline.words import Word, segmenter

_COMMON = ("n", "v", "a", "d", "m", "s", "r", "i", "l")
"""Tags of words that are no names."""


@cache
def _known() -> frozenset[str]:
    return frozenset(name_rules().known.names)


def known(context: NameContext, behind: tuple[str, ...]) -> Iterator[Match]:
    """Well-known names where they stand as words; not before what makes them the name of a thing (`behind`)."""
    for start, end, _, _ in context.words.among(_known()):
        if not context.text.startswith(behind, end):
            yield Match(start, end, "PERSON", "person.known")


@cache
def _pattern() -> re.Pattern[str]:
    rules = name_rules().familiar
    likely = "".join(sorted(key for key, odds in surnames().items() if len(key) == 1 and odds > rules.surname))
    return re.compile(f"(?=([{rules.heads}][{likely}]|[{likely}][{rules.tails}]))")


def familiar(context: NameContext) -> Iterator[Match]:
    """A surname with 小 or 老 before it, or with 总, 老, 哥 and the like behind it."""
    text, rules, done = context.text, name_rules().familiar, 0
    follow = frozenset(name_rules().around.follow + rules.behind)
    for found in _pattern().finditer(text):
        start, end = found.span(1)
        if start < done or not _opens(context, start, rules.before) or _is_common(context, start, end):
            continue
        if end < len(text) and is_han(text[end]):
            ahead = context.ahead(end)
            person_like = ahead.text in follow or text.startswith(_speech(), end) or ahead.tag.startswith("v")
            if not person_like or title_after(text, end) or segmenter().has_word(text[start : end + 1]):
                continue
            if text[start] in rules.heads and context.ahead(start + 1).end > end:
                continue
        done = end
        yield Match(start, end, "PERSON", "person.familiar")


@cache
def _speech() -> tuple[str, ...]:
    return tuple(name_rules().around.speech)


def _opens(context: NameContext, start: int, before: str) -> bool:
    """Whether a name may begin there: behind a sign, a title, or a word of one character that leads to one."""
    if not start or not is_han(context.text[start - 1]):
        return True
    led: Word = context.words.covering(start - 1)
    return (led.end == start and led.text in before) or context.title(start) is not None


def _is_common(context: NameContext, start: int, end: int) -> bool:
    """Whether the dictionary holds it as a word that is no name."""
    word = context.ahead(start)
    return word.end >= end and word.text not in surnames() and not word.tag.startswith("nr") and (
        word.end > end or word.tag.startswith(_COMMON)
    )
