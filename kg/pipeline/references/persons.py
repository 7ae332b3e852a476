"""Anaphors of persons: 他, 其, 两人, 戴局长, 嫌疑人, 该男子, and whom each stands for.

Centering in its plainest form (Grosz, Joshi and Weinstein 1995): who was the subject last is the one spoken of, and
a person is not moved or met by itself in one clause. Where somebody else of the same kind stands in between, the
word is left alone.
"""

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from kg.pipeline.persons.rules import surnames
from kg.pipeline.persons.titles import title_after
from kg.pipeline.references.people import People, Person
from kg.pipeline.references.rules import Pronouns, reference_rules
from kg.pipeline.spans import Match
from kg.pipeline.words import has_word

_HAN = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile("“[^“”\n]{1,800}”")


def find_persons(doc: Doc, names: dict[tuple[int, int], str], taken: bytearray) -> list[Match]:
    """The anaphors of persons outside what is `taken`, in text order; one that stands for several is told for each."""
    people = People(doc, names)
    if not people.coming:
        return []
    speech = bytearray(len(doc))
    for m in _QUOTED.finditer(people.text):
        speech[m.start() : m.end()] = b"\x01" * (m.end() - m.start())
    found: list[Match] = []
    for start, end, kind in _places(people):
        if speech[start] or any(taken[start:end]) or (found and start < found[-1].end):
            continue
        people.advance(start)
        meant = _READERS[kind](people, start, end)
        if kind == "pronoun" and _owns(people, end):
            kind = "possessive"
        for name in meant:
            found.append(Match(start, end, "PERSON", f"reference.{kind}", name))
        if len(meant) == 1:
            people.told.append(people.place(start, end, meant[0]))
    return found


@cache
def _pattern() -> re.Pattern[str]:
    rules = reference_rules().persons
    words = rules.pronouns
    kinds = {
        "group": words.several,
        "pronoun": [*words.he, *words.she, *words.either],
        "role": {word for group in rules.roles.words for word in group},
    }
    return re.compile("|".join(
        f"(?P<{kind}>{'|'.join(sorted(map(re.escape, words), key=lambda w: (-len(w), w)))})"
        for kind, words in kinds.items()
    ))  # fmt: skip


def _places(people: People) -> list[tuple[int, int, str]]:
    """(start, end, kind) of the words that may stand for persons, in text order."""
    text, words = people.text, people.words
    found = []
    for m in _pattern().finditer(text):
        kind, start, end = str(m.lastgroup), m.start(), m.end()
        if start not in words.starts and kind != "group":
            continue
        if kind == "pronoun" and (word := words.covering(start).text) != m.group() and has_word(word):
            continue  # 其中, 他人
        found.append((start, end, kind))
    return sorted([*found, *_titled_places(people)])


def _titled_places(people: People) -> Iterator[tuple[int, int, str]]:
    """Surnames of persons named somewhere, with a title behind them: 戴局长."""
    heads = {name[:size] for name in people.roles for size in (1, 2) if name[:size] in surnames()}
    text = people.text
    for head in sorted(heads):
        start = text.find(head)
        while start >= 0:
            end = start + len(head)
            title = title_after(text, end, "address") if start not in people.entities else None
            if title:
                yield start, title.end, "titled"
            start = text.find(head, end)


def _owns(people: People, end: int) -> bool:
    """Whether a noun, which names what is the person's own, or a name stands right behind."""
    if end == len(people.text):
        return False
    behind = people.words.covering(end)
    return people.text[end] == "的" or end in people.entities or (behind.start == end and behind.tag in ("n", "nz"))


def _words() -> Pronouns:
    return reference_rules().persons.pronouns


@cache
def _words_of_others() -> re.Pattern[str]:
    """What brings in somebody who is not named: 一名男子, 另一人."""
    roles = [word for group in reference_rules().persons.roles.words for word in group]
    return re.compile(f"(?:{'|'.join(_words().somebody)})[^，。；\\n]{{0,6}}(?:{'|'.join([*roles, '人'])})")


