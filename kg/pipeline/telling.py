"""What a telling carries from clause to clause: who acts, when, where, and what has been told already."""

import re
from bisect import bisect_left

from kg.pipeline.arguments import actors, is_private, stand_in
from kg.pipeline.clauses import Group, Token


class Telling:
    """The state of one article's story, moved on clause by clause.

    `organisations`: (start, token) of every organisation named, in order, for nouns that stand for the last one.
    """

    def __init__(self, organisations: list[Token]):
        self.organisations = organisations
        self._starts = [t.start for t in organisations]
        self.subject: list[Token] = []  # who acts in the clause before
        self.official: list[Token] = []
        self.private: list[Token] = []
        self.blocked = False  # whether the clause before has a subject that is no named thing
        self.times: list[Token] = []
        self.places: list[Token] = []

    def last_organisation(self, position: int, holds: re.Pattern[str] | None = None) -> Token | None:
        """The organisation named last before a position whose name holds what is asked for."""
        index = bisect_left(self._starts, position)
        before = self.organisations[max(0, index - 12) : index]
        return next((t for t in reversed(before) if holds is None or holds.search(t.name or t.text)), None)

    def resolve(self, groups: list[Group], text: str) -> list[Token]:
        """The named actors of a subject, and those that its nouns stand for."""
        found: list[Token] = []
        for group in groups:
            if group.names:
                found += [t for t in actors(group) if t not in found]
                continue
            nouns = [t for t in group.tokens if t.kind == "noun"]
            if group.places and not (nouns and stand_in(nouns[-1].text)):
                continue
            if nouns and (holds := stand_in(text[nouns[0].start : nouns[-1].end])) is not None:
                last = None if group.places else self.last_organisation(group.tokens[0].start, holds)
                if last is not None and last not in found:
                    found.append(last)
        return found

    def move(self, found: list[Token], groups: list[Group], speech: bool) -> None:
        """Take note of a clause's subject: resolved actors, or groups that name nobody."""
        if found:
            if not speech:
                self.subject = found
            official = [t for t in found if not is_private(t)]
            if (official and not speech) or (official and any(t.label != "PERSON" for t in official)):
                self.official = official
            if any(is_private(t) for t in found):
                self.private = [t for t in found if is_private(t)]
            self.blocked = False
        elif groups:
            self.blocked = True
            if not speech:
                self.subject = []

    def acting(self, actor: str) -> list[Token]:
        """Who acts where a clause names nobody, by the kind of actor asked for."""
        if actor == "official":
            subject = [t for t in self.subject if not is_private(t)]
            return subject or self.official
        if actor == "private":
            return [t for t in self.subject if t.label == "PERSON"] or self.private
        return self.subject or self.official
