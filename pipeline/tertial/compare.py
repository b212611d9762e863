"""One municipality's matters side by side, report by report, and how their status moved."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tertial.bounds import choose
from tertial.dataset import Dataset, Row, report_label, report_order
from tertial.vocabulary import Modality

ARROW: Final = " → "
ABSENT: Final = "–"
"""Stands for a report that doesn't take the matter up."""
_OF_ITEM: Final = ("item_id", "ordinal", "title", "theme", "boards")
_OF_STATEMENT: Final = ("board", "assessment", "modality", "deviation")
UNSAID: Final = "?"
"""Stands for a report that takes the matter up and says no status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportColumn:
    """A report that is compared."""

    document_id: str
    label: str
    """The period; followed by the source where several reports have the same."""
    period: str
    """`2022-T2`, only the year where the report names none."""
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a matter stands in one report."""

    item_ids: tuple[str, ...]
    titles: tuple[str, ...]
    outcome: str
    """Status of the item as a whole; several, parted by " / ", where the report contradicts itself."""
    forecast: str
    """How the item as a whole is expected to end."""
    deviation: str
    boards: tuple[tuple[str, str], ...]
    """Board and status, a forecast said as such, for those boards of which the report says something."""

    @property
    def told(self) -> str:
        """Status in words, a forecast as such, and by name each board that says another than the whole.

        Where nothing is said of the whole and all boards say the same, that once.
        """
        whole = [part for part in (self.outcome, self.forecast and as_forecast(self.forecast)) if part]
        said = "; ".join(whole) + (f" ({self.deviation})" if whole and self.deviation else "")
        by_board: dict[str, list[str]] = defaultdict(list)
        for board, status in self.boards:
            by_board[board].append(status)
        if not said and len({tuple(statuses) for statuses in by_board.values()}) < 2:
            return self._between_boards
        others = (f"{board}: {', '.join(own)}" for board, own in by_board.items() if not {*own} <= {*whole})
        return "; ".join(filter(None, (said, *others)))

    @property
    def short(self) -> str:
        """Status as a step of a movement: as it is, else as expected, else as its boards have it."""
        return self.outcome or (as_forecast(self.forecast) if self.forecast else self._between_boards)

    @property
    def _between_boards(self) -> str:
        distinct = list(dict.fromkeys(status for _, status in self.boards))
        return f"nämnder: {', '.join(distinct)}" if distinct else UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter and how it stands in each report, None where it is not taken up."""

    thread_id: str
    title: str
    """The latest in the reports compared."""
    theme: str
    boards: str
    standings: tuple[Standing | None, ...]

    @property
    def movement(self) -> str:
        """`pågår → genomfört`: the steps from its first report on, equal neighbours once, gaps as a dash."""
        first = next(n for n, standing in enumerate(self.standings) if standing)
        steps = [standing.short if standing else ABSENT for standing in self.standings[first:]]
        return ARROW.join(step for step, _ in groupby(steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The matters of a municipality over its reports."""

    municipality: str
    reports: tuple[ReportColumn, ...]
    matters: tuple[Matter, ...]

    def head(self) -> list[str]:
        """Names of the columns of `rows`."""
        return [
            "thread_id",
            "title",
            "theme",
            "boards",
            *(report.label for report in self.reports),
            "movement",
        ]

    def rows(self) -> list[list[str]]:
        """A row for each matter; an empty field for a report that doesn't take it up."""
        return [
            [
                matter.thread_id,
                matter.title,
                matter.theme,
                matter.boards,
                *(standing.told if standing else "" for standing in matter.standings),
                matter.movement,
            ]
            for matter in self.matters
        ]


def compare(dataset: Dataset, municipality: str, first: str = "", last: str = "") -> Comparison:
    """Every matter that stands in one of the municipality's reports, in the order of first mention.

    Args:
        first: The earliest report, `2022-T2` or a whole year `2022`; empty for no bound.
        last: The latest report, likewise.

    Raises:
        UsageError: The municipality has no reports there, or a bound is not of that form.
    """
    return side_by_side(dataset, choose(dataset, municipality, first, last).reports)


