"""Goal posts that were moved from one report to the next: end dates, target figures, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.linking.wordings import stem
from tertial.records import Item
from tertial.resources import read_table
from tertial.swedish.dates import find_dates
from tertial.swedish.sentences import split
from tertial.swedish.words import fold, words
from tertial.vocabulary import DatePrecision

_NUMBER: Final = re.compile(r"(?:\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:,\d+)?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_YEARS_END: Final = "-12-31"
_ALIKE: Final = 0.6
"""The share of their other words that a title and a softer one have in common."""


@dataclass(frozen=True, slots=True)
class Told:
    """An item and what its report tells about it."""

    item: Item
    comment: str
    year: int | None = None
    """The year that the report is about."""
    parted: bool = False
    """It is one of several that a matter became."""


@dataclass(frozen=True, slots=True)
class Move:
    """What was said before and what is said now."""

    what: str
    """In Swedish, as a message says it."""
    before: str
    now: str
    """A quote from the later report."""


def moves(before: Sequence[Told], now: Told) -> Iterator[Move]:
    """What has moved for a matter: its end date, a figure that it aims at, the wording of its title.

    Args:
        before: The items that it carries on, one or several that became one.
    """
    if (date := _later(before, now)) is not None:
        yield date
    for one in before:
        yield from _figures(one, now)
        if softened(one.item.title, now.item.title):
            yield Move("Lydelsen", f"”{one.item.title}”", now.item.title)


def tells_delay(text: str) -> bool:
    """Whether a text says that something is late, or that its date was moved."""
    return _cues("delay_cues.csv").search(text) is not None


def aims(sentence: str) -> bool:
    """Whether a sentence says what is aimed at."""
    return _cues("target_cues.csv").search(sentence) is not None


def softened(before: str, now: str) -> bool:
    """Whether a title asks for less than one that is otherwise much like it: bör for ska, fler for alla."""
    for firm, soft in _softenings():
        if not (firm.search(before) and soft.search(now)) or firm.search(now) or soft.search(before):
            continue
        one = {stem(word) for word in words(firm.sub(" ", before))}
        other = {stem(word) for word in words(soft.sub(" ", now))}
        if one and other and len(one & other) >= _ALIKE * max(len(one), len(other)):
            return True
    return False


def _later(before: Sequence[Told], now: Told) -> Move | None:
    """The end, where it is later; not where matters were joined or parted, which have ends of their own."""
    if len(before) != 1 or now.parted:
        return None
    one, other = before[0].item.end_date, now.item.end_date
    coarse = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(now.item.date_precision, 10)
    if not one or not other or other[:coarse] <= one[:coarse]:
        return None
    if one.endswith(_YEARS_END) and other.endswith(_YEARS_END) and _anew(before[0], now):
        return None
    return Move("Slutdatumet", one, _printed(now))


def _anew(before: Told, now: Told) -> bool:
    """Whether each of two ends is that of its report's own year: what goes on is set anew every year."""
    return all(told.item.end_date[:4] == str(told.year) for told in (before, now))


def _printed(told: Told) -> str:
    """The end date as the report prints it; its title where it stands elsewhere than in the item's text."""
    found = [
        told.item.text[date.start : date.end]
        for date in find_dates(told.item.text)
        if date.range.end == told.item.end_date
    ]
    return found[-1] if found else told.item.title


def _figures(before: Told, now: Told) -> Iterator[Move]:
    """Statements of what is aimed at that differ in their figures alone, none of them in years."""
    earlier: dict[str, str] = {}
    for sentence in _aims(before):
        earlier.setdefault(_bare(sentence), sentence)
    for sentence in _aims(now):
        other = earlier.get(_bare(sentence))
        if other is None:
            continue
        pairs = list(zip(_NUMBER.findall(other), _NUMBER.findall(sentence), strict=False))
        differing = [pair for pair in pairs if pair[0] != pair[1]]
        if differing and not any(_YEAR.fullmatch(figure) for pair in differing for figure in pair):
            yield Move("En målsiffra", f"”{other}”", sentence)


def _aims(told: Told) -> Iterator[str]:
    """The title, and the sentences of the comment that say what is aimed at; those with figures."""
    if _NUMBER.search(told.item.title):
        yield told.item.title
    for line in told.comment.split("\n"):
        for start, end in split(line):
            if _NUMBER.search(line, start, end) and aims(line[start:end]):
                yield line[start:end]


def _bare(sentence: str) -> str:
    """A statement without its figures."""
    return fold(_NUMBER.sub("#", sentence)).rstrip(".")


@lru_cache(maxsize=2)
def _cues(table: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in read_table(table)), re.IGNORECASE)


@lru_cache(maxsize=1)
def _softenings() -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    return [
        (
            re.compile(rf"\b(?:{row['firm']})\b", re.IGNORECASE),
            re.compile(rf"\b(?:{row['soft']})\b", re.IGNORECASE),
        )
        for row in read_table("softenings.csv")
    ]
