"""Draws an annual report at random in which each nämnd lists its uppdrag and how they went, a line each."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random
from typing import Any, Final

POOL: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "listed_by_board.toml").read_text(encoding="utf-8")
)


def drawn(seed: int) -> tuple[list[str], dict[str, str]]:
    """The lines of a report, in the notation of corpus/README.md, and its titles with their statuses."""
    draw = Random(seed)
    joint, stop = draw.choice((" – ", " – ", " - ", ": ")), draw.choice(("", "", "."))
    name, bullet = draw.choice(POOL["names"]), draw.choice(("- ", "- ", "1. "))
    order = draw.sample(range(3), 3)
    titles = iter(draw.sample(POOL["titles"], len(POOL["titles"])))
    wanted: dict[str, str] = {}
    lines = ["# Inledning", "", "Befolkningen ökade med 120 personer.", ""]
    for board in draw.sample(POOL["boards"], draw.randint(3, 5)):
        listed = [name, ""]
        for _ in range(draw.randint(2, 3)):
            title, (told, status) = next(titles), draw.choice(POOL["told"])
            listed.append(f"{bullet}{title}{joint}{told}{stop}")
            wanted[title] = status
        parts = (
            [*listed, ""],
            ["## Personal", "", *_told(draw, "staff")],
            ["## Investeringar", "", *_told(draw, "investments")],
        )
        lines += [f"# {board}", "", draw.choice(POOL["prose"]), ""]
        lines += [line for n in order for line in parts[n]]
    return lines, wanted


def _told(draw: Random, of: str) -> list[str]:
    if draw.random() < 0.3:
        return [draw.choice(POOL["prose"]), ""]
    head, *rows = (f"| {' | '.join(row)} |" for row in draw.choice(POOL[of]))
    return [head, "|" + "---|" * (head.count("|") - 1), *rows, ""]
