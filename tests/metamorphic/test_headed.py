"""Where a headed or flat text has its titles, who has them and how they go does not change what it says."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.metamorphic.headed import headed
from tests.metamorphic.reading import explicit, read

SEEDS: Final = range(80)


def test_titles_boards_areas_and_states_are_read_however_a_text_is_headed() -> None:
    """Of texts drawn at random nine in ten say all they say, and hardly a title is invented."""
    right = invented = 0
    for seed in SEEDS:
        made = headed(Random(seed))
        found = read(made.lines, made.settings, "Granhult 2016")
        said = explicit(found)
        got = {
            item.title.rstrip("."): (
                ", ".join(item.boards),
                item.area,
                "/".join(sorted({state for state, _ in said[item.title]})),
            )
            for item in found.items
        }
        right += got == made.wanted and len(found.items) == len(made.wanted)
        invented += sum(not title.startswith(tuple(made.wanted)) for title in got)
    assert right >= 0.88 * len(SEEDS)
    assert invented <= 0.01 * 9 * len(SEEDS)
