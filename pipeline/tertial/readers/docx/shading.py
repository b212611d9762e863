"""What the colours of a table's cells say, as Swedish words; the same for every format that has colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol, TypeVar

from tertial.readers.docx import symbols

_LONGEST_LEGEND: Final = 12
"""Rows."""
_LONGEST_CARD: Final = 8
"""Rows."""


class Filled(Protocol):
    """A cell of a table that may be filled with a colour."""

    row: int
    column: int
    header: bool
    fill: str
    """A colour in hexadecimal; empty for none."""


Cell = TypeVar("Cell", bound=Filled)


class Shading:
    """Names the colours of one document: what one of them is called depends on the others.

    Args:
        fills: All colours that something is filled with, in hexadecimal.
    """

    def __init__(self, fills: Iterable[str] = ()) -> None:
        self._amber = "orange" if "gul" in map(symbols.shade, fills) else "gul"
        self._greys: set[str] = set()
        """The fills that stand for the mark [grå] in a column of colours."""
        self._pale: set[str] = set()
        """The paler of two fills of one colour that a legend tells apart."""

    def word(self, colour: str) -> str:
        """What a colour in hexadecimal is called; nothing for none, white, grey and black."""
        word = symbols.shade(colour) if colour else ""
        if word and colour in self._pale:
            return f"ljus{word}"
        return self._amber if word == symbols.AMBER else word

    def tell_apart(self, rows: Sequence[Sequence[Filled]]) -> None:
        """Learns from a legend, a small table with a fill of its own in each row, what it tells apart."""
        fills = [row[0].fill for row in rows if row and row[0].fill]
        if not 2 <= len(fills) == len(set(fills)) <= _LONGEST_LEGEND or any(len(row) != 2 for row in rows):
            return
        strong: dict[str, str] = {}
        for fill in fills:
            other = strong.setdefault(symbols.shade(fill), fill)
            pale, full = sorted((fill, other), key=symbols.strength)
            if pale != full and symbols.shade(fill) not in ("", symbols.AMBER):
                self._pale.add(pale)
                strong[symbols.shade(fill)] = full

    def coloured(self, rows: Sequence[Sequence[Filled]]) -> dict[int, set[str]]:
        """The colours of a table below the first row, by column."""
        found: dict[int, set[str]] = {}
        for cell in (cell for row in rows[1:] for cell in row if cell.fill):
            if word := self.word(cell.fill):
                found.setdefault(cell.column, set()).add(word)
        return found

    def of(
        self,
        cell: Cell,
        rows: Sequence[Sequence[Cell]],
        coloured: dict[int, set[str]],
        lettered: Callable[[Cell], bool],
    ) -> tuple[str, bool]:
        """The colour of a filled cell as a word, and whether it says something where the cell is empty.

        Args:
            coloured: The colours below the first row, by column.
            lettered: Tells whether a cell has letters.
        """
        row = rows[cell.row]
        shade = self.word(cell.fill)
        # Grey is a mark only where the column holds colours: else it is the table's dress. A table of one row
        # has no column; there it is if the same grey was a mark before, as in a legend.
        known = len(rows) == 1 < len(row) and cell.fill in self._greys
        # Nor is it the dress of a card where nothing else is filled.
        known = known or (_is_card(rows) and _only_fill(cell, rows))
        grey = not shade and symbols.is_grey(cell.fill) and (cell.column in coloured or known)
        if grey and (len(coloured.get(cell.column, ())) > 1 < cell.row + 1 or not lettered(cell)):
            shade = "grå"
            self._greys.add(cell.fill)
        if known or not shade:
            return shade, bool(shade)
        # A row that is coloured from end to end as the table's head says nothing in its empty cells.
        alike = cell.row == 0 and len(row) > 1 and len({self.word(one.fill) for one in row}) == 1
        return shade, not (cell.header or alike)


def _is_card(rows: Sequence[Sequence[Filled]]) -> bool:
    """Whether a table is a card: labels beside their values, or a first row over rows of one cell."""
    under = {len(row) for row in rows[1:]}
    return len(rows[0]) > 1 and (
        under == {1} or (under == {2} == {len(rows[0])} and len(rows) <= _LONGEST_CARD)
    )


def _only_fill(cell: Filled, rows: Sequence[Sequence[Filled]]) -> bool:
    return all(other is cell or not other.fill for row in rows for other in row)