def _pronoun(people: People, start: int, end: int) -> list[str]:
    words, text = _words(), people.text
    pronoun = text[start:end]
    gender = "f" if pronoun in words.she else "m" if pronoun in words.he else ""
    near = [p for p in people.near(start) if people.may_be(p.name, gender)]
    if text.startswith(words.others, end):
        return []
    if (text.endswith(words.moving, 0, start) and not text.startswith(words.possessive, end)) or _is_object(
        people, start
    ):
        return _moved(people, near, start)
    return _told_of(people, near, start, strict=not gender)


def _is_object(people: People, at: int) -> bool:
    """Whether a verb other than one of speech stands right before."""
    before = people.words.covering(at - 1) if at else None
    return before is not None and before.tag == "v" and not before.text.endswith(_words().saying)


def _moved(people: People, near: list[Person], at: int) -> list[str]:
    """Whom something is done to: the one told last in the sentence or the one before, but for who does it."""
    sentence = people.sentence(at)
    acting = next((p.name for p in reversed(near) if p.subject and p.sentence == sentence), None)
    others = [p for p in near if p.sentence >= sentence - 1 and p.name != acting]
    if not others:
        return []
    here = [p for p in others if p.sentence == sentence] or others
    return _only({p.name for p in here if p.clause == here[-1].clause} if len({p.name for p in here}) > 1 else
                 {here[-1].name})  # fmt: skip


def _told_of(people: People, near: list[Person], at: int, *, strict: bool) -> list[str]:
    """The subject told last, unless somebody else was named behind it; `strict` where a thing may be meant too."""
    sentence = people.sentence(at)
    if near and _words_of_others().search(people.text, near[-1].end, at):
        return []
    for back in range(3):
        here = [p for p in near if p.sentence == sentence - back]
        if not here:
            if strict and back:
                return []
            continue
        subjects = [p for p in here if p.subject]
        if not subjects:
            return _only({p.name for p in here}) if not (strict and back) else []
        last = subjects[-1]
        behind = {p.name for p in here if p.start > last.start and p.clause >= last.clause} - {last.name}
        if behind and (back == 0 or strict):
            return []
        if len({p.name for p in subjects}) > 1 and any(len(names) > 1 for names in people.lists(here)):
            return []
        return [last.name]
    return []


def _only(names: set[str]) -> list[str]:
    """The name where there is just one."""
    return sorted(names) if len(names) == 1 else []


def _group(people: People, start: int, end: int) -> list[str]:
    text = people.text
    size = reference_rules().persons.pronouns.several[text[start:end]]
    opens = start == people.clause_start(start) or not _HAN.match(text[start - 1])
    if not opens and not text.endswith(reference_rules().persons.roles.leading, 0, start):
        return []
    near = people.near(start)
    for members in reversed(people.lists(near)):
        names = list(dict.fromkeys(m.name for m in members))
        if not size or len(names) == size:
            return names
        return []
    private = [p for p in near if p.name not in people.titled and p.sentence >= people.sentence(start) - 1]
    names = list(dict.fromkeys(p.name for p in private))
    return names if size and len(names) == size else []


def _role(people: People, start: int, end: int) -> list[str]:
    """Who was named with the noun, where it is but one, and the noun is not said of somebody else."""
    rules, text = reference_rules().persons.roles, people.text
    ahead = people.entities.get(end)
    if (ahead is not None and ahead.label == "PERSON") or text.startswith(rules.kin, end):
        return []
    pointed = text.endswith(rules.pointing, 0, start)
    opens = start == 0 or not _HAN.match(text[start - 1]) or pointed
    if not opens and not text.endswith(rules.leading, 0, start):
        return []
    word = text[start:end]
    known = {p.name for p in people.told}
    holders = {name for name in known if word in people.roles[name]}
    return _only(holders)


def _titled(people: People, start: int, end: int) -> list[str]:
    """Who bears the surname and was named with an office."""
    text = people.text
    if start and _HAN.match(text[start - 1]) and people.words.covering(start).start < start:
        return []
    bearing = {p.name for p in people.told if p.name in people.titled and _bears(p.name, text[start:end])}
    return _only(bearing)


def _bears(name: str, titled: str) -> bool:
    return 2 <= len(name) <= 4 and any(name[:n] == titled[:n] and name[:n] in surnames() for n in (1, 2))


_READERS = {"pronoun": _pronoun, "group": _group, "role": _role, "titled": _titled}
