"""The line ends of preformatted text: which of them part paragraphs, and which only end a line."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tertial.readers.lines import Line
from tertial.readers.wrapping import STRUCTURE, divided, ends_sentence, unwrap

DIVIDES = "-"
"""Stands for a line end inside a word, whose hyphen goes."""


def line_ends(text: str) -> Iterator[str]:
    """For each line end of a text: what it is in a paragraph that goes on there; nothing where one ends.

    A sentence that goes on in small letters is never parted, though the text may be too short to show at
    which width it was cut.
    """
    printed = text.replace("\r\n", "\n").split("\n")
    lines = [
        Line(text=words.rstrip(), page=number, gap=int(not before.strip()))
        for number, (before, words) in enumerate(pairwise(["", *printed]))
        if words.strip()
    ]
    begins = {line.page for line in unwrap(lines)}
    for number, (before, words) in enumerate(pairwise(printed), 1):
        before, words = before.strip(), words.strip()
        if not (before and words and (number not in begins or _goes_on(before, words))):
            yield ""
        elif divided(before, words):
            yield DIVIDES
        else:
            yield "\n" if number in begins else " "


def _goes_on(before: str, words: str) -> bool:
    """Whether a line only goes on with a sentence: in small letters, and neither is a row of values."""
    if not words[:1].islower() or STRUCTURE.match(words):
        return False
    if "\t" in before + words or "  " in before + words:
        return False
    return not ends_sentence(before) and " " in before
