"""What is beside what on a page: columns of text and tables, and the order to read them in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tertial.readers.pdf import unruled
from tertial.readers.pdf.glyphs import Piece
from tertial.readers.pdf.lines import Line, rows
from tertial.readers.pdf.margins import Page
from tertial.readers.pdf.ruled import Grid

_FEWEST_LINES: Final = 6
"""Lines beside one another that make columns."""
_PROSE: Final = 0.62
"""Part of a column's width that its lines fill on average."""
_MIDDLE: Final = (0.25, 0.75)
"""Where the gutter between two columns of text may lie, in parts of the breadth of the text."""

Row = list[Piece]
Element = Line | Grid


@dataclass(frozen=True, slots=True)
class _Band:
    """Rows that are read alike: across the page, or in two columns with a gutter between."""

    rows: list[Row]
    gutter: float = 0.0


def elements(page: Page, before: Element | None = None) -> list[Element]:
    """The lines and tables of a page in the order in which they are read.

    Args:
        before: What ends the page before; a table without rules may go on from there.
    """
    begun = before if isinstance(before, Grid) and not before.ruled else None
    found: list[Element] = []
    stops = sorted(page.grids, key=lambda grid: (grid.top, grid.x0))
    left = page.pieces
    for grid in stops:
        above = [piece for piece in left if piece.middle < grid.top]
        left = [piece for piece in left if piece.middle >= grid.top]
        found += _between(above, page, None if found else begun)
        found.append(grid)
    found += _between(left, page, None if found else begun)
    first = next((one for one in found if isinstance(one, Line)), None)
    if first is not None and found[0] is first:
        first.turned = True
    return found


def _between(pieces: Sequence[Piece], page: Page, begun: Grid | None) -> list[Element]:
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
            lines = [Line(row, page.number) for row in band.rows]
            _bound(lines)
            found += unruled.across(lines, page.number, page.fills, None if found else begun)
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
