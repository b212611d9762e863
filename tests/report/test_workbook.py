"""The workbook that auditors live in, as openpyxl and LibreOffice open it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from tertial import codebook
from tertial.cli import main
from tertial.dataset import open_dataset
from tertial.report.names import LANGS, column_name, table_name, value_name
from tertial.report.queue import KEYS, entries
from tertial.report.workbook import write_workbook


@pytest.fixture(scope="module")
def path(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook made by the command."""
    path = tmp_path_factory.mktemp("workbook") / "uppdrag.xlsx"
    done = CliRunner().invoke(main, ["export", str(out), "-o", str(path)])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="module")
def book(path: Path) -> Any:
    """The same, opened."""
    return openpyxl.load_workbook(path)


def rows(sheet: Any) -> list[dict[str, Any]]:
    """The rows of a sheet by its head."""
    head, *body = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def test_sheets_stand_in_the_order_of_use(book: Any) -> None:
    """What to read, what to look at, matters side by side, a sheet a table, and what all of it means."""
    names = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert names[:4] == ["Läs mig", "Att granska", "Jämförelse", "Observationer"]
    assert names[-1] == "Kodbok"
    assert set(names[3:-1]) == {table_name(name, "sv") for name in codebook.tables()}
    assert book.active.title == "Läs mig"
    told = " ".join(str(row[0]) for row in book["Läs mig"].iter_rows(values_only=True))
    assert "9 rapporter från Farliga, Stortjärna" in told


def test_a_sheet_has_all_rows_of_its_table(out: Path, book: Any) -> None:
    """With numbers as numbers, dates as dates, codes as text, and codes in words."""
    dataset = open_dataset(out)
    for name, table in codebook.tables().items():
        got, wanted = rows(book[table_name(name, "sv")]), list(dataset.rows(name))
        assert len(got) == len(wanted)
        for shown, row in zip(got, wanted, strict=True):
            for column in table.columns:
                value, text = shown[column_name(column.name, "sv")], row[column.name]
                if not text:
                    assert value is None
                elif column.type == "date":
                    assert (value, isinstance(value, datetime)) == (datetime.fromisoformat(text), True)
                elif column.type in ("integer", "number"):
                    assert value == float(text)
                else:
                    assert value == (value_name(column.vocabulary, text, "sv") if column.vocabulary else text)


def test_heads_stay_filter_and_print(book: Any) -> None:
    """On A4 across, with the head on each page."""
    for sheet in book.worksheets[1:]:
        if sheet.sheet_state == "visible":
            assert sheet.freeze_panes
            assert sheet.auto_filter.ref
            assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
            assert sheet.print_title_rows == "$1:$1"


def test_links_lead_to_the_words(out: Path, path: Path, book: Any) -> None:
    """They are relative, so that a copied folder keeps them, and each place is there."""
    pages: dict[str, str] = {}
    count = 0
    for sheet in book.worksheets:
        for (cell,) in sheet.iter_rows(min_row=2, max_col=1):
            found = re.fullmatch(r'=HYPERLINK\("(.+?)(?:#(.+))?","läs"\)', str(cell.value))
            if found:
                count += 1
                file, at = found.groups()
                if file not in pages:
                    pages[file] = (path.parent / file).read_text(encoding="utf-8")
                assert at is None or f'id="{at}"' in pages[file]
    assert count > 1000
    statements = list(open_dataset(out).rows("assessments"))
    shown = [cell.value for (cell,) in book["Bedömningar"].iter_rows(min_row=2, max_col=1)]
    assert all(f"#t{row['start']}-{row['end']}" in link for row, link in zip(statements, shown, strict=True))
    observed = [
        row[0].value for row in book["Observationer"].iter_rows(min_row=2) if row[13].value is not None
    ]
    assert observed == shown


