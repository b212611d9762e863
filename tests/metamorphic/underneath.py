"""Draws texts out of a PDF whose rows stand in columns, with status and comment in full lines under each."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

TITLE: Final = (
    "Uppdrag",
    "Uppdrag",
    "Uppdragets namn",
    "Aktivitet",
    "Åtgärd",
    "Uppdrag/åtgärd",
    "Budgetuppdrag",
)
WHO: Final = ("Ansvarig", "Ansvarig nämnd", "Nämnd", "Ansvar", "Ansvariga")
END: Final = ("Slutdatum", "Klart senast", "Sluttid", "Slut", "Ska vara klart", "Klart")
STATUS: Final = ("Status", "Läge", "Statusbedömning")
DAYS: Final = (
    ("{y}-06-30", "{y}-06-30"),
    ("{y}-12-31", "{y}-12-31"),
    ("juni {y}", "{y}-06-30"),
    ("{z}-03-31", "{z}-03-31"),
)
AREAS: Final = ("Trygg uppväxt", "Ett hållbart samhälle", "Attraktiv arbetsgivare", "Service och bemötande")
AREA_MARKS: Final = ("Målområde: {}", "{}", "{n}. {}", "Fokusområde: {}", "Strategiskt område: {}")
ENDS: Final = ("Fortsatt arbete", "Personal", "Ekonomi", "Nästa uppföljning")
STATES: Final = {
    "Genomfört": "genomfört", "Pågår": "pågår", "Delvis genomfört": "delvis genomfört", "Klart": "genomfört",
    "Ej påbörjat": "ej påbörjat", "Inte genomfört": "inte genomfört", "Utgår": "utgår", "Påbörjat": "pågår",
    "Ej genomfört": "inte genomfört", "Avslutat": "genomfört", "Vilande": "vilande",
    "Inte påbörjat": "ej påbörjat", "Slutfört": "genomfört",
}  # fmt: skip
SHORT: Final = ("IKT", "GIS")
"""Titles of three letters."""
FORECASTS: Final = ("Genomfört", "Delvis genomfört", "Ej genomfört", "-")

Row = tuple[frozenset[str], str, str, str]
"""Of an item: its boards, its last day, its area, how it goes."""


@dataclass(slots=True)
class Under:
    """A text, what was drawn, and what each title is worth."""

    lines: list[str] = field(default_factory=list)
    wanted: dict[str, Row] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict)


def underneath(content: Mapping[str, Any], draw: Random) -> Under:
    """A print of the matters of a content, with everything drawn."""
    made = Under()
    width = draw.choice((72, 76, 84, 92, 100))
    placed = draw.choice(("bare", "bare", "label", "labels", "column"))
    numbered, started = draw.random() < 0.2, draw.random() < 0.3
    apart, once = draw.choice((1, 1, 1, 0, 2)), draw.random() < 0.3
    area_mark, blank = draw.choice(AREA_MARKS), draw.choice((2, 1))
    labelled = draw.choice(("", "", "Kommentar: "))
    made.drawn = {"placed": placed, "apart": str(apart), "once": str(once), "area": f"{area_mark} {blank}"}
    made.drawn |= {"numbered": str(numbered), "started": str(started), "width": str(width), "told": labelled}
    names = [draw.choice(TITLE), draw.choice(WHO)]
    names += (["Start"] if started else []) + [draw.choice(END)]
    names += [draw.choice(STATUS)] if placed == "column" else []
    names = ["Nr", *names] if numbered else names
    wide = draw.choice((34, 38, 44, 52))
    widths = ([5] if numbered else []) + [wide, draw.choice((26, 28, 32))] + [12] * started + [14, 20]
    head = _columns(names, widths)
    label, year = draw.choice(STATUS), content["year"]
    gaps, short = draw.choice((0, 0.2)), iter(SHORT[: draw.choice((0, 0, 2))])
    made.drawn |= {"gaps": str(gaps)}
    body: list[str] = []
    matters = list(content["matter"])
    size = -(-len(matters) // draw.choice((2, 3, 4)))
    for n, matter in enumerate(matters):
        area = AREAS[n // size]
        if n % size == 0:
            body += [*[""] * blank, area_mark.format(area, n=n // size + 1), ""]
            body += [] if once and n else _marked(head)
        elif apart:
            body += [""] * apart
        boards = [content["boards"][code] for code in matter["boards"]]
        printed, day = (part.format(y=year, z=year + 1) for part in draw.choice(DAYS))
        title = next(short, "") if n % 3 == 1 else ""
        title = title or matter["title"]
        if n % size and draw.random() < gaps:  # nobody is named, and no day
            boards, printed, day = [], "", ""
        cells = [
            title,
            ", ".join(boards),
            *([f"{year}-01-01" if printed else ""] if started else []),
            printed,
        ]
        cells = [
            *([f"{n + 1}"] if numbered else []),
            *cells,
            *([matter["cell"]] if placed == "column" else []),
        ]
        body += _columns(cells, widths)
        if placed in ("bare", "label"):
            body.append(matter["cell"] if placed == "bare" else f"{label}: {matter['cell']}")
        elif placed == "labels":
            body.append(f"{label}: {matter['cell']}".ljust(wide) + f"Prognos: {draw.choice(FORECASTS)}")
        told = [f"{labelled}{matter['told']}"]
        told += [f"{content['boards'][code]}: {said}" for code, said in matter.get("answers", {}).items()]
        body += [line for text in told for line in textwrap.wrap(text, width)]
        made.wanted[title] = frozenset(boards), day, area, STATES[matter["cell"]]
    if draw.random() < 0.6:
        end = draw.choice(ENDS)
        body += ["", end, "", "Rapporten överlämnas till kommunfullmäktige för kännedom."]
        made.drawn["end"] = end
    opening = [f"{content['municipality']} kommun", "", "Uppföljning av kommunfullmäktiges uppdrag"]
    opening += [f"{content['period']} {year}", "", "Inledning", ""]
    told = "Rapporten visar hur det går med de uppdrag som fullmäktige har lämnat till nämnderna."
    made.lines = [*opening, *textwrap.wrap(told, width), *_paged(body, made, content, draw)]
    return made


def _columns(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The lines of a row in its columns."""
    pieces = [textwrap.wrap(cell, width - 2) or [""] for cell, width in zip(cells, widths, strict=False)]
    height = max(map(len, pieces))
    level = ([piece[k] if k < len(piece) else "" for piece in pieces] for k in range(height))
    return ["".join(map(str.ljust, row, widths)).rstrip() for row in level]


