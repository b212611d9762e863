"""The tables as CSV for a Swedish Excel, and copies of the files that a run has written."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path
from typing import Final

from tertial import codebook
from tertial.dataset import Dataset
from tertial.errors import UsageError
from tertial.report.names import column_name

BOM: Final = "\ufeff"
_LIKE_A_NUMBER: Final = re.compile(
    r"[\d.,:/ \u00a0-]*\d[\d.,:/ \u00a0-]*|\d+(?:[eE]\d+|[ .-][A-Za-zåäö]{3,9})"
)
"""What Excel would make a number, a date or a time of: 0180, 1.1, 3/4, 2 maj."""
_RUNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that Excel would reckon."""


def write_for_excel(dataset: Dataset, folder: Path) -> None:
    """A file for each table: semicolons, decimal commas, CRLF, UTF-8 with a mark, Swedish heads.

    Text that Excel would take for a number or date is written as a formula that gives just that text; text
    that would be reckoned stands behind an apostrophe. Other programs are better off with the dataset's own.
    """
    for name, table in codebook.tables().items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.write(BOM)
            writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writer.writerow(column_name(column.name, "sv") for column in table.columns)
            for row in dataset.rows(name):
                writer.writerow(_cell(row[column.name], column.type) for column in table.columns)


def _cell(text: str, kind: str) -> str:
    if kind == "number":
        return text.replace(".", ",")
    if kind != "text":
        return text
    if _LIKE_A_NUMBER.fullmatch(text):
        return f'="{text}"'
    return f"'{text}" if text.startswith(_RUNS) else text


def copy_tables(dataset: Dataset, target: Path, form: str) -> None:
    """The dataset's own files of a format, in another place: a folder, or for `sqlite` a file.

    Raises:
        UsageError: The dataset has none.
    """
    if form == "sqlite":
        files = [dataset.folder / "tertial.sqlite"]
    else:
        files = [dataset.folder / f"{name}.{form}" for name in codebook.tables()]
    for file in files:
        if not file.is_file():
            raise UsageError(f"{file} is missing.", "Make the dataset again by `tertial run`.")
    if form == "sqlite":
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(files[0], target)
        return
    target.mkdir(parents=True, exist_ok=True)
    for file in files:
        shutil.copyfile(file, target / file.name)
