"""How much the words of an item point to each theme, by the table of words with _WEIGHTS.

A title weighs most, then the area it stands under, then what the text begins with. A document on one
subject lends that subject to what says little by itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.swedish.names import names
from tertial.swedish.words import words
from tertial.themes.table import hits, loose, met
from tertial.vocabulary import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much a word counts by where it stands."""

    first: float = 1.25
    """Factor of the first word of a title that points anywhere: what an item is about comes early."""
    aside: float = 0.7
    """Factor of words that tell where or with whom: after `i`, `inom`, `på`, `med` …"""
    loose: float = 0.4
    """Factor of a compound that only begins or ends with a word of the table, where nothing else is met."""
    name: float = 0.3
    """Factor of what a name begins with: Skogsvall is no skog. What it ends in counts in full."""
    area: float = 0.45
    text: float = 0.22
    text_length: int = 400
    """Characters of the text that are looked at."""
    most_text: float = 1.6
    """No theme gets more than this from the text."""
    subject: float = 2.2
    """What the document's one subject adds to its theme."""


_WEIGHTS: Final = Weights()


_ASIDE: Final = frozenset(
    {"i", "inom", "på", "vid", "hos", "med", "till", "från", "genom", "enligt", "bland", "längs"}
)
_AGAIN: Final = frozenset(
    {"för", "mot", "om", "att", "av", "som", "så", "vilka", "vilket", "kring", "rörande"}
)


def pointed(title: str, area: str = "", text: str = "", subject: str = "") -> dict[Theme, float]:
    """How much an item's words point to each theme.

    Args:
        title: The item's title.
        area: The goal or area that it stands under.
        text: What the report says under it.
        subject: The document's title; counts only where it points to one theme clearly.

    Returns:
        Sums of weights, of the themes that some word of the table points to.
    """
    sums = _title(title)
    for found, weight in _plain(area).items():
        sums[found] += _WEIGHTS.area * weight
    for found, weight in _plain(_beginning(text, _WEIGHTS.text_length)).items():
        sums[found] += min(_WEIGHTS.text * weight, _WEIGHTS.most_text)
    leading = _subject(subject)
    if leading is not None:
        sums[leading] += _WEIGHTS.subject
    return sums


def _title(title: str) -> dict[Theme, float]:
    sums: dict[Theme, float] = defaultdict(float)
    factor, decided, seen = 1.0, False, set()
    named = names(title)
    for token, found in met(words(title)):
        if token in _ASIDE:
            factor = _WEIGHTS.aside
        elif token in _AGAIN:
            factor = 1.0
        for hit in found:
            if hit.row in seen:
                continue
            seen.add(hit.row)
            share = hit.row.weight * factor * (1.0 if decided else _WEIGHTS.first)
            if token in named and hit.row.match in ("prefix", "part"):
                share *= _WEIGHTS.name
            sums[hit.row.theme] += share
        decided = decided or any(hit.row.weight > 1 for hit in found)
    if not sums:
        for row in {row for token in words(title) if token not in named for row in loose(token)}:
            sums[row.theme] += _WEIGHTS.loose * row.weight
    return sums


@lru_cache(maxsize=256)
def _plain(text: str) -> Mapping[Theme, float]:
    sums: dict[Theme, float] = defaultdict(float)
    if text:
        for row in {hit.row: None for hit in hits(text)}:
            sums[row.theme] += row.weight
    return sums


@lru_cache(maxsize=256)
def _subject(title: str) -> Theme | None:
    """The theme of a document on one subject: it gets twice what any other theme gets."""
    sums = sorted(_plain(title).items(), key=lambda pair: -pair[1])
    if not sums or sums[0][1] < 3 or (len(sums) > 1 and sums[0][1] < 2 * sums[1][1]):
        return None
    return sums[0][0]


def _beginning(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return text[:length].rsplit(None, 1)[0]
