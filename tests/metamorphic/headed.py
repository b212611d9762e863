"""Draws headed and flat texts at random: how a title is marked, who has it, and where its status stands."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.metamorphic.annual import POOL
from tests.metamorphic.boards import BOARDS

HERE: Final = Path(__file__).parent
TITLES: Final = [
    *(one["title"] for report in tomllib.loads((HERE / "contents.toml").read_text("utf-8"))["report"]
      for one in report["matter"]),
    *(wording for one in tomllib.loads((HERE / "series.toml").read_text("utf-8"))["matter"]
      for wording in one["wordings"][:2]),
    *(one["title"] for one in POOL["matter"] if " " in one["title"]),
]  # fmt: skip
AREAS: Final = ("Trygg uppväxt", "Ett hållbart samhälle", "Attraktiv arbetsgivare")
STATES: Final = {
    "genomfört": ("Klart", "Uppdraget är genomfört.", "Uppdraget är därmed slutfört."),
    "pågår": ("Pågår", "Arbetet pågår.", "Uppdraget pågår."),
    "ej påbörjat": ("Ej påbörjat", "Uppdraget är inte påbörjat.", "Arbetet har inte påbörjats."),
    "delvis genomfört": ("Delvis genomfört", "Uppdraget är delvis genomfört.", "Uppdraget är delvis utfört."),
    "utgår": ("Utgår", "Uppdraget utgår.", "Uppdraget har utgått."),
}  # fmt: skip
TOLD: Final = (
    "Två möten har hållits med berörda föreningar under våren.",
    "Kostnaden beräknas till 340 tkr per år, vilket ryms inom ramen.",
    "Synpunkter har kommit från byalaget i Norrsjö och från pensionärsrådet.",
    "En jämförelse visar att fyra av fem grannkommuner har samma avgift.",
    "Förvaltningschefen har utsett en tjänsteman på halvtid.",
    "Antalet besökare var 4 200 under årets åtta första månader.",
    "Frågan har diskuterats i den centrala samverkansgruppen.",
    "Arbetsgruppen består av tre enhetschefer och en controller.",
)
MARKS: Final = (
    "## {t}", "### {n}. {t}", "**{t}**", "**{n}. {t}**", "{n}. {t}", "{n} {t}", "{a}.{k} {t}", "U{n} {t}",
    "**Uppdrag {n}: {t}**", "Uppdrag {n}. {t}", "- {t}", "{n}) {t}", "*{t}*", "**{t}.** ", "**{n}. {t}:** ",
)  # fmt: skip
PLACES: Final = ("label first", "label last", "first", "last", "bracket", "alone")
WHO: Final = ("", "({code})", "({name})", "[{code}]", "label", "label", "– {code}", "line")
LABELS: Final = ("Status", "Läge", "Bedömning")
RESPONSIBLE: Final = ("Ansvarig", "Ansvarig nämnd", "Ansvar")
ENDS: Final = ("", "Ekonomi", "Fortsatt arbete", "Nästa uppföljning")


@dataclass(slots=True)
class Headed:
    """A report in the notation, its settings, what was drawn, and what each title is worth."""

    lines: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    wanted: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    """By title: its board or "", its area, its status."""
    drawn: dict[str, str] = field(default_factory=dict)


def headed(draw: Random) -> Headed:
    """A report with everything drawn."""
    made = Headed()
    mark, place, who = draw.choice(MARKS), draw.choice(PLACES), draw.choice(WHO)
    grouped = draw.choice(("", "", "areas", "boards"))
    if mark.startswith("{a}"):
        grouped = "areas"
    if grouped == "boards":
        who = ""
    if who == "line" and mark[-1] == " ":
        who = "label"
    label, responsible, end = draw.choice(LABELS), draw.choice(RESPONSIBLE), draw.choice(ENDS)
    look = draw.choice(("docx", "docx", "txt", "wrapped"))
    made.settings = {"docx": {}, "txt": {"format": "txt"}, "wrapped": {"format": "txt", "wrap": 74}}[look]
    made.drawn = {"mark": mark, "place": place, "who": who, "grouped": grouped, "look": look, "end": end}
    titles = draw.sample(TITLES, draw.randint(6, 12))
    n_groups = 3 if grouped else 1
    made.lines += ["# Uppföljning av fullmäktiges uppdrag 2016", ""]
    made.lines += ["Här redovisas de uppdrag som fullmäktige har lämnat i budgeten.", ""]
    codes = draw.sample(list(BOARDS), 3)
    for n, title in enumerate(titles, 1):
        a, k = divmod((n - 1) * n_groups, len(titles))
        group, first = a, k < n_groups
        area = AREAS[group] if grouped == "areas" else ""
        code = codes[group] if grouped == "boards" else draw.choice(list(BOARDS))
        if grouped and first:
            name = f"{group + 1} {area}" if mark.startswith("{a}") else area
            made.lines += [f"# {name if area else BOARDS[code]}", ""]
            index = 0
        index = index + 1 if grouped else n
        state = draw.choice(list(STATES))
        made.lines += _matter(
            mark.format(t="{t}", n=n, a=group + 1, k=index),
            title,
            place,
            who,
            code,
            state,
            label,
            responsible,
            draw,
        )
        told = who or grouped == "boards"
        made.wanted[title] = (BOARDS[code] if told else "", area, state)
    if end:
        made.lines += [
            f"# {end}",
            "",
            "Rapporten överlämnas till fullmäktige. Nästa rapport lämnas i mars.",
            "",
        ]
    return made


def _matter(
    mark: str,
    title: str,
    place: str,
    who: str,
    code: str,
    state: str,
    label: str,
    responsible: str,
    draw: Random,
) -> Iterator[str]:
    """A title and what is told of it, marked in one way through a report."""
    cell, *sentences = STATES[state]
    told = draw.sample(TOLD, draw.randint(1, 3))
    named = f" {who.format(code=code, name=BOARDS[code])}" if "{" in who else ""
    opening = mark.replace("{t}", f"{title}{named}" if mark[-1] != " " else title)
    body = " ".join(told)
    if place == "first":
        body = f"{draw.choice(sentences)} {body}"
    elif place == "last":
        body = f"{body} {draw.choice(sentences)}"
    elif place == "bracket":
        body = f"{body} ({cell.lower()})"
    elif place == "label last":
        body = f"{body} {label}: {cell}."
    run_in = mark[-1] == " "
    after = [f"{responsible}: {BOARDS[code]}"] if who == "label" else [BOARDS[code]] if who == "line" else []
    after += [f"{label}: {cell}"] if place == "label first" else [cell] if place == "alone" else []
    if run_in:
        yield from (f"{opening}{body}", "")
        if named:
            after.insert(0, f"{responsible}: {BOARDS[code]}")
        for line in after:
            yield from (line, "")
        return
    yield from (opening, "")
    for line in (*after, body):
        yield from (line, "")
