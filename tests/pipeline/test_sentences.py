from itertools import pairwise

import pytest

from kg.pipeline.sentences import match


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("没有句号", ["没有句号"]),
        ("水深3.5公里。他走了。", ["水深3.5公里。", "他走了。"]),
        ("“太好了！”他说。", ["“太好了！”", "他说。"]),
        ("（记者 甲）。完", ["（记者 甲）。", "完"]),
        ("真的吗?!真的。", ["真的吗?!", "真的。"]),
        ("标题一行\n\n正文。", ["标题一行\n\n", "正文。"]),
        ("等等……还有。", ["等等……还有。"]),
        ("他说：“等等……”走了。", ["他说：“等等……”", "走了。"]),
    ],
)
def test_sentences(text, sentences):
    assert [text[start:end] for start, end in pairwise([*match(text), len(text)])] == sentences
