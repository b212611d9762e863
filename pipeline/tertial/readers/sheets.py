"""The cells of a sheet made what a reader of it sees: lines of text, and tables under and beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from tertial.document import Draft, place_at
from tertial.readers.docx import symbols
from tertial.readers.docx.shading import Shading
from tertial.readers.docx.styles import Look
from tertial.readers.lettering import PLAIN, Lettering
from tertial.swedish.words import fold

_WIDEST_BESIDE: Final = 3
"""Columns of what stands beside a table and is no part of it: a legend."""
_LONGEST_BESIDE: Final = 15
"""Rows of it, and not more than a part of the table's."""
_PART_BESIDE: Final = 0.6
_LONGEST_GROUP: Final = 150
"""Characters of a line over a group of a table's rows; a longer one is text between two tables."""
_LARGER: Final = 1.0
"""Points that a line's letters are larger than those of most cells, where it is a heading."""
_LOWEST: Final = 9

Lines = tuple[Lettering, ...]


@dataclass(slots=True)
class SheetCell:
    """A cell that holds letters or a colour, with its place in the sheet, then in its table."""

    row: int
    column: int
    lines: Lines = ()
    columns: int = 1
    rows: int = 1
    header: bool = False
    fill: str = ""
    """Background as a colour in hexadecimal; empty for none."""
    address: str = ""
    """As the user finds it: `Uppdrag!B4`."""

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


Row = list[SheetCell]


def letters(number: int) -> str:
    """The name of a column counted from 0: A, B … Z, AA."""
    found = ""
    while number >= 0:
        number, rest = divmod(number, 26)
        found = chr(ord("A") + rest) + found
        number -= 1
    return found


class SheetWriter:
    """Tells a Draft what stands in the sheets of a file, one after the other."""

    def __init__(self, draft: Draft, shading: Shading) -> None:
        self._draft = draft
        self._shading = shading
        self._levels: dict[float, int] = {}

    def write(self, cells: Sequence[SheetCell], heads: Collection[int] = (), *, top: int = 1) -> None:
        """All that stands in a sheet, in the order of its rows.

        Args:
            heads: Rows that the sheet marks as the heads of columns.
            top: Level of its largest headings.
        """
        sizes = Counter(line.look.size for cell in cells for line in cell.lines)
        usual = max(sizes, key=lambda size: (sizes[size], -size), default=0.0)
        larger = sorted((size for size in sizes if usual and size >= usual + _LARGER), reverse=True)
        self._levels = {size: min(top + n, _LOWEST) for n, size in enumerate(larger)}
        for part in self._parts([cell for cell in cells if cell.lines or cell.fill]):
            for lone, rows in self._pieces(part):
                for row in lone:
                    self._line(_spoken(row)[0], gap=1 if row is lone[0] else 0)
                if rows:
                    self._table(rows, heads)

    def _parts(self, cells: Sequence[SheetCell]) -> list[list[SheetCell]]:
        """The cells; where an empty column parts a small table from the others, its cells after them."""
        taken = sorted({cell.column for cell in cells if self._says(cell)})
        for left, right in pairwise(taken):
            beyond = [cell for cell in cells if cell.column >= right]
            rest = [cell for cell in cells if cell.column < right]
            if right - left < 2 or taken[-1] - right >= _WIDEST_BESIDE or taken[0] == left:
                continue
            if any(_reach(cell) > right and cell.rows > 1 for cell in rest):
                continue
            n_beyond, n_rest = len({cell.row for cell in beyond}), len({cell.row for cell in rest})
            if n_beyond <= min(_LONGEST_BESIDE, _PART_BESIDE * n_rest):
                return [rest, beyond]
        return [list(cells)]

    def _says(self, cell: SheetCell) -> bool:
        """Whether a cell has letters, or a colour that may mean something."""
        return bool(cell.lines or self._shading.word(cell.fill))

    def _pieces(self, cells: Sequence[SheetCell]) -> Iterator[tuple[list[Row], list[Row]]]:
        """Lines of text, and the table under them; at last lines without a table."""
        lone: list[Row] = []
        table: list[Row] = []
        for run in _runs(cells):
            first = next((n for n, row in enumerate(run) if not self._is_lone(row)), None)
            if table and self._goes_on(table, run, first):
                table += run
                continue
            if table:
                yield lone, table
                lone, table = [], []
            lone += run[:first]
            table = run[first:] if first is not None else []
        yield lone, table

    def _is_lone(self, row: Row) -> bool:
        """Whether a row is a line of text: one cell with letters, and no colour that says something."""
        spoken = _spoken(row)
        if len(spoken) != 1:
            return False
        return all(cell.fill == spoken[0].fill or not self._shading.word(cell.fill) for cell in row)

    def _goes_on(self, table: Sequence[Row], run: Sequence[Row], first: int | None) -> bool:
        """Whether a table goes on after an empty row, and lines before its next row name groups."""
        if first is None or any(len(row[0].text) > _LONGEST_GROUP for row in run[:first]):
            return False
        head, below = table[0], run[first]
        if _said(head) == _said(below):
            return False
        heading = _is_bold(below) and not all(map(_is_bold, table))
        if heading and 2 * len(_spoken(below)) >= len(_spoken(head)):
            return False
        widths = _width(table), _width(run[first:])
        return _spoken(below)[0].column >= _spoken(head)[0].column and 2 * min(widths) >= max(widths)

    def _line(self, cell: SheetCell, gap: int) -> None:
        for line in cell.lines:
            shown = line.look
            level = self._levels.get(shown.size, 0)
            self._draft.add(
                "heading" if level else "paragraph",
                line.text,
                level=level,
                bold=shown.bold,
                lead=line.lead,
                italic=shown.italic,
                underline=shown.underline,
                size=shown.size,
                gap=gap,
                shade=self._shading.word(cell.fill),
                cell=cell.address,
            )
            gap = 0

    def _table(self, rows: Sequence[Row], heads: Collection[int]) -> None:
        said = {cell.column for row in rows for cell in row if self._says(cell)}
        grid = _whole(_closed_up([[c for c in row if c.column in said] for row in rows], heads))
        index = self._draft.new_table()
        self._shading.tell_apart(grid)
        coloured = self._shading.coloured(grid)
        gap = 1
        for cell in (cell for row in grid for cell in row):
            shade, told = self._shading.of(cell, grid, coloured, _lettered) if cell.fill else ("", False)
            place = place_at(index, cell.row, cell.column, cell.columns, cell.rows, header=cell.header)
            lines = cell.lines or (Lettering(f"[{shade}]" if shade and told else ""),)
            for line in lines:
                shown = line.look
                sign = not shade and symbols.is_sign(line.text)
                self._draft.add(
                    "paragraph",
                    line.text,
                    bold=shown.bold,
                    lead=line.lead,
                    italic=shown.italic,
                    underline=shown.underline,
                    size=shown.size,
                    gap=gap,
                    place=place,
                    shade=self._shading.word(shown.colour) if sign else shade,
                    cell=cell.address,
                )
                gap = 0


