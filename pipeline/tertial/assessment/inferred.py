"""Reads out of what is told that a board, or somebody for the item, is at work on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.assessment.lexicon import lower
from tertial.document import Span
from tertial.resources import read_table
from tertial.swedish.sentences import LONGEST


@dataclass(frozen=True, slots=True)
class Sign:
    """A sentence that tells of work done or going on."""

    strength: float
    span: Span


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[float, re.Pattern[str]], ...]:
    """The strongest first."""
    rows = sorted(read_table("doing_cues.csv"), key=lambda row: -float(row["strength"]))
    return tuple((float(row["strength"]), re.compile(row["pattern"])) for row in rows)


@lru_cache(maxsize=2)
def _guards(reach: str) -> tuple[re.Pattern[str], ...]:
    """What keeps a sentence, or all that is told of a board, from telling of work."""
    return tuple(
        re.compile(row["pattern"]) for row in read_table("doing_guards.csv") if row["reach"] == reach
    )


@lru_cache(maxsize=2048)
def strength(sentence: str) -> float:
    """How plainly a sentence tells of work: 3 a part goes on, 2.5 an agent acts, 2 a step is done; 1, 0."""
    if len(sentence) > LONGEST:
        return 0.0
    low = lower(sentence)
    told = next((value for value, cue in _cues() if cue.search(low)), 0.0)
    return 0.0 if told and any(guard.search(low) for guard in _guards("sentence")) else told


BOARD: Final = 1.0
ITEM: Final = 2.0
"""From which strength on a sentence tells of work: of a board, whose own doings are enough, or of an item."""


def clearest(text: str, sentences: Sequence[Span], least: float) -> Sign | None:
    """The sentence that tells most plainly of work, of equals the first; None if none reaches `least`.

    Nor where it is said that the matter does not concern the board.
    """
    low = lower(" ".join(text[span.start : span.end] for span in sentences))
    if any(guard.search(low) for guard in _guards("all")):
        return None
    signs = [Sign(strength(text[span.start : span.end]), span) for span in sentences]
    best = max(signs, key=lambda sign: (sign.strength, -sign.span.start), default=None)
    return best if best is not None and best.strength >= least else None


_WORK: Final = re.compile(
    r"(?:[\w-]{2,8}: )?arbetet (?:med|kring|för|på|inom|i) [^,;:.]{3,90}? "
    r"(?:(?:pågår|fortsätter|fortgår|fortskrider)\b|löper (?:på|vidare)|"
    r"har (?:nu |också |redan )?(?:påbörjats|inletts|startat|kommit i ?gång)\b)(?! inte| ej)"
)


def goes_on(sentence: str) -> bool:
    """Whether a sentence opens with arbetet and says that it goes on, whatever part it is about."""
    low = lower(sentence)
    return _WORK.match(low) is not None and not _DOUBTED.search(low)


_DOUBTED: Final = re.compile(r"\b(?:inte|ej|ännu|om|ifall|såvida)\b")
