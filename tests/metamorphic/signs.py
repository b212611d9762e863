"""Draws houses by where a sign stands and where its legend does: corners, lists, crosses, boards' signs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.metamorphic.reading import Row

DATA: Final[Mapping[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "signs.toml").read_text(encoding="utf-8")
)
BOARDS: Final = {
    "KS": "Kommunstyrelsen", "TN": "Tekniska nämnden", "SN": "Socialnämnden",
    "BUN": "Barn- och utbildningsnämnden", "KFN": "Kultur- och fritidsnämnden",
}  # fmt: skip
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
LEADS: Final = (
    "Teckenförklaring", "Förklaring", "Så läser du sammanställningen", "Så här har vi bedömt", "Bedömning",
    "Att läsa tabellen", "Läsanvisning", "Symbolerna betyder",
)  # fmt: skip
EMPTY: Final = {
    "equals": ("tomt = {}", "tom ruta = {}", "ingen markering = {}", "blankt = {}"),
    "colons": ("Tomt: {}", "Tom ruta: {}", "Ingen markering: {}", "Inget tecken: {}"),
    "clause": (
        "Är rutan tom är uppdraget {}.", "Tom ruta betyder {}.", "Där inget tecken står är uppdraget {}.",
        "Saknas tecken är uppdraget {}.", "Ett uppdrag utan markering är {}.",
    ),
}  # fmt: skip
_NOT_BEGUN: Final = ("ej påbörjat", "inte påbörjat", "ännu inte påbörjat", "inte startat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A sign as it is printed, what it stands for, and the words that explain it."""

    sign: str
    name: str
    """How the legend calls it."""
    said: tuple[str, str]
    meaning: str
    clause: str
    sub: str
    """The clause after "att"."""


@dataclass(slots=True, kw_only=True)
class House:
    """Where its signs stand, what they are, where and how it explains them."""

    shape: str
    kind: str
    place: str
    form: str
    format: str
    column: str
    codes: list[Code]
    empty: str
    """An empty place means `not begun` by the legend, or `nothing`; "" where none is empty."""
    seed: int

    def __str__(self) -> str:
        parts = (self.shape, self.kind, self.place, self.form, self.format, self.column, self.empty)
        return ", ".join(filter(None, parts))


Matter = tuple[str, str, str, str]
"""Title, code of the board, sign, comment."""
Shape = Callable[[House, Sequence[Matter], Random], list[str]]


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
    codes = _codes(signs, form, draw)
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


def _codes(signs: Mapping[str, Any], form: str, draw: Random) -> list[Code]:
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


def explain(house: House, draw: Random) -> list[str]:
    """The legend, as lines."""
    codes, lead, form = house.codes, draw.choice(LEADS), house.form
    named = draw.random() < 0.5 or any(code.sign.startswith("{") for code in codes)
    pairs = [(code.name if named else code.sign, code) for code in codes]
    said = [f"{sign}{_JOINTS.get(form, ' ')}{code.meaning}" for sign, code in pairs]
    begun = draw.choice(_NOT_BEGUN)
    empty = house.empty == "not begun"
    after = draw.choice(EMPTY["clause"]).format(begun) if empty else ""
    more = [draw.choice(EMPTY["equals" if form != "colons" else form]).format(begun)] * empty
    match form:
        case "equals":
            together = ", ".join(said + more)
            return [draw.choice((f"{lead}: {together}", f"{together}.", together.replace(", ", "; ")))]
        case "colons":
            stopped = ". ".join(part[0].upper() + part[1:] for part in said + more) + "."
            return [draw.choice(("; ".join(said + more), stopped))]
        case "sentences":
            told = [f"{sign}: {draw.choice((code.clause, code.meaning))}." for sign, code in pairs]
            return [" ".join([*told, after]).strip()]
        case "dashes":
            dashed = [
                f"streck – {code.meaning}" if sign in "–-" else part
                for (sign, code), part in zip(pairs, said, strict=True)
            ]
            return [", ".join(dashed + [f"tomt – {begun}"] * empty)]
        case "in a row":
            joint = (
                "   "
                if house.place in ("first row", "last row", "head")
                else draw.choice(("   ", "  ", " | ", ", "))
            )
            row = [
                f"{f'{c.name} =' if c.sign.startswith('{') else c.sign} {c.meaning[0].upper()}{c.meaning[1:]}"
                for c in codes
            ]  # fmt: skip
            return [joint.join(row), *(["", after] if after else [])]
        case "betyder":
            first, *rest = pairs
            middle = [f"{_within(sign)} att {code.sub}" for sign, code in rest]
            told = [f"{first[0]} betyder att {first[1].sub}", *middle[:-1]]
            return [f"{', '.join(told)} och {middle[-1]}. {after}".strip()]
        case "prose":
            return [f"{_prose(house, draw)} {after}".strip()]
        case "brackets":
            *most, last = [f"{sign} ({code.meaning})" for sign, code in pairs]
            opening = draw.choice(("Läget anges med", "Varje uppdrag har fått", "Vi använder"))
            return [f"{opening} {', '.join(most)} eller {last}. {after}".strip()]
        case "lines":
            lines = [f"{s} {'=' if s == '–' else draw.choice('=–')} {c.meaning}" for s, c in pairs]
            return [f"{lead}:", "", *(part for line in lines + more for part in (line, ""))]
        case _:
            pairs = [("streck" if sign in "–-" else sign, code) for sign, code in pairs]
            lines = [
                f"{s}{' =' if s == '–' else draw.choice((' –', ' =', ':'))} {c.meaning}" for s, c in pairs
            ]
            return [f"{lead}:", "", *(f"- {line}" for line in lines + more)]


