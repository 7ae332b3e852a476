"""What a telling carries from clause to clause: who acts and with whom, where, when."""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache

from msgspec import Struct, field

from kg.pipeline.events.arguments import actors, filler_kinds, finest_places, fits, head_noun, is_private
from kg.pipeline.events.grammar import Group, Phrases, Token, grammar


class Scene(Struct):
    """What the clauses of one sentence share: the subject with its partners, phrases put in front, places, times."""

    subject: list[Token] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    partners: list[Token] = field(default_factory=list)
    fronted: list[Group] = field(default_factory=list)
    approving: list[Token] = field(default_factory=list)
    places: list[Token] = field(default_factory=list)
    times: list[Token] = field(default_factory=list)
    unnamed: bool = False
    inanimate: bool = False
    reported: bool = False
    claimed: bool = False  # whether what is said is the speaker's claim
    before: list[Token] = field(default_factory=list)
    bare: list[Token] = field(default_factory=list)
    speaker: list[Token] = field(default_factory=list)


@cache
def _stand_ins() -> list[tuple[tuple[str, ...], re.Pattern[str]]]:
    return [(words, re.compile(holds)) for holds, words in grammar().stands_for.items()]


@lru_cache(maxsize=1 << 12)
def stand_in(noun: str) -> re.Pattern[str] | None:
    """For a noun such as 民警, what the name of the organisation it stands for must hold; None for other nouns."""
    return next((p for words, p in _stand_ins() if (noun.endswith(words) if p.pattern else noun in words)), None)


def _titled(groups: list[Group], number: int) -> bool:
    """Whether the group holds an organisation and a post, and the next a further post with the person."""
    group, following = groups[number], groups[number + 1 : number + 2]
    if group.tokens[-1].kind != "noun" or not following:
        return False
    tokens = following[0].tokens
    return all(t.label != "PERSON" for t in group.names) and tokens[0].kind in ("noun", "name") and (
        tokens[-1].label == "PERSON" and len(tokens) > 1
    )


def owners(head: Phrases, groups: list[Group]) -> list[Token]:
    """The organisation whose people or vehicles the first group is, where it stands right before (某局的宣讲队)."""
    if not groups or not groups[0].tokens[-1].text.endswith(grammar().retinue):
        return []
    start = groups[0].tokens[0].start
    near = [g for g in head.groups("possessor") if g.tokens[-1].end + 1 == start] or head.groups("organiser")
    return [t for g in near for t in actors(g) if t.label == "ORG"]


def _fronted_places(head: Phrases) -> list[Token]:
    """The places of a clause that only says where (某省某县境内，)."""
    subject = head.groups("subject")
    if head.verbs or not subject or any(g.names for g in subject):
        return []
    return finest_places(g for g in subject if g.tokens[-1].kind in ("localizer", "place"))


