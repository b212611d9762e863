"""Delays, targets and softer words are known by their tables."""

from __future__ import annotations

import pytest

from tertial.flags.targets import aims, softened, tells_delay
from tertial.resources import read_table


@pytest.mark.parametrize("row", read_table("delay_cues.csv"), ids=lambda row: row["example"])
def test_delays(row: dict[str, str]) -> None:
    """What says that something is late is known, and what only sounds like it is not."""
    assert tells_delay(row["example"])
    assert not tells_delay(row["counterexample"])


@pytest.mark.parametrize("row", read_table("target_cues.csv"), ids=lambda row: row["example"])
def test_targets(row: dict[str, str]) -> None:
    """What is aimed at is told from what has been reached."""
    assert aims(row["example"])
    assert not aims(row["counterexample"])


@pytest.mark.parametrize("row", read_table("softenings.csv"), ids=lambda row: row["before"])
def test_softer_titles(row: dict[str, str]) -> None:
    """A title that asks for less is softer; the way back, and the same in other words, is not."""
    assert softened(row["before"], row["after"])
    assert not softened(row["after"], row["before"])
    assert not softened(row["before"], row["otherwise"])
