"""Compares what is found in reports in Word with what is found in them as .doc, RTF, PDF, web pages and more.

Run it with `python -m bench.formats [NAME ...]`: over the reports in Word in corpus/reports, or those whose
path has one of the names in it. LibreOffice writes them in each format, and tertial reads what it wrote.
Those
that one table holds are compared as sheets too (bench/sheets.py).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import sheets
from tertial.analysis import analyse
from tertial.errors import ReadError
from tertial.readers import libreoffice, to_convert
from tertial.records import Report
from tertial.vocabulary import Basis

CORPUS = Path(__file__).parents[1] / "corpus" / "reports"
FORMATS = {
    "doc": "MS Word 97",
    "rtf": "Rich Text Format",
    "odt": "writer8",
    "ott": "writer8_template",
    "fodt": "OpenDocument Text Flat XML",
    "html": "HTML (StarWriter)",
    "pdf": "writer_pdf_Export",
}
"""Endings, and what LibreOffice calls the formats when it writes them."""
Facts = Mapping[str, Counter[tuple[str, ...]]]


class Agreement(NamedTuple):
    """How far a report in another format says the same as in Word."""

    report: str
    figure: str
    both: int
    word_only: int
    other_only: int


def exported(paths: Iterable[Path], ending: str, folder: Path) -> dict[Path, bytes]:
    """The same reports in another format, as LibreOffice writes it."""
    copies = {path: folder / f"{n:04}.docx" for n, path in enumerate(paths)}
    for path, copy in copies.items():
        copy.write_bytes(path.read_bytes())
    call = [
        str(libreoffice.program()),
        f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}",
        *(
            "--headless",
            "--norestore",
            "--convert-to",
            f"{ending}:{FORMATS[ending]}",
            "--outdir",
            str(folder),
        ),
        *map(str, copies.values()),
    ]
    subprocess.run(call, check=True, capture_output=True, timeout=600)
    return {path: copy.with_suffix(f".{ending}").read_bytes() for path, copy in copies.items()}


def reports(files: Mapping[Path, bytes], ending: str = ".docx") -> Iterator[tuple[Path, Report]]:
    """What is found in files of a format, those first that LibreOffice makes something of.

    Args:
        ending: That of the names that they go by.
    """
    asked = {path: file for path, data in files.items() if (file := to_convert(data, path.name)) is not None}
    for path in files:
        if path not in asked:
            yield path, analyse(files[path], Path(name(path)).with_suffix(ending).as_posix())
    with libreoffice.Office() as office:
        for first in range(0, len(asked), libreoffice.MOST_FILES):
            batch = list(asked)[first : first + libreoffice.MOST_FILES]
            made = office.convert([asked[path] for path in batch])
            for path, converted in zip(batch, made, strict=True):
                if isinstance(converted, ReadError):
                    raise converted
                yield path, analyse(converted, name(path))


def name(path: Path) -> str:
    """What a report of the corpus is called."""
    return path.relative_to(CORPUS).as_posix()


def facts(report: Report) -> Facts:
    """The items, and what is said of them in so many words."""
    titles = {item.item_id: item.title for item in report.items}
    return {
        "items": Counter((item.kind, item.title) for item in report.items),
        "explicit assessments": Counter(
            (titles[told.item_id], told.board, told.assessment, told.modality)
            for told in report.assessments
            if told.basis is Basis.EXPLICIT
        ),
    }


def compared(in_word: Mapping[Path, Facts], others: Iterable[tuple[Path, Report]]) -> Iterator[Agreement]:
    """Report by report and figure by figure."""
    for path, report in others:
        for figure, got in facts(report).items():
            expected = in_word[path][figure]
            both = (expected & got).total()
            yield Agreement(name(path), figure, both, expected.total() - both, got.total() - both)


def f1(found: Iterable[Agreement]) -> float:
    """The share that is the same in both, of all that is in either."""
    both, other = 0, 0
    for one in found:
        both += 2 * one.both
        other += one.word_only + one.other_only
    return both / (both + other) if both else 0.0


def main(names: Sequence[str]) -> None:
    """Prints the figures of each format, and the reports that are not the same."""
    paths = [
        path for path in sorted(CORPUS.rglob("*.docx")) if not names or any(n in str(path) for n in names)
    ]
    in_word = {path: facts(analyse(path.read_bytes(), name(path))) for path in paths}
    print(f"{len(paths)} reports, LibreOffice {libreoffice.version()}")
    for ending in FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            files = exported(paths, ending, Path(folder))
        tell(in_word, files, ending)
    names_of = {path: name(path) for path in paths}
    workbooks = sheets.exported(paths, names_of, "xlsx")
    tell(in_word, workbooks, "xlsx")
    tell(in_word, sheets.exported(list(workbooks), names_of, "csv"), "csv")
    for old in ("xls", "ods") if workbooks else ():
        with tempfile.TemporaryDirectory() as folder:
            tell(in_word, sheets.converted(workbooks, old, Path(folder)), old)


def tell(in_word: Mapping[Path, Facts], files: Mapping[Path, bytes], ending: str) -> None:
    """Prints the figures of a format, and the reports that are not the same."""
    begin = time.perf_counter()
    found = list(compared(in_word, reports(files, f".{ending}")))
    seconds = time.perf_counter() - begin
    for figure in dict.fromkeys(one.figure for one in found):
        print(f"{ending:5} {figure:21} {f1(one for one in found if one.figure == figure):.4f}")
    print(f"{ending:5} {'seconds a report':21} {seconds / max(1, len(files)):.3f}, {len(files)} reports")
    for one in found:
        if one.word_only or one.other_only:
            print(f"      {one.report}: {one.figure}, {one.word_only} lost, {one.other_only} more")


if __name__ == "__main__":
    main(sys.argv[1:])
