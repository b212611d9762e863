"""Lines over the uppdrag that boards were given: each row of the table proves itself."""

from __future__ import annotations

import pytest

from tertial.boards import Register
from tertial.resources import read_table


@pytest.mark.parametrize("row", read_table("order_openings.csv"), ids=lambda row: row["example"])
def test_each_opening_names_its_board_and_its_counterexample_does_not(row: dict[str, str]) -> None:
    """A row's example only says who was told to do what follows; its counterexample says more, or less."""
    register = Register.build("", 2020, "")
    found = register.heading(row["example"])
    assert found is not None and found.name == "Socialnämnden"
    assert register.ordered(row["example"]).casefold() in ("socialnämnden", "sn")
    assert not register.ordered(row["counterexample"])


def test_several_boards_may_be_told_to_do_what_follows() -> None:
    """All boards that the line names are kept as printed."""
    register = Register.build("", 2020, "")
    assert register.ordered("Kommunstyrelsen och socialnämnden ska:") == "Kommunstyrelsen och socialnämnden"
    assert register.ordered("Barn- och utbildningsnämnden har i uppdrag") == "Barn- och utbildningsnämnden"
