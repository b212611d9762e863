"""What an auditor should look at is flagged, however the report is laid out and worded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Final

import pytest

from tests.metamorphic import flagged
from tests.metamorphic.reading import read

SEEDS: Final = range(500, 530)


def _key(title: str) -> str:
    return title.lower().strip(" .")


def counted(write: Callable[[Random], tuple[list[str], set[flagged.Flagged]]], seed: int) -> Counter[str]:
    """How many flags of the codes that a drawn report is about are right, missed and invented."""
    draw = Random(seed)
    lines, wanted = write(draw)
    report = read(lines, {"format": draw.choice(("docx", "txt"))}, "rapport")
    titles = {item.item_id: _key(item.title) for item in report.items}
    codes = flagged.CODES[write.__name__]
    found = {
        (titles.get(flag.item_id, ""), flag.board, flag.code.value)
        for flag in report.flags
        if flag.code.value in codes
    }
    for n, flag in enumerate(one for one in report.flags if not one.item_id and one.code.value in codes):
        found.discard(("", flag.board, flag.code.value))
        found.add(("", str(n), flag.code.value))
    expected = {(_key(title), board, code) for title, board, code in wanted}
    return Counter(right=len(found & expected), missed=len(expected - found), invented=len(found - expected))


@pytest.mark.parametrize(
    ("write", "least_found", "most_invented"),
    [(flagged.silent, 0.8, 0.03), (flagged.claimed, 0.9, 0.02), (flagged.due, 0.8, 0.03)],
)
def test_flags_of_reports_drawn_at_random(
    write: Callable[[Random], tuple[list[str], set[flagged.Flagged]]],
    least_found: float,
    most_invented: float,
) -> None:
    """Of what reports drawn at random should be flagged for most is, and hardly anything else."""
    counts = sum((counted(write, seed) for seed in SEEDS), Counter[str]())
    assert counts["right"] >= least_found * (counts["right"] + counts["missed"]), counts
    assert counts["invented"] <= most_invented * counts["right"], counts
