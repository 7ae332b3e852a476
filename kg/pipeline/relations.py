"""Relations between the names of an article."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Relation


class Relations:
    """Writes `doc.user_data["relations"]`."""

    def __call__(self, doc: Doc) -> Doc:
        relations: list[Relation] = []
        doc.user_data["relations"] = relations
        return doc


@Language.factory("kg_relations", requires=["doc.ents"])
def make_relations(nlp: Language, name: str) -> Relations:
    """The component as spaCy's config names it."""
    return Relations()
