"""Parquet keeps types, missing values and meanings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tertial import codebook
from tertial.stores import parquet
from tertial.tables import Tables


def test_tables_come_back_equal(built: Tables, tmp_path: Path) -> None:
    """Every table, with the meaning of each column."""
    parquet.write(built, tmp_path)
    for name, table in built.items():
        got = pq.read_table(tmp_path / f"{name}.parquet")
        assert got.equals(parquet.dated(name, table), check_metadata=True)
        assert got.cast(table.schema).equals(table, check_metadata=True)
    field = pq.read_schema(tmp_path / "items.parquet").field("theme")
    assert field.metadata[b"meaning"].startswith(b"What it is about")


def test_dates_are_dates(built: Tables, tmp_path: Path) -> None:
    """Each column that the codebook calls a date is one, and a missing day is missing."""
    documents = built["documents"]
    at = documents.column_names.index("period_end")
    ends = pa.array(["2023-04-30", None], pa.string())
    parquet.write({**built, "documents": documents.set_column(at, documents.field(at), ends)}, tmp_path)
    read = pq.read_table(tmp_path / "documents.parquet")["period_end"]
    assert read.to_pylist() == [date(2023, 4, 30), None]
    for table in codebook.tables().values():
        schema = pq.read_schema(tmp_path / f"{table.name}.parquet")
        for column in table.columns:
            assert pa.types.is_date(schema.field(column.name).type) == (column.type == "date")


def test_same_rows_give_the_same_bytes(built: Tables, tmp_path: Path) -> None:
    """Nothing of the time or the place gets in."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        parquet.write(built, tmp_path / name)
    for name in built:
        assert (tmp_path / "a" / f"{name}.parquet").read_bytes() == (
            tmp_path / "b" / f"{name}.parquet"
        ).read_bytes()
