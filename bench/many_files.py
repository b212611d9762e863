"""Measures how much memory and time a run over many small reports takes, in the process that leads it.

Run it with `python -m bench.many_files [NUMBER ...]`; 300 and 3,000 reports where nothing is said. The
reports are of a hundred invented municipalities, of more where each would have above 150, alike but for names
and numbers.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.measuring import apart, timed, versions, watched
from bench.towns import town
from tertial import stores
from tertial.run import Finished, Step, process

PLACES = 100
MOST = 150
"""Reports of one municipality: three a year for fifty years."""
ITEMS = 3
STATUSES = ("Uppdraget är inte påbörjat.", "Uppdraget pågår och bedöms bli genomfört under året.")


def write(folder: Path, number: int) -> None:
    """Small reports, three uppdrag each, as files."""
    folder.mkdir()
    places = max(PLACES, -(-number // MOST))
    for n in range(number):
        place, turn = n % places, n // places
        period = f"tertial {turn % 3 + 1} {2000 + turn // 3}"
        lines = [f"{town(place)}s kommun", f"Uppföljning av uppdrag, {period}", ""]
        for item in range(1, ITEMS + 1):
            lines += [
                f"{item}. Bygg en ny ishall vid kajplats {place}-{item} (KS)",
                STATUSES[item % len(STATUSES)],
                f"En förstudie är klar och ritningarna beställda. Diarienummer {n}:{item}. " * 3,
                "",
            ]
        (folder / f"{n:06}.txt").write_text("\n".join(lines), encoding="utf-8")


def job(number: str) -> dict[str, float]:
    """One run in this process and two workers: seconds, MiB and counts."""
    with tempfile.TemporaryDirectory() as place:
        write(Path(place) / "reports", int(number))
        read = 0.0
        with watched() as peak, timed() as took:
            begin = time.perf_counter()
            for event in process([Path(place) / "reports"], Path(place) / "out", stores.write, workers=2):
                match event:
                    case Step(name="linking"):
                        read = time.perf_counter() - begin
                    case Finished():
                        counts = event.counts
    sums = ("read", "duplicates", "other_formats", "skipped", "failed")
    assert counts["found"] == int(number) == sum(counts[name] for name in sums), "the books don't balance"
    return {
        **took,
        "reading": read,
        "lead": peak.lead,
        "together": peak.together,
        "items": counts["items"],
    }


def main() -> None:
    """Prints the table; each number in a process of its own, as a peak never goes down."""
    numbers = [int(number) for number in sys.argv[1:]] or [300, 3_000]
    print(versions("spacy", "pyarrow"))
    print("MiB at most: of the leading process, and of it and two workers (proportional set size)")
    first: dict[str, float] = {}
    for number in numbers:
        got = apart("bench.many_files", str(number))
        first = first or got
        growth = " and ".join(f"{got[what] / first[what]:.2f}" for what in ("lead", "together"))
        print(
            f"  {number:7} reports, {got['items']:7} items: {got['lead']:.0f} and {got['together']:.0f} MiB "
            f"({growth} times the first), {got['wall']:7.1f} s ({got['reading']:.1f} s reading), "
            f"{got['cpu'] / number * 1000:.1f} ms a report in the lead; the books balance",
            flush=True,
        )


if __name__ == "__main__":
    main()
