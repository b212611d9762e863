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


def write(tables: Tables, folder: Path) -> None:
    """The file; the same rows give the same bytes with the same SQLite."""
    engine = sa.create_engine(f"sqlite:///{folder / FILE}")
    metadata = schema.schema()
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("PRAGMA foreign_keys = ON"))
            schema.create(connection, metadata)
            for name, table in tables.items():
                for batch in table.to_batches(max_chunksize=ROWS_A_TIME):
                    insert(connection, metadata.tables[name], batch)
            schema.complete(connection, metadata)
    finally:
        engine.dispose()
