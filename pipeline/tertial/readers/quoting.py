"""Lines of a mail that is quoted in another, without their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from tertial.readers.lines import Line

_QUOTED: Final = re.compile(r"[ \t]{0,3}(?:>[ \t]?)+")
FEWEST: Final = 3
"""Fewer lines in a row that begin with the mark are chance."""


def unquote(lines: Sequence[Line]) -> list[Line]:
    """The lines, those without the mark ">" that a mail program has set before each line of a stretch.

    A line that is nothing but marks was an empty line.
    """
    found: list[Line] = []
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _QUOTED.match(lines[end].text) and (end == start or not lines[end].gap):
            end += 1
        if end - start < FEWEST or _marks_each(lines[start:end]):
            end = max(end, start + 1)
            found += lines[start:end]
        else:
            found += _bare(lines[start:end])
        start = end
    return found


def _marks_each(lines: Sequence[Line]) -> bool:
    """Whether the marks change from line to line, as signs of status do: quotes nest in stretches."""
    depths = [line.text[: found.end()].count(">") for line in lines if (found := _QUOTED.match(line.text))]
    changes = sum(here != there for here, there in pairwise(depths))
    return changes >= FEWEST and 2 * changes > len(depths)


def _bare(lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    gap = lines[0].gap
    for line in lines:
        text = _QUOTED.sub("", line.text, count=1)
        if text.strip():
            found.append(replace(line, text=text, gap=gap))
            gap = 0
        else:
            gap += 1
    return found
