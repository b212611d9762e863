"""Draws house layouts at random: which names columns and labels have, in which order, marked how."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any, Final

from tests.metamorphic.renderers import Content, answers, given

TITLE: Final = (
    "Uppdrag", "Uppdragets lydelse", "Beställning", "Fullmäktiges uppdrag", "Uppdrag från KF",
    "Vad ska göras", "Uppdrag/beslut", "Uppdragstext", "Beslutat uppdrag", "Ärende", "Uppdrag enligt budget",
)  # fmt: skip
WHO: Final = (
    "Ansvarig", "Ansvarig nämnd", "Nämnd", "Till", "Berörda nämnder", "Mottagare", "Vem", "Uppdragstagare",
    "Ägare", "Ansvar", "Nämnd/styrelse",
)  # fmt: skip
STATUS: Final = (
    "Status", "Läge", "Bedömning", "Utfall", "Hur går det?", "Lägesbild", "Nuläge", "Resultat",
    "Måluppfyllelse", "Statusbedömning", "Genomförandegrad", "Var är vi?",
)  # fmt: skip
COMMENT: Final = (
    "Kommentar", "Återrapportering", "Nämndens svar", "Redovisning", "Beskrivning av läget", "Uppföljning",
    "Vad har hänt", "Kommentarer", "Svar", "Förklaring", "Åtgärder hittills",
)  # fmt: skip
NUMBER: Final = ("Nr", "Löpnr", "#", "Uppdrag nr", "Ref", "Id", "Dnr", "")
DECIDED: Final = ("Beslutsdatum", "Datum", "KF-beslut", "Beslutat")
NAMES: Final = {
    "title": TITLE, "who": WHO, "status": STATUS, "told": COMMENT, "number": NUMBER, "decided": DECIDED,
}  # fmt: skip
MARKS: Final = (
    "## {title}", "### {n}. {title}", "**{title}**", "**{n}) {title}**", "**Uppdrag {n}: {title}**",
    "{n}. {title}", "## Uppdrag {n} – {title}", "*{title}*", "**{title}** ({who})", "§ {n} {title}",
    "Uppdrag: {title}", "- **{title}**", "{capitals}",
)  # fmt: skip
LABELS: Final = ("{name}: {value}", "**{name}:** {value}", "({name}: {value})")
ANSWERS: Final = (
    "{name}: {text}", "{code}: {text}", "**{name}**\n\n{text}", "#### {name}\n\n{text}", "- {name}: {text}",
    "{name} – {text}",
)  # fmt: skip


def table(content: Content, draw: Random) -> Iterator[str]:
    """One big table with columns of any names in any order; boards answer in the comment or in rows below."""
    columns = ["title", "who", "status", "told", *draw.choice((["decided"], []))]
    if draw.random() < 0.8:
        draw.shuffle(columns)
    columns = [*draw.choice((["number"], [])), *columns]
    below, full = draw.choice((True, False)), draw.choice((True, False))
    inside = draw.choice(("{code}: {text}", "{name}: {text}"))
    yield f"| {' | '.join(draw.choice(NAMES[column]) for column in columns)} |"
    yield f"|{'---|' * len(columns)}"
    for n, matter in enumerate(content["matter"], start=1):
        told = [matter["told"]]
        if not below:
            told += [
                inside.format(code=c, name=name, text=text) for c, name, text in answers(content, matter)
            ]
        values = {
            "number": str(n), "title": matter["title"], "who": given(content, matter, names=full),
            "status": matter["cell"], "told": "<br>".join(told),
            "decided": f"{content['year'] - 1}-03-1{n % 9}",
        }  # fmt: skip
        yield f"| {' | '.join(values[column] for column in columns)} |"
        for code, name, text in answers(content, matter) if below else ():
            row = {"who": name if full else code, "told": text}
            yield f"| {' | '.join(row.get(column, '{tom}') for column in columns)} |"


def lines(content: Content, draw: Random) -> Iterator[str]:
    """Titles marked in any way over lines or a paragraph of labels and sentences in any order."""
    mark, label, answer = draw.choice(MARKS), draw.choice(LABELS), draw.choice(ANSWERS)
    full, as_sentence, together = draw.random() < 0.5, draw.random() < 0.5, draw.random() < 0.3
    order = ["who", "status", "told"]
    draw.shuffle(order)
    names = {part: draw.choice(NAMES[part]) for part in order}
    for n, matter in enumerate(content["matter"], start=1):
        who = given(content, matter, names=full)
        yield mark.format(title=matter["title"], n=n, who=who, capitals=matter["title"].upper())
        yield ""
        values = {"who": who, "status": matter["cell"], "told": matter["told"]}
        told = []
        for part in order:
            if part == "who" and "{who}" in mark:
                continue
            if part == "status" and as_sentence:
                told.append(matter["sentence"])
            elif part == "told" and label != LABELS[0]:
                told.append(matter["told"])
            else:
                told.append(label.format(name=names[part], value=values[part]))
        if together:
            told = [" ".join(text if text[-1:] in ".)" else f"{text}." for text in told)]
        for text in told:
            yield text
            yield ""
        for code, name, text in answers(content, matter):
            yield from answer.format(code=code, name=name, text=text).split("\n")
            yield ""


def said_in(content: Content, said: dict[str, Any]) -> dict[str, Any]:
    """What was found, under the titles of the content where they were written in capitals."""
    capitals = {matter["title"].upper(): matter["title"] for matter in content["matter"]}
    return {capitals.get(title, title): what for title, what in said.items()}
