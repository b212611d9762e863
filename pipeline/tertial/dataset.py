"""Reads a folder of tables that a run has written: rows as dicts of text, straight from the CSV files."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tertial.errors import UsageError
from tertial.vocabulary import DocumentType, Period

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

Row = Mapping[str, str]
"""A row; a missing value is empty text."""

PERIOD_RANK: Final = {Period.T1: 1, Period.H1: 2, Period.T2: 3, Period.T3: 4, Period.AR: 4}
"""Order of the reports of a year; a plan stands before them, another report that names no period after."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A folder of tables."""

    folder: Path

    def rows(self, table: str) -> Iterator[Row]:
        """The rows of a table, in order; none where there is no such file."""
        path = self.folder / f"{table}.csv"
        if not path.exists():
            return
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)

    def text(self, document_id: str) -> str | None:
        """The canonical text of a document, or None where it was not kept."""
        path = self.folder / "texts" / f"{document_id}.txt"
        return path.read_bytes().decode("utf-8") if path.exists() else None


def open_dataset(folder: Path) -> Dataset:
    """The dataset in a folder.

    Raises:
        UsageError: There are no tables there.
    """
    if not (folder / "documents.csv").is_file():
        raise UsageError(
            f"There is no dataset in {folder}: documents.csv is missing.",
            "Make one with `tertial run PATH --out DIR`, and name that folder.",
        )
    return Dataset(folder)


def report_label(year: str, period: str) -> str:
    """A report's period: `2022-T2`, only the year where it names none, `?` where neither is known."""
    return f"{year}-{period}" if year and period else year or "?"


def report_order(row: Row) -> tuple[int, int, str]:
    """What the reports of a municipality are sorted by, given a row of documents.csv: the oldest first."""
    unnamed = 0 if row["document_type"] == DocumentType.PLAN else max(PERIOD_RANK.values())
    rank = PERIOD_RANK[Period(row["period"])] if row["period"] else unnamed
    return int(row["year"] or 0), rank, row["source"]
