"""Named events, works and laws.

An EVENT is a quoted name with its head (“…”专项行动, from the quotation mark to the head), a name in quotes that
holds its head (“冬季攻势”, without the quotes), a numbered session with its body, a named day, contest or congress.
Ordinals of an edition (第三届) stand outside. What stands in title marks is a LAW or a WORK_OF_ART by its last words.
"""

import re

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from kg.gazetteer import gazetteer
from kg.pipeline.component import Component
from kg.pipeline.patterns import DIGIT, SPELT, alternation, any_of
from kg.pipeline.spans import Match, annotate, read_matches, text_of
from kg.pipeline.words import cut
from kg.rules import load


class _Events(msgspec.Struct, forbid_unknown_fields=True):
    heads: list[str]
    dated_heads: list[str]
    dated_cases: list[str]
    inner_heads: list[str]
    crimes: list[str]
    storms: list[str]
    breaks: str


class _Sessions(msgspec.Struct, forbid_unknown_fields=True):
    heads: list[str]
    enlarged: list[str]
    body_tags: list[str]
    body_words: list[str]
    body_ends: list[str]


class _Congresses(msgspec.Struct, forbid_unknown_fields=True):
    patterns: list[str]


class _Days(msgspec.Struct, forbid_unknown_fields=True):
    scopes: list[str]
    ends: list[str]
    common: str
    after: list[str]
    names: list[str]


class _Contests(msgspec.Struct, forbid_unknown_fields=True):
    names: list[str]
    scopes: list[str]
    heads: list[str]
    history: list[str]
    history_behind: list[str]
    disasters: list[str]


class _Works(msgspec.Struct, forbid_unknown_fields=True):
    media: list[str]
    papers: list[str]
    no_media: list[str]
    laws: list[str]
    notes: list[str]


class _Laws(msgspec.Struct, forbid_unknown_fields=True):
    names: list[str]
    state: str
    compounds: str


class _Named(msgspec.Struct, forbid_unknown_fields=True):
    """kg/rules/named.toml."""

    events: _Events
    sessions: _Sessions
    congresses: _Congresses
    days: _Days
    contests: _Contests
    works: _Works
    laws: _Laws


_RULES = load("named.toml", _Named)
_BREAKS = _RULES.events.breaks
_REACH = 14  # characters between a quoted name and its head; 全国中小企业创新创业 is 10
_BODY = 30  # characters before a session in which its body is looked for
_NUMERAL = f"(?:{DIGIT}{{1,4}}|[{SPELT}百]{{1,4}})"
_PLAIN = f"[^{_BREAKS}]"
_GAP = f"{_PLAIN}{{0,{_REACH}}}"
_DAY = "[0-9]{1,2}[·.・][0-9]{1,2}"
_TERM = f"第?{_NUMERAL}届"
_SESSIONS, _CONTESTS, _DAYS, _LAWS = _RULES.sessions, _RULES.contests, _RULES.days, _RULES.laws

# A group each; what stands in quotes is looked into, what stands elsewhere is an event as it is.
_PATTERNS = {
    "event_quoted": f"“(?P<quoted>[^“”\n，。；！？!?;]{{1,24}})”(?:{_GAP}{any_of(_RULES.events.heads)})?",
    "event_dated": (
        f"(?<![0-9.·])[0-9]{{1,2}}[·・][0-9]{{1,2}}{_GAP}"
        f"{any_of(_RULES.events.dated_heads + _RULES.events.dated_cases)}"
    ),
    "work": "《(?P<title>[^《》\n]{1,80}(?:《[^《》\n]{1,40}》[^《》\n]{0,40})?)》",
    "event_session": (
        f"(?:第{_NUMERAL}届{_PLAIN}{{2,16}}?)?(?:[0-9]{{4}}年)?第{_NUMERAL}次{alternation(_SESSIONS.enlarged)}?"
        f"{_PLAIN}{{0,6}}?{alternation(_SESSIONS.heads)}"
    ),
    "event_congress": any_of(_RULES.congresses.patterns),
    "event_day": (
        f"{alternation(_DAYS.names)}|{alternation(_DAYS.scopes)}[^{_BREAKS}0-9]{{1,10}}?(?<![{_DAYS.common}])"
        f"{alternation(_DAYS.ends)}(?!{any_of(_DAYS.after)})"
    ),
    "event_contest": (
        f"{alternation(_CONTESTS.names)}|{alternation(_CONTESTS.scopes)}{_PLAIN}{{1,{_REACH}}}"
        f"{alternation(_CONTESTS.heads)}"
    ),
    "event_storm": f"{alternation(_RULES.events.storms)}“[^“”\n，。；！？]{{1,8}}”",
    "event_history": f"{alternation(_CONTESTS.history)}(?!{any_of(_CONTESTS.history_behind)})",
    "event_disaster": alternation(_CONTESTS.disasters),
    "law": (
        f"{_LAWS.state}[^{_BREAKS}0-9]{{1,16}}?(?:法典|条例|法(?![{_LAWS.compounds}]))"
        f"|{alternation(_LAWS.names)}(?![{_LAWS.compounds}])"
    ),
}
_WORDS = [
    "“", "《", "第", *"0123456789０１２３４５６７８９", *SPELT, *"党中共全", *_DAYS.names, *_DAYS.scopes,
    *_CONTESTS.names, *_CONTESTS.scopes, *_CONTESTS.history, *_CONTESTS.disasters, *_RULES.events.storms,
    *_LAWS.names, _LAWS.state,
]  # fmt: skip
# a cheap look at the first character spares trying every pattern at every place
_PATTERN = re.compile(
    f"(?=[{''.join(sorted({word[0] for word in _WORDS}))}])"
    f"(?:{'|'.join(f'(?P<{kind}>{pattern})' for kind, pattern in _PATTERNS.items())})"
)
_DATED = re.compile(f"“{_DAY}”{_GAP}{any_of(_RULES.events.dated_heads)}")
_INNER = re.compile(f".*{any_of(_RULES.events.inner_heads)}")
_CRIME = re.compile(f"{alternation(_RULES.events.crimes)}活动$")
_TERM_BEFORE = re.compile(f"{_TERM}$")
_NOTE = re.compile(f"[（(]{alternation(_RULES.works.notes)}[）)]$")
_LAW = re.compile(f".*{alternation(_RULES.works.laws)}")
_PAPER = re.compile("[^，。、：；“”]{2,8}报")
_MEDIA = re.compile(f".*{alternation(_RULES.works.media)}")


