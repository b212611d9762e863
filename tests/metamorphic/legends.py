"""Draws houses that tell how it goes by signs or words of their own, explained in any place and way."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.metamorphic.codes import MATTERS

DATA: Final[Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "legends.toml").read_text(encoding="utf-8")
)
PERIODS: Final = {"T1": "tertial 1 2022", "T2": "tertial 2 2022", "helår": "helåret 2022"}
PLACES: Final = (
    "before", "before", "after", "after", "header", "footer", "footnote", "head", "textbox", "chapter",
)  # fmt: skip
FORMS: Final = (
    "equals", "equals", "semicolons", "lines", "dashed lines", "colon lines", "bullets", "table",
    "headed table", "betyder", "innebär", "brackets", "menas", "used when", "sentences",
)  # fmt: skip
IN_CLAUSES: Final = frozenset({"betyder", "innebär", "used when"})
ONE_LINE: Final = ("equals", "semicolons", "betyder", "brackets")
LEADS: Final = (
    "Teckenförklaring", "Förklaring", "Så här läser du tabellen", "Förklaring till status", "Statuskoder",
    "Symbolförklaring", "Läsanvisning",
)  # fmt: skip

SHADES: Final = {"{grön}": "Grön", "{gul}": "Gul", "{röd}": "Röd", "{grå}": "Grå"}
"""How the shades of cells are called in a line."""

Said = tuple[str, str]
"""(assessment, modality)."""


@dataclass(frozen=True)
class Code:
    """A sign or word, what it stands for and the words that explain it."""

    sign: str
    said: Said
    meaning: str


@dataclass
class House:
    """A drawn house: its columns with their codes, what explains these, and how it is written."""

    kinds: list[str]
    modalities: list[str]
    period: str
    place: str
    form: str
    layout: str
    format: str
    columns: list[str] = field(default_factory=list)
    codes: list[list[Code]] = field(default_factory=list)

    def __str__(self) -> str:
        said = "+".join(self.kinds), "+".join(self.modalities)
        return ", ".join((*said, self.place, self.form, self.layout, self.format, self.period))


def draw_house(draw: Random) -> House:
    """A house of any kind: one column of outcomes or of forecasts, or a column of each."""
    both = ["utfall", "prognos"]
    modalities = draw.choice((["utfall"], ["utfall"], ["prognos"], both, both))
    period = draw.choice(("T1", "T2", "T2", *([] if "prognos" in modalities else ["helår", "helår"])))
    form, place = draw.choice(FORMS), draw.choice(PLACES)
    if place in ("header", "footer", "footnote", "head", "textbox"):
        form = draw.choice(("equals", "semicolons") if place in ("head", "footer", "header") else ONE_LINE)
    layout = draw.choice(("table", "table", "card", "text"))
    if place == "head":
        layout = "table"
    if place == "footnote" and layout == "card":
        place = "after"
    house = House([], modalities, period, place, form, layout, "")
    for modality in modalities:
        plain = len(modalities) == 2 and draw.random() < (0.6 if modality == "utfall" else 0.3)
        signs = {"name": "plain"} if plain else draw.choice(DATA["signs"])
        while _clash(signs, house.kinds) or (signs["name"] == "shaded cells" and layout == "text"):
            signs = draw.choice(DATA["signs"])
        house.kinds.append(signs["name"])
        house.codes.append(_codes(signs, modality, form, draw))
        own = "either" if len(modalities) == 1 and draw.random() < 0.6 else modality
        house.columns.append(draw.choice(DATA["columns"][own]))
    formats = [s.get("formats", ("docx", "txt")) for s in DATA["signs"] if s["name"] in house.kinds]
    house.format = draw.choice([f for f in ("docx", "txt") if all(f in some for some in formats)])
    return house


def _clash(signs: Mapping[str, Any], kinds: list[str]) -> bool:
    """Whether two columns would have a sign in common."""
    others = [other for other in DATA["signs"] if other["name"] in kinds]
    taken = {sign for other in others for sign in other.get("row", ["words"])}
    return bool(taken & set(signs.get("row", ["words"]))) or signs["name"] in kinds


def _codes(signs: Mapping[str, Any], modality: str, form: str, draw: Random) -> list[Code]:
    """Three or four signs with what they stand for, in the order of the house."""
    if signs["name"] == "plain":
        ways = DATA["plain"][modality]
        statuses = draw.sample(list(ways), min(4, len(ways)))
        return [Code(draw.choice(ways[status]), (status, modality), "") for status in statuses]
    meant = DATA[modality]
    if modality == "utfall":
        rest = draw.sample(["delvis genomfört", "inte genomfört", "ej påbörjat", "vilande", "utgår"], 2)
        statuses = ["genomfört", "pågår", *rest]
    else:
        statuses = ["genomfört", "delvis genomfört", "inte genomfört", *draw.choice((["ej bedömt"], []))]
    row = signs.get("row", [None] * 9)
    clauses = form in IN_CLAUSES or draw.random() < 0.5
    found: list[Code] = []
    for status, sign in zip(statuses, row, strict=False):
        kind = "clause" if clauses else "phrase"
        kind = "sub" if form in IN_CLAUSES and "sub" in meant[status] else kind
        taken = {code.sign for code in found}
        own = sign or draw.choice([s for s in signs[modality][status] if s not in taken] or ["Z"])
        found.append(Code(own, (status, modality), draw.choice(meant[status][kind])))
    if draw.random() < 0.3:
        found.reverse()
    return found


def explain(codes: list[Code], form: str, draw: Random) -> list[str]:
    """The legend of one column, as lines."""
    shaded = form.endswith("table")
    pairs = [(code.sign if shaded else SHADES.get(code.sign, code.sign), code.meaning) for code in codes]
    big = [(sign, meaning[0].upper() + meaning[1:]) for sign, meaning in pairs]
    lead = draw.choice(LEADS)
    match form:
        case "equals":
            said = ", ".join(f"{s} = {m}" for s, m in pairs)
            return [draw.choice((f"{lead}: {said}", f"{said}.", f"({said})"))]
        case "semicolons":
            joint = draw.choice((" = ", ": ", *([" – "] if "–" not in dict(pairs) else [])))
            return ["; ".join(f"{s}{joint}{m}" for s, m in pairs)]
        case "lines":
            return _apart(f"{s} = {m}" for s, m in big)
        case "dashed lines":
            return [f"{lead}:", "", *_apart(f"{s} – {m}" for s, m in pairs)]
        case "colon lines":
            return [f"{lead}:", "", *_apart(f"{s}: {m}" for s, m in big)]
        case "bullets":
            joint = draw.choice((" –", " =", ":"))
            return [f"{lead}:", "", *(f"- {s}{joint} {m}" for s, m in pairs)]
        case "table":
            return [f"| {s} | {m} |" for s, m in big]
        case "headed table":
            head = draw.choice(("| Tecken | Betydelse |", "| Symbol | Förklaring |", "| Status | Innebörd |"))
            return [head, "|---|---|", *(f"| {s} | {m} |" for s, m in big)]
        case "betyder" | "innebär":
            first, *rest = pairs
            *middle, last = [f"{s} att {m}" for s, m in rest]
            opened = f"{first[0]} {form} att {first[1]}"
            return [f"{', '.join([opened, *middle])} och {last}."]
        case "used when":
            return [" ".join(f"{s} används när {m}." for s, m in pairs)]
        case "menas":
            return [" ".join(f"Med {s} menas {m}." for s, m in pairs)]
        case "brackets":
            *most, last = [f"{s} ({m})" for s, m in pairs]
            lead = draw.choice(("Status anges med", "Läget är", "Bedömningen är"))
            return [f"{lead} {', '.join(most)} eller {last}."]
        case _:
            return [" ".join(f"{s}: {m}." for s, m in big)]


def _apart(lines: Iterator[str]) -> list[str]:
    return [part for line in lines for part in (line, "")]


def written(
    house: House, draw: Random, *, legend: bool = True
) -> tuple[list[str], dict[str, Any], dict[str, set[Said]]]:
    """A report of the house: its lines, its settings, and what is said of each title.

    Args:
        legend: The signs are explained.
    """
    explained = [
        explain(codes, house.form, draw) if legend and codes[0].meaning else [] for codes in house.codes
    ]
    both = [line for lines in explained for line in (*lines, "")]
    settings: dict[str, Any] = {"format": house.format}
    one_line = [" ".join(filter(None, lines)) for lines in explained]
    margin = "<br>".join(filter(None, one_line))
    columns = list(house.columns)
    named = list(zip(columns, one_line, strict=True))
    if house.place in ("header", "footer"):
        settings[house.place] = margin.replace("\\", "")
    elif house.place == "head":
        columns = [f"{c} ({said.strip('().')})" if said else c for c, said in named]
    elif house.place == "footnote":
        columns = [f"{c}+footnote{{{said}}}" if said else c for c, said in named]
    lines = [f"# Uppföljning av kommunfullmäktiges uppdrag, {PERIODS[house.period]}", ""]
    lines += ["Granhults kommun följer upp de uppdrag som fullmäktige har lämnat till nämnderna.", ""]
    if house.place == "before":
        lines += both
    elif house.place == "chapter":
        lines += [f"## {draw.choice(LEADS)}", "", "Rapporten lämnas till fullmäktige.", "", *both]
        lines += ["## Uppdragen", ""]
    elif house.place == "textbox":
        lines += [f"Nedan följer uppdragen.+textbox{{{margin}}}", ""]
    expected: dict[str, set[Said]] = {}
    rows = []
    for n, (title, board, comment) in enumerate(MATTERS):
        own = [codes[(n + 2 * c) % len(codes)] for c, codes in enumerate(house.codes)]
        expected[title] = {code.said for code in own}
        rows.append((title, board, [code.sign for code in own], comment))
    level = "### " if house.place == "chapter" else "## "
    lines += {"table": _table, "card": _cards, "text": _text}[house.layout](rows, columns, level)
    if house.place == "after":
        lines += ["", *both]
    return lines, settings, expected


Row = tuple[str, str, list[str], str]


def _table(rows: list[Row], columns: list[str], _: str) -> list[str]:
    found = [f"| Nr | Uppdrag | Ansvarig nämnd | {' | '.join(columns)} | Kommentar |"]
    found += ["|---" * (4 + len(columns)) + "|"]
    found += [f"| {n} | {t} | {b} | {' | '.join(s)} | {c} |" for n, (t, b, s, c) in enumerate(rows, 1)]
    return found


def _cards(rows: list[Row], columns: list[str], _: str) -> list[str]:
    found = []
    for title, board, signs, comment in rows:
        found += ["", f"| Uppdrag | {title} |", f"| Ansvarig | {board} |"]
        found += [f"| {c} | {s} |" for c, s in zip(columns, signs, strict=True)]
        found += [f"| Kommentar | {comment} |"]
    return found


def _text(rows: list[Row], columns: list[str], level: str) -> list[str]:
    found = []
    for n, (title, board, signs, comment) in enumerate(rows):
        found += [f"{level}{title}", "", f"Ansvarig: {board}", ""]
        for column, sign in zip(columns, signs, strict=True):
            label, _, note = column.partition("+")
            after = f"+{note}" if n == 0 and note else ""
            found += [f"{label}{'' if label.endswith('?') else ':'} {sign}{after}", ""]
        found += [comment, ""]
    return found
