"""The persons that an article names or has meant so far, and which of them a later word may stand for."""

import re
from bisect import bisect_right
from typing import NamedTuple

from spacy.tokens import Doc

from kg.pipeline.persons.titles import title_after, title_before
from kg.pipeline.references.rules import Gender, reference_rules
from kg.pipeline.sentences import match as sentence_starts
from kg.pipeline.spans import Match, mentions, text_of
from kg.pipeline.words import Words, entity_words

# How many sentences an anaphor looks back on, its own left out.
REACH = 2
_CLAUSE = re.compile("[，,；;：:。！？!?\n]")
_AGE_BEFORE = re.compile(r"([0-9]{1,3})岁的?[\u4e00-\u9fff]{0,3}$")
_AGE_BEHIND = re.compile(r"[，,（(]?(?:[男女][，,、])?(?:今年)?([0-9]{1,3})岁")
_LISTED = ("、", "和", "与", "及", "，")


class Person(NamedTuple):
    """A mention of a person, or a word that stands for one, at [start, end).

    `sentence` and `clause` number the article's sentences and clauses; `subject` says whether a clause begins with it.
    """

    start: int
    end: int
    name: str
    sentence: int
    clause: int
    subject: bool


class People:
    """The persons of a doc in text order; what is found to stand for one of them is added as it is read."""

    def __init__(self, doc: Doc, names: dict[tuple[int, int], str]):
        self.text = text_of(doc)
        self.words: Words = entity_words(doc)
        self._sentences = sentence_starts(self.text)
        self._clauses = [0, *(m.end() for m in _CLAUSE.finditer(self.text))]
        bylines = {span.start for span in doc.spans.get("bylines", ())}
        self.entities = {ent.start: ent for ent in mentions(doc)}
        self.genders: dict[str, str] = {}
        self.titled: set[str] = set()
        self.roles: dict[str, set[str]] = {}
        self.told: list[Person] = []
        self.coming: list[Person] = []
        for ent in mentions(doc):
            if ent.label == "PERSON" and ent.start not in bylines:
                name = names[ent.start, ent.end]
                self._learn(ent, name)
                self.coming.append(self.place(ent.start, ent.end, name))
        self.coming.reverse()

    def place(self, start: int, end: int, name: str) -> Person:
        """The person `name` as named or meant at [start, end)."""
        sentence, clause = self.sentence(start), self.clause(start)
        return Person(start, end, name, sentence, clause, self._is_subject(start))

    def sentence(self, at: int) -> int:
        """The number of the sentence over the offset."""
        return bisect_right(self._sentences, at)

    def clause(self, at: int) -> int:
        """The number of the clause over the offset."""
        return bisect_right(self._clauses, at)

    def clause_start(self, at: int) -> int:
        """Where the clause over the offset begins."""
        return self._clauses[bisect_right(self._clauses, at) - 1]

    def advance(self, at: int) -> None:
        """Take note of those who are named before the offset."""
        while self.coming and self.coming[-1].end <= at:
            self.told.append(self.coming.pop())

    def near(self, at: int, reach: int = REACH) -> list[Person]:
        """Those told in the sentence over the offset and in `reach` sentences before it, in text order."""
        first = self.sentence(at) - reach
        found = []
        for person in reversed(self.told):
            if person.sentence < first:
                break
            found.append(person)
        return found[::-1]

    def may_be(self, name: str, gender: str) -> bool:
        """Whether nothing told of a person speaks against the gender (f, m, "" for either)."""
        return not gender or self.genders.get(name, gender) == gender

    def _is_subject(self, start: int) -> bool:
        """Whether nothing before the offset in its clause moves, meets or does something to somebody."""
        first = max(self.clause_start(start), start - 60)
        no_subject = reference_rules().persons.pronouns.no_subject
        at = start
        while at > first:
            word = self.words.covering(at - 1)
            if word.text in no_subject or (word.tag in ("v", "vd", "p") and not title_before(self.text, word.end)):
                return False
            at = word.start
        return True

    def _learn(self, ent: Match, name: str) -> None:
        """What is said of a person right beside the name: a part in the story, the gender, an office."""
        rules, text = reference_rules().persons, self.text
        held = self.roles.setdefault(name, set())
        for group in rules.roles.words:
            if text.endswith(tuple(group), 0, ent.start):
                held.update(group)
        for gender, told in (("f", rules.female), ("m", rules.male)):
            if _tells(text, ent, told):
                self.genders.setdefault(name, gender)
        if age := self._age(ent):
            held.update(noun for noun, (low, high) in rules.roles.ages.items() if low <= age <= high)
        title = title_before(text, ent.start) or title_after(text, ent.end)
        if title and title.member:
            self.titled.add(name)

    def _age(self, ent: Match) -> int:
        """The age told right before the name (73岁的王青山) or behind it; 0 without one."""
        text = self.text
        found = _AGE_BEFORE.search(text[max(0, ent.start - 9) : ent.start])
        found = found or _AGE_BEHIND.match(text[ent.end : ent.end + 10])
        return int(found[1]) if found else 0

    def lists(self, people: list[Person]) -> list[list[Person]]:
        """Those that are named in one list each (甲、乙和丙), the nearest list last."""
        lists: list[list[Person]] = []
        for person in people:
            last = lists[-1][-1] if lists else None
            between = self.text[last.end : person.start] if last else ""
            if last and len(between) <= 12 and _is_link(between):
                lists[-1].append(person)
            else:
                lists.append([person])
        return [members for members in lists if len({m.name for m in members}) > 1]


def _tells(text: str, ent: Match, told: Gender) -> bool:
    return text.endswith(told.before, 0, ent.start) or text.startswith(told.after, ent.end)


def _is_link(between: str) -> bool:
    """Whether a list goes on there: 、, 和, or what is said of a member in brackets before them."""
    bare = re.sub("[（(][^（）()]{0,10}[)）]", "", between)
    return (bare[:1] in _LISTED[:4] and len(bare) <= 1) or (bare[:1] in ("、", "和", "与") and bare[1:].isalpha())
