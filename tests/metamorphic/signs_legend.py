"""The legends of the houses that set signs, in the forms that people give them."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.metamorphic.signs_house import House

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
NOT_BEGUN: Final = ("ej påbörjat", "inte påbörjat", "ännu inte påbörjat", "inte startat")


def explain(house: House, draw: Random) -> list[str]:
    """The legend, as lines."""
    codes, lead, form = house.codes, draw.choice(LEADS), house.form
    named = draw.random() < 0.5 or any(code.sign.startswith("{") for code in codes)
    pairs = [(code.name if named else code.sign, code) for code in codes]
    said = [f"{sign}{_JOINTS.get(form, ' ')}{code.meaning}" for sign, code in pairs]
    begun = draw.choice(NOT_BEGUN)
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
