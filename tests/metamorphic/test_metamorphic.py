"""How a report is laid out changes nothing of what it says."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest

from tests.metamorphic import houses
from tests.metamorphic.reading import Row, read, rows
from tests.metamorphic.renderers import RENDERERS, Content, opening

CONTENTS: Final[list[Content]] = tomllib.loads(
    (Path(__file__).parent / "contents.toml").read_text(encoding="utf-8")
)["report"]
FORMATS: Final = ("docx", "txt")
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "plain": {},
    "large headings, another font": {"heading_style": "large", "font": "Garamond", "size": 10},
    "bold headings, landscape": {"heading_style": "bold", "landscape": True, "table_style": "none"},
    "numbered headings, grey heads": {"heading_numbers": True, "header_fill": True, "split_runs": True},
}
"""Settings of the notation that a reader would see as another look and nothing else."""

Said = dict[str, tuple[frozenset[str], frozenset[Row]]]
"""By title: the boards it is given to, and each (board, assessment, modality)."""


def _said(content: Content, lines: list[str], settings: dict[str, Any]) -> Said:
    found = read(lines, settings, f"{content['municipality']} {content['year']} {content['period']}")
    told = rows(found)
    return {
        item.title: (frozenset(item.boards), _without_sole(item.boards, told[item.item_id]))
        for item in found.items
    }


def _without_sole(boards: tuple[str, ...], told: set[Row]) -> frozenset[Row]:
    """What the only board says is said of the item."""
    return frozenset(("" if (board,) == boards else board, state, how) for board, state, how in told)


def _expected(content: Content, layout: str) -> Said:
    wanted: Said = {}
    for matter in content["matter"]:
        said = frozenset(map(tuple, matter["expected"]))
        if layout == "by board" and len(matter["boards"]) > 1:
            said = frozenset(row for row in said if row[0])
        wanted[matter["title"]] = (frozenset(content["boards"][code] for code in matter["boards"]), said)
    return wanted


def _settings(kind: str, **more: Any) -> dict[str, Any]:
    return {"format": kind, **more}


CASES: Final = [(content, layout) for content in CONTENTS for layout in RENDERERS]
IDS: Final = [f"{content['municipality']}, {layout}" for content, layout in CASES]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(("content", "layout"), CASES, ids=IDS)
def test_any_layout_says_the_same(content: Content, layout: str, kind: str) -> None:
    """In every layout and format the same matters come out, with the same boards and statuses."""
    lines = [*opening(content), *RENDERERS[layout](content)]
    assert _said(content, lines, _settings(kind)) == _expected(content, layout)


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize(("content", "layout"), CASES, ids=IDS)
def test_another_look_says_the_same(content: Content, layout: str, look: str) -> None:
    """Fonts, sizes, bold headings, grey heads and torn runs of a Word file change nothing."""
    lines = [*opening(content), *RENDERERS[layout](content)]
    assert _said(content, lines, _settings("docx", **LOOKS[look])) == _expected(content, layout)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(("content", "layout"), CASES, ids=IDS)
def test_another_order_says_the_same(content: Content, layout: str, kind: str) -> None:
    """The matters in another order, and empty lines between, give what they gave before."""
    matters = list(content["matter"])
    random.Random(layout).shuffle(matters)
    turned = {**content, "matter": matters}
    lines = []
    for line in [*opening(content), *RENDERERS[layout](turned)]:
        lines += [line] if line or line.startswith("|") else ["", ""]
    assert _said(content, lines, _settings(kind)) == _expected(content, layout)


def test_houses_that_nobody_has_seen_say_the_same() -> None:
    """Of 120 layouts with names, order and marks drawn at random, 19 in 20 say the same in every detail."""
    other = []
    for seed in range(120):
        draw = random.Random(seed)
        content, kind = draw.choice(CONTENTS), draw.choice(FORMATS)
        render = draw.choice((houses.table, houses.lines))
        lines = [*opening(content), *render(content, draw)]
        found = houses.said_in(content, _said(content, lines, _settings(kind)))
        if found != _expected(content, render.__name__):
            other.append((seed, kind, lines[6:12]))
    assert len(other) <= 6, other
