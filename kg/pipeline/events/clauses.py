"""The grammar of a clause: the phrases before and behind a trigger, by the slot they fill.

A sentence is cut into clauses at commas, semicolons and colons. Within a clause the words before a trigger are read
from left to right: a preposition opens a slot (在: at, 将: ba, 被: by, 对: toward, 会同: with, …), what stands before
the first of them is the subject, 、 and 和 part the members of a list, 的 turns what was read into a modifier.
"""

import re
from collections.abc import Sequence
from functools import cache

from kg.pipeline.events.grammar import NOUNS, PHRASE, VERBS, Group, Phrases, Token, grammar, kind_of


@cache
def pivots() -> frozenset[str]:
    """The verbs whose object goes on to act."""
    return frozenset(grammar().prepositions["pivot"])


def read_left(tokens: Sequence[Token]) -> Phrases:
    """The phrases of the tokens before a trigger, by slot."""
    phrases = Phrases()
    slot, outer = "subject", "subject"
    group: list[Token] = []
    seen_subject = relative = False
    opened, within = 0, slot  # where the preposition of the slot stands, the slot it stands in
    stood = slot  # the slot that the last verb stood in
    opener = ""  # what stands before the preposition that opened the slot
    bounding = grammar().bounding

    def close() -> None:
        nonlocal group, seen_subject, relative
        if group:
            if relative and slot == "subject":  # 李某驾驶的货车: who drives it is no subject
                phrases.slots.setdefault("possessor", []).extend(phrases.slots.pop("subject", ()))
            relative = False
            phrases.slots.setdefault(slot, []).append(Group(tuple(group)))
            seen_subject = seen_subject or slot == "subject"
            group = []

    for position, token in enumerate(tokens):
        kind = token.kind
        if kind in PHRASE:
            group.append(token)
        elif kind == "prep":
            if token.slot in ("at", "from") and slot in ("ba", "by") and not group:
                continue
            if token.slot == "with" and position == len(tokens) - 1 and group:
                phrases.verbs.append(token)  # 由X牵头，Y配合
                continue
            if token.slot == "ba" and not _disposes(tokens, position):
                close()
                continue
            if token.slot == "and" and group and slot != "subject":
                close()
                continue
            close()
            outer = slot if slot in ("subject", "rest") else outer
            within, slot, opened = slot, token.slot, token.start
            opener = tokens[position - 1].kind if position else ""
            if slot == "by":
                phrases.passive = True
                phrases.slots["by"] = []
        elif _qualifying(tokens, position) or (kind == "verb" and _compounded(tokens, position, slot, group)):
            group.append(token._replace(kind="quality"))
        elif kind in VERBS:
            phrases.verbs.append(token)
            close()
            if slot in ("ba", "by") and kind != "pivot":
                continue
            if token.text in grammar().copulas and slot == "subject":
                phrases.slots.pop("subject", None)  # 火情系村民在地头焚烧秸秆引发
                continue
            stood, outer = slot, slot if slot in ("subject", "rest") else outer
            slot = _opened(token)
        elif kind == "de":
            holder = slot if slot == "by" else stood
            if position and tokens[position - 1].text in grammar().organising and phrases.groups(holder):
                phrases.slots["organiser"] = phrases.slots[holder][:]
            acted = slot == "by" and bool(phrases.groups("by") and phrases.verbs) and phrases.verbs[-1].start > opened
            if group and all(t.kind == "place" for t in group) and slot not in ("inner", "pivot") and not acted:
                close()
            elif group:
                key = "possessor" if any(t.kind == "name" for t in group) else "modifier"
                phrases.slots.setdefault(key, []).append(Group(tuple(group)))
                group = []
            if slot == "inner" and group and all(t.kind == "place" for t in group):
                _drop_places(phrases)
            if slot == "inner" and tokens[position - 1].kind in VERBS and not group:
                relative = stood == "subject" and bool(phrases.groups("subject"))
                if stood == "and" and phrases.groups(stood):  # 与王某驾驶的轿车相撞
                    phrases.slots.setdefault("possessor", []).append(phrases.slots[stood].pop())
                    slot = stood
                    continue
            if slot in ("at", "from") and not seen_subject and phrases.verbs and opener in VERBS:
                phrases.slots.pop(slot, None)
                slot = "subject"
            elif slot in ("inner", "pivot", "causee"):
                slot = "subject" if not seen_subject else outer
            elif slot in ("ba", "by"):
                phrases.slots.pop(slot, None)
            if slot == "by" and acted:  # 由某市开往某县的客车: the passive is the relative clause's
                phrases.passive = False
                counted = phrases.slots.get(within, [])[-1:]
                if counted and all(t.kind in ("number", "amount") for t in counted[0].tokens):
                    group = list(phrases.slots[within].pop().tokens)  # 一辆由某市开往某县的客车
                    seen_subject = seen_subject and bool(phrases.slots["subject"])
                slot = within if within == "ba" else "rest" if seen_subject else "subject"
        elif kind == "coord":
            close()
        elif kind == "localizer":
            if group:
                group.append(token)
            if slot in ("at", "from") and token.text != "等":
                close()
                slot = "rest" if seen_subject else "subject"
        elif kind == "time":
            bound = position > 0 and tokens[position - 1].text in bounding
            if bound and tokens[position - 1].slot == "at":  # 至9时 at the head says when, as does 1日至3日
                bound = position > 1 and tokens[position - 2].kind != "time"
            year = slot == "inner" and token.text.endswith(("年", "年度")) and tokens[position - 1].kind in VERBS
            if slot != "than" and not bound and not year:  # 召开2025年工作会议 tells no time
                phrases.times.append(token)
            close()
            if slot in ("at", "from", "than"):
                slot = "rest" if seen_subject else "subject"
        elif kind in ("adverb", "pronoun") and group and slot in ("subject", "at", "with", "and"):
            close()
            slot = "rest" if seen_subject or slot == "subject" else "subject"
    close()
    phrases.last = slot
    return phrases


