"""Tables without rules: lines whose words stand under one another, with gutters between."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from tertial.readers.pdf.drawing import Fill
from tertial.readers.pdf.glyphs import Piece
from tertial.readers.pdf.lines import Line, gutters
from tertial.readers.pdf.ruled import PADDING, Cell, Grid, colour

_FEWEST_ROWS: Final = 3
"""Rows with a gutter in the same place that make a table."""
_FEWEST_CELLS: Final = 3
"""Pieces of a page that stand where the columns of the page before do, for a table to go on there."""
_FEWEST_BESIDE: Final = 3
"""Cells of the first row of a group."""
_NARROWEST: Final = 0.55
"""Breadth of a gutter, in parts of the size of letters."""
_CROSSED: Final = 0.12
"""Part of the lines in which a cell may reach over a gutter, but one may: of a column few may be filled."""
_AT: Final = 3.0
"""Points by which words of a column may begin otherwise."""
_MOST_ALONE: Final = 8
"""Lines in a row that the first column may have of its own."""
_FEWEST_LINES: Final = 6
"""Lines of columns of running text."""
_BESIDE: Final = 0.5
"""Part of the longest one's lines that each of these columns has, and of its own that are full."""
_FULL: Final = 0.75
"""Part of its column's breadth that a full line takes."""
_FAR: Final = 3.2
"""Room between lines, in parts of their size, that ends a table."""
_NEAR: Final = 1.6
"""The same that parts its rows, where the first column does not tell."""
_FEWEST_FILLS: Final = 3
"""Coloured cells under one another that make a column."""
_BROAD: Final = 0.5
"""Part of a table's breadth that is too broad for a column of signs."""
_NEXT: Final = 2.7
"""The same that parts the paragraphs of one cell."""
_ALIKE: Final = 0.85
"""Part of the pieces of a page that must begin where the columns of the page before do."""


def across(
    lines: Sequence[Line], page: int, fills: Sequence[Fill], begun: Grid | None = None
) -> list[Line | Grid]:
    """Lines across a page, with tables where gutters lie under one another.

    Args:
        begun: The table without rules that ends the page before, which may go on with the first lines.
    """
    made: list[Line | Grid] = []
    index = 0
    while index < len(lines):
        known = begun.begins if begun is not None and not made else ()
        end = _end(lines, index, known)
        part = lines[index:end]
        grid = _grid(part, page, fills, known) if len(part) >= (2 if known else _FEWEST_ROWS) else None
        columns = [] if grid is None else _running(part, grid, page)
        if grid is not None:
            made += columns or [grid]
            index = end
        else:
            made.append(lines[index])
            index += 1
    return made


def _running(lines: Sequence[Line], grid: Grid, page: int) -> list[Line]:
    """The lines of three or more columns of running text, one column after the other; none for a table.

    Running text fills its columns side by side; the cells of a row have not as many lines all.
    """
    columns: list[list[Line]] = [[] for _ in grid.begins]
    if len(columns) < _FEWEST_BESIDE or len(lines) < _FEWEST_LINES:
        return []
    for line in lines:
        inside: dict[int, list[Piece]] = {}
        for piece in line.pieces:
            inside.setdefault(_columns_of(piece, grid.xs)[0], []).append(piece)
        for column, some in inside.items():
            columns[column].append(Line(some, page))
    most = max(map(len, columns))
    for lines_of in columns:
        right = max((line.x1 for line in lines_of), default=0.0)
        for line in lines_of:
            line.right = right
        full = sum(line.x1 - line.x0 > _FULL * (right - line.x0) for line in lines_of)
        if len(lines_of) < _BESIDE * most or full < _BESIDE * len(lines_of):
            return []
        lines_of[0].turned = True
    return [line for lines_of in columns for line in lines_of]


def _end(lines: Sequence[Line], start: int, known: Sequence[float]) -> int:
    """Where lines end that have a gutter, and those between that only go on in a column."""
    later = list(known[1:])
    first = known[0] if known else lines[start].x0
    if not _parted(lines[start]) and not _stands_at(lines[start], known):
        return start
    end = last = start
    while end < len(lines):
        line = lines[end]
        if end > start and line.base - lines[end - 1].base > _FAR * line.size:
            break
        if _parted(line):
            last = end
            later += [piece.x0 for piece in line.pieces[1:]]
        elif line.toc:
            break
        elif _stands_at(line, later):
            last = end
        elif (
            abs(line.x0 - first) <= _AT
            and line.x1 < min(later, default=0.0)
            and line.base - lines[end - 1].base < _NEAR * line.size
        ):
            if end - last > _MOST_ALONE:
                break
        elif not _title_between(lines[start : end + 2], end - start, later):
            break
        end += 1
    return _with_rest(lines, last + 1, end, first)


def _with_rest(lines: Sequence[Line], last: int, end: int, first: float) -> int:
    """Where a table ends whose last row has more lines in its first column than in the others."""
    while last < end:
        line, before = lines[last], lines[last - 1]
        if line.base - before.base > 1.4 * line.size or abs(line.x0 - first) > _AT:
            break
        if not line.text[:1].islower() and not line.text.startswith("("):
            break
        last += 1
    return last


