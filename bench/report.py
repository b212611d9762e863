"""How long the report page takes to write and to open: 20 municipalities, 12 reports each, of 30 items.

Run it with `python -m bench.report [MUNICIPALITIES]`. The reports are invented, each item with a status, a
comment of three sentences and a nämnd. Where Chromium is there, the page is opened in it: seconds until it
can be used, and until a search has left only what it finds.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.measuring import peak_so_far, versions
from bench.towns import town
from tertial import stores
from tertial.dataset import open_dataset
from tertial.report.html import write_report
from tertial.run import process

PLACES = 20
REPORTS = 12
ITEMS = 30
BOARDS = ("KS", "TN", "BUN", "SN")
STATUSES = (
    "Uppdraget är inte påbörjat.",
    "Uppdraget pågår och bedöms bli genomfört under året.",
    "Uppdraget är genomfört.",
    "Uppdraget bedöms inte bli genomfört under året.",
)
WHAT = (
    "gångbro",
    "lekplats",
    "simhall",
    "förskola",
    "avfallsplan",
    "brunn",
    "stig",
    "brygga",
    "park",
    "taxa",
)


def write(folder: Path, places: int) -> None:
    """The reports as files."""
    folder.mkdir()
    for place in range(places):
        for turn in range(REPORTS):
            year, third = 2019 + turn // 3, turn % 3 + 1
            lines = [f"{town(place)}s kommun", f"Uppföljning av uppdrag, tertial {third} {year}", ""]
            for n in range(1, ITEMS + 1):
                thing = WHAT[n % len(WHAT)]
                where = f"{chr(65 + n % 26)}{n} ({BOARDS[n % len(BOARDS)]})"
                lines += [
                    f"{n}. Utveckla en {thing} vid kvarteret {where}",
                    STATUSES[(n + turn) % len(STATUSES)],
                    f"En förstudie om {thing}n gjordes i månad {turn + 1}. Ritningarna är beställda. "
                    f"Kostnaden beräknas till {n * 10 + turn} tkr, och nämnden följer frågan noga.",
                    "",
                ]
            (folder / f"{place:03}-{turn:02}.txt").write_text("\n".join(lines), encoding="utf-8")


def opened(path: Path) -> tuple[float, float]:
    """Seconds until the page can be used, and until a search has been answered."""
    from tests.report.browser import chromium

    with chromium() as browser:
        page = browser.new_page()
        begin = time.perf_counter()
        page.goto(path.as_uri())
        page.wait_for_function("document.getElementById('shown').textContent !== ''")
        ready = time.perf_counter() - begin
        begin = time.perf_counter()
        page.locator("#f-text").fill("simhall")
        page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        return ready, time.perf_counter() - begin


def main() -> None:
    """Prints the figures."""
    places = int(sys.argv[1]) if len(sys.argv) > 1 else PLACES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "reports", places)
        for _ in process([folder / "reports"], folder / "out", stores.write):
            pass
        begin = time.perf_counter()
        written = write_report(open_dataset(folder / "out"), folder / "rapport.html")
        took = time.perf_counter() - begin
        size = sum(path.stat().st_size for path in written) / 2**20
        print(versions("Jinja2", "altair", "vl-convert-python", "rapidfuzz"))
        print(
            f"{places} municipalities, {places * REPORTS * ITEMS} items: "
            f"{len(written)} pages of {size:.1f} MiB in {took:.1f} s, "
            f"at most {peak_so_far():.0f} MiB of memory"
        )
        try:
            ready, found = opened(written[0] if len(written) == 1 else written[1])
        except BaseException as missing:
            print(f"not opened: {missing}")
            return
        print(f"in Chromium: {ready:.1f} s until it can be used, {found:.2f} s until a search is answered")


if __name__ == "__main__":
    main()
