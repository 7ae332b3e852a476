import pytest

from kg.link.evidence import Sentences


@pytest.mark.parametrize(
    ("text", "span", "sentence"),
    [
        ("甲。乙丙。丁", "乙", "乙丙。"),
        ("甲。乙丙。丁", "丁", "丁"),
        ("甲。乙丙。丁", "甲", "甲。"),
        ("标题\n　　正文一句", "正文", "正文一句"),
        ("他说：“走！”随后离开。", "随后", "随后离开。"),
        ("他说：“走！”随后离开。", "走", "他说：“走！”"),
        ("甲。乙丙。丁", "。乙", "甲。乙丙。"),
        ("水深3.5公里。", "3.5", "水深3.5公里。"),
    ],
)
def test_sentence_around_a_span(text, span, sentence):
    start = text.index(span)
    first, last = Sentences(text).around(start, start + len(span))
    assert text[first:last] == sentence


def test_endless_sentence_is_kept_near_the_span():
    first, last = Sentences("长" * 100_000).around(50_000, 50_002)
    assert (first, last) == (49_700, 50_302)
