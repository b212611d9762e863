"""Measures how much is found in scanned reports: reports in Word, printed, made pictures and recognised.

Run it with `python -m bench.scans [NAME ...]`: over ten reports of corpus/reports, or those whose path has
one of the names in it. It takes about a minute a report.
"""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium

from bench import formats
from tertial.analysis import analyse
from tertial.readers import ocr

DOTS_AN_INCH = 200
EVERY = 20
"""One report of so many is taken."""


def scanned(printed: bytes, *, dots: int = DOTS_AN_INCH) -> bytes:
    """A PDF of grey pictures of the pages of another."""
    document = pdfium.PdfDocument(printed)
    pages = [document[n].render(scale=dots / 72).to_pil().convert("L") for n in range(len(document))]
    file = io.BytesIO()
    pages[0].save(file, "PDF", save_all=True, append_images=pages[1:], resolution=dots)
    return file.getvalue()


def main(names: Sequence[str]) -> None:
    """Prints what is found in each report, and in all."""
    every = sorted(formats.CORPUS.rglob("*.docx"))
    paths = [path for path in every if any(n in str(path) for n in names)] if names else every[3::EVERY]
    print(f"{len(paths)} reports, {ocr.versions()}")
    in_word = {path: formats.facts(analyse(path.read_bytes(), formats.name(path))) for path in paths}
    with tempfile.TemporaryDirectory() as folder:
        prints = formats.exported(paths, "pdf", Path(folder))
    found = []
    for path, printed in prints.items():
        begin = time.perf_counter()
        name = Path(formats.name(path)).with_suffix(".pdf").as_posix()
        report = analyse(scanned(printed), name, recognition=ocr.Recognition(jobs=2))
        told = list(formats.compared(in_word, [(path, report)]))
        found += told
        seconds = time.perf_counter() - begin
        print(
            f"{name}: {seconds:.0f} s",
            *(f"{one.figure} {one.both}/{one.both + one.word_only}" for one in told),
        )
    for figure in ("items", "explicit assessments"):
        some = [one for one in found if one.figure == figure]
        share = sum(one.both for one in some) / max(1, sum(one.both + one.word_only for one in some))
        print(f"{figure}: F1 {formats.f1(some):.3f}, {share:.3f} of those in Word")


if __name__ == "__main__":
    main(sys.argv[1:])
