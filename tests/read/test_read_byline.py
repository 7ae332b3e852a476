import pytest

from kg.read.byline import byline_line, closing_byline, opening_byline
from kg.read.dateline import match_dateline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("本报记者 温小溪 通讯员 柏林", ["温小溪", "柏林"]),
        ("本报记者 热娜·艾山 通讯员 丁一", ["热娜·艾山", "丁一"]),
        ("（记者 温小溪 文/图）", ["温小溪"]),
        ("（记者温小溪文/图）", ["温小溪"]),
        ("文/丁小山 图/温大海", ["丁小山", "温大海"]),
        ("文/图 温大海", ["温大海"]),
        ("记者 温大海 摄影报道", ["温大海"]),
        ("新华社记者 温大海 摄", ["温大海"]),
        ("见习记者：温大海", ["温大海"]),
        ("（记者周宁吴小帆 实习生 郑一）", ["周宁", "吴小帆", "郑一"]),
        ("（李某某 欧阳×）", ["李某某", "欧阳×"]),
        ("本报记者 额尔德木图", ["额尔德木图"]),
        ("(丁小山)", ["丁小山"]),
        ("（丁小山　温大海）", ["丁小山", "温大海"]),
        ("责任编辑：丁小山", []),
        ("（草案）", None),
        ("（完）", None),
        ("（男，41岁）", None),
        ("（来源：新华网）", None),
        ("（据新华社）", None),
        ("（新华社）", None),
        ("（图片由县公安局提供）", None),
        ("（上接第一版）", None),
        ("记者调查", None),
        ("记者从县公安局获悉", None),
        ("县公安局", None),
        ("丁小山 温大海", None),
        ("（他说这件事让人很感动）", None),
        ("（" + "丁" * 100 + "）", None),
    ],
)
def test_a_line_is_a_byline_or_not(line, names):
    found = byline_line(line)
    assert (None if found is None else [name for name, _, _ in found]) == names
    for name, start, end in found or ():
        assert line[start:end] == name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("秋收在望。（丁小山）", ["丁小山"]),
        ("“真好！”（记者 丁小山）", ["丁小山"]),
        ("秋收在望。（丁小山 摄影报道）", ["丁小山"]),
        ("条例通过。（草案）", None),
        ("村民丁小山（温大海）", None),
        ("秋收在望。（来源：央视网）", None),
    ],
)
def test_a_byline_closes_a_paragraph_or_not(line, names):
    found = closing_byline(line)
    assert (None if found is None else [name for name, _, _ in found.names]) == names


@pytest.mark.parametrize(
    ("line", "place", "names"),
    [
        ("石浦讯 今年以来，渔港客流大增。", "石浦", []),
        ("石浦讯（通讯员 丁小山）今年以来，渔港客流大增。", "石浦", ["丁小山"]),
        ("石浦讯 记者丁小山报道：今年以来，渔港客流大增。", "石浦", ["丁小山"]),
        ("本报讯（记者 丁小山 通讯员 温大海）今年以来，渔港客流大增。", None, ["丁小山", "温大海"]),
        ("本报象山讯 今年以来，渔港客流大增。", "象山", []),
        ("本报宁波6月2日电（记者丁小山）今年以来，渔港客流大增。", "宁波", ["丁小山"]),
        ("新华社西宁5月4日电 今年以来，草原客流大增。", "西宁", []),
        ("中新社西宁五月四日电(记者丁小山)今年以来，草原客流大增。", "西宁", ["丁小山"]),
        ("中新网5月4日电 据外电报道，今年以来客流大增。", None, []),
        ("江南晚报讯 今年以来，渔港客流大增。", None, []),
        ("江南晚报记者丁小山5月4日报道：渔港客流大增。", None, ["丁小山"]),
    ],
)
def test_datelines_give_the_place_alone(line, place, names):
    dateline = match_dateline(line)
    opening = opening_byline(line, dateline.end if dateline else 0)
    assert (dateline.places[0][0] if dateline and dateline.places else None) == place
    assert [name for name, _, _ in opening.names] == names if names else opening is None


@pytest.mark.parametrize(
    "line",
    [
        "经审讯，丁某对犯罪事实供认不讳。",
        "通讯设施已全部抢修完毕，恢复正常。",
        "又讯：上月走失的老人已经回家。",
        "工作简讯 第三期于近日编印完成",
        "据通讯社报道，当地发生地震。",
        "石浦讯",
    ],
)
def test_no_dateline(line):
    assert match_dateline(line) is None
