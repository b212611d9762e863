"""How well a dataset agrees with gold, what people read in the same reports; with the cases behind it all.

The figures are those of the contract's own scorer, which a test compares with; here they can also be had
for some documents at a time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tertial.dataset import Dataset
from tertial.errors import UsageError
from tertial.score.decisions import judge_decisions
from tertial.score.intervals import Interval, interval
from tertial.score.judge import DocumentScore, Judge
from tertial.score.matching import Gold
from tertial.score.tally import F1, Tallies, Tally, together, values
from tertial.vocabulary import FlagCode

__all__ = [
    "F1",
    "NO_ITEMS",
    "DocumentScore",
    "Interval",
    "Scores",
    "Tallies",
    "Tally",
    "interval",
    "score",
    "together",
    "values",
]

NOT_DOCUMENTS: Final = ("links.json", "scope.json")

NO_ITEMS: Final = "no items where none are"
"""Of the documents in which gold has no items, the share in which none were found."""


@dataclass(frozen=True, kw_only=True)
class Scores:
    """How a dataset agrees with gold, document by document, and in the links between them."""

    documents: tuple[DocumentScore, ...]
    _links: Callable[[Collection[str]], Tallies]
    made_with: int = 0
    """How many of the decisions that it was compared with it was made with, so that it agrees with them."""

    def total(self, only: Callable[[DocumentScore], bool] = lambda _: True) -> Tallies:
        """The tallies of these documents together; links count with the document that they begin in."""
        chosen = [document for document in self.documents if only(document)]
        links = self._links({document.source for document in chosen})
        return together([*(document.tallies for document in chosen), links])

    def parts(self, only: Callable[[DocumentScore], bool] = lambda _: True) -> list[Tallies]:
        """The tallies of each of these documents, with its links and, where gold has no items, NO_ITEMS."""
        parts = []
        for document in filter(only, self.documents):
            own = {**document.tallies, **self._links({document.source})}
            if document.empty:
                own[NO_ITEMS] = Tally()
                own[NO_ITEMS].check(not document.tallies["items"].extra, document.source)
            parts.append(own)
        return parts


def score(dataset: Dataset, gold: Path) -> Scores:
    """Compares a dataset with a folder of gold files, or with a ledger of decisions.

    Documents that gold does not know are left aside, and what gold calls doubtful counts neither way.

    Raises:
        UsageError: There are no gold files in the folder, or one is no JSON.
    """
    if gold.is_file():
        documents, made_with = judge_decisions(dataset, gold)
        return Scores(documents=documents, _links=lambda _: {}, made_with=made_with)
    paths = [path for path in sorted(gold.glob("*.json")) if path.name not in NOT_DOCUMENTS]
    if not paths:
        raise UsageError(f"There are no gold files (*.json) in {gold}.", "Name the folder that holds them.")
    # The flag codes that this gold annotates in full; others are not judged.
    scope = gold / "scope.json"
    codes = frozenset(_read(scope)["flags"]) if scope.exists() else frozenset(code.value for code in FlagCode)
    judge = Judge(dataset, codes)
    documents = tuple(judge.document(_read_gold(path)) for path in paths)
    links = gold / "links.json"
    return Scores(documents=documents, _links=judge.links(_read(links) if links.exists() else None))


def _read_gold(path: Path) -> Gold:
    gold = _read(path)
    if not isinstance(gold, dict) or not {"source", "document"} <= gold.keys():
        raise UsageError(
            f"{path} is no gold file: it names no source or document.", "Take it out of the folder."
        )
    return gold


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path} can't be read as JSON: {error}.", "Mend the file, or take it away."
        ) from error
