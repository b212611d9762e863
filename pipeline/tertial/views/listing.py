"""Rows under a head, and what several views look up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from tertial.dataset import Dataset, Row

By = Literal["board", "area", "municipality", "year", "board,year", "municipality,year"]
"""What rows are put together by; with a year after it, the years stand side by side."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a view gives: rows under a head, in order."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Items:
    """The items of some reports, with the report that each stands in."""

    items: dict[str, Row] = field(default_factory=dict)
    documents: dict[str, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, dataset: Dataset, documents: Iterable[Row]) -> Items:
        chosen = {row["document_id"]: row for row in documents}
        items = {row["item_id"]: row for row in dataset.rows("items") if row["document_id"] in chosen}
        return cls(items, chosen)

    def document(self, item_id: str) -> Row:
        """The report that an item stands in."""
        return self.documents[self.items[item_id]["document_id"]]

    def groups(self, item_id: str, by: By) -> list[str]:
        """What an item is put under: each of its boards, its area, its municipality, its report's year."""
        item = self.items[item_id]
        if by == "board":
            return item["boards"].split(";")
        return [item["area"] if by == "area" else self.document(item_id)[by]]