def _quoted(text: str, m: re.Match[str]) -> Match | None:
    """A quoted name with its head, or one that holds its head."""
    start, end = m.span()
    if dated := _DATED.match(text, start):
        return Match(start, max(end, dated.end()), "EVENT", "event.dated")
    if m[0][-1] != "”":
        return None if _CRIME.search(m[0]) else Match(start, end, "EVENT", "event.quoted")
    if _INNER.fullmatch(m["quoted"]):
        return Match(start + 1, end - 1, "EVENT", "event.inner")
    return None


def _work(text: str, m: re.Match[str]) -> Match | None:
    """What stands in title marks: a law, else a work; a newspaper is an organisation."""
    title = m["title"]
    if text.startswith(tuple(_RULES.works.papers), m.end()):
        return None
    if _MEDIA.fullmatch(title) or (_PAPER.fullmatch(title) and not title.endswith(tuple(_RULES.works.no_media))):
        return Match(m.start() + 1, m.end() - 1, "ORG", "org.media")
    is_law = _LAW.fullmatch(_NOTE.sub("", title))
    label, rule = ("LAW", "work.law") if is_law else ("WORK_OF_ART", "work.title")
    return Match(m.start() + 1, m.end() - 1, label, rule)


class _Before:
    """What stands before a place in the text: the places that other components found, and words."""

    def __init__(self, doc: Doc, text: str):
        self.text = text
        self.places = {m.end: m.start for m in read_matches(doc, "places")}

    def place(self, start: int) -> int:
        """Where the name of a place right before `start` begins (巴黎奥运会, 唐山大地震); `start` without one.

        The gazetteer is asked where no component found a place: a segmenter knows 唐山大地震 as one word.
        """
        if start in self.places:
            return self.places[start]
        known = (start - size for size in (5, 4, 3, 2) if self.text[max(0, start - size) : start] in gazetteer())
        return next(known, start)

    def body(self, start: int) -> int:
        """Where the name of the body that holds a session begins, walking back from the session over its words."""
        rules, first, at = _RULES.sessions, max(0, start - _BODY), start
        # cut on its own, so that no word runs on into the session
        for word in reversed(cut(self.text[first:start], first)):
            if word.start >= at:
                continue
            if at in self.places:
                at = self.places[at]
            elif term := _TERM_BEFORE.search(self.text, first, at):
                at = term.start()
            elif word.text in rules.body_words or (word.tag in rules.body_tags and word.text not in rules.body_ends):
                at = word.start
            else:
                break
        return at


def _read(text: str, m: re.Match[str], before: _Before) -> Match | None:
    kind = str(m.lastgroup)
    start, end = m.span()
    if kind == "event_quoted":
        return _quoted(text, m)
    if kind == "work":
        return _work(text, m)
    if kind == "law":
        return Match(start, end, "LAW", "work.law")
    if kind == "event_session":
        start = before.body(start)
    elif kind in ("event_contest", "event_disaster"):
        start = before.place(start)
        if kind == "event_disaster" and start == m.start():
            return None
    return Match(start, end, "EVENT", kind.replace("_", "."))


def match(doc: Doc) -> list[Match]:
    """The named events, works and laws, in text order; reads the places in `doc.spans["places"]`."""
    text = text_of(doc)
    before = _Before(doc, text)
    return [found for m in _PATTERN.finditer(text) if (found := _read(text, m, before))]


class Named(Component):
    """Writes `doc.spans["named"]`."""

    def __call__(self, doc: Doc) -> Doc:
        annotate(doc, "named", match(doc))
        return doc


@Language.factory("kg_named", requires=["doc.spans"], assigns=["doc.spans"])
def make_named(nlp: Language, name: str) -> Named:
    """The component as spaCy's config names it."""
    return Named()
