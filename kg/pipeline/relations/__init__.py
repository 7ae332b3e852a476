"""Relations between the names of an article: partOf, locatedIn, memberOf and wrote."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Relation
from kg.pipeline.component import Component
from kg.pipeline.relations.members import members
from kg.pipeline.relations.parts_and_places import located, parts
from kg.pipeline.relations.rules import Facts, relation


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
    """Who is named in a byline wrote the document."""
    return [relation(facts.name(ent), "wrote", "document", ent.start, ent.end, "relation.byline")
            for ent in facts.persons if ent.start in facts.bylines]  # fmt: skip


class Relations(Component):
    """Writes `doc.user_data["relations"]`."""

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data["relations"] = match(doc)
        return doc


@Language.factory("kg_relations", requires=["doc.ents"])
def make_relations(nlp: Language, name: str) -> Relations:
    """The component as spaCy's config names it."""
    return Relations()
