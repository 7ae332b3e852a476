"""Events: clauses of news and what must be read from them."""

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import RuleError
from kg.model import Argument, Event
from kg.pipeline.assemble import shared_nlp
from kg.pipeline.events.grammar import kind_of
from kg.pipeline.events.rules import EventType, event_types, load_family, senses
from kg.rules import check

DATA = Path(__file__).parent.parent / "data" / "events"

@pytest.fixture(scope="module")
def nlp() -> Language:
    return shared_nlp()


def _filler(a: Argument) -> str:
    if isinstance(a.name, str):
        return f"{a.role}={a.name}"
    if a.role == "time":
        return f"{a.role}={a.value}"
    return f"{a.role}={a.value}{a.unit}" + (f" {a.item}" if a.item else "")


def told(doc: Doc, key: str = "events") -> list[str]:
    """`Type trigger (status) | role=filler | …` for each event, in text order."""
    events: list[Event] = doc.user_data[key]
    return [
        " | ".join(
            [
                f"{e.type} {e.trigger.text}" + (f" ({e.status})" if e.status != "happened" else ""),
                *map(_filler, e.arguments),
            ]
        )
        for e in events
    ]


def _table(name: str) -> list[tuple[str, list[str]]]:
    """The texts of a table, each with the indented lines under it."""
    found: list[tuple[str, list[str]]] = []
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            found[-1][1].append(line.strip())
        elif line:
            found.append((line, []))
    return found


@pytest.mark.parametrize(("text", "expected"), _table("clauses.txt"))
def test_clause(nlp: Language, text: str, expected: list[str]) -> None:
    assert told(nlp(text)) == expected


@pytest.mark.parametrize(("text", "expected"), _table("no_events.txt"))
def test_no_event(nlp: Language, text: str, expected: list[str]) -> None:
    assert told(nlp(text)) == expected == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学校附近没有发生盗窃。", ["Theft 盗窃 (negated)"]),
        ("如遇险情，请立即拨打110。", ["CaseReport 拨打110 (conditional)"]),
        ("宁远县公安局未抓获犯罪嫌疑人。", ["Arrest 抓获 (negated) | agent=宁远县公安局 | patient=犯罪嫌疑人"]),
    ],
)
def test_what_is_not_asserted_is_put_apart(nlp: Language, text: str, expected: list[str]) -> None:
    doc = nlp(text)
    assert (told(doc), told(doc, "unasserted")) == ([], expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a topic goes on over sentences, and a stand-in means who acted last
        (
            "3月1日，宁远县公安局对网吧进行检查。当天，民警查获管制刀具5把。",
            ["Inspection 检查 | agent=宁远县公安局 | patient=网吧 | time=--03-01",
             "Seizure 查获 | agent=宁远县公安局 | quantity=5把 管制刀具 | time=--03-01"],
        ),
        # told again by 此次 and the like
        (
            "3月1日，宁远县发生地震。此次地震震源深度8公里。",
            ["Weather 地震 | place=宁远县 | time=--03-01 | quantity=8公里 地震震源深度"],
        ),
        # verbs joined share their object
        (
            "宁远县应急管理局排查整改安全隐患26处。",
            ["Inspection 排查 | agent=宁远县应急管理局 | quantity=26处 安全隐患",
             "HazardFix 整改 | agent=宁远县应急管理局 | quantity=26处 安全隐患"],
        ),
        # nobody is carried further than one sentence, and no medium acts
        (
            "宁远县公安局对网吧进行检查。天气晴好。游客不少。一早就开展宣传活动。",
            ["Inspection 检查 | agent=宁远县公安局 | patient=网吧", "Publicity 宣传"],
        ),
        # a list of persons goes over commas
        (
            "宁远县县长李明，副县长王强等迅速赶赴现场指挥扑救。",
            ["Rescue 扑救 | agent=李明 | agent=王强"],
        ),
        # who leads acts, who helps takes part
        (
            "由宁远县公安局牵头，宁远县教育局配合，在大河镇开展检查。",
            ["Inspection 检查 | agent=宁远县公安局 | participant=宁远县教育局 | place=大河镇"],
        ),
        # a relative clause before the subject, and where somebody is taken
        (
            "住在隔壁的渔民李海山砸开窗户，将老人背到安全地带。",
            ["Rescue 背到 | agent=李海山 | patient=老人"],
        ),
        # a clause that only says where
        (
            "3月1日，宁远县大河镇境内，发生火灾。",
            ["Fire 火灾 | place=大河镇 | time=--03-01"],
        ),
        # two events with one trigger word keep their own arguments
        (
            "3月1日，宁远县公安局抓获犯罪嫌疑人3名。3月5日，道州市公安局抓获逃犯1名。",
            ["Arrest 抓获 | agent=宁远县公安局 | quantity=3名 犯罪嫌疑人 | time=--03-01",
             "Arrest 抓获 | agent=道州市公安局 | quantity=1名 逃犯 | time=--03-05"],
        ),
    ],
)  # fmt: skip
def test_telling(nlp: Language, text: str, expected: list[str]) -> None:
    assert told(nlp(text)) == expected


