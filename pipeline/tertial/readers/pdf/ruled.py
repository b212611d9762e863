"""Tables that rules part into cells: found by pdfplumber among the rules of a page."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from tertial.readers.pdf.drawing import MOST_DRAWN, Drawing, Fill, Rule
from tertial.readers.pdf.glyphs import Piece
from tertial.readers.pdf.lines import gutters, rows

MOST_RULES: Final = 4_000
"""Rules of a page among which tables are looked for, once they are joined."""
MOST_CORNERS: Final = 3_000
"""Places where rules meet: sixty rows of fifty columns."""
_NEAR: Final = 3.0
"""Points by which rules may miss each other."""
_NARROWEST: Final = 60
"""Points of a rule across that may part rows."""
_FEWEST: Final = 3
"""Rules one over another without any between columns that make a table."""
_TALLEST: Final = 250.0
"""Points between rules across that part rows of a table."""
_BESIDE: Final = 12.0
"""Points by which a fill may reach beyond its table."""
PADDING: Final = 5.4
"""Points between a cell's side and its letters, as office programs have it."""
_COVERED: Final = 0.6
"""Part of a cell that a fill must cover."""


Box = tuple[float, float, float, float]


@dataclass(eq=False)
class Cell:
    """A cell with its place in the grid."""

    row: int
    column: int
    columns: int
    rows: int
    x0: float
    top: float
    x1: float
    bottom: float
    fill: str = ""
    header: bool = False
    pieces: list[Piece] = field(default_factory=list)


@dataclass(eq=False)
class Grid:
    """A table on one page."""

    x0: float
    top: float
    x1: float
    bottom: float
    cells: list[Cell]
    xs: list[float]
    """Where its columns begin, and where the last one ends."""
    page: int = 0
    ruled: bool = True
    begins: Sequence[float] = ()
    """Where the words of each column begin, of a table without rules."""


def grids(drawing: Drawing, pieces: list[Piece], page: int) -> tuple[list[Grid], list[Piece]]:
    """The ruled tables of a page, from the top, and the pieces that stand in none."""
    if not _FEWEST <= len(drawing.rules) <= MOST_DRAWN:
        return [], pieces
    from pdfplumber import table as plumber

    edges = plumber.merge_edges(_edges(drawing), _NEAR, _NEAR, _NEAR, _NEAR)
    if len(edges) > MOST_RULES:
        return [], pieces
    edges += _closing(edges, pieces)
    corners = plumber.edges_to_intersections(edges, _NEAR, _NEAR)
    if not 4 <= len(corners) <= MOST_CORNERS:
        return [], pieces
    boxes = plumber.intersections_to_cells(corners)
    found = []
    tables = plumber.cells_to_tables(boxes)
    for cells in [*tables, *_cards(boxes, tables)]:
        grid = _grid(cells, page)
        pieces = _fill_in(grid, pieces, drawing.fills)
        if any(cell.pieces for cell in grid.cells):
            found.append(grid)
    return found, pieces


def _cards(boxes: Sequence[Box], tables: Sequence[Sequence[Box]]) -> list[list[Box]]:
    """Boxes that stand alone, where several of one breadth stand on a page."""
    inside = {box for cells in tables for box in cells}
    alone = [box for box in boxes if box not in inside]
    sides = Counter((round(box[0]), round(box[2])) for box in alone)
    return [[box] for box in alone if sides[round(box[0]), round(box[2])] > 1]


