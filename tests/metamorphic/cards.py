"""Draws cards without labels: a small table for each matter, in which a cell is told by its place alone."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from tests.metamorphic.codes import MATTERS
from tests.metamorphic.reading import Row

WORDS: Final = {
    "pågår": ("Pågår", "Pågående", "Arbete pågår"),
    "genomfört": ("Klart", "Genomfört", "Avslutat"),
    "ej påbörjat": ("Ej påbörjat", "Inte påbörjat", "Ej startat"),
}
COLOURS: Final = {"pågår": "{gul}", "genomfört": "{grön}", "ej påbörjat": "{röd}"}
LEGENDS: Final = (
    "Grönt betyder genomfört, gult att arbetet pågår och rött att det inte är påbörjat.",
    "Färgerna: grön = genomfört, gul = pågår, röd = ej påbörjat.",
    "Grönt: genomfört\\\nGult: arbete pågår\\\nRött: ej påbörjat",
)
COMMENTS: Final = (
    "Personalen har gått en kurs i maj och underlaget kommer från skolornas egna listor.",
    "Enkäten besvarades av drygt sexhundra personer. Kostnaden blev 40 000 kronor.",
    "Två tjänstemän deltog.", "Nästa möte hålls i september.",
)  # fmt: skip
ARRANGED: Final = (
    (("title",), ("small",), ("comment",)),
    (("small",), ("title",), ("comment",)),
    (("title", "small"), ("comment",)),
    (("small", "title", "small"), ("comment",)),
    (("small", "title"), ("small", "comment")),
    (("title", "small"), ("comment", "small")),
    (("title",), ("comment",), ("small",)),
    (("small", "title", "comment"),),
    (("title", "comment", "small"),),
    (("title", "small", "comment"),),
)
"""The rows of a card; `small` stands for what is drawn of number, board, status and day."""


@dataclass(frozen=True)
class House:
    """A drawn house: what a card says and where."""

    rows: tuple[tuple[str, ...], ...]
    small: tuple[tuple[str, ...], ...]
    """What stands in each place called small."""
    bold: bool
    colour: bool
    margin: bool
    """The status is a coloured cell down the left side."""
    number: str
    responsible: str
    legend: str


def draw_house(draw: Random) -> House:
    """A house of any kind."""
    rows = draw.choice(ARRANGED)
    margin = draw.random() < 0.25
    parts = [part for part in ("number", "board", "day") if draw.random() < 0.6]
    parts += [] if margin else ["status"]
    draw.shuffle(parts)
    places = sum(row.count("small") for row in rows)
    cut = draw.randint(1, max(1, len(parts) - 1)) if places == 2 else len(parts)
    return House(
        rows=rows,
        small=(tuple(parts[:cut]), tuple(parts[cut:])),
        bold=draw.random() < 0.6,
        colour=margin or draw.random() < 0.4,
        margin=margin,
        number=draw.choice(("{}", "{}.", "U{}", "2022:{}", "Nr {}")),
        responsible=draw.choice(("{}", "{}", "Ansvar: {}", "Ansvarig: {}")),
        legend=draw.choice(LEGENDS),
    )


def written(house: House, draw: Random) -> tuple[list[str], dict[str, tuple[str, set[Row]]]]:
    """The report's lines, and by title its board and what is said of it."""
    lines = ["# Uppföljning av uppdrag, tertial 2 2022", "Granhults kommun", ""]
    lines += [house.legend, ""] if house.colour else []
    wanted: dict[str, tuple[str, set[Row]]] = {}
    for n, (title, board, comment) in enumerate(draw.sample(MATTERS, k=draw.randint(4, 7)), 1):
        status = draw.choice(tuple(WORDS))
        said = {
            "title": f"**{title}**" if house.bold else title,
            "number": house.number.format(n),
            "board": house.responsible.format(board),
            "day": f"2022-{draw.randint(5, 12):02}-15",
            "status": COLOURS[status] if house.colour else draw.choice(WORDS[status]),
            "comment": draw.choice((comment, *COMMENTS)),
        }
        shared = "board" in (*house.small[0], *house.small[1])
        wanted[title] = (board if shared else "", {("", status, "utfall")})
        lines += [*_card(house, said), ""]
    return lines, wanted


def _card(house: House, said: dict[str, str]) -> list[str]:
    small = iter(house.small)
    rows = []
    for places in house.rows:
        row: list[str] = []
        for place in places:
            row += [said[part] for part in next(small)] if place == "small" else [said[place]]
        rows += [row] if row else []
    width = max(map(len, rows))
    at = [n for n, row in enumerate(rows) if len(row) < width]
    for n in at:
        rows[n] += ["<"] * (width - len(rows[n]))
    edge = [said["status"], *["^"] * (len(rows) - 1)] if house.margin else []
    return ["| " + " | ".join([*edge[n : n + 1], *row]) + " |" for n, row in enumerate(rows)]


OTHERS: Final = (
    ("| **Grundskolan** | 412 elever | 98 mnkr |", "| Personalen har gått en kurs i maj. | < | < |"),
    ("| Anna Ek | ordförande | 0999-123 45 |", "| anna.ek@granhult.se | < | < |"),
    ("| Antal bygglov | 42 | 51 | {grön} |", "| Handläggningstiden var nio veckor. | < | < | < |"),
    ("| 14 april | Kommunstyrelsen |", "| Sammanträdet börjar klockan nio. | < |"),
)
"""Cards of things that nobody was told to do."""


def others(draw: Random) -> tuple[list[str], list[str]]:
    """A report with uppdrag under headings, then cards of people, meetings and figures; and its titles."""
    lines = ["# Uppföljning av uppdrag, tertial 2 2022", "Granhults kommun", ""]
    matters = draw.sample(MATTERS, k=3)
    for title, board, _ in matters:
        lines += [f"## {title}", "", f"Ansvarig nämnd: {board}", "", "Status: Pågår", ""]
    lines += ["# Övrigt", ""]
    first, second = draw.choice(OTHERS)
    for n in range(draw.randint(3, 6)):
        lines += [first.replace("4", str(n + 2)), second, ""]
    return lines, [title for title, _, _ in matters]
