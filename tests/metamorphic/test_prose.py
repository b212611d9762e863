"""Boards' chapters of prose give the uppdrag that they answer, and prose that answers none gives nothing."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any, Final

import pytest

from tertial.vocabulary import DocumentType
from tests.metamorphic import prose
from tests.metamorphic.reading import read, rows

NOTHING: Final[list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "nothing.toml").read_text(encoding="utf-8")
)["document"]
HOUSES: Final = 80


def _key(title: str) -> str:
    return title.casefold().removeprefix("att ").strip(" .:”»")


def _counted(seed: int) -> Counter[str]:
    """How many uppdrag a report has, how many are found and rightly told, and how many items are none."""
    draw = Random(seed)
    house = prose.house(draw)
    lines, wanted = prose.write(draw, house)
    found = read(lines, house.settings, "Granhult")
    items = {_key(item.title): item for item in found.items}
    told = rows(found)
    counts = Counter({"wanted": len(wanted), "else": len(items), "followed": 0})
    counts["followed"] += found.document.document_type is DocumentType.UPPDRAGSUPPFOLJNING
    for one in wanted:
        item = next((items[_key(title)] for title in one.titles if _key(title) in items), None)
        if item is None:
            continue
        sole = one.boards if len(one.boards) == 1 else set[str]()
        said = {("" if board in sole else board, state) for board, state, _ in told[item.item_id]}
        counts["else"] -= 1
        counts["found"] += 1
        counts["boards"] += set(item.boards) == one.boards
        counts["said"] += said == {("" if board in sole else board, state) for board, state in one.said}
    return counts


def test_prose_that_nobody_has_seen_gives_its_uppdrag() -> None:
    """Of the uppdrag of reports drawn at random most are found, with boards and statuses; few others are."""
    counts = sum((_counted(seed) for seed in range(HOUSES)), Counter[str]())
    wanted = counts["wanted"]
    assert counts["followed"] >= 0.93 * HOUSES
    assert counts["found"] >= 0.88 * wanted
    assert counts["boards"] >= 0.85 * wanted
    assert counts["said"] >= 0.83 * wanted
    assert counts["else"] <= 0.05 * wanted


@pytest.mark.parametrize("document", NOTHING, ids=lambda document: document["name"])
def test_prose_that_answers_no_uppdrag_gives_nothing(document: dict[str, Any]) -> None:
    """Minutes, policies, budgets and news have no items, whatever in them is ordered or done."""
    for kind in ("docx", "txt"):
        year = Random(kind).randint(2004, 2024)
        lines = [line for text in document["text"] for line in (text.format(year=year), "")]
        found = read(lines, {"format": kind}, "Granhult")
        assert [item.title for item in found.items] == []
