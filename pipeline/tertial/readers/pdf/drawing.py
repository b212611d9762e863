"""What is drawn on a page beside letters: rules and filled areas."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import pypdfium2.raw as pdfium

from tertial.readers.pdf.glyphs import Piece
from tertial.readers.pdf.plane import Plane

THIN: Final = 2.6
"""Points; a filled area that is thinner is a rule."""
_SHORTEST: Final = 3.0
_STRAIGHT: Final = 0.6
MOST_OBJECTS: Final = 200_000
"""Objects of a page that are looked at."""
MOST_DRAWN: Final = 20_000
"""Rules of a page; one with more is a drawing, in which no tables and no struck letters are looked for."""
MOST_FILLS: Final = 5_000
MOST_SEGMENTS: Final = 400
"""Segments of a path; one with more is a picture."""
_DEEPEST: Final = 8
"""How deep forms may stand in forms."""
_STRUCK: Final = (0.18, 0.42)
"""How high over the foot of letters a rule strikes them out, in parts of their size."""
_WHITE: Final = 0xF8


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, across or down."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def across(self) -> bool:
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str
    """In hexadecimal."""


@dataclass(slots=True)
class Drawing:
    """All that is drawn on a page."""

    rules: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    pictures: int = 0


Matrix = tuple[float, float, float, float, float, float]
_UNIT: Final[Matrix] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawing(page: Any, plane: Plane) -> Drawing:
    """The rules, fills and pictures of a page, those in forms too."""
    found = Drawing()
    count = pdfium.FPDFPage_CountObjects(page.raw)
    objects = (pdfium.FPDFPage_GetObject(page.raw, n) for n in range(min(count, MOST_OBJECTS)))
    _collect(objects, found, plane, _UNIT, _DEEPEST, [MOST_OBJECTS])
    return found


def drawn_through(found: Drawing, pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    """The pieces without letters that are struck out, and these; with a rule under them they are underlined.

    Such rules are no rules of tables, and are taken out of the drawing.
    """
    if len(found.rules) > MOST_DRAWN:
        return pieces, []
    struck: set[int] = set()
    words: list[str] = []
    across = sorted((rule for rule in found.rules if rule.across), key=lambda rule: rule.top)
    tops = [rule.top for rule in across]
    used: set[int] = set()
    for piece in pieces:
        begin = bisect_left(tops, piece.base - 0.5 * piece.size)
        end = bisect_right(tops, piece.base + 0.3 * piece.size)
        for rule in across[begin:end]:
            inside = [char for char in piece.chars if rule.x0 - 1 <= (char[1] + char[2]) / 2 <= rule.x1 + 1]
            if not inside or rule.x0 < inside[0][1] - 4 or rule.x1 > inside[-1][2] + 4:
                continue
            height = (piece.base - (rule.top + rule.bottom) / 2) / piece.size
            if _STRUCK[0] <= height <= _STRUCK[1]:
                struck.update(map(id, inside))
                words.append("".join(char[0] for char in inside))
                used.add(id(rule))
            elif -0.3 <= height < 0:
                piece.underlined = piece.underlined or len(inside) == len(piece.chars)
                used.add(id(rule))
    if used:
        found.rules = [rule for rule in found.rules if id(rule) not in used]
    if not struck:
        return pieces, []
    return [made for piece in pieces if (made := piece.without(struck)) is not None], words


def _collect(
    objects: Iterator[Any], found: Drawing, plane: Plane, outer: Matrix, depth: int, budget: list[int]
) -> None:
    for one in objects:
        budget[0] -= 1
        if budget[0] < 0:
            return
        kind = pdfium.FPDFPageObj_GetType(one)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _path(one, found, plane, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            found.pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            inner = (
                pdfium.FPDFFormObj_GetObject(one, n)
                for n in range(max(pdfium.FPDFFormObj_CountObjects(one), 0))
            )
            _collect(inner, found, plane, _times(_matrix(one), outer), depth - 1, budget)


def _matrix(one: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(one, matrix):
        return _UNIT
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _path(path: Any, found: Drawing, plane: Plane, outer: Matrix) -> None:
    count = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= count <= MOST_SEGMENTS:
        return
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    if not fill.value and not stroke.value:
        return
    colour = _colour(path) if fill.value else ""
    for points, closed in _subpaths(path, count, _times(_matrix(path), outer), plane):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = min(xs), min(ys), max(xs), max(ys)
        width, height = box[2] - box[0], box[3] - box[1]
        if fill.value and _rectangular(points, box):
            if width <= THIN or height <= THIN:
                if colour != "white" and max(width, height) >= _SHORTEST:
                    found.rules.append(Rule(*box))
            elif colour and len(found.fills) < MOST_FILLS:
                found.fills.append(Fill(*box, "FFFFFF" if colour == "white" else colour))
        if stroke.value:
            ring = [*points, points[0]] if closed else points
            for (x0, y0), (x1, y1) in pairwise(ring):
                if (
                    max(abs(x0 - x1), abs(y0 - y1)) >= _SHORTEST
                    and min(abs(x0 - x1), abs(y0 - y1)) <= _STRAIGHT
                ):
                    found.rules.append(Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))


def _rectangular(points: list[tuple[float, float]], box: tuple[float, float, float, float]) -> bool:
    return 4 <= len(points) <= 6 and all(
        min(abs(x - box[0]), abs(x - box[2])) <= _STRAIGHT
        and min(abs(y - box[1]), abs(y - box[3])) <= _STRAIGHT
        for x, y in points
    )


def _subpaths(
    path: Any, count: int, matrix: Matrix, plane: Plane
) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The corners of each part of a path, and whether it is closed; parts with curves are left out."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[tuple[float, float]] = []
    curved = closed = False
    for n in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, n)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1 and not curved:
                yield points, closed
            points, curved, closed = [], False, False
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved = True
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append(plane.point(a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
    if len(points) > 1 and not curved:
        yield points, closed


def _colour(path: Any) -> str:
    """The fill in hexadecimal; `white`, or nothing where it is see-through."""
    channels = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(path, *channels) or channels[3].value < 32:
        return ""
    values = [channel.value for channel in channels[:3]]
    return "white" if min(values) >= _WHITE else "".join(f"{value:02X}" for value in values)
