"""Where the signs of a house stand: columns, crosses, boards' cells, corners, cards, titles, lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final

from tests.metamorphic.boards import BOARDS
from tests.metamorphic.signs_house import House, Matter
from tests.metamorphic.tables import table_of

Shape = Callable[[House, Sequence[Matter], Random], list[str]]


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


def _titled(marks: Sequence[str]) -> Shape:
    """The sign beside the title, on a line or a heading, and what is told under it."""

    def lines(_: House, matters: Sequence[Matter], draw: Random) -> list[str]:
        mark = draw.choice(marks)
        found: list[str] = []
        for title, board, sign, told in matters:
            found += [mark.format(t=title, s=sign), "", f"Ansvarig: {BOARDS[board]}", "", told, ""]
        return found

    return lines


_BEFORE: Final = ("## {s} {t}", "**{s} {t}**", "{s} {t}", "{s} **{t}**")
_AFTER: Final = ("## {t} {s}", "**{t}** {s}", "## {t} – {s}", "**{t} ({s})**")


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
    "corner right": _corner_right, "cards": _cards, "titled": _titled(_BEFORE),
    "after the title": _titled(_AFTER), "bullets": _bullets, "leaders": _leaders,
}  # fmt: skip
IN_TABLES: Final = frozenset({"column", "crosses", "boards", "shaded titles"})
MAY_BE_EMPTY: Final = frozenset({"column", "crosses", "cards"})
