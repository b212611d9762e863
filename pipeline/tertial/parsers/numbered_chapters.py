"""Chapters called by nothing but a number, which tell of the row with that number in a list of titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tertial.boards import Register
from tertial.document import Cell, Document
from tertial.parsers.cells import title_of
from tertial.parsers.content import ContentReader
from tertial.parsers.found import titled
from tertial.parsers.outline import Line
from tertial.parsers.pieces import pieces
from tertial.parsers.rows import PARSER
from tertial.parsers.tables import TableReading

FEWEST = 2
"""A single number is chance."""
MOST = 0.7
"""Share of the rows that must have a chapter of their own."""
LONGEST = 30
LOWEST = 9
"""What any heading is higher than, as a line that is none itself."""
_CALLED = re.compile(
    r"(?:[^\W\d_]{2,12}\.?\s+(?:nr\.?\s*)?)?(?P<number>[A-ZÅÄÖ]?\d{1,3}(?:[.:]\d{1,3})?)[.:)]*"
)


def numbered_chapters(
    document: Document, register: Register, lines: Sequence[Line], readings: Iterable[TableReading]
) -> frozenset[int]:
    """Make items of the rows of tables that hold numbers and titles alone, told of in chapters so numbered.

    Returns:
        The indexes of the lines that tell of them.
    """
    taken: set[int] = set()
    called = _called(lines)
    for reading in readings if called else ():
        rows = _rows(reading)
        told = {number for number, _ in rows if number in called}
        if len(dict(rows)) < len(rows) or len(told) < max(FEWEST, MOST * len(rows)):
            continue
        reading.kind = "items"
        reading.reason = f"table {reading.table.index + 1}: a row an item, and a chapter for each number"
        for number, cell in rows:
            title, span, description = title_of(document, cell, register)
            item = titled(title, span, cell.span, PARSER)
            item.number = number
            item.kind = item.kind or (reading.head.kind if reading.head is not None else None)
            below = _below(lines, called[number], called.values()) if number in called else []
            spans = [(s, "", False) for s in description]
            spans += [
                (ln.span, ln.block.shade, bool(ln.level)) for ln in below if ln.block and not ln.separator
            ]
            item.content = ContentReader(document, register).read(pieces(document, spans))
            taken |= {called[number], *(ln.index for ln in below)} if number in called else set()
            reading.found.append(item)
    return frozenset(taken)


def _called(lines: Sequence[Line]) -> dict[str, int]:
    """The numbers that lines are called by and nothing else, each with its line; none that stands twice."""
    places: dict[str, list[int]] = {}
    for line in lines:
        short = line.table is None and len(line.text) <= LONGEST and not line.separator
        match = _CALLED.fullmatch(line.text.strip()) if short and line.block is not None else None
        if match is not None:
            places.setdefault(match["number"], []).append(line.index)
    return {number: own[0] for number, own in places.items() if len(own) == 1}


def _rows(reading: TableReading) -> list[tuple[str, Cell]]:
    """The numbers and titles of a table that has no other column."""
    head = reading.head
    if reading.kind != "other" or head is None or head.inferred or head.title is None:
        return []
    at = head.first("number")
    if at is None or reading.table.width != 2:
        return []
    rows = []
    for row in reading.table.rows[head.rows :]:
        cells = {cell.column: cell for cell in row if len(cell.span)}
        if at in cells and head.title in cells:
            rows.append((cells[at].text.strip(" .:)"), cells[head.title]))
    return rows


def _below(lines: Sequence[Line], at: int, others: Iterable[int]) -> list[Line]:
    """The lines under the one that calls a number, to the next such or to the next chapter."""
    stops = frozenset(others)
    below = []
    for line in lines[at + 1 :]:
        higher = line.level and line.level <= (lines[at].level or LOWEST)
        if line.index in stops or line.table is not None or higher:
            break
        below.append(line)
    return below
