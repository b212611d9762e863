"""Values come out of Arrow's columns as they went in."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tertial.stores.columns import values
from tertial.tables import arrow


@given(st.lists(st.none() | st.text()), st.integers(0, 3))
def test_any_text_comes_out(texts: list[str | None], start: int) -> None:
    """Also texts with NUL, of a column that is a part of another; an empty one is missing."""
    column = pa.array(texts, pa.string()).slice(start)
    assert values(column) == [text or None for text in texts[start:]]


def test_numbers_and_dates() -> None:
    """Whole numbers stay whole beside missing ones, and a date is ISO text."""
    assert values(pa.array([1, None, 0])) == [1, None, 0]
    assert values(pa.array([0.5, None])) == [0.5, None]
    assert values(pa.array([date(2022, 8, 31), None])) == ["2022-08-31", None]


@given(st.lists(st.tuples(st.text(), st.none() | st.integers(0, 9))))
def test_rows_come_back_from_arrow(pairs: list[tuple[str, int | None]]) -> None:
    """Texts and numbers, missing ones too, whatever their number."""
    table = arrow("sections", [("id", "", text, "text", number, 1) for text, number in pairs])
    table.validate(full=True)
    got = [(row["heading"] or "", row["start"]) for row in table.to_pylist()]
    assert got == pairs
