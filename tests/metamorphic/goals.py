"""Draws follow-ups of goals, activities and uppdrag at random: what stands over what, marked and named how.

Which area is whose: an aktivitet stands under the mål nearest over it, where a heading, a label, a column
or a row across names one, and else under the group it is listed in; a mål and an uppdrag under the group
(målområde, fokusområde, perspektiv, subject) they are listed in, without the word and number before its
name. A mål that is named in a column or a row across a table of aktiviteter is an item too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

POOL: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "goals.toml").read_text(encoding="utf-8")
)
SHAPES: Final = (
    "area > goal > activity", "area > goal > activity", "goal > activity", "area > activity", "area > goal",
    "area > uppdrag",
)  # fmt: skip
AREA: Final = (
    "Målområde", "Fokusområde", "Perspektiv", "Inriktning", "Strategiskt område", "Prioriterat område",
    "Utvecklingsområde",
)  # fmt: skip
GOAL: Final = ("Mål", "Nämndmål", "Verksamhetsmål", "Resultatmål", "Nämndens mål", "Delmål", "Effektmål")
ACTIVITY: Final = ("Aktivitet", "Åtgärd", "Insats", "Nämndens aktivitet", "Planerad aktivitet")
WHO: Final = ("Ansvarig", "Ansvarig funktion", "Vem", "Ansvar")
STATUS: Final = ("Status", "Läge", "Statusbedömning", "Bedömning")
TOLD: Final = ("Kommentar", "Uppföljning", "Lägesbeskrivning", "Analys")
AREA_MARKS: Final = (
    "## {name}", "## {name}", "## {word}: {name}", "**{word}: {name}**", "## {word} {n}: {name}",
    "**{name}**",
    "{word}: {name}", "## {n} {name}", "{capitals}", "## {word} – {name}",
    "**{word} {n} {name}**",
)  # fmt: skip
GOAL_MARKS: Final = (
    "### {name}", "### {word} {n}: {name}", "**{word}: {name}**", "{word}: {name}", "### {a}.{b} {name}",
    "**{word} {n}. {name}**", "**{name}**", "### {word}: {name}", "**{a}.{b} {name}**",
)  # fmt: skip
ACTIVITY_MARKS: Final = (
    "#### {name}", "**{name}**", "**{word}: {name}**", "{word}: {name}", "{word} {n}: {name}", "*{name}*",
    "**{word} {n}: {name}**",
)  # fmt: skip
TITLES: Final = {
    "activity": (
        "Uppföljning av mål och aktiviteter, {when}", "Verksamhetsplan {year} – uppföljning {when}",
        "Uppsiktsrapport {when}", "Aktiviteter och mål – delårsrapport {when}", "Delårsrapport {when}",
        "Handlingsplan: uppföljning av aktiviteter {when}", "Måluppföljning {when}",
    ),
    "goal": (
        "Måluppföljning {when}", "Uppföljning av kommunens mål {when}",
        "Delårsrapport {when}: måluppfyllelse",
    ),
    "uppdrag": ("Uppföljning av uppdrag {when}", "Återrapportering av budgetuppdrag, {when}"),
}  # fmt: skip

Item = tuple[str, str, str, str, str]
"""Kind, title, area, start and end of an item."""


@dataclass(slots=True)
class Report:
    """A report with what should be found in it."""

    name: str
    shape: str
    lines: list[str] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    document_type: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    """How it was drawn, for the one who reads what went wrong."""


def drawn(seed: int) -> Report:
    """The report of a seed."""
    return _Drawing(Random(seed)).report()


class _Drawing:
    def __init__(self, draw: Random) -> None:
        self._draw = draw
        self._year = draw.choice((2014, 2019, 2022, 2023))
        self._names = {
            "area": draw.choice(AREA), "goal": draw.choice(GOAL), "activity": draw.choice(ACTIVITY),
            "who": draw.choice(WHO), "status": draw.choice(STATUS), "told": draw.choice(TOLD),
        }  # fmt: skip
        self._report = Report(draw.choice(POOL["municipalities"]), draw.choice(SHAPES))
        self._of = self._report.shape.split(" > ")
        if self._of[-1] == "uppdrag":
            self._names["activity"] = "Uppdrag"
        self._areas = draw.sample(POOL["area"], draw.choice((2, 3)))
        self._dates = draw.choice((*DATES, None))
        self._who_in = draw.random() < 0.8
        self._count = {"area": 0, "goal": 0, "activity": 0}

    def report(self) -> Report:
        draw, report = self._draw, self._report
        kind = self._of[-1]
        report.document_type = {
            "activity": "aktivitetsuppföljning", "goal": "måluppföljning", "uppdrag": "uppdragsuppföljning",
        }[kind]  # fmt: skip
        when = draw.choice((f"tertial 2 {self._year}", f"helår {self._year}", f"T1 {self._year}"))
        title = draw.choice(TITLES[kind]).format(when=when, year=self._year)
        told = draw.choice(INTRODUCTIONS if "goal" in self._of else INTRODUCTIONS[:1])[kind]
        report.lines += [f"# {title}", "", f"{report.name}s kommun. {told}", ""]
        layout = draw.choice(LAYOUTS if kind != "goal" else ("headed", "big table", "small tables"))
        report.choices |= {
            "title": title,
            "layout": layout,
            "dates": str(self._dates),
            "names": str(self._names),
        }
        if layout == "big table":
            report.lines += self._big_table()
        else:
            report.lines += self._chapters(layout)
        return report

    def _chapters(self, layout: str) -> Iterator[str]:
        """Areas and goals marked in the text, and what stands under them in one layout."""
        draw, of = self._draw, self._of
        area_mark, goal_mark = draw.choice(AREA_MARKS), draw.choice(GOAL_MARKS)
        repeats, measured = draw.random() < 0.15, draw.random() < 0.3
        label_first = draw.random() < 0.5
        while "#" not in area_mark and ("#" in goal_mark or "{word}" not in area_mark + goal_mark):
            goal_mark = draw.choice(GOAL_MARKS)
        activity_mark = draw.choice(ACTIVITY_MARKS)
        while activity_mark.startswith("**{name}") and goal_mark.startswith("**{name}"):
            activity_mark = draw.choice(ACTIVITY_MARKS)
        self._report.choices |= {"area": area_mark, "goal": goal_mark, "activity": activity_mark}
        for a, area in enumerate(self._areas, start=1):
            head = area_mark.format(
                name=area["name"], n=a, word=self._names["area"], capitals=area["name"].upper()
            )
            name = area["name"].upper() if "capitals" in area_mark else area["name"]
            if "area" in of:
                yield from (head, "")
            else:
                name = ""
            loose = [one for goal in area["goal"] for one in goal["activity"]]
            if "goal" not in of:
                yield from self._under(layout, activity_mark, loose, name)
                continue
            for b, goal in enumerate(area["goal"], start=1):
                self._count["goal"] += 1
                if repeats and b > 1 and "area" in of:
                    yield from (head, "")
                yield goal_mark.format(
                    name=goal["title"], n=self._count["goal"], a=a, b=b, word=self._names["goal"]
                )
                yield ""
                self._item("mål", goal["title"], name)
                state = f"{self._names['status']}: {goal['cell']}"
                yield from (state, "", goal["told"], "") if label_first else (goal["told"], "", state, "")
                if measured:
                    yield from self._indicator(goal)
                if "activity" in of:
                    yield from self._under(layout, activity_mark, goal["activity"], goal["title"])

    def _indicator(self, goal: Mapping[str, Any]) -> Iterator[str]:
        yield f"| Indikator | Utfall {self._year - 1} | Utfall {self._year} | Målvärde |"
        yield "|---|---|---|---|"
        yield f"| {' | '.join(goal['indicator'])} |"
        yield ""

    def _under(self, layout: str, mark: str, activities: list[dict[str, Any]], area: str) -> Iterator[str]:
        """Activities under a heading."""
        named = self._names
        rows = [self._activity(one, area) for one in activities]
        if layout in ("table", "small tables"):
            columns = self._columns()
            yield f"| {' | '.join(named.get(column, column) for column in columns)} |"
            yield f"|{'---|' * len(columns)}"
            for row in rows:
                yield f"| {' | '.join(row[column] for column in columns)} |"
            yield ""
        for row in rows if layout == "cards" else ():
            yield f"| {named['activity']} | {row['activity']} |"
            for column in self._columns()[1:]:
                yield f"| {named.get(column, column)} | {row[column]} |"
            yield ""
        for row in rows if layout == "headed" else ():
            self._count["activity"] += 1
            yield mark.format(name=row["activity"], n=self._count["activity"], word=named["activity"])
            yield ""
            for column in self._columns()[1:-1]:
                yield f"{named.get(column, column)}: {row[column]}"
                yield ""
            yield from (row["told"], "")
        for row in rows if layout == "bullets" else ():
            facts = "; ".join(f"{named.get(c, c).lower()}: {row[c]}" for c in self._columns()[1:-2])
            yield (
                f"- **{row['activity']}**"
                + (f" ({facts})" if facts else "")
                + f". {row['status']}. {row['told']}"
            )
        if layout == "bullets":
            yield ""

    def _columns(self) -> list[str]:
        dated = list(self._dates[0]) if self._dates is not None else []
        return ["activity", *(["who"] if self._who_in else []), *dated, "status", "told"]

    def _activity(self, one: Mapping[str, Any], area: str) -> dict[str, str]:
        """The values of an activity, which is taken up among what is expected."""
        title = one["order"] if self._of[-1] == "uppdrag" else one["title"]
        printed, start, end = ("",), "", ""
        if self._dates is not None:
            printed, start, end = self._draw.choice(self._dates[1])(self._year)
        kind = "uppdrag" if self._of[-1] == "uppdrag" else "aktivitet"
        self._item(kind, title, area, start, end)
        dated = dict(zip(self._dates[0], printed, strict=True)) if self._dates is not None else {}
        return {"activity": title, "who": one["who"], "status": one["cell"], "told": one["told"], **dated}

    def _big_table(self) -> Iterator[str]:
        """One table, with areas and goals in columns, in rows across or merged."""
        draw, named, of = self._draw, self._names, self._of
        area_in = draw.choice(("column", "merged", "across", "labelled across")) if "area" in of else ""
        goal_in = draw.choice(("column", "merged", "across")) if of[-1] == "activity" and "goal" in of else ""
        if goal_in == "across" and area_in.endswith("across"):
            goal_in = "column"
        self._report.choices |= {"area in": area_in, "goal in": goal_in}
        last = self._columns() if of[-1] != "goal" else ["goal", "status", "told"]
        columns = [*(["area"] if area_in in ("column", "merged") else [])]
        columns += ["goal"] if goal_in in ("column", "merged") else []
        columns += last
        yield f"| {' | '.join(named.get(column, column) for column in columns)} |"
        yield f"|{'---|' * len(columns)}"
        for area in self._areas:
            name = area["name"] if "area" in of else ""
            if area_in.endswith("across"):
                label = f"{named['area']}: " if area_in.startswith("labelled") else ""
                yield f"| {label}{name} |{' < |' * (len(columns) - 1)}"
            first_of_area = True
            for goal in area["goal"]:
                if of[-1] == "goal":
                    self._item("mål", goal["title"], name)
                    rows = [{"goal": goal["title"], "status": goal["cell"], "told": goal["told"]}]
                else:
                    if goal_in:
                        self._item("mål", goal["title"], name)
                    if goal_in == "across":
                        yield f"| {named['goal']}: {goal['title']} |{' < |' * (len(columns) - 1)}"
                    rows = [
                        self._activity(one, goal["title"] if goal_in else name) for one in goal["activity"]
                    ]
                for n, row in enumerate(rows):
                    row |= {"area": name if area_in == "column" or first_of_area else "^"}
                    if of[-1] != "goal":
                        row |= {"goal": goal["title"] if goal_in == "column" or not n else "^"}
                    first_of_area = False
                    yield f"| {' | '.join(row[column] for column in columns)} |"
        yield ""

    def _item(self, kind: str, title: str, area: str, start: str = "", end: str = "") -> None:
        self._report.items.append((kind, title, area, start, end))


def _span(year: int) -> tuple[tuple[str, ...], str, str]:
    return (f"{year}-02-01", f"{year}-10-31"), f"{year}-02-01", f"{year}-10-31"


DATES: Final = (
    (("Start", "Slut"), (_span, lambda y: ((f"{y - 1}-08", f"{y}-06"), f"{y - 1}-08-01", f"{y}-06-30"))),
    (("Startdatum", "Slutdatum"), (
        _span,
        lambda y: ((f"{y}-01-15", f"{y + 1}-06-30"), f"{y}-01-15", f"{y + 1}-06-30"),
    )),
    (("Tidplan",), (
        lambda y: ((f"mars–juni {y}",), f"{y}-03-01", f"{y}-06-30"),
        lambda y: ((f"{y - 1}–{y + 1}",), f"{y - 1}-01-01", f"{y + 1}-12-31"),
        lambda y: ((f"Q2 {y}",), f"{y}-04-01", f"{y}-06-30"),
        lambda y: ((f"vt {y % 100}",), f"{y}-01-01", f"{y}-06-30"),
        lambda y: (("löpande",), "", ""),
    )),
    (("Klart senast",), (
        lambda y: ((f"{y}-12-31",), "", f"{y}-12-31"),
        lambda y: ((f"juni {y}",), "", f"{y}-06-30"),
        lambda y: (("31/12",), "", f"{y}-12-31"),
        lambda y: (("Q3",), "", f"{y}-09-30"),
    )),
    (("När",), (
        lambda y: ((f"senast 31/12 {y}",), "", f"{y}-12-31"),
        lambda y: ((f"hösten {y}",), f"{y}-08-01", f"{y}-12-31"),
    )),
)  # fmt: skip
"""Columns of dates, and what may stand in them, with first and last day; a year left out is the report's."""

LAYOUTS: Final = ("table", "table", "cards", "headed", "headed", "bullets", "big table")
INTRODUCTIONS: Final = (
    {
        "activity": "Rapporten beskriver hur det går med nämndernas mål och de aktiviteter som hör till dem.",
        "goal": "Här redovisas hur långt arbetet mot fullmäktiges mål har kommit.",
        "uppdrag": "Nämnderna redovisar de uppdrag som de fick i budgeten.",
    },
    {
        "activity": "Sammanställningen bygger på vad ansvariga chefer har lagt in under perioden.",
        "goal": "Bedömningen av målen har gjorts av nämnderna och sammanställts av ekonomiavdelningen.",
        "uppdrag": "Varje uppdrag följs upp två gånger om året.",
    },
)
