"""Long-runners: the oldest matters that are not done, and for how many reports they have been going on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from tertial.dataset import Dataset, Row, report_label, report_order
from tertial.views.listing import By, Cell, Items, Listing
from tertial.vocabulary import Change, Modality, Period, Status

MOST: Final = 10
"""So many of each group."""
HEAD: Final = (
    "rank",
    "days",
    "n_reports",
    "n_ongoing",
    "first_period",
    "last_period",
    "outcome",
    "title",
    "municipality",
    "thread_id",
)


def long_runners(dataset: Dataset, documents: Iterable[Row], by: By | None = None) -> Listing:
    """The ten oldest unfinished matters of each board, or of each area or municipality.

    `days` go from the end of the first report's period to the end of the last's; `n_ongoing` counts the
    reports in which the matter is pågår, as a whole or, where nothing is said of that, for some board. A
    matter of several boards stands under each. Age is that in the reports at hand: it may be older.
    What goes on after the last of these reports stands as it stood there; what has no status is left out.
    """
    items = Items.of(dataset, documents)
    going: set[tuple[str, bool]] = set()
    whole: set[str] = set()
    of_thread: dict[str, dict[str, None]] = defaultdict(dict)
    for row in dataset.rows("observations"):
        if row["item_id"] not in items.items:
            continue
        of_thread[row["thread_id"]][row["item_id"]] = None
        if not row["board"] and row["modality"] == Modality.UTFALL:
            whole.add(row["item_id"])
        if row["assessment"] == Status.PAGAR and row["modality"] == Modality.UTFALL:
            going.add((row["item_id"], bool(row["board"])))
    then = {
        row["from_item_id"]: (row["from_status"], row["from_modality"])
        for row in dataset.rows("transitions")
        if row["from_item_id"] in items.items and row["to_item_id"] not in items.items
    }
    under: dict[str, list[tuple[int, list[Cell]]]] = defaultdict(list)
    for thread in dataset.rows("threads"):
        own = sorted(
            of_thread.get(thread["thread_id"], ()), key=lambda one: report_order(items.document(one))
        )
        if not own:
            continue
        if own[-1] in then:
            status, modality = then[own[-1]]
            title = items.items[own[-1]]["title"]
            ended = modality == Modality.UTFALL and status in (Status.GENOMFORT, Status.UTGAR)
        else:
            status, title, ended = (
                thread["outcome"],
                thread["title"],
                thread["change"] not in (Change.NEW, Change.CONTINUED),
            )
        if ended or not status:
            continue
        days = (_end(items.document(own[-1])) - _end(items.document(own[0]))).days
        ongoing = {items.items[one]["document_id"] for one in own if (one, one not in whole) in going}
        rest: list[Cell] = [
            days,
            len({items.items[one]["document_id"] for one in own}),
            len(ongoing),
            _label(items.document(own[0])),
            _label(items.document(own[-1])),
            status,
            title,
            thread["municipality"],
            thread["thread_id"],
        ]
        for group in items.groups(own[-1], by or "board"):
            under[group].append((days, rest))
    rows = [
        [group, rank, *rest]
        for group, several in sorted(under.items())
        for rank, (_, rest) in enumerate(_oldest(several), start=1)
    ]
    return Listing(title="Long-runners", head=(by or "board", *HEAD), rows=rows)


def _oldest(several: Sequence[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    return sorted(several, key=lambda one: (-one[0], str(one[1][-1])))[:MOST]


def _label(document: Row) -> str:
    return report_label(document["year"], document["period"])


def _end(document: Row) -> date:
    """The end of the time that a report speaks of: of its year, or where it is a plan, of the year before."""
    if document["period_end"]:
        return date.fromisoformat(document["period_end"])
    year, month, _ = report_order(document)
    return date.fromisoformat(Period(document["period"] or Period.AR).end(year if month else year - 1))
