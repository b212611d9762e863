"""The lines of a table of contents in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tertial.readers.lines import Line
from tertial.swedish.words import fold

_HEAD: Final = re.compile(
    r"(?:[#*\s]*)(?:innehåll|innehållsförteckning|innehållsförteckningen|innehåll:)(?:[*\s]*)"
)
_LEADER: Final = re.compile(r"\S.*?(?:\.{3,}|…{2,}|(?:\s\.){3,}|_{4,})[\s.…]*\d{1,3}")
_LED: Final = re.compile(r"\S.*?(?:\.{4,}|…{2,}|(?:\s\.){4,})\s*")
_PAGED: Final = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?\t)?(?=[^\t]*[^\W\d])[^\t]*(?:\t+| {3,})\d{1,3}")
_LONGEST: Final = 400
"""Longest entry, in characters, its leader included."""
_LEADS: Final = ("\t", "...", "…", "____", "   ")
_SPACED: Final = re.compile(r"(?<=\s)\.\s\.")
"""Dots of a leader with spaces between them."""
_NUMBER: Final = re.compile(r"(\d{1,3})\s*$")


def find(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that are a table of contents, its heading included.

    Lines with dot leaders before a page number are; lines that end in a tab and a number are where they stand
    under "Innehåll", or where most of them come again as lines of their own further down.
    """
    found: set[int] = set()
    index = 0
    while index < len(lines):
        if _HEAD.fullmatch(fold(lines[index].text)):
            end = _listed(lines, index + 1)
            if end > index + 1:
                found.update(range(index, end))
            index = end
        elif _matches(lines[index], _PAGED) and not _matches(lines[index], _LEADER):
            end = _run(lines, index)
            if _announced(lines, index, end):
                found.update(range(index, end))
            index = end
        else:
            if _matches(lines[index], _LEADER):
                found.add(index)
            index += 1
    return found


def _matches(line: Line, *patterns: re.Pattern[str]) -> bool:
    bare = line.bare
    if (
        not bare
        or len(bare) > _LONGEST
        or not (bare[-1].isdigit() or bare[-1] in ".…")
        or not (any(sign in bare for sign in _LEADS) or _SPACED.search(bare))
    ):
        return False
    return any(pattern.fullmatch(bare) for pattern in patterns)


def _is_entry(line: Line) -> bool:
    return _matches(line, _LEADER, _PAGED, _LED)


def _listed(lines: Sequence[Line], start: int) -> int:
    """The end of the entries after the heading; one line that is none, a broken title, may be among them."""
    end = start
    while end < len(lines):
        if (_is_entry(lines[end]) and (end == start or lines[end].gap <= 1)) or (
            end > start
            and end + 1 < len(lines)
            and not lines[end].gap
            and not lines[end + 1].gap
            and _is_entry(lines[end + 1])
            and len(lines[end].bare) < 120
        ):
            end += 1
        else:
            break
    return end


def _run(lines: Sequence[Line], start: int) -> int:
    end = start
    while end < len(lines) and _matches(lines[end], _PAGED) and (end == start or not lines[end].gap):
        end += 1
    return end


def _announced(lines: Sequence[Line], start: int, end: int) -> bool:
    """Whether at least three titles with ascending numbers stand there, most of which come again as lines."""
    if end - start < 3:
        return False
    numbers = [int(match.group(1)) for i in range(start, end) if (match := _NUMBER.search(lines[i].bare))]
    if numbers != sorted(numbers):
        return False
    later = {fold(line.text).lstrip("#*0123456789. ").rstrip("*") for line in lines[end:]}
    titles = [
        fold(_NUMBER.sub("", lines[i].text)).lstrip("0123456789. ").rstrip(" .") for i in range(start, end)
    ]
    return sum(title in later for title in titles) * 2 >= len(titles)
