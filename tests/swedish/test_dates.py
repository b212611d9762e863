"""Dates: the cases, and what holds for any text."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tertial.swedish.dates import find_dates, parse_range

FOLDER = Path(__file__).parents[1] / "cases/dates"
RANGES: list[dict[str, Any]] = tomllib.loads((FOLDER / "ranges.toml").read_text(encoding="utf-8"))["case"]
IN_TEXT: list[dict[str, Any]] = tomllib.loads((FOLDER / "in_text.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", RANGES, ids=[case["text"] for case in RANGES])
def test_range(case: dict[str, Any]) -> None:
    """A cell is read as the stretch of time that it prints, or as none."""
    found = parse_range(case["text"], case.get("year"))
    assert ([found.start, found.end, found.precision] if found else []) == case["expected"]


@pytest.mark.parametrize("case", IN_TEXT, ids=[case["text"] for case in IN_TEXT])
def test_in_text(case: dict[str, Any]) -> None:
    """Dates in running text are found where they stand, and reference numbers and sums are none."""
    assert [case["text"][found.start : found.end] for found in find_dates(case["text"])] == case["expected"]


@settings(deadline=None)
@given(st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31)))
def test_iso_dates_come_back(day: date) -> None:
    """Any ISO date is read as itself."""
    found = parse_range(day.isoformat())
    assert found is not None
    assert (found.start, found.end) == (day.isoformat(), day.isoformat())


@settings(deadline=None)
@given(st.text(alphabet="0123456789-/. :–qkvt2åjanuimhösten", max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    """Whatever is given, the start is never after the end."""
    found = parse_range(text)
    if found is not None and found.start and found.end:
        assert date.fromisoformat(found.start) <= date.fromisoformat(found.end)
    for inside in find_dates(text):
        assert 0 <= inside.start < inside.end <= len(text)
