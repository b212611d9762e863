"""Tables in which an item opens with a row of its own, over a row for each board that answers.

Its name stands across, or beside its number, who is asked and when, which the answers do without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Span, Table
from tertial.parsers.cells import cell_pieces, is_example, is_total, take_facts, title_of
from tertial.parsers.content import ContentReader
from tertial.parsers.details import take_value
from tertial.parsers.found import Found, titled
from tertial.parsers.head import Head
from tertial.parsers.headings import area_name
from tertial.parsers.roles import Role, RoleName, column, label
from tertial.parsers.rows import PARSER
from tertial.parsers.states import ALL_BOARDS
from tertial.parsers.tables import TableReading
from tertial.parsers.titles import is_order, split_number
from tertial.parsers.values import is_status, value_of
from tertial.records import Part, Passage
from tertial.swedish.words import fold

FEWEST = 2
"""Fewer rows that open an item, with answers under them, are no regularity, in one table or in several."""
MOST = 0.8
"""Share of the rows that open an item that have an answer next, where they take turns."""
SOME, FEW = 0.5, 0.2
"""A column that so many of the rows that open items fill, and so few of the answers, is the items' own."""
LONGEST_NUMBER = 14
_OF_ITEM: frozenset[RoleName] = frozenset(
    {"responsible", "start", "end", "when", "decided", "status", "forecast", "area"}
)


def answers(document: Document, register: Register, tables: Iterable[TableReading]) -> dict[int, list[Found]]:
    """The items of the tables of answers, by table index.

    A table that names its column of titles is none, unless its rows take turns.
    """
    found: dict[int, list[Found]] = {}
    for reading in tables:
        named = reading.kind == "items" and reading.head is not None and not reading.head.inferred
        items = _Answers(document, register, reading.table, reading.head).read(across=not named)
        if items:
            found[reading.table.index] = items
    return found if sum(map(len, found.values())) >= FEWEST else {}


