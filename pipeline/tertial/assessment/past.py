"""What was so at a time before the end of a report's period: "I april var uppdraget vilande"."""

from __future__ import annotations

import re
from typing import Final

from tertial.swedish.dates import MONTHS
from tertial.vocabulary import Period

_ONCE: Final = re.compile(
    r"\bi (?P<season>våras|vintras)\b"
    rf"|\b(?:i|per|den(?: \d{{1,2}}| sista)?) (?P<month>{'|'.join(MONTHS)})\b(?! \d)"
    r"|\b(?:i|under|vid(?: årets)?) (?:(?P<which>första|andra) tertial\w*|(?:tertial |t)(?P<number>[12])\b)"
    r"|\bvid (?P<half>delårs\w*|delåret|halvårs\w*)"
)
"""When something was so, as seen from the end of the period."""


_COMPARES: Final = re.compile(
    r"(?:\b(?:jämför\w*|jämte|mot|än|från|relation till|förhållande till)\b(?: med| till)?"
    r"[^.;!?]{0,60}|\d[^.;!?]{0,25}[(,;–-] ?)$"
)
"""What stands before an earlier time that a figure or a result is only compared with."""
_FIGURE: Final = re.compile(r"[\s:(]*(?:(?:var|blev|låg) )?(?:\w+ ){0,2}(?:på )?\d")
"""What stands after it where its own figure follows."""


def compared(low: str, start: int, end: int) -> bool:
    """Whether an earlier time is only what is compared with: "nås inte, 3,2 jämfört med 3,4 förra året".

    Args:
        low: The sentence, in lower case.
        start: Of the words for the time.
        end: Of them.
    """
    before = low[max(0, start - 80) : start]
    found = _COMPARES.search(before)
    if found is None:
        return False
    return not found[0][0].isdigit() or _FIGURE.match(low, end) is not None


def without_comparisons(low: str) -> str:
    """A sentence in lower case without the earlier times that something is only compared with."""
    return _EARLIER.sub(lambda time: "då" if compared(low, *time.span()) else time[0], low)


_EARLIER: Final = re.compile(
    r"\b(?:i fjol|(?:förra|föregående|tidigare) (?:året?|tertialet?|mätning\w*)|året innan|"
    r"vid årets (?:början|ingång))\b"
)


def of_now(text: str, year: int | None) -> str:
    """A sentence without the year before: "nåddes 2021 men inte 2022" becomes "nåddes inte 2022".

    What is taken out is blank, so that all else stands where it stood.
    """

    def blank(found: re.Match[str]) -> str:
        own = found["year"] is None or int(found["year"]) == year
        return f"{' ' * (found.end() - found.start() - 5)}inte " if own else found[0]

    return _NOT_NOW.sub(blank, text)


_NOT_NOW: Final = re.compile(
    r"\b(?:(?:i|under|för) )?(?:förra året|föregående år|i fjol|året innan|(?:19|20)\d\d),? (?:men|dock)"
    r"(?: däremot| dock)? inte "
    r"(?=(?:i år|under året|detta år|(?:(?:under|för|i) )?(?P<year>(?:19|20)\d\d))\b)",
    re.IGNORECASE,
)


def was_once(low: str, period: Period | None) -> bool:
    """Whether a clause in lower case names a time of the report's own year before the end of its period."""
    found = _ONCE.search(low) if period is not None else None
    if found is None or period is None:
        return False
    last = period.month
    if found["season"]:
        return last > 4
    if found["month"]:
        return MONTHS[found["month"]] < last
    if found["half"]:
        return last == 12
    return last > (4 if found["which"] == "första" or found["number"] == "1" else 8)
