"""Draws houses that tell how it goes in words of their own, and ask with yes or no whether it is done."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.metamorphic.codes import MATTERS

DATA: Final[Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
)
PERIODS: Final = {"T1": "tertial 1 2022", "T2": "tertial 2 2022", "helår": "helåret 2022"}
LAYOUTS: Final = ("table", "table", "table", "cards", "labels", "one line")

Said = tuple[str, str]
"""(assessment, modality)."""


@dataclass(frozen=True)
class House:
    """A drawn house: what its columns are called, and what each status is called in them."""

    period: str
    layout: str
    title: str
    column: str
    words: Mapping[str, str]
    question: str
    """Empty where it asks nothing."""
    ahead: bool
    answers: Mapping[str, str]


def draw_house(draw: Random) -> House:
    """A house of any kind."""
    asked = draw.choice(DATA["question"])
    words = {status: draw.choice(words) for status, words in DATA["words"].items()}
    kind = draw.choice(("words", "both", "both", "question"))
    return House(
        period=draw.choice(("T1", "T2") if asked["ahead"] and kind != "words" else tuple(PERIODS)),
        layout=draw.choice(LAYOUTS),
        title=draw.choice(DATA["titles"]),
        column=draw.choice(DATA["columns"]) if kind != "question" else "",
        words=words,
        question=draw.choice(asked["names"]) if kind != "words" else "",
        ahead=asked["ahead"],
        answers={status: draw.choice(said) for status, said in DATA["answers"].items()},
    )


def written(house: House, draw: Random) -> tuple[list[str], dict[str, set[Said]]]:
    """The report's lines, and by title what it says."""
    lines = [f"# Uppföljning av uppdrag, {PERIODS[house.period]}", "Granhults kommun", ""]
    expected: dict[str, set[Said]] = {}
    rows: list[tuple[str, str, dict[str, str]]] = []
    for title, board, _ in draw.sample(MATTERS, k=draw.randint(5, 7)):
        said: dict[str, str] = {}
        expected[title] = set()
        if house.column:
            status = draw.choice(tuple(house.words))
            said[house.column] = house.words[status]
            expected[title].add((status, "utfall"))
        if house.question:
            status = draw.choice(tuple(house.answers))
            said[house.question] = house.answers[status]
            expected[title] |= {(status, "prognos" if house.ahead else "utfall")} if status else set()
        rows.append((title, board, said))
    if house.layout == "table":
        names = [house.title, "Ansvarig nämnd", *rows[0][2]]
        lines += ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
        lines += ["| " + " | ".join((title, who, *said.values())) + " |" for title, who, said in rows]
    for title, who, said in rows if house.layout == "cards" else []:
        lines += ["| Uppdrag | " + title + " |", "|---|---|", f"| Ansvarig | {who} |"]
        lines += [*(f"| {name} | {value} |" for name, value in said.items()), ""]
    for title, who, said in rows if house.layout in ("labels", "one line") else []:
        told = [
            f"{name} {value}" if name.endswith("?") else f"{name}: {value}" for name, value in said.items()
        ]
        one = [" | ".join(told)] if house.layout == "one line" else told
        lines += [f"## {title}", "", f"Ansvarig nämnd: {who}", "", *(line for t in one for line in (t, ""))]
    return lines, expected
