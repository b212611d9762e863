"""However goals, activities and areas are laid out, each item is what it is and stands where it stands."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.metamorphic import beneath, goals, prints
from tests.metamorphic.reading import read

SEEDS: Final = 120


def _found(drawn: goals.Report, kind: str) -> tuple[str, list[goals.Item]]:
    found = read(drawn.lines, {"format": kind}, drawn.name)
    items = [(i.kind.value, i.title.rstrip("."), i.area, i.start_date, i.end_date) for i in found.items]
    return found.document.document_type.value, items


def test_goals_and_activities_are_what_and_where_they_are() -> None:
    """Of 120 layouts drawn at random, five in six give each item with kind, area and dates, and no other."""
    other = []
    for seed in range(SEEDS):
        drawn = goals.drawn(seed)
        if _found(drawn, Random(seed + 7).choice(("docx", "docx", "txt"))) != (
            drawn.document_type,
            drawn.items,
        ):
            other.append((seed, drawn.shape, drawn.choices))
    assert len(other) <= SEEDS // 6, other


def test_prints_of_a_system_give_the_same() -> None:
    """Of 60 prints out of a follow-up system, nine in ten give every item with its kind, area and dates."""
    other = []
    for seed in range(SEEDS // 2):
        drawn = prints.drawn(seed)
        if _found(drawn, Random(seed).choice(("docx", "txt"))) != (drawn.document_type, drawn.items):
            other.append((seed, drawn.choices))
    assert len(other) <= SEEDS // 20, other


def test_what_stands_beneath_goals_is_found_in_any_form() -> None:
    """Of 110 reports, five of each form of aktiviteter under mål, three in four say all of the same."""
    other = []
    for seed in range(500, 505):
        for form in sorted(beneath.FORMS):
            drawn = beneath.drawn(seed, form)
            if _judged(drawn) != (drawn.document_type, drawn.items):
                other.append((seed, form, drawn.choices))
    assert len(other) <= 5 * len(beneath.FORMS) // 4, other


def _judged(drawn: goals.Report) -> tuple[str, list[tuple[str, ...]]]:
    found = read(drawn.lines, {"format": "docx"}, drawn.name)
    said = {
        i.item_id: [a.assessment.value for a in found.assessments if a.item_id == i.item_id and not a.board]
        for i in found.items
    }
    items = [
        (i.kind.value, i.title, i.area, i.start_date, i.end_date, ",".join(said[i.item_id]))
        for i in found.items
    ]
    return found.document.document_type.value, items
