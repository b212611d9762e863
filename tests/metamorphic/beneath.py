"""Draws what stands beneath goals at random: aktiviteter and uppdrag in many forms, goals told and measured.

What a goal is described and measured by (bullets, indicators, figures) is no item. An aktivitet's area is the
goal over it, a goal's the area over it; uppdrag that stand in a table of their own have its column's area.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any, Final

from tests.metamorphic.goals import POOL, Report

ASSESSMENTS: Final = {
    "Avslutad": "genomfört", "Pågående": "pågår", "Ej påbörjad": "ej påbörjat", "Uppfyllt": "genomfört",
    "Delvis uppfyllt": "delvis genomfört", "Ej uppfyllt": "inte genomfört",
}  # fmt: skip
STATES: Final = (
    {"Avslutad": "Avslutad", "Pågående": "Pågående", "Ej påbörjad": "Ej påbörjad"},
    {"Avslutad": "Klar", "Pågående": "Pågår", "Ej påbörjad": "Inte påbörjad"},
    {"Avslutad": "Genomförd", "Pågående": "Påbörjad", "Ej påbörjad": "Ej startad"},
    {"Avslutad": "Slutförd", "Pågående": "Under arbete", "Ej påbörjad": "Ännu inte påbörjad"},
)
COLOURS: Final = {"Avslutad": "{grön}", "Pågående": "{gul}", "Ej påbörjad": "{röd}"}
SIGNS: Final = {"Avslutad": "●", "Pågående": "◐", "Ej påbörjad": "○"}
GOAL_STATES: Final = {
    "Uppfyllt": "uppfyllt",
    "Delvis uppfyllt": "delvis uppfyllt",
    "Ej uppfyllt": "ej uppfyllt",
}
GOAL_MARKS: Final = (
    "## {word} {n}: {title}", "## {word}: {title}", "## {title}", "**{word} {n}. {title}**", "## {n} {title}",
    "## {word} {n} – {title}", "{word} {n}: {title}", "### {title}", "**{word}: {title}**",
)  # fmt: skip
LEADS: Final = (
    "**{words}**", "{words}:", "#### {words}", "{words}", "**{words} under året**",
    "Nämndens {words_lower}:", "",
)  # fmt: skip
TITLES: Final = (
    "Uppföljning av mål och aktiviteter {when}", "Verksamhetsplan {year} – uppföljning {when}",
    "Delårsrapport {when} – mål och aktiviteter", "Måluppfyllelse och aktiviteter {when}",
    "Nämndens uppföljning, {when}", "Måluppföljning {when}", "Uppföljning av internbudget {when}",
)  # fmt: skip
WORDS: Final = (
    ("Aktivitet", "Aktiviteter"),
    ("Aktivitet", "Aktiviteter"),
    ("Åtgärd", "Åtgärder"),
    ("Insats", "Insatser"),
)
DATES: Final[tuple[Callable[[int, int], tuple[str, str, str]], ...]] = (
    lambda y, m: (f"{y}-0{m}-01 – {y}-10-31", f"{y}-0{m}-01", f"{y}-10-31"),
    lambda y, m: (f"{y}-0{m}-01–{y}-12-31", f"{y}-0{m}-01", f"{y}-12-31"),
    lambda y, m: (f"{MONTHS[m]}–oktober {y}", f"{y}-0{m}-01", f"{y}-10-31"),
    lambda y, m: (f"{MONTHS[m][:3]} {y} – dec {y}", f"{y}-0{m}-01", f"{y}-12-31"),
    lambda y, m: (f"{MONTHS[m]} {y}–juni {y + 1}", f"{y}-0{m}-01", f"{y + 1}-06-30"),
    lambda y, m: (f"{y}–{y + 1}", f"{y}-01-01", f"{y + 1}-12-31"),
)
MONTHS: Final = {1: "januari", 2: "februari", 3: "mars", 4: "april", 5: "maj", 6: "juni", 9: "september"}

Item = tuple[str, str, str, str, str, str]
"""Kind, title, area, start and end of an item, and its assessment."""


def drawn(seed: int, form: str = "") -> Report:
    """The report of a seed."""
    return _Drawing(Random(seed), form).report()


class _Drawing:
    def __init__(self, draw: Random, form: str) -> None:
        self.draw = draw
        self.year = draw.choice((2015, 2018, 2021, 2024))
        self.word, self.words = draw.choice(WORDS)
        self.goal_word = draw.choice(("Mål", "Mål", "Nämndmål", "Resultatmål", "Verksamhetsmål"))
        self.when = draw.choice(("Tid", "Tidplan", "När", "Period"))
        self.who = draw.choice(("Ansvarig", "Vem", "Ansvar"))
        self.status = draw.choice(("Status", "Läge", "Hur går det?", "Resultat"))
        self.states = draw.choice(STATES)
        self.dates = draw.choice(DATES)
        self.dated, self.told = draw.random() < 0.7, draw.random() < 0.6
        self.form = form or draw.choice(sorted(FORMS))
        self.out = Report(
            draw.choice(POOL["municipalities"]), self.form, document_type="aktivitetsuppföljning"
        )
        self.n = self.m = 0
        self.title = ""

    def report(self) -> Report:
        draw, out = self.draw, self.out
        when = draw.choice((f"tertial 2 {self.year}", f"helår {self.year}", f"augusti {self.year}"))
        title = draw.choice(TITLES).format(when=when, year=self.year)
        lead, mark = draw.choice(LEADS), draw.choice(GOAL_MARKS)
        if not lead and ("aktivitet" not in title or self.word != "Aktivitet"):
            lead = "{words}"
        areas, judged = (
            draw.random() < 0.4 and not mark.startswith("###"),
            draw.choice(("label", "label", "title", "")),
        )
        described, measured = draw.random() < 0.3, draw.random() < 0.3
        out.choices = {"title": title, "lead": lead, "goal": mark, "judged": judged, "areas": str(areas)}
        out.choices |= {"described": str(described), "measured": str(measured), "states": str(self.states)}
        out.lines += [
            f"# {title}",
            "",
            f"{out.name}s kommun. Här redovisas hur det går för nämndernas mål.",
            "",
        ]
        self.legend()
        for area in draw.sample(POOL["area"], 3):
            if areas:
                out.lines += [f"# {area['name']}", ""]
            for goal in area["goal"]:
                self.n += 1
                self.m = 0
                self.title = goal["title"]
                if self.form in OWN_GOALS:
                    self.item("mål", goal["title"], area["name"] if areas else "", "", "", goal["cell"])
                    OWN_GOALS[self.form](self, goal)
                    continue
                head = mark.format(word=self.goal_word, n=self.n, title=goal["title"])
                if judged == "title":
                    bold = "**" if head.endswith("**") else ""
                    head = f"{head.removesuffix(bold)} – {GOAL_STATES[goal['cell']]}{bold}"
                state = goal["cell"] if judged else ""
                self.item("mål", goal["title"], area["name"] if areas else "", "", "", state)
                out.lines += [head, ""]
                if judged == "label":
                    out.lines += [f"Måluppfyllelse: {goal['cell']}", ""]
                out.lines += [goal["told"], ""]
                if described:
                    out.lines += ["Målet innebär att:", ""]
                    out.lines += [f"- {line}" for line in draw.sample(POOL["description"], 2)]
                    out.lines += [""]
                if measured:
                    out.lines += [f"| Indikator | Utfall {self.year - 1} | Utfall {self.year} | Målvärde |"]
                    out.lines += ["|---|---|---|---|", f"| {' | '.join(goal['indicator'])} |", ""]
                if lead and self.form not in WITHOUT_LEAD:
                    out.lines += [lead.format(words=self.words, words_lower=self.words.lower()), ""]
                out.lines += FORMS[self.form](self, goal["activity"])
        out.lines += self.end
        return out

    end: list[str]

    def legend(self) -> None:
        self.end = []
        meant = {"coloured": COLOURS, "signs": SIGNS}.get(self.form)
        if meant:
            named = {"{grön}": "Grön", "{gul}": "Gul", "{röd}": "Röd"}
            told = ", ".join(f"{named.get(s, s)} = {self.states[k].lower()}" for k, s in meant.items())
            self.out.lines += [f"Teckenförklaring: {told}", ""]

    def item(self, kind: str, title: str, area: str, start: str, end: str, state: str) -> None:
        self.out.items.append((kind, title, area, start, end, ASSESSMENTS.get(state, "")))  # type: ignore[arg-type]

    def one(self, activity: Mapping[str, Any], *, dated: bool = True) -> dict[str, str]:
        """An aktivitet's values, taken up among what is expected."""
        self.m += 1
        printed, start, end = self.dates(self.year, self.draw.choice(sorted(MONTHS)[:6]))
        if not (dated and self.dated):
            printed = start = end = ""
        self.item("aktivitet", activity["title"], self.title, start, end, activity["cell"])
        state = self.states[activity["cell"]]
        return {
            "title": activity["title"], "state": state, "low": state.lower(), "who": activity["who"],
            "when": printed, "told": activity["told"] if self.told else "", "cell": activity["cell"],
            "n": f"{self.n}.{self.m}",
        }  # fmt: skip


