"""When a column's statuses hold, as its name says, and which of several columns is this report's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from tertial import wording
from tertial.parsers.head import Head
from tertial.swedish.words import fold

_YEAR = re.compile(r"\b(20\d\d)\b")
_DATED = re.compile(r"\b20\d\d-(?P<m>0[1-9]|1[0-2])\b|\b\d\d?/(?P<month>1[0-2]|[1-9])\b")
_COMPACT = re.compile(r"(?<!\d)(?:20)?([0-4]\d)(0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)")
_NOW = re.compile(r"\b(?:nu|idag|i dag|aktuell[t]?|nuvarande)\b")
_NAMED = re.compile(
    r"\b(?:(jan)(?:uari)?|(feb)(?:ruari)?|(mar)s?|(apr)(?:il)?|(maj)|(jun)i?|(jul)i?|(aug)(?:usti)?"
    r"|(sep)t?(?:ember)?|(okt)(?:ober)?|(nov)(?:ember)?|(dec)(?:ember)?)\b"
)
_PART = re.compile(r"\b(?:t|tertial|delår)\s?([123])\b")
_HALF = re.compile(r"\b(?:delår|delårs(?:rapport|bokslut)|halvår)(?:et|en)?\b")
_own: ContextVar[tuple[int, int] | None] = ContextVar("own", default=None)

LAST_MONTH = 12
WRITTEN_AFTER = 2
"""Months after its period in which a report is written, and may say how things are by then."""
NOW = (9999, LAST_MONTH)
"""When a status holds that holds now; later than any that has a date."""


@contextmanager
def at(end: str) -> Iterator[None]:
    """Lets columns be dated before or after the end of the report's period inside the block.

    Args:
        end: ISO date; empty where the report states no period.
    """
    token = _own.set((int(end[:4]), int(end[5:7])) if end else None)
    try:
        yield
    finally:
        _own.reset(token)


def lies(name: str) -> int:
    """-1 where a column's name dates it before the report at hand, 1 where after it; 0 where neither.

    `Status delår` is earlier at the end of the year, `Läget i december` later in April.
    """
    own = _own.get()
    when = when_of(name) or ((0, 8) if _HALF.search(fold(name)) else None)
    if own is None or when is None or when == NOW:
        return 0
    dated = (when[0] or own[0], when[1] or (own[1] if when[0] in (0, own[0]) else LAST_MONTH))
    ahead = 12 * (dated[0] - own[0]) + dated[1] - own[1]
    return (ahead > WRITTEN_AFTER) - (ahead < 0)


def sides_of(names: Sequence[str]) -> list[int]:
    """What `lies` says of names in their order; December before the report's own month is last year's."""
    sides = [lies(name) for name in names]
    own = _own.get()
    whens = [when_of(name) for name in names]
    if own is None:
        known = [when for when in whens if when is not None]
        return [-1 if when is not None and when[0] and when < max(known) else 0 for when in whens]
    at_own = [n for n, when in enumerate(whens) if sides[n] == 0 and when is not None]
    return [
        -1 if side > 0 and when == (0, LAST_MONTH) and any(n < at for at in at_own) else side
        for n, (side, when) in enumerate(zip(sides, whens, strict=True))
    ]


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
        month = named.lastindex or 0
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
        sides = dict(zip(times, sides_of([head.names.get(c, "") for c in times]), strict=True))
        alone = len(sides) == 1
        of_now = any(side >= 0 for side in sides.values())
        for c, side in sides.items():
            if side < 0 and of_now:
                roles[c] = replace(roles[c], name="description")
                del times[c]
            elif side > 0 and kind == "status" and not alone:
                roles[c] = replace(roles[c], name="forecast")
                del times[c]
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
                now = next((other for other, held in dated.items() if held == NOW), c)
                later = kind == "status" and when == (0, LAST_MONTH) and now < c
                roles[c] = replace(roles[c], name="forecast" if later else "description")
    return replace(head, roles=roles)
