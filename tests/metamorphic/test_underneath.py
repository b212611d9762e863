"""Rows in columns with status and comment in full lines under them give their items."""

from __future__ import annotations

from random import Random
from typing import Final

from tertial.analysis import analyse
from tests.metamorphic.test_extraction import CONTENTS
from tests.metamorphic.underneath import Row, Under, underneath

SEEDS: Final = range(60)


def read(seed: int) -> tuple[Under, dict[str, Row], int]:
    """The text of a seed, by title what came out of it, and how many items did."""
    draw = Random(seed)
    content = draw.choice(CONTENTS)
    made = underneath(content, draw)
    name = f"{content['municipality']} {content['year']} {content['period']}.txt"
    found = analyse("\n".join(made.lines).encode(), name)
    states = {
        one.item_id: one.assessment.value
        for one in reversed(found.assessments)
        if one.modality.value == "utfall" and not one.board and one.basis.value == "explicit"
    }
    got = {
        item.title: (frozenset(item.boards), item.end_date, item.area, states.get(item.item_id, ""))
        for item in found.items
    }
    return made, got, len(found.items)


def test_what_is_told_under_a_row_is_the_rows() -> None:
    """Of texts drawn at random nearly all rows are items with their boards, days, areas and states."""
    drawn = [read(seed) for seed in SEEDS]
    n = sum(len(made.wanted) for made, *_ in drawn)
    named = sum(title in got for made, got, _ in drawn for title in made.wanted)
    right = sum(got.get(title) == row for made, got, _ in drawn for title, row in made.wanted.items())
    invented = sum(n_items for *_, n_items in drawn) - named
    assert named >= 0.97 * n
    assert right >= 0.9 * n
    assert invented <= 0.01 * n
