"""Which stretches of a text are places."""

import pytest
import spacy
from spacy.tokens import Doc

from kg.errors import RuleError
from kg.pipeline.places import make_places, match
from kg.pipeline.places.rules import PlaceRules
from kg.rules import check, load

VOCAB = spacy.blank("zh").vocab


def doc_of(text):
    return Doc(VOCAB, words=list(text), spaces=[False] * len(text))


def marked(text):
    """The text with each place in brackets."""
    for m in reversed(match(doc_of(text))):
        text = f"{text[:m.start]}[{text[m.start:m.end]}]{text[m.end:]}"
    return text


GAZETTEER = [
    "[山东省][青岛市][市北区][辽宁路街道]一处民房起火。",
    "受台风影响，[浙江][温岭]、[玉环]、[三门]等地普降暴雨。",
    "[贵州][织金]人王某在[珠三角]打工。",
    "[重庆]市民李先生在家中休息。",
    "[英国]首相访问[法国]。",
    "[黎巴嫩]南部遭[以色列]空袭。",
    "[香港][油尖旺区]、[澳门][氹仔]的游客增多。",
    "[经棚]讯 3月2日，[克什克腾旗]普降大雪，牧区交通中断。",
    "[公安县]警方与[松滋]警方联合行动，共查获车辆三台。",
]

COMMON_WORDS = [
    "以和平方式解决争端，维护社会安定，促进友谊。",
    "大理石铺成的路面，通道畅通，资源丰富。",
    "某市某县某镇某村的一处民房起火。",
    "全市各县区、各乡镇街道要落实责任，各村社区做好排查。",
    "老街的小巷里，一家小吃店飘出香气，路边的小区停满了车。",
    "在公园门口、商场大厅、地铁站口，志愿者发放传单。",
    "铁路沿线、江河湖海、山地草原都要加强巡护。",
    "中国特色的道路，北京时间8点。",
    "这条路是村民的致富路，我国东部沿海地区经济增长。",
    "为人民安宁、社会安定贡献力量，祝幸福安康，货物堆积沙里。",
    "老城区改造提速，河长湖长巡河巡湖，农场林场都建立了台账。",
    "两人上山采药迷路，在山沟里过夜，一江春水向东流。",
]

BUILT = [
    "民警追到[登州路]附近，又沿[小寨东路]赶到[凤城五路]。",
    "在[东胜区][天骄北路]与[吉劳庆北路]交叉路口，两车相撞。",
    "[光明路]上的路灯坏了。",
    "[国道G111线][加格达奇]段、[G30连霍高速]K1208+500处结冰。",
    "嫌疑人驾车沿[沪昆高速]逃往[贵阳]方向，在[安顺服务区]被截停。",
    "[柳州至南宁高速公路]恢复通车。",
    "列车由[哈尔滨西站]开往[北京南站]。",
    "[徐水区][安肃镇][商庄村五组]村民王某报警。",
    "[霞浦县][三沙镇][东壁村]附近有渔船沉没。",
    "[响水县][陈家港镇化工园区]发生爆炸。",
    "[那拉提景区]游客爆满，[海螺沟景区]关闭。",
    "[新安江]水位上涨，[黑水河]边有人落水。",
    "[阳光家园小区]业主报警，[万达广场]客流增多。",
    "[康定市][折多山垭口]有游客被困，游客登上[慕田峪长城]。",
    "[孟买市]、[伊德利卜省]局势紧张，[叙利亚]首都[大马士革]安静。",
    "[俄]军方称击落无人机。",
]


AFTER_ANOTHER = [
    "民警赶到[猴场乡][补那村]，又去[米夏镇][其乃巴格村]。",
    "[乌审旗][图克镇][呼吉尔特嘎查]牧民打井。",
    "[船寮镇][芝溪村]有民房进水，[张江镇][益江路]堵车。",
    "[北海市][涠洲岛]航线停航，[杭州湾跨海大桥]限行。",
    "[锦江区][春熙路]人流密集，[天府广场地铁站]关闭。",
    "[长春市][净月潭国家森林公园]举办滑雪节。",
    "告别仪式在[西宁市殡仪馆]举行，[双廊镇]客栈爆满。",
    "[独库公路]封闭，[果子沟大桥]结冰，[大梁隧道]受损。",
    "旅客住进[澳门银河酒店]，在[鄂州花湖国际机场]起飞。",
    "车辆在[经十路]与[崇山西路]路口相撞。",
]

