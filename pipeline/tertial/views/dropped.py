"""Matters that were not done and are gone from the next report, with what speaks for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from tertial.dataset import Dataset, Row, report_label
from tertial.views.listing import By, Cell, Items, Listing
from tertial.vocabulary import FlagCode, Severity

HEAD: Final = (
    "municipality",
    "report",
    "boards",
    "area",
    "title",
    "severity",
    "message",
    "evidence",
    "item_id",
)


def dropped(dataset: Dataset, documents: Iterable[Row], by: By | None = None) -> Listing:
    """One row a matter, in the order of the reports; or how many by a group.

    Args:
        documents: The reports in which they were last seen.
        by: Counts for each board, area or municipality: `warning` and `info` apart.
    """
    items = Items.of(dataset, documents)
    found = [
        row
        for row in dataset.rows("flags")
        if row["code"] == FlagCode.DROPPED_UNFINISHED and row["item_id"] in items.items
    ]
    if by is None:
        return Listing(title="Gone without a word", head=HEAD, rows=[_row(items, row) for row in found])
    counts: dict[Severity, Counter[str]] = {one: Counter() for one in (Severity.WARNING, Severity.INFO)}
    for row in found:
        counts[Severity(row["severity"])].update(items.groups(row["item_id"], by))
    groups = sorted({group for counted in counts.values() for group in counted})
    rows: list[list[Cell]] = [[group, *(counted[group] for counted in counts.values())] for group in groups]
    return Listing(title="Gone without a word", head=(by, *(one.value for one in counts)), rows=rows)


def _row(items: Items, flag: Row) -> list[Cell]:
    item, document = items.items[flag["item_id"]], items.document(flag["item_id"])
    return [
        document["municipality"],
        report_label(document["year"], document["period"]),
        item["boards"],
        item["area"],
        item["title"],
        flag["severity"],
        flag["message"],
        flag["evidence"],
        item["item_id"],
    ]
