"""The tables of a dataset into a database, all or nothing, in place of what tertial put there before."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.csv as pc
import pyarrow.parquet as pq
import sqlalchemy as sa

from tertial import codebook
from tertial.errors import UsageError
from tertial.stores.columns import values
from tertial.stores.database import schema

DIALECTS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
"""What a URL may begin with, and the driver that it then means."""

ROWS_A_TIME: Final = 5_000

LOCK: Final = 0x74657274
"""PostgreSQL's advisory lock that a loader holds, so that two wait for each other."""

PATIENCE: Final = 600
"""Seconds that a loader of SQLite waits for another."""


def shown(url: str) -> str:
    """The address as it may be told, without its password.

    Raises:
        UsageError: It is no address of a database.
    """
    return _parsed(url).render_as_string(hide_password=True)


def check(url: str) -> None:
    """Tries, before hours of reading, whether a dataset could be loaded there; changes nothing.

    Raises:
        UsageError: The address is wrong, the database can't be reached, or has other tables by our names.
    """
    file = _parsed(url).database if _parsed(url).get_backend_name() == "sqlite" else None
    if file is not None and Path(file).parent.is_dir() and not Path(file).exists():
        return  # to ask would make it
    with _connected(url) as connection:
        _state(connection, url)


def load(folder: Path, url: str) -> dict[str, int]:
    """The dataset in `folder` takes the place of the one in the database, in one transaction.

    Readers see the old rows until all the new ones are there; a second loader waits for the first. The
    database of an earlier version of tertial is brought up to this one first, so that what users have built
    upon its tables stays. Where the same files were loaded last, and as many rows are still there, nothing is
    done.

    Returns:
        Rows by table.

    Raises:
        UsageError: As `check`, and where the folder's tables are missing or not whole.
    """
    files = {name: folder / f"{name}.parquet" for name in codebook.tables()}
    for name, path in files.items():
        if not path.is_file():
            raise UsageError(
                f"There is no whole dataset in {folder}: {name}.parquet is missing.",
                "Make one with `tertial run PATH --out DIR`, and name that folder.",
            )
    counts = {name: pq.read_metadata(path).num_rows for name, path in files.items()}
    digest = _digest(files.values())
    with _connected(url) as connection:
        _begin(connection)
        version = _state(connection, url)
        metadata = schema.schema()
        if version:
            _refuse_references(connection, url)
            if version == schema.VERSION and _holds(connection, digest, counts):
                return counts
            _migrate(connection, version)
            _empty(connection)
        else:
            schema.create(connection, metadata)
        for name, path in files.items():
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(batch_size=ROWS_A_TIME):
                    insert(connection, metadata.tables[name], batch)
        if version:
            schema.fill_search(connection)
        else:
            schema.complete(connection, metadata)
        connection.execute(sa.text(f"DELETE FROM {schema.LOADED}"))
        connection.execute(sa.text(f"INSERT INTO {schema.LOADED} VALUES (:digest)"), {"digest": digest})
        connection.commit()
    return counts


def _digest(files: Iterable[Path]) -> str:
    """What files with other bytes would not give."""
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _holds(connection: sa.Connection, digest: str, counts: Mapping[str, int]) -> bool:
    """Whether these files were loaded last, and no rows have come or gone since."""
    if connection.execute(sa.text(f"SELECT digest FROM {schema.LOADED}")).scalar() != digest:
        return False
    wanted = {**counts, schema.SEARCH: counts["items"]}
    return all(
        connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar() == n
        for name, n in wanted.items()
    )


def insert(connection: sa.Connection, table: sa.Table, batch: pa.RecordBatch) -> None:
    """Adds rows, which SQLAlchemy's own insert would take apart one by one."""
    if not batch.num_rows:
        return
    if connection.dialect.name == "postgresql":
        _copy(connection, table, batch)
        return
    rows = zip(*(values(batch.column(column.name)) for column in table.columns), strict=True)
    connection.exec_driver_sql(str(table.insert().compile(connection)), list(rows))