def test_nothing_that_a_report_says_is_reckoned(book: Any) -> None:
    """The only formulas are our links."""
    seen = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.value.startswith('=HYPERLINK("rapporttexter/')
                seen += cell.data_type == "s" and str(cell.value).startswith("=farliga")
    assert seen


def test_what_to_look_at_comes_the_worst_first(out: Path, book: Any) -> None:
    """Every flag, then every unsure statement, with lists to choose from and keys to find it again by."""
    dataset = open_dataset(out)
    found = rows(book["Att granska"])
    n_flags = sum(1 for _ in dataset.rows("flags"))
    weights = [row["Vikt"] for row in found]
    assert weights[:n_flags] == sorted(weights[:n_flags], key=["fel", "varning", "för kännedom"].index)
    assert set(weights[n_flags:]) <= {None}
    unsure = sum(float(row["confidence"]) < 0.9 for row in dataset.rows("assessments"))
    assert len(found) == n_flags + unsure
    assert [row["Nyckel (ändra inte)"] for row in found] == [entry.key for entry in entries(dataset)]
    assert len({tuple(row[name] for name in KEYS) for row in found}) >= len(found) - 2
    assert len(book["Att granska"].data_validations.dataValidation) == 4
    choices = book["Listor"]
    assert choices.sheet_state == "hidden"
    assert [row[0] for row in choices.iter_rows(max_row=3, max_col=1, values_only=True)] == [
        "rätt",
        "fel",
        "vet inte",
    ]


def test_matters_stand_side_by_side(out: Path, book: Any) -> None:
    """A row a thread, the columns in time, in the words that tertial compare uses."""
    found = rows(book["Jämförelse"])
    assert len(found) == sum(1 for _ in open_dataset(out).rows("threads"))
    told = CliRunner().invoke(main, ["compare", str(out), "-m", "Stortjärna", "--format", "json"])
    assert told.exit_code == 0
    by_id = {row["Ärende-id"]: row for row in found}
    compared = json.loads(told.stdout)
    labels = [report["label"] for report in compared["reports"]]
    assert [name for name in found[0] if name in labels] == labels
    for matter in compared["matters"][:40]:
        assert by_id[matter["thread_id"]]["Titel"] == matter["title"]


@pytest.mark.parametrize("lang", LANGS)
def test_everything_has_a_name(lang: Any) -> None:
    """Of each table and column, in each language; no two columns of a table have the same."""
    for name, table in codebook.tables().items():
        assert table_name(name, lang)
        assert len({column_name(column.name, lang) for column in table.columns}) == len(table.columns)
    for vocabulary in (
        "code",
        "severity",
        "change",
        "step",
        "result",
        "answer",
        "relation",
        "basis",
        "method",
    ):
        values = [value.value for value in codebook.vocabularies()[vocabulary]]
        assert len({value_name(vocabulary, value, lang) for value in values}) == len(values)


def test_in_english_too(out: Path, tmp_path: Path) -> None:
    """The reports' own words stay as they are."""
    write_workbook(open_dataset(out), tmp_path / "a.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True)
    assert book.sheetnames[:4] == ["Read me", "To review", "Comparison", "Observations"]


def test_same_dataset_gives_the_same_bytes(out: Path, path: Path, tmp_path: Path) -> None:
    """Nothing of the time or the place gets in."""
    write_workbook(open_dataset(out), tmp_path / path.name)
    assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_libreoffice_opens_it(path: Path, tmp_path: Path) -> None:
    """Text, dates and links are what they are in the file."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is missing")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    back = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run(
        [*back, "--outdir", str(tmp_path), str(tmp_path / "uppdrag.ods")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    ours, theirs = (openpyxl.load_workbook(one) for one in (path, tmp_path / "uppdrag.xlsx"))
    for name in ("Att granska", "Observationer", "Rapporter"):
        mine, got = rows(ours[name]), rows(theirs[name])
        assert [list(row.values())[1:9] for row in got] == [list(row.values())[1:9] for row in mine]
