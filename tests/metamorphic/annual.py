"""Draws a board's annual report at random: goals in a table, and uppdrag told one under each heading.

Few of the uppdrag say their status in so many words: it is the chapter's name that says what they are.
"""

from __future__ import annotations

import textwrap
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

POOL: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "annual.toml").read_text(encoding="utf-8")
)
NOTHING: Final[dict[str, list[str]]] = {
    one["name"]: [line for part in one["lines"] for line in (part, "")] for one in POOL["nothing"]
}
"""Reports whose headings under such chapters name nobody's uppdrag."""
LOOKS: Final[tuple[dict[str, Any], ...]] = (
    {},
    {"heading_style": "large"},
    {"heading_style": "bold"},
    {"heading_style": ["styles", "styles", "bold"]},
    {"heading_numbers": True},
)
"""How headings are set in a .docx."""
TITLES: Final = (
    "# Verksamhetsberättelse {y} – {b}", "# Årsrapport {y}\n\n{b}", "# {b}\n\nBokslut {y}",
    "# Delårsrapport per den 31 augusti {y}\n\n{b}", "# Halvårsrapport {y} för {b}",
    "# Verksamhetsberättelse {y}",
)  # fmt: skip
BOARDS: Final = ("Barn- och fritidsnämnden", "Socialnämnden", "Tekniska nämnden", "Kommunstyrelsen")
SUBHEADINGS: Final = ("### {}", "**{}**", "### {}", "*{}*", "#### {}", "### {n}. {}", "**{n}. {}**")
HEADS: Final = (
    ("Inriktningsmål", "Nämndens mål", "Uppfyllt", "Kommentar"),
    ("Målområde", "Mål", "Måluppfyllelse", "Analys"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a report: its depth as a heading, 0 for a paragraph; or the rows of a table."""

    text: str
    depth: int = 0
    titled: bool = False
    """It is the title of an uppdrag."""
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(slots=True)
class Annual:
    """A report's parts, what was drawn, and the titles of its mål and uppdrag."""

    parts: list[Part] = field(default_factory=list)
    goals: set[str] = field(default_factory=set)
    uppdrag: set[str] = field(default_factory=set)
    drawn: dict[str, str] = field(default_factory=dict)


def annual(draw: Random, *, ordered: bool = True) -> Annual:
    """A report with everything drawn.

    Args:
        ordered: It has a chapter of uppdrag that were given; else only chapters that follow nothing up.
    """
    year, made = draw.randint(2006, 2019), Annual()
    others = draw.sample(list(POOL["others"]), draw.randint(2, 7))
    cut = draw.randint(0, len(others))
    before, after = ([_other(name) for name in names] for names in (others[:cut], others[cut:]))
    if draw.random() < 0.4:
        mandate = draw.choice(POOL["mandate"])
        before.insert(0, [Part(mandate["name"], 2), Part(mandate["told"])])
    if draw.random() < 0.3 or not ordered:
        draw.choice((before, after)).append(_divided(draw.choice(POOL["divided"])))
    for line in draw.choice(TITLES).format(y=year, b=draw.choice(BOARDS)).split("\n\n"):
        made.parts.append(Part(line.removeprefix("# "), int(line.startswith("# "))))
    made.parts += [part for chapter in before for part in chapter]
    tabled = draw.random() < 0.5
    made.drawn = {"tabled": str(tabled)}
    if tabled:
        made.parts += [Part("Måluppfyllelse", 2), _goals(made, draw)]
    if ordered:
        made.parts += _uppdrag(made, year, draw)
    made.parts += [part for chapter in after for part in chapter]
    return made


def _uppdrag(made: Annual, year: int, draw: Random) -> Iterator[Part]:
    nested, later, told = (draw.random() < share for share in (0.4, 0.5, 0.6))
    made.drawn |= {"nested": str(nested), "later": str(later), "told": str(told)}
    matters = draw.sample(POOL["matter"], draw.randint(6, 14))
    cut = draw.randint(2, 4) if later else 0
    if nested:
        yield from (Part("Uppdrag", 2), Part("Nedan redovisas de uppdrag som nämnden har fått."))
    for kind, own in (("given", matters[cut:]), ("later", matters[:cut])):
        if own:
            name = draw.choice(POOL["names"][kind])
            made.drawn[kind] = name
            yield Part(name.format(y=year, x=year - 1), 3 if nested else 2)
        if own and told:
            yield Part("Nämnden har fått uppdragen i samband med budgeten.")
        for one in own:
            made.uppdrag.add(one["title"])
            yield from (Part(one["title"], 4 if nested else 3, titled=True), Part(one["told"]))


def _goals(made: Annual, draw: Random) -> Part:
    rows = [draw.choice(HEADS), *(tuple(goal["cells"]) for goal in POOL["goal"])]
    made.goals |= {row[1] for row in rows[1:]}
    return Part("", rows=tuple(rows))


def _other(name: str) -> list[Part]:
    return [Part(name, 2), Part(POOL["others"][name])]


def _divided(chapter: dict[str, Any]) -> list[Part]:
    inner = [part for name, told in chapter["parts"] for part in (Part(name, 3), Part(told))]
    return [Part(chapter["name"], 2), *inner]


def headed(made: Annual, draw: Random) -> list[str]:
    """The report in the notation of corpus/README.md; titles in bold or italics stand under headings."""
    mark = draw.choice(SUBHEADINGS)
    made.drawn["mark"] = mark
    lines, n = [], 0
    for part in made.parts:
        n = n + 1 if part.titled else n if not part.depth else 0
        form = "#" * part.depth + " {}"
        if part.titled:
            form = form[:-2] + mark.lstrip("#") if mark[0] == "#" else mark
        if part.rows:
            marked = [f"| {' | '.join(cell or '{tom}' for cell in row)} |" for row in part.rows]
            lines += [marked[0], "|---|---|---|---|", *marked[1:], ""]
        else:
            lines += [form.format(part.text, n=n) if part.depth else part.text, ""]
    return lines


def typed(made: Annual, draw: Random) -> str:
    """The report as plain text, with chapters and titles told apart by one thing or another, or nothing."""
    apart = draw.choice(("numbers", "numbers", "gap", "underlined", "capitals", "nothing"))
    counted = draw.choice(("", "", "{n}. {}", "{n}) {}", "{}:")) if apart != "numbers" else ""
    close, wide = draw.random() < 0.5, draw.choice((0, 0, 72, 84))
    made.drawn |= {"apart": apart, "counted": counted, "close": str(close), "wide": str(wide)}
    lines: list[str] = []
    numbers = [0, 0, 0]
    stop = draw.choice(("", "."))
    for part in made.parts:
        if part.rows:
            lines += ["\t".join(row) for row in part.rows]
        elif not part.depth:
            lines += textwrap.wrap(part.text, wide) if wide else [part.text]
        else:
            at = part.depth - 2
            numbers = [n + (i == at) if i <= at else 0 for i, n in enumerate(numbers)]
            text = part.text
            if apart == "numbers" and at >= 0:
                text = f"{'.'.join(str(n) for n in numbers[: at + 1])}{stop if not at else ''} {text}"
            elif part.titled and counted:
                text = counted.format(text, n=numbers[at])
            chapter = at >= 0 and not part.titled
            lines += ["", ""] if apart == "gap" and chapter else []
            lines.append(text.upper() if apart == "capitals" and chapter else text)
            lines += ["-" * len(text)] if apart == "underlined" and chapter else []
            lines += [] if close and part.depth > 1 else [""]
            continue
        lines.append("")
    return "\n".join(lines)


def drawn(
    seed: int, sort: str, *, ordered: bool = True
) -> tuple[Annual, Sequence[str] | str, dict[str, Any]]:
    """The report of a seed, typed as `txt` or headed as `docx`: with its text, and the look of a .docx."""
    draw = Random(seed)
    made = annual(draw, ordered=ordered)
    if sort == "txt":
        return made, typed(made, draw), {}
    look = draw.choice(LOOKS)
    lines = headed(made, draw)
    return made, lines, look if "{n}" not in made.drawn["mark"] else {**look, "heading_numbers": False}
