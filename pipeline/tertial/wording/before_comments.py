"""Statuses that a report sets before the comments of its items: `EJ UPPFYLLT: Bygglovet dröjer`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tertial.swedish.dates import parse_range
from tertial.wording.before_titles import STATED, plain_word
from tertial.wording.codes import current, key_of
from tertial.wording.readings import Reading
from tertial.wording.signs import sign_before

_SHORTEST_COMMENT: Final = 2
"""Words after the colon; one alone is the value of a label: `Uppfyllt: Delvis`, `Klart: 2024-06-30`."""
_OFTEN: Final = 3
"""Lines of which the status is one that a report sets so."""
_DENIES: Final = re.compile(r"(?:nej|delvis|inte|ej|ännu)\b", re.IGNORECASE)
_PART: Final = re.compile(r"[;,]\s+[^\W\d_][^:;,]{2,30}:\s")


def said_before_comments(lines: Sequence[str]) -> frozenset[str]:
    """The statuses that a report sets before the comment of an item, one under each title: `Klart: …`.

    There are three such lines or more, of two statuses or more. Two of them in a row are headings of what
    was done and of what was not: `Genomfört: …`, `Planerat: …`. A label over a value is none, nor is a
    line that counts or lists the statuses of several.
    """
    said: dict[str, Reading] = {}
    count = 0
    before = False
    for text in lines:
        found = STATED.match(text)
        reading = plain_word(found["said"]) if found is not None else None
        if found is not None and reading is not None:
            comment = found["comment"]
            valued = len(comment.split()) < _SHORTEST_COMMENT or parse_range(comment) is not None
            if before or valued or _DENIES.match(comment) or _PART.search(text):
                return frozenset()
            said[key_of(found["said"])] = reading
            count += 1
        before = reading is not None or (before and not text.strip())
    several = len({reading.assessment for reading in said.values()}) > 1
    return frozenset(said) if several and count >= _OFTEN else frozenset()


def stated(text: str) -> tuple[Reading, int] | None:
    """The status before the comment that a line holds, where the report sets it so, and where it ends."""
    known = current().stated
    found = STATED.match(text) if known else None
    reading = plain_word(found["said"]) if found is not None and key_of(found["said"]) in known else None
    return (reading, found.end("said")) if found is not None and reading is not None else None


def before_comment(text: str) -> tuple[int, int] | None:
    """Where a status ends that is set before a comment as a sign or before a colon, and where that begins."""
    if end := sign_before(text):
        return end, end
    found = STATED.match(text) if stated(text) is not None else None
    return (found.end("said"), found.start("comment")) if found is not None else None
