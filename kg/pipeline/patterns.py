"""Patterns made of words."""

import re
from collections.abc import Iterable

DIGIT = "[0-9０-９]"
SPELT = "一二三四五六七八九十"


def alternation(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first."""
    return any_of(map(re.escape, words))


def any_of(patterns: Iterable[str]) -> str:
    """A pattern for any of the patterns, longest first, so that a longer one is not cut short by its own beginning."""
    return "(?:" + "|".join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern))) + ")"