def _marked(head: Sequence[str]) -> list[str]:
    return [f"\0{line}" for line in head]


def _paged(body: Sequence[str], made: Under, content: Mapping[str, Any], draw: Random) -> Iterator[str]:
    """The lines on pages, with the head of the table again where it goes on; or as they are."""
    page, feeds, repeated = draw.choice((0, 24, 30, 38)), draw.random() < 0.4, draw.random() < 0.7
    made.drawn |= {"page": str(page), "feeds": str(feeds), "repeated": str(repeated)}
    head = [line[1:] for line in body if line[:1] == "\0"]
    head = head[: head.index(head[0], 1)] if head.count(head[0]) > 1 else head
    begun, number = 0, 1
    running = f"{content['municipality']} kommun          Uppföljning {content['year']}"
    yield from (["", running, ""] if page else [])
    for n, line in enumerate(body):
        if page and n - begun >= page and line[:1] != "\0" and body[n - 1][:1] != "\0":
            yield from ("", f"{number} (9)")
            number, begun = number + 1, n
            yield f"{chr(12) * feeds}{running}"
            yield ""
            if repeated and any(one[:1] == "\0" for one in body[:n]):
                yield from (*head, "")
        yield line.removeprefix("\0")
    if page:
        yield from ("", f"{number} (9)")
