"""A scanned PDF is told apart, and read where its text is to be recognised."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from bench import formats
from bench.scans import scanned
from tertial import stores
from tertial.analysis import analyse
from tertial.document import document_id
from tertial.errors import MissingProgram, ScannedFile, TooLarge, UnknownFormat, UsageError
from tertial.readers import libreoffice, ocr, read
from tertial.run import kept, process
from tests.pdf_maker import Page, pdf
from tests.test_run import finish

needs_ocr = pytest.mark.skipif(
    ocr.lacking() != "", reason="no OCR (apt-get install ocrmypdf tesseract-ocr tesseract-ocr-swe)"
)
needs_libreoffice = pytest.mark.skipif(
    libreoffice.program() is None, reason="LibreOffice is not installed (apt-get install libreoffice-writer)"
)
REPORT = formats.CORPUS / "almvik/2022-T1.docx"


def blank() -> bytes:
    """A PDF of an empty picture."""
    file = io.BytesIO()
    Image.new("L", (400, 600), 255).save(file, "PDF", resolution=72)
    return file.getvalue()


@needs_ocr
@needs_libreoffice
def test_items_are_found_in_a_scanned_report(tmp_path: Path) -> None:
    """Most of those of the Word report; the dataset says that the text was recognised, and by what."""
    (printed,) = formats.exported([REPORT], "pdf", tmp_path).values()
    data = scanned(printed)
    with pytest.raises(ScannedFile, match=r"almvik/a\.pdf is a scanned PDF.*--ocr"):
        read(data, "almvik/a.pdf")
    folder = tmp_path / "reports" / "almvik"
    folder.mkdir(parents=True)
    (folder / "2022-T1.pdf").write_bytes(data)
    out = tmp_path / "out"
    events = process([tmp_path / "reports"], out, stores.write, recognise="scanned files")
    done, _ = finish(events)
    (told,) = [event.report for event in done if event.report is not None]
    assert (told.reader, told.document_id) == ("ocr", document_id(data))
    (place,) = (out / ".tertial" / "read").glob("*/*")
    report = kept.report(out / ".tertial" / "read", place.name)
    assert any("recognised" in warning for warning in report.warnings)
    assert all("sida " in one.address for one in report.assessments)
    account = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert account["libraries"]["tesseract"] and account["libraries"]["ocrmypdf"]
    in_word = formats.facts(analyse(REPORT.read_bytes(), "almvik/2022-T1.docx"))
    found = list(formats.compared({REPORT: in_word}, [(REPORT, report)]))
    for one in found:
        assert one.both >= 0.6 * (one.both + one.word_only), one


def test_without_the_programs_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """At once, before anything is read; by itself a scanned file is listed with what to do."""
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    (tmp_path / "a.pdf").write_bytes(blank())
    with pytest.raises(UsageError, match="apt-get install ocrmypdf"):
        finish(process([tmp_path], tmp_path.parent / "out", stores.write, recognise="scanned files"))
    with pytest.raises(MissingProgram, match="apt-get install ocrmypdf"):
        read(blank(), "a.pdf", ocr.Recognition())
    with pytest.raises(UnknownFormat, match="--ocr"):
        read(blank(), "a.pdf")


@needs_ocr
def test_pictures_without_text_stay_scanned() -> None:
    """An empty page gives no report, and a file that takes too long is given up."""
    with pytest.raises(ScannedFile, match="no text was recognised"):
        read(blank(), "a.pdf", ocr.Recognition())
    with pytest.raises(TooLarge, match="more than 0 s"):
        read(blank(), "a.pdf", ocr.Recognition(seconds=0))


def test_a_pdf_with_text_needs_no_recognition(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is read as without, and nothing is started."""
    monkeypatch.setattr(ocr.shutil, "which", lambda _: None)
    printed = pdf(Page().text(70, 100, "Uppdraget pågår under hela året."))
    assert read(printed, "a.pdf", ocr.Recognition()).reader == "pdf"
