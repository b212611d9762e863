"""A chapter of uppdrag in a board's annual report gives them, whatever few of them say of their status."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pytest

from tertial.analysis import Report, analyse
from tests.metamorphic.annual import LOOKS, NOTHING, drawn
from tests.metamorphic.reading import read

SEEDS: Final = range(40)
NAME: Final = "Granhult 2012"


def _read(text: Sequence[str] | str, look: dict[str, Any]) -> Report:
    return analyse(text.encode(), f"{NAME}.txt") if isinstance(text, str) else read(text, look, NAME)


@pytest.mark.parametrize("sort", ["docx", "txt"])
def test_uppdrag_in_a_chapter_of_their_own_are_items_beside_the_goals(sort: str) -> None:
    """Most reports drawn at random give their uppdrag and mål as items of their kind, and nothing else."""
    right = invented = 0
    for seed in SEEDS:
        made, text, look = drawn(seed, sort)
        got = [(item.title, item.kind.value) for item in _read(text, look).items]
        wanted = dict.fromkeys(made.uppdrag, "uppdrag") | dict.fromkeys(made.goals, "mål")
        right += len(got) == len(wanted) and dict(got) == wanted
        invented += sum(title not in wanted for title, _ in got)
    assert right >= 0.94 * len(SEEDS)
    assert invented <= 2


@pytest.mark.parametrize("sort", ["docx", "txt"])
def test_an_annual_report_without_such_a_chapter_gives_no_uppdrag(sort: str) -> None:
    """Chapters that tell what was done during a year are no items, but for mål in a table."""
    told = [drawn(seed, sort, ordered=False) for seed in SEEDS]
    extra = [
        item.title
        for made, text, look in told
        for item in _read(text, look).items
        if item.title not in made.goals
    ]
    assert not extra


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("name", NOTHING)
def test_what_a_board_is_for_is_nobodys_uppdrag(name: str, look: dict[str, Any]) -> None:
    """Headings under a chapter that tells of a board's tasks, or of one inquiry, are no items."""
    assert not read(NOTHING[name], look, "Granhult 2014").items
