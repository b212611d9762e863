"""Draws goals and uppdrag as pages of municipal sites and copies of them print them, a line for each cell."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from textwrap import wrap
from typing import Any, Final

WORDS: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "web_pages.toml").read_text(encoding="utf-8")
)
Rows = list[tuple[str, str, str]]
"""Titles, each with a verdict and a comment."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and what it says."""

    form: str
    text: str
    expected: dict[str, list[tuple[str, str]]]
    """By title: assessment and modality of each statement."""


def drawn(seed: int) -> Page:
    """One page of any form."""
    draw = Random(seed)
    form = draw.choice(sorted(FORMS))
    lines, expected = FORMS[form](draw)
    over = draw.sample(WORDS["furniture"][:3], draw.randint(0, 2))
    under = draw.sample(WORDS["furniture"][3:], draw.randint(0, 2))
    head = draw.choice(
        ["Måluppföljning {y}", "Uppföljning av mål och uppdrag {y}", "Så gick det {y}: våra mål"]
    )
    text = "\n\n".join([*over, head.format(y=draw.randint(2012, 2023)), "\n".join(lines), *under])
    return Page(form, text, expected)


def _rows(draw: Random, kind: str, *, titles: str = "titles") -> Rows:
    names = draw.sample(WORDS[titles], draw.randint(4, 7))
    verdicts = _scale(draw, kind)
    drawn_ = [*verdicts, *(draw.choice(verdicts) for _ in range(len(names) - len(verdicts)))]
    draw.shuffle(drawn_)
    return [(name, said, draw.choice(WORDS["comments"])) for name, said in zip(names, drawn_, strict=True)]


def _scale(draw: Random, kind: str) -> list[str]:
    """Three verdicts of one scale."""
    words = list(WORDS[kind])
    return words[:3] if kind != "goal" or draw.random() < 0.5 else words[3:]


def _expected(kind: str, rows: Rows) -> dict[str, list[tuple[str, str]]]:
    made = {}
    for name, said, _ in rows:
        meant = WORDS[kind][said]
        made[name] = [(meant[0], meant[1])] if meant else []
    return made


def _row_by_row(draw: Random) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """`Trygga badplatser Delvis uppnått` under the names of the columns."""
    kind = draw.choice(["goal", "order"])
    rows = _rows(draw, kind, titles="titles" if kind == "goal" else "orders")
    gap = draw.choice([[], [""]])
    head = draw.choice(WORDS["names" if kind == "goal" else "order_names"])
    turned = len(head.split()) == 2 and draw.random() < 0.25
    lines = [" ".join(reversed(head.split())) if turned else head, *gap]
    for name, said, _ in rows:
        lines += [f"{said} {name}" if turned else f"{name} {said}", *gap]
    if draw.random() < 0.5:
        lines += ["", "Kommentar till tabellen", "", f"{rows[0][2]} {rows[1][2]}"]
    return lines, _expected(kind, rows)


def _verdict_first(draw: Random) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """`EJ UPPFYLLT: Mätningen gjordes i september.` under each title."""
    kind = draw.choice(["goal", "order"])
    rows = _rows(draw, kind, titles="titles" if kind == "goal" else "orders")
    capitals, sign = draw.random() < 0.5, draw.choice([": ", " – "])
    gap = draw.choice([[], [""]])
    lines = []
    for n, (name, said, comment) in enumerate(rows, start=1):
        word = said.upper() if capitals else said
        lines += [f"{n}. {name}", *gap, f"{word}{sign}{comment}", ""]
    return lines, _expected(kind, rows)


def _cells(draw: Random) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """`Delmål 2`, the goal, then each cell of its table as a line, a face among them."""
    signs = WORDS["signs"]
    names = draw.sample(WORDS["titles"], draw.randint(3, 5))
    thing = draw.choice(["Delmål", "Mål", "Nämndmål"])
    joint = draw.choice(["= ", " = "])
    lines = ["Symbolerna ska tolkas så här:", ""]
    lines += [part for sign, (meaning, _) in signs.items() for part in (f"{sign}{joint}{meaning}", "")]
    lines += [f"Målområde - {draw.choice(['Hållbar ekonomi', 'Omsorg och fritid'])}", ""]
    expected = {}
    for n, name in enumerate(names, start=1):
        sign = draw.choice(sorted(signs))
        expected[name] = [(signs[sign][1], "utfall")]
        cells = ["Mätmetod", "Utfall", "2020", "Målvärde", "2021", "Utfall", "2021", "Utfallssymbol"]
        figures = ["Andel enligt enkät (%).", *(str(draw.randint(40, 99)) for _ in range(3)), sign]
        told = ["Uppföljning och analys", draw.choice(WORDS["comments"])]
        lines += [part for cell in (f"{thing} {n}", name, *cells, *figures, *told) for part in (cell, "")]
    return lines, expected


