"""What has been told already: the events so far, and whether a trigger tells a new one or one of them again."""

import re
from functools import cache

from msgspec import structs

from kg.model import Argument, Event, Extent
from kg.pipeline.events.arguments import masked, name_argument, quantities
from kg.pipeline.events.clauses import read_right
from kg.pipeline.events.grammar import Group, Token, grammar, kind_of
from kg.pipeline.events.reading import Clause
from kg.pipeline.events.rules import Sense, event_types
from kg.pipeline.events.triggers import Candidate


@cache
def _definite() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, grammar().definite)) + ")[一-龥]{0,2}$")



@cache
def befalls_people(name: str) -> bool:
    """Whether a type of event is an incident of which people are the only victims."""
    frame = event_types()[name]
    return frame.incident and "people" in frame.filler


class Told:
    """The events of an article so far, in the order told; `apart` are those not asserted."""

    def __init__(self, text: str):
        self.text = text
        self.events: list[Event] = []
        self.apart: list[Event] = []
        self.by_type: dict[str, list[Event]] = {}

    def add(self, event: Event) -> None:
        """A new event."""
        self.events.append(event)
        self.by_type.setdefault(event.type, []).append(event)

    def culprits(self) -> None:
        """Offences told by their victims: who is caught before another kind of offence is told did them."""
        for number, event in enumerate(self.events):
            if event_types()[event.type].actor != "private" or any(a.role == "agent" for a in event.arguments):
                continue
            for later in self.events[number + 1 :]:
                if event_types()[later.type].actor == "private" and later.type != event.type:
                    break
                if later.type == "Arrest":
                    caught = [a for a in later.arguments if a.role == "patient" and masked(a.name)]
                    event.arguments += [structs.replace(a, role="agent") for a in caught]

    def repeated(self, sense: Sense, clause: Clause, position: int) -> bool:
        """Whether the trigger follows one of its own type in the clause and adds no object (送往医院救治)."""
        if sense.frame.incident or not self.events or self.events[-1].type != sense.type:
            return False
        last = self.events[-1].trigger
        between = self.text[last.end : clause.tokens[position].start]
        if not between:
            return True
        if last.start >= clause.start and between.startswith("的"):
            return self.dismissed()
        if last.start < clause.start or any(word in between for word in grammar().conjunctions):
            return False
        return not any(t.kind == "amount" or t.kind == "name" for t in clause.tokens[position + 1 : position + 4])

    def dismissed(self) -> bool:
        """Takes back the last event, whose trigger only qualifies the object of the next (将追回的手机发还); False."""
        event = self.events.pop()
        self.by_type[event.type].pop()
        return False

    def again(self, sense: Sense, candidate: Candidate, sentence: tuple[int, int]) -> bool:
        """Whether the trigger only tells again what has been told; the first telling takes note of it."""
        told = self.by_type.get(sense.type)
        if not told:
            return sense.triggers.again
        text = self.text
        definite = _definite().search(text, max(0, candidate.start - 6), candidate.start)
        after = text.startswith(grammar().looking_back, candidate.end)
        within = sense.triggers.light and told[-1].sentence == sentence
        if sense.frame.incident:  # 火灾发生后 still says that there was a fire
            after = within = False
        attended = sense.type in grammar().held_types and text.endswith(grammar().attending, 0, candidate.start)
        if definite or after or within or attended or (sense.triggers.again and not sense.frame.incident):
            told[-1].retold.append(Extent(start=candidate.start, end=candidate.end))
            return True
        return False

    def added(self, sense: Sense, objects: list[Group], sentence: tuple[int, int]) -> bool:
        """Whether the trigger only adds amounts to an event of its type in the sentence (慰问群众，送去大米5吨)."""
        told = self.by_type.get(sense.type)
        if not told or told[-1].sentence != sentence or not any(gate.condition.adds for gate in sense.conditions):
            return False
        told[-1].arguments += quantities(self.text, objects)
        return True

    def headlines(self, candidates: list[Candidate]) -> None:
        """What a headline tells is told again: the first event of a type that it names, with its word if one has it."""
        for candidate in candidates:
            types = {sense.type for sense in candidate.senses}
            told = [e for e in self.events if e.type in types]
            word = self.text[candidate.start : candidate.end]
            same = [e for e in told if e.trigger.text == word]
            for event in (same or told)[:1]:
                event.retold.append(Extent(start=candidate.start, end=candidate.end))

    def measures(self, tokens: list[Token]) -> None:
        """Measures told in a sentence of their own (过火面积约15平方米)."""
        for a in quantities(self.text, read_right(tokens)):
            if owner := self.measured(a):
                owner.arguments.append(a)

    def counting(self, amount: Argument, event: Event) -> Event | None:
        """The event an amount belongs to: one that befalls people counts only people, its incident the rest."""
        if not befalls_people(event.type):
            return event
        counted = amount.item if isinstance(amount.item, str) else str(amount.unit)
        if "people" in kind_of(counted) or "people" in kind_of(str(amount.unit)):
            return event
        causes = (e for e in reversed(self.events) if e.sentence == event.sentence)
        return next((e for e in causes if event_types()[e.type].incident and not befalls_people(e.type)), None)

    def measured(self, amount: Argument) -> Event | None:
        """The event told last that a measure such as 过火面积 belongs to."""
        for kind, items in grammar().measures.items():
            if isinstance(amount.item, str) and amount.item.endswith(items) and kind in self.by_type:
                return self.by_type[kind][-1]
        return None

    def attended(self, event: Event | None, present: list[Token]) -> None:
        """A clause says who took part in what was told: the event given, else the last one that is held."""
        event = event or next((e for e in reversed(self.events) if e.type in grammar().held_types), None)
        if event is None:
            return
        known = {a.name for a in event.arguments}
        event.arguments += [name_argument("participant", t) for t in present if (t.name or t.text) not in known]

    def organised(self, event: Event | None, led: list[Token]) -> None:
        """A clause says who holds what was told: the event before in the sentence, else the last one that is held."""
        event = event or next((e for e in reversed(self.events) if e.type in grammar().held_types), None)
        if event is not None:
            event.arguments = [a for a in event.arguments if a.role != "agent"]
            event.arguments += [name_argument("agent", t) for t in led]
