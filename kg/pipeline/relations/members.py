"""memberOf: who holds which post in which organisation."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from kg.model import Relation
from kg.pipeline.orgs.rules import vocabulary
from kg.pipeline.persons.titles import Title, title_after, title_before
from kg.pipeline.relations.rules import Facts, relation, relation_rules
from kg.pipeline.spans import Match
from kg.pipeline.words import cut

# A description between an organisation and a title: 警务实战|教官; longer ones are seldom met.
LONGEST_DESCRIPTION = 8
LONGEST_TITLE = 30
LONGEST_DATELINE = 40


class Post(NamedTuple):
    """A post in the organisation `body`; the text says it from `start` on."""

    body: str
    title: str | None
    start: int


def members(facts: Facts) -> Iterator[Relation]:
    """memberOf with the title, for each person whose post the text tells."""
    previous: Match | None = None
    last: list[Post] = []
    for person in facts.persons:
        posts, bare = _posts(facts, person, previous, last)
        rule = "relation.post"
        if not posts and bare:
            posts, rule = _by_title(facts, bare), "relation.title"
        if not posts:
            posts, rule = _taken_in(facts, person), "relation.appointed"
        for post in posts:
            start, end = min(post.start, person.start), person.end
            yield relation(facts.name(person), "memberOf", post.body, start, end, rule, post.title)
        previous, last = person, posts
    yield from _press(facts)


def _posts(facts: Facts, person: Match, previous: Match | None, last: list[Post]) -> tuple[list[Post], Title | None]:
    """The posts told right before a person, and the title alone where no organisation stands before it."""
    text, at, floor = facts.text, person.start, previous.end if previous else 0
    found: list[Post] = []
    bare: Title | None = None
    titles: list[str] = []
    while title := title_before(text, at, max(floor, at - LONGEST_TITLE, facts.last_body_end(at))):
        if not title.member or title.kind in relation_rules().members.not_member:
            break
        bare = bare or title
        titles.insert(0, text[title.start : title.end])
        at = title.start
        if (body := _body_before(facts, at)) is not None:
            if text.endswith(tuple(relation_rules().members.leaving), 0, body.start):
                return [], None
            found.append(Post(facts.name(body), "、".join(titles), body.start))
            at, titles = body.start, []
        if at <= floor or text[at - 1] not in "、兼":
            break
        at -= 1
    if found or previous is None or not last:
        return found, bare
    between = text[previous.end : at]
    if titles and between in ("", "、", "和", "，", ","):  # 县公安局民警王青山、辅警李海
        return [last[0]._replace(title=titles[0])], bare
    if not titles and between in ("、", "和"):
        return last[:1], None
    return [], bare


def _body_before(facts: Facts, at: int) -> Match | None:
    """The organisation that ends at `at`, or before a description that ends there."""
    for gap in range(min(LONGEST_DESCRIPTION, at) + 1):
        body = facts.body_ending.get(at - gap)
        if body is not None:
            between, lists = facts.text[body.end : at], vocabulary()
            plain = all(word.text not in lists.stops and word.text not in lists.soft for word in cut(between))
            return body if not between or (between.isalnum() and plain) else None
    return None


@cache
def _bodies_by_title() -> list[tuple[str, tuple[str, ...]]]:
    pairs = [(title, tuple(rule.bodies)) for rule in relation_rules().posts for title in rule.titles]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))


def _by_title(facts: Facts, title: Title) -> list[Post]:
    """The organisation that a bare title speaks of: of those whose names fit it, the one the article names most."""
    word = facts.text[title.start : title.end]
    endings = next((b for ending, b in _bodies_by_title() if facts.text.endswith(ending, 0, title.end)), None)
    body = facts.most_named(endings) if endings else None
    return [Post(body, word, title.start)] if body else []


def _taken_in(facts: Facts, person: Match) -> list[Post]:
    """王青山为海州市公安局局长; 王青山被海州市文化馆聘为辅导员."""
    rules, text = relation_rules().members, facts.text
    for into in rules.into:
        body = facts.body_starting.get(person.end + len(into))
        if body is None or not text.startswith(into, person.end):
            continue
        title = title_after(text, body.end, "before")
        if into == rules.passive:
            if text.startswith(tuple(rules.taken), body.end):
                return [Post(facts.name(body), None, person.start)]
        elif title is not None:
            return [Post(facts.name(body), text[title.start : title.end], person.start)]
    return []


def _press(facts: Facts) -> Iterator[Relation]:
    """The writers of a report belong to the agency right before them, or to that of the dateline."""
    text, kinds = facts.text, tuple(relation_rules().members.agencies)
    agencies = [b for b in facts.orgs if b.rule.removeprefix("org.") in kinds]
    starts = [b.start for b in agencies]
    for person in facts.persons:
        if person.start not in facts.bylines:
            continue
        line = text.rfind("\n", 0, person.start) + 1
        here = agencies[bisect_left(starts, line) : bisect_left(starts, person.start)]
        body = here[-1] if here and here[-1].end == person.start else None
        if body is None and here and person.start - here[0].end <= LONGEST_DATELINE:
            body = here[0] if not text[line : here[0].start].strip("（( \u3000") else None
        if body is not None:
            yield relation(facts.name(person), "memberOf", facts.name(body), body.start, person.end, "relation.press")
