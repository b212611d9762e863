"""Tables in which the name of an item stands across, over a row for each board that answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Span, Table
from tertial.parsers.cells import cell_pieces, is_example, is_total, title_of
from tertial.parsers.content import ContentReader
from tertial.parsers.details import take_value
from tertial.parsers.found import Found
from tertial.parsers.grid import Head, cell_text
from tertial.parsers.outline import area_name
from tertial.parsers.roles import Role, label
from tertial.parsers.rows import PARSER
from tertial.parsers.tables import TableReading
from tertial.records import Part, Passage

FEWEST = 2
"""Fewer names across with answers under them are no regularity, in one table or in several."""


def answers(document: Document, register: Register, tables: Iterable[TableReading]) -> dict[int, list[Found]]:
    """The items of the tables of answers, by table index. A table that names its column of titles is none."""
    found: dict[int, list[Found]] = {}
    for reading in tables:
        if reading.kind == "items" and reading.head is not None and not reading.head.inferred:
            continue
        items = _Answers(document, register, reading.table, reading.head).read()
        if items:
            found[reading.table.index] = items
    return found if sum(map(len, found.values())) >= FEWEST else {}


class _Answers:
    def __init__(self, document: Document, register: Register, table: Table, head: Head | None) -> None:
        self._document = document
        self._register = register
        self._table = table
        first = head.rows if head is not None and not head.inferred else 0
        self._rows = [[cell for cell in row if len(cell.span)] for row in table.rows[first:]]
        self._roles = dict(head.roles) if head is not None and not head.inferred else {}
        self._names = head.names if head is not None else {}
        self._columns = dict(head.boards) if head is not None else {}
        self._who = None if self._columns else self._column_of_boards(head)

    def _column_of_boards(self, head: Head | None) -> int | None:
        several = [row for row in self._rows if len(row) > 1 and not self._is_band(row)]
        named = head.first("responsible") if head is not None and not head.inferred else None
        for c in [named] if named is not None else range(min(2, self._table.width)):
            cells = [cell for row in several for cell in row if cell.column == c]
            boards = [cell for cell in cells if self._board(cell)]
            if boards and len(boards) >= 0.6 * len(several):
                return c
        return None

    def _board(self, cell: Cell) -> str:
        text = cell_text(self._document, cell).replace("\n", " ")
        boards = self._register.responsible(text).boards if len(text) <= 80 else ()
        return boards[0] if len(boards) == 1 else ""

    def _is_band(self, row: Sequence[Cell]) -> bool:
        """Whether a row is a name across, alone or after its number."""
        texts = [cell_text(self._document, cell) for cell in row]
        if len(row) == 2 and len(texts[0]) <= 14 and not self._board(row[0]):
            return row[1].columns >= max(2, self._table.width - 2) and any(map(str.isdigit, texts[0]))
        return len(row) == 1 and (row[0].columns >= max(2, self._table.width - 1) or row[0].column == 0)

    def read(self) -> list[Found]:
        bands = [r for r, row in enumerate(self._rows) if row and self._is_band(row)]
        if not bands or not (self._columns or self._who is not None) or not self._tells():
            return []
        limits = [*bands[1:], len(self._rows)]
        answered = {b for b, end in zip(bands, limits, strict=True) if self._answers_in(b + 1, end)}
        titles = [b for b in bands if b in answered and self._may_be_title(self._rows[b][-1])]
        if not titles or len(titles) < 0.6 * len(answered):
            return []
        found: list[Found] = []
        area = ""
        for b, end in zip(bands, limits, strict=True):
            cell = self._rows[b][-1]
            if b in titles:
                found.append(self._item(b, end, area))
            elif found and self._sums_up(cell):
                self._add(found[-1], cell)
            elif self._may_be_title(cell):
                area = area_name(cell_text(self._document, cell).replace("\n", " "))
        return found

    def _tells(self) -> bool:
        """Whether most answers are sentences or statuses, and no names of things under a heading."""
        rows = [row for row in self._rows if len(row) > 1 and not self._is_band(row)]
        texts = [cell_text(self._document, cell) for row in rows for cell in row if cell.column != self._who]
        texts = [text for text in texts if any(map(str.isalnum, text))]
        told = sum(text.rstrip()[-1:] in ".!" or wording.leading(text) is not None for text in texts)
        return bool(texts) and told >= 0.6 * len(texts)

    def _answers_in(self, start: int, end: int) -> bool:
        return any(self._answerer(cell) for row in self._rows[start:end] for cell in row)

    def _answerer(self, cell: Cell) -> str:
        """The board that a cell of answers names, or that its column is."""
        if self._columns:
            return self._columns.get(cell.column, "") if cell.columns == 1 else ""
        return self._board(cell) if cell.column == self._who else ""

    def _may_be_title(self, cell: Cell) -> bool:
        text = cell_text(self._document, cell)
        return (
            wording.leading(text) is None
            and label(text) is None
            and not is_example(text)
            and not is_total(text)
        )

    def _sums_up(self, cell: Cell) -> bool:
        """Whether a row across speaks of the item above it: a status, or a label and what it says."""
        text = cell_text(self._document, cell)
        return wording.leading(text) is not None or ":" in text[:40]

    def _item(self, b: int, end: int, area: str) -> Found:
        cell = self._rows[b][-1]
        title, span, description = title_of(self._document, cell, self._register)
        number = cell_text(self._document, self._rows[b][0]).strip(" .") if len(self._rows[b]) > 1 else ""
        found = Found(
            title=title.text,
            title_span=span,
            span=cell.span,
            parser=PARSER,
            kind=title.kind,
            number=title.number or number,
            responsible=title.responsible,
            area=area,
        )
        if title.status is not None:
            found.content.passages.append(Passage(span=title.status, role="status"))
        found.content.passages += [Passage(span=s, role="description") for s in description]
        rows = [row for row in self._rows[b + 1 : end] if row]
        several = sum(self._answers_in(b + 1 + n, b + 2 + n) for n in range(end - b - 1)) > 1
        printed: list[str] = []
        for row in rows:
            if self._columns:
                self._take_columns(found, row)
            else:
                self._take(found, row, printed, several=several)
        found.responsible = found.responsible or ", ".join(dict.fromkeys(printed))
        return found

    def _take(self, found: Found, row: Sequence[Cell], printed: list[str], *, several: bool) -> None:
        who = next((cell for cell in row if cell.column == self._who), None)
        board = self._board(who) if who is not None else ""
        heading = cell_text(self._document, who).replace("\n", " ") if who is not None and board else ""
        if heading:
            printed.append(heading)
        start = stop = -1
        for cell in row:
            if cell is who and board:
                continue
            role = self._roles.get(cell.column) or self._role(cell)
            name = self._names.get(cell.column, "")
            take_value(self._document, self._register, role, name, cell, board if several else "", found)
            if role.name in ("status", "forecast", "comment"):
                start = cell.span.start if start < 0 else start
                stop = cell.span.end
        if board and several and start >= 0:
            found.content.parts.append(Part(board=board, heading=heading, span=Span(start, stop)))
        found.span = Span(found.span.start, max(found.span.end, row[-1].span.end))

    def _take_columns(self, found: Found, row: Sequence[Cell]) -> None:
        """The boards' answers side by side, each in its own column."""
        for cell in row:
            board = self._answerer(cell)
            text = cell_text(self._document, cell)
            if not any(map(str.isalnum, text)):
                continue
            if not board:
                self._add(found, cell)
                continue
            take_value(self._document, self._register, self._role(cell), "", cell, board, found)
            heading = self._names.get(cell.column, board)
            found.content.parts.append(Part(board=board, heading=heading, span=cell.span))
        found.span = Span(found.span.start, max(found.span.end, row[-1].span.end))

    def _role(self, cell: Cell) -> Role:
        text = cell_text(self._document, cell)
        return Role("status" if wording.cell(text) is not None or cell.shade else "comment", None, 1)

    def _add(self, found: Found, cell: Cell) -> None:
        """What a row across says of the item as a whole."""
        read = ContentReader(self._document, self._register).read(cell_pieces(self._document, cell))
        found.content.passages += read.passages
        found.span = Span(found.span.start, max(found.span.end, cell.span.end))
