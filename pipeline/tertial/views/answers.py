"""The matrix of answers: which board answers for which item, and how many each leaves without an answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final

from tertial.dataset import Dataset, Row, report_label, report_order
from tertial.followed.answers import ALL
from tertial.views.listing import By, Cell, Items, Listing
from tertial.vocabulary import Reply

HEAD: Final = ("municipality", "report", "number", "title")
UNASKED: Final = "unasked"
COUNTED: Final = tuple(reply.value.replace(" ", "_") for reply in Reply)


def answers(dataset: Dataset, documents: Iterable[Row], by: By | None = None) -> Listing:
    """One row an item and one column a board, or how many answers of each kind a group has.

    A field is `answered`, `together`, `silent` or `not asked`, and empty where the board is none of the
    municipality's that year. Only reports in which boards answer for themselves have rows.

    Args:
        documents: The reports whose items are told.
        by: Counts for each board, area or municipality, and the share of those asked that answered: alone or
            together. What answers without being asked is counted by itself.
    """
    items = Items.of(dataset, documents)
    found = [row for row in dataset.rows("answers") if row["item_id"] in items.items]
    if by is None:
        return _matrix(items, found)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for row in found:
        given = items.items[row["item_id"]]["boards"].split(";")
        unasked = row["answer"] != Reply.NOT_ASKED and row["board"] not in given and ALL not in given
        for group in [row["board"]] if by == "board" else items.groups(row["item_id"], by):
            groups[group][UNASKED if unasked else row["answer"]] += 1
    rows: list[list[Cell]] = []
    for group, counts in sorted(groups.items()):
        asked = counts.total() - counts[Reply.NOT_ASKED] - counts[UNASKED]
        share = round(1 - counts[Reply.SILENT] / asked, 3) if asked else None
        rows.append([group, asked, *(counts[reply] for reply in Reply), counts[UNASKED], share])
    return Listing(title="Who answers", head=(by, "asked", *COUNTED, UNASKED, "answer_rate"), rows=rows)


def _matrix(items: Items, found: Iterable[Row]) -> Listing:
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for row in found:
        told[row["item_id"]][row["board"]] = row["answer"]
    boards = sorted({board for replies in told.values() for board in replies})

    def place(item_id: str) -> tuple[str, tuple[int, int, str], int]:
        document = items.document(item_id)
        return document["municipality"], report_order(document), int(items.items[item_id]["ordinal"])

    rows: list[list[Cell]] = []
    for item_id in sorted(told, key=place):
        item, document = items.items[item_id], items.document(item_id)
        rows.append(
            [
                document["municipality"],
                report_label(document["year"], document["period"]),
                item["number"],
                item["title"],
                *(told[item_id].get(board, "") for board in boards),
                item_id,
            ]
        )
    return Listing(title="Who answers", head=(*HEAD, *boards, "item_id"), rows=rows)
