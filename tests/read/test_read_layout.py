import pytest

from kg.read.layout import mend

PARAGRAPH = "昨日，镇里组织志愿者清理河道，共清运垃圾三车"


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        # in the middle of a word
        ("春耕时节，各村检修农\n\n机具，备足种子。", "春耕时节，各村检修农机具，备足种子。"),
        ("医院派出医疗\r\n\r\n队，为老人义诊，送药上门。", "医院派出医疗队，为老人义诊，送药上门。"),
        # in the middle of a sentence of running text
        ("近日，书店推出夜读，既方便\n\n“上班族”，又添了去处。", "近日，书店推出夜读，既方便“上班族”，又添了去处。"),
        ("项目落成。下一步，公司计划追加投资\n\n\n\n5000余万元。", "项目落成。下一步，公司计划追加投资5000余万元。"),
        ("全镇种植茶叶、柑橘、\n\n油茶等经济作物。", "全镇种植茶叶、柑橘、油茶等经济作物。"),
        ("去年，合作社卖出蜜柚、脐橙等\n  \n水果三百吨。", "去年，合作社卖出蜜柚、脐橙等水果三百吨。"),
        # Latin words keep a space
        ("今年，比赛首次引入 Video\nReferee 系统，判罚更准。", "今年，比赛首次引入 Video Referee 系统，判罚更准。"),
    ],
)
def test_a_soft_break_is_removed(broken, mended):
    assert mend(broken).text == mended


@pytest.mark.parametrize(
    "text",
    [
        "聚力攻坚补短板\n实干争先谱新篇\n\n近日，全县项目推进会召开。",
        "昨日，镇里清理河道，运走垃圾三车。\n\n抓好源头 巩固成果\n\n各村设立保洁员。",
        "任命：\n\n甲某为县教育局局长；\n\n乙某为县审计局局长。\n\n免去：\n\n丙某的县审计局局长职务。",
        "特此通告。\n\n洱源县水务局\n2023年4月7日",
        "“水退了，家还在”\n\n本报讯（记者 程小舟）7月3日，洪峰过境。",
        "灯塔守望者\n——记航标工人的一天\n\n清晨五点，老人登上灯塔。",
        "采访现场。\n\n近日，县里举办丰收节。",
        "好消息！\n新桥通车了\n\n昨天上午，新桥正式通车。",
        "会议强调了三点，并作了部署（完）\n\n下一篇的标题在这里",
    ],
)
def test_a_break_of_the_text_stands(text):
    assert mend(text).text == text


def test_lines_wrapped_at_a_fixed_width_are_joined():
    paragraph = "为了让山里的孩子在家门口上好学，县里投入一亿元新建寄宿学校，今年秋季学期启用后可容纳学生千余名。"
    wrapped = "\n".join(paragraph[at : at + 11] for at in range(0, len(paragraph), 11))
    assert mend(wrapped).text == paragraph


def test_headlines_of_one_length_are_not_taken_for_wrapped_lines():
    heads = ("守护绿水青山工程", "共建美好和谐家园", "传承民间文化根脉", "激发乡村发展活力")
    text = "\n\n".join(f"{head}\n\n{PARAGRAPH}。" for head in heads)
    assert mend(text).text == text


@pytest.mark.parametrize("text", ["", "一行", "没有换行。" * 1000])
def test_a_text_without_breaks_is_itself(text):
    mended = mend(text)
    assert (mended.text, mended.map) == (text, ((0, 0),))


def test_offsets_lead_back_to_the_original():
    text = "近日，农技站组织农\n\n\n\n技员下乡，受到欢迎。\r\n\r\n下一段"
    mended = mend(text)
    assert [text[mended.original(at)] for at in range(len(mended.text))] == list(mended.text)
    start = mended.text.index("农技员")
    assert text[mended.original(start) : mended.original_end(start + 3)] == "农\n\n\n\n技员"
    assert text[mended.original(start) : mended.original_end(start + 1)] == "农"
    assert mended.original_end(0) == 0
    assert mended.original_end(len(mended.text)) == len(text)


@pytest.mark.parametrize(
    "text", ["近日，书店推出夜\n\n读，受到欢迎。\n\n下一段", "甲\r\n乙\r丙\r\r\n\n丁", "\n \n", "\n甲\n"]
)
def test_mending_twice_changes_nothing_more(text):
    once = mend(text).text
    assert "\r" not in once
    assert mend(once).text == once


@pytest.mark.xfail(strict=True, reason="a short first line without a comma may as well be a headline")
def test_a_broken_first_sentence_without_a_comma():
    assert mend("县里召开座谈会听取\n\n代表意见建议。").text == "县里召开座谈会听取代表意见建议。"
