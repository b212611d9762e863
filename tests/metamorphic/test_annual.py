"""A chapter of uppdrag in a board's annual report gives them, whatever few of them say of their status."""

from __future__ import annotations

from random import Random
from typing import Any, Final

import pytest

from tests.metamorphic.annual import NOTHING, annual
from tests.metamorphic.reading import read

LOOKS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"heading_style": "large"},
    {"heading_style": "bold"},
    {"heading_style": ["styles", "styles", "bold"]},
    {"heading_numbers": True},
)
SEEDS: Final = range(40)


def test_uppdrag_in_a_chapter_of_their_own_are_items_beside_the_goals() -> None:
    """Of reports drawn at random most uppdrag and mål are items of their kind, and nothing else is one."""
    n = named = kinds = invented = 0
    for seed in SEEDS:
        draw = Random(seed)
        made = annual(draw)
        items = read(made.lines, draw.choice(LOOKS), "Granhult 2012").items
        got = {item.title: item.kind.value for item in items}
        wanted = dict.fromkeys(made.uppdrag, "uppdrag") | dict.fromkeys(made.goals, "mål")
        n += len(wanted)
        named += sum(title in got for title in wanted)
        kinds += sum(got.get(title) == kind for title, kind in wanted.items())
        invented += len(items) - sum(title in got for title in wanted)
    assert named >= 0.88 * n
    assert kinds >= 0.87 * n
    assert invented <= 0.01 * n


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", NOTHING)
def test_what_a_board_is_for_is_nobodys_uppdrag(name: str, look: dict[str, Any]) -> None:
    """Headings under a chapter that tells of a board's tasks, or of one inquiry, are no items."""
    assert not read(NOTHING[name], look, "Granhult 2014").items
