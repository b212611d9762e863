"""Writes the table of docs/measurements.md: how well tertial agrees with what people read.

The real reports are not part of the project; without them in ../shared there is nothing to write.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from unittest.mock import patch

from tertial import stores
from tertial.boards import tables
from tertial.dataset import Dataset
from tertial.run import process
from tertial.score import F1, interval, score, together

ROOT: Final = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "corpus"))
import agreement  # noqa: E402

PAGE: Final = ROOT / "docs" / "measurements.md"
REAL: Final = ROOT.parent / "shared"
BETWEEN: Final = re.compile(r"(?s)(?<=<!-- figures -->\n).*(?=<!-- end of figures -->)")
CORPUS: Final = ROOT / "corpus"
SETS: Final = {
    "train": CORPUS,
    "test": CORPUS / "test",
    "hard": CORPUS / "hard",
}
NO_TABLES: Final = tables.Pack(codes={}, names={}, boards=())

Figures = dict[str, str]
"""Each figure as it is told, with its interval."""


def size(gold: Path) -> str:
    """How many documents, items and statements of status people found."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))]
    documents = [one for one in read if isinstance(one, dict) and "items" in one]
    items = [item for one in documents for item in one["items"]]
    return f"{len(documents)}, {len(items)}, {sum(len(item['assessments']) for item in items)}"


def figures(reports: Path, gold: Path, boards: Path | None = None) -> Figures:
    """What `tertial run` and `tertial evaluate --interval` give."""
    with tempfile.TemporaryDirectory() as folder:
        for _ in process([reports], Path(folder) / "out", stores.write, boards=boards):
            pass
        parts = score(Dataset(Path(folder) / "out"), gold).parts()
    told = {}
    for metric, tally in together(parts).items():
        value, between = tally.value(metric), interval(parts, metric)
        if value is not None and between is not None:
            told[metric] = f"{value:.3f} ({between[0]:.2f}–{between[1]:.2f})"
    return told


def table(columns: dict[str, Figures], sizes: list[str]) -> Iterator[str]:
    """The lines of the table, a row for each figure."""
    yield f"| figure | kind | {' | '.join(columns)} |\n|---|---|{'---|' * len(columns)}\n"
    yield f"| documents, items, statements in gold | number | {' | '.join(sizes)} |\n"
    for name in dict.fromkeys(name for column in columns.values() for name in column):
        cells = [column.get(name, "–") for column in columns.values()]
        yield f"| {name} | {'F1' if name in F1 else 'share'} | {' | '.join(cells)} |\n"


def main() -> None:
    """Measure and write."""
    if not REAL.is_dir():
        sys.exit(f"The real reports are not in {REAL}, so the table stays as it is.")
    real = figures(REAL / "seeds", REAL / "gold")
    with patch.object(tables, "pack", lambda *_: NO_TABLES):
        bare = figures(REAL / "seeds", REAL / "gold")
    columns = {"real": real, "real, no table of its own": bare}
    sizes = [size(REAL / "gold")] * 2
    for name, folder in SETS.items():
        columns[name] = figures(
            folder / "reports", folder / "gold", folder / "boards" if name == "train" else None
        )
        sizes.append(size(folder / "gold"))
    people = agreement.measure()
    told = {name: people.figures[name] for name in agreement.SHOWN}
    columns["two people"] = {name: f"{value:.3f}" for name, value in told.items() if value is not None}
    sizes.append(f"{people.documents}, {people.items}, –")
    lines = "".join(table(columns, sizes))
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(BETWEEN.sub(lambda _: lines, page), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
