"""Tables of figures whose cells a copy out of a PDF parted by single spaces: made tabbed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tertial.readers.lines import Line

FEWEST_ROWS: Final = 2
LONGEST_ROW: Final = 80
_YEARS: Final = re.compile(r"(?P<name>[A-ZÅÄÖ][^\d\t]{0,30}?|)\s*(?P<years>(?:\b(?:19|20)\d\d\b ?){2,8})")
_NAMES: Final = re.compile(r"[A-ZÅÄÖ][a-zåäö-]+(?: (?:[A-ZÅÄÖ][a-zåäö]+|(?:19|20)\d\d)){2,7}")
_NUMBER: Final = r"[-–−]?\d+(?:,\d+)?%?"
_ROW: Final = re.compile(rf"(?P<name>\S*[^\W\d_]\S*(?: \S+)*?) (?P<numbers>{_NUMBER}(?: {_NUMBER})*)")


def to_tabs(lines: Sequence[Line]) -> list[Line]:
    """Lines in which a row of years or names, and at least two rows under it of as many numbers, have tabs.

    Numbers with a space between their thousands could be parted in more ways than one, and stay as they are.
    """
    found: list[Line] = []
    start = 0
    while start < len(lines):
        head = _head(lines[start])
        rows: list[Line] = []
        for line in lines[start + 1 :] if head else ():
            row = _row(line, len(head) - 1)
            if row is None or line.gap:
                break
            rows.append(row)
        if len(rows) >= FEWEST_ROWS:
            found += [replace(lines[start], text="\t".join(head)), *rows]
            start += len(rows)
        else:
            found.append(lines[start])
        start += 1
    return found


def _head(line: Line) -> list[str]:
    if len(line.bare) > LONGEST_ROW:
        return []
    match = _YEARS.fullmatch(line.bare)
    if match is not None:
        return [match["name"].strip(), *match["years"].split()]
    return line.bare.split() if _NAMES.fullmatch(line.bare) else []


def _row(line: Line, columns: int) -> Line | None:
    match = _ROW.fullmatch(line.bare) if len(line.bare) <= LONGEST_ROW else None
    if match is None:
        return None
    numbers = match["numbers"].split()
    return replace(line, text="\t".join([match["name"], *numbers])) if len(numbers) == columns else None
