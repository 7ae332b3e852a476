"""The arguments of an event: fillers for the roles of its frame, from the phrases around its trigger."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from kg.model import Argument
from kg.pipeline.amounts import parse
from kg.pipeline.clauses import Group, Token, grammar, kind_of

_NOUNS = ("noun", "quality", "trigger-noun")


def name_argument(role: str, token: Token) -> Argument:
    """A role filled by a named thing."""
    return Argument(role=role, name=token.name or token.text, start=token.start, end=token.end)


def noun_argument(role: str, text: str, span: tuple[int, int]) -> Argument:
    """A role filled by a noun as it stands."""
    return Argument(role=role, name=text[span[0] : span[1]], start=span[0], end=span[1])


def head_noun(group: Group, skip: str = "") -> tuple[int, int] | None:
    """The offsets of the nouns that head a group: those that stand together last in it."""
    tokens = list(group.tokens)
    while tokens and tokens[-1].kind not in _NOUNS and tokens[-1].kind not in ("place", "name"):
        tokens.pop()
    end = len(tokens)
    start = end
    while start and tokens[start - 1].kind in _NOUNS:
        start -= 1
    return (tokens[start].start, tokens[end - 1].end) if start < end else None


def quantities(text: str, groups: Iterable[Group], item: str | None = None) -> list[Argument]:
    """One argument an amount, with the noun beside it as its item (电脑60台, 55名犯罪嫌疑人)."""
    found = []
    last = item
    for group in groups:
        tokens = group.tokens
        for position, token in enumerate(tokens):
            if token.kind != "amount":
                continue
            try:
                amount = parse(token.text)
            except ValueError:
                continue
            if amount.value is None:
                continue
            noun = _noun_before(text, tokens, position) or _noun_behind(text, tokens, position)
            last = noun or last
            found.append(
                Argument(
                    role="quantity", value=amount.value, unit=amount.unit, item=noun or item,
                    modifier=amount.modifier, text=token.text, start=token.start, end=token.end,
                )
            )  # fmt: skip
    return found


def _noun_before(text: str, tokens: Sequence[Token], position: int) -> str | None:
    start = position
    while start and tokens[start - 1].kind in _NOUNS and tokens[start - 1].end == tokens[start].start:
        start -= 1
    if start == position:
        return None
    noun = text[tokens[start].start : tokens[position].start]
    return None if noun.endswith(tuple(grammar().abstract)) else noun


def _noun_behind(text: str, tokens: Sequence[Token], position: int) -> str | None:
    end = position + 1
    while end < len(tokens) and tokens[end].kind != "amount":
        end += 1
    stretch = tokens[position + 1 : end]
    last = len(stretch)
    while last and stretch[last - 1].kind not in _NOUNS:
        last -= 1
    first = last
    while first and stretch[first - 1].kind in _NOUNS:
        first -= 1
    return text[stretch[first].start : stretch[last - 1].end] if first < last else None


@cache
def _stand_ins() -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    return [(tuple(words), re.compile(holds)) for holds, words in grammar().stands_for.items()]


def stand_in(noun: str) -> re.Pattern[str] | None:
    """For a noun such as 民警, what the name of the organisation it stands for must hold; None for other nouns."""
    return next((pattern for words, pattern in _stand_ins() if noun.endswith(words)), None)


def is_private(token: Token) -> bool:
    """Whether the token names a private person, as masked names do."""
    return token.label == "PERSON" and "某" in token.text


def actors(group: Group) -> list[Token]:
    """The persons of a group, or its last organisation where no person is named."""
    persons = [t for t in group.names if t.label == "PERSON"]
    return persons or group.names[-1:]


def finest_places(groups: Iterable[Group]) -> list[Token]:
    """One place a group: the last road, building or named area in it, else the last division."""
    found = []
    for group in groups:
        places = group.places
        if places:
            fine = [p for p in places if p.label in ("FAC", "LOC")]
            found.append(fine[-1] if fine else places[-1])
    return found


def filler_kinds(text: str, groups: Iterable[Group]) -> set[str]:
    """The kinds of what heads the groups: person, organisation, and the kinds of nouns."""
    kinds: set[str] = set()
    for group in groups:
        for name in group.names:
            kinds.add("person" if name.label == "PERSON" else "organisation")
        if span := head_noun(group):
            kinds |= kind_of(text[span[0] : span[1]])
        for position, token in enumerate(group.tokens):
            if token.kind == "amount":
                noun = _noun_before(text, group.tokens, position) or _noun_behind(text, group.tokens, position)
                if noun:
                    kinds |= kind_of(noun)
                elif token.text.endswith(("人", "人次", "名")):
                    kinds.add("people")
                    kinds.add("force")
    return kinds


def patients(text: str, groups: Iterable[Group], fillers: Sequence[str]) -> list[Argument]:
    """Named things and head nouns of the groups that are of the kinds asked for (any where none is)."""
    found = []
    for group in groups:
        named = [
            t
            for t in group.names
            if not fillers
            or (("person" in fillers or "person-named" in fillers) and t.label == "PERSON")
            or ("organisation" in fillers and t.label != "PERSON")
        ]
        if named:
            persons = [t for t in named if t.label == "PERSON"]
            found += [name_argument("patient", t) for t in (persons or named[-1:])]
            continue
        if any(t.kind == "amount" for t in group.tokens):
            continue
        if not fillers and group.tokens[-1].kind == "title":
            found.append(name_argument("patient", group.tokens[-1]))
            continue
        span = head_noun(group)
        if span is None or span[1] - span[0] < 2:
            continue
        noun = text[span[0] : span[1]]
        if noun.endswith(tuple(grammar().abstract)):
            continue
        if not fillers or "thing" in fillers or kind_of(noun).intersection(fillers):
            found.append(noun_argument("patient", text, span))
    return found
