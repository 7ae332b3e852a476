import re

import pytest
from spacy.vocab import Vocab

from kg.pipeline.amounts import Amount, match, parse
from kg.pipeline.tokenizer import CharTokenizer

TOKENIZER = CharTokenizer(Vocab())
MARKED = re.compile(r"\[(.*?)\]")

# All amounts of a sentence are in [brackets].
MENTIONS = """
    冻结资金[5000余万元]，涉案[60亿元]，退赔[一百五十三万元]。
    虚开发票[1.6万张]，扣押电脑[60台]，抓获[55名]嫌疑人。
    发案下降[11.9%]，破案率达[七成]，提高[6.2个百分点]，占[三成半]，约为[百分之三十点五]。
    转移[数百人]，出动车辆[上百辆]，[三千余名]志愿者服务[1.2万余人次]。
    多名群众、数名记者、两车相撞、3死5伤、几名路人。
    其中[一人]受伤，另有[一名]学生走失，热水器[一台]，至少组织[一次]清查。
    一名男子、一辆货车、一家企业、一起案件、下一步、第一名、一直、一定。
    事故造成[三名]男乘客和[一名]女乘客死亡，[两人]轻伤。
    第三届、二等奖、第19次、三级甲等、二层起火、三楼、K1208处、G7高速、110报警。
    里氏[7.8级]地震，风力[4到5级]，深度[10公里]，雨量约[187.6毫米]，至少[20吨]。
    [近300人]参加；耗时[10人左右]才完成。
    附近[300米]外、[3公里多]的山路、[半公斤]茶叶、水位超[1.35米]。
    以3比1获胜，比分85:82，编号V2.0，电话138XXXX6621，2024年3月5日8时20分。
    过去三年里，两个小时，五个月，三个多月，8岁，22日，第3起。
    酒精含量为[187.6mg/100ml]，最大风速[25米/秒]，血压[140/90毫米汞柱]。
    气温[18℃～26℃]，产量[13908.2亿斤]，同比增长[1.2倍]，下调[20个基点]。
    [7支]队伍、[36支]代表队、三支队民警、[5个]部门、三部门、[两家]企业、两家相邻、三轮车。
    “两个维护”是原则，“三个清零”是目标；这两人、二人供述、[三人]获救。
    注册资本[1000万元人民币]，出口[20万美元]，[3万8千元]整，不少于[两千多元]。
    投一万，返八百；不足千元，百家争鸣，千家万户，十分欣慰。
    日息[万分之五]，参保率[千分之三]，[百余家]单位，[近千名]观众，[十余万人次]。
"""


@pytest.mark.parametrize("marked", [line.strip() for line in MENTIONS.strip().splitlines()])
def test_amounts_have_their_exact_bounds(marked):
    text = MARKED.sub(r"\1", marked)
    assert [text[m.start : m.end] for m in match(TOKENIZER(text))] == MARKED.findall(marked)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("5000余万元", Amount(50_000_000, "元", "余")),
        ("60亿元", Amount(6_000_000_000, "元", None)),
        ("一百五十三万元", Amount(1_530_000, "元", None)),
        ("1.6万张", Amount(16_000, "张", None)),
        ("1.2万余人次", Amount(12_000, "人次", "余")),
        ("三千余名", Amount(3000, "名", "余")),
        ("十余名", Amount(10, "名", "余")),
        ("百余家", Amount(100, "家", "余")),
        ("万余元", Amount(10_000, "元", "余")),
        ("两千三百元", Amount(2300, "元", None)),
        ("3万8千元", Amount(38_000, "元", None)),
        ("3万5000元", Amount(35_000, "元", None)),
        ("1,234.5万元", Amount(12_345_000, "元", None)),
        ("６０台", Amount(60, "台", None)),
        ("四成", Amount(40, "%", None)),
        ("一成半", Amount(15, "%", None)),
        ("11.9％", Amount(11.9, "%", None)),
        ("百分之三十点五", Amount(30.5, "%", None)),
        ("万分之五", Amount(5, "‱", None)),
        ("6.2个百分点", Amount(6.2, "个百分点", None)),
        ("近300人", Amount(300, "人", "近")),
        ("10人左右", Amount(10, "人", "左右")),
        ("30多名", Amount(30, "名", "多")),
        ("三成多", Amount(30, "%", "多")),
        ("数百人", Amount(None, "人", "数")),
        ("上百辆", Amount(None, "辆", "上")),
        ("几十人", Amount(None, "人", "几")),
        ("两三百人", Amount(None, "人", None)),
        ("4到5级", Amount(5, "级", None)),
        ("半公斤", Amount(0.5, "公斤", None)),
        ("六点一级", Amount(6.1, "级", None)),
        ("87毫克/100毫升", Amount(87, "毫克/100毫升", None)),
        ("20万美元", Amount(200_000, "美元", None)),
    ],
)
def test_an_amount_says_value_unit_and_modifier(text, amount):
    assert parse(text) == amount


@pytest.mark.parametrize("text", ["", "多名", "三百", "元", "第三届", "3死5伤"])
def test_what_is_no_amount_is_refused(text):
    with pytest.raises(ValueError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "label"),
    [("赔偿500元", "MONEY"), ("下降三成", "PERCENT"), ("上升2个百分点", "PERCENT"), ("抓获5人", "QUANTITY")],
)
def test_labels(text, label):
    assert [m.label for m in match(TOKENIZER(text))] == [label]


@pytest.mark.parametrize("text", ["", "9" * 5000 + "元", "1," * 4000, "一" * 5000 + "元", "1到" * 4000, "1.1.1.1.1元"])
def test_odd_texts_are_read(text):
    for m in match(TOKENIZER(text)):
        parse(text[m.start : m.end])


def test_every_mention_can_be_parsed():
    text = MARKED.sub(r"\1", MENTIONS)
    assert all(parse(text[m.start : m.end]).unit for m in match(TOKENIZER(text)))
