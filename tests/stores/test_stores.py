"""Stores are chosen by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tertial import stores
from tertial.errors import UsageError
from tertial.tables import Tables


def test_by_default_every_table_is_csv_and_parquet_and_all_are_in_sqlite(
    built: Tables, tmp_path: Path
) -> None:
    """As the contract has it."""
    stores.write(built, tmp_path)
    wanted = {f"{name}.{kind}" for name in built for kind in ("csv", "parquet")} | {"tertial.sqlite"}
    assert {path.name for path in tmp_path.iterdir()} == wanted


def test_an_unknown_store_is_refused_by_name(built: Tables, tmp_path: Path) -> None:
    """The message says which there are."""
    with pytest.raises(UsageError, match=r"no store dbase.*csv, parquet, sqlite"):
        stores.write(built, tmp_path, ["dbase"])
