"""Registers of decisions give their orders in any house, and registers that follow nothing up give none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tertial.analysis import analyse
from tests.metamorphic import registers
from tests.metamorphic.secretary import Account, Tally, compare

SEEDS = range(7_000, 7_016)
FOUND = {"pairs": 0.88, "ledger": 0.8, "cards": 0.7, "records": 0.78, "list": 0.6}
"""Shares of the orders that are found today, of registers by which nothing was mended."""
INVENTED = {"pairs": 0.05, "ledger": 0.05, "cards": 0.13, "records": 0.07, "list": 0.28}


@pytest.mark.parametrize("form", FOUND)
def test_registers_that_nobody_has_seen_give_their_orders(form: str) -> None:
    """Of the orders in 16 registers of a form most are found, few invented, and hardly a board is wrong."""
    tallies = [_read(registers.register, seed, form) for seed in SEEDS]
    n, right, boards, wrong, invented = (
        sum(getattr(tally, name) for tally in tallies)
        for name in ("n", "right", "boards", "wrong", "invented")
    )
    assert right >= FOUND[form] * n
    assert boards >= 0.7 * right
    assert wrong <= 0.05 * n
    assert invented <= INVENTED[form] * n


def test_registers_that_follow_nothing_up_have_no_items() -> None:
    """Diaries, agendas, plans, contracts and cases have no items, though they stand in the same forms."""
    found = {seed: _read(registers.other, seed, "").invented for seed in range(7_000, 7_060)}
    assert not any(found.values()), {seed: n for seed, n in found.items() if n}


def _read(draw: Callable[[int, str], Account], seed: int, form: str) -> Tally:
    made = draw(seed, form)
    name, data = registers.typed(made)
    return compare(made, analyse(data, name))
