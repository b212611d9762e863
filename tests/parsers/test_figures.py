"""Tables of figures: the group that a number stands under."""

from __future__ import annotations

from tests.parsers.test_layouts import read

INVESTMENTS = """
Investeringar till och med augusti, tkr

| Projekt | Budget | Utfall |
| Skattefinansierat | | |
| Kajen | 400 | 150 |
| Badplatsen | 600 | 640 |
| Avgiftsfinansierat | | |
| Vattenverket | 5000 | 2000 |
| {total} |
"""


def test_a_total_of_all_groups_stands_under_none() -> None:
    """What adds up all groups is the table's total; what adds up its own group is that group's."""
    _, parsed = read(INVESTMENTS.format(total="Summa | 6000 | 2790"))
    assert {figure.group for figure in parsed.figures if figure.total} == {""}
    _, parsed = read(INVESTMENTS.format(total="Summa | 5000 | 2000"))
    assert {figure.group for figure in parsed.figures if figure.total} == {"Avgiftsfinansierat"}
