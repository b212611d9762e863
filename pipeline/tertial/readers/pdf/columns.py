"""What is beside what on a page: columns of text, tables without rules, and the order to read them in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tertial.readers.pdf.drawing import Fill
from tertial.readers.pdf.glyphs import Piece
from tertial.readers.pdf.lines import Line, gutters, rows
from tertial.readers.pdf.margins import Page
from tertial.readers.pdf.ruled import PADDING, Cell, Grid, colour

_FEWEST_ROWS: Final = 3
"""Rows with a gutter in the same place that make a table."""
_FEWEST_LINES: Final = 6
"""Lines beside one another that make columns."""
_PROSE: Final = 0.62
"""Part of a column's width that its lines fill on average."""
_NARROWEST: Final = 0.55
"""Breadth of a gutter, in parts of the size of letters."""
_MIDDLE: Final = (0.25, 0.75)
"""Where the gutter between two columns of text may lie, in parts of the breadth of the text."""

Row = list[Piece]
Element = Line | Grid


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows that are read alike: across the page, or in two columns with a gutter between."""

    rows: list[Row]
    gutter: float = 0.0


def elements(page: Page) -> list[Element]:
    """The lines and tables of a page in the order in which they are read."""
    found: list[Element] = []
    stops = sorted(page.grids, key=lambda grid: (grid.top, grid.x0))
    left = page.pieces
    for grid in stops:
        above = [piece for piece in left if piece.middle < grid.top]
        left = [piece for piece in left if piece.middle >= grid.top]
        found += _between(above, page)
        found.append(grid)
    found += _between(left, page)
    first = next((one for one in found if isinstance(one, Line)), None)
    if first is not None and found[0] is first:
        first.turned = True
    return found


def _between(pieces: Sequence[Piece], page: Page) -> list[Element]:
    """The lines and unruled tables of a part of a page without ruled tables."""
    if not pieces:
        return []
    found: list[Element] = []
    for band in _bands(rows(pieces)):
        if band.gutter:
            for side in (True, False):
                column = [[p for p in row if (p.x0 < band.gutter) is side] for row in band.rows]
                lines = [Line(row, page.number) for row in column if row]
                _bound(lines)
                if lines and not side:
                    lines[0].turned = True
                found += lines
        else:
            found += _across(band.rows, page)
    return found


def _bound(lines: Sequence[Line]) -> None:
    """Tells lines of one column where they may end: as far as the longest of them."""
    right = max((line.x1 for line in lines), default=0.0)
    for line in lines:
        line.right = right


def _bands(found: list[Row]) -> list[_Band]:
    """Rows parted where two columns of running text begin and end."""
    if len(found) < _FEWEST_LINES:
        return [_Band(found)]
    x0 = min(row[0].x0 for row in found)
    x1 = max(row[-1].x1 for row in found)
    gutter = _gutter(found, x0, x1)
    if not gutter:
        return [_Band(found)]
    free = [all(p.x1 <= gutter + 1 or p.x0 >= gutter - 1 for p in row) for row in found]
    bands: list[_Band] = []
    start = 0
    while start < len(found):
        end = start
        while end < len(found) and free[end] == free[start]:
            end += 1
        part = found[start:end]
        bands.append(_Band(part, gutter if free[start] and _is_prose(part, gutter, x0, x1) else 0.0))
        start = end
    return bands


def _gutter(found: Sequence[Row], x0: float, x1: float) -> float:
    """Where the gutter of two columns lies: the place that most rows leave free, with words on both sides."""
    width = x1 - x0
    best, most = 0.0, 0
    starts = {
        round(p.x0) for row in found for p in row if _MIDDLE[0] <= (p.x0 - x0) / (width or 1) <= _MIDDLE[1]
    }
    for start in sorted(starts)[:200]:
        at = start - 3.0
        beside = sum(
            any(p.x1 <= at + 1 for p in row)
            and any(p.x0 >= at - 1 for p in row)
            and not any(p.x0 < at < p.x1 for p in row)
            for row in found
        )
        right = sum(any(abs(p.x0 - start) <= 2 for p in row) for row in found)
        if min(beside, right) > most:
            best, most = at, min(beside, right)
    return best if most >= _FEWEST_LINES else 0.0


def _is_prose(part: Sequence[Row], gutter: float, x0: float, x1: float) -> bool:
    """Whether both sides are running text: lines that mostly fill their column."""
    if len(part) < _FEWEST_LINES:
        return False
    for side, begin, end in ((True, x0, gutter), (False, gutter, x1)):
        lines = [[p for p in row if (p.x0 < gutter) is side] for row in part]
        filled = [(row[-1].x1 - row[0].x0) / (end - begin) for row in lines if row]
        several = sum(len(row) > 2 for row in lines if row)
        if len(filled) < _FEWEST_LINES or several > 0.2 * len(filled):
            return False
        if sum(filled) / len(filled) < _PROSE or sum(part > 0.75 for part in filled) < 0.5 * len(filled):
            return False
    return True


def _across(found: list[Row], page: Page) -> list[Element]:
    """Lines across the page, with tables where gutters lie under one another."""
    lines = [Line(row, page.number) for row in found]
    _bound(lines)
    made: list[Element] = []
    index = 0
    while index < len(lines):
        end = _table_end(lines, index)
        grid = _grid(lines[index:end], page.number, page.fills) if end - index >= _FEWEST_ROWS else None
        if grid is not None:
            made.append(grid)
            index = end
        else:
            made.append(lines[index])
            index += 1
    return made


def _table_end(lines: Sequence[Line], start: int) -> int:
    """Where lines end that have a gutter, and those between that only go on in a column."""
    if not _parted(lines[start]):
        return start
    end = last = start
    while end < len(lines):
        line = lines[end]
        if end > start and line.base - lines[end - 1].base > 3.2 * line.size:
            break
        if _parted(line):
            last = end
        elif end - last > 3 or line.toc or not _in_column(line, lines[start:end]):
            break
        end += 1
    return last + 1


def _parted(line: Line) -> bool:
    """Whether a line has pieces of words with a gutter between, other than after its bullet or number."""
    n = len(line.pieces) - bool(line.marked and len(line.pieces) > 1)
    return n > 1 and line.toc is None


def _in_column(line: Line, before: Sequence[Line]) -> bool:
    starts = [piece.x0 for other in before if _parted(other) for piece in other.pieces[1:]]
    if line.x1 < min(starts) and line.base - before[-1].base < 1.6 * line.size:
        return any(abs(line.x0 - other.x0) <= 3 for other in before)
    return any(abs(line.x0 - x) <= 3 for x in starts)


def _grid(lines: Sequence[Line], page: int, page_fills: Sequence[Fill]) -> Grid | None:
    """Rows that leave the same gutters free, as a table; None where they leave none."""
    pieces = [piece for line in lines for piece in line.pieces]
    size = min(piece.size for piece in pieces)
    between = gutters([line.pieces for line in lines], _NARROWEST * size)
    if not between or sum(_parted(line) for line in lines) < _FEWEST_ROWS:
        return None
    xs = [min(p.x0 for p in pieces) - 1, *between, max(p.x1 for p in pieces) + 1]
    cells: list[Cell] = []
    n_columns = len(xs) - 1
    before: dict[int, Line] = {}
    """The last line of each column of the row."""
    ends = [max((p.x1 for p in pieces if a <= p.x0 and p.x1 <= b), default=b) for a, b in pairwise(xs)]
    begins = [min((p.x0 for p in pieces if a <= p.x0 and p.x1 <= b), default=a) for a, b in pairwise(xs)]
    row, bottom = -1, 0.0
    for line in lines:
        inside: dict[tuple[int, int], list[Piece]] = {}
        for piece in line.pieces:
            inside.setdefault(_columns_of(piece, xs), []).append(piece)
        own = {c: Line(some, page, ends[c]) for (c, _), some in inside.items()}
        near = row >= 0 and line.base - bottom < 1.6 * line.size
        parted = any(bottom < fill.top + 0.5 * line.size < line.base for fill in page_fills)
        if not near or parted or (0 in own and not all(_wraps(before.get(c), one) for c, one in own.items())):
            row += 1
            before = {}
            covered = {c for a, b in inside for c in range(a + 1, b + 1)}
            reach = {a: b for a, b in inside}
            for c in range(n_columns):
                if c not in covered:
                    last = reach.get(c, c)
                    left, right = begins[c] - PADDING, max(ends[c : last + 1]) + PADDING
                    cells.append(Cell(row, c, last - c + 1, 1, left, line.top, right, line.base))
        before |= own
        current = [cell for cell in cells[-n_columns:] if cell.row == row]
        for (column, _), some in inside.items():
            home = max((cell for cell in current if cell.column <= column), key=lambda cell: cell.column)
            home.pieces += some
        for cell in current:
            cell.bottom = line.base + 0.3 * line.size
        bottom = line.base
    grid = Grid(xs[0], lines[0].top, xs[-1], lines[-1].base + 0.3 * lines[-1].size, cells, xs, page)
    colour(grid, page_fills)
    return grid


def _wraps(before: Line | None, line: Line) -> bool:
    """Whether a line of a cell goes on from the one before."""
    if before is None or line.marked:
        return False
    return before.full(line) or line.text[:1].islower()


def _columns_of(piece: Piece, xs: Sequence[float]) -> tuple[int, int]:
    """The first and the last column that a piece stands in."""
    last = len(xs) - 2
    first = min(max(bisect_right(xs, piece.x0 + 1) - 1, 0), last)
    return first, max(first, min(bisect_right(xs, piece.x1 - 1) - 1, last))
