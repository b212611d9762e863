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
CODES: Final = {"silent": {"missing_board"}}
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
