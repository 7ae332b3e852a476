"""Bytes into text: which of the encodings of Chinese text a file is in."""

import codecs

from kg.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_COMMON = {"gb18030": range(0xB0, 0xD8), "big5": range(0xA4, 0xC7)}
"""Lead bytes of the frequent characters: GB 2312's first level, Big5's first level."""
_MARK_BYTES = {"gb18030": {0xA1, 0xA3}, "big5": {0xA1}}
"""Lead bytes of punctuation and full-width letters."""


def decode(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and its encoding: UTF-8, UTF-16 and UTF-32 (with a mark), GB18030 or Big5.

    `name` names the file in an error. Raises InputError for an empty or binary file and for bytes
    that are no text in any of these. No character is dropped or replaced.
    """
    if not data.strip():
        raise InputError(name, "is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding, name), encoding
    if b"\0" in data:
        raise InputError(name, "is binary, not text")
    try:
        return _checked(data.decode("utf-8"), name), "utf-8"
    except UnicodeDecodeError:
        pass
    readings = []
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding if encoding == "gb18030" else "big5hkscs")
        except UnicodeDecodeError:
            continue
        readings.append((plausibility(data[:_SAMPLE], encoding), encoding, text))
    if not readings or max(readings)[0] < 0.5:
        raise InputError(name, "is in no known encoding (UTF-8, UTF-16 with a mark, GB18030, Big5); save it as UTF-8")
    _, encoding, text = max(readings)
    return _checked(text, name), encoding


def plausibility(data: bytes, encoding: str) -> float:
    """The share (0 to 1) of two-byte characters that are frequent ones or punctuation in `encoding`."""
    common, marks = _COMMON[encoding], _MARK_BYTES[encoding]
    good = total = at = 0
    while at < len(data) - 1:
        if data[at] < 0x80:
            at += 1
            continue
        lead, trail = data[at], data[at + 1]
        total += 1
        good += (lead in common or lead in marks) and (encoding == "big5" or trail > 0xA0)
        at += 4 if encoding == "gb18030" and 0x30 <= data[at + 1] <= 0x39 else 2
    return good / total if total else 0.0


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(name, f"is not the {encoding.removesuffix('-sig')} its mark says: {error.reason}") from None
    return _checked(text, name)


def _checked(text: str, name: str) -> str:
    if not text.strip():
        raise InputError(name, "is empty")
    if "\0" in text or _controls(text) > 0.01 * len(text):
        raise InputError(name, "is binary, not text")
    return text


def _controls(text: str) -> int:
    return sum(character < " " and character not in "\t\n\r\f" for character in text)
