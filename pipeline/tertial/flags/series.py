"""The rows of a document's tables as a sentence can mean them: by name, by year, by unit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from tertial.document import Covered, Span
from tertial.records import Figure
from tertial.swedish.sentences import LONGEST, split
from tertial.swedish.words import words

YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_DIGIT: Final = re.compile(r"\d")
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
_STEM: Final = _SHORTEST - 1
"""So many letters at least begin two words that are alike."""


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
    figures: list[Figure] = field(default_factory=list)

    @cached_property
    def subject(self) -> str:
        """What its numbers count: its group, or the table."""
        return self.group or self.table

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The words of what is counted that are long enough to name it."""
        return _naming(self.subject)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The words of its name that are long enough to name it."""
        return _naming(self.name)

    @cached_property
    def called(self) -> str:
        """The table and the group in it, as a message calls them."""
        return f"{self.table} {self.group}".strip()

    def cells(self, years: Iterable[int]) -> tuple[tuple[str, Figure], ...]:
        """The cells of some years, each under its column."""
        return tuple((f.column, f) for year in years for f in self.figures if self._of(f) == year)

    def _of(self, figure: Figure) -> int | None:
        found = YEAR.findall(figure.column)
        return int(found[0]) if len(found) == 1 and not _TARGET.search(figure.column) else None


def rows(figures: Sequence[Figure]) -> list[Row]:
    """The rows in their order; a target or a budget is no value of a year."""
    found: dict[tuple[str, str, str, bool], Row] = {}
    for figure in figures:
        at = (figure.table, figure.group, figure.row, figure.total)
        row = found.setdefault(at, Row(*at, unit=figure.unit))
        row.values.append(figure.value)
        row.figures.append(figure)
        years = YEAR.findall(figure.column)
        if len(years) == 1 and not _TARGET.search(figure.column):
            row.by_year.setdefault(int(years[0]), figure.value)
    return list(found.values())


class Rows:
    """The rows of a document in their order, found by what they are called and by their numbers.

    A sentence is held against the few rows that it can mean, so that many tables take no more than their
    share of time (tests/test_long_texts.py).
    """

    def __init__(self, figures: Sequence[Figure]) -> None:
        self.all = rows(figures)
        self._counted = _Names(row.counted for row in self.all)
        self._own = _Names(() if row.total else row.own for row in self.all)
        self._totals = {n for n, row in enumerate(self.all) if row.total}
        beside: dict[tuple[str, str], list[float]] = defaultdict(list)
        sizes: dict[int | None, list[tuple[float, int]]] = defaultdict(list)
        for n, row in enumerate(self.all):
            beside[row.table, row.group] += row.values
            for year, number in row.by_year.items():
                sizes[year].append((number, n))
            if row.total and not row.by_year:
                sizes[None] += [(number, n) for number in row.values]
        self._beside = {at: Numbers(abs(number) for number in numbers) for at, numbers in beside.items()}
        self._sizes = {year: sorted(found) for year, found in sizes.items()}

    def meant(self, spoken: frozenset[str]) -> Iterator[Row]:
        """The rows that a sentence means: it says what is counted, and the row or that it is the total."""
        return self._in_order(self._meant(spoken) if spoken else set())

    def near(self, number: float, margin: float, year: int | None, spoken: frozenset[str]) -> Iterator[Row]:
        """Rows that it may mean, whose value of a year differs from a number by about such a share at most.

        Args:
            year: None for totals in a table of one year.
        """
        sizes = self._sizes.get(year, [])
        first = bisect_left(sizes, (number / (1 + margin) * 0.999, 0))
        last = bisect_left(sizes, (number / (1 - margin) * 1.001, 0))
        like = {n for _, n in sizes[first:last]}
        return self._in_order(like & self._counted.find(spoken) if like else like)

    def beside(self, row: Row) -> Numbers:
        """All numbers of a row's table and group, without their signs."""
        return self._beside[row.table, row.group]

    def _meant(self, spoken: frozenset[str]) -> set[int]:
        named = self._own.find(spoken)
        if any(word.startswith(_TOTAL) for word in spoken):
            named |= self._totals
        return named & self._counted.find(spoken) if named else named

    def _in_order(self, found: set[int]) -> Iterator[Row]:
        return (self.all[n] for n in sorted(found))


class _Names:
    """The words that rows are called by, and the rows that each of them stands for."""

    def __init__(self, called: Iterable[Sequence[str]]) -> None:
        self._rows: dict[str, set[int]] = defaultdict(set)
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for n, own in enumerate(called):
            for word in own:
                if word not in self._rows:
                    self._by_stem[word[:_STEM]].append(word)
                self._rows[word].add(n)

    def find(self, spoken: frozenset[str]) -> set[int]:
        """The rows of which a sentence says a word, inflected or not."""
        near = (word for stem in {word[:_STEM] for word in spoken} for word in self._by_stem.get(stem, ()))
        return set().union(*(self._rows[word] for word in near if _alike(word, spoken)))


class Numbers:
    """Numbers among which the nearest to another is found at once."""

    def __init__(self, numbers: Iterable[float]) -> None:
        self._sorted = sorted(numbers)

    def within(self, number: float, margin: float) -> bool:
        """Whether one of them is as near as that."""
        at = bisect_left(self._sorted, number)
        return any(abs(one - number) <= margin for one in self._sorted[max(at - 1, 0) : at + 1])


def said(sentence: str) -> frozenset[str]:
    """The words of a sentence that are long enough to name something."""
    return frozenset(word for word in _naming(sentence) if not word[0].isdigit())


def names_in_full(row: Row, spoken: frozenset[str]) -> bool:
    """Whether a sentence holds all words of a row's name."""
    return bool(row.own) and all(_alike(mine, spoken) for mine in row.own)


def _naming(text: str) -> tuple[str, ...]:
    return tuple(word for word in words(text) if len(word) >= _SHORTEST)


@lru_cache(maxsize=4096)
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


def shown_number(whole: str, decimals: str | None) -> str:
    """A number as it stands in the text, with its last zeros."""
    return f"{whole},{decimals}" if decimals else whole


def sentences(figures: Sequence[Figure], text: str) -> Iterator[str]:
    """The sentences of a text that hold a number and stand in no table of figures."""
    tables: dict[str, list[int]] = defaultdict(list)
    for figure in figures:
        tables[figure.table] += [figure.span.start, figure.span.end]
    taken = Covered(Span(min(places), max(places)) for places in tables.values())
    offset = 0
    for line in text.split("\n"):
        if offset not in taken and _DIGIT.search(line):
            for start, end in split(line):
                if end - start <= LONGEST:
                    yield line[start:end]
        offset += len(line) + 1
