"""Goal posts that were moved from one report to the next: end dates, target figures, titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.followed.transitions import later_end
from tertial.linking.wordings import stem
from tertial.records import Item
from tertial.resources import read_table
from tertial.swedish.dates import find_dates
from tertial.swedish.sentences import split
from tertial.swedish.words import fold, words

_NUMBER: Final = re.compile(r"(?:\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:,\d+)?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_CLAUSE: Final = re.compile(r"[,;:–](?!\d)|\bmen\b")
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
    """In Swedish, as a message says it, like the next two."""
    before: str
    now: str
    evidence: str
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
            yield Move("Lydelsen", f"”{one.item.title}”", f"”{now.item.title}”", now.item.title)


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
    earlier = before[0]
    if not later_end((earlier.item, earlier.year), (now.item, now.year)):
        return None
    printed = _printed(now)
    told = f"”{printed}”" if printed else now.item.end_date
    return Move("Slutdatumet", earlier.item.end_date, told, printed or now.item.title)


def _printed(told: Told) -> str:
    """The end date as the report prints it; empty where it stands elsewhere than in the item's text."""
    found = [
        told.item.text[date.start : date.end]
        for date in find_dates(told.item.text)
        if date.range.end == told.item.end_date
    ]
    return found[-1] if found else ""


def _figures(before: Told, now: Told) -> Iterator[Move]:
    """Statements of what is aimed at that differ in a figure that is aimed at, and not in years."""
    earlier: dict[str, str] = {}
    for sentence, _ in _aims(before):
        earlier.setdefault(_bare(sentence), sentence)
    for sentence, aimed in _aims(now):
        other = earlier.get(_bare(sentence))
        if other is None:
            continue
        pairs = list(zip(_NUMBER.findall(other), _NUMBER.findall(sentence), strict=False))
        years = any(_YEAR.fullmatch(figure) for one, two in pairs if one != two for figure in (one, two))
        if not years and any(pairs[n][0] != pairs[n][1] for n in aimed):
            yield Move("En målsiffra", f"”{other}”", f"”{sentence}”", sentence)


def _aims(told: Told) -> Iterator[tuple[str, Sequence[int]]]:
    """The title and the sentences that say what is aimed at, with which of their figures that is."""
    if figures := _NUMBER.findall(told.item.title):
        yield told.item.title, range(len(figures))
    for line in told.comment.split("\n"):
        for start, end in split(line):
            if aimed := _aimed(line[start:end]):
                yield line[start:end], aimed


def _aimed(sentence: str) -> list[int]:
    """Which figures of a sentence are aimed at: the first after the word that says so, else the last before.

    Others tell how far it has come: of *målet 40 är 31 färdiga* it is the 40. Only figures of the word's own
    clause count.
    """
    starts = [found.start() for found in _NUMBER.finditer(sentence)]
    aimed = set()
    for cue in _cues("target_cues.csv").finditer(sentence):
        opened = max((c.end() for c in _CLAUSE.finditer(sentence, 0, cue.start())), default=0)
        closed = next((c.start() for c in _CLAUSE.finditer(sentence, cue.end())), len(sentence))
        after = [n for n, at in enumerate(starts) if cue.start() <= at < closed]
        before = [n for n, at in enumerate(starts) if opened <= at < cue.start()]
        aimed.update(after[:1] or before[-1:])
    return sorted(aimed)


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
