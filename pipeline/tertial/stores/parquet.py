"""The tables as Parquet; each column carries its meaning."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from tertial.tables import Tables


def write(tables: Tables, folder: Path) -> None:
    """A file for each table; the same rows give the same bytes with the same pyarrow."""
    for name, table in tables.items():
        pq.write_table(
            table,
            folder / f"{name}.parquet",
            compression="zstd",
            store_schema=True,
            write_statistics=True,
            version="2.6",
        )
