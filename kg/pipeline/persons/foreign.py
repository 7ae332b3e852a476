"""Names of foreign sound and those of China's other peoples: 克里斯·凯佩尔, 普京, 扎西平措, 萨仁其其格."""

import re
from collections.abc import Iterator
from functools import cache

from kg.gazetteer import gazetteer
from kg.pipeline.persons.context import NameContext, is_han
from kg.pipeline.persons.evidence import begins_no_name, speech
from kg.pipeline.persons.rules import name_rules
from kg.pipeline.persons.sounds import beginnings, is_of_pieces, pieces, run
from kg.pipeline.persons.titles import Title, title_after
from kg.pipeline.spans import Match
from kg.pipeline.words import Word, segmenter

_DOT = re.compile(
    "(?<=[\u4e00-\u9fffA-Z])[·•・･‧∙．](?=[\u4e00-\u9fffA-Z])|(?<=[\u4e00-\u9fff])[-－—](?=[\u4e00-\u9fff])"
)
_DOTS = tuple("·•・･‧∙．")
_HYPHENS = tuple("-－—")
_INITIAL = re.compile("[A-Z][A-Za-z]{0,9}")
_PEOPLE = tuple("人籍裔")
"""What stands behind a country's name before a name."""
_VERBS = ("v", "p", "d", "c", "u")
_LEADS = tuple("和与同跟向对给被让请")
"""Words that lead to a name."""
_SPLIT = re.compile("[·•・･‧∙．]")
_PLACE_ENDS = ("岛", "州", "市", "湾", "湖", "河", "区", "省", "县")
_OPENING, _CLOSING = tuple("“‘\"「『《"), tuple("”’\"」』》")
_CERTAIN = ("country", "province", "prefecture", "county")
_NAME_TAGS = ("nr", "ns", "nz", "x", "zg", "j")
_LONG_PLACE = 4
"""Characters of a place's name that no person's begins with."""
_LONGEST = 12
"""Characters of one piece of a name."""
_WHOLE = 40
"""Characters behind which a dotted name takes no further piece."""


@cache
def _not_ends() -> tuple[str, ...]:
    return tuple(name_rules().foreign.not_ends)


def _end(context: NameContext, start: int, *, bound: bool = False, least: float = 0.0) -> tuple[int, float]:
    """Where a name of foreign sound that begins at `start` ends, and its score; (start, 0) where none does.

    It ends before a word that no name holds, else where the longest run can end. Without a title before it
    (`bound`) some end of it must reach the score `least`.
    """
    text, rules = context.text, name_rules().foreign
    ends = run(text, start, min(len(text), start + _LONGEST), bound=bound)
    least = 0.0 if bound else max(least, rules.dotted)
    if not ends or ends[-1][0] - start < 2 or max(score for _, score in ends) < least:
        return start, 0.0
    parts = max((end for end, _ in ends if is_of_pieces(text[start:end])), default=start)
    for end, score in ends:
        if max(parts, start + 2) <= end < len(text) and score >= rules.dotted and _is_plain(context.ahead(end)):
            return end, score
    if parts - start > 3 and parts < len(text) and context.ahead(parts).tag.startswith(_VERBS):
        return parts, next(score for end, score in ends if end == parts)
    named = context.ahead(start)
    whole = named.end if named.tag.startswith("nr") else parts if parts - start > 3 else 0
    for end, score in reversed(ends):
        if end in (whole, len(text)) or not is_han(text[end]) or title_after(text, end):
            return end, score
        if len(word := context.ahead(end).text) > 1 or word in name_rules().around.follow:
            return end, score
    return next((found for found in ends if found[0] == parts), (start, 0.0))


def _is_plain(word: Word) -> bool:
    """Whether a word of the dictionary is one that no name holds."""
    if len(word.text) < 2 or word.text in pieces():
        return False
    return not word.tag.startswith(_NAME_TAGS) or len(run(word.text, 0, len(word.text))) < 2


