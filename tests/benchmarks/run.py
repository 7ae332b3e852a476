"""How fast the pipeline is beside jieba.posseg and spaCy's own Chinese tokenizer: `python tests/benchmarks/run.py`.

All are measured in one run, on one core, over the project's own texts: once on texts that the process has not seen
before, and as the best of several passes. Rates are characters a second of processor time.
"""

import json
import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import jieba
import jieba.posseg
import spacy

import kg
from kg.read.layout import mend

ROOT = Path(__file__).parents[2]
STATEMENTS = ("kg_references", "kg_relations", "kg_events")
"""The components that say something of the entities; those before them find these."""


def texts(*files: Path) -> list[str]:
    """The texts of pages (.txt) and of marked articles (.jsonl)."""
    found = []
    for file in files:
        content = file.read_text(encoding="utf-8")
        rows = [json.loads(line)["text"] for line in content.splitlines()] if file.suffix == ".jsonl" else [content]
        found += [mend(row).text for row in rows]
    return found


def seconds(run: Callable[[str], object], documents: Sequence[str]) -> float:
    """Processor time of one pass."""
    start = time.process_time()
    for text in documents:
        run(text)
    return time.process_time() - start


def shares(nlp: spacy.Language, documents: Sequence[str]) -> dict[str, float]:
    """Processor time of the tokenizer and each component in one pass."""
    spent = dict.fromkeys(("tokenizer", *nlp.pipe_names), 0.0)
    for text in documents:
        start = time.process_time()
        doc = nlp.make_doc(text)
        for name, component in (("tokenizer", None), *nlp.pipeline):
            doc = component(doc) if component else doc
            end = time.process_time()
            spent[name] += end - start
            start = end
    return spent


@click.command()
@click.option("--passes", default=3, show_default=True, help="Passes of which the best counts.")
def main(passes: int) -> None:
    """Print the tables."""
    jieba.setLogLevel(logging.WARNING)
    data = ROOT / "tests/data"
    fresh = texts(data / "marked/news.jsonl")
    size = sum(map(len, fresh))
    full, entities, stock = kg.make_nlp(), kg.make_nlp(), spacy.blank("zh")
    entities.select_pipes(disable=STATEMENTS)
    runs: dict[str, Callable[[str], object]] = {
        "jieba.posseg": lambda text: list(jieba.posseg.cut(text)),
        "spaCy's tokenizer": stock,
        "entities alone": entities,
        "whole extraction": full,
    }
    for text in texts(*sorted((data / "pages").glob("*.txt")), *sorted((ROOT / "seeds").glob("*.txt"))):
        for run in runs.values():  # loads dictionaries
            run(text)
    half = len(fresh) // 2  # what one has seen is not new to the other
    new = {"entities alone": fresh[:half], "whole extraction": fresh[half:]}
    first = {
        name: sum(map(len, part)) / seconds(run, part)
        for name, run in runs.items() if (part := new.get(name, fresh))
    }  # fmt: skip
    best = {name: size / min(seconds(run, fresh) for _ in range(passes)) for name, run in runs.items()}
    base = "jieba.posseg"
    click.echo(f"{size:,} characters in {len(fresh)} articles\n")
    click.echo(f"{'characters a second':20}{'first':>10}{'ratio':>7}{'best':>10}{'ratio':>7}")
    for name in runs:
        ratios = first[name] / first[base], best[name] / best[base]
        click.echo(f"{name:20}{first[name]:10,.0f}{ratios[0]:7.2f}{best[name]:10,.0f}{ratios[1]:7.2f}")
    spent = shares(full, fresh)
    click.echo(f"\n{'component':20}{'µs/char':>10}{'share':>8}")
    for name, time_spent in spent.items():
        click.echo(f"{name:20}{time_spent / size * 1e6:10.2f}{time_spent / sum(spent.values()):8.1%}")


if __name__ == "__main__":
    main()
