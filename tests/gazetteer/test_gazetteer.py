"""The gazetteer's data and its look-ups."""

import pytest

from kg.gazetteer import LEVELS, gazetteer, is_official


@pytest.mark.parametrize(
    ("name", "code", "full"),
    [
        ("内蒙古", "150000", "内蒙古自治区"),
        ("广西", "450000", "广西壮族自治区"),
        ("红河州", "532500", "红河哈尼族彝族自治州"),
        ("锡林郭勒", "152500", "锡林郭勒盟"),
        ("融水", "450225", "融水苗族自治县"),
        ("金平县", "532530", "金平苗族瑶族傣族自治县"),
        ("科右中旗", "152222", "科尔沁右翼中旗"),
        ("阿左旗", "152921", "阿拉善左旗"),
        ("和县", "340523", "和县"),
        ("吉文", "150723103", "吉文镇"),
        ("兵团第八师", "X-XPCC-08", "新疆生产建设兵团第八师"),
        ("屏东", "TW-PIF", "屏东县"),
        ("香港", "810000", "香港特别行政区"),
        ("阿联酋", "AE", "阿拉伯联合酋长国"),
        ("得州", "US-TX", "得克萨斯州"),
        ("达吉斯坦", "RU-DA", "达吉斯坦共和国"),
    ],
)
def test_a_name_leads_to_its_place(name, code, full):
    assert (code, full) in [(place.code, place.name) for place in gazetteer().lookup(name)]


@pytest.mark.parametrize(
    ("code", "official"), [("150000", True), ("150723103", True), ("geonames:1835848", True), ("X-XPCC-08", False)]
)
def test_keys_of_our_own_are_no_codes(code, official):
    assert is_official(code) is official


@pytest.mark.parametrize(
    ("old", "code", "last"),
    [("襄樊市", "420600", 2009), ("思茅市", "530800", 2006), ("哲里木盟", "152300", 1998), ("川沙县", "310115", 1991)],
)
def test_a_former_name_still_resolves(old, code, last):
    places = {place.code: place for place in gazetteer().lookup(old)}
    place = places[code]
    years = {name: until for name, _, until in place.former} | {place.name: place.until}
    assert years[old] == last


@pytest.mark.parametrize(
    ("mentions", "codes"),
    [
        ([("沈阳", False), ("和平区", True)], ["210100", "210102"]),
        ([("天津市", False), ("和平区", False)], ["120000", "120101"]),
        ([("辽宁", False), ("朝阳", False)], ["210000", "211300"]),
        ([("江西", False), ("鄱阳县", True), ("鄱阳镇", True)], ["360000", "361128", "361128100"]),
        ([("城关镇", False)], [None]),
        ([("海南省", False), ("东方", True)], ["460000", "469007"]),
        ([("没有这个地方", False)], [None]),
    ],
)
def test_ambiguous_names_resolve_by_their_company(mentions, codes):
    assert [place and place.code for place in gazetteer().resolve(mentions)] == codes


def test_full_name():
    assert gazetteer().full_name("532530") == "云南省红河哈尼族彝族自治州金平苗族瑶族傣族自治县"


def test_parents_exist_and_make_no_circle():
    known = gazetteer()
    for name in known.names():
        for place in known.lookup(name):
            chain = known.ancestors(place.code or place.name)
            assert place.code not in {above.code for above in chain} or not place.code
            assert place.level in LEVELS


@pytest.mark.parametrize("name", ["和平", "光明", "友谊", "平安", "资源", "比如", "郊区", "新区"])
def test_common_words_are_weak(name):
    assert name in gazetteer().weak


@pytest.mark.parametrize("name", ["北京", "大理", "正蓝旗", "瑞丽", "通辽", "圣彼得堡"])
def test_known_names_are_not_weak(name):
    assert name not in gazetteer().weak


def test_find_gives_all_names_at_a_start_the_longest_first():
    text = "在吉林市区"
    found = {start: [text[start:end] for end in ends] for start, ends in gazetteer().find(text)}
    assert found[1] == ["吉林市", "吉林"]


def test_coordinates_lie_where_the_place_is():
    lhasa, chicago = gazetteer().place("540100"), gazetteer().lookup("芝加哥")[0]
    assert (round(lhasa.lon), round(lhasa.lat)) == (91, 30)
    assert (round(chicago.lon), round(chicago.lat)) == (-88, 42)
