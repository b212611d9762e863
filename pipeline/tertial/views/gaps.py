"""Reports that one would expect of a municipality and that are not at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tertial.dataset import Dataset, Row
from tertial.views.listing import By, Cell, Listing

HEAD = ("municipality", "year", "period", "before", "after")


def gaps(dataset: Dataset, documents: Iterable[Row], by: By | None = None) -> Listing:
    """One row a missing report, with the nearest at hand before and after it.

    Args:
        documents: The reports between which they are missing.
        by: Counts for each municipality or year.
    """
    there = {row["document_id"]: row for row in documents}
    found = [row for row in dataset.rows("gaps") if row["before_document_id"] in there]
    if by is not None:
        counted = Counter(str(row[by]) for row in found)
        counts: list[list[Cell]] = [
            [int(group) if by == "year" else group, n] for group, n in sorted(counted.items())
        ]
        return Listing(title="Missing reports", head=(by, "n"), rows=counts)
    sources = {row["document_id"]: row["source"] for row in dataset.rows("documents")}
    rows: list[list[Cell]] = [
        [
            row["municipality"],
            int(row["year"]),
            row["period"],
            sources[row["before_document_id"]],
            sources[row["after_document_id"]],
        ]
        for row in found
    ]
    return Listing(title="Missing reports", head=HEAD, rows=rows)
