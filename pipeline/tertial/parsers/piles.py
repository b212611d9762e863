"""Tables whose columns are statuses, with the items that have each in the cells under it."""

from __future__ import annotations

from collections.abc import Iterable

from tertial import wording
from tertial.boards import Register
from tertial.document import Block, Cell, Document, Span, Table
from tertial.parsers.found import Found, titled
from tertial.parsers.headings import area_name
from tertial.parsers.roles import column
from tertial.parsers.rows import PARSER
from tertial.parsers.title_parts import take_apart
from tertial.parsers.titles import like_title
from tertial.records import Passage

FEWEST = 3
"""Fewer items are no pile."""
_LETTERS = 8
"""Fewer letters are a cross, a number or an answer."""


def piles(document: Document, register: Register, tables: Iterable[Table]) -> dict[int, list[Found]]:
    """The items of each table whose columns are statuses, by table index."""
    found = {table.index: _items(document, register, table) for table in tables if 2 <= table.width <= 8}
    return {index: items for index, items in found.items() if len(items) >= FEWEST}


def _items(document: Document, register: Register, table: Table) -> list[Found]:
    head = {cell.column: cell for cell in table.rows[0] if len(cell.span)}
    names = {c: cell.text.replace("\n", " ") for c, cell in head.items()}
    judged = [c for c, name in names.items() if wording.status_over(name) is not None]
    groups = [c for c in range(table.width) if c not in judged]
    if len(judged) < 2 or groups not in ([], [0]) or _names_titles(names.get(0, "")):
        return []
    blocks = [
        (cell, block)
        for row in table.rows[1:]
        for cell in row
        if cell.column in judged
        for block in cell.blocks
        if len(block.span)
    ]
    titles = [document.cut(block.span) for _, block in blocks]
    if sum(map(_may_be_title, titles)) < 0.8 * len(titles):
        return []
    found = []
    for row in table.rows[1:]:
        group = next((cell for cell in row if cell.column not in judged and len(cell.span)), None)
        name = area_name(group.text.replace("\n", " ")) if group is not None else ""
        board = register.heading(name) if name else None
        for cell, block in blocks:
            if cell.row == row[0].row:
                item = _item(document, register, head[cell.column], block)
                item.area = name if board is None else ""
                item.responsible = item.responsible or (name if board is not None else "")
                found.append(item)
    return found


def _names_titles(name: str) -> bool:
    role = column(name)
    return role is not None and role.name == "title"


def _may_be_title(text: str) -> bool:
    worded = sum(map(str.isalpha, text)) >= _LETTERS and wording.leading(text) is None
    return worded and text.rstrip()[-1:] not in ".!?" and like_title(text) > 0


def _item(document: Document, register: Register, status: Cell, block: Block) -> Found:
    title = take_apart(document.cut(block.span), register, automatic=block.number)
    at = block.span.start
    item = titled(title, Span(at + title.span.start, at + title.span.end), block.span, PARSER)
    item.content.passages.append(Passage(span=status.span, role="status"))
    return item
