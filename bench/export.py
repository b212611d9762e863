"""How long a million observations take as files, and how much memory, beside pandas with the same rows.

Run it with `python -m bench.export [OBSERVATIONS [excel]]`. The rows are the observations of corpus/reports
again and again, each time with other titles, evidence and sources, of the same items; what the items are is
written too. Each line is measured in a process of its own. tertial writes SQLite with keys, references that
are checked, indexes and search; pandas writes the bare table, and has all rows in memory.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from bench.measuring import CORPUS, apart, peak_so_far, timed, versions

MILLION: Final = 1_000_000
CHANGED: Final = ("title", "evidence", "source")
KEPT: Final = ("documents", "items", "threads")
"""What observations refer to."""


def make(folder: Path, observations: int) -> int:
    """Arrow files such as a run gathers, from which the stores are written; returns the observations."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from tertial import stores, tables
    from tertial.run import process

    for _ in process([CORPUS], folder / "out", stores.write):
        pass
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    copies = 0
    for name in (*KEPT, "observations"):
        table = pq.read_table(folder / "out" / f"{name}.parquet").cast(tables.arrow_schema(name))
        copies = -(-observations // table.num_rows) if name == "observations" else 1
        with pa.ipc.new_file(str(folder / f"{name}.arrow"), table.schema, options=options) as writer:
            for n in range(copies):
                some = table
                for column in CHANGED if name == "observations" else ():
                    at = some.schema.get_field_index(column)
                    renamed = pc.binary_join_element_wise(some[column], pa.scalar(f"{n:04x}"), " ")
                    some = some.set_column(at, some.schema.field(at), renamed)
                writer.write_table(some.combine_chunks(), max_chunksize=2_000)
    return copies * table.num_rows


def job(library: str, place: str, *what: str) -> Any:
    """Seconds and MiB of writing by a library; MiB before it too, with what it has loaded by then.

    With `make` for a library it makes the rows, and tells how many.
    """
    folder = Path(place)
    if library == "make":
        return make(folder, int(what[0]))
    with tempfile.TemporaryDirectory(dir=folder) as name:
        made = {"tertial": _tertial, "pandas": _pandas}[library](folder, Path(name), what)
    return {**made, "peak": peak_so_far()}


def _tertial(folder: Path, out: Path, what: tuple[str, ...]) -> dict[str, float]:
    import pyarrow as pa

    from tertial import stores, tables

    found: dict[str, Any] = {}
    for name in (*KEPT, "observations"):
        with pa.OSFile(str(folder / f"{name}.arrow")) as file:
            reader = pa.ipc.open_file(file)
            n_rows = sum(reader.get_batch(n).num_rows for n in range(reader.num_record_batches))
        found[name] = tables.Stored(folder / f"{name}.arrow", n_rows)
    before = peak_so_far()
    if what == ("excel",):
        from tertial.dataset import open_dataset
        from tertial.report.workbook import FILE, write_workbook

        stores.write(found, out, ["csv"])
        before = peak_so_far()
        with timed() as took:
            write_workbook(open_dataset(out), out / FILE)
        return {**took, "before": before}
    with timed() as took:
        stores.write(found, out, what)
    return {**took, "before": before}


def _pandas(folder: Path, out: Path, what: tuple[str, ...]) -> dict[str, float]:
    import pandas as pd

    before = peak_so_far()
    with timed() as took:
        frame = pd.read_feather(folder / "observations.arrow")
        for store in what:
            match store:
                case "csv":
                    frame.to_csv(out / "observations.csv", index=False)
                case "parquet":
                    frame.to_parquet(out / "observations.parquet", index=False)
                case "sqlite":
                    connection = sqlite3.connect(out / "observations.sqlite")
                    frame.to_sql("observations", connection, index=False)
                    connection.commit()
                    connection.close()
    return {**took, "before": before}


def main() -> None:
    """Prints the table."""
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    with tempfile.TemporaryDirectory() as name:
        rows = apart("bench.export", "make", name, str(wanted))
        print(versions("pyarrow", "SQLAlchemy", "XlsxWriter", "pandas"))
        print(f"{rows} observations; seconds by the clock and of the processor; MiB at most, and before")
        together = ("csv", "parquet", "sqlite")
        ways = [("csv",), ("parquet",), ("sqlite",), together]
        calls = [("tertial", way) for way in ways]
        if find_spec("pandas"):
            calls += [("pandas", way) for way in ways]
        if "excel" in sys.argv:
            calls.append(("tertial", ("excel",)))
        measured: dict[str, dict[str, float]] = {}
        for library, way in calls:
            got = apart("bench.export", library, name, *way)
            if way == together:
                measured[library] = got
            print(
                f"  {library:8} {' + '.join(way):22} {got['wall']:7.1f} s {got['cpu']:7.1f} s "
                f"{got['peak']:7.0f} {got['before']:7.0f}",
                flush=True,
            )
        if "pandas" in measured:
            print(
                "  pandas takes {:.1f} times the time and {:.1f} times the memory of tertial".format(
                    *(measured["pandas"][what] / measured["tertial"][what] for what in ("wall", "peak"))
                )
            )


if __name__ == "__main__":
    main()
