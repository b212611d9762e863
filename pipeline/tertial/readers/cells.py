"""Rows of a table whose cells go on over several lines of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from tertial.readers.lines import LINE_BREAK, Line
from tertial.readers.wrapping import dangles, ends_sentence, joint

_SENTENCE: Final = re.compile(r"\w[.!?](?:\s|$)")


def widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """The longest piece in each column, in characters."""
    return [max(map(len, column)) for column in zip(*rows, strict=True)]


NARROW: Final = 14
"""Characters; a narrower column holds who is asked, a date or a status, which take one line."""


class Row:
    """A row of a table as it grows line by line."""

    def __init__(self, line: Line, cells: Sequence[str], *, head: bool) -> None:
        self.cells = list(cells)
        self._owner = line
        self._head = head
        self._pieces = [[cell] if cell else [] for cell in cells]
        self._last = list(cells)

    def wraps(self, cells: Sequence[str], columns: Sequence[int]) -> bool:
        """Whether a line goes on with this row: in small letters, or with none of the columns of words.

        The columns of single words between the first and the last, as who is responsible and the status, are
        filled in a row's first line. A line in the first column alone goes on where the line before had no
        room for it, and where it ends a sentence.

        Args:
            columns: Width of each column.
        """
        row = self.cells
        if not cells[0]:
            return not self._answers(cells, columns)
        if cells[0].endswith(":"):
            return False
        small = [
            new[:1].islower() and old[:1].isupper() and old[-1:] not in ".!?"
            for new, old in zip(cells, row, strict=True)
        ]
        dangling = bool(self._pieces[0]) and dangles(self._pieces[0][-1])
        if small[0] or ((dangling or any(small[:-1])) and not all(cells)):
            return True
        lacking = any(old and not new for new, old in zip(cells[1:], row[1:], strict=True))
        narrow = any(cell and columns[n] < NARROW for n, cell in enumerate(cells) if n)
        if lacking and not narrow and self._pieces[0] and self._all_full(cells, columns):
            return True  # the narrow columns are left empty
        if not any(cells[1:]) and any(row[1:]) and self._pieces[0]:
            if self.full(0, cells[0], columns):
                return True
            return ends_sentence(cells[0]) and len(cells[0].split()) > 1
        return (len(cells) > 3 or small[-1]) and not any(cells[1:-1]) and any(row[1:-1])

    def _answers(self, cells: Sequence[str], columns: Sequence[int]) -> bool:
        """Whether a line with an empty first cell is a row of its own under this one, as a board's answer is.

        It has words in two columns, all begun anew: after an empty place, or with room on the line before,
        and after the end of a sentence.
        """
        filled = [n for n, cell in enumerate(cells) if cell]
        if (
            self._head
            or len(filled) < 2
            or not all(cells[n][0].isupper() and self._pieces[n] for n in filled)
        ):
            return False
        last = filled[-1]
        if not ends_sentence(self._pieces[last][-1]) or len(cells[last]) <= len(cells[filled[0]]):
            return False
        return all(
            not self._last[n] or not (self.full(n, cells[n], columns) or dangles(self._pieces[n][-1]))
            for n in filled[:-1]
        )

    def _all_full(self, cells: Sequence[str], columns: Sequence[int]) -> bool:
        """Whether each cell of a line goes on where the line before it had no room."""
        goes_on = (
            not cell or not self._pieces[n] or self.full(n, cell, columns) for n, cell in enumerate(cells)
        )
        return all(goes_on)

    def add(self, cells: Sequence[str], columns: Sequence[int]) -> None:
        """Goes on with the cells of another line."""
        self._last = list(cells)
        for n, cell in enumerate(cells):
            if not cell:
                continue
            new = bool(self._pieces[n]) and not self._head and self._begins(n, cell, columns)
            before = self.cells[n]
            if new:
                self.cells[n] = f"{before}{LINE_BREAK}{cell}"
            elif before:
                before, between = joint(before, cell)
                self.cells[n] = f"{before}{between}{cell}"
            else:
                self.cells[n] = cell
            self._pieces[n].append(cell)

    def _begins(self, n: int, cell: str, columns: Sequence[int]) -> bool:
        """Whether a line begins a paragraph of its own in its cell: with room before it, or after a title."""
        last = self._pieces[n][-1]
        if not cell[:1].isupper() or dangles(last) or last.endswith("-"):
            return False
        told = len(cell.split()) > 2 and _SENTENCE.search(cell) is not None
        return not self.full(n, cell, columns) or (told and not _SENTENCE.search(last))

    def full(self, n: int, cell: str, columns: Sequence[int]) -> bool:
        """Whether the first word of a line had no room on the line before."""
        return len(self._pieces[n][-1]) + 1 + len(cell.split(maxsplit=1)[0]) > columns[n]

    def line(self) -> Line:
        """The row as a line with tabs between its cells."""
        return replace(self._owner, text="\t".join(self.cells))
