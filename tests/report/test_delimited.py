"""CSV for a Swedish Excel, and copies of a dataset's files."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from tertial import codebook
from tertial.cli import main
from tertial.dataset import open_dataset


def export(*arguments: object) -> Result:
    """What the command says."""
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


def test_a_swedish_excel_opens_it_right(out: Path, tmp_path: Path) -> None:
    """As LibreOffice reads it in Swedish: numbers are numbers, 0180 is text, nothing is reckoned."""
    assert export(out, "--format", "csv", "--dialect", "excel-sv", "-o", tmp_path / "sv").exit_code == 0
    raw = (tmp_path / "sv" / "items.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b";" in raw.splitlines()[0]
    assert raw.count(b"\r\n") > 100
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is missing")
    # The semicolon, the quote, UTF-8, Swedish; formulas are evaluated, as by a double click.
    read = "CSV:59,34,76,1,,1053,false,true,false,false,false,-1,true"
    command = [office, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += [f"--infilter={read}", "--convert-to", "xlsx", "--outdir", str(tmp_path)]
    for name in ("items", "assessments", "documents"):
        made = [*command, str(tmp_path / "sv" / f"{name}.csv")]
        subprocess.run(made, check=True, capture_output=True, timeout=120)

    def column(table: str, head: str) -> list[object]:
        [path] = tmp_path.glob(f"{table}*.xlsx")
        names, *body = openpyxl.load_workbook(path, data_only=True).worksheets[0].iter_rows(values_only=True)
        return [row[names.index(head)] for row in body]

    dataset = open_dataset(out)
    sure = [float(row["confidence"]) for row in dataset.rows("assessments")]
    assert column("assessments", "Säkerhet") == sure
    assert column("items", "Nummer") == [row["number"] or None for row in dataset.rows("items")]
    assert any(str(source).startswith("'=farliga") for source in column("documents", "Fil"))


def test_the_datasets_own_files_are_copied(out: Path, tmp_path: Path) -> None:
    """As they are; a place must be named, as they lie in the dataset already."""
    assert export(out, "--format", "csv", "-o", tmp_path / "csv").exit_code == 0
    assert export(out, "--format", "parquet", "-o", tmp_path / "parquet").exit_code == 0
    assert export(out, "-o", tmp_path / "a.sqlite").exit_code == 0
    for name in codebook.tables():
        for form in ("csv", "parquet"):
            file = f"{name}.{form}"
            assert (tmp_path / form / file).read_bytes() == (out / file).read_bytes()
    assert (tmp_path / "a.sqlite").read_bytes() == (out / "tertial.sqlite").read_bytes()
    with (tmp_path / "csv" / "items.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file))[0] == "item_id"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--format", "csv"), "has its csv files already"),
        (("-o", "uppdrag.docx"), "is not said"),
        (("--dialect", "excel-sv"), "has no dialect"),
    ],
)
def test_what_can_not_be_done_is_said(out: Path, arguments: tuple[str, ...], problem: str) -> None:
    """With what to do instead."""
    done = export(out, *arguments)
    assert done.exit_code == 2
    assert problem in done.stderr


def test_what_was_filled_in_is_not_written_over(out: Path, tmp_path: Path) -> None:
    """Unless it is said."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"mine")
    refused = export(out, "-o", path)
    assert (refused.exit_code, path.read_bytes()) == (2, b"mine")
    assert "filled in" in refused.stderr
    assert export(out, "-o", path, "--force").exit_code == 0
    assert path.read_bytes() != b"mine"
