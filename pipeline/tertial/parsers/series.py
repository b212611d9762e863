"""Titles counted in one series without a gap, through a report or anew in each chapter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tertial.parsers.givers import EVERYBODY
from tertial.parsers.outline import Line
from tertial.parsers.titles import split_number


def counted_through(bearing: Sequence[int], lines: Sequence[Line]) -> bool:
    """Whether lines are numbered in one series without a gap, each with text under it.

    A series may begin anew, and goes on through all chapters: `3. Sälj gården` stands between 2 and 4.
    """
    numbers = [_COUNTS.fullmatch(split_number(lines[i].text)[0].rstrip(".)")) for i in bearing]
    counted = [[n[1], *map(int, re.split("[.:]", n[2]))] for n in numbers if n is not None]
    told = all(i + 1 < len(lines) and i + 1 not in bearing and not lines[i + 1].level for i in bearing)
    follow = all(b[-1] == 1 or [*a[:-1], int(a[-1]) + 1] == b for a, b in pairwise(counted))
    alike = len({lines[i].level for i in bearing}) == 1
    return len(counted) == len(bearing) >= FEWEST_COUNTED and alike and told and follow


def of_their_series(bearing: Sequence[int], borne: set[int], lines: Sequence[Line]) -> set[int]:
    """The lines of each count from 1 on of which a good part is borne out; chapters' parts have one too."""
    starts = [n for n, i in enumerate(bearing) if _FIRST.search(split_number(lines[i].text)[0]) or not n]
    runs = [bearing[a:b] for a, b in pairwise([*starts, len(bearing)])]
    good = [len(borne.intersection(run)) >= 0.3 * len(run) or _under_boards(run[0], lines) for run in runs]
    return {i for run, kept in zip(runs, good, strict=True) if kept for i in run}


def _under_boards(i: int, lines: Sequence[Line]) -> bool:
    """Whether a line that names who has what follows, a board or all of them, stands right over one."""
    above = lines[i - 1] if i else None
    return above is not None and (
        above.is_board
        or EVERYBODY.fullmatch(above.text[split_number(above.text)[1] :].strip(" :*")) is not None
    )


_FIRST = re.compile(r"(?<!\d)1[.)]*$")
_COUNTS = re.compile(r"(\D*)(\d+(?:[.:]\d+)*)")
FEWEST_COUNTED = 4
"""Fewer numbered lines make no series."""
