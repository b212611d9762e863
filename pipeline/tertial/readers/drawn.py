"""Tables drawn with bars, plus signs and dashes, made tabbed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tertial.readers.cells import Row, widths
from tertial.readers.lines import Line

_BOX: Final = str.maketrans(
    {**dict.fromkeys("│┃║", "|"), **dict.fromkeys("─━═", "-"), **dict.fromkeys("┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝╭╮╰╯", "+")}
)
_RULE: Final = re.compile(r"\s*[|+]?(?:[-=]{2,}\+)+(?:[-=]{2,})?[|+]?\s*|\s*\+[-=]{3,}\+\s*")
FEWEST_ROWS: Final = 2
FEWEST_PARTED: Final = 3
"""Fewer parts between rules are a head, its rows and perhaps their sum."""


def to_tabs(lines: Sequence[Line]) -> list[Line]:
    """Lines in which each drawn table has become rows with tabs between their cells.

    A table is drawn where a rule of dashes and plus signs stands among lines with bars in the same places as
    its plus signs. Where rules part all rows, what stands between two of them is one row.
    """
    found: list[Line] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and (end == start or not lines[end].gap) and _drawn(lines[end].text):
            end += 1
        block = [replace(line, text=line.text.translate(_BOX)) for line in lines[start:end]]
        found += _rows(block) or lines[start : max(end, start + 1)]
        start = max(end, start + 1)
    return found


def _drawn(text: str) -> bool:
    text = text.translate(_BOX)
    return "\t" not in text and ("|" in text or _RULE.fullmatch(text) is not None)


def _rows(block: Sequence[Line]) -> list[Line]:
    """The block as tabbed rows; empty where no rule with plus signs is in it."""
    ruled = [_RULE.fullmatch(line.text) is not None for line in block]
    lines = [line for line, rule in zip(block, ruled, strict=True) if not rule]
    if not any(ruled) or len(lines) < FEWEST_ROWS:
        return []
    split = [_cells(line.text) for line in lines]
    size = len(split[0])
    if size < 2 or any(len(cells) != size for cells in split):
        return []
    begins = {id(line) for n, line in enumerate(block) if n and ruled[n - 1] and not ruled[n]}
    parted = len(begins) >= FEWEST_PARTED
    columns = widths(split)
    rows: list[Row] = []
    for line, cells in zip(lines, split, strict=True):
        if not rows or id(line) in begins or (not parted and not rows[-1].wraps(cells, columns)):
            rows.append(Row(line, cells, head=not rows))
        else:
            rows[-1].add(cells, columns)
    made = [row.line() for row in rows]
    made[0] = replace(made[0], gap=block[0].gap)
    return made


def _cells(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("|"):
        text = text[1:].removesuffix("|")
    return [cell.strip() for cell in text.split("|")]
