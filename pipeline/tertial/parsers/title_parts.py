"""A title as printed, taken apart: numbering, the thing's name, who is responsible, a status in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from tertial import wording
from tertial.boards import Register
from tertial.document import Span
from tertial.parsers.references import is_reference
from tertial.parsers.roles import column, remembered_in_report
from tertial.parsers.title_owners import (
    BRACKETS,
    PARENTHESIS,
    SHARED_WITH,
    facts_last,
    known_only,
    owner_first,
    owner_last,
)
from tertial.parsers.titles import NUMBERED_THING, split_number
from tertial.vocabulary import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The parts of a title line; spans are offsets into the line."""

    number: str
    text: str
    span: Span
    responsible: str = ""
    status: Span | None = None
    forecast: Span | None = None
    """Where a second sign on the line says how it is expected to end."""
    kind: Kind | None = None
    """Where a label before it says what it is (`Uppdrag 3:`)."""
    dates: tuple[tuple[str, str], ...] = ()
    """When it is to be done, with start, end or when: `(KS; 30 juni 2007)`, `(ansvarig: KS; start: 2007)`."""


_DASH = re.compile(
    r"\s+[–—-]\s+([^–—]{3,60})$|\s*[:|]\s*([^:|]{3,60})$|\t+([^\t]{2,60})$|\s*(?:\.{3,}|…+|(?:\s\.){3,})\s*([^.…\s][^…]{2,60})$"
    r"|\s{3,}(\S[^\t]{2,60})$"
)
_STATUS_FIRST = re.compile(r"\s*(?:\[([^\[\]]{1,40})\]|\(([^()]{1,40})\))[\s:–-]+(?=\S)")


@remembered_in_report
def take_apart(text: str, register: Register, *, automatic: str = "") -> Title:
    """The parts of a title line.

    What stands last in parentheses is who is responsible only where it names a board or a code; a
    law's number or an abbreviation stays in the title.
    """
    number, start, kind = split_number(text, automatic)
    signed = wording.sign_first(text)
    if signed is not None and not automatic and number == text[slice(*signed[:2])].strip("()"):
        number, start, kind = "", 0, None  # `(x) Se över taxan` where `(x)` is explained
    end = len(text)
    responsible, status, forecast = "", None, None
    dates: tuple[tuple[str, str], ...] = ()
    numbered = NUMBERED_THING.match(text)
    if numbered is not None and (said := numbered.group("said")):
        # Uppdrag 3 (pågår): Se över taxan
        if _is_status(said):
            status = Span(*numbered.span("said"))
        elif register.responsible(said).boards:
            responsible = said
    if not responsible and (leading := owner_first(text[start:], register)) is not None:
        responsible, start = leading[0], start + leading[1]
    first = _STATUS_FIRST.match(text, start)
    if first is not None:
        inner = Span(*first.span(1 if first[1] else 2))
        whole = Span(inner.start - 1, inner.end + 1)
        if len(inner) > 2 and _is_status(text[inner.start : inner.end]):  # [KLART] Se över taxan
            status, start = inner, first.end()
        elif wording.cell(text[whole.start : whole.end]) is not None:  # [x] Se över taxan
            status, start = whole, first.end()
    elif not number and signed is not None:
        last = status_last(text) if _foretells(text) else None
        if last is not None:  # ● Se över taxan ↗
            forecast, end = Span(*last[:2]), last[2]
        if last is not None or wording.sign_last(text) is None:  # ● Se över taxan
            status, start = Span(*signed[:2]), signed[2]
    for _ in range(3):
        line = text[start:end]
        if status is None and (found := status_last(line)) is not None:
            status = Span(start + found[0], start + found[1])
            end = start + found[2]
            continue
        cited = PARENTHESIS.search(line, 3)
        if cited is not None and is_reference(cited[1]):
            end = start + cited.start()  # `Se över taxan (Kf § 45/04)`
            continue
        shared = SHARED_WITH.search(line, 3) if not responsible else None
        if shared is not None and known_only(shared[1], register):
            end = start + shared.start()  # the board of the chapter is the first to act
            continue
        if (told := facts_last(line, register)) is not None:
            facts, cut = told
            responsible, dates = responsible or facts.responsible, dates or facts.dates
            end = start + cut
            continue
        if not responsible and (who := owner_last(line, register)) is not None:
            responsible, cut = who
            end = start + cut
            continue
        break
    while end > start and text[end - 1] in " \t\n\u00a0:–-*_":
        end -= 1
    while start < end and (
        not (text[start].isalnum() or text[start] in _OPENS) or text.startswith("- ", start)
    ):
        start += 1
    return Title(
        number=number,
        text=text[start:end],
        span=Span(start, end),
        responsible=responsible,
        status=status,
        forecast=forecast,
        kind=kind,
        dates=dates,
    )


_OPENS = frozenset("\"”“'’‘«»([#§-@&%")
"""Signs that a title may begin with; others, as bullets, are none of its words."""


def sign_of(text: str) -> tuple[Literal["first", "last"], tuple[int, int], int] | None:
    """Where a sign stands that the report explains and a title bears, and where the title begins or ends."""
    last = wording.sign_last(text)
    if last is not None and last[2] >= 3:
        return "last", last[:2], last[2]
    first = wording.sign_first(text)
    return ("first", first[:2], first[2]) if first is not None else None


def _foretells(text: str) -> bool:
    """Whether the sign that ends a title says how it is expected to end, and the one before it how it is."""
    first, last = wording.sign_first(text), wording.sign_last(text)
    if first is None or last is None or last[2] <= first[2]:
        return False
    now, later = (wording.cell(text[slice(*sign[:2])]) for sign in (first, last))
    return now is not None and later is not None and now.modality is not later.modality


def status_last(line: str, shortest: int = 3) -> tuple[int, int, int] | None:
    """Start and end of a status that ends the line, and where the title before it ends.

    Args:
        shortest: Characters that must stand before it.
    """
    if (signed := wording.sign_last(line)) is not None and signed[2] >= shortest:
        return signed
    for pattern, sign in ((BRACKETS, "]"), (PARENTHESIS, ")"), (_DASH, "")):
        found = pattern.search(line) if sign in line else None
        if found is None or found.start() < shortest:
            continue
        group = next(i for i, value in enumerate(found.groups(), start=1) if value is not None)
        value = found.group(group)
        if _is_status(value):
            lead = len(value) - len(value.lstrip())
            return found.start(group) + lead, found.start(group) + len(value.rstrip()), found.start()
    return None


def _is_status(value: str) -> bool:
    if wording.states_only(value):
        return True
    name, _, rest = value.partition(":")
    role = column(name)
    return bool(rest and role and role.name in ("status", "forecast") and wording.cell(rest))
