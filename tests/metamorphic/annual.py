"""Draws a board's annual report at random: goals in a table, and uppdrag told one under each heading.

Few of the uppdrag say their status in so many words: it is the chapter's name that says what they are.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

POOL: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "annual.toml").read_text(encoding="utf-8")
)
NOTHING: Final[dict[str, list[str]]] = {
    one["name"]: [line for part in one["lines"] for line in (part, "")] for one in POOL["nothing"]
}
"""Reports whose headings under such chapters name nobody's uppdrag."""
CHAPTERS: Final = (
    "Uppdrag i budget {y}", "Uppdrag från kommunfullmäktige", "Särskilda uppdrag {y}", "Budgetuppdrag",
    "Fullmäktiges uppdrag till nämnden", "Nya uppdrag under året", "Uppdrag givna i budget {y}",
)  # fmt: skip
LATER: Final = (
    "Kvarstående uppdrag från tidigare år",
    "Uppdrag från föregående år",
    "Tidigare givna uppdrag",
)
SUBHEADINGS: Final = ("### {}", "**{}**", "### {}", "*{}*", "#### {}")


@dataclass(slots=True)
class Annual:
    """A report in the notation, what was drawn, and the titles of its mål and uppdrag."""

    lines: list[str] = field(default_factory=list)
    goals: set[str] = field(default_factory=set)
    uppdrag: set[str] = field(default_factory=set)
    drawn: dict[str, str] = field(default_factory=dict)


def annual(draw: Random) -> Annual:
    """A report with everything drawn."""
    year, made = draw.randint(2006, 2019), Annual()
    mark, told, nested = draw.choice(SUBHEADINGS), draw.random() < 0.6, draw.random() < 0.5
    tabled, later = draw.random() < 0.7, draw.random() < 0.5
    made.drawn = {"mark": mark, "nested": str(nested), "tabled": str(tabled), "later": str(later)}
    made.lines += [f"# Verksamhetsberättelse {year} – Barn- och fritidsnämnden", ""]
    before, after = ("Viktiga händelser under året",), ("Personal", "Framtiden")
    made.lines += _others(before)
    if tabled:
        made.lines += ["## Måluppfyllelse", "", *_goals(made, draw)]
    matters = draw.sample(POOL["matter"], draw.randint(6, 14))
    cut = draw.randint(2, 4) if later else 0
    level = "##" if not nested else "###"
    mark = "#### {}" if nested and mark[0] == "#" else mark
    if nested:
        made.lines += ["## Uppdrag", "", "Nedan redovisas de uppdrag som nämnden har fått.", ""]
    for name, own in ((draw.choice(CHAPTERS), matters[cut:]), (draw.choice(LATER), matters[:cut])):
        if not own:
            continue
        made.lines += [f"{level} {name.format(y=year)}", ""]
        made.lines += ["Nämnden har fått uppdragen i samband med budgeten.", ""] if told else []
        for one in own:
            made.lines += [mark.format(one["title"]), "", one["told"], ""]
            made.uppdrag.add(one["title"])
    made.lines += _others(after)
    return made


def _goals(made: Annual, draw: Random) -> Iterator[str]:
    heads = draw.choice(
        (
            ("Inriktningsmål", "Nämndens mål", "Uppfyllt", "Kommentar"),
            ("Målområde", "Mål", "Måluppfyllelse", "Analys"),
        )
    )
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|"
    for goal in POOL["goal"]:
        yield f"| {' | '.join(cell or '{tom}' for cell in goal['cells'])} |"
        made.goals.add(goal["cells"][1])
    yield ""


def _others(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from (f"## {name}", "", POOL["others"][name], "")
