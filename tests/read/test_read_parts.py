import pytest

from kg.read.parts import find_parts

TABLE = [
    (
        "渔村换新颜\n\n石浦讯（记者 丁小山）近日，渔村民宿开张，游客不断。\n\n大家都说，日子越过越好。（温大海）",
        [
            ("title", "渔村换新颜"),
            ("dateline", "石浦讯"),
            ("byline", "（记者 丁小山）"),
            ("body", "近日，渔村民宿开张，游客不断。"),
            ("body", "大家都说，日子越过越好。"),
            ("byline", "（温大海）"),
        ],
    ),
    (
        "县里推进“净滩行动”\n一湾碧水映蓝天\n——海岸修复记\n本报记者 丁小山\n\n清晨，护滩员出门了，一走就是十里。",
        [
            ("kicker", "县里推进“净滩行动”"),
            ("title", "一湾碧水映蓝天"),
            ("deck", "——海岸修复记"),
            ("byline", "本报记者 丁小山"),
            ("body", "清晨，护滩员出门了，一走就是十里。"),
        ],
    ),
    (
        "碧海蓝天入画来\n渔歌唱晚庆丰年\n\n颁奖现场。\n\n昨日，渔民节开幕，万人空巷。\n\n"
        "以节会友 以渔兴村\n\n渔民节已经办了十届，名声越来越响。",
        [
            ("title", "碧海蓝天入画来\n渔歌唱晚庆丰年"),
            ("caption", "颁奖现场。"),
            ("body", "昨日，渔民节开幕，万人空巷。"),
            ("section", "以节会友 以渔兴村"),
            ("body", "渔民节已经办了十届，名声越来越响。"),
        ],
    ),
    (
        "停水通知\n\n因管网改造，定于明日停水，请做好储备。\n\n洱源县水务局\n2023年4月7日",
        [
            ("title", "停水通知"),
            ("body", "因管网改造，定于明日停水，请做好储备。"),
            ("signature", "洱源县水务局"),
            ("date", "2023年4月7日"),
        ],
    ),
    (
        "昨日，渔民节开幕，万人空巷。\n\n大家都说，日子越过越好。",
        [("body", "昨日，渔民节开幕，万人空巷。"), ("body", "大家都说，日子越过越好。")],
    ),
    ("渔民节开幕", [("body", "渔民节开幕")]),
    ("", []),
    (" \n\u3000\n", []),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_the_parts_of_an_article(text, expected):
    assert [(part.kind, text[part.start : part.end]) for part in find_parts(text)] == expected


def test_names_and_places_carry_their_offsets():
    text = TABLE[0][0]
    parts = find_parts(text)
    spans = [span for part in parts for span in [*part.names, *filter(None, [part.place])]]
    assert [name for name, _, _ in spans] == ["石浦", "丁小山", "温大海"]
    assert all(text[start:end] == name for name, start, end in spans)


@pytest.mark.parametrize("text", [text for text, _ in TABLE])
def test_parts_come_in_order_without_overlap(text):
    ends = 0
    for part in find_parts(text):
        assert ends <= part.start < part.end <= len(text)
        ends = part.end
