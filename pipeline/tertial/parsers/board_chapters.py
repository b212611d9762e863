"""The board in whose chapter each line of an account stands, by a heading or a name before a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tertial.boards import Register
from tertial.parsers.givers import GIVES
from tertial.parsers.kinds import FIRST_LINES
from tertial.parsers.openings import SHORTEST
from tertial.parsers.outline import Line, rank
from tertial.parsers.titles import split_number


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
    title = _title(lines)
    for line in lines:
        if line.index < title and (not line.level or rank(lines[title]) < rank(line)):
            pass  # who writes, and to whom
        elif (named := _chapter_of(line, register)) is not None:
            board, at = named, line
        elif line.level and at is not None and at.level and rank(line) <= rank(at):
            board, at = ("", ""), None
        over.append(board)
    return over


def _title(lines: Sequence[Line]) -> int:
    """The line that says what an account is of, before its first paragraph; 0 where none does."""
    for n, line in enumerate(lines[:FIRST_LINES]):
        if _CALLED.search(line.text) is not None:
            return n
        if len(line.text) >= SHORTEST and line.text.endswith("."):
            break
    return 0


_CALLED = re.compile(r"^(?!.*[.:;]$)(?=.{8,120}$).*(?:uppdrag|beslut)", re.IGNORECASE)
"""What an account calls itself."""


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