_JOINTS: Final = {"equals": " = ", "colons": ": ", "dashes": " – "}


def _within(sign: str) -> str:
    """A sign as it stands inside a sentence; letters keep their case."""
    return sign[0].lower() + sign[1:] if len(sign) > 2 else sign


_CALLED: Final = {
    "Bokstaven": ("letters", "letters in order"),
    "Siffran": ("figures", "shares", "steps from one"),
    "Procenttalet": ("per cent",),
    "Färgen": ("shades", "colours", "lamps", "coloured dots"),
}


def _prose(house: House, draw: Random) -> str:
    """What somebody would write who had never seen a legend."""
    thing = next((name for name, kinds in _CALLED.items() if house.kind in kinds), "Tecknet")
    where = draw.choice(("efter uppdraget", "vid varje uppdrag", "i listan", "nedan"))
    opening = draw.choice((
        f"{thing} {where} är nämndens egen bedömning av hur långt arbetet har kommit.",
        f"{thing} {where} visar hur det går.",
        f"{thing} {where} har satts av förvaltningen.",
    ))  # fmt: skip
    first, *rest = [("ett streck" if c.name in "–-" else c.name, c.meaning, c.sub) for c in house.codes]
    middle = [f"{_within(s)} att {c}" for s, _, c in rest]
    said = (
        f"{first[0][0].upper()}{first[0][1:]} betyder {first[1]}, {', '.join(middle[:-1])} och {middle[-1]}."
    )
    return f"{opening} {said}"


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
        rows += [f"| {{tom}} | {_NOT_BEGUN[0]} |"] * (house.empty == "not begun")
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


