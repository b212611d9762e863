"""Draws reports that list first what several boards are to do, and let each board answer in its chapter."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Final

from tests.metamorphic.reading import Row

SHARED: Final = (
    "Minska användningen av inhyrd personal", "Ta fram en handlingsplan för psykisk hälsa",
    "Samordna kommunens transporter", "Öka andelen närproducerade livsmedel", "Öppna en mötesplats för unga",
    "Upprätta kontinuitetsplaner för samhällsviktig verksamhet", "Effektivisera användningen av lokaler",
)  # fmt: skip
BOARDS: Final = {
    "Kommunstyrelsen": ("KS", "Revidera översiktsplanen"),
    "Socialnämnden": ("SN", "Starta ett korttidsboende"),
    "Tekniska nämnden": ("TN", "Byta gatubelysningen"),
    "Bildningsnämnden": ("BIN", "Inrätta en resursskola"),
}
"""Each board's code and an uppdrag of its own."""
STATES: Final = {
    "genomfört": "Uppdraget är genomfört.",
    "pågår": "Arbetet pågår.",
    "ej påbörjat": "Uppdraget har inte påbörjats.",
    "vilande": "Uppdraget är vilande.",
}
COMMENTS: Final = (
    "Två avtal är uppsagda.", "Enkäten redovisades i maj.", "Arbetsgruppen har träffats tre gånger.",
    "Förslaget är på remiss.", "Inget att tillägga.",
)  # fmt: skip
LISTS: Final = ("a table that says who", "numbered, with who in brackets", "bullets")
HEADS: Final = (
    "## {title}", "## {n}. {title}", "## Uppdrag {n}: {title}", "## {n}", "## Uppdrag {n}", "**{title}**",
)  # fmt: skip
TOLD: Final = ("in square brackets", "in brackets", "on a line", "in a sentence")


@dataclass(slots=True)
class Listed:
    """A report and what it says: by title its boards, and who says what of it."""

    lines: list[str] = field(default_factory=list)
    wanted: dict[str, tuple[tuple[str, ...], set[Row]]] = field(default_factory=dict)


def draw(random: Random) -> Listed:
    """A report whose shared uppdrag stand first; what one board alone has is answered as a whole."""
    report, form, told = Listed(), random.choice(LISTS), random.choice(TOLD)
    head = random.choice(HEADS[:1] if form == "bullets" else HEADS)
    own, grouped = random.random() < 0.5, random.random() < 0.6
    titles = random.sample(SHARED, 5)
    alone = () if form == "bullets" else (1,)
    given = {title: random.sample(list(BOARDS), random.choice((*alone, 2, 2, 3))) for title in titles}
    report.lines += [f"# {random.choice(('Uppdrag som gäller flera nämnder', 'Gemensamma uppdrag'))}", ""]
    if form.startswith("a table"):
        report.lines += ["| Nr | Uppdrag | Nämnder |", "|---|---|---|"]
    for n, title in enumerate(titles, 1):
        codes = ", ".join(BOARDS[board][0] for board in given[title])
        line = {"a": f"| {n} | {title} | {codes} |", "n": f"{n}. {title} ({codes})", "b": f"- {title}"}
        report.lines.append(line[form[0]])
        report.wanted[title] = ((), set())
    for board, (_, uppdrag) in BOARDS.items():
        mine = [title for title in titles if board in given[title]]
        report.lines += ["", f"# {board}", ""]
        if own and grouped and mine:
            report.lines += ["## Gemensamma uppdrag", ""]
        deep = "#" if own and grouped else ""
        for title in mine:
            state = _answer(report.lines, random, deep + head if head[0] == "#" else head, told,
                            title, titles.index(title) + 1)  # fmt: skip
            boards, said = report.wanted[title]
            who = "" if len(given[title]) == 1 else board
            report.wanted[title] = ((*boards, board), said | {(who, state, "utfall")})
        if own:
            if grouped:
                report.lines += [f"## {random.choice(('Egna uppdrag', f'Uppdrag till {board.lower()}'))}", ""]
            plain = "**{title}**" if head[0] == "*" else f"{deep}## {{title}}"
            state = _answer(report.lines, random, plain, told, uppdrag, 0)
            report.wanted[uppdrag] = ((board,), {("", state, "utfall")})
    return report


def _answer(lines: list[str], random: Random, head: str, told: str, title: str, n: int) -> str:
    """Add a board's answer under its heading; the status that it says."""
    state, comment = random.choice(list(STATES)), random.choice(COMMENTS)
    ending = {"in square brackets": f" [{state.capitalize()}]", "in brackets": f" ({state})"}.get(told, "")
    named = head.format(title=title, n=n)
    lines += [f"{named[:-2]}{ending}**" if head[0] == "*" else named + ending, ""]
    if told == "on a line":
        lines += [f"Status: {state.capitalize()}", ""]
    lines += [f"{STATES[state]} {comment}" if told == "in a sentence" else comment, ""]
    return state
