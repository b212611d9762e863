"""Cards whose labels stand over their values, a row of names and a row of values again and again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tertial import wording
from tertial.document import Block, Cell, Document, Table
from tertial.parsers.roles import Role, of_card

FEWEST_PAIRS = 2
"""A single row of names over one of values is a table of one row."""
LONGEST = 40
"""Characters of a label."""


def laid_flat(document: Document) -> dict[int, list[Block]]:
    """The blocks of such cards with all names in one row and all values in the next, by their identity.

    `Uppdrag` over its title, then `Ansvarig | Status` over who and how: a table of one item. Only where
    another table of the report has the same names in the same places.
    """
    names = {table.index: _names(table) for table in document.tables if table.width > 1}
    alike = [own for own in names.values() if own]
    return {
        id(block): [made]
        for table in document.tables
        if (own := names.get(table.index)) and alike.count(own) > 1
        for row in table.rows
        for cell in row
        for block, made in _moved(table, cell)
    }


def _names(table: Table) -> tuple[tuple[int, str], ...]:
    """The labels of a card in which they stand over their values, each with its row; empty for others."""
    rows = [[cell for cell in row if len(cell.span)] for row in table.rows]
    if len(rows) % 2 or len(rows) < 2 * FEWEST_PAIRS:
        return ()
    labels = [cell for row in rows[::2] for cell in row]
    values = [cell for row in rows[1::2] for cell in row]
    roles = [_role(cell) for cell in labels]
    held = [role.name for role in roles if role is not None]
    if len(held) < len(labels) or held.count("title") != 1 or not {"status", "comment", "forecast"} & {*held}:
        return ()
    named = [cell for cell in values if _role(cell) is not None and wording.cell(cell.text) is None]
    if named or any(cell.rows > 1 for cell in (*labels, *values)):
        return ()
    over = all(_places(names) >= _places(told) for names, told in zip(rows[::2], rows[1::2], strict=True))
    return tuple((cell.row, cell.text.casefold()) for cell in labels) if over else ()


def _role(cell: Cell) -> Role | None:
    text = cell.text
    return of_card(text.rstrip(" :")) if len(text) <= LONGEST and "\n" not in text else None


def _places(row: Sequence[Cell]) -> set[int]:
    return {cell.column for cell in row}


def _moved(table: Table, cell: Cell) -> list[tuple[Block, Block]]:
    """Each block of a cell with what it is where all pairs of rows stand side by side."""
    return [
        (
            block,
            replace(
                block,
                place=replace(
                    block.place,
                    row=cell.row % 2,
                    column=cell.row // 2 * table.width + cell.column,
                    header=cell.row % 2 == 0,
                ),
            ),
        )
        for block in cell.blocks
        if block.place is not None
    ]
