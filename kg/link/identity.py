"""Who is who: the key of each thing, computed from its own article alone. Equal keys are one node."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from hashlib import sha1
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from kg.errors import RuleError
from kg.gazetteer import gazetteer
from kg.model import Entity, Event, Record
from kg.rules import load

NAMESPACE = uuid5(NAMESPACE_URL, "https://schema.org/NewsArticle#knowledge-graph")

_FILE = "identity.toml"
PLACES = ("GPE", "LOC", "FAC")
NAMED = ("ORG", "GPE", "LOC", "FAC", "PERSON", "EVENT", "WORK_OF_ART", "LAW")
_REACH = 32  # names looked at for a region
_BY_NAME = {"EVENT": "event-name", "WORK_OF_ART": "work", "LAW": "law"}


def node_id(key: str) -> str:
    """The UUIDv5 of a key, as text; a lone surrogate in the key does no harm."""
    digest = sha1(NAMESPACE.bytes + key.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]  # RFC 9562, sections 4.1 and 5.5; uuid.UUID takes three times as long
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def article_key(article: str) -> str:
    """The key of an article."""
    return f"article:{article}"


def event_key(article: str, event: Event) -> str:
    """The key of an event: article, type and offset of its trigger."""
    return f"event:{article}:{event.type}:{event.trigger.start}"


class _Rules(Struct, forbid_unknown_fields=True):
    masked_person: list[str]
    unique_place: list[str]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a masked person's name and a unique place's name look like."""
    rules = load(_FILE, _Rules)
    try:
        return re.compile("|".join(rules.masked_person)), re.compile("|".join(rules.unique_place))
    except re.error as error:
        raise RuleError(_FILE, "-", f"no regular expression: {error.pattern!r}") from error


def is_masked(name: str) -> bool:
    """Whether a person's name hides who is meant (黄某某, 李先生, 小张)."""
    return bool(_patterns()[0].search(name))


def _precision(code: str) -> tuple[int, str]:
    """Sorts codes: the most precise region first, then by the code itself."""
    return -len(code.rstrip("0") if code.isdigit() else code), code


@cache
def _known(name: str) -> tuple[str, ...]:
    """The codes of the places with this full (else short) name; '' for a river or mountain, which has none."""
    places = [place for place in gazetteer().lookup(name) if place.until is None]
    return tuple(place.code for place in places if place.name == name) or tuple(place.code for place in places)


class Identities:
    """The keys of all that one record names.

    - place: its code; without a code its name alone if that is one in the country (a river or mountain of
      the gazetteer, a numbered road), else its name and the region around it, else name and article id.
    - organisation: its region and its full name. A region is the code of the county, or what larger place
      is told, that the thing or what it is part of is located in; '' where the article does not tell.
    - person: name and key of the organisation named first; else, and for a masked name, name and article id.
    - named event, law, work: its name.
    """

    def __init__(self, record: Record):
        self._article = record.id
        entities = [entity for entity in record.entities if entity.label in NAMED]
        self._at = {(e.start, e.end): e for e in entities}
        self._labels: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self._located = self._objects(record, "locatedIn")
        self._parents = self._objects(record, "partOf")
        self._posts = self._objects(record, "memberOf")
        self._told = {entity.code for entity in entities if entity.code}
        self._count(entities)
        self._infer(record)
        self._regions: dict[str, str] = {}
        self._keys: dict[tuple[str, str, str | None], str] = {}

    @staticmethod
    def _objects(record: Record, predicate: str) -> dict[str, list[str]]:
        """Subject -> objects of a predicate, in the order of the text."""
        found: dict[str, list[str]] = {}
        for relation in sorted(record.relations, key=lambda r: (r.start, r.end, r.object)):
            if relation.predicate == predicate:
                found.setdefault(relation.subject, []).append(relation.object)
        return found

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
            if name in self._located and not _known(name):
                self._labels[name] = "ORG"
            else:
                self._labels[name] = "GPE"
                if code := self._region_code(name):
                    self._codes[name] = code

    def region(self, name: str) -> str:
        """The code of the county (or larger region) that an organisation or place stands in, '' if unknown."""
        if name not in self._regions:
            reached, found = [name], ""
            for place in reached:  # grows: breadth first, outwards
                codes = [code for outer in self._located.get(place, ()) if (code := self._region_code(outer))]
                if codes:
                    found = min(codes, key=_precision)
                    found = found[:6] if found.isdigit() else found
                    break
                outwards = (*self._located.get(place, ()), *self._parents.get(place, ()))
                reached += [outer for outer in dict.fromkeys(outwards) if outer not in reached][: _REACH - len(reached)]
            self._regions[name] = found
        return self._regions[name]

    def _region_code(self, name: str) -> str:
        """The code of a place: the article's, or the gazetteer's where only one of that name comes into question."""
        known = _known(name)
        told = [code for code in known if code in self._told] if len(known) > 1 else known
        return self._codes.get(name) or (told[0] if len(told) == 1 else "")

    def label(self, name: str, start: int = -1, end: int = -1) -> str | None:
        """The label of a name, looked up first as the mention at these offsets; None for what is no named thing."""
        entity = self._at.get((start, end))
        return entity.label if entity and entity.name == name else self._labels.get(name)

    def code(self, name: str, start: int = -1, end: int = -1) -> str | None:
        """The code of a place, looked up likewise."""
        entity = self._at.get((start, end))
        return (entity.code if entity and entity.name == name else None) or self._codes.get(name)

    def key(self, name: str, start: int = -1, end: int = -1) -> str | None:
        """The key of a name that is a named thing of the article, else None."""
        label = self.label(name, start, end)
        if label is None:
            return None
        code = self.code(name, start, end) if label in PLACES else None
        if (name, label, code) not in self._keys:
            self._keys[name, label, code] = self._key(name, label, code)
        return self._keys[name, label, code]

    def _key(self, name: str, label: str, code: str | None) -> str:
        if label == "ORG":
            return f"org:{self.region(name)}:{name}"
        if label == "PERSON":
            home = next((self.key(org) for org in self._posts.get(name, ()) if self.label(org) == "ORG"), None)
            return f"person:{name}:{self._article if home is None or is_masked(name) else home}"
        if label in PLACES:
            if code:
                return f"place:{code}"
            if _patterns()[1].search(name) or (label == "LOC" and _known(name) == ("",)):
                return f"place:{name}"
            return f"place:{self.region(name) or self._article}:{name}"
        return f"{_BY_NAME[label]}:{name}"
