"""What the commands share: options, the list of what failed, the progress bar, writing a result."""

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from kg.errors import InputError

NOTHING = "nothing to read: give files, a folder that holds some, or - for standard input, e.g. `kg build seeds`"

inputs = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
published = click.option(
    "--published", metavar="YYYY-MM-DD", help="Date of publication of all articles; overrides what the pages say."
)
lexicon = click.option(
    "--lexicon", metavar="FILE", help="Names of your own, TOML or TSV (name, label, aliases, code); see the README."
)
built = click.argument("folder", metavar="OUTPUT", type=click.Path(exists=True, file_okay=False))
quiet = click.option("--quiet", is_flag=True, help="No progress bar and no summary; errors are still shown.")


jobs = click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes that extract at once (default: one a core)."
)
seconds = click.option(
    "--seconds", type=click.FloatRange(0, min_open=True), default=60.0, show_default=True, metavar="S",
    help="Give up on an article after so long; large inputs only.",
)
strict = click.option("--strict", is_flag=True, help="Stop at the first input that cannot be read or extracted.")
no_cache = click.option("--no-cache", is_flag=True, help="Extract all articles anew, whatever earlier runs kept.")

_COLUMNS = {
    "text": "the text",
    "title": "the headline",
    "date": "the date of publication",
    "byline": "the authors",
    "id": "an id",
}


def columns(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that name the columns of a table, and gives them to the command as one value, `columns`."""

    @wraps(command)
    def packed(**options: Any) -> None:
        from kg.read import Columns

        command(columns=Columns(**{part: options.pop(f"{part}_column") for part in _COLUMNS}), **options)

    for part, what in reversed(_COLUMNS.items()):
        helped = f"The column of a table that holds {what} (default: guessed by its name)."
        packed = click.option(f"--{part}-column", metavar="NAME", help=helped)(packed)
    return packed


class Failures:
    """Collects the inputs that could not be read and shows each on stderr as it comes."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, error: InputError) -> None:
        self.count += 1
        click.echo(f"kg: {error}", err=True)

    def end(self, done: bool) -> None:
        """Leave with status 2 where nothing could be done, 1 where something failed."""
        if not done:
            click.echo(f"kg: {NOTHING}", err=True)
            sys.exit(2)
        if self.count:
            sys.exit(1)


def bar(hidden: bool) -> Callable[[Iterable[Any], int], Iterable[Any]]:
    """A progress bar on stderr, an article a step."""
    from tqdm import tqdm

    return lambda articles, total: tqdm(
        articles, total=total, desc="extracting", unit=" articles", disable=hidden or not total, file=sys.stderr
    )


def emit(text: str, target: str | None) -> None:
    """Write a result to a file (whole or not at all) or to stdout."""
    if target is None or target == "-":
        click.echo(text, nl=False)
    else:
        from kg.run.files import replace

        replace(Path(target), text.encode("utf-8"))


def check_date(text: str | None) -> str | None:
    """A date given on the command line, as ISO; a wrong one is a wrong call."""
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{text!r} is no date like 2024-02-28", param_hint="--published") from error
