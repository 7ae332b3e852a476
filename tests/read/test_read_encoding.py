import codecs

import pytest

from kg.errors import InputError
from kg.read.encoding import decode

SIMPLIFIED = "渔港今晨起雾，船只返航。"
TRADITIONAL = "漁港今晨起霧，船隻返航。"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (SIMPLIFIED.encode("utf-8"), SIMPLIFIED),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode("utf-8"), SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16"), SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), SIMPLIFIED),
        (TRADITIONAL.encode("big5"), TRADITIONAL),
        ("阿里㐂村：12 km".encode("gb18030"), "阿里㐂村：12 km"),
        (b"plain ASCII", "plain ASCII"),
    ],
)
def test_each_encoding_is_told(data, text):
    assert decode(data, "page.txt")[0] == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (bytes(range(1, 32)) * 4, "binary"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "mark says"),
        (b"\xff\xfe\x00\x00\xff\xff\xff\xff", "mark says"),
        (b"caf\xe9 cr\xe8me", "no known encoding"),
    ],
)
def test_what_is_no_text_is_refused(data, reason):
    with pytest.raises(InputError, match=reason) as caught:
        decode(data, "page.txt")
    assert caught.value.name == "page.txt"
