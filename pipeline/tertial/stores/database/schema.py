"""The one definition of the tables in a database, with keys, indexes and views; for SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from tertial import codebook

VERSION: Final = "0009"
"""How far the migrations have come that end in this definition; a test holds the two together."""

VERSIONS: Final = "tertial_version"
"""The table in which it is kept how far a database has come; by it one of tertial's is known."""

LOADED: Final = "tertial_loaded"
"""The table in which it is kept which files were loaded last, as a digest of their bytes."""

MIGRATIONS: Final = Path(__file__).parent / "migrations"

INDEXED: Final = ("municipality", "year", "theme", "assessment", "code", "board")
"""Columns that people select by, in whichever table they are; keys and references are indexed anyway."""

TYPES: Final[dict[str, sa.types.TypeEngine[Any]]] = {
    "text": sa.Text(),
    "date": sa.Text().with_variant(sa.Date(), "postgresql"),  # SQLite has no dates
    "integer": sa.Integer(),
    "number": sa.Float(),
}

VIEWS: Final = {
    "statements": """
        SELECT d.municipality, d.year, d.period, d.source, i.item_id, i.kind, i.title, i.theme,
               a.board, a.assessment, a.modality, a.deviation, a.basis, a.confidence, a.evidence, a.address
        FROM assessments a
        JOIN items i ON i.item_id = a.item_id
        JOIN documents d ON d.document_id = i.document_id
        """,
    "matters": """
        SELECT DISTINCT t.thread_id, t.municipality, t.title AS matter, t.outcome, t.change, t.n_reports,
               o.year, o.period, o.item_id, o.title, o.source
        FROM threads t
        JOIN observations o ON o.thread_id = t.thread_id
        """,
    "flagged": """
        SELECT d.municipality, d.year, d.period, f.severity, f.code, f.message, f.board,
               f.item_id, i.title, f.evidence, d.source
        FROM flags f
        JOIN documents d ON d.document_id = f.document_id
        LEFT JOIN items i ON i.item_id = f.item_id
        """,
}
"""What people ask for most, by name; docs/databases.md shows what each is for."""

SEARCH: Final = "search"
"""The table for full-text search: FTS5 in SQLite, a tsvector in Swedish in PostgreSQL."""

LONGEST_SEARCHED: Final = 200_000
"""Characters of an item's text that PostgreSQL indexes; its limit for one row's words is a megabyte."""


def schema() -> sa.MetaData:
    """The tables of the codebook as SQLAlchemy knows them.

    A key with a column that may be empty (a statement about the item as a whole names no board) is a
    unique index, as a primary key can't hold a missing value.
    """
    metadata = sa.MetaData()
    for table in codebook.tables().values():
        primary = table.key if "board" not in table.key else ()
        made = sa.Table(
            table.name,
            metadata,
            *(
                sa.Column(
                    column.name,
                    TYPES[column.type],
                    *_references(column),
                    primary_key=column.name in primary,
                )
                for column in table.columns
            ),
        )
        if table.key and not primary:
            parts = [
                sa.func.coalesce(made.c[name], sa.text("''")) if name == "board" else made.c[name]
                for name in table.key
            ]
            sa.Index(f"{table.name}_key", *parts, unique=True)
        for column in table.columns:
            if (column.references or column.name in INDEXED) and column.name not in primary[:1]:
                sa.Index(f"{table.name}_{column.name}", made.c[column.name])
    return metadata


def _references(column: codebook.Column) -> Iterator[sa.ForeignKey]:
    if column.references:
        yield sa.ForeignKey(column.references, deferrable=True, initially="DEFERRED")


def versions() -> list[str]:
    """The versions of the definition, the first one first."""
    return sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def indexes(table: sa.Table) -> list[sa.Index]:
    """The indexes of a table by name; SQLAlchemy keeps them in no order."""
    return sorted(table.indexes, key=lambda index: str(index.name))


def _within_table(index: sa.Index) -> bool:
    """Whether it is of a column that refers to the table it is in."""
    return any(key.column.table is index.table for column in index.columns for key in column.foreign_keys)


def create(connection: sa.Connection, metadata: sa.MetaData) -> None:
    """Empty tables, without their indexes, which are faster made after the rows.

    But for rows that refer to rows of the same table: once one stands before the row it refers to, SQLite
    looks for others with each row that comes, and without an index through all that are there.
    """
    for name in codebook.tables():
        table = metadata.tables[name]
        connection.execute(sa.schema.CreateTable(table))
        for index in indexes(table):
            if _within_table(index):
                index.create(connection)


def complete(connection: sa.Connection, metadata: sa.MetaData) -> None:
    """What comes after the rows of tables just made: indexes, the search, the views, and the version."""
    if connection.dialect.name == "postgresql":
        # It makes no index before they are checked.
        connection.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
    for name in codebook.tables():
        for index in indexes(metadata.tables[name]):
            if not _within_table(index):
                index.create(connection)
    for statement in search_table(connection.dialect.name):
        connection.execute(sa.text(statement))
    fill_search(connection)
    for name, query in VIEWS.items():
        connection.execute(sa.text(f"CREATE VIEW {name} AS {query}"))
    connection.execute(sa.text(f"CREATE TABLE {LOADED} (digest VARCHAR(64) PRIMARY KEY)"))
    connection.execute(sa.text(f"CREATE TABLE {VERSIONS} (version_num VARCHAR(32) PRIMARY KEY)"))
    connection.execute(sa.text(f"INSERT INTO {VERSIONS} VALUES ('{VERSION}')"))


def search_table(dialect: str) -> list[str]:
    """The statements that make the table for full-text search."""
    if dialect == "sqlite":
        return [
            f"CREATE VIRTUAL TABLE {SEARCH} USING fts5 "
            '(item_id UNINDEXED, title, text, tokenize = "unicode61 remove_diacritics 0")'
        ]
    return [
        f"CREATE TABLE {SEARCH} (item_id text PRIMARY KEY REFERENCES items DEFERRABLE INITIALLY DEFERRED, "
        "words tsvector)",
        f"CREATE INDEX {SEARCH}_words ON {SEARCH} USING gin (words)",
    ]


def fill_search(connection: sa.Connection) -> None:
    """The words of all items, into the empty table for them."""
    if connection.dialect.name == "sqlite":
        query = f"INSERT INTO {SEARCH} SELECT item_id, title, text FROM items ORDER BY item_id"
    else:
        query = (
            f"INSERT INTO {SEARCH} SELECT item_id, "
            "setweight(to_tsvector('swedish', coalesce(title, '')), 'A') "
            f"|| to_tsvector('swedish', left(coalesce(text, ''), {LONGEST_SEARCHED})) FROM items"
        )
    connection.execute(sa.text(query))
