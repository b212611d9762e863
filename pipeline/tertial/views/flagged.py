"""What an auditor should look at, of all kinds or of one: matters gone without a word, targets moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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
    "address",
    "source",
    "item_id",
)
SEVERITIES: Final = (Severity.ERROR, Severity.WARNING, Severity.INFO)
"""The worst first."""


def flagged(
    dataset: Dataset, documents: Iterable[Row], by: By | None = None, codes: Sequence[FlagCode] = ()
) -> Listing:
    """One row a flag, in the order of the reports and in each the worst first; or how many by a group.

    Args:
        documents: The reports that they are of.
        by: Counts for each board, area or municipality, by severity; what is about no item has no board.
        codes: Of these kinds alone; of all where none is named.
    """
    items = Items.of(dataset, documents)
    found = [
        row
        for row in dataset.rows("flags")
        if (not codes or row["code"] in codes) and row["document_id"] in items.documents
    ]
    one = codes[0] if len(codes) == 1 else None
    title = one.value if one else "To look at"
    if by is None:
        head = HEAD if one else (*HEAD[:5], "code", *HEAD[5:])
        places = {document_id: n for n, document_id in enumerate(items.documents)}
        ranks = {severity.value: n for n, severity in enumerate(SEVERITIES)}
        found.sort(key=lambda row: (places[row["document_id"]], ranks[row["severity"]]))
        addresses = _Addresses(dataset, found)
        told = [_row(items, row, one, addresses.of(row)) for row in found]
        return Listing(title=title, head=head, rows=told)
    counts: dict[Severity, Counter[str]] = {severity: Counter() for severity in SEVERITIES}
    for row in found:
        counts[Severity(row["severity"])].update(_groups(items, row, by))
    groups = sorted({group for counted in counts.values() for group in counted})
    rows: list[list[Cell]] = [[group, *(counted[group] for counted in counts.values())] for group in groups]
    return Listing(title=title, head=(by, *(one.value for one in counts)), rows=rows)


def dropped(dataset: Dataset, documents: Iterable[Row], by: By | None = None) -> Listing:
    """The matters that were not done and are gone from the next report, with what speaks for it."""
    return flagged(dataset, documents, by, (FlagCode.DROPPED_UNFINISHED, FlagCode.DROPPED_PROMISED))


def _groups(items: Items, flag: Row, by: By) -> list[str]:
    if flag["board"] and by == "board":
        return [flag["board"]]
    if flag["item_id"]:
        return items.groups(flag["item_id"], by)
    return [items.documents[flag["document_id"]]["municipality"] if by == "municipality" else ""]


class _Addresses:
    """Where in their reports flags stand: by what is said of the item, or by the table that is spoken of."""

    def __init__(self, dataset: Dataset, flags: Iterable[Row]) -> None:
        flags = list(flags)
        wanted = {flag["item_id"] for flag in flags if flag["item_id"]}
        self._said: dict[tuple[str, str], str] = {}
        self._first: dict[str, str] = {}
        for row in dataset.rows("assessments"):
            if row["item_id"] in wanted and row["address"]:
                self._said.setdefault((row["item_id"], row["evidence"]), row["address"])
                self._first.setdefault(row["item_id"], row["address"])
        documents = {flag["document_id"] for flag in flags if flag["code"] == FlagCode.CLAIM_MISMATCH}
        self._claims = {
            (row["document_id"], row["tried"]): ", ".join(filter(None, (row["table"], row["row"])))
            for row in dataset.rows("claims")
            if row["document_id"] in documents
        }

    def of(self, flag: Row) -> str:
        """The place of the sentence, else of the item's first statement; empty where neither is known."""
        item_id = flag["item_id"]
        if not item_id:
            return self._claims.get((flag["document_id"], flag["message"]), "")
        return self._said.get((item_id, flag["evidence"])) or self._first.get(item_id, "")


def _row(items: Items, flag: Row, code: FlagCode | None, address: str) -> list[Cell]:
    document = items.documents[flag["document_id"]]
    item = items.items.get(flag["item_id"], {})
    kind = [] if code is not None else [flag["code"]]
    return [
        document["municipality"],
        report_label(document["year"], document["period"]),
        flag["board"] or item.get("boards", ""),
        item.get("area", ""),
        item.get("title", ""),
        *kind,
        flag["severity"],
        flag["message"],
        flag["evidence"],
        address,
        document["source"],
        flag["item_id"],
    ]
