"""Accounts typed by a secretary give their orders, boards and states, however they are typed."""

from __future__ import annotations

from random import Random

from tertial.analysis import analyse
from tests.metamorphic.secretary import Tally, account, compare, typed

SEEDS = range(500, 580)


def test_accounts_that_nobody_has_seen_give_their_orders() -> None:
    """Of 80 accounts drawn at random most orders are found, few invented, and hardly a state is wrong."""
    tallies = [_read(seed) for seed in SEEDS]
    n, right, boards, states, wrong, invented = (
        sum(getattr(tally, name) for tally in tallies) for name in Tally.__slots__
    )
    assert right >= FOUND * n
    assert invented <= INVENTED * n
    assert boards >= 0.85 * right
    assert states >= 0.87 * right
    assert wrong <= 0.01 * n


FOUND = 0.6
INVENTED = 0.26
"""Shares that hold today of accounts by which nothing was mended."""


def _read(seed: int) -> Tally:
    draw = Random(seed)
    made = account(draw)
    name, data = typed(made, draw)
    return compare(made, analyse(data, name))
