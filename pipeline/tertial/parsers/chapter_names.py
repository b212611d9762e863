"""Lines that open a board's chapter with more than its name: `Nämnd: SN`, `Socialnämnden – skola`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tertial import wording
from tertial.boards import Register
from tertial.parsers.anchors import status_of
from tertial.parsers.givers import nothing_else
from tertial.parsers.headings import is_chapter, is_goal, names_given
from tertial.parsers.outline import Line
from tertial.parsers.titles import is_order, split_number
from tertial.swedish.words import fold

FEWEST = 2
"""A single such line may as well be a title, or say who has it."""
LONGEST_INTRODUCTION = 3
"""Lines between the name of a chapter and the first title in it."""
FIRST_CHAPTER = 12
"""Lines that may stand before the first chapter, where none of them is an item's."""


def with_chapters(found: Sequence[Line], register: Register) -> Sequence[Line]:
    """The lines; what opens a board's chapter in a form of its own is that board's name, no label or title.

    So it is only where each stands over titles: a label right under a title says who has that one.
    """
    chapters = _by_label(found, register) | _by_unit(found, register)
    if not chapters:
        return found
    return [
        replace(
            line,
            text=chapters[n],
            label=None,
            bare=None,
            is_board=True,
            answer=0,
            run_in=0,
            level=_level(line),
        )
        if n in chapters
        else line
        for n, line in enumerate(found)
    ]


def _level(line: Line) -> int:
    if line.level or line.block is None:
        return line.level
    return (
        max(1, min(line.block.level or 1, 8)) if line.block.kind == "heading" else 6 if line.block.bold else 0
    )


def _by_label(found: Sequence[Line], register: Register) -> dict[int, str]:
    """What stands after a label that says who has all that follows, by line."""
    labelled: dict[str, dict[int, str]] = {}
    for n, line in enumerate(found):
        said = line.label
        if said is not None and said.name and said.role.name == "responsible" and len(line.text) <= LONGEST:
            name = line.text[said.value_start :].strip(" *.")
            if name:
                labelled.setdefault(fold(said.name), {})[n] = name
    chapters: dict[int, str] = {}
    for own in labelled.values():
        at = list(own)
        if len(at) < FEWEST or not _comes_first(found, at[0]):
            continue
        forms = [_stands_over(found, n, own) for n in at]
        # What stands after all items is set as no title is.
        closing = forms[-1].startswith("level") and forms[-1] not in forms[:-1]
        if all(forms) and not closing and all(nothing_else(name, register) for name in own.values()):
            chapters |= own
    return chapters


LONGEST = 120


def _by_unit(found: Sequence[Line], register: Register) -> dict[int, str]:
    """The name of the board that headings name a part of, by line."""
    named = {n: name for n, line in enumerate(found) if (name := _of_unit(line, register))}
    if not named:
        return {}
    over = [n for n in named if _stands_over(found, n, named)]
    levels = {found[n].level for n in named}
    alike = [n for n, line in enumerate(found) if line.is_board and line.level in levels and n not in named]
    sure = len(over) == len(named) and len(named) + len(alike) >= FEWEST
    return named if sure else {}


_PART = re.compile(r"\s*[,:/]\s*|\s+[–—-]\s+|\s*\((?=[^()]+\)$)")


def _of_unit(line: Line, register: Register) -> str:
    """The board in a heading that names it and a part of it, as printed; empty for others."""
    text = line.text.strip(" *")
    if line.table is not None or line.is_board or line.listed or not 8 <= len(text) <= LONGEST:
        return ""
    if line.text[-1:] in ".,;!?" or line.separator:
        return ""
    if _PART.search(text) is None or not register.mentions(text):
        return ""
    start = split_number(text)[1]
    for parting in _PART.finditer(text, start):
        name, unit = text[start : parting.start()].strip(), text[parting.end() :].strip(" )")
        board = register.heading(name) if name else None
        if board is None:
            continue
        plain = 0 < len(unit.split()) <= 6 and not any(map(str.isdigit, unit)) and "." not in unit
        plain = plain and wording.cell(unit) is None and not is_order(unit)
        return name if plain and _IS_PART.search(unit) is None and not nothing_else(unit, register) else ""
    return ""


_IS_PART = re.compile(
    r"\b(?:är|har|ska|skall|pågår|att|inte|ej|blir|kommer|uppdrag\w*|översyn|utredning)\b", re.IGNORECASE
)
"""What no part of a board's work is called by."""


def _comes_first(found: Sequence[Line], first: int) -> bool:
    """Whether nothing between a line and the beginning of its chapter, or of the report, is an item's."""
    begins = (n for n in range(first - 1, 0, -1) if _opens_chapter(found[n].text))
    before = found[next(begins, 0) + 1 : first]
    return len(before) <= FIRST_CHAPTER and not any(
        line.table is not None
        or line.label is not None
        or line.listed
        or line.run_in
        or split_number(line.text)[0]
        or status_of(line)
        or is_order(line.text)
        or (line.text[-1:] not in ".!?:" and found[line.index + 1].text[-1:] == ".")
        for line in before
    )


def _opens_chapter(text: str) -> bool:
    return 0 < len(text) <= LONGEST and text[-1] not in ".:!?" and (is_chapter(text) or names_given(text))


def _stands_over(found: Sequence[Line], n: int, alike: dict[int, str]) -> str:
    """In which form titles follow a line after a few paragraphs at most; empty where it closes something.

    Under a heading it says who has what that names, unless other headings follow right after it.
    """
    level, above = _level(found[n]), found[n - 1].text if n > 1 and found[n - 1].level else ""
    above = "" if _opens_chapter(above) else above
    if above and not level and (is_goal(above) or is_order(above)):
        return ""
    for below in found[n + 1 : n + 1 + LONGEST_INTRODUCTION]:
        if below.index in alike or below.is_board:
            return ""
        if below.table is not None:
            return "table"
        if below.label is not None:
            return "label" if below.label.role.name == "title" else ""
        if below.level and not split_number(below.text)[0]:
            lower = not level or below.level > level or (below.block and below.block.kind != "heading")
            return f"level {below.level}" if lower else ""
        if above and status_of(below):
            return ""
        if below.listed or below.run_in:
            return "listed" if below.listed else "run in"
        if is_order(below.text):
            return "number" if split_number(below.text)[0] else "name"
        if status_of(below):
            return ""
        if split_number(below.text)[0]:
            return "number"
        if len(below.text) <= LONGEST and below.text[-1:] not in ".!?)" and not below.separator:
            return "name"
        if above and not level and below.index == n + 1:
            return ""  # text under who has what the heading names
    return ""
