"""What the user says of names that may be one: a decisions file, which is read and never written.

    same = [
        ["org:450126:公安局", "org:a1:宾阳公安局"],            # one thing; the first gives its key
    ]
    different = [
        ["person:王伟:a1", "person:王伟:a2"],                  # two things, not asked about again
    ]

Keys are those of candidates.tsv. Several keys may stand in one line of `same`. Events and articles that are said to
be the same stay nodes of their own, joined by an edge.
"""

import tomllib
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import msgspec

from kg.errors import RuleError
from kg.rules import check

KINDS = ("org", "person", "place", "event-name", "work", "law", "event", "article")
_KEPT = ("event", "article")  # joined by an edge, not merged
_PERSON, _POST = "person:", ":org:"  # a person's key holds that of the body


class _File(msgspec.Struct, forbid_unknown_fields=True):
    same: list[list[str]] = []
    different: list[list[str]] = []


class Decisions:
    """Which keys are one thing and which are two. Raises RuleError, naming `file` and entry, where they are wrong."""

    def __init__(
        self,
        same: Iterable[Iterable[str]] = (),
        different: Iterable[Iterable[str]] = (),
        *,
        file: str = "decisions",
    ):
        self.same, self.different = [list(keys) for keys in same], [list(keys) for keys in different]
        self._one: dict[str, str] = {}
        self._pairs: set[frozenset[str]] = set()
        for number, keys in enumerate(self.same, 1):
            _check(file, f"same.{number}", keys)
        for keys in sorted(self.same, key=lambda keys: keys[0].startswith(_PERSON)):  # after the bodies in their keys
            if _kind(keys[0]) not in _KEPT:
                self._join(keys)
        kept = [keys for keys in self.same if _kind(keys[0]) in _KEPT]
        self._joined = frozenset(frozenset(pair) for keys in kept for pair in combinations(keys, 2))
        for number, keys in enumerate(self.different, 1):
            _check(file, f"different.{number}", keys)
            for pair in combinations(keys, 2):
                found = frozenset(map(self.one, pair))
                if len(found) == 1 or found in self._joined:
                    raise RuleError(file, f"different.{number}", f"{pair[0]} and {pair[1]} are the same by `same`")
                self._pairs.add(found)

    def _join(self, keys: list[str]) -> None:
        first = self.one(keys[0])
        for other in map(self.one, keys[1:]):
            for key, target in [*self._one.items(), (other, other)]:
                if target == other and other != first:
                    self._one[key] = first

    def one(self, key: str) -> str:
        """The key that stands for this one: the first written of those said to be the same."""
        if key.startswith(_PERSON):
            person, post, body = key.partition(_POST)
            key = person + ":" + self._one.get(post[1:] + body, post[1:] + body) if post else key
        return self._one.get(key, key)

    def joined(self) -> frozenset[frozenset[str]]:
        """The pairs of events and of articles said to be the same."""
        return self._joined

    def differ(self, one: str, other: str) -> bool:
        """Whether two keys are said to be two things."""
        return frozenset((self.one(one), self.one(other))) in self._pairs


def _kind(key: str) -> str:
    return key.partition(":")[0]


def _check(file: str, entry: str, keys: list[str]) -> None:
    if len(set(keys)) < 2 or len(set(keys)) < len(keys):
        raise RuleError(file, entry, "names two or more different keys")
    for key in keys:
        if _kind(key) not in KINDS or ":" not in key:
            raise RuleError(file, entry, f"{key!r} is no key; candidates.tsv has them, such as org:450126:公安局")
    if len({_kind(key) for key in keys}) > 1:
        raise RuleError(file, entry, "its keys are of different kinds")


NONE = Decisions()


def read_decisions(path: str | Path) -> Decisions:
    """The decisions in a TOML file. Raises RuleError naming file and entry."""
    try:
        content = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(str(path), "-", f"cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise RuleError(str(path), "-", f"is not TOML: {error}") from error
    found = check(str(path), content, _File)
    return Decisions(found.same, found.different, file=str(path))