def _column(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """A big table; the signs in the first column, after the title or in the last."""
    where = draw.choice(("first", "before the title", "after the title", "last"))
    told = draw.random() < 0.7
    head = [
        "Nr",
        draw.choice(("Uppdrag", "Fullmäktiges uppdrag", "Vad")),
        draw.choice(("Ansvarig nämnd", "Nämnd")),
    ]
    rows = [[str(n), title, board] for n, (title, board, _, _) in enumerate(matters, 1)]
    if told:
        head.append(draw.choice(("Kommentar", "Redovisning")))
        rows = [[*row, matter[3]] for row, matter in zip(rows, matters, strict=True)]
    at = {"first": 0, "before the title": 1, "after the title": 2, "last": len(head)}[where]
    head.insert(at, house.column)
    for row, matter in zip(rows, matters, strict=True):
        row.insert(at, matter[2] or "{tom}")
    return table_of(head, rows)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def table_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table with a head that repeats, as lines."""
    return [_line(head), "|---" * len(head) + "|", *map(_line, rows)]


def _crosses(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """A column for each sign, and a cross in one of them."""
    cross = draw.choice([c for c in ("x", "X", "✔", "●") if all(c != code.sign for code in house.codes)])
    head = [draw.choice(("Uppdrag", "Vad ska göras")), *(c.sign for c in house.codes), "Nämnd"]
    rows = []
    for title, board, sign, _ in matters:
        rows.append([title, *(cross if c.sign == sign else "{tom}" for c in house.codes), board])
    return table_of(head, rows)


def _boards(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """A column with the sign of each board that answers."""
    head = [
        "Uppdrag",
        draw.choice(("Nämnder och läge", "Bedömning", "Status per nämnd", "Läge")),
        "Kommentar",
    ]
    rows = [[title, sign, told] for title, _, sign, told in matters]
    return table_of(head, rows)


def _shaded(_: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """The cell of the title is coloured, or all the row."""
    whole = draw.random() < 0.5
    head = ["Uppdrag", "Nämnd", "Kommentar"]
    rows = [
        [f"{sign} {title}", f"{sign if whole else ''} {board}", f"{sign if whole else ''} {told}"]
        for title, board, sign, told in matters
    ]
    return table_of(head, rows)


def _corner(_: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """Cards with the sign merged down at their left."""
    found: list[str] = []
    bold = draw.choice(("**", ""))
    for n, (title, board, sign, told) in enumerate(matters, 1):
        found += ["", "{bredd: 8 60 32}"] if n > 1 else ["{bredd: 8 60 32}"]
        found += [
            f"| {sign} | Uppdrag {n} | Ansvar: {BOARDS[board]} |",
            f"| ^ | {bold}{title}{bold} | < |",
            f"| ^ | {told} | < |",
        ]
    return found


def _corner_right(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """Cards with the title and the sign beside it in the first row."""
    found: list[str] = []
    for title, board, sign, told in matters:
        found += ["", "{bredd: 85 15}"] if found else ["{bredd: 85 15}"]
        found += [f"| **{title}** | {sign} |", f"| Ansvarig: {BOARDS[board]} | < |", f"| {told} | < |"]
    return found


def _cards(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """Cards of labels and values."""
    found: list[str] = []
    column = house.column if house.column != "{tom}" else "Status"
    rows = [("Ansvarig", 1), (column, 2), ("Kommentar", 3)]
    draw.shuffle(rows)
    for matter in matters:
        found += ["", f"| Uppdrag | {matter[0]} |"]
        found += [
            f"| {name} | {BOARDS[matter[at]] if at == 1 else matter[at] or '{tom}'} |" for name, at in rows
        ]
    return found


def _titled(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """The sign before the title, on a line or a heading, and what is told under it."""
    mark = draw.choice(("## {} {}", "**{} {}**", "{} {}", "{} **{}**"))
    found: list[str] = []
    for title, board, sign, told in matters:
        found += [mark.format(sign, title), "", f"Ansvarig: {BOARDS[board]}", "", told, ""]
    return found


def _after(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """The sign after the title, on a line or a heading, and what is told under it."""
    mark = draw.choice(("## {} {}", "**{}** {}", "## {} – {}", "**{} ({})**"))
    found: list[str] = []
    for title, board, sign, told in matters:
        found += [mark.format(title, sign), "", f"Ansvarig: {BOARDS[board]}", "", told, ""]
    return found


def _bullets(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """A list with a bullet for each matter: sign, title and board."""
    mark = draw.choice(
        ("- {s} {t} ({b})", "- {t} ({b}) {s}", "- {t} ({b}) – {s}", "- {t}, {b}: {s}", "- [{s}] {t} ({b})")
    )
    if "[{s}]" in mark and not house.codes[0].sign.isalpha():
        mark = "- {s} {t} ({b})"
    return [mark.format(s=sign, t=title, b=board) for title, board, sign, _ in matters]


def _leaders(house: House, matters: Sequence[Matter], draw: Random) -> list[str]:
    """Plain text with dots from the title to the sign."""
    width = max(len(title) for title, *_ in matters) + draw.randint(4, 20)
    who = draw.random() < 0.6
    found: list[str] = []
    for title, board, sign, _ in matters:
        dots = "." * (width - len(title))
        bare = sign.replace("\\", "")
        found.append(f"{title} {dots} {bare:>5}{f'  {BOARDS[board]}' * who}\\")
    return [*found[:-1], found[-1].rstrip("\\")]


SHAPES: Final[Mapping[str, Shape]] = {
    "column": _column, "crosses": _crosses, "boards": _boards, "shaded titles": _shaded, "corner": _corner,
    "corner right": _corner_right, "cards": _cards, "titled": _titled, "after the title": _after,
    "bullets": _bullets, "leaders": _leaders,
}  # fmt: skip
IN_TABLES: Final = frozenset({"column", "crosses", "boards", "shaded titles"})
MAY_BE_EMPTY: Final = frozenset({"column", "crosses", "cards"})
