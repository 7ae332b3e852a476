"""The rules and word lists, which are data, and the one way to read them."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar, overload

import msgspec

from kg.errors import RuleError

T = TypeVar("T")

_WHERE = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_UNKNOWN = re.compile(r"unknown field `(?P<field>[^`]+)`")


@cache
def _source(name: str) -> str:
    try:
        return files(__name__).joinpath(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(name, "-", f"cannot be read: {error}") from error


@overload
def load(name: str) -> dict[str, Any]: ...
@overload
def load(name: str, kind: type[T]) -> T: ...
def load(name: str, kind: Any = None) -> Any:
    """The rules in the TOML file `name`, a path below this folder such as `events/police.toml`.

    With `kind`, a msgspec Struct (made with `forbid_unknown_fields=True`) or any type msgspec
    knows, the rules come as that type, checked. Raises RuleError naming file and key.
    """
    try:
        rules = tomllib.loads(_source(name))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(name, "-", f"is not TOML: {error}") from error
    return rules if kind is None else check(name, rules, kind)


def check(name: str, rules: Any, kind: type[T]) -> T:
    """`rules` as a value of type `kind`; raises RuleError naming the file `name` and the key."""
    try:
        return msgspec.convert(rules, kind)
    except msgspec.ValidationError as error:
        message = str(error)
        where, unknown = _WHERE.search(message), _UNKNOWN.search(message)
        steps = [where["path"] if where else "", unknown["field"] if unknown else ""]
        raise RuleError(name, ".".join(filter(None, steps)) or "-", _WHERE.sub("", message)) from error


def words(name: str) -> tuple[str, ...]:
    """The lines of the list file `name`, in order, without blank lines and `#` comments.

    Raises RuleError where a line stands twice.
    """
    lines = [line.split("#", 1)[0].strip() for line in _source(name).splitlines()]
    kept = tuple(line for line in lines if line)
    seen: set[str] = set()
    for word in kept:
        if word in seen:
            raise RuleError(name, word, "stands twice")
        seen.add(word)
    return kept