class Telling:
    """The state of one article's story.

    `convener` gives who holds the meeting told last, `usable` the times of a list that move the story on.
    """

    def __init__(
        self,
        organisations: list[Token],
        convener: Callable[[], list[Token]],
        usable: Callable[[list[Token]], list[Token]],
    ):
        self.usable = usable
        self.organisations = organisations
        self._starts = [t.start for t in organisations]
        self.convener = convener
        self.sentence = 0
        self._told: dict[str, int] = {}
        self.subject: list[Token] = []
        self.partners: list[Token] = []
        self.official: list[Token] = []
        self.private: list[Token] = []
        self.times: list[Token] = []
        self.places: list[Token] = []
        self.venue: list[Token] = []  # where the last occasion was held
        self.turned = False  # whether a paragraph ended since the time was told
        self.scene = Scene()

    def begin(self, paragraph: bool) -> None:
        """A new sentence, which may open a paragraph."""
        self.keep_times()
        self.turned = self.turned or paragraph
        self.scene = Scene()
        self.sentence += 1

    def keep_times(self) -> None:
        """The times of the sentence are carried on, save those of a period that lasts (今年以来)."""
        if times := self.scene.times:
            self.times = [] if times[-1].text.endswith(grammar().lasting) else times
            self.tell("time")
            self.turned = False

    def tell(self, what: str) -> None:
        """This sentence tells the subject, the time or the place that is carried on from it."""
        self._told[what] = self.sentence

    def reaches(self, what: str) -> bool:
        """Whether a subject, a time or a place is told near enough before to be carried here."""
        return self.sentence - self._told.get(what, 0) <= grammar().reach[what]

    def organisation(self, position: int, holds: re.Pattern[str]) -> Token | None:
        """The organisation that a stand-in means: who acted last where that fits, else the one named last before."""
        for token in self.official:
            if token.label != "PERSON" and holds.search(token.name or token.text):
                return token
        index = bisect_left(self._starts, position)
        before = self.organisations[max(0, index - 12) : index]
        return next((t for t in reversed(before) if holds.search(t.name or t.text)), None)

    def resolve(self, groups: list[Group], text: str) -> list[Token]:
        """The named actors of a subject, and those that its nouns stand for."""
        found: list[Token] = []
        for number, group in enumerate(groups):
            if group.names:
                if _titled(groups, number) or (found and all(t.slot == "anaphor" for t in group.names)):
                    continue
                found += [t for t in actors(group) if t not in found]
                continue
            if len(group.tokens) == 1 and group.tokens[0].kind == "amount" and group.tokens[0].text.endswith("人"):
                found += [t for t in self.private if t not in found]
                continue
            nouns = [t for t in group.tokens if t.kind in ("noun", "trigger-noun")]
            if not nouns:
                continue
            noun = text[nouns[0].start : nouns[-1].end]
            if nouns[-1].text in grammar().both_parties:
                found += [t for t in [*(self.scene.subject or self.subject), *self.partners] if t not in found]
            elif nouns[-1].text in grammar().meeting_nouns:
                found += [t for t in self.convener() if t not in found]
            elif (holds := stand_in(noun)) is not None and not group.places:
                last = self.organisation(group.tokens[0].start, holds)
                if last is not None and last not in found:
                    found.append(last)
        return found

    def named(self, head: Phrases, text: str) -> list[Token]:
        """The named actors of a clause's subject, with whose people it is where it only says so."""
        groups = head.groups("subject")
        found = self.resolve(groups, text)
        return found + [t for t in owners(head, groups[len(found) :]) if t not in found]

    def acts(self, groups: list[Group], text: str) -> bool:
        """Whether the groups name somebody, or a noun that stands for an organisation."""
        if self.resolve(groups, text):
            return True
        spans = [head_noun(g) for g in groups]
        return any(span is not None and stand_in(text[span[0] : span[1]]) is not None for span in spans)

    def move(self, head: Phrases, text: str, speech: bool) -> list[Token]:
        """Take note of a clause: its subject, partners, places and times; returns whom its subject names."""
        scene = self.scene
        groups = head.groups("subject")
        found = named = self.named(head, text)
        verbs = [v.text for v in head.verbs]
        led = self.resolve(head.groups("by"), text)
        if places := finest_places(head.groups("at")) or _fronted_places(head):
            scene.places = self.places = places
            self.tell("place")
        if led and not found and not grammar().organising.isdisjoint(verbs):
            found, groups = led, head.groups("by")
        if found and scene.subject and verbs and verbs[-1] in grammar().supporting:
            scene.partners += [t for t in found if t not in scene.subject]
        elif found:
            if scene.bare and not head.times:
                found = [*scene.bare, *(t for t in found if t not in scene.bare)]
            scene.subject, scene.groups, scene.unnamed, scene.inanimate = found, groups, False, False
            if speech:  # who speaks of others does not act; who confesses does
                acting = [t for t in found if t.label != "PERSON" or is_private(t)]
                scene.subject = acting or [t for g in groups for t in g.names if t.label == "ORG"]
            scene.partners = []
            official = [t for t in found if fits(t, "official")]
            if official and (not speech or any(t.label != "PERSON" for t in official)):
                self.official = official
            if private := [t for t in found if is_private(t)]:
                self.private = private
            if not speech:
                self.subject = found
            self.tell("subject")
        elif groups and text.endswith(grammar().partial, 0, groups[0].tokens[0].start):
            pass  # 其中网上逃犯19名
        elif groups and filler_kinds(text, groups).intersection(grammar().animate):
            scene.subject, scene.groups, scene.unnamed = [], groups, True
        elif groups and not scene.subject:
            scene.inanimate = True
            scene.groups = [g for g in groups if g.tokens[-1].kind != "trigger-noun"]
        alone = bool(found) and not head.verbs and not head.passive and list(head.slots) == ["subject"]
        scene.bare = found if alone and all(t.label == "PERSON" for t in found) else []
        scene.partners += [t for g in head.groups("with") for t in actors(g)]
        scene.partners += [t for g in head.groups("and") for t in actors(g) if t.label == "ORG"]
        joined = [t for g in head.groups("and") for t in actors(g) if named]
        self.partners = scene.partners + [t for t in joined if t not in scene.partners] or self.partners
        scene.fronted = head.groups("toward") if not head.verbs else []
        if not grammar().approving.isdisjoint(verbs):
            scene.approving = [t for g in head.groups("via") for t in actors(g)]
        if speech:
            scene.speaker = found or [t for g in head.groups("via", "from") for t in actors(g)]
            scene.claimed = any(v in grammar().claiming for v in verbs)
            self.private = [t for t in scene.speaker if is_private(t)] or self.private
        if speech and not head.times:
            self.keep_times()
            scene.times, scene.reported = [], True
        times = [t for t in self.usable(head.times) if not text.endswith(grammar().up_to, 0, t.start)]
        if times and not speech:
            scene.times, scene.reported = times, False
        return named

    def acting(self, actor: str, summing: bool = False) -> list[Token]:
        """Who acts where a clause names nobody, by the kind of actor asked for; what it sums up reaches far back."""
        scene = self.scene
        if scene.unnamed:
            return []
        carried = (self.reaches("subject") or summing) and not scene.inanimate
        for found in (scene.subject, self.subject if carried else []):
            fitting = [t for t in found if fits(t, actor)]
            if actor == "private":
                fitting = [t for t in fitting if is_private(t)] or fitting
            if fitting:
                return fitting
        if not carried:
            return []
        return {"official": self.official, "private": self.private}.get(actor, self.official)
