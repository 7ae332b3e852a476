"""Who acts in an event: by the slots of its clause, by whom a noun stands for, by who is carried over to it."""

from kg.pipeline.events.arguments import actors, filler_kinds, fits
from kg.pipeline.events.grammar import NOUNS, VERBS, Group, Token, grammar
from kg.pipeline.events.rules import Sense
from kg.pipeline.events.site import Site
from kg.pipeline.events.telling import Telling, owners, stand_in


def agents(sense: Sense, site: Site, telling: Telling, undergoing: bool) -> tuple[list[Token], list[Token]]:
    """Who acts, and who acts together with them where they are carried from the clause before."""
    acting, partners = _named_agents(sense, site, telling, undergoing)
    if not acting and (holds := stand_in(sense.triggers.implied)) is not None:
        implied = telling.organisation(site.tokens[site.position].start, holds)
        acting = [implied] if implied is not None else []
    return acting, partners


def _named_agents(
    sense: Sense, site: Site, telling: Telling, undergoing: bool
) -> tuple[list[Token], list[Token]]:
    """Who acts by the slots that the rule names."""
    frame, left = sense.frame, site.left
    if frame.actor == "none":
        return [], []
    if frame.received and any(v.text in grammar().receiving for v in left.verbs[-2:]):
        callers = [t for g in left.groups("inner", "pivot") for t in actors(g) if t.label == "PERSON"]
        receivers = telling.resolve(left.groups("subject"), site.text) or telling.scene.subject
        return (callers, receivers) if callers else (receivers, [])
    if left.groups("organiser") and sense.type in grammar().occasions:
        return telling.resolve(left.groups("organiser"), site.text), []
    if left.groups("causee") and not undergoing:
        caused = [t for t in telling.resolve(left.groups("causee"), site.text) if fits(t, frame.actor)]
        if caused:  # else who causes it acts (帮助群众找回, 委托第三方抽检)
            return _instigators(sense, site, telling, caused) + caused, []
    if frame.actor == "private" and sense.triggers.form == "verb" and (doer := _relative_head(site)):
        return [doer], []
    if _qualifies(site) and left.last == "inner" and (inner := left.groups("inner")) and _touches(inner[-1], site):
        return [t for t in telling.resolve(inner[-1:], site.text) if fits(t, frame.actor)], []
    slots = frame.agent if sense.triggers.agent is None else sense.triggers.agent
    for slot in slots:
        if slot != "subject":
            groups = left.groups("possessor" if slot == "owner" else slot)
            found = [t for t in telling.resolve(groups, site.text) or owners(left, groups) if fits(t, frame.actor)]
            if found:
                return found, []
        elif not undergoing and "by" not in left.slots:
            acting = _subject(sense, site, telling)
            if acting[0] or "owner" not in slots:
                return acting
    return [], []


def _subject(sense: Sense, site: Site, telling: Telling) -> tuple[list[Token], list[Token]]:
    """Who acts by the subject of the clause, or carried over where it has none, with their partners."""
    frame, left = sense.frame, site.left
    subject = left.groups("subject")
    named = telling.named(left, site.text)
    if named or filler_kinds(site.text, subject).intersection(grammar().animate):
        listed = telling.scene.subject
        if named and listed[-len(named) :] == named:
            named = listed  # a list of persons that goes over commas
        found = [t for t in named if fits(t, frame.actor)]
        together = ("and", "with") if frame.actor == "private" else ("and",)
        if "and" not in frame.participant:
            found += [t for g in left.groups(*together) for t in actors(g) if fits(t, frame.actor)]
        return found, []
    means = left.groups("via")
    if left.last == "via" and not left.verbs and (not means or telling.resolve(means, site.text)):
        return [], []  # 经调查, 据某局介绍; by a mere means whoever was told last acts
    if frame.actor == "official" and subject and not site.objects and not left.slots.keys() - {"subject", "rest"}:
        return [], []  # 案件正在侦办中
    summing = any(t.text in grammar().summing for t in site.tokens[: site.position])
    found, partners = telling.acting(frame.actor, summing), telling.scene.partners
    if frame.actor == "private":
        return found + [t for t in partners if t.label == "PERSON" and t not in found], []
    return found, partners


def _instigators(sense: Sense, site: Site, telling: Telling, caused: list[Token]) -> list[Token]:
    """Who makes another commit an offence (指使其子砸毁): both act."""
    if sense.frame.actor != "private" or not any(v.text in grammar().instigating for v in site.left.verbs):
        return []
    return [t for t in telling.resolve(site.left.groups("subject"), site.text) or telling.scene.subject
            if t not in caused and fits(t, "private")]  # fmt: skip


def _qualifies(site: Site) -> bool:
    """Whether 的 stands right behind the trigger, which so qualifies a noun (警方通缉的逃犯)."""
    return any(t.kind == "de" for t in site.tokens[site.position + 1 : site.position + 2])


def _touches(group: Group, site: Site) -> bool:
    return not site.text[group.tokens[-1].end : site.tokens[site.position].start].strip()


def _relative_head(site: Site) -> Token | None:
    """The person whom an act and its object qualify, and who so did it (编造谣言的网民张某)."""
    if site.left.groups("subject", "by"):
        return None
    behind = site.tokens[site.position + 1 :]
    end = next((i for i, t in enumerate(behind) if t.kind == "de"), None)
    if end is None or any(t.kind in VERBS or t.label == "PERSON" for t in behind[:end]):
        return None
    for token in behind[end + 1 :]:
        if token.label == "PERSON":
            return token
        if token.kind not in NOUNS and token.kind not in ("number", "amount", "mark"):
            return None
    return None
