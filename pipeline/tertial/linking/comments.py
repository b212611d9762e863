"""How like two comments are, and whether one speaks of a word of a title."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.linking.wordings import Term, kind_of, stem, term_of
from tertial.swedish.words import words

FEWEST_WORDS: Final = 4
"""A comment of fewer telling words is like no other."""


@dataclass(frozen=True, slots=True)
class Vector:
    """A comment's words, common ones left out, as they are compared."""

    weights: dict[str, float]
    square: float
    """The square of its length."""


def vector(text: str) -> Vector:
    """A comment as its words."""
    counts = Counter(word[:9] for word in words(text) if len(word) > 3 and kind_of(word) == "content")
    weights = {word: 1 + math.log(count) for word, count in counts.items()}
    return Vector(weights, sum(weight * weight for weight in weights.values()))


def comments(one: Vector, other: Vector) -> float:
    """How like two comments are, 0–1: the cosine of their words."""
    x, y = one.weights, other.weights
    if len(x) < FEWEST_WORDS or len(y) < FEWEST_WORDS:
        return 0.0
    if len(y) < len(x):
        x, y = y, x
    dot = sum([x[word] * y[word] for word in x if word in y])
    return dot / math.sqrt(one.square * other.square)


@lru_cache(maxsize=1 << 13)
def covers(text: str, term: Term) -> bool:
    """Whether a text speaks of what a word of a title names."""
    if term.word in _vector_words(text):
        return True
    beginning = stem(term.word)
    return len(beginning) >= 5 and any(word.startswith(beginning) for word in _vector_words(text))


@lru_cache(maxsize=2048)
def _vector_words(text: str) -> frozenset[str]:
    return frozenset(form for word in words(text) if len(word) > 2 for form in (word, term_of(word).word))
