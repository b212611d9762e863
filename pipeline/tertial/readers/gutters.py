"""The empty places between the columns of aligned lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tertial.readers.lines import Line

GUTTER: Final = 2
"""Fewest spaces between columns; one is enough where most lines have more and begin a word there."""
MOST: Final = 0.6
"""Part of the lines that are most of them."""

RULE: Final = re.compile(r"\s*[-=_–—]{3,}(?:\s+[-=_–—]{2,})*\s*|\s*[-=_]{2,}(?:\s+[-=_]{2,})+\s*")
"""A line of dashes, under a head or between rows."""


def cuts(texts: Sequence[str]) -> list[int]:
    """Where columns begin: after at least two places that are empty in every line.

    One such place is enough where most of the lines have more and begin a word after it. A line that is
    indented and has no gutter may run over the columns, and is not asked.
    """
    texts = [text for text in texts if text[:1] != " " or " " * GUTTER in text.strip()]
    texts = [text for text in texts if not RULE.fullmatch(text) or " " in text.strip()]
    if not any(" " * GUTTER in text.strip() for text in texts):
        return []
    width = max(map(len, texts))
    filled = [False] * (width + 1)
    reach = [0] * (width + 1)
    for text in texts:
        for at, sign in enumerate(text):
            if not sign.isspace():
                filled[at] = True
        reach[len(text)] += 1
    found, blank = [], 0
    beyond = len(texts)
    for at in range(width):
        beyond -= reach[at]
        if filled[at]:
            wide = blank >= GUTTER or (blank == 1 and _mostly_wide(texts, at, beyond))
            if wide and at > blank and 2 * beyond >= len(texts):
                found.append(at)
            blank = 0
        else:
            blank += 1
    return found


def _mostly_wide(texts: Sequence[str], at: int, beyond: int) -> bool:
    """Whether most of the lines that reach a place begin a word there after a gutter."""
    begun = sum(
        1
        for text in texts
        if at >= GUTTER and text[at - GUTTER : at + 1].rstrip() != "" and not text[at - GUTTER : at].strip()
    )
    return begun >= MOST * beyond


def longest(lines: Sequence[Line], start: int, ends: Sequence[int]) -> tuple[int, list[int]]:
    """The last of the ends up to which the lines have columns, and where these begin; `start` for none.

    More lines have fewer columns, so it is found by doubling and halving: a table may have thousands of rows.
    """
    best, places = start, list[int]()
    low, step = -1, 1
    while step:
        at = low + step
        if at < len(ends) and (found := _common(lines[start : ends[at]])):
            low, best, places = at, ends[at], found
            step *= 2
        else:
            step //= 2
    return best, places


def _common(block: Sequence[Line]) -> list[int]:
    if any("\t" in line.text for line in block):
        return []
    return cuts([line.text for line in block if not RULE.fullmatch(line.text)])
