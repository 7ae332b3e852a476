"""From an article to its record: the pipeline run on the mended text, offsets led back to the article's own."""

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Anaphor, Argument, Article, Entity, Event, Extent, Record, Relation, Trigger
from kg.pipeline.assemble import shared_nlp
from kg.read.layout import Mended, mend
from kg.read.script import simplified
from kg.rules.confidence import confidence

_BATCH = 16  # articles that a component reads in one go


def extract(article: Article, nlp: Language | None = None) -> Record:
    """What one article says, by the rules of `nlp` (the shared pipeline where none is given).

    Names are in simplified characters whatever the script of the text, so that one body is one name; what stands in
    the text is given as it stands there.
    """
    return next(extract_many((article,), nlp))


def extract_many(articles: Iterable[Article], nlp: Language | None = None) -> Iterator[Record]:
    """What each article says, in their order; faster than one by one, since a component reads several in one go."""
    nlp = nlp or shared_nlp()
    for doc, (article, mended) in nlp.pipe(_docs(articles, nlp), as_tuples=True, batch_size=_BATCH):
        yield to_record(article, doc, mended)


def _docs(articles: Iterable[Article], nlp: Language) -> Iterator[tuple[Doc, tuple[Article, Mended]]]:
    """The docs of the mended texts, with what they were made of."""
    for article in articles:
        mended = mend(article.text)
        doc = nlp.make_doc(simplified(mended.text))
        doc.user_data["published"] = article.published
        yield doc, (article, mended)


def to_record(article: Article, doc: Doc, mended: Mended) -> Record:
    """The record of a processed doc whose text is `mended.text`, in simplified characters."""
    text, plain, names = article.text, doc.text, doc.user_data["names"]

    def extent(start: int, end: int) -> tuple[int, int]:
        return mended.original(start), mended.original_end(end)

    entities = []
    for ent in doc.ents:
        start, end = extent(ent.start, ent.end)
        entities.append(
            Entity(
                label=ent.label_,
                text=text[start:end],
                name=names.get((ent.start, ent.end), plain[ent.start : ent.end]),
                start=start,
                end=end,
                code=ent.kb_id_ or None if ent.label_ in ("GPE", "LOC", "FAC") else None,
                rule=ent.id_,
                confidence=confidence(ent.id_),
            )
        )
    anaphors = []
    for span in doc.spans["anaphors"]:
        start, end = extent(span.start, span.end)
        for name in doc.user_data["referents"][span.start, span.end]:
            anaphors.append(
                Anaphor(
                    text=text[start:end],
                    name=name,
                    start=start,
                    end=end,
                    rule=span.id_,
                    confidence=confidence(span.id_),
                )
            )

    def argument(a: Argument) -> Argument:
        start, end = extent(a.start, a.end)
        if isinstance(a.text, str):
            return Argument(
                role=a.role, value=a.value, unit=a.unit, item=a.item, modifier=a.modifier, text=text[start:end],
                start=start, end=end,
            )  # fmt: skip
        return Argument(role=a.role, name=a.name, start=start, end=end)

    def event(e: Event) -> Event:
        start, end = extent(e.trigger.start, e.trigger.end)
        return Event(
            id=e.id, type=e.type, status=e.status, by=e.by, sentence=extent(*e.sentence),
            trigger=Trigger(text=text[start:end], start=start, end=end),
            retold=[Extent(start=s, end=t) for s, t in (extent(r.start, r.end) for r in e.retold)],
            arguments=[argument(a) for a in e.arguments], rule=e.rule, confidence=confidence(e.rule),
        )  # fmt: skip

    def relation(r: Relation) -> Relation:
        start, end = extent(r.start, r.end)
        return Relation(
            subject=r.subject, predicate=r.predicate, object=r.object, title=r.title, start=start, end=end,
            rule=r.rule, confidence=confidence(r.rule),
        )  # fmt: skip

    return Record(
        id=article.id, hash=article.hash, title=article.title, kicker=article.kicker, byline=article.byline,
        dateline=article.dateline, published=article.published, text=text, sources=article.sources,
        entities=entities, anaphors=anaphors,
        events=[event(e) for e in doc.user_data["events"]],
        unasserted=[event(e) for e in doc.user_data["unasserted"]],
        relations=[relation(r) for r in doc.user_data["relations"]],
    )  # fmt: skip
