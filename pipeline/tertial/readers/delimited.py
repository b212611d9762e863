"""Exports of tables as delimited text (CSV), made into lines with tabs."""

from __future__ import annotations

import csv
import io
from pathlib import PurePosixPath
from typing import Final

_FEWEST_ROWS: Final = 3
_FEWEST_DELIMITERS: Final = 2
"""In the first row; a sentence may have one semicolon."""


def to_tabs(text: str, name: str) -> str:
    """A text that is one delimited table with tabs between its cells; any other text as it is.

    Semicolons count where every row has the same number of them, at least two; commas only in a
    file named .csv.
    """
    delimiters = ";," if PurePosixPath(name).suffix.casefold() == ".csv" else ";"
    for delimiter in delimiters:
        head = [line for line in text[:20_000].splitlines() if line.strip()]
        if len(head) < _FEWEST_ROWS or head[0].count(delimiter) < _FEWEST_DELIMITERS:
            continue
        rows = _rows(text, delimiter)
        if rows and all(len(row) == len(rows[0]) for row in rows):
            return "\n".join("\t".join(_cell(cell) for cell in row) for row in rows)
    return text


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    rows = [row for row in rows if row]
    return rows if len(rows) >= _FEWEST_ROWS else []


def _cell(text: str) -> str:
    return "<br>".join(text.replace("\t", " ").splitlines())
