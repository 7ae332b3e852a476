"""The pipeline: which components, in which order."""

from functools import cache

import spacy
from spacy.language import Language

import kg.pipeline.tokenizer  # noqa: F401  (registers the tokenizer where the package is not installed)

COMPONENTS = (
    "kg_sentences",
    "kg_parts",
    # sources of spans: each proposes into a group of its own
    "kg_places",
    "kg_times",
    "kg_amounts",
    "kg_named",
    "kg_orgs",
    "kg_persons",
    # one resolver decides
    "kg_resolver",
    "kg_references",
    # what is said of the entities
    "kg_relations",
    "kg_events",
)


def make_nlp() -> Language:
    """A spaCy pipeline for Chinese news; `nlp(text)` gives a Doc with one character a token and `doc.ents` filled."""
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg.CharTokenizer.v1"}}})
    nlp.max_length = 1 << 31  # the limit guards parsers that need memory by the token; rules do not
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


@cache
def shared_nlp() -> Language:
    """The pipeline of this process, made once."""
    return make_nlp()
