"""The rules of kg/rules/identity.toml, checked: which names are masked, local, national, or two names of one body."""

import re
from functools import cache, cached_property
from typing import Literal

from msgspec import Struct, structs

from kg.errors import RuleError
from kg.rules import load

_FILE = "identity.toml"


class _Patterns(Struct, forbid_unknown_fields=True):
    masked_person: list[str]
    unique_place: list[str]
    placed_body: list[str]
    national_body: list[str]
    national_event: list[str]


class _Bodies(Struct, forbid_unknown_fields=True):
    local: tuple[str, ...]
    units: tuple[str, ...]
    levels: tuple[str, ...]
    not_levels: tuple[str, ...]
    branch: str
    whole: str


class _Titles(Struct, forbid_unknown_fields=True):
    staff: tuple[str, ...]


class _Laws(Struct, forbid_unknown_fields=True):
    before: tuple[str, ...]


class _Similar(Struct, forbid_unknown_fields=True):
    contrasts: str
    left_out: tuple[str, ...]


class Rules(Struct, forbid_unknown_fields=True, dict=True):
    """All of identity.toml."""

    patterns: _Patterns
    bodies: _Bodies
    titles: _Titles
    same: dict[str, list[str]]
    renamed: dict[str, list[str]]
    merged: dict[str, list[str]]
    laws: _Laws
    similar: _Similar

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        compiled = {}
        for kind, expressions in structs.asdict(self.patterns).items():
            try:
                compiled[kind] = re.compile("|".join(f"(?:{expression})" for expression in expressions))
            except re.error as error:
                raise RuleError(_FILE, f"patterns.{kind}", f"no regular expression: {error.pattern!r}") from error
        return compiled

    def matches(
        self,
        kind: Literal["masked_person", "unique_place", "placed_body", "national_body", "national_event"],
        name: str,
    ) -> bool:
        """Whether an expression of that kind is found in the name."""
        return bool(self._patterns[kind].search(name))

    @cached_property
    def _words(self) -> dict[str, str]:
        """What each word in a body's name is replaced by; raises RuleError where one stands for two."""
        words: dict[str, str] = {}
        for table in ("same", "renamed"):
            for full, others in getattr(self, table).items():
                words.setdefault(full, full)
                for other in others:
                    if words.setdefault(other, full) != full:
                        raise RuleError(_FILE, f"{table}.{full}", f"{other} stands for {words[other]} already")
        return words

    @cached_property
    def _word(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self._words, key=lambda word: (-len(word), word)))))

    @cache  # noqa: B019 - the rules are read once, for the life of the process
    def one_name(self, name: str) -> str:
        """The name of a body with full words for short ones and present ones for former ones."""
        return self._word.sub(lambda match: self._words[match[0]], name)

    def __hash__(self) -> int:
        return id(self)


@cache
def rules() -> Rules:
    """The rules, read once. Raises RuleError where the file does not hold what it should."""
    found = load(_FILE, Rules)
    found.matches("masked_person", "")
    found.one_name("")
    return found
