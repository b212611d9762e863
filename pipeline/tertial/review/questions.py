"""What a reviewer is asked, in the order of use, and what is left when some is answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from tertial.corrections.ledger import PART, Decision, standing
from tertial.dataset import Dataset
from tertial.report.queue import Entry, entries
from tertial.views import doubtful
from tertial.vocabulary import Severity, What

TRUST: Final = 20
"""What was measured of a confidence counts as so many decisions beside those of the reviewer."""
Z: Final = 1.645
"""Of a normal distribution 90 % lies within so many standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two items that may be one matter."""

    from_item_id: str
    to_item_id: str
    from_report: str
    to_report: str
    score: float
    relation: str
    """Empty where they are not linked."""


Question = Entry | Pair


@dataclass(frozen=True, slots=True)
class Expected:
    """How many of the statements left are expected to be wrong, with a 90 % interval."""

    n: int
    mean: float
    low: float
    high: float


def questions(dataset: Dataset) -> list[Question]:
    """Warnings, then pairs that may be one matter, then unsure statements, then what is for information."""
    found = list(entries(dataset))
    documents = list(dataset.rows("documents"))
    listing = doubtful(dataset, documents)
    pairs = []
    for row in listing.rows:
        told = dict(zip(listing.head, row, strict=True))
        pairs.append(
            Pair(
                from_item_id=str(told["from_item_id"]),
                to_item_id=str(told["to_item_id"]),
                from_report=str(told["from_report"]),
                to_report=str(told["to_report"]),
                score=float(told["score"] or 0),
                relation=str(told["relation"] or ""),
            )
        )
    first = [one for one in found if one.severity in (Severity.ERROR, Severity.WARNING)]
    unsure = [one for one in found if not one.severity]
    rest = [one for one in found if one.severity == Severity.INFO]
    return [*first, *pairs, *unsure, *rest]


def place_of(question: Question) -> tuple[str, ...]:
    """What a question is about, as a decision on it tells its place."""
    if isinstance(question, Pair):
        return "link", question.from_item_id, question.to_item_id
    if question.severity:
        about = question.item_id or question.document_id
        return "flag", about, question.board, question.code, question.message
    return "statement", question.item_id, question.board, question.status, question.modality


def asked_of(decision: Decision) -> tuple[str, ...]:
    """The place of the question that a decision answers."""
    if decision.old.get("asked"):
        return tuple(decision.old["asked"].split(PART))
    return decision.place


def decided(decisions: Iterable[Decision]) -> dict[tuple[str, ...], list[Decision]]:
    """The decisions that stand, by the place of the question that they answer."""
    found: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    for one in standing(decisions):
        found[asked_of(one)].append(one)
    return found


def expected(left: Sequence[Question], decisions: Iterable[Decision]) -> Expected | None:
    """How many of the statements left are wrong, by their confidence and what the reviewer found of the like.

    Each level of confidence has a share of errors of its own: what was measured of it counts as `TRUST`
    decisions, the reviewer's own count one each (the mean and variance of a beta distribution). None where
    no statement is left.
    """
    levels: dict[float, int] = defaultdict(int)
    for one in left:
        if isinstance(one, Entry) and not one.severity and one.confidence is not None:
            levels[one.confidence] += 1
    if not levels:
        return None
    seen: dict[float, list[bool]] = defaultdict(list)
    for decision in decisions:
        told = decision.old.get("confidence")
        if told and decision.what in (What.CONFIRM, What.STATUS):
            seen[float(told)].append(decision.what is What.STATUS)
    mean = variance = 0.0
    for level, n in levels.items():
        wrong = TRUST * (1 - level) + sum(seen[level])
        of = TRUST + len(seen[level])
        share = wrong / of
        spread = share * (1 - share) / (of + 1)
        mean += n * share
        variance += n * share * (1 - share) + n * (n - 1) * spread
    half = Z * sqrt(variance)
    total = sum(levels.values())
    return Expected(total, mean, max(0.0, mean - half), min(float(total), mean + half))
