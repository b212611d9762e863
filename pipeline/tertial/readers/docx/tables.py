"""A table of the source as a grid of cells: which there are, where they begin, how far they reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tertial.readers.docx import names

MAX_SPAN = 200
"""Columns a cell may take; Word allows 63."""
_CELL_PROPERTIES: Final = frozenset({names.GRID_SPAN, names.SHD, names.V_MERGE, names.H_MERGE})


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


def cells(table: etree._Element, theme: Callable[[], dict[str, str]]) -> list[list[GridCell]]:
    """The cells of a table, row by row, left to right. Rows without cells are left out.

    Args:
        theme: Gives the colours of the document's theme, where a cell names one of them.
    """
    rows: list[list[GridCell]] = []
    above: dict[int, GridCell] = {}
    heading = True
    for tr in _inside(table, names.TR):
        properties = _row_properties(tr)
        column = min(_number(properties, names.GRID_BEFORE, 0), MAX_SPAN)
        heading = heading and _is_header(properties)
        row: list[GridCell] = []
        merged: dict[int, GridCell] = {}
        found = False
        for tc in _inside(tr, names.TC):
            found = True
            column = _place(tc, row, merged, above, (len(rows), column), heading, theme)
        if found:
            rows.append(row)
            above = merged
    return rows


def _place(
    tc: etree._Element,
    row: list[GridCell],
    merged: dict[int, GridCell],
    above: dict[int, GridCell],
    at: tuple[int, int],
    header: bool,
    theme: Callable[[], dict[str, str]],
) -> int:
    """Adds a cell to its row, or lets the cell above or before it reach further; the next column."""
    columns, fill, sideways, down = 1, "", "", ""
    properties = tc[0] if len(tc) else None
    if properties is not None and properties.tag == names.TC_PR:
        for child in properties:
            tag = child.tag
            if tag not in _CELL_PROPERTIES:
                continue
            if tag == names.GRID_SPAN:
                columns = min(max(_integer(child, 1), 1), MAX_SPAN)
            elif tag == names.SHD:
                fill = _fill(child, theme)
            elif tag == names.V_MERGE:
                down = child.get(names.VAL) or "continue"
            elif tag == names.H_MERGE:
                sideways = child.get(names.VAL) or "continue"
    if sideways == "continue" and row:
        row[-1].columns += columns
        return at[1] + columns
    if down == "continue" and (upper := above.get(at[1])) is not None:
        upper.rows += 1
        merged[at[1]] = upper
        return at[1] + columns
    cell = GridCell(tc, at[0], at[1], columns, 1, header, fill)
    row.append(cell)
    if down:
        merged[at[1]] = cell
    return at[1] + columns


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children named `tag`, also those in content controls and the like."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == names.SDT or child.tag in names.WRAPPERS:
            yield from _inside(child, tag)


def _row_properties(tr: etree._Element) -> etree._Element | None:
    """What a row says of itself, which stands before its cells."""
    for child in tr:
        if child.tag in (names.TR_PR, names.TC):
            return child if child.tag == names.TR_PR else None
    return None


def _is_header(properties: etree._Element | None) -> bool:
    mark = None if properties is None else properties.find(names.TBL_HEADER)
    return mark is not None and names.is_on(mark.get(names.VAL))


def _number(properties: etree._Element | None, tag: str, default: int) -> int:
    found = None if properties is None else properties.find(tag)
    return default if found is None else _integer(found, default)


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
