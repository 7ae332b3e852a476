"""Events with their arguments: triggers chosen by sense, frames filled from the clause, the rest carried by the telling."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Argument, Event, Extent, Trigger
from kg.pipeline.arguments import (
    actors,
    filler_kinds,
    finest_places,
    is_private,
    name_argument,
    patients,
    quantities,
)  # fmt: skip
from kg.pipeline.clauses import Group, Phrases, Token, read_left, read_right
from kg.pipeline.eventrules import Sense
from kg.pipeline.reading import Clause, Reading
from kg.pipeline.status import judge
from kg.pipeline.telling import Telling
from kg.pipeline.triggers import Candidate, Surroundings, choose


class Teller:
    """Reads one doc's events, sentence by sentence."""

    def __init__(self, doc: Doc):
        self.reading = Reading(doc)
        self.text = self.reading.text
        self.telling = Telling([t for t in self.reading.fixed if t.label == "ORG" and t.kind == "name"])
        self.times = {e.start: e.kb_id_ for e in doc.ents if e.label_ in ("DATE", "TIME")}
        self.events: list[Event] = []
        self.apart: list[Event] = []
        self.told: dict[str, list[Event]] = {}

    def read(self) -> None:
        for start, end, clauses in self.reading.sentences():
            self.sentence((start, end), clauses)

    def sentence(self, sentence: tuple[int, int], clauses: list[Clause]) -> None:
        previous: Event | None = None
        for index, clause in enumerate(clauses):
            tokens = clause.tokens
            head = read_left(tokens)
            subject_groups = head.groups("subject")
            first = min(clause.candidates, default=None)
            if first is not None:
                subject_groups = read_left(tokens[:first]).groups("subject")
            found = self.telling.resolve(subject_groups, self.text)
            speech = any(v.kind == "speech" for v in head.verbs[:2])
            if not clause.candidates:
                if previous is not None and not found:
                    self.continued(previous, clause, tokens)
                self.telling.move(found, subject_groups, speech)
                self.see(tokens)
                continue
            self.telling.move(found, subject_groups, speech)
            done: list[tuple[int, Event]] = []
            for position in sorted(clause.candidates):
                event = self.event(sentence, clauses, index, position)
                if event:
                    done.append((position, event))
                    previous = event
            self.see(tokens)

    def see(self, tokens: list[Token]) -> None:
        """Take note of times and places that later clauses may carry."""
        times = [t for t in tokens if t.kind == "time"]
        if times:
            self.telling.times = times

    def right(self, clause: Clause, position: int) -> list[Group]:
        """The object behind a trigger; verbs joined to each other share the last one's."""
        tokens = clause.tokens
        end = position + 1
        while end < len(tokens) and tokens[end].kind != "trigger":
            end += 1
        groups = read_right(tokens[position + 1 : end])
        if not any(t.kind not in ("coord", "adverb", "aspect", "mark") for t in tokens[position + 1 : end]):
            if end < len(tokens):
                return self.right(clause, end)
        return groups

    def event(
        self, sentence: tuple[int, int], clauses: list[Clause], index: int, position: int
    ) -> Event | None:
        clause = clauses[index]
        candidate = clause.candidates[position]
        tokens = clause.tokens
        if self.reading.silent[candidate.start]:
            return None
        left = read_left(tokens[max(0, position - 60) : position])
        right = self.right(clause, position)
        undergone = [*right, *left.groups("ba")]
        if left.passive or not undergone:
            undergone += left.groups("subject")
        around = Surroundings(
            self.text, sentence, (clause.start, clause.end),
            lambda: filler_kinds(self.text, undergone),
            any(t.kind == "amount" for t in tokens),
            any(t.kind == "title" for t in tokens) or candidate.senses[0].conditions == (),
            bool(left.groups("with")) or any(len(g.names) > 0 for g in left.groups("subject")[1:]),
        )  # fmt: skip
        sense = choose(candidate, around)
        if sense is None:
            return None
        verdict = judge(self.text, sentence, (clause.start, clause.end), (candidate.start, candidate.end))
        if sense.triggers.form == "zero" and verdict.status == "negated":
            verdict = verdict._replace(status="happened", kept="event")
        if verdict.kept == "dropped" or (self.reading.in_speech(candidate.start) and verdict.status != "pledged"):
            return None
        if self.again(sense, candidate):
            return None
        event = Event(
            id="", type=sense.type, status=verdict.status, sentence=sentence,
            trigger=Trigger(text=self.text[candidate.start : candidate.end], start=candidate.start, end=candidate.end),
            rule=sense.rule, confidence=0.0,
        )  # fmt: skip
        event.arguments = self.arguments(sense, candidate, clauses, index, position, left, right)
        if verdict.kept == "apart":
            self.apart.append(event)
            return None
        self.events.append(event)
        self.told.setdefault(sense.type, []).append(event)
        return event

    def again(self, sense: Sense, candidate: Candidate) -> bool:
        """Whether the trigger only tells again what has been told; the first telling takes note of it."""
        told = self.told.get(sense.type)
        if sense.triggers.again and not told:
            return True
        if not told:
            return False
        text = self.text
        definite = text.endswith(("此次", "这次", "本次", "该", "此", "这起", "该起", "上述", "这一", "这场"), 0, candidate.start)
        after = text.startswith(("后", "中，", "期间", "时，", "之后", "现场", "原因", "以来", "结束"), candidate.end)
        if definite or after or sense.triggers.again:
            told[-1].retold.append(Extent(start=candidate.start, end=candidate.end))
            return True
        return False

    def arguments(
        self, sense: Sense, candidate: Candidate, clauses: list[Clause], index: int, position: int,
        left: Phrases, right: list[Group],
    ) -> list[Argument]:  # fmt: skip
        frame, text = sense.frame, self.text
        clause = clauses[index]
        undergoer = sense.triggers.voice == "undergoer"
        subject = left.groups("subject")
        found_subject = self.telling.resolve(subject, text)
        arguments: list[Argument] = []
        # agent
        used: list[Token] = []
        passive = left.passive or undergoer
        if frame.actor != "none":
            for slot in sense.triggers.agent or frame.agent:
                if slot == "subject":
                    if passive:
                        continue
                    if subject:
                        used = [t for t in found_subject if self.fits(t, frame.actor)]
                    elif not left.slots.get("via"):
                        used = [t for t in self.telling.acting(frame.actor) if self.fits(t, frame.actor)]
                else:
                    used = [t for g in left.groups(slot) for t in actors(g) if self.fits(t, frame.actor)]
                if used:
                    break
            arguments += [name_argument("agent", t) for t in used]
        # what it is done to
        objects = [*right, *left.groups("ba")]
        patient_groups: list[Group] = []
        for slot in sense.triggers.patient or frame.patient:
            if slot == "object":
                patient_groups += objects
                if passive or (not objects and frame.actor != "none" and subject and not found_subject):
                    patient_groups += subject
            elif slot == "subject":
                patient_groups += subject
            elif slot == "owner":
                patient_groups += left.groups("possessor")
            elif slot == "goal":
                patient_groups += left.groups("toward")
            else:
                patient_groups += left.groups(slot)
        agent_names = {t.name or t.text for t in used}
        seen: set[str] = set()
        for a in patients(text, patient_groups, frame.filler):
            if a.name not in agent_names and a.name not in seen and isinstance(a.name, str):
                seen.add(a.name)
                arguments.append(a)
        # who else
        for slot in frame.participant:
            for group in left.groups(slot):
                for t in actors(group):
                    if t not in used:
                        arguments.append(name_argument("participant", t))
        # amounts
        amount_groups: list[Group] = []
        if "near" in frame.quantity:
            near = [g for slot in left.slots.values() for g in slot if any(t.kind == "amount" for t in g.tokens)]
            amount_groups = near[-1:]
        elif frame.quantity:
            for slot in frame.quantity:
                amount_groups += objects if slot == "object" else left.groups(slot)
            if passive or not objects:
                amount_groups += subject
        arguments += quantities(text, amount_groups)
        # names
        if frame.name:
            arguments += [
                name_argument("name", t) for t in clause.tokens if t.kind == "title" and t.label in frame.name
            ]
        # place and time
        arguments += self.where(sense, left, right)
        when = self.when(clauses, index, position)
        if when:
            arguments.append(when)
        return arguments

    def fits(self, token: Token, actor: str) -> bool:
        if actor == "official":
            return not is_private(token)
        if actor == "private":
            return token.label == "PERSON"
        return True

    def where(self, sense: Sense, left: Phrases, right: list[Group]) -> list[Argument]:
        groups = left.groups("at")
        if "location" in sense.frame.place:
            groups = groups + left.groups("subject")
        places = finest_places(groups)
        if not places:
            places = [t for g in left.groups("at") for t in g.names if t.label == "ORG"][-1:]
        if not places and sense.frame.incident:
            places = self.telling.places
        if places:
            self.telling.places = places
        return [name_argument("place", t) for t in places]

    def when(self, clauses: list[Clause], index: int, position: int) -> Argument | None:
        """The time of the clause before the trigger, else of the sentence before it, else the one carried."""
        clause = clauses[index]
        times = [t for t in clause.tokens[:position] if t.kind == "time"]
        if not times:
            for earlier in reversed(clauses[:index]):
                times = [t for t in earlier.tokens if t.kind == "time"]
                if times:
                    break
        times = times or self.telling.times
        if not times:
            return None
        token = times[-1]
        value = self.times.get(token.start) or None
        if value is None:
            return None
        return Argument(role="time", value=value, text=token.text, start=token.start, end=token.end)

    def continued(self, event: Event, clause: Clause, tokens: list[Token]) -> None:
        """Amounts of a clause without a trigger belong to the event before it."""
        groups = read_right(tokens)
        item = next((a.item for a in event.arguments if a.role == "quantity" and isinstance(a.item, str)), None)
        event.arguments += quantities(self.text, groups, item if self.text.startswith("净重", clause.start) else None)


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
