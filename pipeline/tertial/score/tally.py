"""Counts behind the figures: what was found, missed and invented."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

F1: Final = frozenset(
    {
        "items",
        "item boards",
        "assessments",
        "assessments explicit",
        "sections",
        "measures",
        "claims",
        "links",
        "flags",
    }
)
"""Metrics that count what gold lacks as well as what it has; the others are shares of what gold has."""


@dataclass
class Tally:
    """Counts of what was found, missed and invented, with the cases behind the last two."""

    hit: int = 0
    miss: int = 0
    extra: int = 0
    cases: list[str] = field(default_factory=list)

    def add(self, gold: set[Any], got: set[Any], ignore: Collection[Any] = (), where: str = "") -> None:
        """Compares two sets; what is in `ignore` counts neither way."""
        self.hit += len(gold & got)
        for case in sorted(gold - got, key=str):
            self.miss += 1
            self.cases.append(f"missing  {where}: {case}")
        for case in sorted(got - gold - set(ignore), key=str):
            self.extra += 1
            self.cases.append(f"invented {where}: {case}")

    def check(self, ok: object, case: str) -> None:
        """Counts one comparison; `case` is kept where it failed."""
        if ok:
            self.hit += 1
        else:
            self.miss += 1
            self.cases.append(f"wrong    {case}")

    def merge(self, other: Tally) -> None:
        """Takes in another tally of the same metric."""
        self.hit += other.hit
        self.miss += other.miss
        self.extra += other.extra
        self.cases += other.cases

    def value(self, metric: str) -> float | None:
        """The figure of the metric, a share of 1; None where there was nothing to compare."""
        if metric in F1:
            total = 2 * self.hit + self.miss + self.extra
            return 2 * self.hit / total if total else None
        return self.hit / (self.hit + self.miss) if self.hit + self.miss else None


Tallies = dict[str, Tally]
"""A tally for each metric, in the order in which they are told."""


def values(tallies: Tallies) -> dict[str, float | None]:
    """The figure of each metric."""
    return {metric: tally.value(metric) for metric, tally in tallies.items()}


def together(parts: Iterable[Tallies]) -> Tallies:
    """The tallies of all parts as one, in the order in which their metrics first come."""
    merged: Tallies = {}
    for part in parts:
        for metric, tally in part.items():
            merged.setdefault(metric, Tally()).merge(tally)
    return merged
