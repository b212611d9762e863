"""What an item is about: the theme that its words point to, and that a trained model expects.

The table of words decides wherever it is clear. The model under models/theme, trained on annotated reports,
weighs in where it is not, and is not even loaded before. Where neither says anything, it is `övrigt`.
"""

from __future__ import annotations

from math import log
from typing import Final

from tertial.themes.model import expected
from tertial.themes.pointing import pointed
from tertial.vocabulary import Theme

__all__ = ["theme"]

WEIGHT: Final = 0.33
"""What the logarithm of the model's share counts beside the sums of weights."""
LEAST: Final = 0.01
"""What the model is taken to give each theme at least, so that no theme is ever out of the question."""
CLEAR: Final = -WEIGHT * log(LEAST)
"""Where the words point so much more to one theme than to any other, the model can't change it."""
SURE: Final = 0.5
"""The share that the model must give to a theme that no word points to, where none points anywhere."""


def theme(title: str, area: str = "", text: str = "", subject: str = "") -> Theme:
    """The theme that an item is about.

    Args:
        title: The item's title.
        area: The goal or area that it stands under.
        text: What the report says under it.
        subject: The document's title; counts only where it points to one theme clearly.

    Returns:
        The theme with the highest sum of what the words point to and what the model expects; of equals, the
        first in the vocabulary.
    """
    sums = pointed(title, area, text, subject)
    first, second = sorted((sums.get(one, 0.0) for one in Theme), reverse=True)[:2]
    if first - second > CLEAR:
        return max(sums, key=lambda one: sums[one])
    shares = expected(title, area, text)
    if not sums:
        best = max(Theme, key=lambda one: shares[one])
        return best if shares[best] >= SURE else Theme.OVRIGT
    return max(Theme, key=lambda one: sums.get(one, 0.0) + WEIGHT * log(max(shares[one], LEAST)))