def _copy(connection: sa.Connection, table: sa.Table, batch: pa.RecordBatch) -> None:
    names = [column.name for column in table.columns]
    buffer = io.BytesIO()
    # An unquoted empty field is a missing value, to pyarrow as to PostgreSQL.
    pc.write_csv(batch.select(names), buffer, pc.WriteOptions(include_header=False))
    quote = connection.dialect.identifier_preparer.quote
    into = f"{quote(table.name)} ({', '.join(map(quote, names))})"
    cursor: Any = connection.connection.cursor()
    with cursor, cursor.copy(f"COPY {into} FROM STDIN (FORMAT csv)") as copy:
        copy.write(buffer.getbuffer())


def _parsed(url: str) -> sa.URL:
    try:
        parsed = sa.make_url(url)
    except sa.exc.ArgumentError:
        raise UsageError(
            "What --db names is no address of a database.",
            "Write sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE.",
        ) from None  # the original message may hold a password
    backend = parsed.get_backend_name()
    if backend not in DIALECTS:
        raise UsageError(
            f"tertial doesn't write to {backend}.",
            "Write sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE.",
        )
    if backend == "sqlite" and not parsed.database:
        raise UsageError("--db sqlite:// names no file.", "Write sqlite:///FILE.")
    return parsed.set(drivername=DIALECTS[backend])


@contextmanager
def _connected(url: str) -> Iterator[sa.Connection]:
    """A connection in which nothing is committed by itself; what the database says goes as a UsageError."""
    parsed = _parsed(url)
    lite = parsed.get_backend_name() == "sqlite"
    if lite and not (place := Path(str(parsed.database)).parent).is_dir():
        raise UsageError(
            f"There is no folder {place}, in which the database is to be.", "Make it, or name another file."
        )
    try:
        engine = sa.create_engine(
            parsed,
            connect_args={"timeout": PATIENCE, "isolation_level": None} if lite else {"connect_timeout": 30},
            poolclass=sa.pool.NullPool,
        )
    except ImportError as error:
        raise UsageError(
            f"PostgreSQL is written with {error.name}, which is not installed.", "pip install 'tertial[db]'"
        ) from error
    try:
        with engine.connect() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        raise UsageError(
            f"{shown(url)} could not be written: {str(error.orig).strip().splitlines()[0]}.",
            "Check the address, that the server answers, and your rights there.",
        ) from error
    finally:
        engine.dispose()


def _begin(connection: sa.Connection) -> None:
    """A transaction that no other loader gets into."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})


def _state(connection: sa.Connection, url: str) -> str:
    """How far the database's schema has come; empty where none of tertial's tables are there."""
    there = set(sa.inspect(connection).get_table_names()) | set(sa.inspect(connection).get_view_names())
    ours = {*codebook.tables(), *schema.VIEWS, schema.SEARCH} & there
    known = schema.versions()
    version = ""
    if schema.VERSIONS in there:
        version = connection.execute(sa.text(f"SELECT version_num FROM {schema.VERSIONS}")).scalar() or ""
    if version and version not in known:
        raise UsageError(
            f"{shown(url)} was made by another program or a later version of tertial ({version}).",
            "Name another database, or install that version.",
        )
    if ours and not version:
        raise UsageError(
            f"{shown(url)} has tables of its own by the name of {', '.join(sorted(ours))}.",
            "Name another database, or another schema of it.",
        )
    return version


def _refuse_references(connection: sa.Connection, url: str) -> None:
    """Rows of somebody else's that refer to ours would go with them, or keep them from going."""
    inspector = sa.inspect(connection)
    ours = {*codebook.tables(), schema.SEARCH}
    for name in inspector.get_table_names():
        if name not in ours and any(
            key["referred_table"] in ours for key in inspector.get_foreign_keys(name)
        ):
            raise UsageError(
                f"{shown(url)} has a table {name} whose rows refer to tertial's, which are replaced.",
                "Keep the ids in it without a foreign key, and join by them.",
            )


def _empty(connection: sa.Connection) -> None:
    for name in (schema.SEARCH, *reversed(list(codebook.tables()))):
        connection.execute(sa.text(f"DELETE FROM {name}"))


def _migrate(connection: sa.Connection, version: str) -> None:
    """Brings the schema of an earlier version of tertial up to this one."""
    if version == schema.VERSION:
        return
    try:
        from alembic import command
        from alembic.config import Config
    except ImportError as error:
        raise UsageError(
            "The database was made by an earlier version of tertial, and alembic is not installed.",
            "pip install 'tertial[db]'",
        ) from error
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, schema.VERSION)
