"""Posts that are told behind a person: appointments, careers, what is said of somebody between commas."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.pipeline.persons.titles import title_after
from kg.pipeline.relations.rules import Facts, relation_rules
from kg.pipeline.spans import Match

# How far behind a name, within its sentence, a career goes on, in characters.
LONGEST_CAREER = 80
_SENTENCE = re.compile("[。！？；\n]")
_HAN = re.compile("[\u4e00-\u9fff]")
# 王青山，男，汉族，45岁，
_GAP = "[，,（(：:\u3000 ]"
_PARTICULARS = re.compile(f"(?:{_GAP}(?:男|女|[\u4e00-\u9fff]{{1,3}}族|(?:现年|时年)?[0-9]{{1,3}}岁))*{_GAP}")


class Post(NamedTuple):
    """A post in the organisation `body`; the text says it from `start` on, behind the person up to `end`."""

    body: str
    title: str | None
    start: int
    end: int = 0


def told_behind(facts: Facts, person: Match) -> Iterator[Post]:
    """The posts told behind a person: 王青山任海州市公安局局长; 王青山（海州市公安局民警）; 王青山在海州中学任教."""
    rules, text, at = relation_rules().members, facts.text, person.end
    for into in rules.into:
        if text.startswith(into, at) and (body := facts.body_starting.get(at + len(into))) is not None:
            if into != rules.passive:
                yield from _named(facts, person, body)
            elif text.startswith(tuple(rules.taken), body.end):
                yield Post(facts.name(body), None, person.start, body.end)
    for where in (*rules.holding, *rules.at):
        body = facts.body_starting.get(at + len(where))
        if body is None or not text.startswith(where, at):
            continue
        verb = next((verb for verb in rules.doing if text.startswith(verb, body.end)), "")
        if where in rules.holding or verb:
            title = title_after(text, body.end + len(verb), "before") if verb else None
            yield Post(facts.name(body), text[title.start : title.end] if title else None, person.start, body.end)
    particulars = _PARTICULARS.match(text, at)
    body = facts.body_starting.get(particulars.end()) if particulars else None
    if body is not None:
        posts = list(_named(facts, person, body))
        if posts and not _HAN.match(text[posts[-1].end : posts[-1].end + 1]):
            yield from posts
    yield from _career(facts, person)


def _named(facts: Facts, person: Match, body: Match) -> Iterator[Post]:
    """The titles right behind a body, and behind the bodies that a list goes on with: 县委书记、县人大主任."""
    text, at, name = facts.text, body.end, facts.name(body)
    at += next((len(gap) for gap in relation_rules().members.member_of if text.startswith(gap, at)), 0)
    while title := title_after(text, at, "before"):
        yield Post(name, text[title.start : title.end], person.start, title.end)
        at = title.end
        if text[at : at + 1] not in ("、", "兼"):
            return
        at += 1
        if (other := facts.body_starting.get(at)) is not None:
            name, at = facts.name(other), other.end


@cache
def _resumed() -> re.Pattern[str]:
    return re.compile("|".join(sorted(relation_rules().members.resumed, key=lambda word: (-len(word), word))))


def _career(facts: Facts, person: Match) -> Iterator[Post]:
    """What the sentence says of a person up to where another one is named: 王青山，男，…，现任县公安局局长."""
    text, start = facts.text, person.end
    stop = _SENTENCE.search(text, start, start + LONGEST_CAREER)
    end = min(stop.start() if stop else start + LONGEST_CAREER, facts.next_person(start))
    for word in _resumed().finditer(text, start, end):
        body = facts.body_starting.get(word.end())
        if body is not None and (word.start() == start or text[word.start() - 1] in "，,、"):
            yield from _named(facts, person, body)
