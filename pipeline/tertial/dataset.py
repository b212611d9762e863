"""Reads a folder of tables that a run has written: rows as dicts of text, straight from the CSV files."""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertial.document import Span
from tertial.errors import UsageError
from tertial.records import Assessment, DocumentRecord, Item, Report
from tertial.vocabulary import (
    Basis,
    DatePrecision,
    Deviation,
    DocumentType,
    Kind,
    Method,
    Modality,
    Period,
    Status,
    Theme,
)

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

Row = Mapping[str, str]
"""A row; a missing value is empty text."""


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
    """What the reports of a municipality are sorted by, given a row of documents.csv: the oldest first.

    Year, the month that the period ends with, and source. Of a year a plan that names no period stands first,
    another report that names none last.
    """
    unnamed = 0 if row["document_type"] == DocumentType.PLAN else Period.AR.month
    month = Period(row["period"]).month if row["period"] else unnamed
    return int(row["year"] or 0), month, row["source"]


def municipality_reports(dataset: Dataset, municipality: str) -> list[Report]:
    """The reports of a municipality as they were compared: documents, items and statements, without texts."""
    documents = {row["document_id"]: row for row in dataset.rows("documents")}
    of = {key for key, row in documents.items() if row["municipality"] == municipality}
    items: dict[str, list[Item]] = defaultdict(list)
    said: dict[str, list[Assessment]] = defaultdict(list)
    report_of: dict[str, str] = {}
    for row in dataset.rows("items"):
        if row["document_id"] in of:
            report_of[row["item_id"]] = row["document_id"]
            items[row["document_id"]].append(_item(row))
    for row in dataset.rows("assessments"):
        if row["item_id"] in report_of:
            said[report_of[row["item_id"]]].append(_assessment(row))
    return [
        Report(
            document=_document(documents[key]), text="", items=tuple(items[key]), assessments=tuple(said[key])
        )
        for key in sorted(of)
    ]


def _document(row: Row) -> DocumentRecord:
    given: dict[str, Any] = dict(row) | {
        "document_type": DocumentType(row["document_type"]),
        "year": int(row["year"]) if row["year"] else None,
        "period": Period(row["period"]) if row["period"] else None,
        "n_items": int(row["n_items"]),
    }
    return DocumentRecord(**given)


def _item(row: Row) -> Item:
    given: dict[str, Any] = dict(row) | {
        "ordinal": int(row["ordinal"]),
        "kind": Kind(row["kind"]),
        "theme": Theme(row["theme"]),
        "boards": tuple(name for name in row["boards"].split(";") if name),
        "date_precision": DatePrecision(row["date_precision"]),
        "span": _span(row),
    }
    return Item(**{name: value for name, value in given.items() if name not in ("start", "end")})


def _assessment(row: Row) -> Assessment:
    given: dict[str, Any] = dict(row) | {
        "assessment": Status(row["assessment"]),
        "modality": Modality(row["modality"]),
        "deviation": Deviation(row["deviation"]),
        "basis": Basis(row["basis"]),
        "method": Method(row["method"]),
        "confidence": float(row["confidence"]),
        "span": _span(row),
    }
    return Assessment(**{name: value for name, value in given.items() if name not in ("start", "end")})


def _span(row: Row) -> Span:
    return Span(int(row["start"]), int(row["end"]))
