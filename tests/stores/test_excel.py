"""Excel gets text as text, whatever it looks like."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tertial.errors import UsageError
from tertial.stores import excel
from tertial.stores.excel import Link, Sheet, write_sheets


@pytest.mark.parametrize(
    "text", ["=1+1", "+46 63", "-57,8", "@namn", "0180", "http://almvik.example/a", "2023-08-31"]
)
def test_text_stays_text(tmp_path: Path, text: str) -> None:
    """No formula, number, date or address is made of a report's words."""
    write_sheets({"blad": Sheet(head=["a"], rows=[[text]])}, tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["blad"]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_a_cell_too_long_for_excel_is_cut_with_a_mark(tmp_path: Path) -> None:
    """The workbook opens, and the cut is seen."""
    write_sheets({"blad": Sheet(head=["a"], rows=[["x" * 40_000]])}, tmp_path / "a.xlsx")
    value = openpyxl.load_workbook(tmp_path / "a.xlsx")["blad"]["A2"].value
    assert len(value) == excel.CELL_LIMIT
    assert value.endswith("…")


def test_a_link_is_made_of_a_link_only(tmp_path: Path) -> None:
    """It leads to a file beside the workbook, and quotes in it stay quotes."""
    sheet = Sheet(head=["a"], rows=[[Link('a "b".html#t1-2', "läs")]])
    write_sheets({"blad": sheet}, tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["blad"]["A2"]
    assert cell.value == '=HYPERLINK("a ""b"".html#t1-2","läs")'


def test_more_rows_than_a_sheet_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """None is left out in silence."""
    monkeypatch.setattr(excel, "ROW_LIMIT", 2)
    with pytest.raises(UsageError, match="holds 2 rows"):
        write_sheets({"blad": Sheet(head=["a"], rows=[["x"]] * 3)}, tmp_path / "a.xlsx")
