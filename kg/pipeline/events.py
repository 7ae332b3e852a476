"""Events with their arguments: triggers chosen by sense, frames filled from the clause, the rest carried along."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Argument, Event, Extent, Trigger
from kg.pipeline.arguments import actors, filler_kinds, name_argument, quantities
from kg.pipeline.clauses import Group, Phrases, Token, grammar, is_purpose, read_left, read_right
from kg.pipeline.eventrules import Sense
from kg.pipeline.frames import Site, attending, fill
from kg.pipeline.reading import Clause, Reading
from kg.pipeline.status import judge
from kg.pipeline.telling import Telling
from kg.pipeline.triggers import Candidate, Surroundings, choose


class Teller:
    """Reads one doc's events, sentence by sentence."""

    def __init__(self, doc: Doc):
        self.reading = Reading(doc)
        self.text = self.reading.text
        organisations = [t for t in self.reading.fixed if t.label == "ORG" and t.kind == "name"]
        self.telling = Telling(organisations, self.convener, self.usable)
        self.values = {e.start: e.kb_id_ for e in doc.ents if e.label_ in ("DATE", "TIME")}
        self.events: list[Event] = []
        self.apart: list[Event] = []
        self.told: dict[str, list[Event]] = {}
        self.conveners: list[Token] = []
        self.listed: Event | None = None

    def convener(self) -> list[Token]:
        """Who holds the meeting told last."""
        return self.conveners

    def read(self) -> None:
        """All sentences, in order."""
        for start, end, clauses in self.reading.sentences():
            self.sentence((start, end), clauses)

    def sentence(self, sentence: tuple[int, int], clauses: list[Clause]) -> None:
        """The events of one sentence."""
        telling = self.telling
        telling.begin()
        previous: Event | None = None
        purpose = False
        for index, clause in enumerate(clauses):
            tokens = clause.tokens
            positions = sorted(clause.candidates)
            first = next((i for i in positions if tokens[i].kind == "trigger"), len(tokens))
            head = read_left(tokens[:first])
            verbs = [*head.verbs, *tokens[first : first + 1]]
            speech = any(v.kind == "speech" for v in verbs[:2])
            named = bool(telling.resolve(head.groups("subject"), self.text))
            if previous is None and not telling.scene.subject and is_purpose(self.text, clause.start):
                purpose = True
            elif named or head.times:
                purpose = False
            telling.move(head, self.text, speech)
            found: Event | None = None
            unasserted = len(self.apart)
            for position in positions:
                event = self.event(sentence, clauses, index, position, purpose)
                if event:
                    found = event
                    previous = previous if previous and event.rule.endswith(".case") else event
            if found is None and "by" in head.slots and (led := self.led(tokens)):
                self.organised(previous, led)
            elif found is None and previous is None:
                self.measures(tokens)
            elif found is None and previous is not None and len(self.apart) == unasserted:
                self.continued(previous, clause, head, named)
            if found is None and previous is None and self.listed is not None and head.groups("subject"):
                self.enlist(head)

    def event(
        self, sentence: tuple[int, int], clauses: list[Clause], index: int, position: int, purpose: bool
    ) -> Event | None:
        """The event that a candidate says, None where it says none; one that is not asserted is put apart."""
        clause = clauses[index]
        candidate, tokens = clause.candidates[position], clause.tokens
        if self.reading.silent[candidate.start]:
            return None
        left = read_left(tokens[max(0, position - 60) : position])
        embedded = any(i < position and clause.officially(i) for i in clause.candidates)
        site = Site(self.text, tokens, position, left, self.right(clause, position), embedded)
        titles = self.reading.titles_in(clause.start, clause.end)
        undergone = site.objects
        if left.passive or not undergone:
            undergone = undergone + left.groups("subject")
        around = Surroundings(
            self.text, sentence, (clause.start, clause.end),
            lambda: filler_kinds(self.text, undergone),
            any(t.kind == "amount" for t in tokens) or bool(_COMPARED.search(self.text, clause.start, clause.end)),
            bool(titles),
            bool(left.groups("with", "and")) or len(left.groups("subject")) > 1,
        )  # fmt: skip
        sense = choose(candidate, around)
        if sense is None or purpose and sense.type != "Campaign":
            return None
        if self.listed_act(sense, tokens, position) or self.repeated(sense, clause, position):
            return None
        if sense.triggers.form in ("noun", "case") and self.counted(sense, clause, position):
            return None
        verdict = judge(self.text, sentence, (clause.start, clause.end), (candidate.start, candidate.end))
        if sense.triggers.form == "zero" and verdict.status == "negated":
            verdict = verdict._replace(status="happened", kept="event")
        if verdict.kept == "dropped" or self.reading.in_speech(candidate.start) and verdict.status != "pledged":
            return None
        if self.again(sense, candidate, sentence) or self.added(sense, site, sentence):
            return None
        event = Event(
            id="", type=sense.type, status=verdict.status, sentence=sentence,
            trigger=Trigger(text=self.text[candidate.start : candidate.end], start=candidate.start, end=candidate.end),
            rule=sense.rule, confidence=0.0,
        )  # fmt: skip
        event.arguments = fill(sense, site, self.telling, titles)
        if when := self.when(clauses, index, position, sense.frame.incident):
            event.arguments.append(when)
        if verdict.kept == "apart":
            self.apart.append(event)
            return None
        if sense.type == "Meeting":
            self.conveners = self.telling.resolve(left.groups("subject"), self.text) or self.telling.acting("any")
        self.listed = event if self.text.startswith(("：", ":"), candidate.end) else None
        self.events.append(event)
        self.told.setdefault(sense.type, []).append(event)
        return event

    def right(self, clause: Clause, position: int) -> list[Group]:
        """The object behind a trigger; verbs joined to each other share the last one's."""
        tokens = clause.tokens
        official = clause.candidates[position].senses[0].frame.actor == "official"
        end = position + 1
        while end < len(tokens) and not (tokens[end].kind == "trigger" and not (official and clause.acts(end))):
            end += 1
        between = tokens[position + 1 : end]
        if end < len(tokens) and not any(t.kind not in ("coord", "adverb", "mark", "aspect") for t in between):
            return self.right(clause, end)
        return read_right(between)

    def listed_act(self, sense: Sense, tokens: list[Token], position: int) -> bool:
        """Whether an act stands in a list of objects, where it names a kind of thing and no act."""
        if sense.frame.actor != "private" or sense.triggers.form != "verb" or position < 2:
            return False
        return tokens[position - 1].kind == "coord" and tokens[position - 2].kind in ("amount", "noun", "trigger")

    def counted(self, sense: Sense, clause: Clause, position: int) -> bool:
        """Whether what befell or was done is only what a statistic of the clause counts (火灾同比减少3起)."""
        if sense.frame.actor not in ("none", "private"):
            return False
        later = (c for i, c in clause.candidates.items() if i > position)
        return any(c.senses[0].frame.patient == ["measure"] for c in later)

    def repeated(self, sense: Sense, clause: Clause, position: int) -> bool:
        """Whether the trigger follows one of its own type in the clause and adds no object (送往医院救治)."""
        if sense.frame.incident or not self.events or self.events[-1].type != sense.type:
            return False
        last = self.events[-1].trigger
        between = self.text[last.end : clause.tokens[position].start]
        if last.start >= clause.start and between.startswith("的"):
            return self.dismissed()
        if last.start < clause.start or any(mark in between for mark in "并、又再和"):
            return False
        return not any(t.kind == "amount" or t.kind == "name" for t in clause.tokens[position + 1 : position + 4])

    def dismissed(self) -> bool:
        """Takes back the last event, whose trigger only qualifies the object of the next (将追回的手机发还); False."""
        event = self.events.pop()
        self.told[event.type].pop()
        return False

    def again(self, sense: Sense, candidate: Candidate, sentence: tuple[int, int]) -> bool:
        """Whether the trigger only tells again what has been told; the first telling takes note of it."""
        told = self.told.get(sense.type)
        if not told:
            return sense.triggers.again
        text = self.text
        definite = _DEFINITE.search(text, max(0, candidate.start - 6), candidate.start)
        after = _LOOKING_BACK.match(text, candidate.end)
        within = sense.triggers.light and told[-1].sentence == sentence
        if definite or after or within or sense.triggers.again:
            told[-1].retold.append(Extent(start=candidate.start, end=candidate.end))
            return True
        return False

    def added(self, sense: Sense, site: Site, sentence: tuple[int, int]) -> bool:
        """Whether the trigger only adds amounts to an event of its type in the sentence (慰问群众，送去大米5吨)."""
        told = self.told.get(sense.type)
        if not told or told[-1].sentence != sentence or not any(gate.condition.adds for gate in sense.conditions):
            return False
        told[-1].arguments += quantities(self.text, site.objects)
        return True

    def when(self, clauses: list[Clause], index: int, position: int, incident: bool) -> Argument | None:
        """The time of the clause before the trigger, else of the sentence before it, else the one carried.

        The hour of what befalls is carried on, of what is done only the day.
        """
        times = self.usable(read_left(clauses[index].tokens[:position]).times)
        times = times or self.telling.scene.times
        carried = not times
        if carried and not self.telling.scene.reported:
            times = self.telling.times
        if not times:
            return None
        token = times[-1]
        if len(self.values[times[0].start]) > len(self.values[token.start]):
            token = times[0]
        value, start = self.values[token.start], token.start
        if not value:
            return None
        if carried and not incident:
            value = value.split("T")[0]
        for earlier in times[:-1]:
            between = self.text[earlier.end : token.start]
            if between in ("至", "到", "—", "-", "~") and self.values.get(earlier.start):
                value, start = f"{self.values[earlier.start]}/{value}", earlier.start
        return Argument(role="time", value=value, text=self.text[start : token.end], start=start, end=token.end)

    def usable(self, times: list[Token]) -> list[Token]:
        """The times that have a value, or that move the story on without one."""
        return [t for t in times if self.values.get(t.start) or t.text in grammar().vague_times]

    def continued(self, event: Event, clause: Clause, head: Phrases, named: bool) -> None:
        """A clause without an event of its own: its amounts belong to the event before, those who attend take part."""
        if attending(clause.tokens) and named:
            for t in self.telling.resolve(head.groups("subject"), self.text):
                if not any(a.name == (t.name or t.text) for a in event.arguments):
                    event.arguments.append(name_argument("participant", t))
        elif named or judge(self.text, event.sentence, (clause.start, clause.end), (clause.end, clause.end)).kept != "event":
            return
        item = None
        if clause.tokens[0].text == "净重":
            items = [a.item for a in event.arguments if a.role == "quantity"]
            item = items[-1] if items and isinstance(items[-1], str) else None
            event.arguments += quantities(self.text, [Group(tuple(clause.tokens[1:]))], item)
        else:
            for a in quantities(self.text, read_right(clause.tokens)):
                owner = self.measured(a) or event
                if a.unit not in ("%", "个百分点") or owner.type == "StatisticChange":
                    owner.arguments.append(a)

    def measures(self, tokens: list[Token]) -> None:
        """Measures told in a sentence of their own (过火面积约15平方米)."""
        for a in quantities(self.text, read_right(tokens)):
            if owner := self.measured(a):
                owner.arguments.append(a)

    def measured(self, amount: Argument) -> Event | None:
        """The event told last that a measure such as 过火面积 belongs to."""
        for kind, items in grammar().measures.items():
            if isinstance(amount.item, str) and amount.item.endswith(tuple(items)) and kind in self.told:
                return self.told[kind][-1]
        return None

    def led(self, tokens: list[Token]) -> list[Token]:
        """Who holds or leads something by a clause such as 由某局主办."""
        if not any(t.text in grammar().organising for t in tokens[-3:]):
            return []
        return self.telling.resolve(read_left(tokens).groups("by"), self.text)

    def organised(self, event: Event | None, led: list[Token]) -> None:
        """A clause says who holds what was told: the event before it in the sentence, else the last one that is held."""
        event = event or next((e for e in reversed(self.events) if e.type in ("Contest", "Performance", "Meeting")), None)
        if event is not None:
            event.arguments = [a for a in event.arguments if a.role != "agent"]
            event.arguments += [name_argument("agent", t) for t in led]

    def enlist(self, head: Phrases) -> None:
        """A line of a list that an event announced with a colon (任命：): the persons in it are its patients."""
        assert self.listed is not None
        for group in head.groups("subject"):
            for t in actors(group):
                if t.label == "PERSON":
                    self.listed.arguments.append(name_argument("patient", t))


_COMPARED = re.compile("同比|环比|较上|较去|较前|比上年|比去年|从[^，。]{1,12}(?:至|到)")
_DEFINITE = re.compile("(?:此次|这次|本次|该|此|这起|该起|上述|这一|这场|当次)[一-龥]{0,2}$")
_LOOKING_BACK = re.compile("(?:此案|该案|此次|后|之后|发生后|中，|期间|时，|现场|以来|结束|发生时|结束后)")


class Events:
    """Writes `doc.user_data["events"]` and `doc.user_data["unasserted"]`."""

    def __call__(self, doc: Doc) -> Doc:
        teller = Teller(doc)
        teller.read()
        for number, event in enumerate(sorted([*teller.events, *teller.apart], key=lambda e: e.trigger.start), 1):
            event.id = f"e{number}"
        doc.user_data["events"], doc.user_data["unasserted"] = teller.events, teller.apart
        return doc


@Language.factory("kg_events", requires=["doc.ents"])
def make_events(nlp: Language, name: str) -> Events:
    """The component as spaCy's config names it."""
    return Events()
