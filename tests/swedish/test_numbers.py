"""Numbers: the cases, the table of units, and what holds for any number."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.resources import read_table
from tertial.swedish.numbers import Number, parse_number

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "cases/numbers/numbers.toml").read_text(encoding="utf-8")
)["case"]
UNITS = read_table("units.csv")


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    """A cell is read as the number that it prints, and what is no number as none."""
    expected = Number(case["value"], case.get("unit", "")) if "value" in case else None
    assert parse_number(case["text"]) == expected


@pytest.mark.parametrize("row", UNITS, ids=[row["unit"] for row in UNITS])
def test_unit(row: dict[str, str]) -> None:
    """Each unit leaves the number in its example a number."""
    found = parse_number(row["example"])
    assert found is not None
    assert found.unit == row["unit"]


@settings(deadline=None)
@given(st.integers(min_value=-(10**9), max_value=10**9))
def test_thousands_with_spaces_come_back(value: int) -> None:
    """A whole number printed with spaces between the thousands is read as itself."""
    found = parse_number(f"{value:,}".replace(",", "\u00a0"))
    assert found == Number(float(value))


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever is given, there is a number or none."""
    found = parse_number(text)
    assert found is None or found.value == found.value
