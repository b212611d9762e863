"""The tables as Parquet; each column carries its meaning."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tertial import codebook
from tertial.tables import Tables


def write(tables: Tables, folder: Path) -> None:
    """A file for each table; the same rows give the same bytes with the same pyarrow."""
    for name, table in tables.items():
        pq.write_table(
            dated(name, table),
            folder / f"{name}.parquet",
            compression="zstd",
            store_schema=True,
            write_statistics=True,
            version="2.6",
        )


def dated(name: str, table: pa.Table) -> pa.Table:
    """The table with its dates as dates, which are ISO text elsewhere."""
    schema = table.schema
    for n, column in enumerate(codebook.tables()[name].columns):
        if column.type == "date":
            schema = schema.set(n, schema.field(n).with_type(pa.date32()))
    return table.cast(schema)
