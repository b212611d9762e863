"""Measures how often statements are right that the rules trust so much: writes calibration.csv and the card.

The rules were written with the reports of corpus/ at hand, so they are measured on corpus/test and
corpus/hard. What is told of an item that people did not find, and what people called doubtful, counts neither
way. Reports that people have reviewed count beside them: `fit.py REPORTS LEDGER ...`, a folder and its ledger
at a time.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final
from unittest.mock import patch

from scipy.optimize import isotonic_regression

from tertial import assessment, stores
from tertial.corrections import ledger
from tertial.dataset import Dataset, Row
from tertial.resources import data_path
from tertial.run import process
from tertial.score.decisions import DecisionJudge
from tertial.score.matching import fold, match_items
from tertial.vocabulary import What

HERE: Final = Path(__file__).parent
CORPUS: Final = HERE.parents[1] / "corpus"
MEASURED: Final = (CORPUS / "test", CORPUS / "hard")
FEWEST: Final = 60
"""A step stands for so many statements at least."""
BETWEEN: Final = re.compile(r"(?s)(?<=<!-- scores -->\n).*(?=<!-- end of scores -->)")
BINS: Final = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)

Key = tuple[str, str]
"""Basis and method."""
Steps = dict[Key, list[tuple[float, float, int]]]
"""By basis and method: from which trust on, which share is right, of how many."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of the program about an item that people found too."""

    municipality: str
    key: Key
    trust: float
    right: bool


@contextmanager
def trusted(reports: Path) -> Iterator[Dataset]:
    """What the program tells of some reports, with the rules' own trust for a confidence."""
    with (
        tempfile.TemporaryDirectory() as folder,
        patch.object(assessment, "calibrated", lambda basis, method, trust: round(trust, 2)),
    ):
        for _ in process([reports], Path(folder) / "out", stores.write, workers=1):
            pass
        yield Dataset(Path(folder) / "out")


def reviewed(reports: Path, decided: Path) -> Iterator[Told]:
    """What the program tells of some reports and people have called right or wrong in a ledger."""
    with trusted(reports) as found:
        judge = DecisionJudge(found)
        for decision in ledger.in_force(ledger.read([decided]))[0]:
            if decision.what in (What.CONFIRM, What.STATUS) and (row := judge.told(decision)):
                key = row["basis"], row["method"]
                right = decision.what is What.CONFIRM
                yield Told(decision.municipality, key, float(row["confidence"]), right)


def told(corpus: Path) -> Iterator[Told]:
    """What the program tells of a set of reports that people have annotated."""
    with trusted(corpus / "reports") as found:
        documents = {row["source"]: row["document_id"] for row in found.rows("documents")}
        items: dict[str, list[Row]] = defaultdict(list)
        said: dict[str, list[Row]] = defaultdict(list)
        for row in found.rows("items"):
            items[row["document_id"]].append(row)
        for row in found.rows("assessments"):
            said[row["item_id"]].append(row)
    for path in sorted((corpus / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(gold, dict) or "items" not in gold:
            continue
        own = items[next(name for source, name in documents.items() if source.endswith(gold["source"]))]
        for g, n in match_items(gold["items"], own).items():
            wanted = {
                (fold(row.get("board")), row["assessment"], row["modality"]): bool(row.get("doubtful"))
                for row in gold["items"][g]["assessments"]
            }
            for row in said[own[n]["item_id"]]:
                what = fold(row["board"]), row["assessment"], row["modality"]
                if not wanted.get(what) and not gold["items"][g].get("doubtful"):
                    key = row["basis"], row["method"]
                    yield Told(
                        gold["document"]["municipality"], key, float(row["confidence"]), what in wanted
                    )


def fitted(statements: Iterable[Told]) -> Steps:
    """The steps of share over trust that rise and fit best, none for fewer than FEWEST statements."""
    by_key: dict[Key, list[Told]] = defaultdict(list)
    for one in statements:
        by_key[one.key].append(one)
    steps: Steps = {}
    for key, ones in sorted(by_key.items()):
        ones.sort(key=lambda one: (one.trust, not one.right))  # so that equal trusts are pooled
        share = isotonic_regression([float(one.right) for one in ones]).x
        groups: list[list[int]] = []
        for n, one in enumerate(ones):
            new = not groups or (share[n] > share[n - 1] and one.trust > ones[n - 1].trust)
            if new and (not groups or len(groups[-1]) >= FEWEST):
                groups.append([])
            groups[-1].append(n)
        if len(groups) > 1 and len(groups[-1]) < FEWEST:
            last = groups.pop()
            groups[-1] += last
        steps[key] = [
            (ones[group[0]].trust, (sum(ones[n].right for n in group) + 1) / (len(group) + 2), len(group))
            for group in groups
        ]
    return steps


def share_of(steps: Steps, one: Told) -> float:
    """What the steps say of a statement."""
    own = steps.get(one.key, [])
    return next(
        (share for least, share, _ in reversed(own) if one.trust >= least), own[0][1] if own else one.trust
    )


def reliability(statements: Sequence[Told]) -> list[str]:
    """How sure statements are told, by steps without their own municipality, and how many are right."""
    pairs = []
    for municipality in sorted({one.municipality for one in statements}):
        steps = fitted(one for one in statements if one.municipality != municipality)
        pairs += [(share_of(steps, one), one.right) for one in statements if one.municipality == municipality]
    rows = ["| told with | statements | told on average | right |", "|---|---|---|---|"]
    for least, most in pairwise(BINS):
        inside = [(sure, right) for sure, right in pairs if least <= sure < most]
        if inside:
            sure = sum(sure for sure, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            rows.append(f"| {least:.1f}–{min(most, 1):.1f} | {len(inside)} | {sure:.2f} | {right:.2f} |")
    return rows


if __name__ == "__main__":
    statements = [one for corpus in MEASURED for one in told(corpus)]
    places = [Path(name) for name in sys.argv[1:]]
    if len(places) % 2:
        sys.exit("Name the folder of the reports and the ledger, one after the other.")
    for reports, decided in zip(places[::2], places[1::2], strict=True):
        statements += reviewed(reports, decided)
    with data_path("calibration.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["basis", "method", "trust", "share", "statements"])
        for (basis, method), own in fitted(statements).items():
            writer.writerows([basis, method, f"{least:.2f}", f"{share:.2f}", n] for least, share, n in own)
    table = "\n".join(reliability(statements)) + "\n"
    card = HERE / "README.md"
    card.write_text(BETWEEN.sub(lambda _: table, card.read_text(encoding="utf-8")), encoding="utf-8")
    print(table)
