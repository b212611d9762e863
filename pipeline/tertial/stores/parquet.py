"""The tables as Parquet; each column carries its meaning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.parquet as pq

from tertial import codebook
from tertial.tables import Rows, Tables

GROUP_ROWS: Final = 20_000
GROUP_BYTES: Final = 4_000_000
"""A row group ends when it has so many rows, or takes so much in memory."""


def write(tables: Tables, folder: Path) -> None:
    """A file for each table; the same rows give the same bytes with the same pyarrow."""
    for name, table in tables.items():
        with pq.ParquetWriter(
            folder / f"{name}.parquet",
            _dated(name, table.schema),
            compression="zstd",
            store_schema=True,
            write_statistics=True,
            version="2.6",
        ) as writer:
            for group in _groups(table):
                writer.write_table(dated(name, group))


def dated(name: str, table: pa.Table) -> pa.Table:
    """The table with its dates as dates, which are ISO text elsewhere."""
    return table.cast(_dated(name, table.schema))


def _dated(name: str, schema: pa.Schema) -> pa.Schema:
    for n, column in enumerate(codebook.tables()[name].columns):
        if column.type == "date":
            schema = schema.set(n, schema.field(n).with_type(pa.date32()))
    return schema


def _groups(table: Rows) -> Iterator[pa.Table]:
    """The rows in groups of bounded size, the same for the same rows; one group where there are none."""
    waiting: list[pa.RecordBatch] = []
    n_rows = size = 0
    for batch in table.to_batches(max_chunksize=GROUP_ROWS):
        waiting.append(batch)
        n_rows += batch.num_rows
        size += batch.nbytes
        if n_rows >= GROUP_ROWS or size >= GROUP_BYTES:
            yield pa.Table.from_batches(waiting, table.schema).combine_chunks()
            waiting, n_rows, size = [], 0, 0
    if waiting or not table.num_rows:
        yield pa.Table.from_batches(waiting, table.schema).combine_chunks()
