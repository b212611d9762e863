"""How often statements with a given trust are right: confidence, as `models/confidence` measured it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.vocabulary import Basis, Method

LEAST: Final = 0.5
"""A statement that is right less often is not told: better none than a wrong one."""


def calibrated(basis: Basis, method: Method, trust: float) -> float:
    """The share of statements that are right among those with the trust of this one, 0–1.

    Args:
        trust: What the rules make of it, 0–1: higher is surer, and no more than that.

    Returns:
        The measured share on the step of data/calibration.csv that `trust` stands on; `trust` itself for a
        basis and method that nobody has measured.
    """
    steps = _steps().get((basis, method), ())
    return next((share for least, share in steps if trust >= least), steps[-1][1] if steps else trust)


@lru_cache(maxsize=1)
def _steps() -> dict[tuple[Basis, Method], tuple[tuple[float, float], ...]]:
    """By basis and method: from which trust on which share is right, the highest trust first."""
    found: dict[tuple[Basis, Method], list[tuple[float, float]]] = {}
    for row in read_table("calibration.csv"):
        key = Basis(row["basis"]), Method(row["method"])
        found.setdefault(key, []).append((float(row["trust"]), float(row["share"])))
    return {key: tuple(sorted(steps, reverse=True)) for key, steps in found.items()}
