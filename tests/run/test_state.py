"""Properties of the state: whatever was added and taken out, in any order, the same articles are the same state."""

from hypothesis import given
from hypothesis import strategies as st

from kg.link import link
from kg.model import Article, Record, Source
from kg.run.state import updated, without

TEXTS = ["甲地开会。", "乙地演出。", "丙地比赛。"]
# A step reads one text from one file, under an id of its own or, as pages have it, that of the text.
STEP = st.tuples(st.integers(0, 2), st.sampled_from(["f", "g", "h"]), st.sampled_from(["", "own"]))
STEPS = st.lists(STEP, max_size=8)


def article(text, file, own):
    name = f"{own}{file}{text}" if own else f"text{text}"
    source = Source(file=f"{file}{text}.txt", id=name, start=0, end=5)
    return Article(id=name, hash=f"hash{text}", text=TEXTS[text], sources=[source])


def read(articles):
    return [Record(**{name: getattr(a, name) for name in Article.__struct_fields__}) for a in articles]


def state(steps):
    records = []
    for step in steps:
        records = updated(records, [article(*step)], read, errors)
    return records


def errors(error):
    raise error


def once(steps):
    """Steps in which a file holds one text under one id."""
    return list({(text, file): (text, file, own) for text, file, own in steps}.values())


@given(STEPS, st.randoms())
def test_order_and_repetition_change_nothing(steps, random):
    kept = once(steps)
    again = [*kept, *kept]
    random.shuffle(again)
    assert state(again) == state(kept)


@given(STEPS, STEPS)
def test_what_was_added_and_taken_out_was_never_there(steps, more):
    kept = once(steps)
    added = [step for step in once(more) if step[:2] not in {s[:2] for s in kept}]
    records = state([*kept, *added])
    for text, file, _ in added:
        records = without(records, f"{file}{text}.txt")
    assert records == state(kept)


@given(STEPS)
def test_stale_records_are_all_read_again(steps):
    kept = once(steps)
    asked = []

    def extract(articles):
        asked.extend(a.hash for a in articles)
        return read(articles)

    assert updated(state(kept), [], extract, errors, stale=True) == state(kept)
    assert sorted(asked) == sorted({f"hash{text}" for text, *_ in kept})


@given(STEPS, st.randoms())
def test_the_graph_of_records_in_any_order_is_one(steps, random):
    records = state(once(steps))
    turned = list(records)
    random.shuffle(turned)
    one, other = link(records), link(turned)
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(data=True, keys=True)) == list(other.edges(data=True, keys=True))
