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
