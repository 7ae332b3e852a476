"""How the gazetteer is made from its sources."""

import tomllib
from importlib.resources import files

import pytest

from kg.gazetteer.build import Names, Row, add_history, clean, common_names

RULES = tomllib.loads(files("kg.gazetteer").joinpath("divisions.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "level", "shorts"),
    [
        ("宁夏回族自治区", "province", ["宁夏"]),
        ("临夏回族自治州", "prefecture", ["临夏", "临夏州"]),
        ("大兴安岭地区", "prefecture", ["大兴安岭"]),
        ("东乡族自治县", "county", ["东乡", "东乡县"]),
        ("龙胜各族自治县", "county", ["龙胜", "龙胜县"]),
        ("礼县", "county", []),
        ("察哈尔右翼前旗", "county", ["察哈尔右翼前", "察右前旗"]),
        ("滨海新区", "county", ["滨海"]),
        ("安太壮族苗族乡", "township", ["安太", "安太乡"]),
        ("巴彦托海镇", "township", ["巴彦托海"]),
    ],
)
def test_short_names(name, level, shorts):
    assert Names(RULES).shorts(name, level) == shorts


@pytest.mark.parametrize(
    ("name", "kept"),
    [("乌拉盖管理区管委会", "乌拉盖管理区"), ("东风街道办事处", "东风街道"), ("大柴旦行政委员会", "大柴旦行政委员会")],
)
def test_what_the_bureau_appends_goes(name, kept):
    assert clean(name, RULES) == kept


def test_history_gives_former_names_and_divisions_that_are_no_more(tmp_path):
    table = tmp_path / "location_year.csv"
    head = "year,province_name,city_name,county_name,province_adcode,city_adcode,county_adcode"
    head += ",province_id,city_id,county_id"
    rows = [
        "1990,甲省,乙市,丙县,990000,990100,990121,990000,990100,990102",
        "2000,甲省,乙市,丙区,990000,990100,990102,990000,990100,990102",
        "1990,甲省,乙市,丁县,990000,990100,990122,990000,990100,990122",
    ]
    table.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    places = {
        "990000": Row("990000", "province", "甲省"),
        "990100": Row("990100", "prefecture", "乙市", "990000"),
        "990102": Row("990102", "county", "丙区", "990100"),
    }
    add_history(places, table, Names(RULES))
    assert places["990102"].former == {"丙县": (1990, 1990)}
    assert (places["990122"].name, places["990122"].until, places["990122"].parent) == ("丁县", "1990", "990100")


def test_common_words_are_told_by_frequency_and_part_of_speech():
    rows = [
        Row("1", "county", "和乐县", shorts=["和乐"]),
        Row("2", "county", "丘北县", shorts=["丘北"]),
        Row("3", "prefecture", "定安市", shorts=["定安"]),
        Row("4", "city", "小城", size=20_000),
    ]
    frequencies = {"和乐": (900, "a"), "丘北": (9, "ns"), "定安": (900, "v")}
    found = common_names(rows, frequencies, RULES) - set(RULES["common"]["always"])
    assert found == {"和乐", "小城"}


def test_exceptions_overrule_the_tagger():
    always, never = RULES["common"]["always"][0], RULES["common"]["never"][0]
    rows = [Row("1", "county", never, shorts=[]), Row("2", "county", "丁溪县")]
    common = common_names(rows, {never: (900, "n"), "丁溪县": (900, "n")}, RULES)
    assert always in common and not common & {never, "丁溪县"}
