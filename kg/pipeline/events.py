"""Events with their arguments."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Event


class Events:
    """Writes `doc.user_data["events"]` and `doc.user_data["unasserted"]`."""

    def __call__(self, doc: Doc) -> Doc:
        events: list[Event] = []
        doc.user_data["events"], doc.user_data["unasserted"] = events, []
        return doc


@Language.factory("kg_events", requires=["doc.ents"])
def make_events(nlp: Language, name: str) -> Events:
    """The component as spaCy's config names it."""
    return Events()
