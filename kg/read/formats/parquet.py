"""Parquet tables (with the extra `parquet`: PyArrow)."""

from collections.abc import Iterator

from kg.errors import InputError
from kg.model import Source
from kg.read.formats import Columns, Content, Failure, Row
from kg.read.tables import fields, given

_BATCH = 1000


def read(data: bytes, name: str, columns: Columns) -> Iterator[Content]:
    """An article a row; its source's `start` counts rows. Raises InputError where the file is no Parquet table."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise InputError(name, "Parquet needs one more package: pip install 'kg-news[parquet]'") from error
    try:
        table = pq.ParquetFile(pa.BufferReader(data))
        parts = fields(table.schema_arrow.names, columns, name)
        number = 0
        for batch in table.iter_batches(batch_size=_BATCH, columns=sorted(set(parts.values()))):
            for values in batch.to_pylist():
                number += 1
                place = f"{name}, row {number}"
                try:
                    article = given(values, parts, place)
                except InputError as error:
                    yield Failure(name=error.name, reason=error.reason)
                else:
                    yield Row(given=article, place=place, source=Source(file="", start=number - 1, end=number))
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise InputError(name, f"is no Parquet table that can be read: {' '.join(str(error).split())[:120]}") from error