def _edges(drawing: Drawing) -> list[dict[str, Any]]:
    edges = [_edge(rule) for rule in drawing.rules]
    for fill in drawing.fills:
        if fill.colour == "FFFFFF":
            continue
        sides = (
            Rule(fill.x0, fill.top, fill.x1, fill.top),
            Rule(fill.x0, fill.bottom, fill.x1, fill.bottom),
            Rule(fill.x0, fill.top, fill.x0, fill.bottom),
            Rule(fill.x1, fill.top, fill.x1, fill.bottom),
        )
        edges += [_edge(side) for side in sides]
    return edges


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber knows edges; a thin area becomes the line in its middle."""
    if rule.across:
        middle = (rule.top + rule.bottom) / 2
        x0, x1, top, bottom = rule.x0, rule.x1, middle, middle
    else:
        middle = (rule.x0 + rule.x1) / 2
        x0, x1, top, bottom = middle, middle, rule.top, rule.bottom
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if rule.across else "v",
    }


def _closing(edges: Sequence[dict[str, Any]], pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """What tables lack that have only rules across: their sides, and rules where their gutters are."""
    groups: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for edge in edges:
        if edge["orientation"] == "h" and edge["width"] > _NARROWEST:
            groups.setdefault((round(edge["x0"] / 4), round(edge["x1"] / 4)), []).append(edge)
    downs = [edge for edge in edges if edge["orientation"] == "v"]
    found = []
    for group in groups.values():
        group.sort(key=lambda edge: edge["top"])
        runs = [group[:1]]
        for edge in group[1:]:
            if not _open(runs[-1][-1], edge, downs):
                runs.append([])
            runs[-1].append(edge)
        found += [side for run in runs if len(run) >= _FEWEST for side in _sides(run, pieces)]
    return found


def _sides(run: Sequence[dict[str, Any]], pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """Rules down for a table of which there are only rules across."""
    x0, x1 = min(one["x0"] for one in run), max(one["x1"] for one in run)
    tops = [one["top"] for one in run]
    inside = [p for p in pieces if x0 - 2 <= p.x0 and p.x1 <= x1 + 2 and tops[0] <= p.middle <= tops[-1]]
    found = [_edge(Rule(x, tops[0], x, tops[-1])) for x in (x0, x1)]
    if not inside:
        return found
    between = gutters(rows(inside), 0.6 * min(piece.size for piece in inside))
    for top, bottom in pairwise(tops):
        band = [piece for piece in inside if top <= piece.middle <= bottom]
        crossed = {x for x in between for piece in band if piece.x0 < x < piece.x1}
        if crossed and all(len(row) == 1 for row in rows(band)):
            continue  # a title over all columns
        found += [_edge(Rule(x, top, x, bottom)) for x in between if x not in crossed]
    return found


def _open(upper: dict[str, Any], lower: dict[str, Any], downs: Sequence[dict[str, Any]]) -> bool:
    """Whether two rules across stand near, one over the other, with no rule down at their ends."""
    top, bottom = upper["top"] + _NEAR, lower["top"] - _NEAR
    return lower["top"] - upper["top"] <= _TALLEST and not any(
        min(abs(edge["x0"] - x) for x in (upper["x0"], upper["x1"])) <= 2 * _NEAR
        and edge["top"] < bottom
        and edge["bottom"] > top
        for edge in downs
    )


def _grid(boxes: Sequence[Box], page: int) -> Grid:
    xs = _steps([x for box in boxes for x in (box[0], box[2])])
    ys = _steps([y for box in boxes for y in (box[1], box[3])])
    cells = []
    for x0, top, x1, bottom in boxes:
        column, row = _at(xs, x0), _at(ys, top)
        columns, rows = max(1, _at(xs, x1) - column), max(1, _at(ys, bottom) - row)
        cells.append(Cell(row, column, columns, rows, x0, top, x1, bottom))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(xs[0], ys[0], xs[-1], ys[-1], cells, xs, page)


def _steps(values: Sequence[float]) -> list[float]:
    """The values in order, those within a rule's breadth of one another as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _at(steps: Sequence[float], value: float) -> int:
    index = bisect_left(steps, value - _NEAR)
    return min(index, len(steps) - 1)


def _fill_in(grid: Grid, pieces: list[Piece], fills: Sequence[Fill]) -> list[Piece]:
    """Gives the cells of a table their letters and fills; the pieces that are left over."""
    inside: list[Piece] = []
    outside: list[Piece] = []
    for piece in pieces:
        within = grid.top - 2 <= piece.middle <= grid.bottom + 2
        crossing = min(piece.x1, grid.x1) - max(piece.x0, grid.x0) > 0.5 * (piece.x1 - piece.x0)
        (inside if within and crossing else outside).append(piece)
    for piece in inside:
        row = [cell for cell in grid.cells if cell.top <= piece.middle < cell.bottom]
        borders = sorted({cell.x0 for cell in row} | {cell.x1 for cell in row})
        for part in piece.cut(borders):
            middle = (part.x0 + part.x1) / 2
            home = next((cell for cell in row if cell.x0 <= middle < cell.x1), None)
            if home is not None:
                home.pieces.append(part)
            else:
                outside.append(part)
    grid.cells = [part for cell in grid.cells for part in _parted(cell, grid.xs)]
    colour(grid, fills)
    return outside


def _parted(cell: Cell, xs: Sequence[float]) -> list[Cell]:
    """A cell over several columns as cells of them, where its words keep to these, side by side on a line."""
    inner = xs[cell.column + 1 : cell.column + cell.columns]
    if not inner or cell.rows > 1 or any(piece.x0 < x < piece.x1 for piece in cell.pieces for x in inner):
        return [cell]
    beside = [{bisect_left(inner, piece.x0) for piece in row} for row in rows(cell.pieces)]
    if max(map(len, beside), default=0) <= len(inner) // 2 + 1:
        return [cell]
    sides = [cell.x0, *inner, cell.x1]
    made = [
        Cell(cell.row, cell.column + n, 1, 1, left, cell.top, right, cell.bottom)
        for n, (left, right) in enumerate(pairwise(sides))
    ]
    for piece in cell.pieces:
        made[bisect_left(inner, piece.x0)].pieces.append(piece)
    return made


def colour(grid: Grid, fills: Sequence[Fill]) -> None:
    """Gives the cells of a table the colours that they are filled with; of several the last drawn."""
    near = [
        fill
        for fill in fills
        if min(fill.x0 - grid.x0, fill.top - grid.top) >= -_BESIDE
        and max(fill.x1 - grid.x1, fill.bottom - grid.bottom) <= _BESIDE
    ]
    for cell in grid.cells:
        area = (cell.x1 - cell.x0) * (cell.bottom - cell.top)
        for fill in near:
            across = min(cell.x1, fill.x1) - max(cell.x0, fill.x0)
            down = min(cell.bottom, fill.bottom) - max(cell.top, fill.top)
            if across > 0 and down > 0 and across * down >= _COVERED * area:
                cell.fill = fill.colour
