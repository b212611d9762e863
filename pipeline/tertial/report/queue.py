"""What a person should look at in a dataset: flags, the worst first, then statements that may be wrong."""

from __future__ import annotations

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tertial.dataset import Dataset, Row, report_label, report_order
from tertial.views.flagged import SEVERITIES
from tertial.vocabulary import Modality

SURE: Final = 0.9
"""A statement of less confidence is to be looked at."""
KEYS: Final = ("document_id", "item_id", "board", "start", "end", "code")
"""What tells an entry from all others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing to look at, with what is said there now."""

    severity: str
    """Empty for a statement."""
    code: str
    """The flag's; for a statement `inferred` or `unsure`."""
    municipality: str
    report: str
    """The period of the report, `2022-T2`."""
    source: str
    title: str
    """Of the item; empty where a flag is about none."""
    board: str
    message: str
    """Why it is here; empty for a statement."""
    evidence: str
    address: str
    status: str
    modality: str
    confidence: float | None
    document_id: str
    item_id: str
    start: str
    """Where the evidence stands in the canonical text; empty where it is not known."""
    end: str

    @property
    def key(self) -> str:
        """A short digest of what tells the entry from others, so that a changed one is noticed."""
        return digest(getattr(self, name) for name in KEYS)


def digest(keys: Iterable[str]) -> str:
    """Of the values of `KEYS`, in their order."""
    return hashlib.sha256("\0".join(keys).encode()).hexdigest()[:12]


def entries(dataset: Dataset) -> Iterator[Entry]:
    """All entries: flags by severity, then statements, the least sure first; in each the reports in time."""
    documents = {row["document_id"]: row for row in dataset.rows("documents")}
    in_time = sorted(documents.values(), key=lambda row: (row["municipality"], *report_order(row)))
    place = {row["document_id"]: n for n, row in enumerate(in_time)}
    flags: dict[str, list[Row]] = defaultdict(list)
    wanted = set()
    for row in dataset.rows("flags"):
        flags[row["severity"]].append(row)
        wanted.add(row["item_id"])
    said: dict[str, list[Row]] = defaultdict(list)
    unsure: list[Row] = []
    for row in dataset.rows("assessments"):
        if row["item_id"] in wanted:
            said[row["item_id"]].append(row)
        if float(row["confidence"]) < SURE:
            unsure.append(row)
            wanted.add(row["item_id"])
    items = {
        row["item_id"]: {name: row[name] for name in ("document_id", "title", "boards", "start")}
        for row in dataset.rows("items")
        if row["item_id"] in wanted
    }

    def order(row: Row) -> int:
        return place[row.get("document_id") or items[row["item_id"]]["document_id"]]

    for severity in SEVERITIES:
        for flag in sorted(flags[severity], key=order):
            item = items.get(flag["item_id"])
            about = _spoken_of(flag, said.get(flag["item_id"], []))
            yield _entry(documents[flag["document_id"]], item, flag, about)
    for row in sorted(unsure, key=lambda row: (float(row["confidence"]), order(row))):
        item = items[row["item_id"]]
        yield _entry(documents[item["document_id"]], item, None, row)


def sample(dataset: Dataset, n: int) -> list[Entry]:
    """So many of all statements, by a chance that is the same each time, as the reports stand in time."""
    documents = {row["document_id"]: row for row in dataset.rows("documents")}
    drawn = heapq.nsmallest(n, dataset.rows("assessments"), key=_lot)
    wanted = {row["item_id"] for row in drawn}
    items = {row["item_id"]: row for row in dataset.rows("items") if row["item_id"] in wanted}

    def place(row: Row) -> tuple[str, tuple[int, int, str], int]:
        document = documents[items[row["item_id"]]["document_id"]]
        return document["municipality"], report_order(document), int(row["start"])

    drawn.sort(key=place)
    return [
        _entry(documents[items[row["item_id"]]["document_id"]], items[row["item_id"]], None, row)
        for row in drawn
    ]


def _lot(row: Row) -> str:
    return digest((row["item_id"], row["board"], row["assessment"], row["modality"]))


def _spoken_of(flag: Row, said: list[Row]) -> Row | None:
    """The statement that a flag is about: by its board or of the whole, that of its words before others."""
    own = [row for row in said if row["board"] == flag["board"]]
    for row in own:
        if flag["evidence"] and row["evidence"] == flag["evidence"]:
            return row
    return min(own, key=lambda row: row["modality"] != Modality.UTFALL, default=None)


def _entry(document: Row, item: Row | None, flag: Row | None, said: Row | None) -> Entry:
    unsure = "inferred" if said is not None and said["basis"] == "inferred" else "unsure"
    return Entry(
        severity=flag["severity"] if flag else "",
        code=flag["code"] if flag else unsure,
        municipality=document["municipality"],
        report=report_label(document["year"], document["period"]),
        source=document["source"],
        title=item["title"] if item else "",
        board=flag["board"] if flag else said["board"] if said else "",
        message=flag["message"] if flag else "",
        evidence=(flag["evidence"] if flag else "") or (said["evidence"] if said else ""),
        address=said["address"] if said else "",
        status=said["assessment"] if said else "",
        modality=said["modality"] if said else "",
        confidence=float(said["confidence"]) if said else None,
        document_id=document["document_id"],
        item_id=flag["item_id"] if flag else said["item_id"] if said else "",
        start=said["start"] if said else "",
        end=said["end"] if said else "",
    )
