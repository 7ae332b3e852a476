"""The rules of relations (kg/rules/relations.toml), and what is known of an article when they are read."""

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache

from msgspec import Struct, field
from spacy.tokens import Doc

from kg import rules
from kg.model import Relation
from kg.pipeline.orgs.context import Org
from kg.pipeline.spans import Match, mentions, read_matches, text_of

PLACES = ("GPE", "LOC", "FAC")


class PlaceRules(Struct, forbid_unknown_fields=True):
    divisions: tuple[str, ...]
    between: list[str]
    on_road: list[str]
    roads: list[str]
    housed: list[str]


class UnitRules(Struct, forbid_unknown_fields=True):
    endings: list[str]
    bodies: list[str]


class PostRules(Struct, forbid_unknown_fields=True):
    titles: list[str]
    bodies: list[str]


class MemberRules(Struct, forbid_unknown_fields=True):
    into: list[str]
    resumed: list[str]
    holding: list[str]
    from_: tuple[str, ...] = field(name="from")
    at: tuple[str, ...]
    doing: tuple[str, ...]
    member_of: tuple[str, ...]
    taken: list[str]
    leaving: list[str]
    reporting: list[str]
    passive: str
    not_member: list[str]
    agencies: list[str]


class RelationRules(Struct, forbid_unknown_fields=True):
    places: PlaceRules
    units: dict[str, UnitRules]
    posts: list[PostRules]
    members: MemberRules


@cache
def relation_rules() -> RelationRules:
    """The rules; raises kg.errors.RuleError where the file does not hold what it should."""
    return rules.load("relations.toml", RelationRules)


def relation(
    subject: str, predicate: str, target: str, start: int, end: int, rule: str, title: str | None = None
) -> Relation:
    """A relation before its confidence is known."""
    return Relation(
        subject=subject, predicate=predicate, object=target, title=title, start=start, end=end, rule=rule, confidence=0
    )


class Facts:
    """The entities and anaphors of a processed doc by kind and place, and how its organisations' names are built."""

    def __init__(self, doc: Doc):
        self.doc, self.text = doc, text_of(doc)
        self.names: dict[tuple[int, int], str] = doc.user_data.get("names", {})
        self.built: dict[tuple[int, int], Org] = doc.user_data.get("orgs", {})
        self.chains: dict[str, list[str]] = doc.user_data.get("org_chains", {})
        self.persons = [ent for ent in mentions(doc) if ent.label == "PERSON"]
        self.orgs = [ent for ent in mentions(doc) if ent.label == "ORG"]
        self.places = [ent for ent in mentions(doc) if ent.label in PLACES]
        self.bylines = {span.start for span in doc.spans.get("bylines", ())}
        proposed = read_matches(doc, "places")
        self.known_places = {self.text[m.start : m.end] for m in (*proposed, *self.places)}
        self.known_places |= {self.text[slice(*org.region)] for org in self.built.values() if org.region}
        self.codes = {(m.start, m.end): m.value for m in proposed}
        bodies = [*self.orgs, *(m for m in read_matches(doc, "anaphors") if m.label == "ORG")]
        self.bodies = sorted(bodies, key=lambda m: m.start)
        self._most: dict[tuple[str, ...], str | None] = {}
        self.body_starting = {span.start: span for span in bodies}
        self.counts = Counter(name for body in bodies for name in self.chain(self.name(body)))
        self._canonical = {self.text[ent.start : ent.end]: self.name(ent) for ent in self.orgs}
        self.body_ending = {span.end: span for span in bodies}
        self._persons = [ent.start for ent in self.persons]
        self._ends = [0, *sorted(self.body_ending)]

    def chain(self, name: str) -> list[str]:
        """The names of an organisation and of all that it is a part of, the highest first."""
        return self.chains.get(name, [name])

    def name(self, span: Match) -> str:
        """The canonical name of an entity or anaphor."""
        return self.names.get((span.start, span.end), self.text[span.start : span.end])

    def most_named(self, endings: tuple[str, ...]) -> str | None:
        """Of the organisations whose names end so, parts and wholes alike, the one that the article names most."""
        if endings not in self._most:
            fitting = [name for name in self.counts if name.endswith(endings)]
            self._most[endings] = max(fitting, key=self.counts.__getitem__, default=None)
        return self._most[endings]

    def next_person(self, at: int) -> int:
        """Where the first person behind `at` is named; the text's length without one."""
        first = bisect_left(self._persons, at)
        return self._persons[first] if first < len(self._persons) else len(self.text)

    def last_body_end(self, at: int) -> int:
        """The end of the last organisation that ends at or before `at`; 0 without one."""
        return self._ends[bisect_right(self._ends, at) - 1]

    def is_named(self, name: str) -> bool:
        """Whether the name stands in the text as a mention of an organisation of its own."""
        return name in self._canonical

    def canonical(self, name: str) -> str:
        """The canonical name where `name` is written as a mention of its own, else `name`."""
        return self._canonical.get(name, name)
