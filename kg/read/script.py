"""Traditional characters: the rules know simplified ones, and are given them, character for character."""

import re
from functools import cache

from opencc import OpenCC

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SHARE = 0.05
"""Share of a text's characters that must be traditional ones: a simplified text may name a 乾陵 or quote a 國."""
_SAMPLE = 2000
_QUOTES = str.maketrans("「」『』﹁﹂﹃﹄", "“”‘’“”‘’")


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _traditional() -> frozenset[str]:
    """Characters that only traditional texts use: OpenCC gives another for them, and GB 2312 lacks them."""
    characters = "".join(map(chr, range(0x4E00, 0xA000)))
    simple = _by_character(characters)
    return frozenset(
        old for old, new in zip(characters, simple, strict=True) if old != new and not old.encode("gb2312", "ignore")
    )


def _by_character(text: str) -> str:
    """Each character alone, so that the length stays."""
    convert = _converter().convert
    return "".join(new if len(new := convert(character)) == 1 else character for character in text)


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters, by its first ones."""
    sample = text[:_SAMPLE]
    return sum(map(_traditional().__contains__, sample)) > _SHARE * max(1, len(_HAN.findall(sample)))


def simplified(text: str) -> str:
    """`text` in simplified characters, and with their quotation marks, of the same length.

    A text that is not traditional comes back as it is. Words are converted as wholes where that keeps the length
    (OpenCC's t2s), else character by character.
    """
    if text.isascii() or not is_traditional(text):
        return text
    whole = _converter().convert(text)
    return (whole if len(whole) == len(text) else _by_character(text)).translate(_QUOTES)
