"""Measures how much memory and time a run over many small reports takes, in the process that leads it.

Run it with `python bench/many_files.py [NUMBER ...]`; 300 and 3,000 reports where nothing is said. The
reports are of a hundred invented municipalities, alike but for names and numbers.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tertial import stores
from tertial.run import Finished, Step, process

PLACES = 100
ITEMS = 3
STATUSES = ("Uppdraget är inte påbörjat.", "Uppdraget pågår och bedöms bli genomfört under året.")


def write(folder: Path, number: int) -> None:
    """Small reports, three uppdrag each, as files."""
    folder.mkdir()
    for n in range(number):
        place, turn = n % PLACES, n // PLACES
        period = f"tertial {turn % 3 + 1} {2000 + turn // 3}"
        lines = [f"Ort{place:02}s kommun", f"Uppföljning av uppdrag, {period}", ""]
        for item in range(1, ITEMS + 1):
            lines += [
                f"{item}. Bygg en ny ishall vid kajplats {place}-{item} (KS)",
                STATUSES[item % len(STATUSES)],
                f"En förstudie är klar och ritningarna beställda. Diarienummer {n}:{item}. " * 3,
                "",
            ]
        (folder / f"{n:06}.txt").write_text("\n".join(lines), encoding="utf-8")


def measure(number: int) -> None:
    """One run, in this process and two workers; prints a line."""
    with tempfile.TemporaryDirectory() as place:
        write(Path(place) / "reports", number)
        begin = time.perf_counter()
        read = 0.0
        for event in process([Path(place) / "reports"], Path(place) / "out", stores.write, workers=2):
            match event:
                case Step(name="linking"):
                    read = time.perf_counter() - begin
                case Finished():
                    counts = event.counts
        seconds = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    worker = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{number:7} reports, {counts['items']:8} items: leading process {peak:6.1f} MiB, "
        f"worker {worker:6.1f} MiB, {seconds:7.1f} s ({read:.1f} s reading)",
        flush=True,
    )


def main() -> None:
    """Each number in a process of its own, as a peak never goes down."""
    numbers = [int(number) for number in sys.argv[1:]] or [300, 3_000]
    if len(numbers) == 1:
        measure(numbers[0])
        return
    for number in numbers:
        environment = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"}  # as `tertial run` sets it
        subprocess.run([sys.executable, __file__, str(number)], check=True, env=environment)


if __name__ == "__main__":
    main()
