"""memberOf: who holds which post in which organisation."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span

from kg.model import Relation
from kg.pipeline.orgs_rules import vocabulary
from kg.pipeline.relation_rules import Facts, relation, relation_rules
from kg.pipeline.titles import Title, title_after, title_before
from kg.pipeline.words import cut

# A description between an organisation and a title: 警务实战|教官; longer ones are seldom met.
LONGEST_DESCRIPTION = 8


def members(facts: Facts) -> Iterator[Relation]:
    """memberOf with the title, for each person whose post the text tells."""
    last: list[tuple[Span, str]] = []  # the organisations of the person just before
    previous: Span | None = None
    for person in facts.persons:
        posts, plain = _posts(facts, person, previous, last)
        for body, title in posts:
            start = min(body.start, person.start)
            yield relation(facts.name(person), "memberOf", facts.name(body), start, person.end, "relation.post", title)
        if not posts and plain:
            posts = yield from _by_title(facts, person, plain)
        if not posts:
            yield from _taken_in(facts, person)
        previous, last = person, posts
    yield from _press(facts)


def _posts(
    facts: Facts, person: Span, previous: Span | None, last: list[tuple[Span, str]]
) -> tuple[list[tuple[Span, str]], Title | None]:
    """The organisations and titles right before a person, and the title alone where no organisation stands there."""
    text, at = facts.text, person.start
    found: list[tuple[Span, str]] = []
    nearest: Title | None = None
    titles: list[str] = []
    floor = previous.end if previous else 0
    while title := title_before(text, at, max(floor, at - 30)):
        nearest = nearest or title
        if title.kind in relation_rules().members.not_member or not title.member:
            if not (title.member or titles):
                break
        titles.insert(0, text[title.start : title.end])
        body = _body_before(facts, title.start)
        if body is not None:
            if _leaves(text, body.start):
                return [], None
            found.append((body, "、".join(titles)))
            at, titles = body.start, []
        else:
            at = title.start
        if at > floor and text[at - 1] in "、兼":
            at -= 1
            continue
        break
    if not found and titles and previous is not None and last and at == previous.end:
        # 县公安局民警甲、辅警乙
        return [(last[0][0], titles[0])], nearest
    if not found and not titles and previous is not None and last and text[previous.end : person.start] in ("、", "和"):
        return [(last[0][0], last[0][1])], None
    if nearest and not nearest.member:
        nearest = None
    return found, nearest


def _body_before(facts: Facts, at: int) -> Span | None:
    """The organisation that ends at `at`, or before a description that ends there."""
    if at in facts.body_ending:
        return facts.body_ending[at]
    for gap in range(1, LONGEST_DESCRIPTION + 1):
        body = facts.body_ending.get(at - gap)
        if body is not None:
            between = facts.text[body.end : at]
            words = [word.text for word in cut(between)]
            if between.isalnum() and not any(word in vocabulary().stops or word in vocabulary().soft for word in words):
                return body
            return None
    return None


def _leaves(text: str, start: int) -> bool:
    return text.endswith(tuple(relation_rules().members.leaving), 0, start)


@cache
def _bodies_by_title() -> dict[str, tuple[str, ...]]:
    return {title: tuple(rule.bodies) for rule in relation_rules().posts for title in rule.titles}


def _by_title(facts: Facts, person: Span, title: Title):  # type: ignore[no-untyped-def]
    """The organisation whose post a bare title must be: the last one named whose name fits it."""
    word = facts.text[title.start : title.end]
    for ending, bodies in sorted(_bodies_by_title().items(), key=lambda item: -len(item[0])):
        if word.endswith(ending):
            for body in reversed([b for b in facts.bodies if b.end <= title.start]):
                name = facts.name(body)
                fitting = next((n for n in reversed(facts.chains.get(name, [name])) if n.endswith(bodies)), None)
                if fitting:
                    yield relation(facts.name(person), "memberOf", fitting, title.start, person.end, "relation.title", word)
                    return [(body, word)] if fitting == name else []
            ahead = next((b for b in facts.bodies if b.start >= person.end and facts.name(b).endswith(bodies)), None)
            if ahead is not None:
                yield relation(facts.name(person), "memberOf", facts.name(ahead), title.start, person.end, "relation.title", word)
            return []
    return []


def _taken_in(facts: Facts, person: Span) -> Iterator[Relation]:
    """王青山为海州市公安局局长; 王青山被海州市文化馆聘为辅导员."""
    rules, text = relation_rules().members, facts.text
    for into in rules.into:
        if not text.startswith(into, person.end):
            continue
        body = next((b for b in facts.bodies if b.start == person.end + len(into)), None)
        if body is None:
            continue
        title = title_after(text, body.end, "before")
        if into == "被":
            if not text.startswith(tuple(rules.taken), body.end):
                continue
            title = None
        elif title is None:
            continue
        word = text[title.start : title.end] if title else None
        yield relation(facts.name(person), "memberOf", facts.name(body), person.start, body.end, "relation.appointed", word)
        return


def _press(facts: Facts) -> Iterator[Relation]:
    """The writers of a report belong to the agency that its dateline names, or to the one right before them."""
    text = facts.text
    for person in facts.persons:
        if person.start not in facts.bylines:
            continue
        line = text.rfind("\n", 0, person.start) + 1
        agencies = [b for b in facts.orgs if line <= b.start < person.start and b.id_ in ("org.press", "org.national", "org.media")]
        if not agencies or person.start - agencies[-1].end > 40:
            continue
        touching = next((b for b in agencies if b.end == person.start), None)
        body = touching or agencies[0]
        if touching or body.start == line or not text[line : body.start].strip("（( 　"):
            yield relation(facts.name(person), "memberOf", facts.name(body), body.start, person.end, "relation.press", "记者")
