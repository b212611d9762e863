"""Draws untidy texts at random: chapters named by a label or a unit, titles set otherwise or glued."""

from __future__ import annotations

from random import Random
from typing import Final

from tests.metamorphic.boards import BOARDS
from tests.metamorphic.headed import AREAS, LABELS, RESPONSIBLE, STATES, TITLES, TOLD, Headed

MARKS: Final = (
    "{h} {t}", "{h} {n}. {t}", "**{t}**", "**{n}. {t}**", "{n}\\. {t}", "{n} {t}", "U{n} {t}",
    "**Uppdrag {n}: {t}**", "Uppdrag {n}: {t}", "- {t}", "{n}) {t}", "*{t}*", "{t}",
)  # fmt: skip
FOLLOWS: Final = (
    "Uppföljning av fullmäktiges uppdrag 2016", "Redovisning av uppdrag 2016",
    "Uppdrag i budget 2016 – läget i augusti", "Återrapportering av uppdrag, delår 2016",
    "Uppdragslista med status, september 2016",
)  # fmt: skip
YEARS: Final = ("Verksamhetsberättelse 2016", "Årsrapport 2016", "Halvårsrapport 2016", "Bokslut 2016")
CHAPTERS: Final = (
    "Uppdrag", "Uppdrag från fullmäktige", "Uppdrag i budget 2016", "Särskilda uppdrag",
    "Uppföljning av uppdrag", "Fullmäktiges uppdrag till nämnden",
)  # fmt: skip
OTHERS: Final = {
    "Framtidsutsikter": "Befolkningen väntas öka. Utbyggnaden av förskolan är klar 2019.",
    "Personalnytt": "Två nya chefer har börjat. Rekryteringen av en controller är avslutad.",
    "Slutord": "Ett varmt tack till alla medarbetare. Arbetet fortsätter nästa år.",
    "Personal": "Sjukfrånvaron är 5 procent. Chefsutbildningen är genomförd.",
    "Ekonomi": "Nettokostnaden är 14 mnkr, 0,3 mnkr bättre än budget.",
    "Framåtblick": "Under nästa år införs ett nytt schemasystem.",
    "Viktiga händelser": "Badhuset har stängts för renovering. Arbetet pågår till maj.",
    "Medarbetare": "Antalet anställda är 412. Heltidsresan är genomförd.",
    "Sammanfattning": "Året har präglats av stora barnkullar.",
}
UNITS: Final = {
    "KS": ("kansliet", "personalenheten", "ekonomi"), "TN": ("gata och park", "VA-enheten", "fastighet"),
    "SN": ("äldreomsorg", "individ och familj", "funktionsstöd"),
    "BUN": ("förskola", "grundskola", "elevhälsan"), "KFN": ("bibliotek", "kulturskolan", "fritid"),
}  # fmt: skip
LABELLED: Final = ("Nämnd: {b}", "Ansvarig nämnd: {b}", "Ansvarig: {b}", "Nämnd/styrelse: {b}")
OF_UNITS: Final = ("{b}, {u}", "{b} – {u}", "{b} ({u})", "{b}: {u}")
PLACES: Final = ("label first", "label last", "first", "first", "last", "bracket", "alone")
LOOKS: Final = (
    {}, {}, {"heading_style": "large"}, {"heading_style": "bold"}, {"format": "txt"},
    {"format": "txt", "wrap": 76},
)  # fmt: skip


