"""The board in whose chapter each line of an account stands, by a heading or a name before a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tertial.boards import Register
from tertial.parsers.givers import GIVES
from tertial.parsers.kinds import FIRST_LINES, calls_itself
from tertial.parsers.openings import SHORTEST
from tertial.parsers.outline import Line, rank
from tertial.parsers.titles import split_number
from tertial.swedish.words import fold


def board_labels(lines: Sequence[Line], register: Register) -> list[tuple[str, str, int]]:
    """The board that each paragraph names before a colon, canonical and as printed; where its text begins."""
    found = []
    for line in lines:
        said = None
        if ":" in line.text[:90] and line.table is None and not line.level:
            said = register.opening(line.text)
        labelled = said is not None and said.label and ":" in line.text[: said.body_start]
        found.append((said.board, said.heading, said.body_start) if said and labelled else ("", "", 0))
    return found


def boards_of(lines: Sequence[Line], register: Register) -> list[tuple[str, str]]:
    """The board in whose chapter each line stands, also where chapters begin with a name before a colon."""
    under, labels = boards_over(lines, register), board_labels(lines, register)
    if len({name for name, *_ in labels if name}) < 2:
        return under
    over: list[tuple[str, str]] = []
    board = ("", "")
    for chapter, (name, printed, _) in zip(under, labels, strict=True):
        board = (name, printed) if name else board
        over.append(chapter if chapter[0] else board)
    return over


def boards_over(lines: Sequence[Line], register: Register) -> list[tuple[str, str]]:
    """The board in whose chapter each line stands, canonical and as printed."""
    over: list[tuple[str, str]] = []
    board: tuple[str, str] = ("", "")
    at: Line | None = None
    for line in lines:
        if (named := _chapter_of(line, register)) is not None:
            board, at = named, line
        elif line.level and at is not None and at.level and rank(line) <= rank(at):
            board, at = ("", ""), None
        over.append(board)
    return over


def below_letterhead(lines: Sequence[Line], title: str) -> tuple[Line, ...]:
    """The lines; who writes and to whom, which stands over what the report is called, opens no chapter.

    Args:
        title: What the report is called; a board over a heading that comes again opens a chapter.
    """
    first = lines[:FIRST_LINES]
    called = [n for n, line in enumerate(first) if line.text.strip("*#_ \t") == title][:1]
    called += [n for n, line in enumerate(first) if _calls(line)][:1]
    at = max(called, default=0)
    head = [line for line in lines[:at] if line.table is None]
    boards = [line for line in head if line.is_board and (not line.level or lines[at].level <= line.level)]
    beneath = [line for line in lines[at + 1 :] if line.is_board]
    headed = {line.level for line in beneath if line.level}
    called_too = any(line.index + 1 < len(lines) and _calls(lines[line.index + 1]) for line in beneath)
    if called_too or any(line.level in headed for line in boards):
        return tuple(lines)  # each board has a chapter, the first as the others
    alike = fold(lines[at].text) if boards else ""
    again = any(fold(line.text) == alike for line in lines[at + 1 :])
    if not boards or again or any(len(ln.text) > SHORTEST and ln.text.endswith(".") for ln in head):
        return tuple(lines)
    return tuple(replace(line, level=0, is_board=False) if line in boards else line for line in lines)


def _calls(line: Line) -> bool:
    return line.label is None and not split_number(line.text)[0] and calls_itself(line.text)


def _chapter_of(line: Line, register: Register) -> tuple[str, str] | None:
    """The board that a heading names, also where it says what the board gives: `Tekniska nämndens svar`."""
    printed = line.text[split_number(line.text)[1] :].strip(" :*")
    named = register.mentions(printed) if line.level else []
    board = register.heading(line.text) if line.is_board else None
    name = board.name if board is not None else ""
    if not name and len(named) == 1:
        span = named[0].span
        around = f"{printed[: span.start]} {printed[span.end :]}"
        name = named[0].board if span.start == 0 or _AROUND.fullmatch(around) else ""
    return (name, printed) if name and name != GIVES else None  # the one it is sent to has no chapter


_AROUND = re.compile(
    r"(?:(?:nämndens|svar(?:en)?|redovisning(?:en)?|återrapportering|uppdrag(?:en)?|rapport(?:en)?|yttrande|besked"
    r"|från|för|till|av|åt|hos|s|i|\(\w+\))\b|[\s:,.–-])+",
    re.IGNORECASE,
)
"""What may stand around a board's name in the heading of its chapter: `Svar från socialnämnden`."""
