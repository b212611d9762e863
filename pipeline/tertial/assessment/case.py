"""One word of status under judgement: all that decides over what it comes to, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.assessment.lexicon import Head, Unit, times, word_list
from tertial.assessment.sentence import Sentence
from tertial.vocabulary import Modality, Status

FINISHED: Final = frozenset({"done", "met", "product"})
"""Kinds of words that say of a matter that it is at an end."""


@lru_cache(maxsize=1)
def deeming() -> tuple[str, ...]:
    """How a verb begins that says what a matter counts as: "anses", "kan sägas vara"."""
    return tuple(sorted(word_list("deemed")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a statement says, and how far its wording is to be trusted."""

    assessment: Status
    modality: Modality = Modality.UTFALL
    trust: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """All that decides over one word of status."""

    sentence: Sentence
    index: int
    i: int
    head: Head
    unit: Unit
    cues: frozenset[str]
    verbs: frozenset[str]
    negated: bool
    partly: bool
    until: bool
    subject_negated: bool
    launched: bool
    """What the title orders opened or started is itself said to start or to run."""
    region: str

    def says(self, cue: str) -> bool:
        return any(pattern.search(self.region) for pattern in times()[cue])

    @property
    def finished(self) -> bool:
        return self.head.kind in FINISHED

    def tells(self, cue: str) -> bool:
        """Whether the whole sentence holds a pattern of time_cues.csv."""
        return any(pattern.search(self.sentence.low) for pattern in times()[cue])

    def goes_on(self, cue: str) -> bool:
        """Whether such a pattern stands right after the word."""
        return any(pattern.match(self.sentence.low, self.unit.end) for pattern in times()[cue])
