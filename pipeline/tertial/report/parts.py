"""A dataset municipality by municipality, each as a small dataset of its own."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from tertial import codebook
from tertial.dataset import Dataset, Row


@dataclass(frozen=True, slots=True)
class Part(Dataset):
    """The rows of one municipality; the texts stay where they are."""

    whole: Dataset
    name: str
    """The municipality; of a report that names none its file."""

    def text(self, document_id: str) -> str | None:
        return self.whole.text(document_id)


def parts(dataset: Dataset, place: Path) -> list[Part]:
    """The municipalities by name; their tables are kept in `place`.

    A report that names no municipality is compared with none: it is a part of its own, after the others. The
    tables are read once, a row at a time.
    """
    of: dict[str, tuple[bool, str]] = {}
    for row in dataset.rows("documents"):
        known = row["municipality"]
        of[row["document_id"]] = (not known, known or row["source"])
    names = sorted(set(of.values()))
    folders = {name: place / f"{n:05}" for n, name in enumerate(names)}
    for folder in folders.values():
        folder.mkdir()
    begun: dict[tuple[str, tuple[bool, str]], bool] = defaultdict(bool)
    for table, meaning in codebook.tables().items():
        for name, rows in groupby(dataset.rows(table), key=lambda row: _whose(row, of)):
            with (folders[name] / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                if not begun[table, name]:
                    begun[table, name] = True
                    writer.writerow(meaning.names)
                writer.writerows(row.values() for row in rows)
    return [Part(folders[name], dataset, name[1]) for name in names]


def _whose(row: Row, of: dict[str, tuple[bool, str]]) -> tuple[bool, str]:
    """The municipality of a row, by its report's id."""
    document_id = row.get("document_id") or row.get("before_document_id")
    if document_id:
        return of[document_id]
    item_id = row.get("item_id") or row.get("to_item_id") or row["item_ids"].partition(";")[0]
    return of[item_id.rpartition("-")[0]]
