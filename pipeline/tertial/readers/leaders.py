"""Lines whose words are led to their values by dots, made tabbed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from tertial.readers.lines import LINE_BREAK, Line

_LED: Final = re.compile(
    r"(?P<words>\S.*?[^\s.…])\s*(?:\.{4,}|…{2,}|(?:\s\.){4,}|_{4,})[\s.…]*(?P<value>[^\s.…].*)"
)
_NUMBERED: Final = re.compile(r"\A(\S.{0,24}?)\t+(?=[^\t]+\Z)")
"""A number that a tab sets off from the words after it."""
_PARTS: Final = re.compile(r"\s{2,}")
_PAGE: Final = re.compile(r"\d{1,3}")
FEWEST: Final = 4
"""Dots of a leader."""
LONGEST: Final = 60
"""Characters of a value; dots before more are a pause in a sentence."""


def to_tabs(lines: Sequence[Line]) -> list[Line]:
    """Lines in which a list with dot leaders has become rows with tabs between words and values.

    At least two such lines make a list. One whose values are all numbers in ascending order may be a table of
    contents, and stays as it is.
    """
    found: list[Line] = []
    start = 0
    while start < len(lines):
        end = _end(lines, start)
        rows = [match for line in lines[start:end] if (match := _led(line))]
        if len(rows) < 2 or _counts_pages([row["value"] for row in rows]):
            end = max(end, start + 1)
            found += lines[start:end]
        else:
            found += _rows(lines[start:end])
        start = end
    return found


def _led(line: Line) -> re.Match[str] | None:
    if line.text.count(".") < FEWEST and "……" not in line.text and "____" not in line.text:
        return None
    text = _NUMBERED.sub(r"\1 ", line.bare)
    match = None if "\t" in text else _LED.fullmatch(text)
    return match if match is not None and len(match["value"]) <= LONGEST else None


def _end(lines: Sequence[Line], start: int) -> int:
    """The end of the led lines that begin at `start`, with the broken titles and values among them."""
    end = start
    column = 0
    while end < len(lines) and (end == start or not lines[end].gap):
        match = _led(lines[end])
        if match is not None:
            indent = len(lines[end].text) - len(lines[end].text.lstrip())
            column = indent + match.start("value")
        elif not (column and _indent(lines[end]) >= column) and not _broken(lines, end):
            break
        end += 1
    return end


def _broken(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is the first of a title whose leader stands on the next."""
    following = lines[index + 1] if index + 1 < len(lines) else None
    if following is None or following.gap or "\t" in lines[index].text or lines[index].bare[-1] in ".:!?":
        return False
    match = _led(following)
    return match is not None and (following.bare[:1].islower() or _indent(following) > _indent(lines[index]))


def _indent(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _counts_pages(values: Sequence[str]) -> bool:
    if not all(_PAGE.fullmatch(value.strip()) for value in values):
        return False
    numbers = [int(value) for value in values]
    return numbers == sorted(numbers) and numbers[0] > 0


def _rows(lines: Sequence[Line]) -> list[Line]:
    rows: list[Line] = []
    begun: Line | None = None
    for index, line in enumerate(lines):
        match = _led(line)
        if match is None and _broken(lines, index):
            begun = line
        elif match is None:
            rows[-1] = replace(rows[-1], text=f"{rows[-1].text}{LINE_BREAK}{line.bare}")
        else:
            words = f"{begun.bare} {match['words']}" if begun else match["words"]
            cells = [words, *_PARTS.split(match["value"].strip())]
            rows.append(replace(begun or line, text="\t".join(cells)))
            begun = None
    return rows
