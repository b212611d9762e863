"""Draws at random where and how a house prints who has an uppdrag, until when and whence it comes."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from tests.metamorphic.boards import BOARDS

MATTERS: Final = (
    ("Utred om biblioteksfilialen i Norrbyn kan samlokaliseras med skolan", "KFN"),
    ("Ta fram en plan för laddstolpar vid kommunens arbetsplatser", "TN"),
    ("Förenkla ansökan om föreningsbidrag", "KFN"),
    ("Se över avgifterna för trygghetslarm", "SN"),
    ("Pröva en ny modell för vikarietillsättning i förskolan", "BUN"),
    ("Inventera asbest i kommunens fastigheter", "TN"),
    ("Skriv ett ungdomspolitiskt program", "KS"),
    ("Samla kommunens växlar i ett gemensamt kontaktcenter", "KS"),
)
TOLD: Final = (
    "Arbetet pågår. Två möten har hållits med de berörda under våren.",
    "Uppdraget är genomfört. En rapport lämnades till nämnden den 14 mars 2022.",
    "Uppdraget är inte påbörjat. Rekryteringen av en utredare har dragit ut på tiden.",
    "En enkät har besvarats av 214 personer. Uppdraget pågår.",
    "Uppdraget bedöms bli genomfört under året. I juni 2021 fanns ännu inget underlag.",
)
POINTS: Final = (
    ("2022-06-30", "2022-06-30"),
    ("30 juni 2022", "2022-06-30"),
    ("den 30 september 2022", "2022-09-30"),
    ("juni 2022", "2022-06-30"),
    ("december 2022", "2022-12-31"),
    ("kvartal 3 2022", "2022-09-30"),
    ("T3 2022", "2022-12-31"),
    ("31/12 2022", "2022-12-31"),
    ("maj 2023", "2023-05-31"),
    ("hösten 2022", "2022-12-31"),
    ("utgången av 2022", "2022-12-31"),
    ("första halvåret 2023", "2023-06-30"),
)
WORDS: Final = (
    "senast {}", "klart senast {}", "ska vara klart {}", "slutdatum {}", "redovisas senast {}", "sluttid {}",
    "återrapporteras {}", "deadline {}", "till {}", "tidplan: {}", "tidsplan {}", "ska redovisas {}",
    "åter till KF {}",
)  # fmt: skip
"""`klart {}` alone may as well tell that it is done."""
SOURCES: Final = (
    "KF § 112/2021",
    "budget 2022",
    "KF 2021-11-22 § 140",
    "uppdrag {n}",
    "dnr KS 2021/0{n}4",
    "Mål och budget 2022, s. {n}4",
)
LABELS: Final = ("Klart senast", "Tidplan", "Slutdatum", "Ska vara klart", "Redovisas", "Till KF senast")
PLACES: Final = (
    "bracket",
    "line below",
    "last line",
    "last in brackets",
    "labels below",
    "title dash",
    "own lines",
    "head line",
)
MARKS: Final = ("## {}", "**{}**", "{n}. {}", "»{}«", "Uppdrag {n}: {}", "*{}*", "{}")


@dataclass(frozen=True, slots=True)
class House:
    """How a house prints it, every time."""

    place: str
    mark: str
    word: str
    who: str
    joint: str
    source: str
    order: tuple[str, ...]
    label: str
    kind: str


def draw_house(draw: Random) -> House:
    """A house that prints it in one place, order and wording."""
    order = ["who", "when"] + (["source"] if draw.random() < 0.5 else [])
    draw.shuffle(order)
    return House(
        draw.choice(PLACES),
        draw.choice(MARKS),
        draw.choice(WORDS),
        draw.choice(("code", "name", "lower")),
        draw.choice((", ", "; ", " · ", " | ", " – ", " / ", ". ")),
        draw.choice(SOURCES),
        tuple(order),
        draw.choice(LABELS),
        draw.choice(("docx", "txt")),
    )


def written(house: House, draw: Random) -> tuple[list[str], dict[str, tuple[str, str]]]:
    """The lines of a report, and by title the board and the last day."""
    lines = ["# Granhults kommun", "", "Uppföljning av fullmäktiges uppdrag, tertial 2 2022", ""]
    expected = {}
    for n, (title, code) in enumerate(MATTERS, start=1):
        dated = draw.random() < 0.8
        point, day = draw.choice(POINTS)
        expected[title] = (BOARDS[code], day if dated else "")
        who = {"code": code, "name": BOARDS[code], "lower": BOARDS[code].lower()}[house.who]
        parts = {"who": who, "source": house.source.format(n=n)}
        if dated:
            parts["when"] = house.word.format(point)
        facts = house.joint.join(parts[one] for one in house.order if one in parts)
        facts = facts[0].upper() + facts[1:] if house.place in ("line below", "last line") else facts
        marked = house.mark.format(title, n=n)
        told = draw.choice(TOLD)
        labels = [f"Ansvarig: {who}", *([f"{house.label}: {point}"] if dated else [])]
        match house.place:
            case "bracket":
                lines += [f"{marked} ({facts})", "", told, ""]
            case "title dash":
                lines += [f"{marked} – {facts}", "", told, ""]
            case "line below":
                lines += [marked, "", facts, "", told, ""]
            case "last line":
                lines += [marked, "", told, "", facts, ""]
            case "last in brackets":
                lines += [marked, "", told, f"[{facts}]", ""]
            case "labels below":
                lines += [marked, "", " ".join(labels), "", told, ""]
            case "own lines":
                lines += [marked, "", *[x for one in labels for x in (one, "")], told, ""]
            case "head line":
                lines += [marked, "", f"({facts})", "", told, ""]
    return lines, expected
