"""Answers that stand apart from what they answer: a table that names each item by its number alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Span, Table
from tertial.parsers.cells import cell_pieces
from tertial.parsers.content import ContentReader
from tertial.parsers.found import Found
from tertial.parsers.outline import Line
from tertial.parsers.tables import TableReading
from tertial.parsers.values import is_status
from tertial.records import Part, Passage
from tertial.swedish.numbers import parse_number

FEWEST = 2
"""Fewer rows that name an item by its number are chance."""
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})?|[IVX]{1,5}|[A-ZÅÄÖa-zåäö])[.)]?")


def numbers_of(tables: Mapping[int, TableReading]) -> dict[int, frozenset[str]]:
    """The numbers that each table answers, by table index, where it has a row for each and no titles."""
    found = {}
    for index, reading in tables.items():
        if reading.kind == "items":
            continue
        rows = _rows(reading.table)
        each = len(rows) >= max(FEWEST, len(reading.table.rows) - 1) and len(rows) == len(dict(rows))
        if each and not all(_explains(number, cells) for number, cells in rows):
            found[index] = frozenset(number for number, _ in rows)
    return found


def _explains(number: str, cells: Sequence[Cell]) -> bool:
    """Whether a row of a legend says what its number means."""
    meant = wording.numbered(number, "", status=True) or wording.code(number)
    said = wording.value(cells[-1].text) if meant is not None else None
    return meant is not None and said is not None and said.assessment is meant.assessment


def _rows(table: Table) -> list[tuple[str, list[Cell]]]:
    """The rows that begin with a number and go on with words, as the number and the other cells."""
    found = []
    for row in table.rows:
        cells = [cell for cell in row if len(cell.span)]
        number = cells[0].text if len(cells) > 1 else ""
        told = [cell for cell in cells[1:] if parse_number(cell.text) is None]
        if _NUMBER.fullmatch(number) and cells[0].column == 0 and told == cells[1:]:
            found.append((number.strip(".)"), told))
    return found


def answer_by_number(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    tables: Mapping[int, TableReading],
    found: Sequence[Found],
) -> None:
    """Give each item what tables tell under its number alone; a table in a board's chapter is the board's."""
    counts = Counter(item.number for item in found if item.number)
    items = {item.number: item for item in found if counts[item.number] == 1}
    for index, numbers in numbers_of(tables).items():
        if len(numbers & items.keys()) < max(FEWEST, 0.7 * len(numbers)):
            continue
        board, heading = _board_over(lines, index, register)
        for number, cells in _rows(tables[index].table):
            if number in items:
                _take(document, register, items[number], cells, board, heading)


def _board_over(lines: Sequence[Line], index: int, register: Register) -> tuple[str, str]:
    """The board whose name is the heading next above a table, canonical and as printed."""
    at = next((n for n, line in enumerate(lines) if line.table is not None and line.table.index == index), 0)
    for line in reversed(lines[max(0, at - 2) : at]):
        board = register.heading(line.text) if line.is_board else None
        if board is not None:
            return board.name, line.text.strip(" :*")
    return "", ""


def _take(
    document: Document, register: Register, item: Found, cells: Sequence[Cell], board: str, heading: str
) -> None:
    for cell in cells:
        text = cell.text
        if is_status(text) or wording.value(text) is not None:
            item.content.passages.append(
                Passage(span=cell.span, role="status", board=board, shade=cell.shade)
            )
            continue
        read = ContentReader(document, register, speaker=board).read(cell_pieces(document, cell))
        item.content.passages += read.passages
        item.content.parts += read.parts
    if board:
        span = Span(cells[0].span.start, cells[-1].span.end)
        item.content.parts.append(Part(board=board, heading=heading, span=span))
