"""Pages whose letters a program recognised in pictures, made even as print is: sizes, rows of dots, rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from math import log
from statistics import median_low
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tertial.readers.lettering import one
from tertial.readers.pdf.drawing import Rule
from tertial.readers.pdf.glyphs import Piece

_STEP: Final = 1.3
"""How much larger than the text letters are at least that are meant to be larger, and so on step by step.

Heights are told from the letters that a line happens to have, and vary by a fifth."""
_DOTS: Final = re.compile(r"(?<=\w)[rsenavmRSAK.,:;=…\s-]{12,}(?=\d{0,3}$)")
"""What a row of dots before a page's number is taken for, where a letter stands thrice in a row in it."""
_DOTS_A_POINT: Final = 2
_DARK: Final = 170
"""Of 255, under which a dot is part of a rule."""
_THICK: Final = 6
"""Dots; what is dark on both sides at this distance is the inside of an area."""
_ACROSS: Final = 80
_DOWN: Final = 32
"""Dots of the shortest rules, which no letter of a text has."""
_RULE: Final = "|"
"""What the rules of tables are taken for."""
_MOST_DOTS: Final = 40_000_000
_THRICE: Final = re.compile(r"([rsnvm.:…])\1\1")


def made_even(pieces: Iterable[Piece]) -> None:
    """Gives letters of about the same size the same, and rows of dots their dots back."""
    pieces = list(pieces)
    sizes = [piece.size for piece in pieces for _ in piece.chars]
    if not sizes:
        return
    usual = median_low(sizes)
    for piece in pieces:
        steps = round(log(max(piece.size, 1.0) / usual) / log(_STEP))
        piece.size = round(2 * usual * _STEP**steps) / 2
        piece.chars = [
            (char, x0, x1, one(replace(look, size=piece.size)))
            for char, x0, x1, look in piece.chars
            if char != _RULE or len(piece.chars) == 1
        ]
        _dot(piece)


def _dot(piece: Piece) -> None:
    text = piece.text
    if len(text) != len(piece.chars) or (match := _DOTS.search(text)) is None:
        return
    if _THRICE.search(match[0]) is None:
        return
    for at in range(match.start(), match.end()):
        char, x0, x1, look = piece.chars[at]
        piece.chars[at] = ("." if char.strip() else char, x0, x1, look)


def seen_rules(page: Any, width: float, height: float) -> list[Rule]:
    """The rules that the picture of a page shows, in points from top left; none of a page that is too large.

    Args:
        width: Of the page as it is seen, in points.
    """
    if width * height * _DOTS_A_POINT**2 > _MOST_DOTS:
        return []
    picture = page.render(scale=_DOTS_A_POINT, grayscale=True).to_numpy()
    dark = np.squeeze(picture) < _DARK
    scale = 1 / _DOTS_A_POINT
    across = [
        Rule(begin * scale, row * scale, end * scale, row * scale)
        for row, begin, end in _runs(dark & ~_inside(dark), _ACROSS)
    ]
    turned = dark.T
    down = [
        Rule(column * scale, begin * scale, column * scale, end * scale)
        for column, begin, end in _runs(turned & ~_inside(turned), _DOWN)
    ]
    return across + down


def _inside(dark: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The dots with dark ones before and after them, row over row."""
    found = np.zeros_like(dark)
    found[_THICK:-_THICK] = dark[: -2 * _THICK] & dark[2 * _THICK :]
    return found


def _runs(dark: NDArray[np.bool_], fewest: int) -> list[tuple[int, int, int]]:
    """Row, beginning and end of dark dots without a gap; a rule that is not quite level is seen as one."""
    whole = dark.copy()
    whole[1:] |= dark[:-1]
    edges = np.diff(np.pad(whole, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    begins, ends = np.argwhere(edges == 1), np.argwhere(edges == -1)
    long = ends[:, 1] - begins[:, 1] >= fewest
    return [
        (int(row), int(begin), int(end))
        for (row, begin), end in zip(begins[long], ends[long][:, 1], strict=True)
    ]
