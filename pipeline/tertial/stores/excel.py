"""Tables as an Excel workbook: a sheet a table, with a head that stays and filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from tertial import codebook
from tertial.errors import UsageError
from tertial.tables import Rows, Tables

FILE: Final = "tertial.xlsx"

CELL_LIMIT: Final = 32_767
"""Characters; Excel drops a workbook with longer cells."""

ROW_LIMIT: Final = 1_048_575
"""Rows under the head."""

ROWS_A_TIME: Final = 1_000

MEANING: Final = "columns"
"""The sheet that says what the columns and values of the others mean."""

FIRST: Final = "observations"
"""The table whose sheet is seen when the workbook is opened."""

HEAD_COLOUR: Final = "#DDE6EE"

WIDEST: Final = 60
"""Characters; longer values wrap."""

WIDTH_ROWS: Final = 300
"""A column is as wide as the longest of so many values."""

CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Excel keeps a date of creation; a fixed one gives the same bytes for the same rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet's head and rows, and how wide its columns are in characters."""

    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()


def write(tables: Tables, folder: Path) -> None:
    """All tables in one workbook, first what most readers look for, last what columns and values mean."""
    order = sorted(tables, key=lambda name: name != FIRST)
    sheets = {name: _sheet(name, tables[name]) for name in order}
    write_sheets({**sheets, MEANING: _meaning(order)}, folder / FILE)


def _meaning(order: Iterable[str]) -> Sheet:
    """What each column and each value of a closed vocabulary means, in English and Swedish."""
    rows = [
        (name, column.name, "", column.en, column.sv)
        for name in order
        for column in codebook.tables()[name].columns
    ]
    rows += [
        ("", ", ".join(codebook.columns_of(name)), value.value, value.en, value.sv)
        for name, values in codebook.vocabularies().items()
        for value in values
    ]
    return Sheet(
        head=("table", "column", "value", "meaning", "betydelse"), rows=rows, widths=(15, 24, 24, 60, 60)
    )


def _sheet(name: str, table: Rows) -> Sheet:
    rows = _rows(name, table)
    first = list(islice(rows, WIDTH_ROWS))
    columns = zip(*first, strict=True) if first else ((),) * len(table.schema.names)
    widths = [
        min(max(len(head) + 4, *(len(str(value or "")) for value in values), 0) + 1, WIDEST)
        for head, values in zip(table.schema.names, columns, strict=True)
    ]
    return Sheet(head=table.schema.names, rows=chain(first, rows), widths=widths)


def _rows(name: str, table: Rows) -> Iterator[Sequence[Any]]:
    """The rows, some at a time, with dates as dates."""
    types = [column.type for column in codebook.tables()[name].columns]
    for batch in table.to_batches(max_chunksize=ROWS_A_TIME):
        columns = []
        for kind, column in zip(types, batch.columns, strict=True):
            values = column.to_pylist()
            columns.append(
                [value and date.fromisoformat(value) for value in values] if kind == "date" else values
            )
        yield from zip(*columns, strict=True)


def write_sheets(sheets: Mapping[str, Sheet], path: Path) -> None:
    """A workbook of these sheets; text stays text, also where it looks like a formula, number or address."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED})
        head_style = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": HEAD_COLOUR}
        )
        body_style = book.add_format({"text_wrap": True, "valign": "top"})
        date_style = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        for name, sheet in sheets.items():
            _write_sheet(book.add_worksheet(name[:31]), sheet, head_style, body_style, date_style)


def _write_sheet(sheet: Any, content: Sheet, head_style: Any, body_style: Any, date_style: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for n, width in enumerate(content.widths):
        sheet.set_column(n, n, width)
    for n, name in enumerate(content.head):
        sheet.write_string(0, n, name, head_style)
    last = 0
    for last, row in enumerate(content.rows, start=1):
        if last > ROW_LIMIT:
            raise UsageError(
                f"An Excel sheet holds {ROW_LIMIT} rows, and there are more.", "Use CSV or Parquet."
            )
        for n, value in enumerate(row):
            _write_cell(sheet, last, n, value, date_style if isinstance(value, date) else body_style)
    if content.head:
        sheet.autofilter(0, 0, last, len(content.head) - 1)


def _write_cell(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
        return
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, style)
        return
    text = str(value)
    if len(text) > CELL_LIMIT:
        text = text[: CELL_LIMIT - 1] + "…"
    sheet.write_string(row, column, text, style)