def dotted(context: NameContext) -> Iterator[Match]:
    """Names whose pieces a dot joins."""
    text, done, least = context.text, 0, name_rules().foreign.dotted
    for dot in _DOT.finditer(text):
        if dot.start() < done:
            continue
        hyphen = dot[0] in _HYPHENS
        start, score = _head(context, dot.start(), max(done, dot.start() - _LONGEST))
        if start == dot.start() or (hyphen and _is_word(context, start, dot.start())):
            continue
        end, joints = dot.start(), _HYPHENS + _DOTS if hyphen else _DOTS
        while end < len(text) and text[end] in joints and end - start < _WHOLE:
            piece, gained = _piece(context, end + 1, score)
            if piece == end + 1 or (text[end] in _HYPHENS and (gained < least or _is_word(context, end + 1, piece))):
                break
            end, score = piece, score + gained
        quoted = text[start - 1 : start] in _OPENING and text[end : end + 1] not in _CLOSING
        thing = quoted or text.startswith(_not_ends(), end) or _ends_as_place(text[start:end])
        if end > dot.start() and not thing and score >= least + (least if hyphen else 0.0):
            done = end
            yield Match(start, end, "PERSON", "person.dotted")


def _piece(context: NameContext, start: int, score: float) -> tuple[int, float]:
    """The end and the score of the piece behind a dot; `start` where there is none. `score` is that of those before."""
    text = context.text
    if initial := _INITIAL.match(text, start):
        return initial.end(), 0.0
    end, gained = _between(text, start) or _end(context, start)
    if end == start and score > name_rules().foreign.dotted:
        word = context.words.covering(start)
        guessed = word.start == start and len(word.text) > 1 and word.tag.startswith(("nr", "nz", "ns"))
        end = word.end if guessed else _open_end(text, start)
    return end + (end > start and _one_more(context, end)), gained


def _one_more(context: NameContext, end: int) -> bool:
    """Whether one character that makes no word stands between a piece and the next word (马克|龙|夫妇)."""
    text = context.text
    if end >= len(text) or not is_han(text[end]) or text[end] in name_rules().around.follow:
        return False
    single = context.ahead(end)
    closed = end + 1 == len(text) or not is_han(text[end + 1]) or len(context.ahead(end + 1).text) > 1
    return len(single.text) == 1 and single.tag.startswith(("n", "x", "zg", "g")) and closed


def _is_word(context: NameContext, start: int, end: int) -> bool:
    """Whether it is a place or a common word, and so no piece of a name that a hyphen joins (中国—东盟)."""
    return context.place_end(start) >= end or _is_plain(context.ahead(start))


def _ends_as_place(name: str) -> bool:
    piece = _SPLIT.split(name)[-1]
    return len(piece) > 2 and piece.endswith(_PLACE_ENDS) and not is_of_pieces(piece)


def _between(text: str, start: int) -> tuple[int, float] | None:
    """The end of the piece that begins at `start` and ends at another dot, with its score."""
    end = next((at for at in range(start + 1, min(len(text), start + _LONGEST)) if text[at] in _DOTS), 0)
    if not end or not all(map(is_han, text[start:end])):
        return None
    ends = run(text, start, end)
    if ends and ends[-1][0] == end:
        return end, ends[-1][1]
    joined = set(text[start:end]) & set(name_rules().around.list_signs + "的")
    return (end, 0.0) if end - start < 6 and not joined else None


def _open_end(text: str, start: int) -> int:
    """The first end, of five characters at most, behind which a name may stop; `start` where there is none."""
    for end in range(start + 1, min(len(text), start + 5) + 1):
        if end == len(text) or not is_han(text[end]) or text[end] in name_rules().around.follow:
            return end
    return start


def _head(context: NameContext, end: int, first: int) -> tuple[int, float]:
    """Where the piece before a dot begins: behind a title, a sign, a country's name or the last unfit character."""
    text, at = context.text, end
    while at > first and is_han(text[at - 1]) and not (at < end and (context.title(at) or text[at - 1] in _PEOPLE)):
        at -= 1
    if at == end and _INITIAL.fullmatch(text, end - 1, end) and not text[end - 2 : end - 1].isascii():
        return end - 1, 0.0
    dotted = text[at - 1 : at] in _DOTS
    if 0 < end - at < 3 and not _is_plain(context.ahead(at)) and not dotted and text[at] not in "和与及":
        ends = run(text, at, end)
        return at, max(0.0, ends[-1][1] if ends else 0.0)
    for start in range(at, end):
        place = context.place_end(start)
        if start < place < end and any(p.level == "country" for p in gazetteer().lookup(text[start:place])):
            continue
        ends = run(text, start, end)
        ahead = context.ahead(start)
        unlikely = _is_plain(ahead) and not ahead.tag.startswith("nr")
        if start == at and end - at < 6 and not unlikely and context.title(at):
            return at, max(0.0, ends[-1][1] if ends else 0.0)
        if ends and ends[-1][0] == end:
            before = context.words.covering(start)
            if before.start < start and before.end == end and before.tag.startswith("nr"):
                start = max(at, before.start)
            if start == at or before.start == start or ends[-1][1] > 0:
                return start, ends[-1][1]
    return end, 0.0


