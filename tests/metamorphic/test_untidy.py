"""What is said of an item is not said of another, however untidily a text is headed."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Final

from tests.metamorphic.reading import explicit, read
from tests.metamorphic.untidy import untidy

SEEDS: Final = range(500, 600)


def _counted(seed: int) -> Counter[str]:
    """How many titles a report has, how many say all they say, say what they do not, or are none."""
    made = untidy(Random(seed))
    found = read(made.lines, made.settings, "Granhult 2016")
    said, counts = explicit(found), Counter({"wanted": len(made.wanted)})
    for item in found.items:
        title = item.title.rstrip(".: ")
        states = {state for state, _ in said[item.title]}
        board, area, state = made.wanted.get(title, ("", "", ""))
        counts["else"] += title not in made.wanted
        counts["wrong"] += title in made.wanted and not states <= {state}
        counts["right"] += (states, item.area) == ({state}, area) and board in ("", ", ".join(item.boards))
    return counts


def test_untidy_texts_say_of_each_item_what_they_say() -> None:
    """Of texts drawn at random nine in ten titles say all they say, few say more, and few are invented."""
    counts = sum((_counted(seed) for seed in SEEDS), Counter[str]())
    assert counts["right"] >= 0.9 * counts["wanted"]
    assert counts["wrong"] <= 0.02 * counts["wanted"]
    assert counts["else"] <= 0.02 * counts["wanted"]
