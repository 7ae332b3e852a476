"""Organisations: names by grammar, short forms that a full name licenses, quoted names and sources of news."""

from spacy.language import Language
from spacy.tokens import Doc

from kg.pipeline.component import Component
from kg.pipeline.orgs.context import Context, Org
from kg.pipeline.orgs.grammar import read_orgs
from kg.pipeline.orgs.named import listed, press, quoted
from kg.pipeline.orgs.short import short_forms, split_again
from kg.pipeline.spans import Match, annotate


def find(doc: Doc) -> tuple[list[Org], list[Org]]:
    """The organisations named, without overlap, in text order; and those that a level alone names once more."""
    context = Context(doc)
    orgs = longest(read_orgs(context) + press(context) + quoted(context) + listed(context))
    orgs, again = split_again(context.text, orgs)
    return longest(orgs + short_forms(context, orgs)), again


def longest(orgs: list[Org]) -> list[Org]:
    """The names that lie in no longer one and overlap no earlier one, in text order."""
    kept: list[Org] = []
    for org in sorted(orgs, key=lambda o: (o.start, -o.end)):
        if not kept or org.start >= kept[-1].end:
            kept.append(org)
        elif org.end - org.start > kept[-1].end - kept[-1].start:
            kept[-1] = org
    return kept


def match(doc: Doc) -> list[Match]:
    """The organisations as spans.

    How they are built is kept in `doc.user_data["orgs"]`: (start, end) -> Org, and what stands for a name given
    before (县公安局) in `doc.user_data["org_again"]`.
    """
    orgs, again = find(doc)
    doc.user_data["orgs"] = {(org.start, org.end): org for org in orgs}
    doc.user_data["org_again"] = again
    return [Match(org.start, org.end, "ORG", "org." + org.kind) for org in orgs]


class Organisations(Component):
    """Writes `doc.spans["orgs"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "orgs", match(doc))
        return doc


@Language.factory("kg_orgs", assigns=["doc.spans"])
def make_orgs(nlp: Language, name: str) -> Organisations:
    """The component as spaCy's config names it."""
    return Organisations()
