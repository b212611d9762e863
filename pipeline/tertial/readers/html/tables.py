"""A table of a web page as a grid of cells, and whether it is one: many only set out the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tertial.readers.html.css import Sheet, colour

MAX_SPAN: Final = 200
"""Columns a cell may take."""
MAX_COLUMNS: Final = 1000
"""Columns of a table; cells beyond are left out."""
_SECTIONS: Final = frozenset({"thead", "tbody", "tfoot"})
_HEADINGS: Final = ("h1", "h2", "h3", "h4")
_LAID_OUT: Final = 0.5
"""Part of a table's letters that stand in tables inside it, from where on it sets out the page."""


@dataclass(slots=True)
class GridCell:
    """A cell with its place; continuations of merged cells are counted in, not listed."""

    element: etree._Element
    path: str
    row: int
    column: int
    columns: int
    rows: int
    header: bool
    fill: str
    """Background as a colour in hexadecimal; empty for none."""


def rows_of(table: etree._Element) -> Iterator[tuple[etree._Element, str, bool]]:
    """The rows of a table, each with its path from the table and whether it stands in the head."""
    foot: list[tuple[etree._Element, str, bool]] = []
    counts: dict[str, int] = {}
    for child in table:
        tag = _numbered(child, counts)
        if child.tag == "tr":
            yield child, tag, False
        elif child.tag in _SECTIONS:
            inner: dict[str, int] = {}
            for row in child:
                if row.tag == "tr":
                    found = row, f"{tag}/{_numbered(row, inner)}", child.tag == "thead"
                    if child.tag == "tfoot":
                        foot.append(found)
                    else:
                        yield found
    yield from foot


def _numbered(element: etree._Element, counts: dict[str, int]) -> str:
    tag = str(element.tag)
    counts[tag] = counts.get(tag, 0) + 1
    return f"{tag}[{counts[tag]}]"


def cells(table: etree._Element, path: str, sheet: Sheet) -> list[list[GridCell]]:
    """The cells of a table, row by row, left to right. Rows without cells are left out."""
    rows: list[list[GridCell]] = []
    taken: dict[int, GridCell] = {}
    """By column the cell that reaches down to the row that is read."""
    heading = True
    for tr, inner, in_head in rows_of(table):
        if sheet.style(tr).hidden:
            continue
        found = [cell for cell in tr if cell.tag in ("td", "th") and not sheet.style(cell).hidden]
        if not found:
            continue
        header = heading and (in_head or all(cell.tag == "th" for cell in found))
        heading, column = header, 0
        counts: dict[str, int] = {}
        row: list[GridCell] = []
        taken = {at: cell for at, cell in taken.items() if cell.row + cell.rows > len(rows)}
        row_fill = _fill(tr, sheet)
        for element in found:
            while column in taken:
                column += 1
            if column >= MAX_COLUMNS:
                break
            columns = min(_span(element, "colspan"), MAX_SPAN, MAX_COLUMNS - column)
            while columns > 1 and any(at in taken for at in range(column + 1, column + columns)):
                columns -= 1
            where = f"{path}/{inner}/{_numbered(element, counts)}"
            down = _span(element, "rowspan")
            fill = _fill(element, sheet) or row_fill
            row.append(GridCell(element, where, len(rows), column, columns, down, header, fill))
            for at in range(column, column + columns) if down > 1 else ():
                taken[at] = row[-1]
            column += columns
        rows.append(row)
    for cell in (cell for row in rows for cell in row):
        cell.rows = max(1, min(cell.rows, len(rows) - cell.row))
    return rows


def _span(element: etree._Element, name: str) -> int:
    value = (element.get(name) or "").strip()
    return max(int(value[:6]), 1) if value.isdecimal() and value.isascii() else 1


def _fill(element: etree._Element, sheet: Sheet) -> str:
    style = sheet.style(element)
    return style.fill if style.fill is not None else colour((element.get("bgcolor") or "").lower())


def sets_out(table: etree._Element) -> bool:
    """Whether a table only sets out the page: it says so, or holds mostly other tables, or chapters."""
    if table.get("role") in ("presentation", "none"):
        return True
    inner = [one for one in table.iter("table") if one is not table]
    if not inner and next(table.iter(*_HEADINGS), None) is None:
        return False
    own = _length(table)
    nested = sum(_length(one) for one in inner if _outer(one) is table)
    if nested > _LAID_OUT * own:
        return True
    headings = sum(1 for _ in table.iter(*_HEADINGS))
    n_rows = sum(1 for _ in rows_of(table))
    return headings > 1 and headings > n_rows


def _outer(table: etree._Element) -> etree._Element | None:
    return next(table.iterancestors("table"), None)


def text_of(element: etree._Element) -> str:
    """All letters in an element."""
    return "".join(text for text in element.itertext() if isinstance(text, str))


def _length(element: etree._Element) -> int:
    return len("".join(text_of(element).split()))
