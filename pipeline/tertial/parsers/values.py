"""What the columns of a table are by what stands in them: statuses, boards, dates, sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from tertial import wording
from tertial.boards import Register
from tertial.parsers.roles import Role, RoleName, column
from tertial.parsers.titles import like_title
from tertial.swedish.dates import parse_range

LONGEST_FACT = 60
"""Characters of a line under a title that says who or when."""
TITLED = 0.7
"""Least likeness to a title of the first line of a cell whose other lines name who has it."""


def by_values(body: list[list[str]], width: int, value: Callable[[str], RoleName | None]) -> dict[int, Role]:
    """Columns in most cells of which a status, a board or a date stands, whatever the column is called."""
    several = [row for row in body if sum(map(bool, row)) > 1]
    roles: dict[int, Role] = {}
    for c in range(width):
        cells = [row[c] for row in several if row[c]]
        if len(cells) < max(2, 0.4 * len(several)):
            continue
        name = "status" if _in_words(cells) else _most(cells, value)
        if name is None and in_figures([row[c] for row in body if row[c]]):
            roles[c] = Role("status", None, 1)
        elif name is not None:
            roles[c] = Role(name, None, 2 if name == "status" else 1)
    return roles


def in_figures(cells: Sequence[str]) -> bool:
    """Whether all of the cells are figures or dashes that are explained as statuses, and count nothing."""
    if len(cells) < FEWEST_FIGURES or len(set(cells)) == 1 or any(len(text) > 6 for text in cells):
        return False
    figures = [int(text) for text in cells if text.isdecimal()]
    counted = len(figures) == len(cells) and all(b - a == 1 for a, b in pairwise(figures))
    return not counted and all(
        wording.numbered(text, "", status=True) or wording.code(text) for text in cells
    )


FEWEST_FIGURES = 3
"""Fewer figures in a column may be anything."""


def _most(cells: Sequence[str], value: Callable[[str], RoleName | None]) -> RoleName | None:
    """What most of the cells are; asked of no more of them than it takes to tell."""
    counts: Counter[RoleName | None] = Counter()
    for cell in cells:
        counts[value(cell)] += 1
        if len(cells) - counts[None] < 0.6 * len(cells):
            return None
    name, count = counts.most_common(1)[0]
    return name if count >= 0.6 * len(cells) else None


def _in_words(cells: Sequence[str]) -> bool:
    """Whether nearly all of the cells are statuses in any words, and not all the same."""
    if any(len(text) > 40 for text in cells):
        return False
    read = [reading for text in cells if (reading := wording.value(text)) is not None]
    return len(read) >= 0.8 * len(cells) and len({reading.assessment for reading in read}) > 1


_MARK = re.compile(r"(?:\[[^\[\]\n]{1,20}\]|[^\w\s-])(?:\s*\w{3,12})?")


def is_sign(text: str) -> bool:
    """Whether a cell is nothing but a sign, with its name in words at most: `[grön]`, `●`."""
    return _MARK.fullmatch(text) is not None


def is_status(text: str) -> bool:
    """Whether a cell is nothing but a status or a sign that may stand for one: `Klart`, `[grön]`, `●`."""
    return wording.cell(text) is not None or is_sign(text)


_ROMAN = re.compile(r"[IVX]{1,5}\.?")


def value_of(text: str, register: Register) -> RoleName | None:
    """What a cell by itself is: a status or a sign of one, a board, a date; None for all else."""
    if is_status(text) or wording.leading(text) is not None:
        return "status"
    first, _, more = text.partition("\n")
    entitled = bool(more) and like_title(first) >= TITLED and not register.responsible(first).boards
    if len(text) <= 80 and not entitled and not _ROMAN.fullmatch(text) and register.responsible(text).boards:
        return "responsible"
    return "when" if len(text) <= 40 and parse_range(text) is not None else None


def is_worded_status(text: str) -> bool:
    """Whether a cell says a status in words, and is no name of a column as `Status` is."""
    return wording.cell(text) is not None and column(text) is None and not is_sign(text)


def answer_columns(body: list[list[str]], width: int) -> frozenset[int]:
    """Columns that hold answers to a question and nothing else."""
    return frozenset(c for c in range(width) if _are_answers([row[c] for row in body]))


def _are_answers(cells: Sequence[str]) -> bool:
    worded = all(wording.is_answer(text) or not _WORDED.search(text) for text in cells)
    return worded and sum(map(wording.plain_answer, filter(_WORDED.search, cells))) >= 2


_WORDED = re.compile(r"[\w?]")


def is_asked(name: str) -> bool:
    """Whether a name is a question, or yes under it would be a status: `Klart till jul`."""
    return name.endswith("?") or wording.yes_or_no("Ja", name) is not None


def code_columns(body: list[list[str]], width: int) -> frozenset[int]:
    """Columns that hold numbers of which the report says what they mean, and nothing else."""
    cells = [[row[c] for row in body if row[c]] for c in range(width)]
    coded = (c for c in range(width) if all(wording.numbered(t, "", status=True) for t in cells[c]))
    return frozenset(c for c in coded if len(cells[c]) >= 2)


def is_prose(body: list[list[str]], c: int) -> bool:
    """Whether at least half of a column's cells are sentences."""
    cells = [row[c] for row in body if row[c]]
    return sum(len(text) >= 20 and text.rstrip()[-1:] in ".!?" for text in cells) >= 0.5 * len(cells) > 0


def is_entitled(text: str) -> bool:
    """Whether a cell holds a title and under it lines of who and when: `Ny hamn`, `Tekniska`, `mars–maj`."""
    first, *more = text.split("\n")
    short = all(len(line) <= LONGEST_FACT and line[-1:] not in ".!?" for line in more)
    return bool(more) and short and like_title(first) >= TITLED and first[-1:] not in ".!?:"
