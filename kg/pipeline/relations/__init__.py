"""Relations between the names of an article: partOf, locatedIn, memberOf and wrote."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Relation
from kg.pipeline.component import Component
from kg.pipeline.persons.titles import title_before
from kg.pipeline.relations.members import members
from kg.pipeline.relations.parts_and_places import located, parts
from kg.pipeline.relations.rules import Facts, relation, relation_rules
from kg.pipeline.spans import Match


def match(doc: Doc) -> list[Relation]:
    """The relations, each once, where the text says it first, in the order of the text."""
    facts = Facts(doc)
    found = [*parts(facts), *located(facts), *members(facts), *_wrote(facts)]
    titled = {(r.subject, r.object) for r in found if r.title}
    first: dict[tuple[str, str, str, str | None], Relation] = {}
    for r in sorted(found, key=lambda r: (r.start, r.end, r.predicate, r.subject, r.object)):
        said_better = r.predicate == "memberOf" and not r.title and (r.subject, r.object) in titled
        if r.subject != r.object and not said_better:
            first.setdefault((r.subject, r.predicate, r.object, r.title), r)
    return list(first.values())


def _wrote(facts: Facts) -> list[Relation]:
    """Who is named in a byline wrote the document, and who is named as a reporter before the first sentence ends."""
    stop = facts.text.find("。")
    writers: list[Match] = []
    for person in facts.persons:
        named = person.start in facts.bylines
        if named or (person.end <= stop and _reports(facts, person, writers[-1] if writers else None)):
            writers.append(person)
    return [relation(facts.name(ent), "wrote", "document", ent.start, ent.end, "relation.byline") for ent in writers]


def _reports(facts: Facts, person: Match, fellow: Match | None) -> bool:
    """Whether a reporter is named there: 海州讯 记者 王青山; behind a fellow: 记者 王青山 李海燕."""
    text, at = facts.text, person.start
    while at and text[at - 1] in _GAPS:
        at -= 1
    if fellow is not None and fellow.end == at < person.start:
        return True
    title = title_before(text, at)
    if title is None or title.kind != "press":
        return False
    behind_fellow = fellow is not None and not text[fellow.end : title.start].strip(_GAPS)
    leads = tuple(relation_rules().members.reporting)
    before = text[: title.start].rstrip(" \u3000")
    return behind_fellow or title.start in facts.body_ending or before.endswith(leads)


# What stands between a reporter and the name, or between two names.
_GAPS = " \u3000、：:"


class Relations(Component):
    """Writes `doc.user_data["relations"]`."""

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data["relations"] = match(doc)
        return doc


@Language.factory("kg_relations", requires=["doc.ents"])
def make_relations(nlp: Language, name: str) -> Relations:
    """The component as spaCy's config names it."""
    return Relations()
