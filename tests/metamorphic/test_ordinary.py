"""An everyday report gives its uppdrag, boards and areas as it says them, and ends where they end."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tertial.analysis import analyse
from tests.metamorphic.ordinary import CONTENT, FAMILIES, Family, faults

SEEDS = range(700, 708)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_everyday_reports_drawn_at_random_are_read_whole(family: Family) -> None:
    """Every title, kind, area, board, section and state comes out, and nothing of what follows the last."""
    found = {seed: wrong for seed in SEEDS if (wrong := faults(family(Random(seed))))}
    assert not found


@pytest.mark.parametrize("quiet", CONTENT["quiet"], ids=lambda quiet: quiet["text"].strip().split("\n")[0])
def test_what_is_numbered_through_and_follows_nothing_up_gives_nothing(quiet: dict[str, Any]) -> None:
    """Steps, chapters, rules and paragraphs are no uppdrag, however they are counted."""
    assert [item.title for item in analyse(quiet["text"].encode(), "text.txt").items] == []
