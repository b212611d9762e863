"""What is new in a text and what is gone from it, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import LCSseq

_WORD: Final = re.compile(r"\w+|[^\w\s]")
MOST: Final = 4_000
"""Longer texts, in words, are not compared: that takes too long, and nobody reads such marks."""


def added(before: str, now: str) -> list[tuple[int, int]]:
    """The stretches of `now` that `before` lacks, from the first character of a word to the end of one."""
    return [(start, end) for tag, (start, end) in _steps(before, now) if tag != "delete"]


def removed(before: str, now: str) -> list[str]:
    """The stretches of `before` that `now` lacks, in order."""
    return [before[start:end] for tag, (start, end) in _steps(now, before) if tag != "delete"]


def _steps(before: str, now: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The changes that make `now` of `before`, with the characters of `now` that each takes up."""
    one, other = list(_WORD.finditer(before)), list(_WORD.finditer(now))
    if max(len(one), len(other)) > MOST:
        return
    told = LCSseq.opcodes([word[0] for word in one], [word[0] for word in other])
    for step in told:
        if step.tag != "equal" and step.dest_end > step.dest_start:
            yield step.tag, (other[step.dest_start].start(), other[step.dest_end - 1].end())
