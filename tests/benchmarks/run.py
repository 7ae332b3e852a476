"""How fast the pipeline is beside jieba.posseg and spaCy's own Chinese tokenizer: `python tests/benchmarks/run.py`.

All are measured in one run, on one core, over the same documents in the same passes: the project's own texts, and those
of JSONL files given as arguments. "First" is a pass over texts that the process has not seen before, "best" the best of
several over all of them. Rates are characters a second of processor time.
"""

import json
import logging
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click
import jieba
import jieba.posseg
import spacy

import kg
from kg.model import Article
from kg.pipeline.extract import extract_many
from kg.read.layout import mend

ROOT = Path(__file__).parents[2]
STATEMENTS = ("kg_references", "kg_relations", "kg_events")
"""The components that say something of the entities; those before them find these."""
BASE = "jieba.posseg"
BATCH = 16

Run = Callable[[Sequence[str]], Iterable[object]]


def texts(*files: Path) -> list[str]:
    """The texts of pages (.txt) and of the rows of .jsonl files."""
    found = []
    for file in files:
        content = file.read_text(encoding="utf-8")
        rows = [json.loads(line)["text"] for line in content.splitlines()] if file.suffix == ".jsonl" else [content]
        found += [mend(row).text for row in rows]
    return found


def seconds(run: Run, documents: Sequence[str]) -> float:
    """Processor time of one pass."""
    start = time.process_time()
    deque(run(documents), maxlen=0)
    return time.process_time() - start


def shares(nlp: spacy.Language, documents: Sequence[str]) -> dict[str, float]:
    """Processor time of the tokenizer and each component in one pass."""
    spent = dict.fromkeys(("tokenizer", *nlp.pipe_names), 0.0)
    for first in range(0, len(documents), BATCH):
        start = time.process_time()
        docs = [nlp.make_doc(text) for text in documents[first : first + BATCH]]
        for name, component in (("tokenizer", None), *nlp.pipeline):
            docs = [component(doc) for doc in docs] if component else docs
            end = time.process_time()
            spent[name] += end - start
            start = end
    return spent


def runners(full: spacy.Language) -> dict[str, Run]:
    """What is measured, by name; each takes documents and gives something for each of them."""
    entities, stock = kg.make_nlp(), spacy.blank("zh")
    entities.select_pipes(disable=STATEMENTS)
    return {
        BASE: lambda documents: (list(jieba.posseg.cut(text)) for text in documents),
        "spaCy's tokenizer": lambda documents: map(stock, documents),
        "entities alone": lambda documents: entities.pipe(documents, batch_size=BATCH),
        "whole extraction": lambda documents: extract_many(
            [Article(id=str(number), hash="", text=text) for number, text in enumerate(documents)], full
        ),
    }


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--passes", default=3, show_default=True, help="Passes of which the best counts.")
def main(files: tuple[Path, ...], passes: int) -> None:
    """Print the tables; FILES are JSONL, a row an object with the key `text`."""
    jieba.setLogLevel(logging.WARNING)
    data = ROOT / "tests/data"
    documents = texts(data / "marked/news.jsonl", *files)
    full = kg.make_nlp()
    runs = runners(full)
    known = texts(*sorted((data / "pages").glob("*.txt")), *sorted((ROOT / "seeds").glob("*.txt")))
    for run in runs.values():
        seconds(run, known)  # loads dictionaries
    # what the entities have seen is not new to the whole
    halves = documents[::2], documents[1::2]
    new = {name: halves[name == "whole extraction"] for name in runs}
    first = {name: seconds(run, new[name]) for name, run in runs.items()}
    base = {name: first[BASE] if new[name] is new[BASE] else seconds(runs[BASE], new[name]) for name in runs}
    rounds = [{name: seconds(run, documents) for name, run in runs.items()} for _ in range(passes)]
    best = {name: min(spent[name] for spent in rounds) for name in runs}
    size = sum(map(len, documents))
    click.echo(f"{size:,} characters in {len(documents)} articles\n")
    click.echo(f"{'characters a second':20}{'first':>10}{'ratio':>7}{'best':>10}{'ratio':>7}")
    for name in runs:
        rates = sum(map(len, new[name])) / first[name], size / best[name]
        ratios = base[name] / first[name], best[BASE] / best[name]
        click.echo(f"{name:20}{rates[0]:10,.0f}{ratios[0]:7.2f}{rates[1]:10,.0f}{ratios[1]:7.2f}")
    spent = shares(full, documents)
    click.echo(f"\n{'component':20}{'µs/char':>10}{'share':>8}")
    for name, time_spent in spent.items():
        click.echo(f"{name:20}{time_spent / size * 1e6:10.2f}{time_spent / sum(spent.values()):8.1%}")


if __name__ == "__main__":
    main()
