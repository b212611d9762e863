"""A card without labels says what its cells say, wherever they stand in it."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.metamorphic.cards import draw_house, others, written
from tests.metamorphic.reading import as_wanted, read

HOUSES: Final = range(1000, 1080)
"""At first sight one in four was right; of fresh ones 79 in 80 are now."""


def test_cards_without_labels_are_read_by_the_places_of_their_cells() -> None:
    """Of 80 houses drawn at random 76 give each title with its board and status, and nothing else."""
    other = []
    for seed in HOUSES:
        draw = Random(seed)
        house = draw_house(draw)
        lines, wanted = written(house, draw)
        right = as_wanted(read(lines, {"format": "docx"}, "Granhult 2022 T2"), wanted)
        other += [] if right else [(seed, house)]
    assert len(other) <= 4, other


def test_cards_of_people_and_figures_are_no_items() -> None:
    """After the uppdrag of a report its cards of other things give nothing."""
    for seed in range(20):
        lines, titles = others(Random(seed))
        found = read(lines, {"format": "docx"}, "Granhult 2022 T2")
        assert [item.title for item in found.items] == titles, seed
