"""Running heads and feet of pages, by place and repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from tertial.readers.page_numbers import is_number, left_out
from tertial.readers.pdf.drawing import Fill
from tertial.readers.pdf.glyphs import Piece
from tertial.readers.pdf.lines import Line, rows
from tertial.readers.pdf.ruled import Grid
from tertial.swedish.words import fold

_EDGE: Final = 0.14
"""Part of a page's height at its top and bottom in which heads and feet stand."""
_ALONE: Final = 0.062
"""The same where a page has none to compare it with: inside the margins that print leaves."""
_SHARE: Final = 0.5
"""Part of the pages on which a head or foot recurs."""
_DEPTH: Final = 5
"""Lines from the edge of a page."""
_FIGURES: Final = re.compile(r"\d+")
_DRIFT: Final = 4.0
"""Points by which its place may differ."""


@dataclass(eq=False)
class Page:
    """A page with what stands on it."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    grids: list[Grid] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Margin:
    """A line that stands beside the running text."""

    kind: Literal["header", "footer"]
    line: Line
    page: int


def take_out(pages: Sequence[Page]) -> list[Margin]:
    """The running heads and feet, which are taken out of the pages."""
    edges = [(page, kind, line) for page in pages for kind, line in _at_edges(page)]
    seen: Counter[tuple[str, str]] = Counter()
    for key in {(page.number, kind, _mask(line)) for page, kind, line in edges}:
        seen[key[1], key[2]] += 1
    needed = max(2, round(_SHARE * len(pages)))
    if len(pages) > 3:
        needed = min(needed, max(3, round(0.3 * len(pages))))
    found: list[Margin] = []
    for page, kind, line in edges:
        text = line.text
        recurs = seen[kind, _mask(line)] >= needed
        outer = (
            line.pieces[0].top < _ALONE * page.height
            if kind == "header"
            else (line.pieces[0].bottom > (1 - _ALONE) * page.height)
        )
        if recurs or is_number(text) or (outer and len(text) < 160 and _set_off(page, kind, line)):
            found.append(Margin(kind, line, page.number))
            gone = set(map(id, line.pieces))
            page.pieces = [piece for piece in page.pieces if id(piece) not in gone]
    _tables(pages, found)
    return found


def _set_off(page: Page, kind: str, line: Line) -> bool:
    """Whether a line stands further from the text than the lines of the text from each other."""
    own = {id(piece) for piece in line.pieces}
    top, bottom = min(p.top for p in line.pieces), max(p.bottom for p in line.pieces)
    others = [piece for piece in page.pieces if id(piece) not in own]
    gaps = (
        [piece.top - bottom for piece in others if piece.top >= top]
        if kind == "header"
        else [top - piece.bottom for piece in others if piece.bottom <= bottom]
    )
    return not gaps or min(gaps) > _SET_OFF * max(piece.size for piece in line.pieces)


_SET_OFF: Final = 0.9
"""Parts of the size of its letters; lines of a text are half a line apart at most."""


def texts(margins: Sequence[Margin]) -> list[tuple[Margin, str]]:
    """What stands beside the text, each line once, without numbers that change from page to page."""
    alike: dict[tuple[str, str], list[Margin]] = {}
    for margin in margins:
        alike.setdefault((margin.kind, _mask(margin.line)), []).append(margin)
    found = []
    for same in alike.values():
        cleaned = [left_out(margin.line.text.strip()) for margin in same]
        figures = [_FIGURES.findall(text) for text in cleaned]
        changing = {n for n, values in enumerate(zip(*figures, strict=False)) if len(set(values)) > 1}
        parts = _FIGURES.split(cleaned[0])
        kept = ["" if n in changing else figure for n, figure in enumerate(figures[0])]
        text = "".join(part + figure for part, figure in zip(parts, [*kept, ""], strict=True))
        found.append((same[0], text.strip()))
    return found


def _mask(line: Line) -> str:
    return _FIGURES.sub("0", fold(line.text))


def _at_edges(page: Page) -> list[tuple[Literal["header", "footer"], Line]]:
    """Lines near the edges of a page, from the edge inwards."""
    found: list[tuple[Literal["header", "footer"], Line]] = []
    lines = [Line(row, page.number) for row in rows(page.pieces)]
    first = min((grid.top for grid in page.grids), default=page.height)
    last = max((grid.bottom for grid in page.grids), default=0.0)
    for line in lines[:_DEPTH]:
        if line.base < _EDGE * page.height and line.base < first + 2:
            found.append(("header", line))
    for line in reversed(lines[-_DEPTH:]):
        if line.base > (1 - _EDGE) * page.height and line.base > last - 2:
            found.append(("footer", line))
    return found


def _tables(pages: Sequence[Page], found: list[Margin]) -> None:
    """Takes out tables at the edge of pages that recur with the same words at the same place."""
    keys: Counter[tuple[str, int]] = Counter()
    edge: list[tuple[Page, Grid, tuple[str, int], Literal["header", "footer"]]] = []
    for page in pages:
        for grid in page.grids:
            head = grid.bottom < _EDGE * page.height * 1.3
            foot = grid.top > (1 - _EDGE) * page.height
            if head or foot:
                words = " ".join(piece.text for cell in grid.cells for piece in cell.pieces)
                key = _FIGURES.sub("0", fold(words)), round(grid.top / _DRIFT / 2)
                keys[key] += 1
                edge.append((page, grid, key, "header" if head else "footer"))
    for page, grid, key, kind in edge:
        if keys[key] >= max(2, round(_SHARE * len(pages))):
            page.grids.remove(grid)
            for cell in grid.cells:
                found += [Margin(kind, Line(row, page.number), page.number) for row in rows(cell.pieces)]