Activities = list[dict[str, Any]]


def _bold(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in map(d.one, some):
        yield from (f"**{a['title']}**", "")
        facts = [
            f"{d.who}: {a['who']}",
            *([f"{d.when}: {a['when']}"] if a["when"] else []),
            f"{d.status}: {a['state']}",
        ]
        yield from (". ".join(facts) + ".", "")
        yield from (a["told"], "") if a["told"] else ()


def _bold_told(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in (d.one(a, dated=False) for a in some):
        yield from (f"**{a['title']}**", "")
        yield from (f"{a['told']} {d.word}en är {a['low']}.".strip(), "")


def _bullets(d: _Drawing, some: Activities) -> Iterator[str]:
    form = Random(d.form + d.status).choice(
        ("{title} – {low}", "{title}: {low}", "{title} ({low})", "{title} – {low}. {told}")
    )
    for a in (d.one(a, dated=False) for a in some):
        yield "- " + form.format(**a).strip()
    yield ""


def _run_in(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in map(d.one, some):
        when = f" ({a['when']})" if a["when"] else ""
        yield from (f"{d.word} {a['n']} {a['title']}: {a['low']}{when}. {a['told']}".strip(), "")


def _inline(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in map(d.one, some):
        when = f" {d.when}: {a['when']}." if a["when"] else ""
        yield from (f"{d.word}: {a['title']}.{when} {d.who}: {a['who']}. {d.status}: {a['state']}.", "")


def _soft(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in map(d.one, some):
        facts = [f"{d.when}: {a['when']}"] if a["when"] else []
        facts = [f"{d.word}: {a['title']}", *facts, f"{d.who}: {a['who']}", f"{d.status}: {a['state']}"]
        facts += [f"Kommentar: {a['told']}"] if a["told"] else []
        yield from ("\\\n".join(facts).split("\n"))
        yield ""


def _bold_labels(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in map(d.one, some):
        facts = [
            ("Namn" if d.m % 1 else d.word, a["title"]),
            (d.who, a["who"]),
            (d.when, a["when"]),
            (d.status, a["state"]),
        ]
        for name, value in [*facts, ("Kommentar", a["told"])]:
            yield from (f"**{name}:** {value}", "") if value else ()


def _small(d: _Drawing, some: Activities) -> Iterator[str]:
    names = Random(d.status + d.who).choice(
        (("Vad", "Vem", "När", "Hur går det"), ("Aktivitet", "Ansvarig", "Tid", "Läget just nu"),
         ("Det här gör vi", "Ansvar", "Tid", "Så går det"), ("Vad vi gör", "Vem gör det", "När", "Läge"))
    )  # fmt: skip
    rows = [d.one(a) for a in some]
    kept = [0, *([1] if d.told else []), *([2] if d.dated else []), 3]
    yield f"| {' | '.join(names[k] for k in kept)} |"
    yield f"|{'---|' * len(kept)}"
    for a in rows:
        values = (a["title"], a["who"], a["when"], a["state"])
        yield f"| {' | '.join(values[k] for k in kept)} |"
    yield ""


def _bare_table(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in map(d.one, some):
        yield f"| {a['title']} | {a['when'] + ' | ' if d.dated else ''}{a['state']} |"
    yield ""


def _answered_last(d: _Drawing, some: Activities) -> Iterator[str]:
    if not d.end:
        d.end += ["## Läget för aktiviteterna", "", f"| Nr | {d.status} | Kommentar |", "|---|---|---|"]
    for a in (d.one(a, dated=False) for a in some):
        yield from (f"{a['n']} {a['title']}", "")
        d.end.append(f"| {a['n']} | {a['state']} | {a['told']} |")


def _prose(d: _Drawing, some: Activities) -> Iterator[str]:
    quote = d.status in ("Status", "Läge")
    for a in (d.one(a, dated=False) for a in some):
        name = f"”{a['title']}”" if quote else a["title"]
        yield from (f"{d.word}en {name} är {a['low']}. {a['told']}".strip(), "")


def _dates_first(d: _Drawing, some: Activities) -> Iterator[str]:
    d.dated = True
    form = Random(d.status).choice(
        ("{when}: {title}. {state}.", "{when} {title} – {low}", "{when} – {title} ({low})")
    )
    for a in map(d.one, some):
        yield from (form.format(**a), "")
        yield from (a["told"], "") if a["told"] else ()


def _status_first(d: _Drawing, some: Activities) -> Iterator[str]:
    form = Random(d.status).choice(
        ("{up}: {title}", "{state}: {title}", "[{state}] {title}", "- {up} {title}", "- {state} – {title}")
    )
    for a in (d.one(a, dated=False) for a in some):
        yield from (form.format(up=a["state"].upper(), **a), "")
        yield from (a["told"], "") if a["told"] else ()


def _by_status(d: _Drawing, some: Activities) -> Iterator[str]:
    names = {"Avslutad": "Avslutade", "Pågående": "Pågående", "Ej påbörjad": "Ej påbörjade"}
    mark = Random(d.status).choice(("**{} {}**", "{} {}:", "#### {} {}"))
    for cell, name in names.items():
        own = [a for a in some if a["cell"] == cell]
        if own:
            yield from (mark.format(name, d.words.lower()), "")
            yield from (f"- {d.one(a, dated=False)['title']}" for a in own)
            yield ""


def _meta(d: _Drawing, some: Activities) -> Iterator[str]:
    bar = Random(d.status).choice((" | ", " • ", ", ", " / "))
    mark = Random(d.who).choice(("#### {}", "**{}**", "#### {word}: {}"))
    for a in map(d.one, some):
        yield from (mark.format(a["title"], word=d.word), "")
        yield from (bar.join(v for v in (a["when"], a["who"], a["state"]) if v).replace("|", "\\|"), "")
        yield from (a["told"], "") if a["told"] else ()


def _tabs(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in map(d.one, some):
        yield from ("&tab;".join(v for v in (a["title"], a["who"], a["when"], a["state"]) if v), "")


def _nested(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in map(d.one, some):
        yield from (f"{a['n']} {a['title']}", "")
        facts = [f"{d.when}: {a['when']}"] if a["when"] else []
        yield from ("; ".join([*facts, f"{d.who}: {a['who']}", f"{d.status}: {a['state']}"]), "")
        yield from (a["told"], "") if a["told"] else ()


def _dated_labels(d: _Drawing, some: Activities) -> Iterator[str]:
    d.dated = True
    d.dates = DATES[0]
    form = Random(d.who).choice((
        "Startdatum: {start}&tab;Slutdatum: {end}&tab;Status: {state}",
        "Startdatum {start}, slutdatum {end}. {state}.", "Start: {start} Slut: {end} Status: {state}",
        "Planerad start: {start}. Planerat slut: {end}. Status: {state}. Ansvarig: {who}",
        "Status: {state}. Startdatum: {start}. Slutdatum: {end}", "Start {start} – slut {end} – {state}",
    ))  # fmt: skip
    mark = Random(d.status).choice(("#### {}", "**{}**", "#### {word}: {}", "**{word}: {}**", "{word}: {}"))
    for a in map(d.one, some):
        start, end = a["when"].split(" – ")
        yield from (mark.format(a["title"], word=d.word), "")
        yield from (form.format(start=start, end=end, **a), "")
        yield from (a["told"], "") if a["told"] else ()


def _coloured(d: _Drawing, some: Activities) -> Iterator[str]:
    rows = [d.one(a) for a in some]
    yield f"| {d.word} | {'Tid | ' if d.dated else ''}{d.who} | {d.status} |"
    yield f"|{'---|' * (4 if d.dated else 3)}"
    for a in rows:
        yield f"| {a['title']} | {a['when'] + ' | ' if d.dated else ''}{a['who']} | {COLOURS[a['cell']]} |"
    yield ""


def _signs(d: _Drawing, some: Activities) -> Iterator[str]:
    for a in (d.one(a, dated=False) for a in some):
        yield from (f"{SIGNS[a['cell']]} {a['title']}", "")
        yield from (a["told"], "") if a["told"] else ()


def _goal_card(d: _Drawing, goal: Mapping[str, Any]) -> None:
    rows = [("Mål", goal["title"]), (Random(d.who).choice(("Bedömning", "Måluppfyllelse")), goal["cell"])]
    rows.append(("Kommentar", goal["told"]))
    d.out.lines += [f"| {name} | {value} | < |" for name, value in rows]
    d.out.lines += [f"| {d.word} | {d.who} | {d.status} |"]
    for a in (d.one(a, dated=False) for a in goal["activity"]):
        d.out.lines += [f"| {a['title']} | {a['who']} | {a['state']} |"]
    d.out.lines += [""]


def _goal_across(d: _Drawing, goal: Mapping[str, Any]) -> None:
    columns = [d.word, *([d.when] if d.dated else []), d.status, "Kommentar"]
    more = " < |" * (len(columns) - 1)
    d.out.lines += [f"| {d.goal_word} {d.n}: {goal['title']} |{more}", f"| Bedömning: {goal['cell']} |{more}"]
    d.out.lines += [f"| {' | '.join(columns)} |"]
    for a in map(d.one, goal["activity"]):
        values = [a["title"], *([a["when"]] if d.dated else []), a["state"], a["told"]]
        d.out.lines += [f"| {' | '.join(values)} |"]
    d.out.lines += [""]


FORMS: Final[dict[str, Callable[[_Drawing, Activities], Iterator[str]]]] = {
    "bold": _bold, "bold told": _bold_told, "bullets": _bullets, "run in": _run_in, "inline": _inline,
    "soft": _soft, "bold labels": _bold_labels, "small": _small, "bare table": _bare_table,
    "answered last": _answered_last, "prose": _prose, "dates first": _dates_first,
    "status first": _status_first, "by status": _by_status, "meta": _meta, "tabs": _tabs,
    "nested": _nested, "dated labels": _dated_labels,
    "coloured": _coloured, "signs": _signs,
}  # fmt: skip
OWN_GOALS: Final[dict[str, Callable[[_Drawing, Mapping[str, Any]], None]]] = {
    "goal card": _goal_card, "goal across": _goal_across,
}  # fmt: skip
FORMS |= dict.fromkeys(OWN_GOALS, _bold)
WITHOUT_LEAD: Final = frozenset({"by status"})