class _Answers:
    def __init__(self, document: Document, register: Register, table: Table, head: Head | None) -> None:
        self._document = document
        self._register = register
        self._table = table
        if head is not None and not head.boards and not any(map(column, head.names.values())):
            head = None  # a row that names no columns opens the first item
        first = head.rows if head is not None and not head.inferred else 0
        rows = [[cell for cell in row if len(cell.span)] for row in table.rows[first:]]
        self._rows = [row for row in rows if not (first and self._is_head(head, row))]
        self._roles = dict(head.roles) if head is not None and not head.inferred else {}
        self._names = head.names if head is not None else {}
        self._columns = dict(head.boards) if head is not None else {}
        self._who = None if self._columns else self._column_of_boards(head)
        self._beside: Mapping[int, Role] | None = None
        """What an item's own row holds beside its name, by column; None where its name stands across."""

    def _is_head(self, head: Head | None, row: Sequence[Cell]) -> bool:
        texts = [""] * self._table.width
        for cell in row:
            texts[cell.column] = fold(cell.text)
        return head is not None and head.is_repeated_in(texts)

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
        text = cell.text.replace("\n", " ")
        boards = self._register.responsible(text).boards if len(text) <= 80 else ()
        return boards[0] if len(boards) == 1 else ""

    def _is_band(self, row: Sequence[Cell]) -> bool:
        """Whether a row is a name across, alone or after its number."""
        texts = [cell.text for cell in row]
        if len(row) == 2 and len(texts[0]) <= 14 and not self._board(row[0]):
            return row[1].columns >= max(2, self._table.width - 2) and any(map(str.isdigit, texts[0]))
        return len(row) == 1 and (row[0].columns >= max(2, self._table.width - 1) or row[0].column == 0)

    def _take_turns(self) -> dict[int, Cell]:
        """The rows that open items, with the cell of the name, where rows of another form answer."""
        if self._columns:
            return {}
        for who in range(min(3, self._table.width)):
            cells_of = {r: {cell.column: cell for cell in row} for r, row in enumerate(self._rows)}
            rows = {r: cells for r, cells in cells_of.items() if len(cells) > 1 and who in cells}
            opening = self._opening(rows, who)
            if opening:
                self._who = who
                return self._named(opening)
        return {}

    def _opening(self, rows: Mapping[int, Mapping[int, Cell]], who: int) -> dict[int, Mapping[int, Cell]]:
        """The rows that open items, if column `who` names the boards that answer in the rows after each."""
        boards = {r for r, cells in rows.items() if self._board(cells[who])}
        others = {r: cells for r, cells in rows.items() if r not in boards}
        if not boards or not others or min(rows) in boards:
            return {}
        given = Counter(c for cells in others.values() for c in cells)
        answered = Counter(c for r in boards for c in rows[r])
        own = {c for c in given if given[c] >= SOME * len(others) and answered[c] <= FEW * len(boards)}
        own.discard(who)
        opening = {
            r: cells
            for r, cells in others.items()
            if (len(own & cells.keys()) >= 0.5 * len(own) if own else self._opens(cells[who]))
        }
        after = dict(pairwise(rows))
        turned = sum(after.get(r, r) not in opening for r in opening)
        if not opening or min(rows) not in opening or turned < MOST * len(opening):
            return {}
        answers = [cells for r, cells in rows.items() if r not in opening]
        tell = self._tell([cell for cells in answers for c, cell in cells.items() if c != who])
        return opening if tell else {}

    def _opens(self, cell: Cell) -> bool:
        """Whether a cell is a number, or a title that shows to be one: `3. Växel`, `Utred växeln`."""
        text = cell.text
        number = split_number(text)[0]
        return bool(number) or is_order(text) or (len(text) <= LONGEST_NUMBER and any(map(str.isdigit, text)))

    def _named(self, opening: Mapping[int, Mapping[int, Cell]]) -> dict[int, Cell]:
        """The cell of each row's name: in the column of the longest texts. What stands beside it is kept."""
        lengths: Counter[int] = Counter()
        values: dict[int, list[RoleName | None]] = {}
        for cells in opening.values():
            for c, cell in cells.items():
                text = cell.text
                lengths[c] += len(text)
                values.setdefault(c, []).append(value_of(text, self._register))
        title = lengths.most_common(1)[0][0]
        beside: dict[int, Role] = {}
        for c in values.keys() - {title}:
            named = self._roles.get(c)
            common = Counter(values[c]).most_common(1)[0][0]
            if c == self._who:
                beside[c] = Role("number", None, 1)
            elif named is not None and named.name in _OF_ITEM:
                beside[c] = named
            elif common is not None:
                beside[c] = Role(common, None, 1)
        self._beside = beside
        return {r: cells[title] for r, cells in opening.items() if title in cells}

    def read(self, *, across: bool) -> list[Found]:
        """The items; none where nothing shows that rows open items and others answer.

        Args:
            across: An item may open with nothing but its name and number, across the table.
        """
        turns = self._take_turns()
        bands = [r for r, row in enumerate(self._rows) if r in turns or (row and self._is_band(row))]
        if not turns and not (across and bands and self._answered()):
            return []
        limits = [*bands[1:], len(self._rows)]
        answered = {b for b, end in zip(bands, limits, strict=True) if self._answers_in(b + 1, end)}
        names = {b: turns.get(b, self._rows[b][-1]) for b in bands}
        titles = [b for b in bands if b in (turns or answered) and self._may_be_title(names[b])]
        if not titles or len(titles) < 0.6 * len(answered):
            return []
        found: list[Found] = []
        area = ""
        for b, end in zip(bands, limits, strict=True):
            cell = names[b]
            if b in titles:
                found.append(self._item(cell, b, end, area))
            elif found and self._sums_up(cell):
                self._add(found[-1], cell)
            elif self._may_be_title(cell):
                area = area_name(cell.text.replace("\n", " "))
        return found

    def _answered(self) -> bool:
        """Whether the rows that are no names across are boards' answers."""
        if not self._columns and self._who is None:
            return False
        rows = [row for row in self._rows if len(row) > 1 and not self._is_band(row)]
        return self._tell([cell for row in rows for cell in row if cell.column != self._who])

    def _tell(self, cells: Sequence[Cell]) -> bool:
        """Whether most answers are sentences or statuses, and no names of things under a heading."""
        texts = [cell.text for cell in cells]
        texts = [text for text in texts if any(map(str.isalnum, text))]
        told = [t for t in texts if t[-1:] in ".!" or is_status(t) or wording.leading(t) is not None]
        return len(told) >= max(1, 0.6 * len(texts))

    def _answers_in(self, start: int, end: int) -> bool:
        return any(self._answerer(cell) for row in self._rows[start:end] for cell in row)

    def _answerer(self, cell: Cell) -> str:
        """The board that a cell of answers names, or that its column is."""
        if self._columns:
            return self._columns.get(cell.column, "") if cell.columns == 1 else ""
        return self._board(cell) if cell.column == self._who else ""

    def _may_be_title(self, cell: Cell) -> bool:
        text = cell.text
        return (
            wording.leading(text) is None
            and label(text) is None
            and not is_example(text)
            and not is_total(text)
        )

    def _sums_up(self, cell: Cell) -> bool:
        """Whether a row across speaks of the item above it: a status, or a label and what it says."""
        text = cell.text
        return wording.leading(text) is not None or ":" in text[:40]

    def _item(self, cell: Cell, b: int, end: int, area: str) -> Found:
        title, span, description = title_of(self._document, cell, self._register)
        first = self._rows[b][0]
        numbered = first is not cell and self._beside is None
        number = first.text.strip(" .") if numbered else ""
        found = titled(title, span, cell.span, PARSER)
        found.number = title.number or number
        found.area = area
        if title.status is not None:
            found.content.passages.append(Passage(span=title.status, role="status"))
        told = [s for s in description if not take_facts(found, self._document.cut(s), self._register)]
        found.content.passages += [Passage(span=s, role="description") for s in told]
        for other in self._rows[b]:
            if (beside := (self._beside or {}).get(other.column)) is not None:
                name = self._names.get(other.column, "")
                take_value(self._document, self._register, beside, name, other, "", found)
        rows = [row for row in self._rows[b + 1 : end] if row]
        several = sum(self._answers_in(b + 1 + n, b + 2 + n) for n in range(end - b - 1)) > 1
        asked = self._register.responsible(found.responsible).boards if found.responsible else ()
        several = several or len(asked) > 1 or ALL_BOARDS in asked
        printed: list[str] = []
        for row in rows:
            if self._columns:
                self._take_columns(found, row)
            else:
                self._take(found, row, printed, several=several)
        found.responsible = found.responsible or ", ".join(dict.fromkeys(printed))
        found.span = Span(min(found.span.start, first.span.start), found.span.end)
        return found

    def _take(self, found: Found, row: Sequence[Cell], printed: list[str], *, several: bool) -> None:
        who = next((cell for cell in row if cell.column == self._who), None)
        board = self._board(who) if who is not None else ""
        heading = who.text.replace("\n", " ") if who is not None and board else ""
        if heading:
            printed.append(heading)
        start = stop = -1
        for cell in row:
            if cell is who and (board or self._beside is not None):
                continue
            role = self._roles.get(cell.column)
            if role is None or (self._beside is not None and role.name in ("title", "number")):
                role = self._role(cell)
            name = self._names.get(cell.column, "")
            take_value(self._document, self._register, role, name, cell, board if several else "", found)
            if role.name in ("status", "forecast", "comment"):
                before = who is not None and cell.column < who.column and len(row) > 2
                start = cell.span.start if start < 0 and not before else start
                stop = cell.span.end
        if board and several and start >= 0:
            found.content.parts.append(Part(board=board, heading=heading, span=Span(start, stop)))
        found.span = Span(found.span.start, max(found.span.end, row[-1].span.end))

    def _take_columns(self, found: Found, row: Sequence[Cell]) -> None:
        """The boards' answers side by side, each in its own column."""
        for cell in row:
            board = self._answerer(cell)
            text = cell.text
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
        text = cell.text
        return Role("status" if wording.cell(text) is not None or cell.shade else "comment", None, 1)

    def _add(self, found: Found, cell: Cell) -> None:
        """What a row across says of the item as a whole."""
        read = ContentReader(self._document, self._register).read(cell_pieces(self._document, cell))
        found.content.add(read)
        found.responsible = found.responsible or read.responsible
        found.span = Span(found.span.start, max(found.span.end, cell.span.end))
