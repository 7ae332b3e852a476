"""What the pipeline's components have in common."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc
from spacy.util import minibatch


class Component(ABC):
    """Writes what it finds on a doc."""

    @abstractmethod
    def __call__(self, doc: Doc) -> Doc:
        """The doc with what was found."""

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """The same for many docs, a batch at a time: the component's code and dictionaries stay in the cache."""
        for docs in minibatch(stream, batch_size):
            yield from [self(doc) for doc in docs]
