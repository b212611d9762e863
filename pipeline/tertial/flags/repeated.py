"""Comments that say the same again: what stood in the report before, word for word."""

from __future__ import annotations

from typing import Final

from tertial.swedish.words import words

FEWEST: Final = 40
"""Words; a shorter comment may well have to be the same."""
SAME: Final = 0.9
"""The share of a comment's stretches of words that makes it the same."""
_LENGTH: Final = 5
"""Words in a stretch; they are taken one word apart, within a paragraph or cell."""


def again(before: str, now: str) -> float:
    """The share of a comment's stretches of five words that stand in an earlier one, 0–1.

    0 where the comment has under 40 words.
    """
    if sum(len(words(line)) for line in now.split("\n")) < FEWEST:
        return 0.0
    own = _stretches(now)
    return len(own & _stretches(before)) / len(own) if own else 0.0


def _stretches(text: str) -> frozenset[tuple[str, ...]]:
    lines = [words(line) for line in text.split("\n")]
    return frozenset(tuple(line[n : n + _LENGTH]) for line in lines for n in range(len(line) - _LENGTH + 1))