def test_retold_extents_are_kept(nlp: Language) -> None:
    doc = nlp("3月1日，宁远县发生地震。此次地震震源深度8公里。")
    (event,) = doc.user_data["events"]
    assert [doc.text[r.start : r.end] for r in event.retold] == ["地震"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "3月1日，宁远县公安局召开工作会议。会后，民警对网吧进行检查。",
            [("Meeting", "before", "Inspection")],
        ),
        (
            "3月1日，宁远县公安局开展“春雷”专项行动。行动中，民警抓获逃犯2名。",
            [("Arrest", "subEventOf", "Campaign")],
        ),
        ("宁远县公安局抓获逃犯2名。宁远县消防救援大队救出老人1名。", []),
    ],
)
def test_order_of_events(nlp: Language, text: str, expected: list[tuple[str, str, str]]) -> None:
    doc = nlp(text)
    types = {e.id: e.type for e in doc.user_data["events"]}
    relations = [r for r in doc.user_data["relations"] if r.rule.startswith("event.")]
    assert [(types[r.subject], r.predicate, types[r.object]) for r in relations] == expected
    assert all(text[r.start : r.end].strip() for r in relations)


def test_who_says_so(nlp: Language) -> None:
    (event,) = nlp("据宁远县公安局通报，该县抓获犯罪嫌疑人4名。").user_data["events"]
    assert event.by == "宁远县公安局"


@pytest.mark.xfail(strict=True, reason="a relative clause's own subject is read as the thing done")
def test_relative_clause(nlp: Language) -> None:
    assert told(nlp("宁远县公安局自主研发的预警平台正式上线。"))[-1] == "Adoption 上线 | patient=预警平台"


def test_speaker_does_not_act(nlp: Language) -> None:
    assert told(nlp("民警李明介绍，该局已抓获犯罪嫌疑人4名。")) == ["Arrest 抓获 | quantity=4名 犯罪嫌疑人"]


def test_offsets(nlp: Language) -> None:
    text = "😀3月1日，宁远县公安局抓获犯罪嫌疑人3名，\u3000缴获冰毒2包。\n\n宁远县发生火灾。"
    doc = nlp(text)
    assert [e.id for e in doc.user_data["events"]] == ["e1", "e2", "e3"]
    for event in doc.user_data["events"]:
        assert text[event.trigger.start : event.trigger.end] == event.trigger.text
        assert event.sentence[0] <= event.trigger.start < event.trigger.end <= event.sentence[1]
        for a in event.arguments:
            if isinstance(a.text, str):
                assert text[a.start : a.end] == a.text
            else:
                assert a.name in (text[a.start : a.end], "宁远县公安局")


@pytest.mark.parametrize(
    "text", ["", "\n\n", "抓获" * 3000, "（" * 2000 + "火灾" + "）" * 2000, "“" * 3000, "、的将被" * 2000]
)
def test_hostile_texts(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert all(doc.text[e.trigger.start : e.trigger.end] == e.trigger.text for e in doc.user_data["events"])


def test_every_type_has_triggers() -> None:
    assert {name for name, frame in event_types().items() if not frame.triggers} == set()
    assert len({sense.rule for readings in senses().values() for sense in readings}) == sum(
        len(frame.triggers) for frame in event_types().values()
    )


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ({"Theft": {"actor": "private", "triggers": [], "colour": "red"}}, "colour"),
        ({"Theft": {"actor": "thief", "triggers": []}}, "actor"),
        ({"Theft": {"actor": "private"}}, "-"),
        ({"Theft": {"actor": "private", "triggers": [{"rule": "act", "words": ["偷"], "mood": 1}]}}, "mood"),
    ],
)
def test_rules_are_checked(rules: dict, key: str) -> None:
    with pytest.raises(RuleError, match="theft") as error:
        check("events/theft.toml", rules, dict[str, EventType])
    assert key == "-" or key in error.value.key


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ('[Theft]\nactor = "any"\n[[Theft.triggers]]\nrule = "a"\nwords = ["偷", "偷"]\n', "Theft.triggers.a.偷"),
        ('[Theft]\nactor = "any"\ntriggers = []\n[[Theft.senses]]\nwords = ["抢"]\n', "Theft.senses.抢"),
        (
            '[Theft]\nactor = "any"\n[[Theft.triggers]]\nrule = "a"\nwords = ["偷"]\n'
            '[[Theft.senses]]\nwords = ["偷"]\n[[Theft.senses]]\nwords = ["偷"]\n',
            "Theft.senses.偷",
        ),
    ],
)
def test_words_are_checked(monkeypatch: pytest.MonkeyPatch, source: str, key: str) -> None:
    monkeypatch.setattr("kg.rules._source", lambda name: source)
    with pytest.raises(RuleError) as error:
        load_family("events/theft.toml")
    assert (error.value.file, error.value.key) == ("events/theft.toml", key)


@pytest.mark.parametrize(
    ("noun", "kind"),
    [("犯罪嫌疑人", "people"), ("盗窃案件", "case"), ("贩毒团伙", "group"), ("玻璃", "goods"), ("小轿车", "vehicle")],
)
def test_kinds(noun: str, kind: str) -> None:
    assert kind in kind_of(noun)