def _stands_at(line: Line, starts: Sequence[float]) -> bool:
    return any(abs(line.x0 - x) <= _AT for x in starts)


def _title_between(lines: Sequence[Line], index: int, later: Sequence[float]) -> bool:
    """Whether a line is the title of a group of rows: after it they go on in the same columns.

    Two columns may be those of a card, whose labels begin anew after its title.
    """
    if index + 1 >= len(lines) or not later:
        return False
    following = lines[index + 1]
    label = following.pieces[0].text
    if len(following.pieces) < _FEWEST_BESIDE or any(one.pieces[0].text == label for one in lines[:index]):
        return False
    near = following.base - lines[index].base <= _FAR * following.size
    return (
        near
        and _parted(following)
        and all(any(abs(piece.x0 - x) <= _AT for x in later) for piece in following.pieces[1:])
    )


def _parted(line: Line) -> bool:
    """Whether a line has pieces of words with a gutter between, other than after its bullet or number."""
    n = len(line.pieces) - bool(line.marked and len(line.pieces) > 1)
    return n > 1 and line.toc is None


def _grid(
    lines: Sequence[Line], page: int, page_fills: Sequence[Fill], known: Sequence[float]
) -> Grid | None:
    """Rows that leave the same gutters free, as a table; None where they leave none."""
    pieces = [piece for line in lines for piece in line.pieces]
    size = min(piece.size for piece in pieces)
    goes_on = _goes_on(pieces, known)
    if goes_on:
        between = [x - _AT for x in known[1:]]
    else:
        parted = [line.pieces for line in lines if _parted(line)]
        between = gutters(parted, _NARROWEST * size, crossing=max(_CROSSED, 1.2 / (len(parted) or 1)))
        if not between:
            between = gutters([line.pieces for line in lines], _NARROWEST * size)
        if not between or len(parted) < _FEWEST_ROWS:
            return None
    between = _with_fills(between, pieces, lines, page_fills)
    left = min([*(p.x0 for p in pieces), *known[:1]] if goes_on else [p.x0 for p in pieces])
    xs = [left - 1, *between, max(p.x1 for p in pieces) + 1]
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
        room = line.base - bottom
        reach = _NEAR if 0 in own or len(own) > 1 else _NEXT
        near = row >= 0 and room < reach * line.size
        coloured = any(bottom < fill.top + 0.5 * line.size < line.base for fill in page_fills)
        anew = 0 in own and not all(_wraps(before.get(c), one) for c, one in own.items())
        if not near or coloured or anew:
            row += 1
            before = {}
            cells += _row(row, inside, begins, ends, line)
        before |= own
        current = [cell for cell in cells[-n_columns:] if cell.row == row]
        for (column, _), some in inside.items():
            home = max((cell for cell in current if cell.column <= column), key=lambda cell: cell.column)
            home.pieces += some
        for cell in current:
            cell.bottom = line.base + 0.3 * line.size
        bottom = line.base
    grid = Grid(
        xs[0], lines[0].top, xs[-1], lines[-1].base + 0.3 * lines[-1].size, cells, xs, page, False, begins
    )
    colour(grid, page_fills)
    return grid


def _with_fills(
    between: Sequence[float], pieces: Sequence[Piece], lines: Sequence[Line], fills: Sequence[Fill]
) -> list[float]:
    """The gutters of a table with those beside a column of coloured cells, which may have no words."""
    x0, x1 = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    top, bottom = lines[0].top, lines[-1].base
    sides = Counter(
        (round(fill.x0), round(fill.x1))
        for fill in fills
        if fill.top < bottom and fill.bottom > top and fill.x1 - fill.x0 < _BROAD * (x1 - x0)
    )
    found = list(between)
    for (left, right), times in sorted(sides.items()):
        crossing = sum(p.x0 < x < p.x1 for p in pieces for x in (left, right))
        if times >= _FEWEST_FILLS and crossing <= _CROSSED * len(lines):
            found = [x for x in found if not left - 2 * PADDING < x < right + 2 * PADDING]
            found += [x for x in (left, right) if x0 < x < x1]
    return sorted(found)


def _row(
    row: int,
    inside: dict[tuple[int, int], list[Piece]],
    begins: Sequence[float],
    ends: Sequence[float],
    line: Line,
) -> list[Cell]:
    """The cells of a row, by the columns that the pieces of its first line stand in."""
    covered = {c for a, b in inside for c in range(a + 1, b + 1)}
    reach = {a: b for a, b in inside}
    found = []
    for c in range(len(begins)):
        if c not in covered:
            last = reach.get(c, c)
            left, right = begins[c] - PADDING, max(ends[c : last + 1]) + PADDING
            found.append(Cell(row, c, last - c + 1, 1, left, line.top, right, line.base))
    return found


def _goes_on(pieces: Sequence[Piece], known: Sequence[float]) -> bool:
    """Whether words begin where the columns of the table on the page before do."""
    at = [n for piece in pieces for n, x in enumerate(known) if abs(piece.x0 - x) <= _AT]
    return len(at) >= max(_FEWEST_CELLS, _ALIKE * len(pieces)) and len(set(at)) > 1


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
