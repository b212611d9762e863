"""Draws items with parts under sub-headings of the house's own: `Var står vi?` over `Pågår`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.metamorphic.cards import WORDS
from tests.metamorphic.codes import MATTERS
from tests.metamorphic.reading import Row

STATUS: Final = (
    "Status",
    "Status vid rapporttillfället",
    "Läget just nu",
    "Var står vi?",
    "Läge",
    "Hur långt har vi kommit",
    "Status per 31 augusti",
    "Så ser det ut",
    "Nuläge 2022-08-31",
    "Utfall per augusti",
    "Aktuell status",
    "Resultatet så här långt",
    "Uppdragets status",
    "Läge efter åtta månader",
    "Hur går det",
    "Tillstånd i dag",
    "Läget vid rapporttillfället",
)
COMMENT: Final = (
    "Kommentar",
    "Vad har gjorts",
    "Nämndens kommentar",
    "Beskrivning av arbetet",
    "Det här har hänt",
    "Analys",
    "Redogörelse",
    "Text",
    "Återrapportering",
    "Vad vi gjort och vad som återstår",
    "Förvaltningens svar",
    "Vad som gjorts",
    "Det här har vi gjort",
)
WHO: Final = ("Ansvarig", "Vem", "Ansvarig nämnd", "Gäller", "Till", "Vem gör det", "Nämnd")
ORDERS: Final = (
    ("who", "status", "comment"),
    ("status", "comment"),
    ("who", "comment", "status"),
    ("status", "who", "comment"),
)


@dataclass(frozen=True)
class House:
    """A drawn house: what its parts are called, their order, and how titles and names are set."""

    names: tuple[tuple[str, str], ...]
    """Of each part what it is and what it is called, in order."""
    title: str
    name: str
    format: str


def draw_house(draw: Random) -> House:
    """A house of any kind."""
    called = {"who": draw.choice(WHO), "status": draw.choice(STATUS), "comment": draw.choice(COMMENT)}
    title = draw.choice(("# {}", "## {}", "**{}**"))
    by_hand = ("*{}*", "{}:") if title[0] == "*" else ("### {}", "**{}**", "*{}*", "{}:")
    return House(
        names=tuple((part, called[part]) for part in draw.choice(ORDERS)),
        title=title,
        name=draw.choice(by_hand),
        format=draw.choice(("docx", "docx", "txt")),
    )


def written(house: House, draw: Random) -> tuple[list[str], dict[str, tuple[str, set[Row]]]]:
    """The report's lines, and by title its board and what is said of it."""
    lines = ["# Uppföljning av uppdrag, tertial 2 2022", "", "Granhults kommun", ""]
    wanted: dict[str, tuple[str, set[Row]]] = {}
    for title, board, comment in draw.sample(MATTERS, k=draw.randint(4, 7)):
        status = draw.choice(tuple(WORDS))
        values = {"who": board, "status": draw.choice(WORDS[status]), "comment": comment}
        lines += [house.title.format(title), "", *_parts(house, values)]
        wanted[title] = (board if "who" in dict(house.names) else "", {("", status, "utfall")})
    return lines, wanted


def _parts(house: House, values: dict[str, str]) -> Iterator[str]:
    for part, name in house.names:
        yield from (house.name.format(name), "", values[part], "")
