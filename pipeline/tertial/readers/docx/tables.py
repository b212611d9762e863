"""A table of the source as a grid of cells: which there are, where they begin, how far they reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tertial.readers.docx import names

MAX_SPAN = 200
"""Columns a cell may take; Word allows 63."""
MARKS: Final = (
    names.SHD,
    names.GRID_SPAN,
    names.V_MERGE,
    names.H_MERGE,
    names.GRID_BEFORE,
    names.TBL_HEADER,
)
"""What rows and cells say of themselves; fills are of paragraphs and letters too."""

Said = dict[etree._Element, list[etree._Element]]
"""The properties that matter of rows and cells, by the row or cell; most have none."""


@dataclass(slots=True)
class GridCell:
    """A cell with its place; continuations of merged cells are counted in, not listed."""

    element: etree._Element
    row: int
    column: int
    columns: int
    rows: int
    header: bool
    fill: str
    """Shading as a colour in hexadecimal; empty for none."""


def said(marks: Iterable[etree._Element]) -> Said:
    """Those of some `MARKS` that rows and cells say of themselves."""
    found: Said = {}
    for element in marks:
        properties = element.getparent()
        if properties is not None and properties.tag in (names.TC_PR, names.TR_PR):
            of = properties.getparent()
            if of is not None:
                found.setdefault(of, []).append(element)
    return found


def cells(table: etree._Element, said: Said, theme: Callable[[], dict[str, str]]) -> list[list[GridCell]]:
    """The cells of a table, row by row, left to right. Rows without cells are left out.

    Args:
        said: What its rows and cells say of themselves, and those of other tables.
        theme: Gives the colours of the document's theme, where a cell names one of them.
    """
    rows: list[list[GridCell]] = []
    above: dict[int, GridCell] = {}
    heading = True
    for tr in _inside(table, names.TR):
        column, header = 0, False
        for element in said.get(tr, ()):
            if element.tag == names.TBL_HEADER:
                header = names.is_on(element.get(names.VAL))
            elif element.tag == names.GRID_BEFORE:
                column = min(_integer(element, 0), MAX_SPAN)
        heading = heading and header
        row: list[GridCell] = []
        merged: dict[int, GridCell] = {}
        n_cells = 0
        for tc in _inside(tr, names.TC):
            n_cells += 1
            cell = GridCell(tc, len(rows), column, 1, 1, heading, "")
            properties = said.get(tc)
            if properties is None or _begins(cell, properties, row, merged, above, theme):
                row.append(cell)
            column += cell.columns
        if n_cells:
            rows.append(row)
            above = merged
    return rows


def _begins(
    cell: GridCell,
    properties: Iterable[etree._Element],
    row: list[GridCell],
    merged: dict[int, GridCell],
    above: dict[int, GridCell],
    theme: Callable[[], dict[str, str]],
) -> bool:
    """Gives a cell its width and fill; False if it only lets the cell before or above it reach further."""
    sideways = down = ""
    for element in properties:
        tag = element.tag
        if tag == names.GRID_SPAN:
            cell.columns = min(max(_integer(element, 1), 1), MAX_SPAN)
        elif tag == names.SHD:
            cell.fill = _fill(element, theme)
        elif tag == names.V_MERGE:
            down = element.get(names.VAL) or "continue"
        elif tag == names.H_MERGE:
            sideways = element.get(names.VAL) or "continue"
    if sideways == "continue" and row:
        row[-1].columns += cell.columns
        return False
    if down:
        upper = above.get(cell.column) if down == "continue" else None
        merged[cell.column] = upper or cell
        if upper is not None:
            upper.rows += 1
            return False
    return True


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children named `tag`, also those in content controls and the like."""
    for child in element:
        found = child.tag
        if found == tag:
            yield child
        elif found == names.SDT or found in names.WRAPPERS:
            yield from _inside(child, tag)


def _integer(element: etree._Element, default: int) -> int:
    try:
        return max(int(element.get(names.VAL) or default), 0)
    except ValueError:
        return default


def _fill(shading: etree._Element, theme: Callable[[], dict[str, str]]) -> str:
    solid = shading.get(names.VAL) == "solid"
    fill = shading.get(names.COLOR if solid else names.FILL) or ""
    if fill in ("", "auto"):
        named = shading.get(names.THEME_COLOR if solid else names.THEME_FILL)
        return theme().get(named, "") if named else ""
    return fill
