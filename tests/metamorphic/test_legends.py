"""A house's signs mean what its legend says, in any words, any place and any form; without one, nothing."""

from __future__ import annotations

from random import Random
from typing import Final

import pytest

from tests.metamorphic.codes import MATTERS
from tests.metamorphic.legends import draw_house, written
from tests.metamorphic.reading import explicit, read

HOUSES: Final = 100
SILENT: Final = frozenset({"plain", "words of a house", "per cent"})
"""What tells something, or may, though nothing explains it."""


def test_houses_that_nobody_has_seen_are_read_by_their_legends() -> None:
    """Of 100 houses drawn at random nine in ten are read right throughout, and hardly a verdict is wrong."""
    other, wrong = [], []
    for seed in range(HOUSES):
        draw = Random(seed)
        house = draw_house(draw)
        lines, settings, expected = written(house, draw)
        found = explicit(read(lines, settings, f"Granhult 2022 {house.period}"))
        other += [(seed, str(house))] if found != expected else []
        wrong += [
            (seed, str(house), one) for title in expected for one in found.get(title, set()) - expected[title]
        ]
    assert len(other) <= HOUSES // 10, other
    assert len(wrong) <= 4, wrong


def test_signs_without_a_legend_say_nothing() -> None:
    """The same houses without their legends give no statement at all."""
    told = []
    for seed in range(HOUSES):
        draw = Random(seed)
        house = draw_house(draw)
        if SILENT & set(house.kinds):
            continue
        lines, settings, _ = written(house, draw, legend=False)
        found = explicit(read(lines, settings, f"Granhult 2022 {house.period}"))
        told += [(seed, str(house))] if any(found.values()) else []
    assert not told


BESIDE: Final = {
    "Klart i december.": "genomfört", "Färdigt i november.": "genomfört", "Målet nås.": "genomfört",
    "Uppdraget är genomfört senast den 31 december.": "genomfört", "Blir klart i år: nej": "inte genomfört",
    "Prognos helår: JA": "genomfört", "Prognos helår: Nej": "inte genomfört",
    "Helår: genomfört.": "genomfört",
    "Uppdraget genomförs under året.": "genomfört", "Uppdraget klaras i år.": "genomfört",
    "Delvis genomfört vid årets slut.": "delvis genomfört", "Målet nås inte.": "inte genomfört",
}  # fmt: skip


@pytest.mark.parametrize("period", ["T1", "T2"])
@pytest.mark.parametrize("sentence", BESIDE)
def test_what_is_under_way_is_done_in_a_forecast_only(sentence: str, period: str) -> None:
    """Beside a status "Pågår" a time to come, a present or an answer about the year is a forecast."""
    lines = [f"# Uppföljning av uppdrag, tertial {period[1]} 2022", ""]
    lines += ["| Uppdrag | Ansvarig nämnd | Status | Kommentar |", "|---|---|---|---|"]
    lines += [f"| {title} | {board} | Pågår | {sentence} |" for title, board, _ in MATTERS]
    found = explicit(read(lines, {"format": "docx"}, f"Granhult 2022 {period}"))
    assert list(found.values()) == [{("pågår", "utfall"), (BESIDE[sentence], "prognos")}] * len(MATTERS)