def untidy(draw: Random) -> Headed:
    """A report with everything drawn; `drawn["stray"]` is the title that is set otherwise than all others."""
    made = Headed(settings=dict(draw.choice(LOOKS)))
    mark, place, glue = draw.choice(MARKS), draw.choice(PLACES), draw.choice(("", "", "", "soft", "run"))
    group = draw.choice(("", "", "areas", "boards", "label", "unit", "bold"))
    stray = draw.choice(("", "", "plain", "other"))
    who = draw.choice(("", "", "({code})", "label")) if group in ("", "areas") else ""
    if glue or mark == "{t}":
        mark, stray, who = "{t}", "", "" if glue else who
        place = draw.choice(("first", "last")) if glue else place
    made.drawn = {
        "mark": mark,
        "place": place,
        "glue": glue,
        "group": group,
        "who": who,
        "look": str(made.settings),
    }
    depth = _begin(made, draw)
    titles, codes = draw.sample(TITLES, draw.randint(5, 10)), draw.sample(list(BOARDS), 3)
    hit = draw.randrange(1, len(titles)) if stray else -1
    heading = _groups(group, depth, codes, draw, plain="format" in made.settings)
    label, responsible = draw.choice(LABELS), draw.choice(RESPONSIBLE)
    n_groups = 3 if group else 1
    for n, title in enumerate(titles):
        at, first = n * n_groups // len(titles), n * n_groups % len(titles) < n_groups
        code = codes[at] if group else draw.choice(list(BOARDS))
        made.lines += [heading[at], ""] if group and first else []
        state = draw.choice(list(STATES))
        cell, *sentences = STATES[state]
        told, sentence = " ".join(draw.sample(TOLD, draw.randint(1, 2))), draw.choice(sentences)
        body = {
            "first": f"{sentence} {told}", "last": f"{told} {sentence}",
            "bracket": f"{told} ({cell.lower()})", "label last": f"{told} {label}: {cell}.",
        }.get(place, told)  # fmt: skip
        form = (
            mark if n != hit else "{t}" if stray == "plain" else "**{t}**" if mark != "**{t}**" else "*{t}*"
        )
        named = f"{title} {who.format(code=code)}" if "{" in who else title
        opening = form.format(t=named, n=n + 1, h="#" * (depth + bool(group)))
        if glue:
            made.lines += [f"{opening}\\", body, ""] if glue == "soft" else [f"{opening} {body}", ""]
        else:
            between = [f"{responsible}: {BOARDS[code]}"] if who == "label" else []
            between += [f"{label}: {cell}"] if place == "label first" else [cell] if place == "alone" else []
            made.lines += [line for text in (opening, *between, body) for line in (text, "")]
        if n == hit:
            made.drawn["stray"] = title
        board = BOARDS[code] if who or group not in ("", "areas") else ""
        made.wanted[title] = (board, AREAS[at] if group == "areas" else "", state)
    _end(made, draw, depth, mark, len(titles))
    return made


def _begin(made: Headed, draw: Random) -> int:
    """What stands over the first title; the depth of a heading under it."""
    if draw.random() < 0.3:
        made.lines += [f"# {draw.choice(YEARS)}", ""]
        for name in draw.sample(list(OTHERS)[3:], draw.randint(1, 2)):
            made.lines += [f"## {name}", "", OTHERS[name], ""]
        made.lines += [f"## {draw.choice(CHAPTERS)}", ""]
        return 3
    made.lines += [f"# {draw.choice(FOLLOWS)}", ""]
    made.lines += ["Här redovisas de uppdrag som fullmäktige har lämnat i budgeten.", ""]
    return 2


def _groups(group: str, depth: int, codes: list[str], draw: Random, *, plain: bool) -> list[str]:
    """The headings over three groups of titles."""
    heads, form, unit = "#" * depth + " ", draw.choice(LABELLED), draw.choice(OF_UNITS)
    bold = "**" if not plain and draw.random() < 0.5 else ""
    return [
        {
            "areas": heads + AREAS[at],
            "boards": heads + BOARDS[code],
            "bold": f"**{BOARDS[code]}**",
            "label": f"{bold}{form.format(b=BOARDS[code])}{bold}",
            "unit": heads + unit.format(b=BOARDS[code], u=UNITS[code][at]),
        }.get(group, "")
        for at, code in enumerate(codes)
    ]


def _end(made: Headed, draw: Random, depth: int, mark: str, n: int) -> None:
    """Chapters after the last title, as headings, in bold, numbered or set as the titles are."""
    end = draw.choice(("", "{h} {t}", "**{t}**", "{n} {t}", mark))
    end = "**{t}**" if end in ("{t}", "- {t}") or "Uppdrag" in end else end  # no chapter is so called
    made.drawn["end"] = end
    for k, name in enumerate(draw.sample(list(OTHERS), draw.randint(1, 2)) if end else (), start=1):
        numbered = k + (n if end == mark else 3)
        made.lines += [end.format(t=name, n=numbered, h="#" * depth), "", OTHERS[name], ""]