def plain(text: str, look: Look = PLAIN) -> Lines:
    """The lines of a cell whose letters all look alike; none for an empty one."""
    return tuple(Lettering(bare, look) for line in text.splitlines() if (bare := line.strip(" \t\u00a0")))


def _lettered(cell: SheetCell) -> bool:
    return bool(cell.lines)


def _spoken(row: Row) -> Row:
    return [cell for cell in row if cell.lines]


def _said(row: Row) -> list[str]:
    return [fold(cell.text) for cell in _spoken(row)]


def _is_bold(row: Row) -> bool:
    return all(line.look.bold for cell in _spoken(row) for line in cell.lines)


def _end(row: Row) -> int:
    return max(map(_reach, row))


def _width(rows: Sequence[Row]) -> int:
    """Columns from the first with letters to the last."""
    spoken = [cell for row in rows for cell in row if cell.lines]
    return max(map(_reach, spoken)) - min(cell.column for cell in spoken)


def _reach(cell: SheetCell) -> int:
    return cell.column + cell.columns


def _runs(cells: Sequence[SheetCell]) -> Iterator[list[Row]]:
    """Rows that stand together; those without letters part them, or only show a merged cell's colour."""
    rows: dict[int, Row] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        rows.setdefault(cell.row, []).append(cell)
    run: list[Row] = []
    reaches = -1
    for at, row in rows.items():
        if not _spoken(row) and at > reaches:
            continue
        if run and at > reaches + 1:
            yield run
            run = []
        run.append(row)
        reaches = max(reaches, *(cell.row + cell.rows - 1 for cell in row if cell.lines), at)
    if run:
        yield run


def _closed_up(rows: Sequence[Row], heads: Collection[int]) -> list[Row]:
    """The cells of a table with places counted in it, without rows and columns in which nothing stands."""
    at_rows = [row[0].row for row in rows]
    at_columns = sorted({cell.column for row in rows for cell in row})
    row_at = {row: n for n, row in enumerate(at_rows)}
    column_at = {column: n for n, column in enumerate(at_columns)}
    return [
        [
            replace(
                cell,
                row=row_at[cell.row],
                column=column_at[cell.column],
                rows=sum(1 for at in at_rows if cell.row <= at < cell.row + cell.rows)
                if cell.rows > 1
                else 1,
                columns=sum(1 for at in at_columns if cell.column <= at < cell.column + cell.columns)
                if cell.columns > 1
                else 1,
                header=cell.row in heads and row is rows[0],
            )
            for cell in row
        ]
        for row in rows
    ]


def _whole(rows: Sequence[Row]) -> list[Row]:
    """The rows with an empty cell in each place that none takes."""
    width = max(_end(row) for row in rows)
    taken: set[tuple[int, int]] = set()
    for cell in (cell for row in rows for cell in row):
        if cell.rows > 1 or cell.columns > 1:
            taken.update(
                (r, c)
                for r in range(cell.row, cell.row + cell.rows)
                for c in range(cell.column, cell.column + cell.columns)
            )
    found = []
    for n, row in enumerate(rows):
        have = {cell.column: cell for cell in row}
        found.append(
            [
                have.get(column) or SheetCell(n, column, header=row[0].header)
                for column in range(width)
                if column in have or (n, column) not in taken
            ]
        )
    return found
