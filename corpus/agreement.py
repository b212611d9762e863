#!/usr/bin/env python3
"""How well two people agree who annotated the same reports by the contract, neither knowing of the other.

    python corpus/agreement.py

The second annotation of a fifth of the reports in train (corpus/second, written from the reports and the
contract alone) is scored against the first as a dataset is. Kappa is Cohen's, of the status of each item as a
whole, outcome and forecast apart, "none" counted as a status; only items that both have.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tertial.dataset import Dataset
from tertial.score import score, together, values

CORPUS = Path(__file__).parent
FIRST = CORPUS / "gold"
SECOND = CORPUS / "second"
SHOWN = (
    "items", "item kind", "item area", "item boards", "item start_date", "item end_date", "sections",
    "assessments", "assessments explicit", "assessment deviation",
)  # fmt: skip
JUDGED = ("board", "assessment", "modality", "deviation", "basis", "evidence")
MODALITIES = ("utfall", "prognos")
Gold = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two annotations of the same reports agree in."""

    documents: int
    items: int
    """Of the second annotation."""
    figures: Mapping[str, float | None]
    """By the name that `tertial evaluate` gives it."""
    pairs: Sequence[tuple[str, str]]
    """What the first and the second say of an item, for each modality."""


def main() -> None:
    """Print the figures."""
    found = measure()
    print(f"{found.documents} reports annotated twice, {found.items} items in the second annotation.")
    for figure in SHOWN:
        print(f"{figure:22} {found.figures[figure]:.3f}")
    print(f"{'kappa of the status':22} {kappa(found.pairs):.3f}   ({len(found.pairs)} pairs)")


def measure() -> Agreement:
    """Score the second annotation against the first."""
    second = {path.name: _read(path) for path in sorted(SECOND.glob("*.json"))}
    with tempfile.TemporaryDirectory() as folder:
        _write_tables(second, Path(folder))
        sources = frozenset(gold["source"] for gold in second.values())
        scores = score(Dataset(Path(folder)), FIRST)
        tallies = [one.tallies for one in scores.documents if one.source in sources]
    pairs = [pair for path, gold in second.items() for pair in _statuses(_read(FIRST / path), gold)]
    items = sum(len(gold["items"]) for gold in second.values())
    return Agreement(len(second), items, values(together(tallies)), pairs)


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of pairs of labels: agreement beyond what chance would give, at most 1."""
    n = len(pairs)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    seen = sum(a == b for a, b in pairs) / n
    chance = sum(left[label] * right[label] for label in left) / n**2
    return (seen - chance) / (1 - chance)


def _read(path: Path) -> Gold:
    found: Gold = json.loads(path.read_text(encoding="utf-8"))
    return found


def _statuses(first: Gold, second: Gold) -> Iterator[tuple[str, str]]:
    """What both say of the items that bear the same title in both, each once."""
    other = {_key(item): item for item in second["items"]}
    for item in first["items"]:
        if _key(item) in other:
            for modality in MODALITIES:
                yield _status(item, modality), _status(other[_key(item)], modality)


def _key(item: Gold) -> str:
    return "".join(filter(str.isalnum, item["title"].casefold()))


def _status(item: Gold, modality: str) -> str:
    rows = item.get("assessments", ())
    return next((r["assessment"] for r in rows if not r["board"] and r["modality"] == modality), "none")


def _write_tables(golds: Mapping[str, Gold], folder: Path) -> None:
    """Write annotations as the tables of a dataset, as far as the score looks at them."""
    tables: dict[str, list[dict[str, Any]]] = {
        name: [] for name in ("documents", "items", "assessments", "sections")
    }
    for name, gold in golds.items():
        tables["documents"].append(
            {"document_id": name, "source": gold["source"], "parser": "", **gold["document"]}
        )
        for n, item in enumerate(gold["items"]):
            key = {"item_id": f"{name}-{n}"}
            own = {k: item.get(k, "") for k in ("kind", "title", "area", "start_date", "end_date")}
            boards = ";".join(item.get("boards", ()))
            tables["items"].append({**key, "document_id": name, "ordinal": n + 1, **own, "boards": boards})
            tables["assessments"] += [
                {**key, **{name: row.get(name, "") for name in JUDGED}}
                for row in item.get("assessments", ())
                if not row.get("doubtful")
            ]
            tables["sections"] += [
                {
                    **key,
                    "board": part["board"],
                    "heading": part.get("heading", ""),
                    "text": part.get("begins", ""),
                }
                for part in item.get("sections", ())
                if not part.get("doubtful")
            ]
    for table, rows in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(dict.fromkeys(k for row in rows for k in row)))
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
