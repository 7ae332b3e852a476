"""Commands that look into what was found: why, how much the rules cover, what a change of them did."""

import os
import sys
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import Failures, bar, check_date, columns, emit, inputs, lexicon, published, quiet
from kg.errors import OutputError

if TYPE_CHECKING:
    from kg.read import Columns

TABLES = ("rules", "verbs", "types", "events")


@click.command()
@inputs
@published
@columns
@lexicon
@click.option("--article", metavar="ID|N", help="Only the article with this id, or the Nth one found.")
@click.option("--html", metavar="FILE", help="Write one HTML file instead of printing.")
@quiet
def explain(
    inputs: tuple[str, ...], published: str | None, columns: "Columns", lexicon: str | None, article: str | None,
    html: str | None, quiet: bool,
) -> None:  # fmt: skip
    """Show why each article says what it says: spans, events, clauses, and where every rule stands."""
    from kg.pipeline.assemble import make_nlp
    from kg.read import read
    from kg.review.explain import explain as explain_article
    from kg.review.html import page
    from kg.review.terminal import show

    failures = Failures()
    articles = read(inputs, published=check_date(published), columns=columns, on_error=failures)
    if article is not None and articles:
        chosen = [a for number, a in enumerate(articles, 1) if article in (a.id, str(number))]
        if not chosen:
            raise click.BadParameter(f"{article!r} is none of the {len(articles)} found", param_hint="--article")
        articles = chosen[:1]
    nlp = make_nlp(lexicon)
    explained = (explain_article(a, nlp) for a in bar(quiet or html is None)(articles, len(articles)))
    if html is None:
        for explanation in explained:
            click.echo(show(explanation), nl=False, color=False if os.environ.get("NO_COLOR") else None)
    elif articles:
        emit(page(explained), html)
    failures.end(bool(articles))


@click.command()
@inputs
@published
@columns
@lexicon
@click.option("--only", type=click.Choice(TABLES), help="One of the tables.")
@click.option("--top", type=click.IntRange(1), default=40, show_default=True, help="How many rows of each table.")
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
    help="How to print; csv holds one table, so say which with --only.",
)  # fmt: skip
@quiet
def coverage(
    inputs: tuple[str, ...], published: str | None, columns: "Columns", lexicon: str | None, only: str | None,
    top: int, form: str, quiet: bool,
) -> None:  # fmt: skip
    """Count which rules fired, which verbs beside names none knows, which events lack agent, place or time."""
    import json

    from kg import show
    from kg.pipeline.assemble import make_nlp
    from kg.read import read
    from kg.review.coverage import coverage as cover

    if form == "csv" and only is None:
        raise click.UsageError(f"csv holds one table: add --only {'|'.join(TABLES)}")
    failures = Failures()
    articles = read(inputs, published=check_date(published), columns=columns, on_error=failures)
    tables = cover(bar(quiet)(articles, len(articles)), make_nlp(lexicon)) if articles else {}
    chosen = {name: (t.columns, t.rows[:top]) for name, t in tables.items() if only in (None, name)}
    if form == "json":
        objects = {name: [dict(zip(c, row, strict=True)) for row in rows] for name, (c, rows) in chosen.items()}
        emit(json.dumps(objects, ensure_ascii=False, indent=1) + "\n", None)
    for header, rows in chosen.values() if form != "json" else ():
        emit(show.as_csv(header, rows) if form == "csv" else show.table(header, rows) + "\n", None)
    failures.end(bool(articles))


@click.command()
@click.argument("old", type=click.Path(exists=True))
@click.argument("new", type=click.Path(exists=True))
@click.option(
    "--format", "form", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True,
    help="How to print the changes.",
)  # fmt: skip
def diff(old: str, new: str, form: str) -> None:
    """List what NEW says that OLD did not (+), and the other way round (-), fact by fact with sentences.

    Each is a records.jsonl or the folder of a build. Exit status: 0 nothing changed, 1 something did, 2 trouble.
    """
    from kg import show
    from kg.review.diff import Change, summary
    from kg.review.diff import diff as compare
    from kg.run.build import read_records

    try:
        changes = compare(read_records(Path(old)), read_records(Path(new)))
    except OutputError as error:
        click.echo(f"kg: {error}", err=True)
        sys.exit(2)
    if form != "text":
        emit((show.as_csv if form == "csv" else show.as_json)(Change._fields, changes), None)
        sys.exit(1 if changes else 0)
    for (article, sentence), group in groupby(changes, key=lambda c: (c.article, c.sentence)):
        click.secho(f"{show.cell(article)}  {show.cell(sentence)}", dim=True)
        for change in group:
            words = f"  {change.sign} {change.kind:<9}{show.cell(change.fact)}"
            click.secho(words, fg="red" if change.sign == "-" else "green")
    if changes:
        click.echo("\n" + show.table(("kind", "lost", "gained"), summary(changes)), nl=False)
        sys.exit(1)
