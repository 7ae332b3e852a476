import msgspec
import pytest

import kg.rules
from kg.errors import RuleError


class Pair(msgspec.Struct, forbid_unknown_fields=True):
    word: str


class Rules(msgspec.Struct, forbid_unknown_fields=True):
    pairs: list[Pair]


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        ({"pairs": [{"word": "讯", "odd": 1}]}, "pairs[0].odd"),
        ({"pairs": [], "odd": 1}, "odd"),
        ({"pairs": [{"word": 3}]}, "pairs[0].word"),
        ({}, "-"),
    ],
)
def test_a_rule_error_names_file_and_key(rules, key):
    with pytest.raises(RuleError) as caught:
        kg.rules.check("x.toml", rules, Rules)
    assert (caught.value.file, caught.value.key) == ("x.toml", key)


def test_rules_come_as_the_type_asked_for():
    assert kg.rules.check("x.toml", {"pairs": [{"word": "讯"}]}, Rules) == Rules([Pair("讯")])


def test_a_missing_rule_file_is_named():
    with pytest.raises(RuleError, match=r"none\.toml"):
        kg.rules.load("none.toml")


@pytest.mark.parametrize(
    ("source", "expected"), [("甲\n# 乙\n\n丙 # 丁\n", ("甲", "丙")), ("", ())]
)
def test_words_are_the_lines(monkeypatch, source, expected):
    monkeypatch.setattr(kg.rules, "_source", lambda name: source)
    assert kg.rules.words("x.txt") == expected


@pytest.mark.parametrize("source", ["甲\n甲\n", "a = 1\na = 2\n"])
def test_a_doubled_line_is_an_error(monkeypatch, source):
    monkeypatch.setattr(kg.rules, "_source", lambda name: source)
    with pytest.raises(RuleError):
        kg.rules.words("x.txt") if "=" not in source else kg.rules.load("x.toml")
