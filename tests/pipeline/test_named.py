import re

import pytest
from spacy.vocab import Vocab

from kg.pipeline.named import match
from kg.pipeline.spans import Match, annotate
from kg.pipeline.tokenizer import CharTokenizer

TOKENIZER = CharTokenizer(Vocab())
MARKED = re.compile(r"\[(.*?)\]")


def read(text: str, places: tuple[str, ...] = ()) -> list[Match]:
    doc = TOKENIZER(text)
    annotate(doc, "places", [Match(text.index(p), text.index(p) + len(p), "GPE", "place") for p in places])
    return match(doc)


# All named events, works and laws of a sentence are in [brackets].
MENTIONS = """
    侦破[“3·18”特大电信网络诈骗案]，[“12·5”专案]告破。
    开展[“净网护苗”专项行动]，打响[“利剑”百日攻坚行动]，部署[“春雷2024”行动动员部署会]。
    第四届[“石榴杯”青少年足球邀请赛]落幕，[“金穗”全省农民创业创新大赛]开幕。
    持续深化“[夏季攻势]”，启动“[百日会战]”，上好“[新年第一课]”。
    举办[“书香满城 与爱同行”主题宣传活动]，[“山歌好比春江水”民歌文化旅游节]开幕晚会热闹。
    公安“智慧大脑”上线，群众称赞“好样的”，喊出“向我看齐”，破除“等靠要”思想。
    打击“黄赌毒”违法犯罪活动，“红包”被退回，“跑路”的老板归案。
    传学[党的二十届三中全会]精神，学习[党的二十大]报告，[十四届全国人大三次会议]召开。
    县委召开[理论学习中心组2025年第三次集体学习]，审议[第56次常务会议]纪要。
    学校召开[理论学习中心组第五次(扩大)学习会]。
    6月26日[国际禁毒日]，第32个[世界环境日]，[全国消防日]，[中国农民丰收节]。
    世卫组织国际合作处今日表示，全国各地昨日起降温，中国队节节胜利，国家卫健委日前发文。
    第七届[中国国际进口博览会]开幕，[世界杯]预选赛打响。
    学习《[中国共产党纪律处分条例]》，审议《[某市养犬管理办法（草案）]》，依据《[中华人民共和国民法典]》判决。
    根据[中华人民共和国治安管理处罚法]第四十三条，依照[刑法]和[道路交通安全法]处理，宪法宣誓，刑法学课堂。
    演唱《[我的祖国]》，观看纪录片《[航拍中国]》，签订《[项目合作协议]》，听取《[关于2023年财政决算的报告]》。
    《[人民日报]》刊文，《自然》杂志发表，《[法治周刊]》记者到场，《[安全生产通报]》印发。
    [“3·21”爆炸事故]造成重大损失，[“7·20”特大暴雨灾害]三周年；“农贸市场”事故频发。
    受[台风“云雀”]影响，[超强台风“银杏”]登陆。
    书名《[论〈红楼梦〉的人物]》与《[读《史记》札记]》。
"""


@pytest.mark.parametrize("marked", [line.strip() for line in MENTIONS.strip().splitlines()])
def test_names_have_their_exact_bounds(marked):
    text = MARKED.sub(r"\1", marked)
    assert [text[m.start : m.end] for m in read(text)] == MARKED.findall(marked)


@pytest.mark.parametrize(
    ("text", "places", "names"),
    [
        ("杭州亚运会开幕。", ("杭州",), ["杭州亚运会"]),
        ("大家谈起唐山大地震。", (), ["唐山大地震"]),
        ("这是一次大地震。", (), []),
        ("南江市第七届人民代表大会第二次会议开幕。", ("南江市",), ["南江市第七届人民代表大会第二次会议"]),
        ("市政协五届常委会第十次会议闭幕。", (), ["市政协五届常委会第十次会议"]),
    ],
)
def test_a_place_before_belongs_to_the_name(text, places, names):
    assert [text[m.start : m.end] for m in read(text, places)] == names


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("《如歌岁月》", "WORK_OF_ART"),
        ("《城市绿化条例》", "LAW"),
        ("《城市绿化条例（试行）》", "LAW"),
        ("《食品标识规定》", "LAW"),
        ("《战略合作协议》", "WORK_OF_ART"),
        ("“护航”行动", "EVENT"),
        ("淮海战役", "EVENT"),
    ],
)
def test_labels(text, label):
    assert [m.label for m in read(text)] == [label]


@pytest.mark.xfail(strict=True, reason="where a name begins before its quotes is not told from what it belongs to")
def test_a_name_that_begins_before_its_quotes():
    text = "实施乡村“点亮”工程。"
    assert [text[m.start : m.end] for m in read(text)] == ["乡村“点亮”工程"]


@pytest.mark.parametrize(
    "text", ["", "“" * 5000, "《" * 5000, "第1次" * 3000, "国际" * 5000, "“a”" * 3000, "中华人民共和国" * 2000]
)
def test_odd_texts_are_read(text):
    read(text)
