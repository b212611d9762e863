"""Openings of paragraphs that name what was ordered."""

from __future__ import annotations

import pytest

from tertial.parsers.openings import opened
from tertial.resources import read_table


@pytest.mark.parametrize("row", read_table("prose_openings.csv"), ids=lambda row: row["example"])
def test_each_opening_names_the_title_of_its_example_and_none_in_its_counterexample(
    row: dict[str, str],
) -> None:
    """A row's form finds its example's title, and nothing in what only looks like it."""
    found = opened(row["example"], row["form"])
    assert found is not None
    assert row["example"][slice(*found)] == row["title"]
    assert opened(row["counterexample"], row["form"]) is None
