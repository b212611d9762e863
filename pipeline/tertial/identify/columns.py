"""What the heads of a table's columns say of a report's period: the latest that has contents."""

from __future__ import annotations

import re

from tertial.document import Document, Table
from tertial.identify import period
from tertial.vocabulary import Period

_FILLED = re.compile(r"[^\W_]|\[")
"""A letter, a figure or the mark of a colour: what a cell with "–" or white space alone has not."""


def is_head(table: Table, row: int) -> bool:
    """Whether a row names the columns of a table that has rows under it."""
    cells = table.rows[row] if row < len(table.rows) else ()
    if any(cell.header for cell in cells):
        return True
    first = len(table.rows) > 2 and sum(cell.columns for cell in table.rows[0]) > 2
    return first and (row == 0 or (row == 1 and any(cell.columns > 1 for cell in table.rows[0])))


def latest(document: Document) -> str:
    """The head of the latest period under which anything stands; empty where no head names a period."""
    found: list[tuple[tuple[int, int], str]] = []
    for table in document.tables:
        grid = table.grid()
        for row in table.rows:
            for cell in row if row and is_head(table, row[0].row) else ():
                head = document.cut(cell.span)
                label = next(period.labels(head, whole_year=Period.AR), None)
                if label is None or not label.month:
                    continue
                below = {grid[r][cell.column] for r in range(cell.row + cell.rows, len(grid))} - {cell, None}
                if any(_FILLED.search(document.cut(one.span)) for one in below if one is not None):
                    found.append(((label.year or 0, label.month), head))
    return max(found, key=lambda one: one[0])[1] if found else ""
