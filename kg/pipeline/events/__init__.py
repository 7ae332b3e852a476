"""Events with their arguments: triggers chosen by sense, frames filled from the clause, the rest carried along."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Argument, Event, Trigger
from kg.pipeline.component import Component
from kg.pipeline.events.arguments import actors, is_private, name_argument, quantities
from kg.pipeline.events.clauses import is_purpose, read_left, read_right
from kg.pipeline.events.frames import attending, fill
from kg.pipeline.events.grammar import Group, Phrases, Token, grammar
from kg.pipeline.events.order import order
from kg.pipeline.events.reading import Clause, Reading
from kg.pipeline.events.rules import Sense
from kg.pipeline.events.site import Site
from kg.pipeline.events.status import judge, later
from kg.pipeline.events.telling import Telling
from kg.pipeline.events.told import Told
from kg.pipeline.events.triggers import Surroundings, choose
from kg.pipeline.spans import mentions

# What comes of a candidate: an event, or why it says none: in words, or what surrounds it where no sense of it holds.
Outcome = Event | str | Surroundings
_REACH = 60  # tokens before a trigger in which its phrases are looked for


class Teller:
    """Reads one doc's events, sentence by sentence."""

    def __init__(self, doc: Doc):
        self.reading = Reading(doc)
        self.text = self.reading.text
        organisations = [t for t in self.reading.fixed if t.label == "ORG" and t.kind == "name"]
        self.telling = Telling(organisations, self.convener, self.usable)
        self.values = {e.start: e.value for e in mentions(doc) if e.label in ("DATE", "TIME")}
        self.told = Told(self.text)
        self.published = str(doc.user_data.get("published") or "")
        self.rehearsed = False  # whether the paragraph tells an exercise
        self.conveners: list[Token] = []
        self.listed: Event | None = None
        self.outcomes: dict[int, Outcome] = {}  # by the start of a candidate

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
        paragraph = "\n" in self.text[max(0, sentence[0] - 2) : sentence[0]]
        telling.begin(paragraph)
        self.rehearsed = self.rehearsed and not paragraph
        previous: Event | None = None
        purpose = False
        for index, clause in enumerate(clauses):
            tokens = clause.tokens
            positions = sorted(clause.candidates)
            first = next((i for i in positions if tokens[i].kind == "trigger"), len(tokens))
            head = read_left(tokens[:first])
            verbs = [*head.verbs, *tokens[first : first + 1]]
            speech = any(v.kind == "speech" for v in verbs[:2])
            acting = bool(telling.scene.subject)
            named = bool(telling.move(head, self.text, speech))
            if positions:
                telling.scene.bare = []
            if previous is None and not acting and is_purpose(self.text, clause.start):
                purpose = True
            elif named or head.times or self.anew(head):
                purpose = False
            found: Event | None = None
            unasserted = len(self.told.apart)
            for position in positions:
                event = self.event(sentence, clause, position, purpose, head if position == first else None)
                if event:
                    found = event
                    previous = previous if previous and event.rule.endswith(".case") else event
            last = previous is not None or not any(c.candidates for c in clauses[index + 1 :])
            if found is None and last and "by" in head.slots and (led := self.led(tokens)):
                self.told.organised(previous, led)
            elif found is None and previous is None and named and attending(tokens):
                self.told.attended(None, self.telling.resolve(head.groups("subject"), self.text))
            elif found is None and previous is None:
                self.told.measures(tokens)
            elif found is None and previous is not None and len(self.told.apart) == unasserted:
                self.continued(previous, clause, head, named)
            telling.scene.before = tokens
            if found is None and previous is None and self.listed is not None and head.groups("subject"):
                self.enlist(head)

    def anew(self, head: Phrases) -> bool:
        """Whether a clause says who acts, by a place, a partner or a noun such as 民警, so that its purpose is told."""
        subject = head.groups("subject")
        told = any(g.names or g.places for g in [*subject, *head.groups("with")])
        return told or self.telling.scene.unnamed or self.telling.acts(subject, self.text)

    def event(
        self, sentence: tuple[int, int], clause: Clause, position: int, purpose: bool, head: Phrases | None
    ) -> Event | None:
        """The event that a candidate says, None where it says none or one that is not asserted; takes note why."""
        said = self.outcomes[clause.candidates[position].start] = self.weigh(sentence, clause, position, purpose, head)
        asserted = isinstance(said, Event) and not any(said is event for event in self.told.apart[-1:])
        return said if isinstance(said, Event) and asserted else None

    def weigh(
        self, sentence: tuple[int, int], clause: Clause, position: int, purpose: bool, head: Phrases | None
    ) -> Outcome:
        """The event that a candidate says, or why it says none; one that is not asserted is put apart.

        `head` are the phrases before the candidate where they have been read.
        """
        candidate, tokens = clause.candidates[position], clause.tokens
        if self.reading.silent[candidate.start]:
            return "in a part that tells no events"
        left = head if head and position <= _REACH else read_left(tokens[max(0, position - _REACH) : position])
        embedded = any(i < position and clause.officially(i) for i in clause.candidates)
        site = Site(self.text, tokens, position, left, self.right(clause, position), embedded)
        titles = self.reading.titles_in(clause.start, clause.end)
        undergone = site.objects
        if left.passive or not undergone:
            undergone = undergone + left.groups("subject")
        around = Surroundings(
            self.text, sentence, (clause.start, clause.end), tokens, left, undergone, named=bool(titles)
        )
        sense = choose(candidate, around)
        if sense is None:
            return around
        if purpose and sense.type != "Campaign":
            return f"{sense.rule} in a clause of purpose"
        if self.listed_act(sense, tokens, position):
            return f"{sense.rule} in a list of objects"
        if self.told.repeated(sense, clause, position):
            return f"{sense.rule} adds nothing to the event before"
        if sense.triggers.form in ("noun", "case") and self.counted(sense, clause, position):
            return f"{sense.rule} is only counted by a statistic"
        verdict = judge(self.text, sentence, (clause.start, clause.end), (candidate.start, candidate.end))
        if sense.triggers.form == "zero" and verdict.status == "negated":
            verdict = verdict._replace(status="happened", kept="event")
        if verdict.kept == "dropped":
            return f"{sense.rule} is {verdict.status} and not told"
        if self.reading.in_speech(candidate.start) and verdict.status != "pledged":
            return f"{sense.rule} in a quotation"
        if self.told.again(sense, candidate, sentence):
            return f"{sense.rule} tells again what was told"
        if self.told.added(sense, undergone, sentence):
            return self.told.by_type[sense.type][-1]
        event = Event(
            id="", type=sense.type, status=verdict.status, sentence=sentence,
            trigger=Trigger(text=self.text[candidate.start : candidate.end], start=candidate.start, end=candidate.end),
            rule=sense.rule, confidence=0.0,
        )  # fmt: skip
        speaker = self.telling.scene.speaker
        if speaker and speaker[0].start < clause.start:
            event.by = speaker[0].name or speaker[0].text
            if self.telling.scene.claimed and is_private(speaker[0]) and event.status == "happened":
                event.status = "alleged"
        rehearsed = sense.frame.incident or sense.type in grammar().rehearsed
        if self.rehearsed and rehearsed and event.status == "happened":
            event.status = "exercise"
        self.rehearsed = self.rehearsed or event.trigger.text.endswith(grammar().rehearsing)
        event.arguments = fill(sense, site, self.telling, titles)
        if sense.frame.patient == ["measure"]:  # of 由2020年的A增长到2024年的B only the end counts
            left.times = self.usable([t for t in tokens[position + 1 : position + 4] if t.kind == "time"]) or left.times
        if when := self.when(left, sense, verdict.status == "planned"):
            event.arguments.append(when)
            if event.status == "happened" and self.published and later(str(when.value), self.published):
                event.status = "planned"
        if verdict.kept == "apart":
            self.told.apart.append(event)
            return event
        if sense.type == "Meeting":
            self.conveners = self.telling.resolve(left.groups("subject"), self.text) or self.telling.acting("any")
        self.listed = event if sense.frame.patient and self.text.startswith(("：", ":"), candidate.end) else None
        self.told.add(event)
        return event

    def right(self, clause: Clause, position: int) -> list[Group]:
        """The object behind a trigger; verbs joined to each other share the last one's."""
        tokens = clause.tokens
        official = any(sense.frame.actor == "official" for sense in clause.candidates[position].senses)
        begin = position + 1
        while True:
            end = begin
            while end < len(tokens) and (tokens[end].kind != "trigger" or (official and clause.acts(end))):
                end += 1
            between = tokens[begin:end]
            if end == len(tokens) or any(t.kind not in ("coord", "adverb", "mark", "aspect") for t in between):
                return read_right(between)
            begin = end + 1

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

    def when(self, left: Phrases, sense: Sense, planned: bool) -> Argument | None:
        """The time of the clause before the trigger, else of the sentence before it, else the one carried.

        The hour of what befalls is carried on, of what is done only the day, to what is planned nothing.
        Over the end of a paragraph only the time of an occasion is carried.
        """
        times = self.usable(left.times)
        times = times or self.telling.scene.times
        carried = not times
        parted = self.telling.turned and sense.type not in grammar().occasions
        if carried and not planned and not parted and not self.telling.scene.reported and self.telling.reaches("time"):
            times = self.telling.times
        if not times:
            return None
        token = times[-1]
        for finer in self.telling.scene.times[-1:]:  # 1月15日，某市召开2025年…会议
            if self.values[token.start] and self.values[finer.start].startswith(self.values[token.start]):
                token = finer
        if len(self.values[times[0].start]) > len(self.values[token.start]):
            token = times[0]
        value, start = self.values[token.start], token.start
        if not value:
            return None
        if carried and not sense.frame.incident:
            value = value.split("T")[0]
        for earlier in times[:-1]:
            between = self.text[earlier.end : token.start]
            until = len(between) <= 3 and between.endswith(("至", "到", "—", "-", "~"))
            if until and self.values.get(earlier.start):
                value, start = f"{self.values[earlier.start]}/{value}", earlier.start
        return Argument(role="time", value=value, text=self.text[start : token.end], start=start, end=token.end)

    def usable(self, times: list[Token]) -> list[Token]:
        """The times that have a value, or that move the story on without one."""
        return [t for t in times if self.values.get(t.start) or t.text in grammar().vague_times]

    def continued(self, event: Event, clause: Clause, head: Phrases, named: bool) -> None:
        """A clause without an event of its own: its amounts belong to the event before, those who attend take part."""
        if attending(clause.tokens) and named:
            self.told.attended(event, self.telling.resolve(head.groups("subject"), self.text))
        elif named:
            return
        extent = clause.start, clause.end
        if judge(self.text, event.sentence, extent, (clause.end, clause.end)).kept != "event":
            return
        item = None
        if clause.tokens[0].text in grammar().net:
            items = [a.item for a in event.arguments if a.role == "quantity"]
            item = items[-1] if items and isinstance(items[-1], str) else None
            event.arguments += quantities(self.text, [Group(tuple(clause.tokens[1:]))], item)
        else:
            for a in quantities(self.text, read_right(clause.tokens)):
                owner = self.told.measured(a) or self.told.counting(a, event)
                if owner is None or clause.tokens[0].text in grammar().no_items:
                    continue
                if a.unit not in ("%", "个百分点") or owner.type == "StatisticChange":
                    owner.arguments.append(a)

    def led(self, tokens: list[Token]) -> list[Token]:
        """Who holds or leads something by a clause such as 由某局主办."""
        if not any(t.text in grammar().organising for t in tokens[-3:]):
            return []
        return self.telling.resolve(read_left(tokens).groups("by"), self.text)

    def enlist(self, head: Phrases) -> None:
        """A line of a list that an event announced with a colon (任命：): the persons in it are its patients."""
        assert self.listed is not None
        for group in head.groups("subject"):
            for t in actors(group):
                if t.label == "PERSON":
                    self.listed.arguments.append(name_argument("patient", t))


class Events(Component):
    """Writes `doc.user_data["events"]` and `doc.user_data["unasserted"]`."""

    def __call__(self, doc: Doc) -> Doc:
        teller = Teller(doc)
        teller.read()
        told = teller.told
        told.culprits()
        told.headlines(teller.reading.headlines())
        for number, event in enumerate(sorted([*told.events, *told.apart], key=lambda e: e.trigger.start), 1):
            event.id = f"e{number}"
        doc.user_data["events"], doc.user_data["unasserted"] = told.events, told.apart
        doc.user_data.setdefault("relations", []).extend(order(teller.text, told.events))
        return doc


@Language.factory("kg_events", requires=["doc.ents"])
def make_events(nlp: Language, name: str) -> Events:
    """The component as spaCy's config names it."""
    return Events()
