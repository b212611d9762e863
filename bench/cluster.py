"""Measures a run on a cluster of dask beside one on processes of this machine, and what it leaves on disk.

Run it with `python -m bench.cluster [SMALL [LARGE]]`; 400 small reports and 60 of ten pages where nothing is
said. The scheduler and its workers, of a thread each, are on this machine too.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from bench import many_files, whole_run
from tertial import stores
from tertial.run import Finished, Found, Step, process
from tertial.workspace import STATE
from tests.run.clusters import cluster

TASKS = 1_000
DRAWN_FROM = 30
"""Files of the corpus."""


def measure(reports: Path, out: Path, what: str, **options: Any) -> None:
    """One run; prints milliseconds a report by the clock and, in brackets, of the leading processor."""
    times = {"begin": (time.perf_counter(), time.process_time())}
    for event in process([reports], out, stores.write, **options):
        match event:
            case Found() | Step() | Finished():
                name = event.name if isinstance(event, Step) else type(event).__name__
                times[name] = (time.perf_counter(), time.process_time())
    n = len(list(reports.iterdir()))
    steps = {"find": "Found", "read": "linking", "link": "writing", "write": "Finished"}
    told, last = [], times["begin"]
    for step, end in steps.items():
        wall, own = (1000 * (now - then) / n for now, then in zip(times[end], last, strict=True))
        told.append(f"{step} {wall:.1f} ({own:.1f})")
        last = times[end]
    print(f"{what:20} {n:5} reports: {', '.join(told)}", flush=True)


def tell_disk(out: Path, number: int) -> None:
    """Bytes a report: of the state's parts, and of the dataset."""
    sizes: dict[str, int] = {}
    for path in out.rglob("*"):
        if path.is_file():
            first, *rest = path.relative_to(out).parts
            what = f"{STATE}/{rest[0]}" if first == STATE else "texts" if first == "texts" else path.suffix
            sizes[what] = sizes.get(what, 0) + path.stat().st_size
    print("  kB a report: " + ", ".join(f"{k} {v / number / 1000:.1f}" for k, v in sorted(sizes.items())))


def nothing(n: int) -> int:
    """A task without work."""
    return n


def tell_overhead(address: str) -> None:
    """Milliseconds of a task that does nothing."""
    from distributed import Client

    with Client(address, set_as_default=False) as client, client.get_executor(pure=False) as executor:
        for _ in range(2):  # the first time is a warm-up
            begin = time.perf_counter()
            for future in [executor.submit(nothing, n) for n in range(TASKS)]:
                future.result()
        each = (time.perf_counter() - begin) / TASKS * 1000
    print(f"an empty task: {each:.2f} ms, {1000 / each:.0f} a second", flush=True)


def main() -> None:
    """All of it, for small and for large reports."""
    numbers = [int(number) for number in sys.argv[1:]] + [400, 60][len(sys.argv) - 1 :]
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the beginning")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many_files.write(folder / "small", numbers[0])
        (folder / "large").mkdir()
        whole_run.write(folder / "large", numbers[1], DRAWN_FROM)
        for workers in (0, 1, 2):
            with cluster(folder / f"dask {workers}", number=workers) if workers else nullcontext() as running:
                if running is not None:
                    tell_overhead(running.address)
                for kind, number in zip(("small", "large"), numbers, strict=True):
                    out = folder / f"{kind} {workers}"
                    if running is None:
                        measure(folder / kind, out, f"{kind}, 2 processes", workers=2)
                        tell_disk(out, number)
                    else:
                        measure(folder / kind, out, f"{kind}, {workers} dask", cluster=running.address)


if __name__ == "__main__":
    main()
