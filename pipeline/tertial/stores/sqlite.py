"""All tables in one SQLite file, with keys, references and indexes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import sqlalchemy as sa

from tertial import codebook
from tertial.tables import Tables

FILE: Final = "tertial.sqlite"

ROWS_A_TIME: Final = 5000

INDEXED: Final = ("municipality", "year", "theme", "assessment", "code", "board")
"""Columns that people select by, in whichever table they are; keys and references are indexed anyway."""


def schema() -> sa.MetaData:
    """The tables of the codebook as SQLAlchemy knows them.

    A key with a column that may be empty (a statement about the item as a whole names no board) is a
    unique index, as a primary key can't hold a missing value.
    """
    metadata = sa.MetaData()
    types: dict[str, type[sa.types.TypeEngine[Any]]] = {
        "text": sa.Text,
        "date": sa.Text,
        "integer": sa.Integer,
        "number": sa.Float,
    }
    for table in codebook.tables().values():
        primary = table.key if "board" not in table.key else ()
        made = sa.Table(
            table.name,
            metadata,
            *(
                sa.Column(
                    column.name,
                    types[column.type](),
                    *_references(column),
                    primary_key=column.name in primary,
                )
                for column in table.columns
            ),
        )
        if table.key and not primary:
            parts = [
                sa.func.coalesce(made.c[name], "") if name == "board" else made.c[name] for name in table.key
            ]
            sa.Index(f"{table.name}_key", *parts, unique=True)
        for column in table.columns:
            if (column.references or column.name in INDEXED) and column.name not in primary[:1]:
                sa.Index(f"{table.name}_{column.name}", made.c[column.name])
    return metadata


def _references(column: codebook.Column) -> Iterator[sa.ForeignKey]:
    if column.references:
        yield sa.ForeignKey(column.references, deferrable=True, initially="DEFERRED")


def write(tables: Tables, folder: Path) -> None:
    """The file; the same rows give the same bytes with the same SQLite."""
    engine = sa.create_engine(f"sqlite:///{folder / FILE}")
    metadata = schema()
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("PRAGMA foreign_keys = ON"))
            for name, table in tables.items():
                connection.execute(sa.schema.CreateTable(metadata.tables[name]))
                for batch in table.to_batches(max_chunksize=ROWS_A_TIME):
                    _insert(connection, metadata.tables[name], batch)
            # After the rows, which is faster, and by name: SQLAlchemy keeps them in no order.
            for name in tables:
                for index in sorted(metadata.tables[name].indexes, key=lambda index: str(index.name)):
                    index.create(connection)
    finally:
        engine.dispose()


def _insert(connection: sa.Connection, table: sa.Table, batch: pa.RecordBatch) -> None:
    """Adds rows as tuples, which SQLAlchemy hands on as they are; of rows as dicts it takes each apart."""
    if batch.num_rows:
        rows = zip(*(batch.column(column.name).to_pylist() for column in table.columns), strict=True)
        connection.exec_driver_sql(str(table.insert().compile(connection)), list(rows))
