"""All tables in one SQLite file, with keys, references, indexes, full-text search and views."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from tertial.stores.database import schema
from tertial.stores.database.load import insert
from tertial.tables import Tables

FILE: Final = "tertial.sqlite"

ROWS_A_TIME: Final = 5000

_PRAGMAS: Final = (
    "journal_mode = OFF",  # the file is new, and thrown away with its folder if anything goes wrong
    "synchronous = OFF",
    "locking_mode = EXCLUSIVE",
    "page_size = 16384",  # larger pages are fewer to find and to write
    "cache_size = -8000",  # kB
    "foreign_keys = ON",
)


def write(tables: Tables, folder: Path) -> None:
    """The file; the same rows give the same bytes with the same SQLite."""
    engine = sa.create_engine(f"sqlite:///{folder / FILE}")
    metadata = schema.schema()
    try:
        with engine.connect() as connection:
            for pragma in _PRAGMAS:
                connection.exec_driver_sql(f"PRAGMA {pragma}")
            schema.create(connection, metadata)
            for name, table in tables.items():
                for batch in table.to_batches(max_chunksize=ROWS_A_TIME):
                    insert(connection, metadata.tables[name], batch)
            schema.complete(connection, metadata)
            connection.commit()
    finally:
        engine.dispose()
