"""How a table of items is built: rows across, rows and columns that are a board's own, numbers that nest."""

from __future__ import annotations

import re

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document
from tertial.parsers.head import Head
from tertial.parsers.lines import is_separator
from tertial.swedish.words import fold

SHORTEST_ANSWER = 18
"""Characters; a shorter cell is a sign or a status."""
MOST_TELL = 0.3
"""Share of the boards' cells that must be answers in words; the others may be a bare `Klart`."""
_NESTED = re.compile(r"\d{1,2}(?:\.\d{1,2}[a-e]?){0,2}")
_THEREOF = re.compile(r"^(?:[–—•·↳→>-]+\s*)?(?:(?:varav|därav|dels|för|hos|inom)\s+)?", re.IGNORECASE)
"""What leads on to a board that answers for its part."""


class Body:
    """The rows of one table of items, and what they show of how it is built."""

    def __init__(
        self,
        document: Document,
        register: Register,
        head: Head,
        grid: list[list[Cell | None]],
        rows: list[list[str]],
        width: int,
        *,
        goes_on: bool,
    ) -> None:
        """Begin.

        Args:
            grid: The cell that covers each place.
            rows: The text at each place; empty where a cell goes on.
            goes_on: Its first rows may tell of the last item of the table before.
        """
        self.document = document
        self.register = register
        self.head = head
        self.grid = grid
        self.rows = rows
        self.width = width
        self._goes_on = goes_on
        cells = [
            (cell, c) for r in range(head.rows, len(rows)) for c in head.boards for cell in (grid[r][c],)
        ]
        answers = [cell for cell, c in cells if cell is not None and cell.column == c and self.says(cell)]
        self.left_empty = any(cell is None or not len(cell.span) for cell, _ in cells)
        """Who is not asked has an empty cell, so that a dash is an answer."""
        told = sum(len(cell.text) >= SHORTEST_ANSWER for cell in answers)
        self.boards_tell = told >= MOST_TELL * len(answers)
        """The boards' columns hold answers in words, of which each is its board's own part; no mere signs."""
        self.answering = self._find_answering()
        """The rows that are one board's own under the item above, each with the column that names it."""
        self.depths = self._find_depths()

    def says(self, cell: Cell) -> bool:
        """Whether a cell in a board's column holds an answer, and no dash for "not concerned"."""
        text = cell.text
        concerned = fold(text).strip(" .") not in wording.not_applicable()
        return bool(text) and not is_separator(text) and concerned

    def count_across(self) -> int:
        """How many rows across begin with a status."""
        return sum(
            wording.leading(texts_[0]) is not None or wording.cell(texts_[0]) is not None
            for texts_ in ([t for t in row if t] for row in self.rows[self.head.rows :])
            if len(texts_) == 1
        )

    def texts_across(self) -> list[str]:
        """The texts of the rows of which one cell goes across."""
        found = []
        for r in range(self.head.rows, len(self.rows)):
            filled = [c for c, text in enumerate(self.rows[r]) if text]
            cell = self.grid[r][filled[0]] if len(filled) == 1 else None
            if cell is not None and self.goes_across(cell):
                found.append(self.rows[r][filled[0]])
        return found

    def comments_across(self) -> bool:
        """Whether rows across tell of the item before them, as most items have one, and name no groups."""
        across, items, first = 0, 0, ""
        for r in range(self.head.rows, len(self.rows)):
            filled = [c for c, text in enumerate(self.rows[r]) if text]
            cell = self.grid[r][filled[0]] if filled else None
            if len(filled) == 1 and cell is not None and self.goes_across(cell):
                across += 1
                first = first or "across"
            elif len(filled) > 1:
                items += 1
                first = first or "item"
        return first == "item" and across >= 0.6 * items

    def _find_depths(self) -> dict[int, int]:
        """How deep the number of each row stands, `1` before `1.1`; empty where none stands under another."""
        at = self.head.first("number")
        numbers = {
            r: number.count(".") + 1
            for r in range(self.head.rows, len(self.rows))
            if at is not None and _NESTED.fullmatch(number := self.rows[r][at].strip(" ."))
        }
        under = [
            r
            for r in numbers
            if at is not None
            and r + 1 in numbers
            and self.rows[r + 1][at].startswith(self.rows[r][at].strip(" .") + ".")
        ]
        return numbers if under else {}

    def _find_answering(self) -> dict[int, int]:
        """Rows that name a board where items have their title, or their number, and nobody to act.

        Such a row is the board's own answer to the item above it (cases/layouts/rows).
        """
        head, found = self.head, dict[int, int]()
        if head.title is None:
            return found
        at = head.first("responsible")
        names = [head.title, *(c for c, role in head.roles.items() if role.name in ("number", "decided"))]
        given: tuple[str, ...] | None = None
        for r in range(head.rows, len(self.rows)):
            row = self.rows[r]
            named = [c for c in names if row[c]]
            board = self.board_in(row[named[0]]) if len(named) == 1 else ""
            others = [c for c in head.roles if row[c] and c not in named]
            cell = self.grid[r][named[0]] if board else None
            own = cell is not None and cell.row == r and not self.goes_across(cell)
            if own and (given is not None or self._goes_on) and (at is None or not row[at]):
                told = {head.roles[c].name for c in others} & {"status", "forecast", "comment"}
                if told or (not others and given is not None and len(given) > 1 and board in given):
                    found[r] = named[0]
                    continue
            if row[head.title]:
                given = self.register.responsible(row[at]).boards if at is not None else ()
        return found

    def board_in(self, text: str) -> str:
        """The board that a cell names and says nothing else of: `varav BUN`, `– Socialnämnden`."""
        bare = _THEREOF.sub("", text)
        board = self.register.heading(bare[:1].upper() + bare[1:]) if 0 < len(bare) <= 80 else None
        return board.name if board is not None else ""

    def answers(self, r: int) -> bool:
        """Whether a row without a title is a board's own: it names one and tells how that one is doing.

        A row that only comments may go on with the row above, unless its item is given to several boards,
        that one among them.
        """
        at = self.head.first("responsible")
        if at is None or r >= len(self.rows) or self.rows[r][self.head.title or 0]:
            return False
        told = {role.name for c, role in self.head.roles.items() if self.rows[r][c]}
        boards = self.register.responsible(self.rows[r][at]).boards
        if len(boards) != 1:
            return False
        if told & {"status", "forecast"}:
            return True
        above = next((row for row in reversed(self.rows[:r]) if row[self.head.title or 0]), None)
        given = self.register.responsible(above[at]).boards if above is not None else ()
        return "comment" in told and len(given) > 1 and boards[0] in given

    def goes_across(self, cell: Cell) -> bool:
        """Whether a cell takes the whole row, or all of it but one column."""
        return cell.columns >= max(2, self.width - 1)

    def named_in(self, r: int) -> str:
        """The board that a row of its own names, as printed."""
        return _THEREOF.sub("", self.rows[r][self.answering[r]]).strip(" :")
