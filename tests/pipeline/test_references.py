"""Whom names and anaphors stand for."""

import pytest

from kg.errors import RuleError
from kg.pipeline.assemble import make_nlp
from kg.pipeline.references import resolve
from kg.pipeline.references.rules import ReferenceRules
from kg.rules import check, load

LAST = "kg_references"


@pytest.fixture(scope="module")
def doc_of():
    """A function that runs the pipeline on a text as far as the references."""
    nlp = make_nlp()

    def run(text):
        doc = nlp.make_doc(text)
        for name, component in nlp.pipeline:
            doc = component(doc)
            if name == LAST:
                break
        return doc

    return run


BUREAU = "永安县公安局"

# text, the phrase, which occurrence of it, the name it stands for
ANAPHORS = [
    ("永安县公安局召开会议，该局出动警力五十人。", "该局", 1, BUREAU),
    ("永安县公安局召开会议。会后，县公安局与永安县林业局签约。", "县公安局", 2, BUREAU),
    ("永安县公安局接到报警。民警赶到现场。", "民警", 1, BUREAU),
    ("永安县公安局组织刑侦大队、石桥派出所侦查。次日，民警将其抓获。", "民警", 1, BUREAU),
    ("永安县公安局治安大队查获一窝点。治安大队提醒市民注意。", "治安大队", 2, "永安县公安局治安大队"),
    ("永安县委、县政府召开会议。", "县政府", 1, "永安县政府"),
    ("永安县人民医院党委召开会议。随后，医院组织义诊。", "医院", 2, "永安县人民医院"),
    ("永安县人民医院党委召开会议，该院党委举办党课。", "该院党委", 1, "永安县人民医院党委"),
    ("我局接到报警。\n永安县公安局\n2024年3月4日", "我局", 1, BUREAU),
    ("近日，永安县公安局局长走访，他拨通永安县教育局的电话。当天，该局慰问了三户家庭。", "该局", 1, BUREAU),
    ("永安县消防救援大队赶到现场。指战员将其救出。", "指战员", 1, "永安县消防救援大队"),
    ("永安县疾病预防控制中心开展宣传，县疾控中心派出医生。", "县疾控中心", 1, "永安县疾病预防控制中心"),
]

# text, the word, which occurrence of it, all whom it stands for
PERSONS = [
    ("男子张某盗窃手机一部。民警赶到后将其抓获。", "其", 1, ["张某"]),
    ("经审讯，张某供认不讳，他交代作案两起。", "他", 1, ["张某"]),
    ("村民刘桂花（女，56岁）报警称，她的三轮车被盗。", "她", 1, ["刘桂花"]),
    ("嫌疑人李某、王某驾车逃离，两人被截停。", "两人", 1, ["李某", "王某"]),
    ("民警王强、李军赶到现场，他们将男孩救起。", "他们", 1, ["王强", "李军"]),
    ("73岁的冉龙寿出门采笋，至天黑未归。老人身高1米62。", "老人", 1, ["冉龙寿"]),
    ("犯罪嫌疑人马某落网，嫌疑人被移送起诉。", "嫌疑人", 2, ["马某"]),
    ("永安县公安局局长戴紫君走访，戴局长问好。", "戴局长", 1, ["戴紫君"]),
    ("据周某交代，其自2023年8月起走私。", "其", 1, ["周某"]),
    ("永安县石桥镇发生火灾，该镇已组织排查。", "该镇", 1, ["石桥镇"]),
]

# and those that may stand for more than one, for a thing or for nobody named
NO_PERSONS = [
    ("王某与李某发生争执，他持刀将对方砍伤。", "他"),
    ("张某看见一名男子落水，他奋力呼救。", "他"),
    ("嫌疑人李某、嫌疑人王某落网，嫌疑人被移送起诉。", "嫌疑人被"),
    ("张某冒领他人财物，其他人不知。", "他"),
    ("张某扬言“要找他算账”。", "他"),
    ("事故造成张某受伤，车上其余乘客平安。", "其"),
]

# text, the mention, its canonical name
NAMES = [
    ("青川市公安局石桥分局巡查。石桥分局查获案件。", "石桥分局", "青川市公安局石桥分局"),
    ("青川市公安局石桥分局巡查。", "青川市公安局石桥分局", "青川市公安局石桥分局"),
    ("孟村回族自治县公安局发布通报。孟村县公安局将走访。", "孟村回族自治县公安局", "孟村回族自治县公安局"),
    ("永安县人民政府召开会议，永安县政府决定。", "永安县政府", "永安县人民政府"),
    ("苏州云岭智能科技有限公司签约，云岭智能表示。", "云岭智能", "苏州云岭智能科技有限公司"),
    ("唐纳德·特朗普发表讲话，特朗普说将会出席。", "特朗普", "唐纳德·特朗普"),
    ("苏州云岭智能科技有限公司签约，云岭智能公司表示。", "云岭智能公司", "苏州云岭智能科技有限公司"),
]

NONE = [
    ("永安县公安局通报，滨州警方抓获一人。", "警方"),
    ("民警赶到现场。", "民警"),
    ("永安县公安局民警王青山说。", "民警"),
    ("永安县公安局大队长王青山说。", "大队"),
    ("基层民警很辛苦。永安县公安局召开会议，广大民警参加。", "民警"),
]


def at(text, phrase, number):
    position = -1
    for _ in range(number):
        position = text.index(phrase, position + 1)
    return position, position + len(phrase)


@pytest.mark.parametrize(("text", "phrase", "number", "name"), ANAPHORS)
def test_anaphors(doc_of, text, phrase, number, name):
    doc = doc_of(text)
    start, end = at(text, phrase, number)
    assert [s.id_.split(".")[0] for s in doc.spans["anaphors"] if (s.start, s.end) == (start, end)] == ["reference"]
    assert resolve(doc, start, end) == name


@pytest.mark.parametrize(("text", "phrase", "number", "names"), PERSONS)
def test_whom_a_word_stands_for(doc_of, text, phrase, number, names):
    doc = doc_of(text)
    assert doc.user_data["referents"].get(at(text, phrase, number)) == names


@pytest.mark.parametrize(("text", "phrase"), NO_PERSONS)
def test_nobody_is_meant(doc_of, text, phrase):
    start = text.index(phrase)
    assert start not in [s.start for s in doc_of(text).spans["anaphors"]]


@pytest.mark.parametrize(("text", "mention", "name"), NAMES)
def test_canonical_names(doc_of, text, mention, name):
    doc = doc_of(text)
    spans = [(e.start, e.end) for e in doc.ents if e.text == mention]
    assert spans
    assert {resolve(doc, *span) for span in spans} == {name}


@pytest.mark.parametrize(("text", "phrase"), NONE)
def test_no_anaphor(doc_of, text, phrase):
    assert phrase not in [s.text for s in doc_of(text).spans["anaphors"]]


def test_anaphors_lie_outside_entities(doc_of):
    doc = doc_of("永安县公安局石桥派出所民警到永安县委，该局、该所、县政府、民警、派出所、大队都在。" * 3)
    taken = {i for e in doc.ents for i in range(e.start, e.end)}
    assert doc.spans["anaphors"]
    assert not any(i in taken for s in doc.spans["anaphors"] for i in range(s.start, s.end))


def test_empty_text(doc_of):
    assert list(doc_of("").spans["anaphors"]) == []


def test_unknown_key_is_an_error():
    rules = load("references.toml")
    with pytest.raises(RuleError, match=r"references\.toml.*colour"):
        check("references.toml", rules | {"colour": "red"}, ReferenceRules)
