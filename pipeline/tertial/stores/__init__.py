"""The tables as files: a module a store."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

from tertial.errors import UsageError
from tertial.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A way of keeping the tables. Its module has `write(tables, folder)`."""

    name: str
    files: str
    """What it writes, for a listing."""
    meaning: str


STORES: Final = (
    Store(name="csv", files="<table>.csv", meaning="UTF-8, comma-separated, empty field = missing"),
    Store(name="parquet", files="<table>.parquet", meaning="typed columns, for R, pandas, DuckDB"),
    Store(
        name="sqlite", files="tertial.sqlite", meaning="all tables in one file, with keys, search and views"
    ),
)

DEFAULT: Final = ("csv", "parquet", "sqlite")
"""What every run writes."""

_AT_ONCE: Final = 2
"""Stores that write at the same time; SQLite takes as long as the others together."""


def write(tables: Tables, folder: Path, names: Sequence[str] = DEFAULT) -> None:
    """The tables into a folder, once for each of the stores.

    Raises:
        UsageError: There is no such store.
    """
    known = [store.name for store in STORES]
    for name in names:
        if name not in known:
            raise UsageError(f"There is no store {name}.", f"Choose among {', '.join(known)}.")
    modules = [import_module(f"tertial.stores.{name}") for name in sorted(names, key=known.index)]
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        # STORES begins with the quickest; the slowest is begun with.
        for writing in [threads.submit(module.write, tables, folder) for module in reversed(modules)]:
            writing.result()
