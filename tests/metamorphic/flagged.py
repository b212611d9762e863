"""Draws reports at random of which it is known what an auditor should look at."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.metamorphic import houses
from tests.metamorphic.prose import BOARDS, STATES
from tests.metamorphic.prose import DATA as PROSE
from tests.metamorphic.renderers import RENDERERS, Content, by_board, given, opening

DATA: Final[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "flagged.toml").read_text(encoding="utf-8")
)


def _by_board(content: Content) -> Iterator[str]:
    """A chapter for each board with its answers, if it has any; the headings say who is asked."""
    for code, name in content["boards"].items():
        yield from (f"## {name}", "")
        for matter in content["matter"]:
            if code in matter["answers"] or [code] == matter["boards"]:
                told = matter["answers"].get(code) or f"{matter['sentence']} {matter['told']}"
                yield from (f"### {matter['title']} ({given(content, matter)})", "", told, "")


LAYOUTS: Final = (
    _by_board,
    *(one for one in RENDERERS.values() if one is not by_board),
    houses.table,
    houses.lines,
    houses.table,
    houses.lines,
)
CODES: Final = {
    "silent": {"missing_board"},
    "claimed": {"claim_mismatch", "sum_mismatch"},
    "due": {"overdue"},
}
"""The flags that each kind of report is about."""
Flagged = tuple[str, str, str]
"""The title of an item, a board or nothing, and the code of a flag."""


def silent(draw: Random) -> tuple[list[str], set[Flagged]]:
    """A report in which several boards are asked and some of them say nothing, and the flags it should give.

    Some answers only say that there is none; `Alla nämnder` are those that the report lists.
    """
    codes = draw.sample(list(BOARDS), draw.randint(3, 6))
    wanted: set[Flagged] = set()
    matters: list[dict[str, Any]] = []
    layout = draw.choice(LAYOUTS)
    listed = draw.random() < 0.4
    silence = draw.choice(DATA["silence"]) if draw.random() < 0.5 else ""
    for title in draw.sample(DATA["shared"], 5):
        asked = draw.sample(codes, draw.randint(2, min(4, len(codes))))
        every = listed and draw.random() < 0.5
        asked = codes if every else asked
        speaking = asked[: draw.randint(1, len(asked))] if draw.random() < 0.8 else []
        said = {}
        for code in asked:
            if code in speaking:
                said[code] = f"{_sentence(draw)} {draw.choice(DATA['told'])}"
            elif silence and speaking:
                said[code] = silence
        if draw.random() < 0.5:
            draw.shuffle(asked)
        if layout is _by_board and len(speaking) == 1 and not silence:
            speaking = []  # What one board alone tells is told of the item as a whole.
        wanted |= {
            (title, BOARDS[code], "missing_board") for code in asked if speaking and code not in speaking
        }
        matters.append(_matter(draw, title, ["ALLA"] if every else asked, said))
    for code in codes:
        order, _, _, told = draw.choice(PROSE["matters"][code])
        matters.append(_matter(draw, order[0].upper() + order[1:], [code], {}, told))
    draw.shuffle(matters)
    content = {
        "municipality": "Granhult",
        "year": draw.randint(2005, 2024),
        "period": draw.choice(("T1", "T2", "helår")),
        "boards": {code: BOARDS[code] for code in codes} | {"ALLA": draw.choice(DATA["every"])},
        "matter": matters,
    }
    list_of_boards = _listed(draw, codes) if listed else []
    return [*opening(content), *list_of_boards, *_laid_out(draw, layout, content)], wanted


def _listed(draw: Random, codes: list[str]) -> list[str]:
    """The boards of the municipality: in a sentence, one a line, or as a key to their codes."""
    form = draw.choice(DATA["lists"])
    names = [BOARDS[code] for code in codes]
    if "{names}" in form:
        return [form.format(names=f"{', '.join(names[:-1]).lower()} och {names[-1].lower()}"), ""]
    head, _, line = form.partition("|")
    ended = "" if line.startswith("- ") else "<br>"
    lines = [f"{line.format(code=code, name=BOARDS[code])}{ended}" for code in codes]
    return [head, "", *([*lines] if not ended else ["".join(lines).removesuffix("<br>")]), ""]


def claimed(draw: Random) -> tuple[list[str], set[Flagged]]:
    """A report with tables of figures and sentences beside them, some of which say another number.

    A flag that no item has is known by how many there are: its place stands in for the board.
    """
    year = draw.randint(2006, 2024)
    code = draw.choice(list(BOARDS))
    content = {
        "municipality": "Granhult",
        "year": year,
        "period": draw.choice(("T2", "helår")),
        "boards": BOARDS,
        "matter": [
            _matter(draw, title, [code], {}, draw.choice(DATA["told"]))
            for title in draw.sample(DATA["shared"], 4)
        ],
    }
    lines, wrong = list(_laid_out(draw, draw.choice(LAYOUTS), content)), 0
    for table in draw.sample(DATA["table"], 2):
        rows, told, false = _told_of(draw, table, year)
        wrong += false
        head = draw.choice(("**{}**", "{}", "### {}", "**Tabell 1. {}**")).format(table["caption"])
        lines += [*([told, ""] if draw.random() < 0.4 else []), head, "", *rows, ""]
        lines += [told, ""] if told not in lines else []
    return [*opening(content), *lines], {("", str(n), "claim_mismatch") for n in range(wrong)}


def due(draw: Random) -> tuple[list[str], set[Flagged]]:
    """A report of which some titles say by when, and what is overdue by its end: past, and not done."""
    year, period = draw.randint(2006, 2024), draw.choice(("T1", "T2", "helår"))
    end = {"T1": "04-30", "T2": "08-31", "helår": "12-31"}[period]
    wanted: set[Flagged] = set()
    matters = []
    for order in draw.sample(DATA["shared"], 8):
        form = draw.choice(DATA["due"])
        title = draw.choice(form["words"]).format(
            order=order, lower=order[0].lower() + order[1:], year=year, next=year + 3
        )
        matter = _matter(draw, title, [draw.choice(list(BOARDS))], {}, draw.choice(DATA["told"]))
        state = draw.choice([state for state in STATES if state != "utgår"])
        matter |= {
            "cell": draw.choice(STATES[state]["word"]),
            "sentence": draw.choice(STATES[state]["sentence"]),
        }
        matters.append(matter)
        if form["day"] and form["day"] < end and state != "genomfört":
            wanted.add((title, "", "overdue"))
    content = {
        "municipality": "Granhult",
        "year": year,
        "period": period,
        "boards": BOARDS,
        "matter": matters,
    }
    return [*opening(content), *_laid_out(draw, draw.choice(LAYOUTS), content)], wanted


def _told_of(draw: Random, table: dict[str, Any], year: int) -> tuple[list[str], str, bool]:
    """A table of two years, and a paragraph of two sentences on it of which the second may be wrong."""
    low, high, decimals = table["least"], table["most"], table["decimals"]
    columns: list[list[float]] = [[], []]
    for _ in table["rows"]:
        before = round(draw.uniform(low, high), decimals)
        columns[0].append(before)
        columns[1].append(round(before * draw.uniform(1.06, 1.4) + 10**-decimals, decimals))
    numbers = list(zip(*columns, strict=True))
    lines = [f"| {draw.choice(('Område', '', 'Del'))} | {year - 1} | {year} |", "|---|---|---|"]
    lines += [
        f"| {row} | {_n(a, decimals)} | {_n(b, decimals)} |"
        for row, (a, b) in zip(table["rows"], numbers, strict=True)
    ]
    if table["total"]:
        lines.append(
            f"| {table['total']} | {_n(sum(columns[0]), decimals)} | {_n(sum(columns[1]), decimals)} |"
        )
    sentences = []
    false = draw.random() < 0.5
    for n, row in enumerate(draw.sample(range(len(numbers)), 2)):
        form, (a, b) = draw.choice(table["said"]), numbers[row]
        stated = {"a": a, "b": b, "d": b - a, "p": 100 * (b - a) / a}
        if n and false:
            slot = draw.choice([slot for slot in "bdp" if f"{{{slot}}}" in form])
            stated[slot] = _another(draw, stated[slot], decimals, [*columns[0], *columns[1]])
        name = table["rows"][row]
        name = (
            name if not name.endswith("nämnden") and "styrelsen" not in name else name[0].lower() + name[1:]
        )
        printed = {slot: _n(one, 0 if slot == "p" else decimals) for slot, one in stated.items()}
        text = form.format(row=name, head=name.partition(" (")[0], year=year, before=year - 1, **printed)
        sentences.append(text[0].upper() + text[1:])
    return lines, " ".join(sentences), false


def _another(draw: Random, number: float, decimals: int, taken: list[float]) -> float:
    """A number near to another that the table does not have."""
    while True:
        other = round(
            number * draw.choice((0.75, 0.82, 1.15, 1.22)) + draw.choice((2, 3)) * 10**-decimals, decimals
        )
        if round(other) != round(number) and all(abs(other - one) > 0.5 * 10**-decimals for one in taken):
            return other


def _n(number: float, decimals: int) -> str:
    """A number as Swedish prints it."""
    return f"{number:,.{decimals}f}".replace(",", " ").replace(".", ",")


def _laid_out(draw: Random, layout: Any, content: Content) -> Iterator[str]:
    yield from layout(content, draw) if layout in (houses.table, houses.lines) else layout(content)


def _sentence(draw: Random) -> str:
    return draw.choice(STATES[draw.choice(list(STATES))]["sentence"])


def _matter(
    draw: Random, title: str, asked: list[str], said: dict[str, str], told: str = ""
) -> dict[str, Any]:
    state = STATES[draw.choice(list(STATES))]
    return {
        "title": title,
        "boards": asked,
        "cell": draw.choice(state["word"]),
        "sentence": draw.choice(state["sentence"]),
        "told": told or draw.choice(DATA["whole"]),
        "answers": said,
    }
