"""Whether what a trigger says happened: negated, conditional, planned, alleged, pledged, an exercise, or not told."""

import re
from functools import cache
from typing import Literal, NamedTuple

from msgspec import Struct

from kg.model import Status
from kg.pipeline.events.rules import alternatives
from kg.rules import load


class Cue(Struct, forbid_unknown_fields=True, kw_only=True):
    """Words that open a status, and how far they hold. `except_words` lists longer words in which they mean nothing.

    `start`: only where they open the sentence. `behind`: where they stand between the trigger and the clause's end.
    """

    status: Status
    reach: Literal["event", "clause", "sentence"]
    kept: Literal["event", "apart", "dropped"]
    words: list[str]
    except_words: list[str] = []
    except_before: list[str] = []
    window: int = 0
    start: bool = False
    behind: bool = False


class _Cues(Struct, forbid_unknown_fields=True, rename={"cues": "cue"}):
    """kg/rules/status.toml; `general` are patterns of sentences that state a rule and no event."""

    cues: list[Cue]
    general: list[str]
    hearsay: list[str]


class Verdict(NamedTuple):
    """The status of an event, and whether it is told among the events, apart from them, or not at all; by which cue."""

    status: Status
    kept: Literal["event", "apart", "dropped"]
    cue: str = ""


HAPPENED = Verdict("happened", "event")


class _Pattern(NamedTuple):
    cue: Cue
    words: re.Pattern[str]


@cache
def _patterns() -> list[_Pattern]:
    found = []
    for cue in load("status.toml", _Cues).cues:
        guarded = [re.escape(word) for word in sorted(cue.except_words, key=len, reverse=True)]
        words = alternatives(cue.words)
        assert words is not None
        pattern = f"(?:{'|'.join(guarded)})|(?P<cue>{words.pattern})" if guarded else f"(?P<cue>{words.pattern})"
        found.append(_Pattern(cue, re.compile(pattern)))
    return found


@cache
def _any_cue() -> re.Pattern[str]:
    words = alternatives(word for cue in load("status.toml", _Cues).cues for word in cue.words)
    assert words is not None
    return words


@cache
def _general() -> re.Pattern[str]:
    return re.compile("|".join(load("status.toml", _Cues).general))


@cache
def hearsay() -> re.Pattern[str]:
    """A quotation that is told to be a rumour."""
    nouns = "|".join(map(re.escape, load("status.toml", _Cues).hearsay))
    return re.compile(f"“[^“”\n]{{1,60}}”(?:等)?的?(?:{nouns})")


def judge(text: str, sentence: tuple[int, int], clause: tuple[int, int], trigger: tuple[int, int]) -> Verdict:
    """The verdict on an event whose trigger stands at these offsets.

    A cue counts where it stands before the trigger within its reach, one of `behind` where it follows (不属实).
    """
    verdict = HAPPENED
    if _general().search(text, *sentence):
        return Verdict("conditional", "dropped")
    if not _any_cue().search(text, sentence[0], max(trigger[1], clause[1])):
        return verdict
    for cue, pattern in _patterns():
        begin = sentence[0] if cue.reach == "sentence" else clause[0]
        if cue.reach == "event":
            begin = max(begin, trigger[0] - cue.window)
        if cue.start:
            head = text[sentence[0] : sentence[0] + 12].lstrip(" \u3000“‘\n")
            if head.startswith(tuple(cue.words)):
                return Verdict(cue.status, cue.kept, next(filter(head.startswith, cue.words)))
            continue
        begin, end = (trigger[1], clause[1]) if cue.behind else (begin, trigger[0])
        for match in pattern.finditer(text, begin, end):
            if match["cue"]:
                if cue.kept != "event":
                    return Verdict(cue.status, cue.kept, match["cue"])
                if verdict is HAPPENED:
                    verdict = Verdict(cue.status, cue.kept, match["cue"])
                break
    return verdict


def later(value: str, published: str) -> bool:
    """Whether an ISO time with a year begins after the day of publication."""
    return value[0] != "-" and value[: len(published)] > published[: len(value)]
