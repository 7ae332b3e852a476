"""A user's own names: they are found as written, and their label is believed over any rule's.

A lexicon is TOML, one table a name:

    [[names]]
    name = "云岭康养集团"
    label = "ORG"            # or "none": this is no name at all
    aliases = ["云岭康养"]
    code = ""                # a place's administrative code

or TSV with the columns name, label, aliases (joined by |), code; the last two may be missing.
"""

import csv
import io
import tomllib
from pathlib import Path

import ahocorasick
from msgspec import Struct, ValidationError, convert, to_builtins
from spacy.language import Language
from spacy.tokens import Doc

from kg.errors import InputError
from kg.ontology import vocabulary
from kg.pipeline.component import Component
from kg.pipeline.spans import Match, annotate, text_of

NONE = "none"  # the label of what looks like a name and is none


class Entry(Struct, forbid_unknown_fields=True, frozen=True):
    """A name with its label, its other ways of being written, and a place's code."""

    name: str
    label: str
    aliases: list[str] = []
    code: str = ""


class _File(Struct, forbid_unknown_fields=True):
    names: list[Entry] = []


def read_lexicon(path: str | Path) -> list[Entry]:
    """The entries of a lexicon file (.toml, else TSV). Raises InputError naming the file and what is wrong in it."""
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
        entries = convert(tomllib.loads(text), _File).names if str(path).endswith(".toml") else _read_tsv(text)
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError, ValueError) as error:
        raise InputError(str(path), str(error)) from error
    labels = (*vocabulary().entities, NONE)
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.label not in labels:
            raise InputError(str(path), f"{entry.name}: label {entry.label!r} is none of {', '.join(labels)}")
        for name in (entry.name, *entry.aliases):
            if not name.strip():
                raise InputError(str(path), f"{entry.name!r}: an empty name")
            if seen.setdefault(name, entry.name) != entry.name:
                raise InputError(str(path), f"{name} stands for {seen[name]} and for {entry.name}")
    return entries


def _read_tsv(text: str) -> list[Entry]:
    entries = []
    for row in csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        if not row or row[0].startswith("#"):
            continue
        if not 2 <= len(row) <= 4:
            raise ValueError(f"{row[0]}: {len(row)} columns; name, label, aliases and code are known")
        name, label, aliases, code = (*row, "", "")[:4]
        entries.append(Entry(name=name, label=label, aliases=[a for a in aliases.split("|") if a], code=code))
    return entries


class Lexicon(Component):
    """Writes `doc.spans["lexicon"]`, and for aliases `doc.user_data["lexicon"]`: (start, end) -> the name."""

    def __init__(self, entries: list[Entry]):
        self._automaton = ahocorasick.Automaton()
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                self._automaton.add_word(name, (len(name), entry))
        if entries:
            self._automaton.make_automaton()

    def match(self, text: str) -> list[tuple[Match, str]]:
        """Each place where a name or an alias stands, longest first at its end, with the entry's name."""
        if not len(self._automaton):
            return []
        return [
            (Match(end + 1 - length, end + 1, entry.label, "lexicon", entry.code), entry.name)
            for end, (length, entry) in self._automaton.iter_long(text)
        ]

    def __call__(self, doc: Doc) -> Doc:
        found = self.match(text_of(doc))
        annotate(doc, "lexicon", (match for match, _ in found))
        doc.user_data["lexicon"] = {(match.start, match.end): name for match, name in found}
        return doc


@Language.factory("kg_lexicon", assigns=["doc.spans"], default_config={"entries": []})
def make_lexicon(nlp: Language, name: str, entries: list[dict]) -> Lexicon:
    """The component as spaCy's config names it; `entries` are `Entry` tables."""
    return Lexicon(convert(entries, list[Entry]))


def to_config(entries: list[Entry]) -> dict:
    """The component's options for these entries, so that `nlp.config` reproduces the pipeline."""
    return {"entries": to_builtins(entries)}
