"""Excel gets text as text, whatever it looks like."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tertial.stores import excel
from tertial.stores.excel import Sheet, write_sheets
from tertial.tables import Tables, arrow


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 63", "-57,8", "@namn", "0180", "http://almvik.example/a", "2023-08-31"]
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    """No formula, number, date or address is made of a report's words."""
    write_sheets({"blad": Sheet(head=["a"], rows=[[text]])}, tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["blad"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_all_tables_are_sheets(built: Tables, tmp_path: Path) -> None:
    """A sheet a table, head first, numbers as numbers; the last says what each column and value means."""
    excel.write(built, tmp_path)
    book = openpyxl.load_workbook(tmp_path / excel.FILE)
    assert sorted(book.sheetnames) == sorted([*built, excel.MEANING])
    meant = list(book[book.sheetnames[-1]].iter_rows(values_only=True))
    assert {row[1] for row in meant if row[0] == "items"} == set(built["items"].column_names)
    assert any(row[2] == "inte genomfört" and row[3] for row in meant)
    assert book.sheetnames[0] == "observations", "what most readers look for is seen first"
    assert book["observations"].column_dimensions["A"].width > 9
    rows = list(book["items"].iter_rows(values_only=True))
    assert list(rows[0]) == built["items"].column_names
    assert rows[1][2] == 1
    assert len(rows) == built["items"].num_rows + 1


def test_dates_are_dates(built: Tables, tmp_path: Path) -> None:
    """They sort and filter as such, and are shown as they are written in Sweden."""
    names = built["items"].column_names
    row = tuple("2023-08-31" if name == "end_date" else None for name in names)
    excel.write({**built, "items": arrow("items", [row])}, tmp_path)
    cell = openpyxl.load_workbook(tmp_path / excel.FILE)["items"].cell(2, names.index("end_date") + 1)
    assert (cell.value, cell.number_format) == (datetime(2023, 8, 31), "yyyy-mm-dd")


def test_a_cell_too_long_for_excel_is_cut_with_a_mark(tmp_path: Path) -> None:
    """The workbook opens, and the cut is seen."""
    write_sheets({"blad": Sheet(head=["a"], rows=[["x" * 40_000]])}, tmp_path / "a.xlsx")
    value = openpyxl.load_workbook(tmp_path / "a.xlsx")["blad"]["A2"].value
    assert len(value) == excel.CELL_LIMIT
    assert value.endswith("…")


def test_same_rows_give_the_same_bytes(built: Tables, tmp_path: Path) -> None:
    """Nothing of the time or the place gets in."""
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        excel.write(built, tmp_path / name)
    assert (tmp_path / "a" / excel.FILE).read_bytes() == (tmp_path / "b" / excel.FILE).read_bytes()
