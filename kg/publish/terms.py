"""Literals as every RDF format can hold them, and the IRIs of the data."""

import re
from decimal import Decimal
from urllib.parse import urlsplit

from pyoxigraph import Literal, NamedNode

from kg.errors import InputError
from kg.link.identity import article_key, node_id
from kg.ontology.namespaces import XSD

URN = "urn:uuid:"
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(text: str) -> Literal:
    """A string literal; a lone surrogate, which no RDF format can hold, becomes U+FFFD."""
    return Literal(_SURROGATE.sub("\ufffd", text))


def zh(text: str) -> Literal:
    """A Chinese string literal, likewise."""
    return Literal(_SURROGATE.sub("\ufffd", text), language="zh")


def decimal(value: float) -> Literal:
    """A canonical xsd:decimal: no exponent, no trailing zeros."""
    number = format(Decimal(repr(value)), "f")
    return Literal(number.rstrip("0").rstrip(".") if "." in number else number, datatype=XSD.decimal)


class Names:
    """The IRIs of the data: the UUIDv5 of a key below `base`. Raises InputError where `base` is no IRI."""

    def __init__(self, base: str | None = None):
        self.base = base or URN
        try:
            NamedNode(self.base + "x")
        except ValueError as error:
            raise InputError("--base", f"{self.base} is no IRI: {error}") from error
        if not urlsplit(self.base).scheme or self.base[-1] not in "/#:":
            raise InputError("--base", f"{self.base} should be an absolute IRI that ends in /, # or :")

    def of(self, node: str) -> NamedNode:
        """The IRI of a node of the networkx graph."""
        return NamedNode(self.base + node)

    def new(self, *key: object) -> NamedNode:
        """The IRI of a thing that is no node there, from what tells it apart."""
        return self.of(node_id(":".join(map(str, key))))

    def article(self, article: str) -> NamedNode:
        """The IRI of an article, which is also the name of its graph."""
        return self.of(node_id(article_key(article)))

    def claims(self, article: str) -> NamedNode:
        """The name of the graph of what an article does not assert."""
        return self.new("claims", article)