def side_by_side(dataset: Dataset, chosen: Sequence[Row]) -> Comparison:
    """The same for reports of one municipality that have been chosen, rows of documents."""
    # A report without items has nothing to compare, and would be an empty column.
    taken = [row for row in sorted(chosen, key=report_order) if row["n_items"] != "0"]
    return Comparison(
        municipality=chosen[0]["municipality"],
        reports=tuple(_columns(taken)),
        matters=tuple(_matters(_Told.of(dataset, {row["document_id"] for row in taken}), taken)),
    )


def each_side_by_side(dataset: Dataset) -> Iterator[Comparison]:
    """The same for all reports of each municipality that have items, by name; the tables are read once."""
    documents: dict[str, list[Row]] = defaultdict(list)
    for row in dataset.rows("documents"):
        if row["n_items"] != "0":
            documents[row["municipality"]].append(row)
    told = _Told.of(dataset, {row["document_id"] for several in documents.values() for row in several})
    for municipality, several in sorted(documents.items()):
        taken = sorted(several, key=report_order)
        yield Comparison(
            municipality=municipality,
            reports=tuple(_columns(taken)),
            matters=tuple(_matters(told, taken)),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What some reports tell, with no more of it than is put side by side."""

    items: dict[str, list[Row]]
    """By document_id."""
    stated: dict[str, list[Row]]
    """By item_id."""
    thread_of: dict[str, str]

    @classmethod
    def of(cls, dataset: Dataset, document_ids: Collection[str]) -> _Told:
        items: dict[str, list[Row]] = defaultdict(list)
        stated: dict[str, list[Row]] = defaultdict(list)
        thread_of: dict[str, str] = {}
        known = set()
        for row in dataset.rows("items"):
            if row["document_id"] in document_ids:
                items[row["document_id"]].append({name: row[name] for name in _OF_ITEM})
                known.add(row["item_id"])
        for row in dataset.rows("observations"):
            if row["item_id"] in known:
                thread_of[row["item_id"]] = sys.intern(row["thread_id"])
                if row["assessment"]:
                    stated[row["item_id"]].append({name: sys.intern(row[name]) for name in _OF_STATEMENT})
        return cls(items, stated, thread_of)


def _columns(documents: Sequence[Row]) -> Iterable[ReportColumn]:
    labels = [report_label(row["year"], row["period"]) for row in documents]
    for row, label in zip(documents, labels, strict=True):
        yield ReportColumn(
            document_id=row["document_id"],
            label=label if labels.count(label) == 1 else f"{label} {row['source']}",
            period=label,
            source=row["source"],
        )


def _matters(told: _Told, documents: Sequence[Row]) -> Iterable[Matter]:
    threads: dict[str, list[list[Row]]] = {}
    for n, document in enumerate(documents):
        for row in sorted(told.items[document["document_id"]], key=lambda row: int(row["ordinal"])):
            columns = threads.setdefault(told.thread_of[row["item_id"]], [[] for _ in documents])
            columns[n].append(row)
    for thread_id, columns in threads.items():
        latest = next(column for column in reversed(columns) if column)
        yield Matter(
            thread_id=thread_id,
            title=" / ".join(dict.fromkeys(row["title"] for row in latest)),
            theme=latest[0]["theme"],
            boards=latest[0]["boards"],
            standings=tuple(_standing(column, told.stated) if column else None for column in columns),
        )


def _standing(items: Sequence[Row], stated: dict[str, list[Row]]) -> Standing:
    rows = [row for item in items for row in stated.get(item["item_id"], ())]
    whole = [row for row in rows if not row["board"]]
    return Standing(
        item_ids=tuple(item["item_id"] for item in items),
        titles=tuple(item["title"] for item in items),
        outcome=_joined(row["assessment"] for row in whole if row["modality"] == Modality.UTFALL),
        forecast=_joined(row["assessment"] for row in whole if row["modality"] == Modality.PROGNOS),
        deviation=_joined(row["deviation"] for row in whole),
        boards=tuple(
            (row["board"], as_forecast(row["assessment"]))
            if row["modality"] == Modality.PROGNOS
            else (row["board"], row["assessment"])
            for row in rows
            if row["board"]
        ),
    )


def _joined(values: Iterable[str]) -> str:
    return " / ".join(dict.fromkeys(value for value in values if value))


def as_forecast(status: str) -> str:
    """A status that is only expected, as it is written."""
    return f"{status} (prognos)"
