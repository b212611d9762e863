"""Times whole runs over many reports of ten pages with one worker and with two, and one process by its parts.

Run it with `python bench/whole_run.py [NUMBER]`; 200 reports where nothing is said. The reports are shuffled
paragraphs of corpus/reports, every other one in Word, the rest as text.
"""

from __future__ import annotations

import cProfile
import io
import pstats
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import docx

from tertial import analysis, stores
from tertial.analysis import analyse
from tertial.readers import read
from tertial.run import Finished, Step, process

CORPUS = Path(__file__).parents[1] / "corpus" / "reports"
WORDS_A_REPORT = 4_500
"""Ten pages."""
PROFILED = 20
FIRST = ("Bruks", "Ås", "Lill", "Stor", "Norr", "Söder", "Öster", "Väster", "Mörk", "Ljus")
LAST = ("vik", "näs", "ås", "torp", "fors", "holm", "by", "sund", "hed", "dal")
STATUSES = ("Uppdraget pågår.", "Uppdraget är genomfört.", "Uppdraget bedöms bli genomfört under året.")
TITLES = ("Ta fram en plan för", "Utred", "Se över", "Utveckla", "Genomför en översyn av", "Förbättra")


def paragraphs(n_files: int | None = None) -> list[str]:
    """Running text of the corpus, or of its first files, as a stock to draw from."""
    found: set[str] = set()
    for path in sorted(path for path in CORPUS.rglob("*") if path.is_file())[:n_files]:
        text = analyse(path.read_bytes(), path.name).text
        found |= {line for line in text.split("\n") if len(line) > 120 and "\t" not in line}
    return sorted(found)


def make_report(stock: list[str], n: int) -> list[tuple[str, str]]:
    """The lines of report number n, each with what it is.

    A hundred municipalities report three times a year; the uppdrag of a year keep their titles, and no two
    reports have a sentence in common.
    """
    place, turn = n % 100, n // 100
    name, year = FIRST[place // 10] + LAST[place % 10], 2015 + turn // 3
    named, told = random.Random(f"{name} {year}"), random.Random(n)
    lines = [("title", f"{name}s kommun, uppföljning av uppdrag tertial {turn % 3 + 1} {year}")]
    n_words = 0
    while n_words < WORDS_A_REPORT:
        matters = [named.choice(stock).split()[-1].strip(".,").lower() for _ in range(3)]
        title = f"{named.choice(TITLES)} {matters[0]} för {matters[1]} och {matters[2]} (KS)"
        lines += [("heading", title), ("text", told.choice(STATUSES))]
        for paragraph in told.sample(stock, 5):
            n_words += len(paragraph.split())
            lines.append(("text", f"{paragraph} Diarienummer {n}:{n_words}."))
    return lines


def write(folder: Path, number: int, n_files: int | None = None) -> None:
    """The reports as files, drawn from the first files of the corpus or from all."""
    stock = paragraphs(n_files)
    for n in range(number):
        lines = make_report(stock, n)
        if n % 2:
            text = "\n".join(f"\n{line}" if kind == "heading" else line for kind, line in lines)
            (folder / f"{n:04d}.txt").write_text(text, encoding="utf-8")
            continue
        document = docx.Document()
        for kind, line in lines:
            style = {"title": "Title", "heading": "Heading 1"}.get(kind)
            document.add_paragraph(line, style=style)
        document.save(str(folder / f"{n:04d}.docx"))


def tell_profile(folder: Path) -> None:
    """Which parts of the package, and of the libraries, the time of one process is spent in."""
    reports = [(path.read_bytes(), path.name) for path in sorted(folder.iterdir())[:PROFILED]]
    analyse(*reports[0])
    profile = cProfile.Profile()
    profile.enable()
    for data, name in reports:
        analyse(data, name)
    profile.disable()
    shares: Counter[str] = Counter()
    entries = pstats.Stats(profile, stream=io.StringIO()).stats  # type: ignore[attr-defined]
    for function, (_, _, own, _, _) in entries.items():
        _share(entries, function, own, shares, depth=0)
    total = sum(shares.values())
    print(
        f"\nwhere the time goes ({PROFILED} reports, profiled; with the library calls that each part makes):"
    )
    for part, seconds in shares.most_common(16):
        print(f"  {seconds / total:6.1%}  {part}")


def _share(entries: Any, function: Any, seconds: float, shares: Counter[str], depth: int) -> None:
    """Puts the time of a function down to the module of the package that called it, directly or not."""
    path = Path(function[0])
    callers = entries[function][4]
    if "tertial" in path.parts or depth > 8 or not callers:
        inner = (
            path.parts[len(path.parts) - path.parts[::-1].index("tertial") :]
            if "tertial" in path.parts
            else ()
        )
        shares["/".join(inner) or "elsewhere"] += seconds
        return
    weights = {caller: times[2] for caller, times in callers.items()}
    total = sum(weights.values())
    for caller, weight in weights.items():
        part = weight / total if total else 1 / len(weights)
        _share(entries, caller, seconds * part, shares, depth + 1)


def tell_parts(folder: Path) -> None:
    """What reading, finding the items and judging their statements take of one processor."""
    reports = [(path.read_bytes(), path.name) for path in sorted(folder.iterdir())[:PROFILED]]
    n_words = sum(len(analyse(*report).text.split()) for report in reports)
    judging = 0.0
    judged = analysis.assess

    def timed(*values: Any) -> Any:
        nonlocal judging
        begin = time.process_time()
        statements = judged(*values)
        judging += time.process_time() - begin
        return statements

    begin = time.process_time()
    for report in reports:
        read(*report)
    reading = time.process_time() - begin
    analysis.assess = timed  # type: ignore[assignment]
    begin = time.process_time()
    for report in reports:
        analyse(*report)
    whole = time.process_time() - begin
    analysis.assess = judged
    print(f"\none process, {len(reports)} reports, ms of a processor for 6,000 words:")
    for part, seconds in (
        ("reading", reading),
        ("finding items and the rest", whole - reading - judging),
        ("judging statements", judging),
        ("in all", whole),
    ):
        print(f"{seconds / n_words * 6_000_000:9.0f}  {part}")


def timed_run(folder: Path, out: Path, workers: int) -> float:
    """Seconds of a whole run; prints its steps."""
    begin = last = time.perf_counter()
    for event in process([folder], out, stores.write, workers=workers):
        now = time.perf_counter()
        match event:
            case Step():
                print(f"{now - last:7.1f} s  before {event.name}")
                last = now
            case Finished():
                print(f"{now - last:7.1f} s  writing")
                counts = event.counts
    each = (now - begin) / counts["read"] * 1000
    print(
        f"{now - begin:7.1f} s  in all, {workers} workers, {each:.0f} ms a report: {counts['read']} reports, "
        f"{counts['items']} items, {counts['assessments']} statements"
    )
    return now - begin


def main() -> None:
    """Makes the reports, runs over them, and profiles."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "reports"
        folder.mkdir()
        write(folder, number)
        one, two = (timed_run(folder, Path(place) / str(workers), workers) for workers in (1, 2))
        print(f"{one / two:7.2f}    times as quick with two workers as with one")
        tell_parts(folder)
        tell_profile(folder)


if __name__ == "__main__":
    main()
