"""The audit memo, as Word and LibreOffice open it."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import lxml.etree
import pypdfium2
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn

from tertial.cli import main
from tertial.dataset import open_dataset
from tertial.report.memo import write_memo
from tertial.report.word import Memo


@pytest.fixture(scope="module")
def path(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A memo made by the command."""
    path = tmp_path_factory.mktemp("memo") / "pm.docx"
    done = CliRunner().invoke(main, ["report", str(out), "--memo", "Stortjärna", "-o", str(path)])
    assert done.exit_code == 0, done.output
    return path


def notes(path: Path) -> list[str]:
    """The footnotes in order."""
    with zipfile.ZipFile(path) as file:
        root = lxml.etree.fromstring(file.read("word/footnotes.xml"))
    found = [one for one in root if not one.get(qn("w:type"))]
    assert [one.get(qn("w:id")) for one in found] == [str(n) for n in range(1, len(found) + 1)]
    return ["".join(one.itertext()).strip() for one in found]


def test_it_has_what_a_memo_has(path: Path) -> None:
    """Real headings in the order of an audit, captions that count, heads that are repeated, Swedish."""
    memo = docx.Document(str(path))
    heads = [one.text for one in memo.paragraphs if one.style is not None and one.style.name == "Heading 1"]
    assert heads == [
        "Sammanfattning",
        "Bakgrund och underlag",
        "Iakttagelser per nämnd",
        "Prognos mot utfall",
        "Äldsta oavslutade ärenden",
        "Borta utan besked",
        "Bedömning",
        "Bilaga: allt som flaggats",
    ]
    captions = [one.text for one in memo.paragraphs if one.style is not None and one.style.name == "Caption"]
    assert [one.split(".")[0] for one in captions] == [f"Tabell {n}" for n in range(1, len(captions) + 1)]
    assert len(captions) == len(memo.tables) == 5
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in memo.tables)
    assert {one.get(qn("w:val")) for one in memo.styles.element.iter(qn("w:lang"))} == {"sv-SE"}
    assert "Stortjärna" in memo.sections[0].header.paragraphs[0].text
    marked = [run.text for one in memo.paragraphs for run in one.runs if run.font.highlight_color]
    assert len(marked) == 2 and all(text.startswith("[Revisorns") for text in marked)


def test_each_finding_has_its_words_in_a_footnote(out: Path, path: Path) -> None:
    """Verbatim, with file and place; every flag of the municipality stands in the appendix."""
    dataset = open_dataset(out)
    of = {row["document_id"]: row for row in dataset.rows("documents")}
    flags = [row for row in dataset.rows("flags") if of[row["document_id"]]["municipality"] == "Stortjärna"]
    appendix = docx.Document(str(path)).tables[-1]
    assert [cells[-1].text for cells in (row.cells for row in appendix.rows)][1:] != []
    assert sorted(row.cells[-1].text for row in appendix.rows[1:]) == sorted(one["message"] for one in flags)
    told = notes(path)
    quoted = " ".join(told)
    assert all(" ".join(one["evidence"].split()) in quoted for one in flags)
    assert any(re.search(r"T2\.docx, .+ rad \d+\.$", one) for one in told)
    with zipfile.ZipFile(path) as file:
        body = lxml.etree.fromstring(file.read("word/document.xml"))
    assert len(list(body.iter(qn("w:footnoteReference")))) == len(told)


def test_words_open_it_without_complaint(path: Path, tmp_path: Path) -> None:
    """LibreOffice makes pages of it, with footnotes at their foot."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is missing")
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(tmp_path / "pm.pdf")
    told = [page.get_textpage().get_text_range() for page in pdf]
    assert len(told) > 5
    assert "Sida 2" in told[1]
    assert any("rad" in text.split("Sida")[0][-200:] for text in told[2:8])


def test_same_dataset_gives_the_same_bytes(out: Path, path: Path, tmp_path: Path) -> None:
    """No clock gets in."""
    write_memo(open_dataset(out), "Stortjärna", tmp_path / "a.docx")
    assert (tmp_path / "a.docx").read_bytes() == path.read_bytes()


def test_what_a_report_says_stays_text(out: Path, tmp_path: Path) -> None:
    """Scripts, patterns and signs that XML can't hold; in English, too."""
    write_memo(open_dataset(out), "Farliga", tmp_path / "a.docx", "en")
    memo = docx.Document(str(tmp_path / "a.docx"))
    told = " ".join(one.text for one in memo.paragraphs)
    assert "Findings by board" in told
    odd = Memo("a", "sv-SE", "Tabell")
    odd.paragraph("\x00a\ud800b & <w:p/>", quote="\x0b<x>")
    odd.save(tmp_path / "b.docx")
    assert docx.Document(str(tmp_path / "b.docx")).paragraphs[0].text == "\ufffda\ufffdb & <w:p/>"
    assert notes(tmp_path / "b.docx") == ["\ufffd<x>"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--memo", "Ingenstans", "-o", "a.docx"), "no reports of Ingenstans"),
        (("--memo", "Stortjärna", "-o", "a.html"), "writes no .html files with --memo"),
    ],
)
def test_what_can_not_be_done_is_said(out: Path, arguments: tuple[str, ...], problem: str) -> None:
    """With what there is."""
    done = CliRunner().invoke(main, ["report", str(out), *arguments])
    assert (done.exit_code, problem in done.stderr) == (2, True)
