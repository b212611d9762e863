"""Uppdrag that nämnder list in an annual report are items, each with its own status, and nothing else is."""

from __future__ import annotations

import pytest

from tests.metamorphic.listed_by_board import drawn
from tests.metamorphic.reading import explicit, read


@pytest.mark.parametrize("sort", ["docx", "txt"])
@pytest.mark.parametrize("seed", range(6))
def test_each_line_of_a_list_is_an_item_with_its_own_status(seed: int, sort: str) -> None:
    """What a line says after its title is said of no other; tables of staff and money give no items."""
    lines, wanted = drawn(seed)
    found = read(lines, {"title": "Årsredovisning 2023 Norrby kommun", "format": sort}, "Norrby 2023")
    told = explicit(found)
    assert [item.title for item in found.items] == list(wanted)
    for title, status in wanted.items():
        assert {said for said, modality in told[title] if modality == "utfall"} <= {status}, title
        assert not status or (status, "utfall") in told[title], title
