"""When a column's statuses hold, as its name says, and which of several columns is this report's own."""

from __future__ import annotations

import re
from dataclasses import replace

from tertial import wording
from tertial.parsers.head import Head
from tertial.swedish.words import fold

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_YEAR = re.compile(r"\b(20\d\d)\b")
_DATED = re.compile(r"\b20\d\d-(?P<m>0[1-9]|1[0-2])\b|\b\d\d?/(?P<month>1[0-2]|[1-9])\b")
_COMPACT = re.compile(r"(?<!\d)(?:20)?([0-4]\d)(0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)")
_NOW = re.compile(r"\b(?:nu|idag|i dag|aktuell[t]?|nuvarande)\b")
_NAMED = re.compile(rf"\b({'|'.join(_MONTHS)})[a-zåäö]*\b")
_PART = re.compile(r"\b(?:t|tertial|delår)\s?([123])\b")


LAST_MONTH = 12
NOW = (9999, LAST_MONTH)
"""When a status holds that holds now; later than any that has a date."""


def when_of(name: str) -> tuple[int, int] | None:
    """Year and month at which a column's status holds, as its name says; 0 for what it leaves out."""
    folded = fold(name)
    if _NOW.search(folded):
        return NOW
    if (compact := _COMPACT.search(folded)) is not None:
        return (2000 + int(compact[1]), int(compact[2]))
    year = _YEAR.search(folded)
    month = 0
    if (dated := _DATED.search(folded)) is not None:
        month = int(dated["m"] or dated["month"])
    elif (named := _NAMED.search(folded)) is not None:
        month = _MONTHS.index(named[1]) + 1
    elif (part := _PART.search(folded)) is not None:
        month = 4 * int(part[1])
    elif "helår" in folded or "bokslut" in folded:
        month = 12
    return (int(year[1]) if year else 0, month) if year or month else None


def latest_only(head: Head, rows: list[list[str]]) -> Head:
    """Of columns that say the status at different times the latest that is filled is this report's own."""
    roles = dict(head.roles)
    for kind in ("status", "comment"):
        times = {c: when_of(head.names.get(c, "")) for c, role in roles.items() if role.name == kind}
        body = rows[head.rows :]
        dated = {c: w for c, w in times.items() if w and not wording.foretell(row[c] for row in body)}
        named = {fold(head.names[c]).split()[0]: c for c in dated}
        for c in times.keys() - dated.keys():
            if named.get(fold(head.names.get(c, "")).strip(" .:"), c) < c:
                dated[c] = NOW  # `Status` after `Status aug.`
        if len(dated) < 2 or len(set(dated.values())) < 2:
            continue
        filled = {c for c in dated if any(re.search(r"\w|\[", row[c]) for row in rows[head.rows :])}
        latest = max(when for c, when in dated.items() if c in filled or not filled)
        for c, when in dated.items():
            if when != latest:
                # `I december` after `Nu` is to come.
                now = next((other for other, at in dated.items() if at == NOW), c)
                later = kind == "status" and when == (0, LAST_MONTH) and now < c
                roles[c] = replace(roles[c], name="forecast" if later else "description")
    return replace(head, roles=roles)
