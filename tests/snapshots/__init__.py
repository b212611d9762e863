"""Snapshots: what a run says of some reports of the corpus, statement by statement, to be read in a diff."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tertial import stores
from tertial.dataset import Dataset
from tertial.run import process

FOLDER: Final = Path(__file__).parent
REPORTS: Final = FOLDER.parents[1] / "corpus" / "reports"
CHOSEN: Final = (
    "almvik/2022-T2.docx",  # a heading for each uppdrag, a line "Status:", boards under headings of their own
    "fjallbacken/2022-T2.docx",  # goals, each with a table of activities whose status is a row
    "lindasa/2022-T1.txt",  # a separator line before each title
    "lindasa/2022-T3.txt",  # numbered titles
    "norrhult/2022-T2.docx",  # one table, coloured cells with a legend
    "norrhult/2022-ar.docx",  # the same with symbols
    "skogsvall/2022-T3.txt",  # a chapter for each board, wrapped lines
    "storviken/2021-ar.docx",  # goals assessed in sentences
    "storviken/2023-T2.docx",  # goals with activities
    "vassmunda/2022-plan.docx",  # a plan, without any status
    "vassmunda/2022-T2.docx",  # status in brackets after the title
)
"""One report for each way of laying out."""

COLUMNS: Final = (
    "item",
    "title",
    "area",
    "board",
    "assessment",
    "modality",
    "deviation",
    "basis",
    "evidence",
    "address",
)
"""Columns of observations, without ids and confidence; `item` is the ordinal."""
KEY: Final = ("item", "board", "assessment", "modality")

Row = dict[str, str]


def path_of(report: str) -> Path:
    """Where the snapshot of a report is kept."""
    return FOLDER / f"{report.partition('.')[0].replace('/', '-')}.csv"


def observed(out: Path) -> dict[str, list[Row]]:
    """What a run over the chosen reports, which writes to `out`, says of each, in the order of the table."""
    for _ in process([REPORTS / report for report in CHOSEN], out, stores.write):
        pass
    found: dict[str, list[Row]] = {report: [] for report in CHOSEN}
    for row in Dataset(out).rows("observations"):
        item = str(int(row["item_id"].rpartition("-")[2]))
        found[row["source"]].append({name: item if name == "item" else row[name] for name in COLUMNS})
    return found


def kept(report: str) -> list[Row]:
    """The rows of a snapshot."""
    with path_of(report).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(report: str, rows: Sequence[Row]) -> None:
    """Keep the rows as the snapshot of a report."""
    with path_of(report).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def differences(before: Sequence[Row], now: Sequence[Row]) -> list[str]:
    """What is gone, new and changed, a line each; empty where the rows are the same in the same order."""
    old = {tuple(row[name] for name in KEY): row for row in before}
    new = {tuple(row[name] for name in KEY): row for row in now}
    lines = [f"- {_told(row)}" for key, row in old.items() if key not in new]
    lines += [f"+ {_told(row)}" for key, row in new.items() if key not in old]
    for key in (key for key in old if key in new):
        lines += [
            f"~ {_told(new[key])}: {name} was {old[key][name]!r}, is {new[key][name]!r}"
            for name in COLUMNS
            if old[key][name] != new[key][name]
        ]
    if not lines and list(before) != list(now):
        lines.append("~ the order of the rows")
    return lines


def _told(row: Row) -> str:
    status = " ".join(row[name] for name in ("assessment", "deviation", "modality", "basis") if row[name])
    about = f"{row['item']} {row['title']} | {row['board'] or 'as a whole'}"
    return f"{about} | {status or 'no status'} | {row['evidence']!r}"
