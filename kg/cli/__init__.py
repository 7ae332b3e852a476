"""The command line: each command is one call of the library and its progress bar.

Results go to stdout or to files, progress and errors to stderr. Exit status: 0 all done, 1 something could
not be read or written, 2 nothing to do or a wrong call. Heavy imports stand inside the commands, so that
`kg --help` answers at once. A module holds the commands of one kind; `common.py` holds what they share.
"""

import sys
from typing import Any

import click

from kg import __version__
from kg.cli.asking import ask, export, path, query, serve, validate
from kg.cli.building import build, extract, read, remove
from kg.cli.reviewing import coverage, diff, explain
from kg.errors import KgError


class Commands(click.Group):
    """Shows the project's own errors as one line on stderr instead of a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
def main() -> None:
    """Chinese news into a knowledge graph: who did what, where, when, with whom."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


for command in (build, remove, read, extract, query, ask, path, validate, serve, export, explain, coverage, diff):
    main.add_command(command)
