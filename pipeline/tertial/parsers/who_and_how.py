"""Lines that say side by side who has an item, when and how it goes: `Socialnämnden      Pågår`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tertial import wording
from tertial.boards import Register
from tertial.parsers.facts import FUNCTION, PERSON
from tertial.parsers.roles import known, remembered_in_report
from tertial.parsers.titles import split_number
from tertial.swedish.dates import parse_range
from tertial.vocabulary import Modality

LONGEST = 160
"""Characters; nothing longer is only a name and a state."""


@dataclass(frozen=True, slots=True)
class WhoAndHow:
    """Where a line says who, how, and when; offsets into the line, an end of 0 where it does not."""

    who: tuple[int, int]
    how: tuple[int, int]
    when: tuple[tuple[int, int, str], ...] = ()
    """Start and end of each date or stretch, and whether it is the start, the end or either."""
    foretold: tuple[tuple[int, int], ...] = ()
    """Of these what says, too, that something is expected: `Pågår. Beräknas klart 2024`."""


_PARTING = re.compile(r"\s{2,}|\t+|\s*[|·•→]\s*|\s*[-=]>\s*|\s*;\s+|\s+[–—/-]+\s+")
_EARLIER = re.compile(r"\s*\(([^()]{1,40})\)\s*[.:]?$")
_NO_STATE = re.compile(r"[\s–—-]*")


@remembered_in_report
def who_and_how(text: str, register: Register) -> WhoAndHow | None:
    """The parts of a line of which each names who, a state or a date, and that is all there is.

    A state in parentheses after the state is that of an earlier report. Who is no board is told by the
    word for what they are, beside a date.
    """
    if len(text) > LONGEST or "\n" in text:
        return None
    found = _parts(text, _PARTING, register)
    return found if found is not None or not any(map(str.isdigit, text)) else _parts(text, _FINER, register)


_FINER = re.compile(rf"{_PARTING.pattern}|[.,]\s+|(?<=\d)\s+(?=[A-ZÅÄÖ])")
_NAMED = re.compile(r"(?P<name>[^\W\d_]+(?: [^\W\d_]+)?)(?:\s*:\s*|\s+)(?=\d)")


def _parts(text: str, parting: re.Pattern[str], register: Register) -> WhoAndHow | None:
    spans, start = [], 0
    for sign in parting.finditer(text):
        spans.append((start, sign.start()))
        start = sign.end()
    spans = [(start, end) for start, end in (*spans, (start, len(text))) if start < end]
    if len(spans) < 2 or all(wording.cell(text[slice(*_now(text, *span))]) is None for span in spans):
        return None
    spans = _stretches(text, spans)
    if not 2 <= len(spans) <= 5:
        return None
    said = [_now(text, *span) for span in spans]
    states = [n for n, (start, end) in enumerate(said) if wording.cell(text[start:end]) is not None]
    if len(states) == 2:  # `Pågår / klart 2023`
        states = [n for n in states if parse_range(text[slice(*said[n])]) is None]
    if len(states) != 1:
        return None
    who: list[tuple[int, int]] = []
    unknown: list[tuple[int, int]] = []
    when: list[tuple[int, int, str]] = []
    for n, (start, end) in enumerate(spans):
        if n in states:
            continue
        part = text[start:end].strip(" .:")
        dated = dated_part(text, start, end)
        if names_only(part, register):
            if who and n - 1 in states:
                return None
            who.append((start, end))
        elif dated is not None and len(when) < 2:
            when.append(dated)
        elif not unknown and FUNCTION.fullmatch(part) and PERSON.search(part):
            unknown.append((start, end))
        else:
            return None
    stretch = any(role != "when" or _is_stretch(text[start:end]) for start, end, role in when)
    if not who and not stretch and not unknown:
        return None
    if unknown and (who or (not when and " " in text[slice(*unknown[0])].strip())):
        return None
    named = [*who, *unknown]
    asked = (named[0][0], named[-1][1]) if named else (0, 0)
    if len(when) == 1 and when[0][2] == "when" and not _is_stretch(text[slice(*when[0][:2])]):
        when = [(*when[0][:2], "end")]
    foretold = tuple(
        said[n] for n in range(len(said)) if n not in states and _foretells(text[slice(*said[n])])
    )
    return WhoAndHow(asked, said[states[0]], tuple(when), foretold)


def _foretells(part: str) -> bool:
    found = wording.cell(part)
    return found is not None and found.modality is Modality.PROGNOS


def _stretches(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans; the two ends of a stretch of time are one: `2022-02-01 – 2022-10-31`."""
    result: list[tuple[int, int]] = []
    for start, end in spans:
        if result and _is_stretch(text[result[-1][0] : end]) and dated_part(text, *result[-1]) is not None:
            result[-1] = result[-1][0], end
        else:
            result.append((start, end))
    return result


def _is_stretch(text: str) -> bool:
    found = parse_range(text)
    return found is not None and bool(found.start) and bool(found.end) and found.start != found.end


def dated_part(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """Where a part that is no more than a date, or one after its name, holds it, and what it is."""
    part = text[start:end]
    whole = parse_range(part) if len(part) <= 60 else None
    if whole is not None and (part[:1].isdigit() or _is_stretch(part)):
        return start, end, "when"
    named = _NAMED.match(part)
    role = known(named["name"]) if named is not None and len(part) <= 60 else None
    if named is not None and role is not None and role.name in ("start", "end", "when"):
        dated = parse_range(part[named.end() :]) is not None
        return (start + named.end(), end, role.name) if dated else None
    return (start, end, "when") if whole is not None and len(part) <= 40 else None


_AFTER_NUMBER = re.compile(r"(\S{1,12})(?:\s{2,}|\t+|\s+[–—|]\s+)(?=\S)")


def state_at(text: str) -> int:
    """Where the status begins that stands behind a number and nothing else: `2021:4      PÅGÅR`; else 0."""
    found = _AFTER_NUMBER.match(text)
    if found is None or not split_number(f"{found[1]} x")[0]:
        return 0
    return found.end() if wording.cell(text[found.end() :]) is not None else 0


_JOINING = re.compile(r"\s*[,/&+]\s*(?:och\s+|samt\s+)?|\s+(?:och|samt)\s+")
_ALL = re.compile(r"(?:alla|samtliga)\s+\w+", re.IGNORECASE)


def names_only(text: str, register: Register) -> bool:
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
