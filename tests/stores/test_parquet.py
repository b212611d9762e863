"""Parquet keeps types, missing values and meanings."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from tertial.stores import parquet
from tertial.tables import Tables


def test_tables_come_back_equal(built: Tables, tmp_path: Path) -> None:
    """Every table, with the meaning of each column."""
    parquet.write(built, tmp_path)
    for name, table in built.items():
        got = pq.read_table(tmp_path / f"{name}.parquet")
        assert got.equals(table, check_metadata=True)
    field = pq.read_schema(tmp_path / "items.parquet").field("theme")
    assert field.metadata[b"meaning"].startswith(b"What it is about")


def test_same_rows_give_the_same_bytes(built: Tables, tmp_path: Path) -> None:
    """Nothing of the time or the place gets in."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        parquet.write(built, tmp_path / name)
    for name in built:
        assert (tmp_path / "a" / f"{name}.parquet").read_bytes() == (
            tmp_path / "b" / f"{name}.parquet"
        ).read_bytes()