def _is_thing(text: str, start: int, end: int) -> bool:
    return text.startswith(_not_ends(), end) or text[start:end].endswith(_not_ends())


def _is_place(context: NameContext, start: int, end: int, *, titled: bool) -> bool:
    """Whether the run is a place's name; behind a title only a country or a division of China is believed to be one."""
    known, word = context.place_end(start), context.words.covering(start)
    if titled:
        return known >= end and any(place.level in _CERTAIN for place in gazetteer().lookup(context.text[start:known]))
    return known >= min(end, start + _LONG_PLACE) or (word.end >= end and word.tag == "ns")


def _threshold(context: NameContext, start: int, end: int, title: Title | None) -> float:
    """The score that a run needs where it stands."""
    text, rules, word = context.text, name_rules().foreign, context.words.covering(start)
    exact = (word.start, word.end) == (start, end) and word.tag.startswith(("nr", "nz", "ns"))
    if title:
        return 0.0 if exact else rules.stately if title.kind == "state" else rules.titled
    if is_of_pieces(text[start:end]):
        return rules.alone
    if speech().match(text, end) or title_after(text, end):
        return rules.titled if exact else rules.spoken
    opens = start == 0 or not is_han(text[start - 1])
    led = opens or text[start - 1] in _LEADS
    alone = end == len(text) or not context.ahead(end).tag.startswith("n")
    if exact and word.tag.startswith("nr") and end - start > 2 and led and alone:
        return rules.known
    if opens and start + 2 < end < len(text) and context.ahead(end).tag.startswith(("v", "p", "d")):
        return rules.acting
    return float("inf")


def _guessed_on(context: NameContext, end: int) -> int:
    """The end of the words that the segmenter guessed to be names behind one of foreign sound, the last of them too."""
    at = end
    while at < len(context.text) and at in context.words.starts:
        word = context.words.covering(at)
        if not word.tag.startswith(("nr", "ns")) or len(word.text) < 2 or segmenter().has_word(word.text):
            break
        at = word.end
        if (ends := run(word.text, 0, len(word.text))) and ends[-1][0] == len(word.text):
            end = at
    return end


def undotted(context: NameContext) -> Iterator[Match]:
    """Names of foreign sound in one piece: after a title, before a verb of speech, or made of listed pieces."""
    text, words, at = context.text, context.words, 0
    begin = beginnings()
    starts = (words.words[index].start for index in words.beginning(begin.heads))
    heads = {start for start in starts if begin.hold(text[start : start + 2])}
    for start in sorted(heads | context.title_ends):
        title = context.title(start)
        free = at <= start < len(text) - 1 and text[start - 1 : start] not in _DOTS
        if not free or not (title or start in words.starts):
            continue
        end, score = _end(context, start, bound=title is not None, least=name_rules().foreign.titled)
        if title and score >= name_rules().foreign.titled:
            end = _guessed_on(context, end)
        cut = text[end : end + 1] in _DOTS
        if end - start < 2 or begins_no_name(text, start) or cut or _is_thing(text, start, end):
            continue
        word = words.covering(start)
        common = word.start == start and _is_plain(word) and segmenter().has_word(word.text)
        stately = title is not None and title.kind == "state" and word.tag.startswith("n")
        common = common and not stately and not is_of_pieces(text[start:end])
        if common or _is_place(context, start, end, titled=title is not None):
            at = end
        elif score >= _threshold(context, start, end, title):
            yield Match(start, end, "PERSON", "person.foreign")
            at = end
