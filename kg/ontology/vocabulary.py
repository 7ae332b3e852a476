"""The words of the graph, read from kg/rules/types.toml: event types and families, roles, relations, labels."""

from functools import cache

from msgspec import Struct

from kg.errors import RuleError
from kg.rules import check, load

_FILE = "types.toml"


class Labels(Struct, frozen=True, forbid_unknown_fields=True):
    """The Chinese and English label of a term."""

    zh: str
    en: str


class Vocabulary(Struct, frozen=True, forbid_unknown_fields=True):
    """All terms, one section of types.toml each, in the order of the file; `types` by family."""

    families: dict[str, Labels]
    types: dict[str, dict[str, Labels]]
    roles: dict[str, Labels]
    relations: dict[str, Labels]
    entities: dict[str, Labels]
    statuses: dict[str, Labels]

    def family(self, event_type: str) -> str:
        """The family of an event type, '' where the type is none of the vocabulary's."""
        return next((family for family, types in self.types.items() if event_type in types), "")

    def zh(self, name: str) -> str:
        """The Chinese label of a term of any section, or the name itself where there is none."""
        sections = (self.families, *self.types.values(), self.roles, self.relations, self.entities, self.statuses)
        return next((section[name].zh for section in sections if name in section), name)


def build(table: dict) -> Vocabulary:
    """The vocabulary in a parsed types.toml; raises RuleError naming the key that is wrong."""
    words = check(_FILE, table, Vocabulary)
    homes = dict.fromkeys(words.families, "families")
    for family, types in words.types.items():
        if family not in words.families:
            raise RuleError(_FILE, f"types.{family}", "no such family")
        for name in types:
            if homes.setdefault(name, family) != family:
                raise RuleError(_FILE, f"types.{family}.{name}", f"already stands in {homes[name]}")
    return words


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this installation."""
    return build(load(_FILE))
