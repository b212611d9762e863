"""What changed from one report to the next, and nothing else."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from tertial.dataset import Dataset, Row
from tertial.views.listing import By, Cell, Items, Listing
from tertial.vocabulary import Step

HEAD: Final = (
    "municipality",
    "title",
    "from_period",
    "to_period",
    "from_status",
    "to_status",
    "change",
    "reworded",
    "postponed",
    "new_boards",
    "thread_id",
)
_STILL: Final = (Step.UNCHANGED, Step.UNCLEAR)
_BESIDE: Final = ("reworded", "postponed")


def changed(dataset: Dataset, documents: Iterable[Row], by: By | None = None) -> Listing:
    """One row a transition in which the status, the title, the end or a board changed; or counts by a group.

    Args:
        documents: Both reports must be among these.
        by: Counts of each change for each board, area or municipality. Where three became one there are three
            steps, as each may have stood otherwise.
    """
    items = Items.of(dataset, documents)
    found = [
        row
        for row in dataset.rows("transitions")
        if row["from_item_id"] in items.items and row["to_item_id"] in items.items and _moved(row)
    ]
    if by is None:
        rows = [[_cell(items, row, name) for name in HEAD] for row in found]
        return Listing(title="What changed", head=HEAD, rows=rows)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in found:
        kinds = [row["change"], *(name for name in _BESIDE if row[name] == "1")]
        for group in items.groups(row["to_item_id"], by):
            counts[group].update([*kinds, *(["new_boards"] if row["new_boards"] else [])])
    kinds = [*(step.value for step in Step if step not in _STILL), *_BESIDE, "new_boards"]
    table: list[list[Cell]] = [
        [group, *(counted[kind] for kind in kinds)] for group, counted in sorted(counts.items())
    ]
    return Listing(title="What changed", head=(by, *kinds), rows=table)


def _moved(row: Row) -> bool:
    beside = row["new_boards"] or any(row[name] == "1" for name in _BESIDE)
    return bool(beside) or row["change"] not in _STILL


def _cell(items: Items, row: Row, name: str) -> Cell:
    if name == "title":
        return items.items[row["to_item_id"]]["title"]
    if name.endswith("_status") and row[name.replace("status", "modality")] == "prognos":
        return f"{row[name]} (prognos)"
    return int(row[name]) if name in _BESIDE else row[name]
