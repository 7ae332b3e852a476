"""IPython's `%load_ext kg.jupyter`: the cell magic `%%sparql`, which asks a graph and gives a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.errors import InputError
from kg.run.graph import Graph

if TYPE_CHECKING:
    import pandas


def load_ipython_extension(shell: Any) -> None:
    """Makes `%%sparql` known to IPython.

    The cell is the query. The line above it names the variable that holds the graph, `graph` if it names none;
    a second word is the variable that the frame goes into as well.
    """

    def sparql(line: str, cell: str) -> pandas.DataFrame:
        name, *target = line.split() or ["graph"]
        frame = asked(shell.user_ns.get(name), name, cell)
        for variable in target[:1]:
            shell.user_ns[variable] = frame
        return frame

    shell.register_magic_function(sparql, magic_kind="cell", magic_name="sparql")


def asked(graph: Any, name: str, query: str) -> pandas.DataFrame:
    """The rows of a query. Raises InputError where the variable `name` holds no graph."""
    if not isinstance(graph, Graph):
        raise InputError(name, "holds no graph; kg.build and kg.load give one, and `%%sparql NAME` asks it")
    return graph.query(query)
