"""Whether a text has any word that tells how a matter goes, though no rule could read a status from it."""

from __future__ import annotations

import re
from functools import lru_cache

from tertial.resources import read_table


def tells(text: str) -> bool:
    """Whether a text tells how something goes: that it is done, rests, is awaited, was decided."""
    return _pattern().search(text) is not None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in read_table("going_cues.csv")), re.IGNORECASE)
