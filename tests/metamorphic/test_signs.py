"""Signs mean what a legend says wherever they stand: in corners, lists, columns of crosses, beside boards."""

from __future__ import annotations

from typing import Final

from tests.metamorphic.reading import read, rows
from tests.metamorphic.signs import draw_house, written
from tests.metamorphic.signs_beside import beside

HOUSES: Final = 100


def test_signs_that_nobody_has_seen_are_read_where_they_stand() -> None:
    """Of 100 houses drawn at random nine in ten are read right throughout, and hardly a verdict is wrong."""
    other, wrong = [], []
    for seed in range(HOUSES):
        house = draw_house(seed)
        lines, settings, expected = written(house)
        found = read(lines, settings, "Granhult 2022 T2")
        told = rows(found)
        got = {item.title: told[item.item_id] for item in found.items}
        other += [(seed, str(house))] if got != expected or len(found.items) != len(expected) else []
        wrong += [
            (seed, str(house), one) for title in expected for one in got.get(title, set()) - expected[title]
        ]
    assert len(other) <= HOUSES // 10, other
    assert len(wrong) <= 3, wrong


def test_signs_that_nothing_explains_say_nothing() -> None:
    """The same houses without their legends give no statement at all."""
    told = []
    for seed in range(HOUSES):
        house = draw_house(seed)
        lines, settings, _ = written(house, legend=False)
        found = read(lines, settings, "Granhult 2022 T2")
        told += [(seed, str(house))] if any(rows(found).values()) else []
    assert not told


def test_signs_of_other_things_say_nothing_of_uppdrag() -> None:
    """Signs of money, risks or goals keep to their own legends; hardly one house in twenty is not whole."""
    other, wrong = [], []
    for seed in range(HOUSES):
        name, lines, settings, expected = beside(seed)
        found = read(lines, settings, "Granhult 2022 T2")
        told = rows(found)
        got = {item.title: told[item.item_id] for item in found.items if told[item.item_id]}
        other += [(seed, name)] if got != {title: said for title, said in expected.items() if said} else []
        wrong += (
            [(seed, name)] if any(said - expected.get(title, set()) for title, said in got.items()) else []
        )
    assert len(other) <= HOUSES // 20, other
    assert not wrong
