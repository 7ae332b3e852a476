"""memberOf: who holds which post in which organisation."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from kg.model import Relation
from kg.pipeline.orgs.rules import vocabulary
from kg.pipeline.persons.titles import Title, title_before
from kg.pipeline.relations.posts import Post, told_behind
from kg.pipeline.relations.rules import Facts, relation, relation_rules
from kg.pipeline.spans import Match
from kg.pipeline.words import cut

# A description between an organisation and a title: 警务实战|教官; longer ones are seldom met.
LONGEST_DESCRIPTION = 8
LONGEST_TITLE = 30
LONGEST_DATELINE = 40


def members(facts: Facts) -> Iterator[Relation]:
    """memberOf with the title, for each person whose post the text tells."""
    previous: Match | None = None
    last: list[Post] = []
    for person in facts.persons:
        posts, bare = _posts(facts, person, previous, last)
        rule = "relation.post"
        if not posts:
            posts = _by_body(facts, person)
        if not posts:
            posts, rule = list(told_behind(facts, person)), "relation.appointed"
        if not posts and bare:
            posts, rule = _by_title(facts, bare), "relation.title"
        for post in posts:
            start, end = min(post.start, person.start), max(post.end, person.end)
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
        seated = title.member or (title.kind == "state" and title.start in facts.body_ending)
        if not seated or title.kind in relation_rules().members.not_member:
            break
        bare = bare or title
        titles.insert(0, text[title.start : title.end])
        at = title.start
        if (body := _body_before(facts, at, floor)) is not None:
            if text.endswith(tuple(relation_rules().members.leaving), 0, body.start):
                return [], None
            found = [Post(facts.name(body), word, body.start) for word in titles] + found
            at, titles = body.start, []
        if at <= floor or text[at - 1] not in "、兼":
            break
        at -= 1
    if found or previous is None or not last:
        return found, bare
    between = text[previous.end : at]
    if titles and between in ("", "、", "和", "，", ","):  # 县公安局民警王青山、辅警李海
        return [last[0]._replace(title=word, end=0) for word in titles], bare
    if not titles and between in ("、", "和"):
        return last[:1], None
    return [], bare


def _body_before(facts: Facts, at: int, floor: int) -> Match | None:
    """The organisation that ends at `at`, or before a description that ends there, behind `floor`."""
    for gap in range(min(LONGEST_DESCRIPTION, at - floor) + 1):
        body = facts.body_ending.get(at - gap)
        if body is not None:
            between, lists = facts.text[body.end : at], vocabulary()
            _, of, described = between.rpartition("的")
            if of and not _holds(facts, body):
                return None
            plain = all(word.text not in lists.stops and word.text not in lists.soft for word in cut(described))
            return body if not described or (described.isalnum() and plain) else None
    return None


def _by_body(facts: Facts, person: Match) -> list[Post]:
    """The organisation that a person without a title is named with: 海州大学王青山, 来自海州大学的王青山."""
    of = facts.text[person.start - 1 : person.start] == "的"
    body = facts.body_ending.get(person.start - of)
    if body is None or person.start in facts.bylines or body.rule == "reference.staff":
        return []
    if (of and not _holds(facts, body)) or (not of and body not in facts.orgs):
        return []
    return [Post(facts.name(body), None, body.start)]


def _holds(facts: Facts, body: Match) -> bool:
    """Whether the text says of somebody that is told behind that they belong there: 来自海州中学|的学生."""
    rules, text = relation_rules().members, facts.text
    if text.endswith(rules.from_, 0, body.start):
        return True
    return text.endswith(rules.at, 0, body.start) and text.startswith(rules.doing, body.end)


@cache
def _bodies_by_title() -> list[tuple[str, tuple[str, ...]]]:
    pairs = [(title, tuple(rule.bodies)) for rule in relation_rules().posts for title in rule.titles]
    return sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0]))


def _by_title(facts: Facts, title: Title) -> list[Post]:
    """The organisation that a bare title speaks of: of those whose names fit it, the one the article names most."""
    word = facts.text[title.start : title.end]
    if title.start and facts.text[title.start - 1] == word[0]:
        return []  # 学院|院长: another body's
    endings = next((b for ending, b in _bodies_by_title() if facts.text.endswith(ending, 0, title.end)), None)
    body = facts.most_named(endings) if endings else None
    return [Post(body, word, title.start)] if body else []


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
