"""Chinese and Arabic numerals as numbers: 5000, 1.6万, 一百五十三万, ３０, 二〇〇八, 1,200, 两千三, 六点一."""

import re

_PLAIN = str.maketrans("０１２３４５６７８９．，〇○两", "0123456789.,零零二")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?)([十百千万亿]*)((?:[0-9]+[千百]?)?)")
_SPELT_YEAR = re.compile("[零一二三四五六七八九]{2,}")


def number(text: str) -> int | float | None:
    """The number a numeral says, None where it is none; approximate ones (几, 数, 两三) have no number."""
    text = text.translate(_PLAIN)
    if arabic := _ARABIC.fullmatch(text):
        digits, units = arabic[1].replace(",", ""), arabic[2]
        scale = 1
        for unit in units:
            scale *= (_SMALL | _LARGE)[unit]
        whole, _, fraction = digits.partition(".")
        # exact where a float product would not be: 1.6万 is 16000, not 16000.000000000002
        value = int(whole + fraction) * scale
        exact, rest = divmod(value, 10 ** len(fraction))
        total = exact if not rest else value / 10 ** len(fraction)
        return total + (number(arabic[3]) or 0 if arabic[3] else 0)
    if _SPELT_YEAR.fullmatch(text):
        return int("".join(str(_DIGITS[digit]) for digit in text)) if len(text) > 2 or "零" in text else None
    whole, point, fraction = text.partition("点")
    if point:
        before = _spelt(whole)
        return float(f"{before}." + "".join(str(_DIGITS[d]) for d in fraction)) if (
            before is not None and fraction and set(fraction) <= _DIGITS.keys()
        ) else None
    return _spelt(text)


def _spelt(text: str) -> int | None:
    """A numeral with places (三百零五, 一百五十三万, 两千三); None where the characters make no numeral."""
    total = section = 0
    digit: int | None = None
    last = 1  # the unit before, so that a closing digit takes the next lower place: 两千三 is 2300
    zero = False
    for char in text.replace("廿", "二十"):
        if char in _DIGITS:
            if char == "零":
                zero = True
                continue
            if digit is not None:
                return None
            digit = _DIGITS[char]
        elif char in _SMALL:
            section += (1 if digit is None else digit) * _SMALL[char]
            digit, last, zero = None, _SMALL[char], False
        elif char in _LARGE:
            section += digit or 0
            if not section and not total:
                section = 1  # 万余
            total = (total + section) * _LARGE[char] if char == "亿" else total + section * _LARGE[char]
            section, digit, last, zero = 0, None, _LARGE[char], False
        else:
            return None
    if digit is not None:
        section += digit * (last // 10 if last > 10 and not zero else 1)
    return total + section if text else None