ROADS = [
    "暴雨致[京港澳高速][郴州]段积水，车辆绕走[济广高速]，但[济青高速]畅通。",
    "[国道G358线葛藤湾段]塌方，[沪蓉高速][岳西]段积雪。",
    "全省公路、铁路、高速公路里程增加，山区路况复杂，大家走街串巷。",
    "[海南]高速公路管理部门提醒，[八达岭高速]堵车。",
]

NUMBERED = [
    "住在[阅海万家小区]，[两江新区]项目开工，[万峰湖]迎客。",
    "车停在[西三条路]与[中环路]交叉口，又到[红星路三段]、[桃园三巷]。",
    "[老黑山村]大雪封路，[京广铁路][坪石]至[乐昌]段限速，[新安江]水位上涨。",
    "[京广线]、[海榆中线]塌方，生产线上电线老化短路。",
]

IN_COMPANY = [
    "集装箱运抵[宁波舟山港]，[山东][烟台港]停航。",
    "[凉水村][合兴组]、[和平组]滑坡，[锡林浩特]市民向[乌鲁木齐市]民政局致谢。",
    "他走访[从江县][加榜乡][党扭村][加车组]和[西吉县][火石寨]。",
    "在[婺源][篁岭]、[江湾]、[李坑]三地拍摄，[猴场]、[补那]、[米夏]等地降雪。",
    "[柴达木盆地]西缘的[艾肯泉]走红，[南海]、[东海]有大风。",
    "[嵩县][白云山]、[栾川县][老君山]银装素裹，早高峰拥堵。",
]

ABROAD = [
    "[新南威尔士州][利斯莫尔]洪灾，[塔鲁丹特省]、[豪兹省]受损，[提格雷州]停火。",
    "[印尼][中爪哇省]地震，[印度尼西亚][苏门答腊岛][西苏门答腊省]泥石流。",
    "[墨西哥][格雷罗州][阿卡普尔科]遭袭，[越南][老街省]停电。",
    "[德国][巴伐利亚州][班贝格县]一列火车出轨。",
    "[刚果（金）][北基伍省]交火，[南非][夸祖鲁-纳塔尔省]洪灾。",
    "[瑞士][瓦莱州][布拉滕村]被掩埋，[俄亥俄河]封航。",
    "抓获三名[乌克兰]人，[俄]安全部门称案件在查，[中]方对此表示关注。",
    "[智利]北部地区余震不断。",
]


ALL = GAZETTEER + COMMON_WORDS + BUILT + AFTER_ANOTHER + ROADS + NUMBERED + IN_COMPANY + ABROAD


@pytest.mark.parametrize("text", ALL)
def test_places_are_found_and_nothing_else(text):
    bare = text.replace("[", "").replace("]", "")
    assert marked(bare) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("巡护员在[月亮岛]值守。", marks=pytest.mark.xfail(strict=True, reason="a common word and 岛")),
        pytest.param("[吐露港公路]封闭。", marks=pytest.mark.xfail(strict=True, reason="吐露 is a verb")),
    ],
)
def test_places_not_found_yet(text):
    assert marked(text.replace("[", "").replace("]", "")) == text


@pytest.mark.parametrize(
    ("text", "piece", "label", "code"),
    [
        ("辽宁省朝阳市双塔区", "双塔区", "GPE", "211302"),
        ("长江沿岸的居民", "长江", "LOC", ""),
        ("首尔的街头", "首尔", "GPE", "geonames:1835848"),
        ("安徽歙县的镇海桥", "镇海桥", "FAC", ""),
        ("黑龙江省漠河市北极镇", "北极镇", "GPE", "232701104"),
    ],
)
def test_label_and_code(text, piece, label, code):
    found = {text[m.start : m.end]: m for m in match(doc_of(text))}
    assert (found[piece].label, found[piece].value) == (label, code)


def test_the_component_writes_the_span_group():
    doc = make_places(spacy.blank("zh"), "kg_places")(doc_of("在云南昆明"))
    assert [(s.text, s.label_, s.id_, s.kb_id_) for s in doc.spans["places"]] == [
        ("云南", "GPE", "place.gazetteer", "530000"),
        ("昆明", "GPE", "place.gazetteer", "530100"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "路", "镇海\u3000😀<b>北京</b>", "𠮷林省" * 3, "a" * 1000 + "路"])
def test_odd_texts(text):
    assert all(0 <= m.start < m.end <= len(text) for m in match(doc_of(text)))


def test_an_unknown_key_is_named():
    with pytest.raises(RuleError, match="endngs"):
        check("places.toml", load("places.toml") | {"number": [{"endngs": []}]}, PlaceRules)
