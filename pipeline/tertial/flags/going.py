"""Whether a text tells how a matter goes, though no rule read a status from it, or that nothing is told."""

from __future__ import annotations

import re
from functools import lru_cache

from tertial.resources import read_table


def tells(text: str) -> bool:
    """Whether a text tells how something goes: that it is done, rests, is awaited, was decided."""
    return _pattern("going_cues.csv").search(text) is not None


def silent(answer: str) -> bool:
    """Whether all that an answer says is that there is none: a dash, or that nothing has come in."""
    return _pattern("silent_answers.csv").fullmatch(answer.strip(" \t\n.,;:()[]*")) is not None


@lru_cache(maxsize=2)
def _pattern(table: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in read_table(table)), re.IGNORECASE)
