"""What may be one: events that several articles tell, names that are similar. Never a merge, only a score.

A candidate joins two nodes and no more than two: that A may be B and B may be C says nothing of A and C.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import networkx as nx

COMMON = 40  # nodes that share a word or an argument: beyond, it says nothing and is not looked at


class Candidate(NamedTuple):
    """Two nodes (ids, in the order of the graph) that may be one; `score` from 0 to 1, `reasons` in words."""

    type: str  # sameEvent or candidate
    one: str
    other: str
    score: float
    reasons: tuple[str, ...]


def pairs(blocks: Iterable[list[str]]) -> Iterator[tuple[str, str]]:
    """The pairs of nodes that stand together in a block, each once; blocks of more than COMMON are passed over."""
    seen: set[tuple[str, str]] = set()
    for block in blocks:
        if len(block) <= COMMON:
            for pair in combinations(dict.fromkeys(block), 2):
                if pair not in seen:
                    seen.add(pair)
                    yield pair


def candidates(graph: nx.MultiDiGraph) -> list[Candidate]:
    """All candidates of a graph, the best first; equal ones in the order of its nodes."""
    from kg.link.same_events import same_events
    from kg.link.same_names import same_names

    order = {node: number for number, node in enumerate(graph)}
    found = [*same_events(graph), *same_names(graph)]
    return sorted(found, key=lambda c: (-c.score, order[c.one], order[c.other], c.type))
