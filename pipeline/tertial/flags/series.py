"""The rows of a document's tables as a sentence can mean them: by name, by year, by unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from tertial.records import Figure
from tertial.swedish.sentences import split
from tertial.swedish.words import words

YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
NUMBER: Final = r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:,(\d+))?"
VAGUE: Final = re.compile(
    r"\b(?:ca\.?|cirka|ungefär|omkring|runt|drygt|knappt|nästan|närmare|minst|högst|över|under|upp till)\s*$",
    re.IGNORECASE,
)
"""What makes the number after it no exact one."""
MONEY: Final = frozenset({"kr", "kronor", "tkr", "mkr", "mnkr", "miljoner", "miljarder", "tusen"})
_TARGET: Final = re.compile(r"mål|budget|plan|prognos", re.IGNORECASE)
_TOTAL: Final = ("total", "sammanlag", "sammantag", "summa")
_SHORTEST: Final = 5


@dataclass(frozen=True)
class Row:
    """A row of a table, and what a sentence must say to mean it."""

    table: str
    group: str
    name: str
    total: bool
    unit: str
    by_year: dict[int, float] = field(default_factory=dict)
    values: list[float] = field(default_factory=list)

    @cached_property
    def subject(self) -> str:
        """What its numbers count: its group, or the table."""
        return self.group or self.table

    @cached_property
    def label(self) -> str:
        """How a message calls it."""
        return f"{self.subject}, {self.name.lower()}" if self.total else self.name


def rows(figures: Sequence[Figure]) -> list[Row]:
    """The rows in their order; a target or a budget is no value of a year."""
    found: dict[tuple[str, str, str, bool], Row] = {}
    for figure in figures:
        at = (figure.table, figure.group, figure.row, figure.total)
        row = found.setdefault(at, Row(*at, unit=figure.unit))
        row.values.append(figure.value)
        years = YEAR.findall(figure.column)
        if len(years) == 1 and not _TARGET.search(figure.column):
            row.by_year.setdefault(int(years[0]), figure.value)
    return list(found.values())


def said(sentence: str) -> frozenset[str]:
    """The words of a sentence that are long enough to name something."""
    return frozenset(word for word in words(sentence) if len(word) >= _SHORTEST and not word[0].isdigit())


def names(row: Row, spoken: frozenset[str]) -> bool:
    """Whether a sentence says which row it means: what is counted, and the row or that it is the total."""
    if not shares(row.subject, spoken):
        return False
    if row.total:
        return any(word.startswith(_TOTAL) for word in spoken)
    return shares(row.name, spoken)


def names_in_full(row: Row, spoken: frozenset[str]) -> bool:
    """Whether a sentence holds all words of a row's name, and one of what is counted."""
    own = [word for word in words(row.name) if len(word) >= _SHORTEST]
    return bool(own) and all(_alike(mine, spoken) for mine in own) and shares(row.subject, spoken)


def shares(name: str, spoken: frozenset[str]) -> bool:
    """Whether a sentence holds a word of a name, inflected or not."""
    return any(_alike(mine, spoken) for mine in words(name) if len(mine) >= _SHORTEST)


def _alike(mine: str, spoken: frozenset[str]) -> bool:
    return any(
        word.startswith(mine[:-1]) or mine.startswith(word[:-1]) or _root(mine, word) for word in spoken
    )


def _root(a: str, b: str) -> bool:
    """Two words of one root: investeringar and investerats."""
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return shared >= 7 and shared >= 0.6 * max(len(a), len(b))


def value(whole: str, decimals: str | None) -> float:
    """A number as Swedish prints it: 1 393 and 5 are 1393.5."""
    digits = re.sub(r"\D", "", whole)
    return float(f"{digits}.{decimals}" if decimals else digits)


def sentences(figures: Sequence[Figure], text: str) -> Iterator[str]:
    """The sentences of a text that hold a number and stand in no table of figures."""
    tables: dict[str, list[int]] = defaultdict(list)
    for figure in figures:
        tables[figure.table] += [figure.span.start, figure.span.end]
    taken = [(min(places), max(places)) for places in tables.values()]
    offset = 0
    for line in text.split("\n"):
        inside = any(first <= offset < last for first, last in taken)
        if not inside and any(character.isdigit() for character in line):
            for start, end in split(line):
                yield line[start:end]
        offset += len(line) + 1
