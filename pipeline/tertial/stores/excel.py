"""Excel workbooks: sheets with a head that stays and filters, written a row at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from tertial.errors import UsageError

CELL_LIMIT: Final = 32_767
"""Characters; Excel drops a workbook with longer cells."""

ROW_LIMIT: Final = 1_048_575
"""Rows under the head."""

HEAD_COLOUR: Final = "#DDE6EE"
ASKED_COLOUR: Final = "#F6E7A8"
"""Of the heads of columns to be filled in."""
LINK_COLOUR: Final = "#0B4F9E"
LINE: Final = 14.5
"""Points a line of text is high."""
HIGHEST: Final = 409
"""Points; Excel has no higher rows."""
DEFAULT_WIDTH: Final = 8
PAGE: Final = 190
"""So many characters beside each other fill a page's width in letters that can be read."""
CHOICES: Final = "Listor"
"""The hidden sheet that drop-down lists take their values from."""

CREATED: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Excel keeps a date of creation; a fixed one gives the same bytes for the same rows."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to a file beside the workbook, and what it shows."""

    target: str
    shown: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell that is a heading of what stands below it."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet's head and rows, and how it is laid out."""

    head: Sequence[str]
    """Empty for a sheet of running text, which has neither filter nor lines."""
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = ()
    """Of the columns, in characters."""
    still: int = 0
    """So many columns stay in sight beside the head."""
    coloured: Sequence[int] = ()
    """Columns of statuses, coloured by what their text begins with."""
    lists: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Columns to be filled in, and what may be chosen there; nothing for free text."""
    small: Sequence[int] = ()
    """Columns of keys, for programs, at the end: small and grey, and not printed."""
    one_line: Sequence[int] = ()
    """Columns whose values don't wrap, as they would make rows too high."""


def write_sheets(
    sheets: Mapping[str, Sheet], path: Path, colours: Mapping[str, Colour] | None = None
) -> None:
    """A workbook of these sheets; text stays text, also where it looks like a formula, number or address.

    Args:
        sheets: By name, in order; their rows are taken one at a time.
        path: The file; it is written anew.
        colours: By what a status begins with, the longest first.

    Raises:
        UsageError: A sheet has more rows than Excel can hold.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": CREATED})
        styles = _Styles(book)
        painted = {text: book.add_format(asdict(colour)) for text, colour in (colours or {}).items()}
        choices = _Choices(book)
        for name, sheet in sheets.items():
            _write_sheet(book.add_worksheet(name[:31]), sheet, styles, painted, choices)
        choices.write()


@dataclass(frozen=True, slots=True)
class Colour:
    """How a status is painted; it stands in words too."""

    font_color: str
    bg_color: str
    italic: bool = False


class _Styles:
    """The formats of cells."""

    def __init__(self, book: Any) -> None:
        top = {"text_wrap": True, "valign": "top"}
        self.head = book.add_format({**top, "bold": True, "bottom": 1, "bg_color": HEAD_COLOUR})
        self.asked = book.add_format({**top, "bold": True, "bottom": 1, "bg_color": ASKED_COLOUR})
        self.body = book.add_format(top)
        self.line = book.add_format({"valign": "top"})
        self.number = book.add_format({"valign": "top", "align": "right", "indent": 1})
        self.date = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.link = book.add_format({**top, "font_color": LINK_COLOUR, "underline": 1})
        self.heading = book.add_format({**top, "bold": True, "font_size": 13, "valign": "bottom"})
        self.small = book.add_format({**top, "font_size": 8, "font_color": "#5F6872"})
        self.fill = book.add_format({**top, "bg_color": "#FFFBEA", "border": 1, "border_color": "#D8CFA6"})


class _Choices:
    """What may be chosen in columns, on a sheet of its own, as a list in a cell holds 255 characters only."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._lists: dict[tuple[str, ...], int] = {}

    def source(self, values: Sequence[str]) -> str:
        """The range of these values."""
        column = xl_col_to_name(self._lists.setdefault(tuple(values), len(self._lists)))
        return f"={CHOICES}!${column}$1:${column}${len(values)}"

    def write(self) -> None:
        """The sheet, where any column has choices; it is hidden."""
        if not self._lists:
            return
        sheet = self._book.add_worksheet(CHOICES)
        for row in range(max(map(len, self._lists))):
            for column, values in enumerate(self._lists):
                if row < len(values):
                    sheet.write_string(row, column, values[row])
        sheet.hide()


def _write_sheet(
    sheet: Any, content: Sheet, styles: _Styles, painted: Mapping[str, Any], choices: _Choices
) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    printed = [width for n, width in enumerate(content.widths) if n not in content.small]
    sheet.fit_to_pages(max(1, round(sum(printed) / PAGE)), 0)
    if content.still:
        sheet.repeat_columns(0, content.still - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&L&8&F: &A&R&8&P (&N)")
    for n, width in enumerate(content.widths):
        sheet.set_column(n, n, width)
    if content.head:
        sheet.freeze_panes(1, content.still)
        sheet.repeat_rows(0)
        for n, name in enumerate(content.head):
            sheet.write_string(0, n, name, styles.asked if n in content.lists else styles.head)
    else:
        sheet.hide_gridlines(2)
    first = 1 if content.head else 0
    last = 0
    for last, row in enumerate(content.rows, start=first):
        if last > ROW_LIMIT:
            raise UsageError(
                f"An Excel sheet holds {ROW_LIMIT} rows, and there are more.", "Use CSV or Parquet."
            )
        lines = max((_lines(value, content, n) for n, value in enumerate(row)), default=1)
        if lines > 1:
            sheet.set_row(last, min(lines * LINE, HIGHEST))
        for n, value in enumerate(row):
            if n in content.lists:
                sheet.write_string(last, n, str(value or ""), styles.fill)
            else:
                style = styles.small if n in content.small else styles.line if n in content.one_line else None
                _write_cell(sheet, last, n, value, styles, style or styles.body)
    if not content.head:
        return
    sheet.autofilter(0, 0, last, len(content.head) - 1)
    sheet.print_area(0, 0, last, len(content.head) - 1 - len(content.small))
    if last:
        for n in content.coloured:
            for text, style in painted.items():
                begins = {"type": "text", "criteria": "begins with", "value": text, "format": style}
                sheet.conditional_format(1, n, last, n, {**begins, "stop_if_true": True})
        for n, values in content.lists.items():
            if values:
                of = {"validate": "list", "source": choices.source(values), "error_type": "warning"}
                sheet.data_validation(1, n, last, n, of)


def _lines(value: Any, content: Sheet, n: int) -> int:
    """How many lines a cell takes; programs but Excel do not find that out for themselves."""
    if isinstance(value, Heading):
        return 2
    if not isinstance(value, str) or n in content.one_line or n in content.small:
        return 1
    width = content.widths[n] if n < len(content.widths) else DEFAULT_WIDTH
    return sum(max(1, -(-len(line) // width)) for line in value.split("\n"))


def _write_cell(sheet: Any, row: int, column: int, value: Any, styles: _Styles, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, styles.date)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles.number)
    elif isinstance(value, Link):
        # A link of its own takes a relation of the sheet, of which there are 65,530 at most.
        target, shown = (text.replace('"', '""') for text in (value.target, value.shown))
        sheet.write_formula(row, column, f'=HYPERLINK("{target}","{shown}")', styles.link, value.shown)
    elif isinstance(value, Heading):
        sheet.write_string(row, column, value.text, styles.heading)
    else:
        text = str(value)
        if len(text) > CELL_LIMIT:
            text = text[: CELL_LIMIT - 1] + "…"
        sheet.write_string(row, column, text, style)
