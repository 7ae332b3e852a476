"""Who is who in a corpus of short articles whose names are marked with what they stand for."""

import re
from itertools import combinations

import pytest

from kg.link import link


@pytest.fixture(scope="module")
def corpus(corpus_records, corpus_marks):
    """The node of each mention by (article, start, end), and the marks."""
    graph = link(corpus_records)
    found = {
        (proof["article"], proof["start"], proof["end"]): node
        for _, node, edge in graph.edges(data=True)
        if edge["type"] == "mentions"
        for proof in edge["evidence"]
    }
    return found, corpus_marks


def pairwise(found, marked, chosen):
    """Precision and recall of pairs of marked names in different articles that stand for one thing."""
    right = wrong = missed = 0
    errors = []
    for one, other in combinations(sorted(chosen), 2):
        if one[0] == other[0]:
            continue
        joined = found.get(one) is not None and found.get(one) == found.get(other)
        same = marked[one] == marked[other]
        right += joined and same
        wrong += joined and not same
        missed += same and not joined
        if joined != same:
            errors.append((one, other, marked[one], marked[other]))
    return right / max(right + wrong, 1), right / max(right + missed, 1), errors


PERSONS = re.compile(r"(?:王伟|李建国|陈某|周晓梅|何文斌|孙立|赵敏|刘某某|蒙启明|林海波|石勇)")


def test_the_corpus_is_large_enough(corpus_records, corpus_marks):
    assert len(corpus_records) >= 40
    assert len(set(corpus_marks.values())) >= 40


def test_organisations_and_places_are_told_apart_and_brought_together(corpus):
    found, marked = corpus
    things = [place for place, identity in marked.items() if not PERSONS.match(identity)]
    precision, recall, errors = pairwise(found, marked, things)
    assert precision >= 0.98, errors
    assert recall >= 0.90, errors


def test_no_two_persons_are_merged_and_those_of_one_office_are(corpus):
    found, marked = corpus
    people = [place for place, identity in marked.items() if PERSONS.match(identity)]
    precision, recall, errors = pairwise(found, marked, people)
    assert precision == 1.0, errors
    assert recall >= 0.8, errors
