"""Footnotes: small letters at the foot of a page that begin with a raised number in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tertial.note_marks import lowered
from tertial.readers.pdf.columns import Element
from tertial.readers.pdf.lines import RAISED, SMALL, Line
from tertial.readers.pdf.ruled import Grid

_NUMBER: Final = re.compile(r"(\d{1,2})\b")
_SMALLER: Final = 0.8
"""Points by which the letters of a footnote are smaller than the text."""


def take_out(flow: Sequence[Element], body: float) -> tuple[list[Element], dict[int, list[Line]]]:
    """The elements without footnotes and their numbers, and the notes by the `id` of what refers to them.

    Args:
        body: Size of the letters of the running text.
    """
    kept: list[Element] = []
    notes: dict[int, list[Line]] = {}
    start = 0
    while start < len(flow):
        end = start
        while end < len(flow) and flow[end].page == flow[start].page:
            end += 1
        page = list(flow[start:end])
        cut = _foot(page, body)
        kept += page[:cut]
        referred = None
        for one in page[cut:]:
            if not isinstance(one, Line):
                continue
            number = _NUMBER.match(lowered(one.text))
            if number is not None:
                referred = _refers(page[:cut], number[1])
                if referred is not None:
                    _without_number(one, number[1])
            if referred is None:
                kept.append(one)
            else:
                notes.setdefault(id(referred), []).append(one)
        start = end
    return kept, notes


def _foot(page: Sequence[Element], body: float) -> int:
    """Where the footnotes of a page begin; its end where it has none."""
    cut = len(page)
    for index in range(len(page) - 1, -1, -1):
        one = page[index]
        if isinstance(one, Grid) or one.size > body - _SMALLER:
            break
        if _NUMBER.match(lowered(one.text)):
            cut = index
    return cut


def _refers(page: Sequence[Element], number: str) -> Element | None:
    """The first element of a page with the raised number, which is taken out of it."""
    for one in page:
        if isinstance(one, Grid):
            for cell in one.cells:
                size = max((piece.size for piece in cell.pieces), default=0.0)
                base = next((piece.base for piece in cell.pieces if piece.size == size), 0.0)
                for piece in cell.pieces:
                    if piece.text == number and piece.size < SMALL * size and piece.base != base:
                        cell.pieces.remove(piece)
                        return one
            continue
        for piece in one.pieces[1:]:
            raised = piece.base < one.base - RAISED * one.size
            if piece.text == number and piece.size < SMALL * one.size and raised:
                one.pieces.remove(piece)
                one.forget()
                return one
    return None


def _without_number(line: Line, number: str) -> None:
    """Takes the number off the first line of a note."""
    first = line.pieces[0]
    if first.text == number and len(line.pieces) > 1:
        line.pieces = line.pieces[1:]
    elif first.text.startswith(number):
        first.chars = first.chars[len(number) :]
        while first.chars and first.chars[0][0].isspace():
            first.chars = first.chars[1:]
        first.x0 = first.chars[0][1] if first.chars else first.x1
    line.forget()
