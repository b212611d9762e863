"""Reads tables exported as delimited text (.csv, .tsv): the same lines and tables as of a sheet."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final, Literal

from tertial.document import Document, Draft
from tertial.errors import EmptyFile, TooLarge
from tertial.readers.docx.shading import Shading
from tertial.readers.encoding import decode
from tertial.readers.sheets import SheetCell, SheetWriter, letters, plain

MEDIA_TYPE: Final = "text/csv"
LIMIT: Final = 50 * 1024 * 1024
"""Largest file, in bytes."""
MOST_CELLS: Final = 1_000_000
MOST_COLUMNS: Final = 1_000
_NAMED: Final = {".csv": ";,\t|", ".tsv": "\t;,", ".tab": "\t;,"}
"""What may part cells, by how a file's name ends; in any other file only a semicolon may."""
_FEWEST_ROWS: Final = 3
_FEWEST_DELIMITERS: Final = 2
"""In each row of a file that is not named as a table; a sentence may have one semicolon."""
_PART: Final = 0.5
"""Part of the rows of a file named as a table that have all its cells."""
_SAID: Final = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""The first line by which Excel is told what parts cells."""
_HEAD: Final = 20_000
"""Characters in which a text shows that it is no table."""

Rows = tuple[tuple[str, ...], ...]


def read(data: bytes, name: str) -> Document:
    """An exported table as a Document; blocks know their cell as a spreadsheet names it.

    Raises:
        EmptyFile: There is nothing in its cells.
        TooLarge: It is larger than LIMIT, or has more cells or columns than are read.
    """
    if len(data) > LIMIT:
        raise TooLarge(
            f"{name} is {len(data) // 2**20} MB, and a text may have {LIMIT // 2**20} MB.",
            "Divide it into its reports.",
        )
    decoded = decode(data)
    rows = parted(decoded.text, name)
    if len(rows) * max(map(len, rows), default=0) > MOST_CELLS or any(
        len(row) > MOST_COLUMNS for row in rows
    ):
        raise TooLarge(
            f"{name} has more than {MOST_CELLS:,} cells or {MOST_COLUMNS:,} columns.",
            "Divide it into its reports.",
        )
    draft = Draft(data=data, source=name, media_type=MEDIA_TYPE, reader="delimited")
    draft.properties["encoding"] = decoded.encoding
    if decoded.repaired:
        draft.warnings.append(
            f"{decoded.repaired} byte(s) are no characters of {decoded.encoding}, and may read wrongly."
        )
    cells = [
        SheetCell(r, c, lines, address=f"{letters(c)}{r + 1}")
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if (lines := plain(text))
    ]
    if not cells:
        raise EmptyFile(f"{name} is empty.", "Check that the right file was saved.")
    SheetWriter(draft, Shading()).write(cells)
    return draft.finish()


@lru_cache(maxsize=2)
def parted(text: str, name: str) -> Rows:
    """The rows of a text that is one delimited table, empty ones counted; none for any other text.

    A text whose name does not say that it is a table has at least three rows with the same number of cells,
    three or more. In one whose name does, some rows may be shorter, as lines over the table are.
    """
    text = text.lstrip("\ufeff")
    named = _NAMED.get(PurePosixPath(name).suffix.casefold(), "")
    said = _SAID.match(text)
    if said is not None:
        text = text[said.end() :]
    fewest_rows, fewest = (2, 1) if named or said else (_FEWEST_ROWS, _FEWEST_DELIMITERS)
    head = [line for line in text[:_HEAD].splitlines() if line.strip()]
    found: list[Rows] = []
    for delimiter in said[1] if said is not None else named or ";":
        if len(head) < fewest_rows or not any(line.count(delimiter) >= fewest for line in head):
            continue
        is_table = bool(named or said)
        rows = _rows(text, delimiter, quoting="strict") or (
            _rows(text, delimiter, quoting="loose") if is_table else ()
        )
        width, most = _usual(rows)
        if is_table:
            rows = tuple(_without_empty_end(row, width) for row in rows)
            width, most = _usual(rows)
        total = sum(map(bool, rows))
        whole = _PART * total if is_table else total
        if most >= max(whole, fewest_rows) and width > fewest:
            found.append(rows)
    return max(found, key=lambda rows: max(map(len, rows)), default=())


def _usual(rows: Rows) -> tuple[int, int]:
    """How many cells most rows have, and how many rows these are."""
    widths = Counter(len(row) for row in rows if row)
    return max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))


def _without_empty_end(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    """A row without empty cells behind the usual ones, as a delimiter too many makes them."""
    end = len(row)
    while end > width and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _rows(text: str, delimiter: str, *, quoting: Literal["strict", "loose"]) -> Rows:
    """The rows; with strict quoting none where a quotation mark is out of its place."""
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=quoting == "strict")
        return tuple(map(tuple, reader))
    except csv.Error:
        return ()
