"""Statuses in words that a report sets before its titles, line after line: `KLART – Se över taxan`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from tertial.swedish.words import fold
from tertial.vocabulary import Status
from tertial.wording.codes import current, key_of
from tertial.wording.readings import END, Reading, status_at

STATED: Final = re.compile(
    r"\s*(?:[-–•*·▪]\s+)?(?P<bracket>[\[(])?(?P<said>[^\W\d_][^:=\n\d()\[\]|–—]{2,30}?)"
    r"(?(bracket)[\])][ \t]{0,3}[:–—-]?\s+|(?:\s*:[ \t]+|\s+[–—|-]\s+))(?P<comment>\S[^\n]*)"
)
"""A few words in brackets, or before a colon, a dash or a bar, and what they are said of."""
_OFTEN: Final = 3
_MOSTLY: Final = 0.6


def said_before_titles(lines: Sequence[str], orders: Callable[[str], bool]) -> frozenset[str]:
    """The statuses that a report sets before titles, folded; none where that is no rule of it.

    There are three such lines or more, of two statuses or more, and they are most of those that open with a
    status: `Klart: Planen är antagen` is a comment. What is in brackets stands before names as well.

    Args:
        orders: Whether words tell somebody to do something.
    """
    said: list[tuple[str, Status, bool]] = []
    for text in lines:
        found = STATED.match(text)
        reading = plain_word(found["said"]) if found is not None else None
        if found is not None and reading is not None:
            name = found["bracket"] and found["comment"].rstrip()[-1:] not in ".!?"
            said.append((key_of(found["said"]), reading.assessment, bool(name) or orders(found["comment"])))
    ordered = [status for _, status, order in said if order]
    if len(ordered) < _OFTEN or len(ordered) < _MOSTLY * len(said) or len(set(ordered)) < 2:
        return frozenset()
    return frozenset(key for key, *_ in said)


def status_first(text: str) -> tuple[int, int, int] | None:
    """Start and end of a status that stands before a title, and where that begins; None for other lines."""
    known = current().titled
    found = STATED.match(text) if known else None
    if found is None or key_of(found["said"]) not in known or plain_word(found["said"]) is None:
        return None
    return (*found.span("said"), found.start("comment"))


def plain_word(text: str) -> Reading | None:
    """The status that a text is, by the common words for it alone."""
    folded = fold(text)
    found = status_at(folded)
    plain = found is not None and not found[0].implied and re.fullmatch(END, folded[found[1] :]) is not None
    return found[0] if found is not None and plain else None
