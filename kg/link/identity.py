"""Who is who: the key of each thing, computed from its own article alone. Equal keys are one node."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha1
from uuid import NAMESPACE_URL, uuid5

from kg.link.bodies import Bodies
from kg.link.decisions import NONE, Decisions
from kg.link.regions import Regions, county, known, objects, place_of
from kg.link.rules import rules
from kg.model import Entity, Event, Record

NAMESPACE = uuid5(NAMESPACE_URL, "https://schema.org/NewsArticle#knowledge-graph")
_SPACE = NAMESPACE.bytes

PLACES = ("GPE", "LOC", "FAC")
NAMED = ("ORG", "GPE", "LOC", "FAC", "PERSON", "EVENT", "WORK_OF_ART", "LAW")
_BY_NAME = {"WORK_OF_ART": "work", "LAW": "law"}
_HOLDERS = {"agent": 0, "participant": 1, "place": 2}  # roles that place a named event, the first first


@lru_cache(maxsize=1 << 16)
def node_id(key: str) -> str:
    """The UUIDv5 of a key, as text; a lone surrogate in the key does no harm."""
    digest = sha1(_SPACE + key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]  # RFC 9562, sections 4.1 and 5.5; uuid.UUID takes three times as long
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def article_key(article: str) -> str:
    """The key of an article."""
    return f"article:{article}"


def event_key(article: str, event: Event) -> str:
    """The key of an event: article, type and offset of its trigger."""
    return f"event:{article}:{event.type}:{event.trigger.start}"


def is_masked(name: str) -> bool:
    """Whether a person's name hides who is meant (黄某某, 李先生, 小张)."""
    return rules().matches("masked_person", name)


class Identities:
    """The keys of all that one record names.

    - place: its code; without a code its name alone if that is one in the country (a river or mountain of
      the gazetteer, a numbered road), else its name and the region around it, else name and article id.
    - organisation: see `kg.link.bodies`.
    - person: name and key of the organisation named first, told apart from its head where only titles of the staff
      are told (王伟/staff); else, and for a masked name, name and article id.
    - named event: its name, and the region of the bodies and places it is told of unless it is one in the country.
    - law, work: its name.
    """

    def __init__(self, record: Record, decisions: Decisions = NONE):
        self._article = record.id
        self._decisions = decisions
        entities = [entity for entity in record.entities if entity.label in NAMED]
        self._at = {(e.start, e.end): e for e in entities}
        self._labels: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._count(entities)
        self._regions = Regions(record, self._codes)
        self._posts = objects(record, "memberOf")
        self._titles: dict[str, set[str]] = {}
        for relation in record.relations:
            if relation.predicate == "memberOf":
                self._titles.setdefault(relation.subject, set()).add(relation.title or "")
        self._told = [*record.events, *record.unasserted]
        self._infer(record)
        self._bodies = Bodies(record, self._regions)
        self._keys: dict[tuple[str, str, str | None], str] = {}

    def _count(self, entities: Iterable[Entity]) -> None:
        """The label and the code a name bears most often in the article."""
        labels: dict[str, Counter[str]] = {}
        codes: dict[str, Counter[str]] = {}
        for entity in entities:
            labels.setdefault(entity.name, Counter())[entity.label] += 1
            if entity.code and entity.label in PLACES:
                codes.setdefault(entity.name, Counter())[entity.code] += 1
        for name, counts in labels.items():
            self._labels[name] = min(counts, key=lambda label: (-counts[label], NAMED.index(label)))
        for name, counts in codes.items():
            self._codes[name] = min(counts, key=lambda code: (-counts[code], code))

    def _infer(self, record: Record) -> None:
        """Labels of names that only relations know, from what the relation asks of them."""
        sides = {"partOf": ("ORG", "ORG"), "memberOf": ("PERSON", "ORG"), "wrote": ("PERSON", None)}
        for relation in record.relations:
            subject, object_ = sides.get(relation.predicate, (None, None))
            for name, label in ((relation.subject, subject), (relation.object, object_)):
                if label:
                    self._labels.setdefault(name, label)
        located = [relation for relation in record.relations if relation.predicate == "locatedIn"]
        for name in sorted({name for r in located for name in (r.subject, r.object)} - self._labels.keys()):
            if name in self._regions.located and not known(name):
                self._labels[name] = "ORG"
            else:
                self._labels[name] = "GPE"
                if code := self._regions.code(name):
                    self._codes[name] = code

    def label(self, name: str, start: int = -1, end: int = -1) -> str | None:
        """The label of a name, looked up first as the mention at these offsets; None for what is no named thing."""
        entity = self._at.get((start, end))
        return entity.label if entity and entity.name == name else self._labels.get(name)

    def code(self, name: str, start: int = -1, end: int = -1) -> str | None:
        """The code of a place, looked up likewise."""
        entity = self._at.get((start, end))
        return (entity.code if entity and entity.name == name else None) or self._codes.get(name)

    def full(self, name: str, label: str) -> str:
        """The name to show for a name of the article: that of an organisation with its region."""
        return self._bodies.full(name) if label == "ORG" else name

    def key(self, name: str, start: int = -1, end: int = -1) -> str | None:
        """The key of a name that is a named thing of the article, else None."""
        label = self.label(name, start, end)
        if label is None:
            return None
        code = self.code(name, start, end) if label in PLACES else None
        if (name, label, code) not in self._keys:
            self._keys[name, label, code] = self._decisions.one(self._key(name, label, code))
        return self._keys[name, label, code]

    def _key(self, name: str, label: str, code: str | None) -> str:
        if label == "ORG":
            return self._bodies.key(name)
        if label == "PERSON":
            home = next((self.key(org) for org in self._posts.get(name, ()) if self.label(org) == "ORG"), None)
            if home is None or is_masked(name):
                return f"person:{name}:{self._article}"
            staff = all(title.endswith(rules().titles.staff) for title in self._titles[name])
            return f"person:{name}{'/staff' if staff else ''}:{home}"
        if label in PLACES:
            if code:
                return f"place:{code}"
            if rules().matches("unique_place", name) or (label == "LOC" and known(name) == ("",)):
                return f"place:{name}"
            around = self._regions.around(name) or self._regions.home or self._regions.city
            return f"place:{around or self._regions.article}:{name}"
        if label == "EVENT":
            return f"event-name:{self._held_in(name)}:{name}"
        if label == "LAW":
            name = next((name.removeprefix(b) for b in rules().laws.before if name.startswith(b)), name) or name
        return f"{_BY_NAME[label]}:{name}"

    def _held_in(self, name: str) -> str:
        """The region of a named event, '' for one in the country: of who holds it, of where, else of the article."""
        regions = self._regions
        if rules().matches("national_event", name):
            return ""
        named = (event for event in self._told if any(a.role == "name" and a.name == name for a in event.arguments))
        for argument in sorted((a for e in named for a in e.arguments), key=lambda a: _HOLDERS.get(a.role, 9)):
            if argument.role in _HOLDERS and argument.name:
                label = self.label(argument.name, argument.start, argument.end)
                if label == "ORG":
                    region = self._bodies.key(argument.name).split(":")[1]
                    if not region or place_of(region):
                        return region
                elif label in PLACES and (code := self.code(argument.name, argument.start, argument.end)):
                    return county(code)
        return regions.home or regions.city or (regions.article if self._codes else "")