def _qualifying(tokens: Sequence[Token], position: int) -> bool:
    """Whether a verb qualifies the noun of people right behind it (承办检察官)."""
    token = tokens[position]
    if token.text not in grammar().qualifying or token.kind not in ("verb", "light") or position + 1 == len(tokens):
        return False
    following = tokens[position + 1]
    return following.kind == "noun" and following.start == token.end and "people" in kind_of(following.text)


def _compounded(tokens: Sequence[Token], position: int, slot: str, group: list[Token]) -> bool:
    """Whether a verb stands inside the noun phrase that 对 opens and a light verb closes (对食堂留样食品进行检测)."""
    if slot != "toward" or not group or position + 1 == len(tokens) or tokens[position + 1].kind not in PHRASE:
        return False
    closing = next((t for t in tokens[position + 1 :] if t.kind in VERBS or t.kind == "prep"), None)
    return closing is not None and closing.text in grammar().nominalising


def _drop_places(phrases: Phrases) -> None:
    """The subject is the relative clause's where it names only places (一辆广东开往贵州的客车)."""
    groups = phrases.slots.get("subject", [])
    if groups and all(t.kind in ("place", "amount", "number") for g in groups for t in g.tokens):
        del phrases.slots["subject"]


def _opened(verb: Token) -> str:
    """The slot that a verb opens: its object acts in its stead, acts for it, or is only its object."""
    if verb.text in grammar().causative:
        return "causee"
    return "pivot" if verb.kind == "pivot" or verb.text in pivots() else "inner"


def _disposes(tokens: Sequence[Token], position: int) -> bool:
    """Whether 将 or 把 at the position brings the object forward; 将 may also tell the future.

    It brings an object forward where a noun phrase follows, or stands right before the trigger (the end of the
    tokens) with no preposition or light verb between, save inside a relative clause (将前来接货的某某抓获).
    """
    if tokens[position].text != "将":
        return True
    rest = [t for t in tokens[position + 1 :] if t.kind not in ("adverb", "aspect", "mark")]
    if rest and rest[0].kind in PHRASE:
        return True
    if not rest or (rest[-1].kind not in PHRASE and rest[-1].kind not in ("localizer", "pronoun")):
        return False
    last = max((i for i, t in enumerate(rest) if t.kind == "de"), default=-1)
    return not any(t.kind in ("light", "prep", "time") for t in rest[last + 1 :]) and rest[0].kind != "light"


def read_right(tokens: Sequence[Token]) -> list[Group]:
    """The members of the object behind a trigger, up to what ends it.

    A member that starts with a preposition of place is no object but tells where to. What stands before the last 的
    is a modifier, save an amount at its head (3名涉案的人员).
    """
    groups: list[Group] = []
    group: list[Token] = []

    def close() -> None:
        nonlocal group
        if group:
            groups.append(Group(tuple(group)))
            group = []

    for position, token in enumerate(tokens):
        kind = token.kind
        if kind == "coord" or (kind == "prep" and token.slot == "and" and group):
            close()
        elif kind == "prep":
            if token.slot in ("ba", "by", "with", "and") or token.text == "经":
                break
            if token.slot == "at":
                close()
                group.append(token)
            elif group:
                break
        elif kind == "de" and group:
            if any(t.text in grammar().possessed for t in tokens[position + 1 : position + 2]):
                break
            amounts = [t for t in group if t.kind == "amount"]
            group = amounts[:1] if not any(t.kind in NOUNS for t in group) or group[0].kind == "amount" else []
        elif kind != "mark":
            group.append(token)
    close()
    return groups


_LEADING = re.compile(r"[\s“‘「『]*")


def is_purpose(text: str, start: int) -> bool:
    """Whether a clause at the offset tells what for (为深入推进…)."""
    match = _LEADING.match(text, start)
    return text.startswith(grammar().purpose, match.end() if match else start)
