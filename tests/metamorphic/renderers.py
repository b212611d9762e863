"""Writes one content in many layouts, in the notation of corpus/README.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

Content = Mapping[str, Any]
"""A report of contents.toml."""
Renderer = Callable[[Content], Iterator[str]]
"""The lines of a report's body."""

_PERIODS: Final = {"T1": "tertial 1", "T2": "tertial 2", "helår": "helåret"}


def opening(content: Content) -> list[str]:
    """What any of them begins with: a title, and a paragraph that says nothing of any matter."""
    when = f"{_PERIODS[content['period']]} {content['year']}"
    return [
        f"# Uppföljning av kommunfullmäktiges uppdrag, {when}",
        "",
        f"{content['municipality']}s kommun följer upp de uppdrag som fullmäktige har lämnat till nämnderna. "
        "Sammanställningen har gjorts av kommunledningskontoret.",
        "",
    ]


def given(content: Content, matter: Content, *, names: bool = False) -> str:
    """The boards that a matter is given to, by code or by name."""
    boards = content["boards"]
    return ", ".join(boards[code] if names else code for code in matter["boards"])


def answers(content: Content, matter: Content) -> Iterator[tuple[str, str, str]]:
    """The code, name and answer of each board that answers by itself."""
    for code, text in matter.get("answers", {}).items():
        yield code, content["boards"][code], text


def flat(content: Content) -> Iterator[str]:
    """A line for the title with who has it in parentheses; the text below; boards under their names."""
    for matter in content["matter"]:
        yield f"{matter['title']} ({given(content, matter)})"
        yield ""
        yield f"{matter['sentence']} {matter['told']}"
        yield ""
        for _, name, text in answers(content, matter):
            yield name
            yield ""
            yield text
            yield ""


def headed(content: Content) -> Iterator[str]:
    """A heading for each matter, a line for each label, and the boards under headings of their own."""
    for matter in content["matter"]:
        yield f"## {matter['title']}"
        yield f"Ansvarig: {given(content, matter, names=True)}"
        yield ""
        yield f"Status: {matter['cell']}"
        yield ""
        yield matter["told"]
        yield ""
        for _, name, text in answers(content, matter):
            yield f"### {name}"
            yield text
            yield ""


def numbered(content: Content) -> Iterator[str]:
    """A numbered line in bold for each matter; boards run in before a colon."""
    for n, matter in enumerate(content["matter"], start=1):
        yield f"**{n}. {matter['title']}**"
        yield ""
        yield f"Ansvarig nämnd: {given(content, matter)}"
        yield ""
        yield f"{matter['sentence']} {matter['told']}"
        yield ""
        for code, _, text in answers(content, matter):
            yield f"{code}: {text}"
            yield ""


def table(content: Content) -> Iterator[str]:
    """One big table: a row for each matter, boards inside the comment."""
    yield "| Nr | Uppdrag | Ansvarig | Status | Kommentar |"
    yield "|---|---|---|---|---|"
    for n, matter in enumerate(content["matter"], start=1):
        comment = [matter["told"], *(f"{code}: {text}" for code, _, text in answers(content, matter))]
        cells = [str(n), matter["title"], given(content, matter), matter["cell"], "<br>".join(comment)]
        yield f"| {' | '.join(cells)} |"


def other_table(content: Content) -> Iterator[str]:
    """One big table with other names and another order; boards' answers in rows below."""
    yield "| Läge | Beslut om | Given till | Återrapportering |"
    yield "|---|---|---|---|"
    for matter in content["matter"]:
        cells = [matter["cell"], matter["title"], given(content, matter, names=True), matter["told"]]
        yield f"| {' | '.join(cells)} |"
        for _, name, text in answers(content, matter):
            yield f"| {{tom}} | {{tom}} | {name} | {text} |"


def cards(content: Content) -> Iterator[str]:
    """A small table of labels and values for each matter."""
    for n, matter in enumerate(content["matter"], start=1):
        yield f"| Uppdrag {n} | {matter['title']} |"
        yield f"| Ansvarig | {given(content, matter, names=True)} |"
        yield f"| Status | {matter['cell']} |"
        comment = [matter["told"], *(f"{name}: {text}" for _, name, text in answers(content, matter))]
        yield f"| Kommentar | {'<br>'.join(comment)} |"
        yield ""


def by_board(content: Content) -> Iterator[str]:
    """A chapter for each board that answers what it is given; nothing is said of a matter as a whole."""
    for code, name in content["boards"].items():
        own = [matter for matter in content["matter"] if code in matter["boards"]]
        if own:
            yield f"## {name}"
            yield ""
        for matter in own:
            yield f"### {matter['title']}"
            yield matter.get("answers", {}).get(code) or f"{matter['sentence']} {matter['told']}"
            yield ""


def cards_below(content: Content) -> Iterator[str]:
    """One table in which the cards stand one below the other, without a line between."""
    for matter in content["matter"]:
        yield f"| Uppdrag | {matter['title']} |"
        yield f"| Till | {given(content, matter, names=True)} |"
        yield f"| Status | {matter['cell']} |"
        comment = [matter["told"], *(f"{name}: {text}" for _, name, text in answers(content, matter))]
        yield f"| Kommentar | {'<br>'.join(comment)} |"


def turned(content: Content) -> Iterator[str]:
    """A table with a column for each matter, three or four at a time."""
    matters = content["matter"]
    starts = range(0, len(matters) - 2, 3)
    for n in starts:
        some = matters[n:] if n == starts[-1] else matters[n : n + 3]
        yield f"| | {' | '.join(matter['title'] for matter in some)} |"
        yield f"|{'---|' * (len(some) + 1)}"
        yield f"| Ansvarig | {' | '.join(given(content, matter) for matter in some)} |"
        yield f"| Status | {' | '.join(matter['cell'] for matter in some)} |"
        told = [
            "<br>".join([m["told"], *(f"{code}: {text}" for code, _, text in answers(content, m))])
            for m in some
        ]
        yield f"| Kommentar | {' | '.join(told)} |"
        yield ""


def run_in(content: Content) -> Iterator[str]:
    """A table whose cells hold the title in bold and go on with what is told of it."""
    yield "| Ansvarig | Uppdrag och redovisning |"
    yield "|---|---|"
    for matter in content["matter"]:
        told = [f"**{matter['title']}.** {matter['sentence']} {matter['told']}"]
        told += [f"{code}: {text}" for code, _, text in answers(content, matter)]
        yield f"| {given(content, matter)} | {'<br>'.join(told)} |"


RENDERERS: Final[Mapping[str, Renderer]] = {
    "flat": flat, "headed": headed, "numbered": numbered, "table": table, "other table": other_table,
    "cards": cards, "by board": by_board, "cards below": cards_below, "turned": turned, "run in": run_in,
}  # fmt: skip
