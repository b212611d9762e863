"""When two things are the same to the scorer: folded text, numbers, sets of boards, items by their titles."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any, Final

from tertial.dataset import Row

Gold = Mapping[str, Any]
"""A gold file, or an entry of one."""

TITLES_ALIKE: Final = 0.9
"""Titles at least so alike are one item's."""


def fold(text: str | None) -> str:
    """Text as it is compared: compatible characters, one space, no case, no soft hyphens."""
    return _fold(text or "")


@lru_cache(maxsize=8192)
def _fold(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u2011", "-")
    return re.sub(r"\s+", " ", text).strip().casefold()


def bare(text: str | None) -> str:
    """Folded text without punctuation."""
    return re.sub(r"[^\w ]+", "", fold(text)).strip()


def number(text: object) -> float | None:
    """The number that a cell holds, with a decimal comma or point; None for anything else."""
    try:
        return float(str(text).replace(",", ".").replace("\u2212", "-").replace(" ", ""))
    except ValueError:
        return None


def boards_of(value: list[str] | str | None) -> frozenset[str]:
    """The folded names in gold's list or in our column."""
    names = value if isinstance(value, list) else (value or "").split(";")
    return frozenset(fold(name) for name in names if fold(name))


def _alike(a: str, b: str) -> float:
    """Likeness of two bare titles, 0 where it is below what counts; cheap upper bounds are asked first."""
    if a == b:
        return 1.0
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < TITLES_ALIKE or matcher.quick_ratio() < TITLES_ALIKE:
        return 0.0
    return matcher.ratio()


def match_items(gold_items: list[Gold], got_items: list[Row]) -> dict[int, int]:
    """Pairs of gold's items and ours, one to one, the likest titles first; area and boards break ties."""
    scored = []
    for g, gold in enumerate(gold_items):
        for p, got in enumerate(got_items):
            title = _alike(bare(gold["title"]), bare(got["title"]))
            if title < TITLES_ALIKE:
                continue
            tie = 0.02 * (fold(gold.get("area")) == fold(got.get("area")))
            tie += 0.03 * (boards_of(gold.get("boards")) == boards_of(got.get("boards")))
            scored.append((title + tie, -abs(g - p), g, p))
    pairs: dict[int, int] = {}
    taken = set()
    for _, _, g, p in sorted(scored, reverse=True):
        if g not in pairs and p not in taken:
            pairs[g] = p
            taken.add(p)
    return pairs
