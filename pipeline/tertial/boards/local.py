"""A user's own tables of boards: a folder with a CSV file for each municipality."""

from __future__ import annotations

import csv
import io
import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from tertial.errors import UsageError
from tertial.swedish.words import unmarked

Row = dict[str, str]

_NEEDED: Final = ("written", "board")
_YEARS: Final = ("from_year", "to_year")
_YEAR: Final = re.compile(r"(?:19|20)\d\d|")


@lru_cache(maxsize=8)
def read(folder: Path) -> dict[str, tuple[Row, ...]]:
    """The rows of each table, by the name of its file, folded and without diacritics.

    Columns are those of the tables under data/boards, parted by commas or, as Swedish spreadsheets save
    them, by semicolons; the years may be left out.

    Raises:
        UsageError: There is no such folder, no table in it, or one that is not as it should be.
    """
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    except OSError as error:
        raise UsageError(
            f"{folder} is no folder that can be read.", "Check the spelling of --boards."
        ) from error
    if not paths:
        raise UsageError(
            f"There are no tables of boards in {folder}.",
            "Put a CSV file for each municipality there, named as the municipality or its SCB code.",
        )
    found: dict[str, tuple[Row, ...]] = {}
    for path in paths:
        name = unmarked(path.stem)
        if name in found:
            raise UsageError(f"{path} is a second table of the same municipality.", "Make them one.")
        found[name] = tuple(_rows(path))
    return found


def _rows(path: Path) -> list[Row]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} can't be read as UTF-8.", "Save it as “CSV UTF-8”.") from error
    head = text.split("\n", 1)[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [(name or "").strip() for name in lines.fieldnames or ()]
    lines.fieldnames = columns
    if not set(_NEEDED) <= set(columns):
        raise UsageError(f"{path} lacks a column written or board.", "The first line names the columns.")
    rows: list[Row] = []
    for line in lines:
        where = f"{path}, line {lines.line_num}"
        if None in line:
            raise UsageError(f"{where} has more cells than the head.", "Quote cells with commas.")
        row = {name: (line.get(name) or "").strip() for name in (*_NEEDED, *_YEARS)}
        if not any(row.values()):
            continue
        if not row["board"]:
            raise UsageError(f"{where} names no board.", "Write its full name in the column board.")
        if not all(_YEAR.fullmatch(row[name]) for name in _YEARS):
            raise UsageError(f"{where} has a year that is none.", "Write 2019, or leave it empty.")
        if row["from_year"] and row["to_year"] and row["from_year"] > row["to_year"]:
            raise UsageError(
                f"{where} ends before it begins.", "from_year is the first year, to_year the last."
            )
        rows.append(row)
    return rows
