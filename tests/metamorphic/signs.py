"""Draws houses by where a sign stands and where its legend does: corners, lists, crosses, boards' signs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import Any, Final

from tests.metamorphic.boards import BOARDS
from tests.metamorphic.reading import Row
from tests.metamorphic.signs_house import DATA, Code, House, Matter
from tests.metamorphic.signs_legend import LEADS, NOT_BEGUN, explain
from tests.metamorphic.signs_shapes import IN_TABLES, MAY_BE_EMPTY, SHAPES

PLACES: Final = (
    "before", "before", "after", "after", "last chapter", "caption", "textbox", "footnote", "table", "footer",
    "first row", "last row", "head",
)  # fmt: skip
FORMS: Final = (
    "equals", "equals", "colons", "sentences", "dashes", "betyder", "in a row", "lines", "bullets", "prose",
    "brackets",
)  # fmt: skip
ONE_LINE: Final = ("equals", "colons", "sentences", "dashes", "in a row", "betyder")
COLUMNS: Final = (
    "Status",
    "Läge",
    "Bedömning",
    "Hur går det?",
    "Färg",
    "Tecken",
    "Resultat",
    "Markering",
    "{tom}",
)


def draw_house(seed: int) -> House:
    """A house of any kind."""
    draw = Random(seed)
    shape = draw.choice(list(SHAPES))
    place, form = draw.choice(PLACES), draw.choice(FORMS)
    tabular = shape in IN_TABLES
    if (place in ("first row", "last row") and not tabular) or (place == "head" and shape != "column"):
        place = draw.choice(("before", "after"))
    if place in ("textbox", "footnote", "footer", "first row", "last row", "head", "caption"):
        form = draw.choice(ONE_LINE)
    kinds = [kind for kind in DATA["signs"] if _fits(kind["name"], shape, place)]
    signs = draw.choice(kinds)
    format_ = draw.choice(signs.get("formats", ("docx", "docx", "txt")))
    if shape in ("corner", "shaded titles"):
        format_ = "docx"
    if shape == "leaders":
        format_ = "txt"
    codes = _codes(signs, draw)
    empty = draw.choice(("", "", "not begun", "nothing")) if shape in MAY_BE_EMPTY else ""
    if empty == "not begun" and any(code.said[0] == "ej påbörjat" for code in codes):
        empty = ""
    column = draw.choice(COLUMNS)
    if column == "{tom}" and place == "head":
        column = "Läge"
    return House(
        shape=shape, kind=signs["name"], place=place, form=form, format=format_, column=column, codes=codes,
        empty=empty, seed=seed,
    )  # fmt: skip


def _fits(kind: str, shape: str, place: str) -> bool:
    """Whether signs of a kind can stand so: shades in cells only, figures in no list of titles."""
    if shape == "shaded titles":
        return kind == "shades"
    if kind == "shades":
        return shape in ("column", "corner", "corner right", "cards") and place != "head"
    if shape == "leaders" and kind in ("coloured dots", "Wingdings faces"):
        return False
    if kind in ("figures", "steps from one", "shares", "per cent"):
        return shape in ("column", "leaders", "cards", "corner right")
    if shape in ("titled", "after the title", "bullets"):
        return kind not in ("plus and minus", "stars", "ticks")
    return shape != "boards" or kind not in (
        "per cent",
        "plus and minus",
        "letters in order",
        "stars",
        "letters",
    )


def _codes(signs: Mapping[str, Any], draw: Random) -> list[Code]:
    """Three or four codes, from done to not done."""
    if draw.random() < 0.3:
        statuses = [
            "genomfört prognos",
            "delvis genomfört prognos",
            "inte genomfört prognos",
            "ej bedömt prognos",
        ]
    elif draw.random() < 0.3:
        statuses = ["genomfört", "delvis genomfört", "inte genomfört", "ej bedömt"]
    else:
        statuses = ["genomfört", "pågår", "ej påbörjat", draw.choice(("utgår", "vilande"))]
    foretells = statuses[0].endswith(" prognos")
    row = signs.get("row") or [None] * 4
    named = signs.get(draw.choice(("spoken", "neuter")))
    found: list[Code] = []
    for n, (status, sign) in enumerate(zip(statuses, row, strict=False)):
        assessment, modality = status.removesuffix(" prognos"), "prognos" if foretells else "utfall"
        taken = {code.sign for code in found}
        printed = sign or draw.choice([s for s in signs["letters"][assessment] if s not in taken])
        name = named[n] if named and n < len(named) else printed
        words = DATA["meant"][status]
        found.append(
            Code(
                sign=printed, name=name, said=(assessment, modality),
                meaning=draw.choice(words["phrase"]),
                clause=draw.choice(words["clause"]), sub=draw.choice(words.get("sub", words["clause"])),
            )
        )  # fmt: skip
    return found[::-1] if draw.random() < 0.3 else found


def written(house: House, *, legend: bool = True) -> tuple[list[str], dict[str, Any], dict[str, set[Row]]]:
    """A report of the house: its lines, its settings, and what is said of each title.

    Args:
        legend: The signs are explained.
    """
    draw = Random(-house.seed - 1)
    matters, expected = _matters(house, draw)
    said = explain(house, draw) if legend else []
    together = " ".join(line for line in said if line)
    settings: dict[str, Any] = {"format": house.format}
    lines = [
        f"# Uppföljning av kommunfullmäktiges uppdrag, {draw.choice(('tertial 2', 'delår 31 augusti'))} 2022",
        "",
    ]
    lines += ["Granhults kommun följer upp de uppdrag som fullmäktige har lämnat till nämnderna.", ""]
    if house.shape == "boards" or draw.random() < 0.3:
        lines += [f"Förkortningar: {', '.join(f'{code} {name}' for code, name in BOARDS.items())}.", ""]
    body = SHAPES[house.shape](house, matters, draw)
    place = house.place if legend else "none"
    if place == "before":
        lines += [*said, ""]
    elif place == "caption":
        lines += [f"{{tabelltext}} {draw.choice(('Tabell 1. ', '', 'Uppdragen. '))}{together}", ""]
    elif place == "textbox":
        lines += [f"Nedan följer uppdragen.+textbox{{{together}}}", ""]
    elif place == "footer":
        settings["footer"] = together.replace("\\", "")
    elif place == "table":
        rows = [f"| {c.sign} | {c.meaning} |" for c in house.codes]
        rows += [f"| {{tom}} | {NOT_BEGUN[0]} |"] * (house.empty == "not begun")
        lines += [*rows, "", "Här följer uppdragen.", ""]
    elif place in ("first row", "last row", "head"):
        body = _inside(body, together, house, place)
    if place == "footnote":
        lines += [f"Uppdragen redovisas nedan.+footnote{{{together}}}", ""]
    lines += body
    if place == "after":
        lines += ["", *said]
    elif place == "last chapter":
        lines += [
            "",
            f"## {draw.choice(LEADS)}",
            "",
            *said,
            "",
            "Sammanställningen lämnas till fullmäktige i oktober.",
        ]
    return lines, settings, expected


def _inside(body: list[str], said: str, house: House, place: str) -> list[str]:
    """A table with its legend across in its first or last row, or in the head of the column."""
    at = next(n for n, line in enumerate(body) if line.startswith("|"))
    end = max(n for n, line in enumerate(body) if line.startswith("|"))
    width = len(re.findall(r"(?<!\\)\|", body[at])) - 1
    row = f"| {said} |{' < |' * (width - 1)}"
    if place == "head":
        inside = said.rstrip(".")
        return [
            *body[:at],
            body[at].replace(f"| {house.column} |", f"| {house.column} ({inside}) |"),
            *body[at + 1 :],
        ]
    if place == "first row":
        return [*body[:at], row, *body[at:]]
    return [*body[: end + 1], row, *body[end + 1 :]]


def _matters(house: House, draw: Random) -> tuple[list[Matter], dict[str, set[Row]]]:
    chosen = draw.sample(DATA["matter"], draw.randint(5, 8))
    codes = list(house.codes)
    n_codes = len(codes)
    found: list[Matter] = []
    expected: dict[str, set[Row]] = {}
    for n, matter in enumerate(chosen):
        board = draw.choice(list(BOARDS))
        code = codes[n % n_codes]
        sign, said = code.sign, {("", *code.said)}
        if house.empty and n in (1, 4):
            sign = ""
            said = {("", "ej påbörjat", "utfall")} if house.empty == "not begun" else set()
        if house.shape == "boards":
            others = [b for b in BOARDS if b != board]
            two = [(board, code), (draw.choice(others), codes[(n + 1) % n_codes])]
            sign = draw.choice((" ", " ", "<br>")).join(f"{b} {c.sign}" for b, c in two)
            said = {(BOARDS[b], *c.said) for b, c in two}
            board = ", ".join(b for b, _ in two)
        found.append((matter["title"], board, sign, matter["told"]))
        expected[matter["title"]] = said
    return found, expected
