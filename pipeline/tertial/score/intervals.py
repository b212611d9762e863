"""How far off a figure may be, as few documents and cases stand behind it: a 90 % interval.

It is the wider of two. Wilson's interval over the cases tells how few they are, also where all are right. The
bootstrap over the documents tells how unlike they are: the mistakes of a report come together.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from random import Random
from typing import Final

from tertial.score.tally import F1, Tallies, Tally

DRAWS: Final = 1000
SEED: Final = 1
Z: Final = 1.6449
"""Of a normal distribution, 90 % lies within so many standard deviations."""

Interval = tuple[float, float]


def interval(parts: Sequence[Tallies], metric: str) -> Interval | None:
    """The 90 % interval of a figure; None where there was nothing to compare.

    Args:
        parts: The tallies of each document.
    """
    tallies = [part[metric] for part in parts if metric in part]
    figure = _figure(tallies, metric)
    if figure is None:
        return None
    low, high = wilson(figure, sum(map(_weight, tallies) if metric in F1 else map(_compared, tallies)))
    random = Random(SEED)
    drawn = (_figure(random.choices(tallies, k=len(tallies)), metric) for _ in range(DRAWS))
    found = sorted(value for value in drawn if value is not None)
    return min(low, found[len(found) // 20]), max(high, found[-1 - len(found) // 20])


def _figure(tallies: Sequence[Tally], metric: str) -> float | None:
    whole = Tally(
        hit=sum(tally.hit for tally in tallies),
        miss=sum(tally.miss for tally in tallies),
        extra=sum(tally.extra for tally in tallies),
    )
    return whole.value(metric)


def _compared(tally: Tally) -> float:
    return tally.hit + tally.miss


def _weight(tally: Tally) -> float:
    """F1 is the share of what is right in so many cases."""
    return tally.hit + (tally.miss + tally.extra) / 2


def wilson(share: float, cases: float, z: float = Z) -> Interval:
    """Wilson's interval of a share of so many cases; `z` says how wide, 1.96 is 95 %."""
    middle = (share + z * z / (2 * cases)) / (1 + z * z / cases)
    half = z / (1 + z * z / cases) * sqrt(share * (1 - share) / cases + z * z / (4 * cases * cases))
    return max(0.0, middle - half), min(1.0, middle + half)
