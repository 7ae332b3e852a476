"""One character a token, so that offsets, patterns and dictionaries speak of the same positions."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab


class CharTokenizer:
    """Makes `Doc`s with `len(doc) == len(text)`; holds no state, so nothing is written to disk."""

    def __init__(self, vocab: Vocab):
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        doc.user_data["text"] = text
        return doc

    def to_bytes(self, **kwargs: Any) -> bytes:
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> "CharTokenizer":
        return self

    def to_disk(self, path: Any, **kwargs: Any) -> None:
        return None

    def from_disk(self, path: Any, **kwargs: Any) -> "CharTokenizer":
        return self


@registry.tokenizers("kg.CharTokenizer.v1")
def make_tokenizer() -> Callable[[Language], CharTokenizer]:
    """The tokenizer as spaCy's config names it."""
    return lambda nlp: CharTokenizer(nlp.vocab)
