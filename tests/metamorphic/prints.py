"""Draws prints out of a follow-up system at random: mål and aktiviteter with labels, signs and paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any, Final

from tests.metamorphic.goals import POOL, Report

SIGNS: Final = {"Avslutad": "●", "Pågående": "●", "Ej påbörjad": "○"}
STATES: Final = {"Avslutad": "Avslutad", "Pågående": "Pågår", "Ej påbörjad": "Ej påbörjad"}


def drawn(seed: int) -> Report:
    """The print of a seed: boards' chapters or areas, goals under them, activities under these."""
    draw = Random(1000 + seed)
    year, dated = draw.choice((2021, 2023)), draw.random() < 0.8
    result = Report(draw.choice(POOL["municipalities"]), "print", document_type="aktivitetsuppföljning")
    goal_mark = draw.choice(
        ("## Mål: {}", "## Nämndmål: {}", "**Mål: {}**", "## Mål {n}: {}", "**{n} Nämndmål: {}**")
    )
    activity_mark = draw.choice(
        ("### Aktivitet: {}", "**Aktivitet: {}**", "Aktivitet: {}", "### {}", "**{}**")
    )
    area_mark = draw.choice(("# {}", "# Målområde: {}", "# {n}. {}", "# Fokusområde {n}: {}"))
    order, crumbs = draw.choice((("who", "dates"), ("dates", "who"))), draw.random() < 0.25
    sign, alone = draw.random() < 0.6, draw.random() < 0.3 and "Aktivitet" in activity_mark
    result.choices = {"area": area_mark, "goal": goal_mark, "activity": activity_mark, "sign": str(sign)}
    result.choices |= {"alone": str(alone), "crumbs": str(crumbs), "dated": str(dated)}
    result.lines += [f"# Uppföljning av mål och aktiviteter, tertial 2 {year}", ""]
    result.lines += [f"{result.name}s kommun. Utskrift ur ledningssystemet {year}-09-12.", ""]
    n = 0

    def labelled(name: str, value: str) -> Iterator[str]:
        yield from (name, "", value, "") if alone else (f"{name}: {value}", "")

    def activity(one: Mapping[str, Any], goal: str) -> Iterator[str]:
        yield from (activity_mark.format(one["title"]), "")
        state = STATES[one["cell"]]
        yield from labelled("Status", f"{SIGNS[one['cell']]} {state}" if sign else state)
        start, end = (f"{year}-0{draw.randint(1, 9)}-01", f"{year}-12-31") if dated else ("", "")
        for part in order:
            if part == "who":
                yield from labelled("Ansvarig", one["who"])
            elif dated:
                yield from labelled("Startdatum", start)
                yield from labelled("Slutdatum", end)
        yield from labelled("Kommentar", one["told"])
        result.items.append(("aktivitet", one["title"], goal, start, end))

    for a, area in enumerate(draw.sample(POOL["area"], 2), start=1):
        result.lines += [area_mark.format(area["name"], n=a), ""]
        for goal in area["goal"]:
            n += 1
            if crumbs:
                result.lines += [f"Kommunplan > {area['name']} > {goal['title']}", ""]
            result.lines += [goal_mark.format(goal["title"], n=n), ""]
            result.items.append(("mål", goal["title"], area["name"], "", ""))
            result.lines += [*labelled("Bedömning", goal["cell"]), *labelled("Kommentar", goal["told"])]
            for one in goal["activity"]:
                result.lines += activity(one, goal["title"])
    return result
