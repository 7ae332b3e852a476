"""Characters and pieces of foreign sound: how far a name made of them may run."""

from functools import cache
from typing import NamedTuple

from kg.gazetteer.names import statistics
from kg.pipeline.persons.rules import name_rules

_UNHEARD = -9.0
"""Log-odds of a character that no name of foreign sound holds."""


@cache
def pieces() -> frozenset[str]:
    """The listed pieces of the names of China's peoples."""
    return frozenset(name_rules().foreign.parts)


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """The lengths of the pieces that begin with a character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for piece in pieces():
        lengths.setdefault(piece[0], set()).add(len(piece))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


@cache
def _sounds() -> dict[str, float]:
    """Log-odds of the characters that a name of foreign sound may hold."""
    never = name_rules().foreign.never
    return {char: odds for char, odds in statistics().foreign.items() if char not in never}


def run(text: str, start: int, stop: int, *, bound: bool = False) -> list[tuple[int, float]]:
    """The ends of ever longer runs of pieces and characters of foreign sound from `start`, each with its score.

    `bound`: a title stands before it, so that its first character may be an unlikely one.
    """
    rules, follow, listed = name_rules().foreign, name_rules().around.follow, pieces()
    sounds, lengths = _sounds(), _lengths()
    ends, at, score = [], start, 0.0
    while at < stop:
        char = text[at]
        sound = sounds.get(char, _UNHEARD)
        length = next((n for n in lengths.get(char, ()) if at + n <= stop and text[at : at + n] in listed), 0)
        if length > 1 or (length and rules.part > sound):
            at, score = at + length, score + rules.part * (1 if length < 3 else 1.5)
        else:
            if sound <= 0 and (sound <= rules.least or char in follow):
                # one unlikely character between likely ones
                bridged = sound > rules.bridge and at + 1 < stop and sounds.get(text[at + 1], _UNHEARD) > 0
                if not bridged or not (bound if at == start else score > rules.titled and char not in follow):
                    break
            at, score = at + 1, score + max(sound, rules.least)
        ends.append((at, score))
    return ends


def is_of_pieces(name: str) -> bool:
    """Whether a name is made of listed pieces of two and more characters alone."""
    listed, lengths, whole = pieces(), _lengths(), {0}
    for start in range(len(name)):
        if start in whole:
            whole.update(start + n for n in lengths.get(name[start], ()) if n > 1 and name[start : start + n] in listed)
    return len(name) in whole


class Beginnings(NamedTuple):
    """What a name of foreign sound may begin with where nothing binds it.

    A `first` character is followed by a `second` one, a `strong` one by almost any (`bridge`); `pairs` begin pieces.
    `heads` are all first characters.
    """

    heads: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]
    strong: frozenset[str]
    bridge: frozenset[str]
    pairs: frozenset[str]

    def hold(self, pair: str) -> bool:
        """Whether a name may begin with these two characters."""
        if pair in self.pairs:
            return True
        first, second = pair[:1], pair[1:]
        return first in self.first and (second in self.second or (first in self.strong and second in self.bridge))


@cache
def beginnings() -> Beginnings:
    """The beginnings, worked out once from the statistics and the pieces."""
    rules, follow, sounds = name_rules().foreign, name_rules().around.follow, _sounds()
    single = {piece for piece in pieces() if len(piece) == 1}
    likely = {char for char, odds in sounds.items() if odds > 0 or (odds > rules.least and char not in follow)} | single
    heads = {char for char, odds in sounds.items() if odds >= 0} | {piece[0] for piece in pieces()}
    return Beginnings(
        heads=frozenset(heads),
        first=frozenset(likely & heads),
        second=frozenset(likely | {piece[0] for piece in pieces()}),
        strong=frozenset({char for char, odds in sounds.items() if odds > rules.titled} | single),
        bridge=frozenset(char for char, odds in sounds.items() if odds > rules.bridge and char not in follow),
        pairs=frozenset(piece[:2] for piece in pieces() if len(piece) > 1),
    )
