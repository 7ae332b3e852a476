"""Where rules stand."""

import importlib.resources

import pytest

from kg.pipeline.events.rules import senses
from kg.review.origin import cue, places
from kg.rules import load, words

RULES = [line.split("\t")[0] for line in words("confidence.tsv")]
TRIGGERS = sorted(
    (sense.rule, word, word in sense.triggers.words) for word, readings in senses().items() for sense in readings
)


def line_of(place):
    lines = importlib.resources.files("kg").joinpath(place.file).read_text(encoding="utf-8").split("\n")
    return lines[place.line - 1]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_that_fired_on_marked_text_stands_somewhere(rule):
    for place in places(rule):
        assert line_of(place).strip()
    assert places(rule), f"{rule}: tell kg/rules/where.toml where it stands"


@pytest.mark.parametrize(("rule", "listed"), load("where.toml")["keys"].items())
def test_every_place_listed_is_there(rule, listed):
    assert [(place.file.removeprefix("rules/"), place.key) for place in places(rule)] == list(map(tuple, listed))


def test_every_trigger_is_found_on_its_line():
    for rule, word, listed in TRIGGERS:
        line = line_of(places(rule, word)[0])
        parts = [word] if listed else [word[:end] for end in range(1, len(word) + 1)]
        assert any(f'"{part}"' in line for part in parts), (rule, word)


@pytest.mark.parametrize(
    ("rule", "word", "file", "key"),
    [
        ("event.Arrest.catch", "抓获", "rules/events/police.toml", "Arrest.triggers.catch"),
        ("org.court", "", "rules/orgs.toml", "kinds.court"),
        ("place.village", "", "rules/places.toml", "kind.place.village"),
        ("event.before", "", "rules/clauses.toml", "afterwards"),
        ("date.season", "", "pipeline/times/grammar.py", "date.season"),
    ],
)
def test_places(rule, word, file, key):
    assert places(rule, word)[0][:2] == (file, key)


def test_the_conditions_of_a_word_are_a_place_of_their_own():
    keys = [place.key for place in places("event.CaseReport.report", "求助")]
    assert keys == ["CaseReport.triggers.report", "CaseReport.senses.求助", "CaseReport"]


@pytest.mark.parametrize("rule", ["lexicon", "", "event.Nothing.at_all", "none.such"])
def test_what_stands_in_no_rule_file(rule):
    assert places(rule) == []


def test_every_cue_is_found_on_its_line():
    for entry in load("status.toml")["cue"]:
        for word in entry["words"]:
            place = cue(entry["status"], word)
            assert place and f'"{word}"' in line_of(place), word


def test_no_cue():
    assert cue("planned", "抓获") is None
