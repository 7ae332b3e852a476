import pytest

from kg.pipeline.resolver import match
from kg.pipeline.spans import Match


def spans(*extents):
    return [(rank, Match(start, end, "X", f"r{rank}")) for rank, start, end in extents]


@pytest.mark.parametrize(
    ("proposals", "kept"),
    [
        (spans(), []),
        (spans((0, 0, 2), (0, 2, 4)), [(0, 2), (2, 4)]),  # neighbours stay
        (spans((5, 0, 6), (0, 0, 3), (1, 3, 6)), [(0, 6)]),  # the longest wins
        (spans((0, 1, 3), (0, 0, 2), (0, 2, 4)), [(0, 2), (2, 4)]),  # of equals the first, then what still fits
        (spans((0, 0, 4), (0, 3, 8)), [(3, 8)]),
    ],
)
def test_longest_match(proposals, kept):
    assert [(m.start, m.end) for m in match(proposals)] == kept


def test_of_equal_extents_the_better_source_wins():
    assert match(spans((3, 0, 2), (1, 0, 2)))[0].rule == "r1"
