"""When a column's statuses hold, as its name says, and which of several columns is this report's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace

from tertial import wording
from tertial.parsers.head import Head
from tertial.parsers.roles import column
from tertial.swedish.dates import find_dates
from tertial.swedish.words import fold
from tertial.vocabulary import Modality, Status

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


def foreseen(head: Head, rows: list[list[str]]) -> Head:
    """Of two columns of statuses that say different things the one that foretells is a forecast.

    `blir klart` or `klart 2024` foretells beside what goes on. Where nothing tells which of the two is how it
    is now, the one that is a column of statuses by its cells alone is told, and not judged.
    """
    roles = dict(head.roles)
    own = [c for c, role in sorted(roles.items()) if role.name == "status" and not _is_later(head, c)]
    cells = {c: [wording.value(row[c]) for row in rows[head.rows :]] for c in own}
    texts = {c: [row[c] for row in rows[head.rows :] if row[c]] for c in own}
    for c in [c for c in own if _foretell(cells[c], texts[c])]:
        if any(_differ(cells[c], cells[other]) for other in own if other != c):
            roles[c] = replace(roles[c], name="forecast")
            own.remove(c)
    now = next((c for c in own if _is_status(head.names.get(c, ""))), None)
    for c in own:
        unnamed = now is not None and not _is_status(head.names.get(c, ""))
        if unnamed and now is not None and _differ(cells[c], cells[now], _FEWEST):
            roles[c] = replace(roles[c], name="description")
    return replace(head, roles=roles)


_FEWEST = 2
"""In fewer rows two statuses may well contradict each other."""
_UNLIKE = 0.5
"""Share of the rows that tell two things, from which two columns are not of the same."""
_ENDS = frozenset(
    {Status.GENOMFORT, Status.DELVIS_GENOMFORT, Status.INTE_GENOMFORT, Status.EJ_BEDOMT, Status.UTGAR}
)
"""What may be foreseen; that a matter goes on is said of now."""


def _is_later(head: Head, c: int) -> bool:
    """Whether the name of a column says that its statuses are of the year's end, or expected."""
    name = head.names.get(c, "")
    return wording.is_forecast(name) or wording.dated_at_years_end(name)


def _differ(
    some: Sequence[wording.Reading | None], others: Sequence[wording.Reading | None], fewest: int = 1
) -> bool:
    """Whether two columns say different things in most of the rows in which both say something."""
    pairs = [(a.assessment, b.assessment) for a, b in zip(some, others, strict=True) if a and b]
    unlike = sum(a is not b for a, b in pairs)
    return unlike >= fewest and unlike >= _UNLIKE * len(pairs)


def _foretell(readings: Sequence[wording.Reading | None], texts: Sequence[str]) -> bool:
    """Whether a column tells of nothing but ends, one of which at least is yet to come."""
    told = [reading.assessment in _ENDS for reading in readings if reading is not None]
    return all(told) and any(map(_foretells, texts))


def _is_status(name: str) -> bool:
    """Whether a column is one of statuses by its name, whatever stands in it."""
    role = column(name)
    return role is not None and role.name == "status"


def _foretells(text: str) -> bool:
    """Whether a status says of itself that it is to come: `blir klart`, or its time lies ahead."""
    told = wording.value(text)
    if told is not None and told.modality is Modality.PROGNOS:
        return True
    own = _own.get()
    times = (found.range.end for found in find_dates(text, own[0] if own is not None else None))
    return own is not None and any((int(end[:4]), int(end[5:7])) > own for end in times if end)
