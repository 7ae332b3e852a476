"""Which stretches of a text are organisations."""

from pathlib import Path

import pytest

from kg.errors import RuleError
from kg.pipeline.assemble import make_nlp
from kg.pipeline.orgs import match
from kg.pipeline.orgs.rules import Rules, heads, plain
from kg.rules import check, load

SOURCES = ("kg_sentences", "kg_parts", "kg_places", "kg_times", "kg_amounts", "kg_named")


@pytest.fixture(scope="module")
def marked():
    """A function that gives a text with each organisation in brackets."""
    nlp = make_nlp()

    def mark(text):
        doc = nlp.make_doc(text)
        for name in SOURCES:
            doc = nlp.get_pipe(name)(doc)
        for m in reversed(match(doc)):
            text = f"{text[: m.start]}[{text[m.start : m.end]}]{text[m.end :]}"
        return text

    return mark


TABLE = Path(__file__).parents[1] / "data" / "organisations.txt"
SENTENCES = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]

MISSED = [
    ("[北京航天飞行控制中心]", "飞行 is a verb where no head needs it"),
    ("[广州地铁]", "a firm known without any head"),
    ("[大熊猫国家公园青川管护总站]", "the name goes on from a park, not from a body"),
]


def bare(text):
    return text.replace("[", "").replace("]", "")


@pytest.mark.parametrize("text", SENTENCES)
def test_organisations(marked, text):
    assert marked(bare(text)) == text


@pytest.mark.parametrize(
    "text", [pytest.param(text, marks=pytest.mark.xfail(strict=True, reason=reason)) for text, reason in MISSED]
)
def test_missed(marked, text):
    assert marked(bare(text)) == text


ODD = ["", "\n", "公安局", "市", "“", "））））有限公司", "委" * 300, "中心" * 300, "\u3000县\U0001f600局"]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(marked, text):
    assert marked(text) == text


def test_long_forms_compare_with_short_ones():
    assert plain("清河县疾病预防控制中心") == plain("清河县疾控中心")


def test_every_head_has_a_reading():
    assert all(head.readings for head in heads().values())


def test_unknown_key_is_an_error():
    rules = load("orgs.toml")
    with pytest.raises(RuleError, match=r"orgs\.toml.*colour"):
        check("orgs.toml", rules | {"colour": "red"}, Rules)