def _scale_below(draw: Random) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """The whole scale under each goal, the colour lost that told which step is meant."""
    scale = draw.choice(WORDS["scales"])
    expected: dict[str, list[tuple[str, str]]] = {}
    lines = []
    pictures = draw.random() < 0.4
    label = draw.choice(["Mål för att:", "Mål:", "Nämndmål:"])
    for name in draw.sample(WORDS["titles"], draw.randint(3, 5)):
        expected[name] = []
        lines += [f"Antal = {draw.randint(2, 9)} (KS, BUN, SN)", ""] if draw.random() < 0.4 else []
        lines += [f"{label} {name}", "", "Kommentarer:", draw.choice(WORDS["comments"]), ""]
        for step in scale:
            lines += ["Illustration av en grön cirkel.", ""] if pictures else []
            lines += [step, ""]
    return lines, expected


def _marked_list(draw: Random) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """`2. Bygg en lekplats. ✔ Kostnaden blev …` under a row that explains the signs."""
    signs = WORDS["lists"]
    explained = " ".join(f"{sign} {meaning}" for sign, (meaning, _) in signs.items())
    lines = [f"Symbolerna visar hur det går: {explained}", ""]
    expected = {}
    for n, name in enumerate(draw.sample(WORDS["orders"], draw.randint(4, 7)), start=1):
        sign = draw.choice(sorted(signs))
        expected[name] = [(signs[sign][1], "utfall")]
        lines.append(f"  {n}. {name}. {sign} {draw.choice(WORDS['comments'])}")
    return lines, expected


def _cards(draw: Random) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """`Når vi målet? : Målet kan nåsMålet kan nås`, the words of a picture and the words beside it."""
    words = WORDS["cards"]
    until = draw.choice(["", " till 2040", " till 2050"])
    thing = draw.choice(["Mål", "Övergripande mål"])
    lines: list[str] = []
    expected = {}
    for n, name in enumerate(draw.sample(WORDS["titles"], draw.randint(3, 6)), start=1):
        said = draw.choice(sorted(words))
        shown = said if said.endswith("uppnått") else said + until
        twice = shown * draw.choice([1, 2, 2])
        expected[name] = [tuple(words[said])] if words[said] else []
        lines += [f"{thing}{until}ÖM.{n}" if until else f"{thing} ÖM.{n}", "", name, ""]
        lines += [
            f"Når vi målet? : {twice}",
            f"Trend:  {draw.randint(1, 4)} av 5 indikatorer har en positiv trend",
            "",
        ]
    return lines, expected  # type: ignore[return-value]


def _copied(draw: Random) -> tuple[list[str], dict[str, list[tuple[str, str]]]]:
    """A table as a copy out of a PDF sets it: rows as lines of a width, the head again on a new page."""
    rows = _rows(draw, "order", titles="long_orders")
    columns = draw.choice(WORDS["columns"]).split("|")
    width, gap = draw.choice([0, 75, 95]), draw.choice([[], [""]])
    head = " ".join(columns)
    lines = [head, *gap]
    for n, (name, said, comment) in enumerate(rows, start=1):
        cells = {"N": draw.choice(WORDS["boards"]), "Nr": str(n), "Kommentar": comment}
        cells |= {"Status": said, "Läge": said, "Ansvarig": cells["N"], "Nämnd": cells["N"]}
        row = " ".join(cells.get(column.removesuffix(" nämnd"), name) for column in columns)
        lines += [*(wrap(row, width) if width else [row]), *gap]
        if n == 4 and len(rows) > n and draw.random() < 0.4:
            lines += ["", f"{draw.randint(3, 20)} (45)", "", head, *gap]
    return lines, _expected("order", rows)


FORMS: Final[dict[str, Callable[[Random], tuple[list[str], dict[str, list[tuple[str, str]]]]]]] = {
    "row by row": _row_by_row,
    "verdict first": _verdict_first,
    "cells in lines": _cells,
    "scale below": _scale_below,
    "marked list": _marked_list,
    "cards": _cards,
    "copied": _copied,
}


def pages(seeds: range) -> Iterator[Page]:
    """A page for each seed."""
    return (drawn(seed) for seed in seeds)
