"""Draws reports whose signs tell of other things too: money, risks, or goals by a legend of their own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any, Final

from tests.metamorphic.boards import BOARDS
from tests.metamorphic.reading import Row
from tests.metamorphic.signs_house import DATA
from tests.metamorphic.tables import table_of

SETS: Final = (
    ("Grön", "Gul", "Röd"),
    ("🟢", "🟡", "🔴"),
    ("1", "2", "3"),
    ("●", "◐", "○"),
    ("A", "B", "C"),
    ("↑", "→", "↓"),
    ("😊", "😐", "☹"),
    ("{grön}", "{gul}", "{röd}"),
    ("+colour{grön:●}", "+colour{gul:●}", "+colour{röd:●}"),
)
WORDED: Final = {"Klart": "genomfört", "Pågår": "pågår", "Ej påbörjat": "ej påbörjat", "Vilande": "vilande"}
OF_ORDERS: Final = (
    ("klart", "genomfört"), ("pågår", "pågår"), ("ej påbörjat", "ej påbörjat"),
)  # fmt: skip
OF_GOALS: Final = (
    ("målet är uppnått", "genomfört"), ("målet är delvis uppnått", "delvis genomfört"),
    ("målet är inte uppnått", "inte genomfört"),
)  # fmt: skip
GOALS: Final = (
    "Fler invånare ska känna sig trygga", "Eleverna ska nå kunskapsmålen", "Utsläppen från resor ska minska",
    "Sjukfrånvaron ska vara högst fem procent", "Fler företag ska etablera sig i kommunen",
)  # fmt: skip
Expected = dict[str, set[Row]]


def beside(seed: int) -> tuple[str, list[str], dict[str, Any], Expected]:
    """What kind of report it is, its lines, its settings, and what is said of each title."""
    draw = Random(seed)
    kind = draw.choice(list(KINDS))
    signs = draw.choice(SETS)
    format_ = "docx" if signs[0][0] in "{+" else draw.choice(("docx", "txt"))
    lines, expected = KINDS[kind](draw, signs)
    opening = ["# Uppföljning av kommunfullmäktiges uppdrag, tertial 2 2022", ""]
    opening += ["Granhults kommun följer upp de uppdrag som fullmäktige har lämnat till nämnderna.", ""]
    return f"{kind}, {signs[0]}, {format_}", [*opening, *lines], {"format": format_}, expected


def _legend(signs: Sequence[str], meanings: Sequence[str], draw: Random, lead: str = "") -> str:
    names = [sign.strip("{}").capitalize() if sign.startswith("{") else sign for sign in signs]
    joint = draw.choice((" = ", ": "))
    parts = [f"{name}{joint}{said}" for name, said in zip(names, meanings, strict=True)]
    return f"{lead and f'{lead}: '}{draw.choice((', ', '; ')).join(parts)}."


def _matters(draw: Random, n: int = 6) -> list[tuple[str, str, str]]:
    return [(m["title"], draw.choice(list(BOARDS)), m["told"]) for m in draw.sample(DATA["matter"], n)]


def _other_column(draw: Random, signs: Sequence[str]) -> tuple[list[str], Expected]:
    """A column of signs for another thing, explained; nothing is said of how the uppdrag go."""
    thing = draw.choice(list(DATA["other"]))
    matters = _matters(draw)
    rows = [[title, board, signs[n % 3], told] for n, (title, board, told) in enumerate(matters)]
    said = _legend(signs, DATA["other"][thing], draw, draw.choice(("", thing)))
    body = [*table_of(["Uppdrag", "Nämnd", thing, "Kommentar"], rows)]
    return draw.choice(([said, "", *body], [*body, "", said])), {title: set() for title, _, _ in matters}


def _beside_words(draw: Random, signs: Sequence[str]) -> tuple[list[str], Expected]:
    """A column of signs for another thing beside a status in words."""
    thing = draw.choice(list(DATA["other"]))
    matters = _matters(draw)
    words = [draw.choice(list(WORDED)) for _ in matters]
    rows = [[t, b, words[n], signs[n % 3], told] for n, (t, b, told) in enumerate(matters)]
    said = _legend(signs, DATA["other"][thing], draw, draw.choice(("", thing)))
    body = table_of(["Uppdrag", "Nämnd", "Status", thing, "Kommentar"], rows)
    expected: Expected = {t: {("", WORDED[w], "utfall")} for (t, _, _), w in zip(matters, words, strict=True)}
    return draw.choice(([said, "", *body], [*body, "", said])), expected


def _beside_signs(draw: Random, signs: Sequence[str]) -> tuple[list[str], Expected]:
    """Uppdrag with signs, explained, and a table of money with the same, explained otherwise."""
    lines, expected = _orders(draw, signs)
    said = _legend(signs, DATA["other"]["Ekonomi"], draw, draw.choice(("", "Ekonomi")))
    money = [[name, f"{draw.randint(10, 900)}", signs[n % 3]] for n, name in enumerate(BOARDS.values())]
    table = table_of(["Nämnd", "Avvikelse tkr", "Läge"], money)
    more = ["## Ekonomi", "", said, "", *table]
    return draw.choice(([*lines, "", *more], [*more, "", "## Uppdrag", "", *lines])), expected


def _two_columns(draw: Random, signs: Sequence[str]) -> tuple[list[str], Expected]:
    """A column of signs for how the uppdrag go, and one of the same for another thing, both explained."""
    thing = draw.choice(list(DATA["other"]))
    matters = _matters(draw)
    rows = [[t, b, signs[n % 3], signs[(n + 1) % 3], told] for n, (t, b, told) in enumerate(matters)]
    head = ["Uppdrag", "Nämnd", "Status", thing, "Kommentar"]
    if draw.random() < 0.5:
        head[2:4], rows = head[3:1:-1], [[t, b, y, x, told] for t, b, x, y, told in rows]
    own = _legend(signs, [words for words, _ in OF_ORDERS], draw, "Status")
    other = _legend(signs, DATA["other"][thing], draw, thing)
    expected: Expected = {
        title: {("", OF_ORDERS[n % 3][1], "utfall")} for n, (title, _, _) in enumerate(matters)
    }
    said = [own, "", other, ""] if draw.random() < 0.5 else [other, "", own, ""]
    body = table_of(head, rows)
    return draw.choice(([*said, *body], [*body, "", *said])), expected


def _two_legends(draw: Random, signs: Sequence[str]) -> tuple[list[str], Expected]:
    """Uppdrag and mål, each with a legend of its own for the same signs, right over its table."""
    lines, expected = _orders(draw, signs)
    goals = draw.sample(GOALS, 4)
    said = _legend(signs, [words for words, _ in OF_GOALS], draw)
    rows = [[title, draw.choice(list(BOARDS)), signs[n % 3]] for n, title in enumerate(goals)]
    table = table_of(["Mål", "Nämnd", "Måluppfyllelse"], rows)
    after = draw.random() < 0.3
    if after:
        lines = [*lines[2:], "", lines[0]]
    more = ["## Mål", "", *([*table, "", said] if after else [said, "", *table])]
    expected |= {title: {("", OF_GOALS[n % 3][1], "utfall")} for n, title in enumerate(goals)}
    return draw.choice(
        (["## Uppdrag", "", *lines, "", *more], [*more, "", "## Uppdrag", "", *lines])
    ), expected


def _orders(draw: Random, signs: Sequence[str]) -> tuple[list[str], Expected]:
    matters = _matters(draw)
    rows = [[title, board, signs[n % 3], told] for n, (title, board, told) in enumerate(matters)]
    said = _legend(signs, [words for words, _ in OF_ORDERS], draw)
    expected: Expected = {
        title: {("", OF_ORDERS[n % 3][1], "utfall")} for n, (title, _, _) in enumerate(matters)
    }
    return [said, "", *table_of(["Uppdrag", "Nämnd", "Läge", "Kommentar"], rows)], expected


def _dated(draw: Random, _: Sequence[str]) -> tuple[list[str], Expected]:
    """A column of the days on which things were done; the legend says so, and what a dash means."""
    matters = _matters(draw)
    column, day = draw.choice(DONE_COLUMNS), draw.choice(DAYS)
    dash, status = draw.choice(DASHES)
    cells = [(day.format(n + 1), "genomfört") if n % 2 == 0 else ("–", status) for n in range(len(matters))]
    cells[3] = ("pågår", "pågår")
    rows = [[title, board, cell] for (title, board, _), (cell, _) in zip(matters, cells, strict=True)]
    said = f"{draw.choice(DATED)} {dash}"
    body = table_of(["Uppdrag", "Nämnd", column], rows)
    expected: Expected = {
        title: {("", said_of, "utfall")} for (title, _, _), (_, said_of) in zip(matters, cells, strict=True)
    }
    return draw.choice(([said, "", *body], [*body, "", said])), expected


DONE_COLUMNS: Final = ("Verkställt", "Klart", "Utfört", "Genomfört", "Avslutat")
DAYS: Final = ("2022-0{}-14", "0{} maj 2022", "22050{}")
DATED: Final = (
    "Ett datum i kolumnen längst till höger är dagen då uppdraget var klart.",
    "Datumet visar när uppdraget blev klart.",
    "Där ett datum står är uppdraget genomfört den dagen.",
    "Datum = uppdraget är genomfört.",
)
DASHES: Final = (
    ("Ett streck betyder att arbetet inte har påbörjats.", "ej påbörjat"),
    ("Streck: ej påbörjat.", "ej påbörjat"),
    ("Ett streck betyder att uppdraget inte är inlett.", "ej påbörjat"),
    ("Ett streck innebär att uppdraget har dragits tillbaka.", "utgår"),
)


KINDS: Final[Mapping[str, Callable[[Random, Sequence[str]], tuple[list[str], Expected]]]] = {
    "other column": _other_column, "beside words": _beside_words, "beside signs": _beside_signs,
    "two legends": _two_legends, "two columns": _two_columns, "dated": _dated,
}  # fmt: skip
