"""Tables that a copy out of a PDF set in running lines, a row after the other, parted by their short cells.

Each cell stands on lines of its own, or a row's cells follow on each other in lines as wide as the page. The
head says which columns there are; numbers, dates, boards and states are fixed points in each row. Where
titles cannot be told from the comments beside them with certainty the lines stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import permutations
from typing import Final

from tertial import wording
from tertial.boards import Register
from tertial.readers.column_names import SHORT, names_in, whole_role
from tertial.readers.flattened_rows import LONG, Rows
from tertial.readers.lines import Line
from tertial.readers.wrapping import ends_sentence
from tertial.resources import read_table
from tertial.swedish.words import fold

MOST_COLUMNS: Final = 8
FEWEST_COLUMNS: Final = 3
LONGEST_NAMES: Final = 140
MOST_OPEN: Final = 2
LONGEST_HEAD: Final = 9
"""Lines of a head at most."""
_NAME: Final = re.compile(r"[A-ZÅÄÖ][a-zåäö]+(?: [a-zåäö]+){0,3}\??")
"""A column's name that is not known."""
_LETTERS: Final = re.compile(r"[^\W\d_]+")
MOST_IN_NAME: Final = 4
"""Words of the name of a chapter that every report has."""
_PRESIDED: Final = re.compile(r"(?:ordförande|\w+(?:chef|direktör))\s*:", re.IGNORECASE)
"""What stands under the name of a board's chapter: `Ordförande: Kim Ek`."""
_ROLES: Final = {"description": "comment"}
_OPEN: Final = frozenset({"", "figure", "indicator"})


@cache
def _headings() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("generic_headings.csv") if row["use"] != "beside")


def _names_chapter(text: str) -> bool:
    """Whether a line is the name of a chapter that every report has, and no state."""
    words = _LETTERS.findall(fold(text))
    known = 0 < len(words) <= MOST_IN_NAME and all(word in _headings() for word in words)
    return known and text[-1:].isalpha() and text[:1].isupper() and wording.cell(text) is None


def _begins_chapter(lines: Sequence[Line], n: int, register: Register, *, given: bool) -> bool:
    """Whether the line after the end of a sentence is the name of a chapter: a common one, or a board's.

    Args:
        given: A column says who is asked, so that a board's name may be a cell.
    """
    line, following = lines[n], lines[n + 1].text if n + 1 < len(lines) else ""
    if _names_chapter(line.bare):
        return register.responsible(line.bare).boards == ()
    parted = line.turned or line.gap > 0 or _PRESIDED.match(following) is not None
    return not given and parted and register.heading(line.bare) is not None


def to_tabs(lines: Sequence[Line], register: Callable[[], Register]) -> list[Line]:
    """Lines in which each such table has become rows with tabs; at least three rows show one."""
    found: list[Line] = []
    at = n = 0
    failed: set[tuple[str, ...]] = set()
    while n < len(lines):
        taken = None
        heads = _heads(lines, n)
        for first, names in heads:
            if tuple(names) not in failed:
                ways = (_rows(lines, n, first, roles, register()) for roles in _meant(names))
                taken = next(filter(None, (way.read() for way in ways)), None)
                failed.update([] if taken else [tuple(names)])
            if taken is not None:
                break
        if taken is None:
            n = heads[-1][0] if heads else n + 1  # a part of a head is none
            continue
        rows, stop = taken
        found += [*lines[at:n], replace(lines[n], text="\t".join(names)), *rows]
        at = n = stop
    return [*found, *lines[at:]] if found else list(lines)


def _rows(lines: Sequence[Line], start: int, first: int, roles: Sequence[str], register: Register) -> Rows:
    """The reader of the rows after a head, up to the next table with tabs or the next chapter.

    Args:
        start: Where the head begins.
        first: Where the rows begin.
    """
    again = [line.bare for line in lines[start:first]]
    body: list[int] = []
    n = first
    while n < len(lines) and "\t" not in lines[n].text:
        if lines[n].bare == again[0] and [line.bare for line in lines[n : n + len(again)]] == again:
            n += len(again)
            continue
        ended = bool(body) and ends_sentence(lines[body[-1]].bare)
        if ended and _begins_chapter(lines, n, register, given="responsible" in roles):
            break
        body.append(n)
        n += 1
    return Rows(lines, body, roles, register, lambda at: bool(_heads(lines, at)))


def _heads(lines: Sequence[Line], n: int) -> list[tuple[int, list[str]]]:
    """Where a head that begins at a line may end, and its names; the longest first."""
    found = []
    text = ""
    for end in range(n, min(n + LONGEST_HEAD, len(lines))):
        text = f"{text} {lines[end].bare}".strip()
        if "\t" in lines[end].text or len(text) > LONGEST_NAMES or (end > n and lines[end].gap > 1):
            break
        names = _named(text)
        if not names or len(names) > MOST_COLUMNS:
            break
        if len(names) >= FEWEST_COLUMNS and next(_meant(names), None):
            found.append((end + 1, names))
        if not whole_role(names[0]) and len(names) > 1 and not whole_role(names[1]):
            break
    return found[::-1]


def _named(text: str) -> list[str]:
    """The names of columns in a text; one goes on over a capital where the whole is a known name."""
    names: list[str] = []
    for name in names_in(text):
        whole = f"{names[-1]} {name}" if names else ""
        if (
            names
            and not whole_role(name)
            and whole_role(names[-1])
            and (name in ("KF", "KS") or whole_role(whole))
        ):
            names[-1] = whole
        else:
            names.append(name)
    return names


def _meant(names: Sequence[str]) -> Iterator[list[str]]:
    """What the columns may hold; names that are not known may stand over states or comments."""
    roles = [_ROLES.get(found, found) for found in map(whole_role, names)]
    open_at = [n for n, found in enumerate(roles) if found in _OPEN]
    if len(open_at) > MOST_OPEN or not all(
        _NAME.fullmatch(names[n]) and wording.cell(names[n]) is None for n in open_at
    ):
        return
    lacking = [found for found in ("status", "comment", "number") if found not in roles]
    for filled in permutations(lacking, len(open_at)):
        whole = list(roles)
        for n, found in zip(open_at, filled, strict=True):
            whole[n] = found
        short = {found for found in whole if found in SHORT}
        if (
            whole.count("title") == 1
            and "number" not in whole[1:]
            and whole.count("comment") <= 1
            and short & {"status", "responsible"}
            and all(found in SHORT or found in LONG or found in ("number", "decided") for found in whole)
        ):
            yield whole
