"""What speaks for or against two reworded titles being one matter, and how much each of it weighs."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from tertial.resources import read_table

TABLE = "link_weights.csv"


class Evidence(NamedTuple):
    """What is known of a pair, each 0–1; or what each of it weighs."""

    constant: float = 1.0
    title: float = 0.0
    """How like the titles are, as the rules take them."""
    compounds: float = 0.0
    """How much of that rests on parts of compounds and on near words, and not on the words themselves."""
    one_differs: float = 0.0
    """How far the titles cover each other, where one of them names a rare thing that the other does not."""
    both_differ: float = 0.0
    """The same, where each does: simhall and ishall."""
    comments: float = 0.0
    """How much liker the comments are than the titles."""
    moved: float = 0.0
    """1 where a word stood in the one title alone, and stands in the other alone."""
    shared_board: float = 0.0
    other_board: float = 0.0
    same_area: float = 0.0
    other_area: float = 0.0
    same_number: float = 0.0
    same_goal: float = 0.0
    other_goal: float = 0.0
    same_end: float = 0.0
    """1 where both are to end on the same day."""
    order: float = 0.0
    """1 where both stand between the same linked items."""


Weights = Evidence


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that data/link_weights.csv tells."""
    return Weights(**{row["evidence"]: float(row["weight"]) for row in read_table(TABLE)})


def total(evidence: Evidence, weights: Weights) -> float:
    """What the evidence amounts to; 0.70 makes a link."""
    found = 0.0
    for value, weight in zip(evidence, weights, strict=True):  # not sum(), which rounds otherwise from 3.12
        if value:
            found += value * weight
    return found
