"""What fills a role: names, head nouns, amounts with their items, places, from the groups of a phrase."""

from collections.abc import Iterable, Sequence

from kg.model import Argument
from kg.pipeline.amounts import parse
from kg.pipeline.events.grammar import NOUNS, Group, Token, grammar, kind_of


def name_argument(role: str, token: Token) -> Argument:
    """A role filled by a named thing."""
    return Argument(role=role, name=token.name or token.text, start=token.start, end=token.end)


def head_noun(group: Group) -> tuple[int, int] | None:
    """The offsets of the nouns that head a group: those that stand together last in it."""
    tokens = group.tokens
    end = len(tokens)
    while end and tokens[end - 1].kind not in NOUNS and tokens[end - 1].kind not in ("place", "name", "title"):
        end -= 1
    start = end
    while start and tokens[start - 1].kind in NOUNS:
        if start < end and tokens[start].start - tokens[start - 1].end > 1:  # more than a quotation mark between
            break
        start -= 1
    return (tokens[start].start, tokens[end - 1].end) if start < end else None


def quantities(text: str, groups: Iterable[Group], item: str | None = None) -> list[Argument]:
    """One argument an amount, with the noun beside it as its item (电脑60台, 55名犯罪嫌疑人).

    `item` is what an amount without a noun counts.
    """
    found = []
    for group in groups:
        for position, token in enumerate(group.tokens):
            if token.kind != "amount":
                continue
            try:
                amount = parse(token.text)
            except ValueError:
                continue
            if amount.value is not None:
                found.append(
                    Argument(
                        role="quantity", value=amount.value, unit=amount.unit, modifier=amount.modifier,
                        item=item_of(text, group.tokens, position) or item,
                        text=token.text, start=token.start, end=token.end,
                    )
                )  # fmt: skip
    return found


def counted_patient(amount: Argument) -> Argument | None:
    """What an amount counts, as a patient; it stands where the amount does."""
    if not isinstance(amount.item, str) or len(amount.item) < 2:
        return None
    return Argument(role="patient", name=amount.item, start=amount.start, end=amount.end)


def item_of(text: str, tokens: Sequence[Token], position: int) -> str | None:
    """The noun that the amount at the position counts: behind it where one follows at once, else before it."""
    behind = tokens[position + 1 : position + 2]
    at_once = bool(behind) and behind[0].kind in NOUNS and behind[0].start == tokens[position].end
    nearest = _behind if at_once else _before
    farther = _before if at_once else _behind
    return nearest(text, tokens, position) or farther(text, tokens, position)


def _before(text: str, tokens: Sequence[Token], position: int) -> str | None:
    end = position
    while end and tokens[end - 1].kind == "adverb":
        end -= 1
    start = end
    while start and tokens[start - 1].kind in NOUNS and tokens[start - 1].end == tokens[start].start:
        if tokens[start - 1].text in grammar().no_items:
            break
        start -= 1
    noun = text[tokens[start].start : tokens[end - 1].end] if start < end else ""
    return noun if noun and not noun.endswith(grammar().abstract) else None


def _behind(text: str, tokens: Sequence[Token], position: int) -> str | None:
    first = position + 1
    while first < len(tokens) and tokens[first].kind not in NOUNS and tokens[first].kind != "amount":
        first += 1
    last = first
    while last < len(tokens) and tokens[last].kind in NOUNS:
        last += 1
    return text[tokens[first].start : tokens[last - 1].end] if first < last else None


def masked(name: object) -> bool:
    """Whether a name is that of a person whom news does not name in full (黄某某)."""
    return isinstance(name, str) and "某" in name


def is_private(token: Token) -> bool:
    """Whether the token names a private person, as masked names do."""
    return token.label == "PERSON" and masked(token.text)


def fits(token: Token, actor: str) -> bool:
    """Whether a named thing may act in an event of this kind."""
    if token.label == "ORG" and token.text.endswith(grammar().media):
        return False
    if actor == "official":
        return not is_private(token)
    return actor != "private" or token.label == "PERSON"


def actors(group: Group) -> list[Token]:
    """The person of a group (of 张某之子张某强 the last), or its last organisation where no person is named."""
    persons = [t for t in group.names if t.label == "PERSON"]
    return [t for t in persons if t.start == persons[-1].start] or group.names[-1:]


def _is_place(token: Token, after: Token | None) -> bool:
    """Whether a place says where and not whence somebody is (巴拿马籍货轮)."""
    return token.kind == "place" and (after is None or not after.text.startswith(grammar().origin))


def finest_places(groups: Iterable[Group]) -> list[Token]:
    """One place a group: the last road or building in it, else the last place."""
    found = []
    for group in groups:
        places = [t for t, after in zip(group.tokens, (*group.tokens[1:], None), strict=True) if _is_place(t, after)]
        if places:
            fine = [p for p in places if p.label == "FAC"]
            found.append(fine[-1] if fine else places[-1])
    return found


def filler_kinds(text: str, groups: Iterable[Group]) -> set[str]:
    """The kinds of what heads the groups: person, organisation, and the kinds of nouns and counted items."""
    kinds: set[str] = set()
    for group in groups:
        kinds.update("person" if name.label == "PERSON" else "organisation" for name in group.names)
        if span := head_noun(group):
            kinds |= kind_of(text[span[0] : span[1]])
        for position, token in enumerate(group.tokens):
            if token.kind == "amount":
                noun = item_of(text, group.tokens, position)
                kinds |= kind_of(noun) if noun else kind_of(token.text) - {"goods"}
    return kinds


def patients(text: str, groups: Iterable[Group], fillers: Sequence[str]) -> list[Argument]:
    """Named things and head nouns of the groups that are of the kinds asked for (any where none is)."""
    found: list[Argument] = []
    for group in groups:
        if group.names:
            named = [t for t in group.names if _wanted(t, fillers)]
            persons = [t for t in named if t.label == "PERSON"]
            found += [name_argument("patient", t) for t in persons or named[-1:]]
            if named or group.tokens[-1].kind == "name":
                continue
        if group.tokens[-1].kind == "title" and not fillers:
            found.append(name_argument("patient", group.tokens[-1]))
        if any(t.kind == "amount" for t in group.tokens) or group.tokens[-1].kind == "localizer":
            continue
        if span := head_noun(group):
            noun = text[span[0] : span[1]]
            free = not fillers or "thing" in fillers
            plain = all(t.kind == "quality" for t in group.tokens)
            if plain or span[1] - span[0] < 2 or noun.endswith(grammar().abstract):
                continue
            if free or kind_of(noun).intersection(fillers):
                found.append(Argument(role="patient", name=noun, start=span[0], end=span[1]))
    return found


def _wanted(token: Token, fillers: Sequence[str]) -> bool:
    if not fillers:
        return True
    if token.label == "PERSON":
        return "person" in fillers or "person-named" in fillers
    return "organisation" in fillers
