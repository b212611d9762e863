"""Accounts in running text give their orders, though several stand in one paragraph."""

from __future__ import annotations

from random import Random

from tertial.analysis import analyse
from tests.metamorphic.running import running
from tests.metamorphic.secretary import Tally, compare, typed

SEEDS = range(1000, 1060)


def test_orders_in_running_text_are_found_one_by_one() -> None:
    """Of accounts drawn at random nearly all orders are found, with boards and states; few are invented."""
    tallies = [_read(seed) for seed in SEEDS]
    n, right, boards, states, wrong, invented = (
        sum(getattr(tally, name) for tally in tallies) for name in Tally.__slots__
    )
    assert right >= 0.93 * n
    assert boards >= 0.92 * n
    assert states >= 0.9 * n
    assert wrong <= 0.01 * n
    assert invented <= 0.02 * n


def _read(seed: int) -> Tally:
    draw = Random(seed)
    made = running(draw)
    name, data = typed(made, draw)
    return compare(made, analyse(data, name))
