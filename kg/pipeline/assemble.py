"""The pipeline: which components, in which order."""

import gc
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from kg.pipeline.lexicon import read_lexicon, to_config

COMPONENTS = (
    "kg_sentences",
    "kg_parts",
    # sources of spans: each proposes into a group of its own
    "kg_lexicon",
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


def make_nlp(lexicon: str | Path | None = None) -> Language:
    """A spaCy pipeline for Chinese news; `nlp(text)` gives a Doc with one character a token and `doc.ents` filled.

    `lexicon` is a file with names of the user's own (see `kg.pipeline.lexicon`); raises InputError where it is wrong.
    """
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"@tokenizers": "kg.CharTokenizer.v1"}}})
    nlp.max_length = 1 << 31  # the limit guards parsers that need memory by the token; rules do not
    config = {"kg_lexicon": to_config(read_lexicon(lexicon))} if lexicon is not None else {}
    for component in COMPONENTS:
        nlp.add_pipe(component, config=config.get(component, {}))
    nlp("。")  # loads the dictionaries, which stay for good: the garbage collector need not walk through them again
    gc.collect()
    gc.freeze()
    return nlp


@cache
def shared_nlp() -> Language:
    """The pipeline of this process, made once."""
    return make_nlp()
