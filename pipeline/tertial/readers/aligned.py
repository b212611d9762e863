"""Columns that a text aligns by spaces, as `pdftotext -layout` writes them: made tabbed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tertial.readers.lines import Line

GUTTER: Final = 2
"""Fewest spaces between columns, in every line of the block."""
LONGEST_LABEL: Final = 40
FEWEST_COLUMNS: Final = 4
"""Fewer names on a line, with spaces between them, are no head of a table."""
FEWEST_ROWS: Final = 3

_NAME: Final = re.compile(r"\S+(?: \S+)*")
_MARKED: Final = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z])[.)]?|[-*•–·▪◦●]")


def to_tabs(lines: Sequence[Line]) -> list[Line]:
    """Lines in which each block of aligned columns has become rows with tabs between their cells.

    A line whose first column is empty goes on with the cells of the row before it.
    """
    found: list[Line] = []
    start = 0
    while start < len(lines):
        headed = _headed(lines, start)
        if headed is not None:
            rows, start = headed
            found += rows
            continue
        end = start + 1
        while end < len(lines) and not lines[end].gap and not lines[end].turned:
            end += 1
        block = lines[start:end]
        found += _rows(block) or block
        start = end
    return found


def _headed(lines: Sequence[Line], start: int) -> tuple[list[Line], int] | None:
    """A table whose head says where its columns begin, and whose rows have empty lines between them."""
    head = lines[start].text
    if "\t" in head or " " * GUTTER not in head.strip():
        return None
    starts = [match.start() for match in _NAME.finditer(head)]
    names = [head[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]
    if len(starts) < FEWEST_COLUMNS or max(map(len, names)) > LONGEST_LABEL or starts[0] > GUTTER:
        return None
    cuts = starts[1:]
    rows, owners = [names], [lines[start]]
    end = start + 1
    while end < len(lines) and _fits(lines[end].text, cuts):
        text = lines[end].text
        cells = [text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
        if _begins(cells, lines[end], rows):
            rows.append(cells)
            owners.append(lines[end])
        else:
            rows[-1] = [_joined(before, cell) for before, cell in zip(rows[-1], cells, strict=True)]
        end += 1
    if len(rows) < FEWEST_ROWS or (end - start <= len(rows) and all(line.gap for line in owners[1:])):
        return None
    made = [replace(line, text="\t".join(cells), gap=0) for line, cells in zip(owners, rows, strict=True)]
    made[0] = replace(made[0], gap=lines[start].gap)
    return made, end


def _begins(cells: Sequence[str], line: Line, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a line under a head begins a row, as one with a first cell after an empty line does."""
    if not cells[0] or sum(map(bool, cells)) < 2:
        return False
    return bool(line.gap) or len(rows) == 1 or not _wraps(cells, rows)


def _wraps(cells: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether a line goes on with the row before it: in small letters, or with none of the columns of words.

    The columns of single words between the first and the last, as who is responsible and the status, are
    filled in a row's first line.
    """
    row = rows[-1]
    small = [
        new[:1].islower() and old[:1].isupper() and old[-1:] not in ".!?"
        for new, old in zip(cells, row, strict=True)
    ]
    if small[0] or (any(small[:-1]) and not all(cells)):
        return True
    return len(cells) > 3 and not any(cells[1:-1]) and any(row[1:-1])


def _fits(text: str, cuts: Sequence[int]) -> bool:
    """Whether a line leaves the places before each column empty, and reaches at least the second."""
    if "\t" in text or (len(text) <= cuts[0] and text[:1] != " "):
        return False
    return all(not text[cut - 1 : cut].strip() for cut in cuts)


def _rows(block: Sequence[Line]) -> list[Line]:
    """The block as tabbed rows; empty where its lines stand in no columns."""
    if len(block) < FEWEST_ROWS or any("\t" in line.text for line in block):
        return []
    texts = [line.text for line in block]
    if not any(" " * GUTTER in text.strip() for text in texts):
        return []
    cuts = _gutters(texts)
    if not cuts:
        return []
    rows: list[list[str]] = []
    owners: list[Line] = []
    for line in block:
        cells = [line.text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, None], strict=True)]
        if cells[0] and (not rows or not _wraps(cells, rows)):
            rows.append(cells)
            owners.append(line)
        elif rows:
            rows[-1] = [_joined(before, cell) for before, cell in zip(rows[-1], cells, strict=True)]
        else:
            return []
    full = sum(all(cells[:2]) for cells in rows)
    if len(rows) < FEWEST_ROWS or full < 0.75 * len(rows):
        return []
    firsts = [cells[0] for cells in rows]
    if len(cuts) == 1 and (max(map(len, firsts)) > LONGEST_LABEL or all(map(_MARKED.fullmatch, firsts))):
        return []
    return [replace(line, text="\t".join(cells)) for line, cells in zip(owners, rows, strict=True)]


def _gutters(texts: Sequence[str]) -> list[int]:
    """Where columns begin: after at least two places that are empty in every line."""
    width = max(map(len, texts))
    filled = [False] * (width + 1)
    reach = [0] * (width + 1)
    for text in texts:
        for at, sign in enumerate(text):
            if not sign.isspace():
                filled[at] = True
        reach[len(text)] += 1
    cuts, blank = [], 0
    beyond = len(texts)
    for at in range(width):
        beyond -= reach[at]
        if filled[at]:
            if blank >= GUTTER and at > blank and 2 * beyond >= len(texts):
                cuts.append(at)
            blank = 0
        else:
            blank += 1
    return cuts


def _joined(before: str, more: str) -> str:
    if before.endswith("-") and more[:1].islower() and before[-2:-1].isalpha():
        return before[:-1] + more
    return f"{before} {more}".strip()
