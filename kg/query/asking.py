"""The competency questions that come along: SPARQL files in which a parameter is a line with `VALUES ?name { UNDEF }`.

As they stand the files are complete queries, which answer for everything. A value given replaces UNDEF; the lines of
parameters that are not given are left out.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from msgspec import Struct
from pyoxigraph import Literal, NamedNode

from kg.errors import InputError
from kg.ontology import vocabulary
from kg.ontology.namespaces import TYPE, XSD

_PARAMETER = re.compile(r"^ *VALUES \?(\w+) \{ (UNDEF) \}.*\n", re.MULTILINE)
_SURROGATE = re.compile("[\ud800-\udfff]")
Terms = list[Literal | NamedNode]


class Question(Struct, frozen=True):
    """A question: what it asks, in words, its SPARQL, and the parameters it takes."""

    name: str
    about: str
    sparql: str
    parameters: tuple[str, ...]

    def fill(self, given: Mapping[str, str]) -> str:
        """The query for these values, by the names of `PARAMETERS`.

        Raises InputError for a value that is none and for a parameter that the question does not take.
        """
        for name in given:
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "nothing"
                raise InputError(f"{self.name}: {name}", f"is not asked for here; this question takes {known}")
        terms = {PARAMETERS[name][0]: " ".join(map(str, PARAMETERS[name][1](value))) for name, value in given.items()}

        def filled(match: re.Match[str]) -> str:
            return match[0].replace("UNDEF", terms[match[1]], 1) if match[1] in terms else ""

        return _PARAMETER.sub(filled, self.sparql)


def _text(value: str) -> str:
    return _SURROGATE.sub("\ufffd", value)


def _name(value: str) -> Terms:
    return [Literal(_text(value), language="zh")]


def _plain(value: str) -> Terms:
    return [Literal(_text(value))]


def _date(value: str) -> Terms:
    try:
        return [Literal(date.fromisoformat(value).isoformat(), datatype=XSD.date)]
    except ValueError as error:
        raise InputError(value, "is no date like 2024-02-28") from error


def _number(value: str) -> Terms:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", value):
        raise InputError(value, "is no number like 0.75")
    return [Literal(value, datatype=XSD.decimal)]


def _types(value: str) -> Terms:
    """The event types a word stands for: a type or a whole family, by its name or either label."""
    words = vocabulary()
    found = [name for types in words.types.values() for name, labels in types.items()
             if value in (name, labels.zh, labels.en)]  # fmt: skip
    for name, labels in words.families.items():
        if value in (name, labels.zh, labels.en):
            found += words.types[name]
    if not found:
        raise InputError(value, "is no type of event or family of types, such as Theft or 盗窃, Police or 警务活动")
    return [TYPE.term(name) for name in found]


# What a question may take: its variable, and how a text becomes the terms it stands for.
PARAMETERS: dict[str, tuple[str, Callable[[str], Terms]]] = {
    "org": ("org", _name),
    "person": ("person", _name),
    "place": ("place", _name),
    "type": ("class", _types),
    "since": ("since", _date),
    "until": ("until", _date),
    "rule": ("rule", _plain),
    "confidence": ("confidence", _number),
}


@cache
def questions() -> dict[str, Question]:
    """All questions by name, sorted."""
    options = {variable: name for name, (variable, _) in PARAMETERS.items()}
    found = {}
    for path in sorted(files(__package__).joinpath("questions").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".rq"):
            name, sparql = path.name.removesuffix(".rq"), path.read_text(encoding="utf-8")
            about = sparql.partition("\n")[0].removeprefix("#").strip()
            takes = dict.fromkeys(options[variable] for variable, _ in _PARAMETER.findall(sparql))
            found[name] = Question(name, about, sparql, tuple(takes))
    return found
