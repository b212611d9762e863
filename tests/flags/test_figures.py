"""Flags on the figures of a report: its sums, and what its text says of them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.flags.claims import claims
from tertial.flags.figures import printed, sums
from tests.builders import figures

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/flags/figures.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_flags(case: dict[str, Any]) -> None:
    """A total or a claim is flagged where no reading of the table bears it out, and only there."""
    table = figures(case["rows"], case["columns"], table=case.get("table", "Tabell"))
    text = case.get("text", "")
    wrong = claims(table, text)
    flags = [[f.code.value, f.severity.value] for f in sums("d", table, text)]
    flags += [["claim_mismatch", one.severity.value] for one in wrong]
    assert flags == case["flags"]
    assert all(one.sentence in text for one in wrong)
    for one, says in zip(wrong, case.get("says", ()), strict=False):
        assert one.message == says


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=12))
def test_a_right_sum_is_never_flagged(values: list[int]) -> None:
    """Whatever the rows are, a total that is their sum gives no flag."""
    rows = [["", f"Rad {n}", value] for n, value in enumerate(values)]
    assert not sums("d", figures([*rows, ["", "Totalt", sum(values)]], ["Antal"]), "")


def test_numbers_are_printed_as_in_swedish() -> None:
    """Thousands are parted by a no-break space, decimals by a comma."""
    assert [printed(n) for n in (1393.0, -57.8, 0.25, 1000000.5)] == [
        "1\u00a0393",
        "-57,8",
        "0,25",
        "1\u00a0000\u00a0000,5",
    ]
