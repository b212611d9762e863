"""Lines that say side by side who an item is given to and how it goes: `Socialnämnden      Pågår`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tertial import wording
from tertial.boards import Register
from tertial.parsers.titles import split_number
from tertial.swedish.dates import parse_range

LONGEST = 160
"""Characters; nothing longer is only a name and a state."""


@dataclass(frozen=True, slots=True)
class WhoAndHow:
    """Where a line says who, how, and by when; offsets into the line, an end of 0 where it does not."""

    who: tuple[int, int]
    how: tuple[int, int]
    when: tuple[int, int] = (0, 0)


_PARTING = re.compile(r"\s{2,}|\t+|\s*[|·•]\s*|\s*;\s+|\s+[–—/-]+\s+")
_EARLIER = re.compile(r"\s*\(([^()]{1,40})\)\s*[.:]?$")
_NO_STATE = re.compile(r"[\s–—-]*")


def who_and_how(text: str, register: Register) -> WhoAndHow | None:
    """The parts of a line of which each names boards, a state or a date, and that is all there is.

    A state in parentheses after the state is that of an earlier report.
    """
    if len(text) > LONGEST or "\n" in text:
        return None
    spans, start = [], 0
    for parting in _PARTING.finditer(text):
        spans.append((start, parting.start()))
        start = parting.end()
    spans = [(start, end) for start, end in (*spans, (start, len(text))) if start < end]
    if not 2 <= len(spans) <= 5:
        return None
    said = [_now(text, *span) for span in spans]
    states = [n for n, (start, end) in enumerate(said) if wording.cell(text[start:end]) is not None]
    if len(states) == 2:  # `Pågår / klart 2023`
        states = [n for n in states if parse_range(text[slice(*said[n])]) is None]
    if len(states) != 1:
        return None
    who: list[tuple[int, int]] = []
    when = (0, 0)
    for n, (start, end) in enumerate(spans):
        if n in states:
            continue
        part = text[start:end].strip(" .:")
        if _names_only(part, register):
            if who and n - 1 in states:
                return None
            who.append((start, end))
        elif when == (0, 0) and len(part) <= 40 and parse_range(part) is not None:
            when = start, end
        else:
            return None
    return WhoAndHow((who[0][0], who[-1][1]), said[states[0]], when) if who else None


_AFTER_NUMBER = re.compile(r"(\S{1,12})(?:\s{2,}|\t+|\s+[–—|]\s+)(?=\S)")


def state_at(text: str) -> int:
    """Where the status begins that stands behind a number and nothing else: `2021:4      PÅGÅR`; else 0."""
    found = _AFTER_NUMBER.match(text)
    if found is None or not split_number(f"{found[1]} x")[0]:
        return 0
    return found.end() if wording.cell(text[found.end() :]) is not None else 0


_JOINING = re.compile(r"\s*[,/&+]\s*(?:och\s+|samt\s+)?|\s+(?:och|samt)\s+")
_ALL = re.compile(r"(?:alla|samtliga)\s+\w+", re.IGNORECASE)


def _names_only(text: str, register: Register) -> bool:
    """Whether a text names boards and says nothing else: no title with a board in parentheses."""
    if not 2 <= len(text) <= 100 or not register.responsible(text).boards:
        return False
    parts = [text] if register.heading(text[:1].upper() + text[1:]) else _JOINING.split(text)
    if _ALL.fullmatch(text) or all(register.heading(part[:1].upper() + part[1:]) for part in parts):
        return True
    rest = text
    for mention in reversed(register.mentions(text)):
        rest = rest[: mention.span.start] + rest[mention.span.end :]
    return not any(map(str.isalpha, _JOINING.sub("", f" {rest} ")))


def _now(text: str, start: int, end: int) -> tuple[int, int]:
    """A state without what an earlier report said: `Klart (Pågår)`, `Pågår (–)`."""
    earlier = _EARLIER.search(text, start, end)
    if earlier is None or earlier.start() == start:
        return start, end
    other = _NO_STATE.fullmatch(earlier[1]) or wording.cell(earlier[1]) is not None
    return (start, earlier.start()) if other else (start, end)
