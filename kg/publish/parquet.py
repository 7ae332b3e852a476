"""Events, their arguments and the mentions as Parquet tables."""

import io
from collections.abc import Iterable, Iterator, Sequence

import networkx as nx

from kg.errors import OutputError
from kg.publish.rows import ARGUMENTS, EVENTS, MENTIONS, argument_rows, event_rows, mention_rows

_TYPES = {"start": "int64", "end": "int64", "confidence": "float64", "asserted": "bool_"}


def parquet(graph: nx.MultiDiGraph) -> dict[str, bytes]:
    """events.parquet, arguments.parquet and mentions.parquet. Raises OutputError where pyarrow is not installed."""
    tables: Iterator[tuple[str, Sequence[str], Iterable[tuple]]] = iter((
        ("events", EVENTS, event_rows(graph)),
        ("arguments", ARGUMENTS, argument_rows(graph)),
        ("mentions", MENTIONS, mention_rows(graph)),
    ))
    return {f"{name}.parquet": _table(columns, rows) for name, columns, rows in tables}


def _table(columns: Sequence[str], rows: Iterable[tuple]) -> bytes:
    try:
        import pyarrow
        from pyarrow.parquet import write_table
    except ImportError as error:
        raise OutputError("pyarrow", "writes Parquet: pip install 'kg-news[parquet]'") from error
    schema = pyarrow.schema([(name, getattr(pyarrow, _TYPES.get(name, "string"))()) for name in columns])
    told = [
        {name: value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
         for name, value in zip(columns, row, strict=True)}
        for row in rows
    ]  # fmt: skip
    content = io.BytesIO()
    write_table(pyarrow.Table.from_pylist(told, schema=schema), content)
    return content.getvalue()
