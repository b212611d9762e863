"""What a report itself says that its own words, letters and signs mean: `r = rullar, m = i mål`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Final

from tertial.swedish.words import fold, words
from tertial.wording.explanations import explained
from tertial.wording.questions import answers, named
from tertial.wording.readings import Reading
from tertial.wording.told import plain_status

LONGEST: Final = 24
"""Characters of a code; more are words of their own."""
_NUMBER: Final = re.compile(r"\d(?:[/.]\d)?[.%]?")


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a report explains as statuses, folded."""

    known: Mapping[str, Reading] = field(default_factory=dict)
    numbers: Mapping[str, Reading] = field(default_factory=dict)
    """Numbers are statuses only in a column that the explanation names: any figure would be one else."""
    columns: frozenset[str] = frozenset()
    """The words beside the explanation of numbers, of which a column's name must be one."""


_DATED: Final = re.compile(
    r"\s+(?:\d{6}|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}|(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zå]*\.?(?:\s+(?:19|20)\d\d)?)\.?$",
    re.IGNORECASE,
)
"""When it came to be so: `V 130617`."""
_NONE: Final = Codes()
_known: ContextVar[Codes] = ContextVar("codes", default=_NONE)


def declared(lines: Iterable[str]) -> Codes:
    """The codes that a report explains as statuses; none where it explains fewer than two.

    A code that is given two meanings can't be read and is left out.
    """
    found: dict[str, list[Reading | None]] = {}
    alone: list[tuple[str, Reading]] = []
    columns: set[str] = set()
    above = ""
    for text in lines:
        pairs = explained(text)
        numbered = False
        for pair in pairs:
            reading = plain_status(pair.meaning) or named(text, pairs[0].code, pair.meaning)
            numbered = numbered or (_NUMBER.fullmatch(pair.code) is not None and reading is not None)
            if not pair.alone:
                found.setdefault(_key(pair.code), []).append(reading)
            elif reading is not None:
                alone.append((_key(pair.code), reading))
        for sign, reading in answers(text):
            found.setdefault(_key(sign), []).append(reading)
        if numbered:
            columns.update(words(text.partition(pairs[0].code)[0]) or words(above))
        else:
            above = text
    said = frozenset(found)  # a sign before a comment says less than the legend does
    if len(alone) >= 2:
        for key, reading in alone:
            if key not in said:
                found.setdefault(key, []).append(reading)
    codes = {
        key: replace(readings[0], confidence=min(readings[0].confidence, 0.9))
        for key, readings in found.items()
        if readings[0] is not None
        and len({(r.assessment, r.modality) if r else None for r in readings}) == 1
        and len(key) <= LONGEST
    }
    numbers = {key: reading for key, reading in codes.items() if _NUMBER.fullmatch(key)}
    known = {key: reading for key, reading in codes.items() if not key.strip(".%").isdigit()}
    known = {key: reading for key, reading in known.items() if key not in numbers}
    return Codes(
        known if len(known) >= 2 else {},
        numbers if columns and len({r.assessment for r in numbers.values()}) >= 2 else {},
        frozenset(columns),
    )


@contextmanager
def knowing(codes: Codes) -> Iterator[None]:
    """Lets these codes be read as statuses inside the block, which is about one report."""
    token = _known.set(codes)
    try:
        yield
    finally:
        _known.reset(token)


def code(text: str) -> Reading | None:
    """The status that a code of the report at hand stands for."""
    known = _known.get().known
    if not known or len(text) > LONGEST + 12:
        return None
    found = known.get(_key(text)) or known.get(_key(_DATED.sub("", text)))
    return found or _together(known, text)


def _together(known: Mapping[str, Reading], text: str) -> Reading | None:
    """The status of two signs side by side, one of which says how the plan is kept: `[●] [↓]`."""
    readings = [known.get(_key(sign)) for sign in text.split()]
    if len(readings) != 2 or readings[0] is None or readings[1] is None:
        return None
    status, kept = sorted((readings[0], readings[1]), key=lambda reading: reading.implied)
    return replace(status, deviation=kept.deviation) if kept.implied and not status.implied else None


def numbered(text: str, column: str) -> Reading | None:
    """The status that a number stands for in a column that the report's explanation of numbers names."""
    codes = _known.get()
    if not codes.numbers or not any(word in codes.columns for word in words(column) if len(word) > 3):
        return None
    return codes.numbers.get(_key(text))


def _key(text: str) -> str:
    bare = fold(text).replace("\ufe0f", "")
    return bare if bare[:1] in "[(" else bare.strip(" .,:;\"”’'–—-") or bare
