"""The rows of the tables around a line of text, found by the rare words of their names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Final

from tertial.flags.series import YEAR
from tertial.flags.spoken import THOUSANDS
from tertial.records import Figure
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import words

_REACH: Final = 14
"""So many lines with text above or below a table may speak of it."""
_TABLES: Final = 4
"""So many tables, at most, on each side."""
_TARGET: Final = re.compile(r"mål|riktvärde", re.IGNORECASE)
_ROWS: Final = 60
"""Tables of more rows are left out: prose seldom speaks of one of them, and time must stay linear."""
_MOST: Final = 0.6
_NO_TOPIC: Final = frozenset(
    {"procent", "utfall", "budget", "prognos", "målvärde", "antal", "andel", "avvikelse", "helår", "mnkr"}
)
_COMMON: Final = frozenset(
    {"antal", "andel", "andelen", "antalet", "procent", "totalt", "summa", "som", "för"}
)


@dataclass
class NearRow:
    """A row as a reader sees it: its name and its numbers by column, in order."""

    table: str
    name: str
    unit: str
    total: bool
    line: int
    numbers: dict[str, float] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)

    @property
    def percent(self) -> bool:
        """Whether its numbers are shares."""
        return self.unit in ("%", "procent") or "%" in self.name or self.name.lower().startswith("andel")

    @property
    def timed(self) -> list[tuple[str, float]]:
        """The numbers of each time, targets aside, where the columns are times."""
        times = [(c, n) for c, n in self.numbers.items() if YEAR.search(c) and not _TARGET.search(c)]
        return times if len(times) > 1 else []

    @property
    def targets(self) -> list[float]:
        """What is aimed at."""
        return [n for c, n in self.numbers.items() if _TARGET.search(c)]

    @property
    def money(self) -> float | None:
        """Thousands of kronor that 1 stands for; None where it counts something else."""
        unit = self.unit or next((w for w in words(f"{self.name} {self.table}") if w in THOUSANDS), "")
        return THOUSANDS.get(unit.lower())


@dataclass
class NearTable:
    """A table and where it stands, in lines."""

    name: str
    first: int
    last: int
    rows: list[NearRow] = field(default_factory=list)

    @property
    def total(self) -> NearRow | None:
        """Its one row of sums."""
        totals = [row for row in self.rows if row.total]
        return totals[0] if len(totals) == 1 else None

    @property
    def topic(self) -> frozenset[str]:
        """The words that tell what it counts."""
        columns = (c for row in self.rows for c in row.numbers)
        called = words(f"{self.name} {' '.join(columns)}")
        return frozenset(w for w in called if len(w) > 3 and not w[0].isdigit() and w not in _NO_TOPIC)


class NearTables:
    """The tables of a document by the lines that they stand on."""

    def __init__(self, figures: Sequence[Figure], text: str) -> None:
        self.lines = text.split("\n")
        self.starts = list(accumulate((len(line) + 1 for line in self.lines), initial=0))
        filled = list(accumulate((bool(line.strip()) for line in self.lines), initial=0))
        self._filled = filled
        grouped: dict[tuple[str, str], list[Figure]] = defaultdict(list)
        for figure in figures:
            grouped[figure.table, figure.group].append(figure)
        found = [self._table(f"{name} {group}".strip(), some) for (name, group), some in grouped.items()]
        self.all = sorted((t for t in found if 0 < len(t.rows) <= _ROWS), key=lambda t: t.first)
        self._firsts = [table.first for table in self.all]
        self.inside = {row.line for table in found for row in table.rows}

    def around(self, line: int) -> list[NearTable]:
        """The tables near a line, in their order."""
        at = bisect_right(self._firsts, line)
        near = self.all[max(0, at - _TABLES) : at + _TABLES]
        return [t for t in near if self._between(t, line) <= _REACH]

    def _between(self, table: NearTable, line: int) -> int:
        if table.first <= line <= table.last:
            return 0
        a, b = (line, table.first) if line < table.first else (table.last, line)
        return self._filled[b] - self._filled[a]

    def _table(self, name: str, figures: Sequence[Figure]) -> NearTable:
        turned = all(YEAR.fullmatch(figure.row.strip()) for figure in figures)
        places = [bisect_right(self.starts, figure.span.start) - 1 for figure in figures]
        table = NearTable(name, min(places), max(places))
        rows: dict[tuple[str, int], NearRow] = {}
        broken = set()
        for figure, line in zip(figures, places, strict=True):
            row, column = (figure.column, figure.row) if turned else (figure.row, figure.column)
            key = (row, -1 if turned else line)
            if key not in rows:
                called = row if turned else self._called(row, line)
                rows[key] = NearRow(name, called, figure.unit, figure.total and not turned, line)
            if column in rows[key].numbers:
                broken.add(key)
            rows[key].numbers[column] = figure.value
            rows[key].figures[column] = figure
        table.rows = [row for key, row in rows.items() if key not in broken]
        return table

    def _called(self, row: str, line: int) -> str:
        """A row's name; that of its own line, where the one given stands over several lines."""
        cells = [c.strip() for c in self.lines[line].split("\t")]
        first = next((n for n, cell in enumerate(cells) if parse_number(cell) is not None and n), 0)
        before = [c for c in cells[:first] if c and parse_number(c) is None]
        return before[-1] if before else row


def alike(one: str, other: str) -> bool:
    """Two forms or compounds of a word: utsläpp and utsläppen, bygglov and loven."""
    if one.isdigit() or other.isdigit() or min(len(one), len(other)) < 4:
        return one == other or (
            min(len(one), len(other)) > 2 and one.removesuffix("s") == other.removesuffix("s")
        )
    shared = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return shared >= max(4, min(len(one), len(other)) - 3) and shared >= 0.55 * max(len(one), len(other))


def named_in_full(name: str, spoken: Sequence[str]) -> bool:
    """Whether most of the words of a row's name are said."""
    label = _label(name)
    said = sum(any(alike(word, other) for other in spoken) for word in label)
    return bool(label) and said >= _MOST * len(label)


def _label(name: str) -> frozenset[str]:
    """The words of a row's name that can tell it from others; little words only in a short name."""
    own = [word for word in words(name) if word not in _COMMON]
    return frozenset(word for word in own if len(word) > 3 or len(own) < 3)


def named(spoken: Sequence[str], tables: Sequence[NearTable]) -> list[tuple[NearTable, NearRow]]:
    """The rows that some words name by what no other row is called, all by one name; else none."""
    pairs = [(t, r, _label(r.name)) for t in tables for r in t.rows if not r.total]
    labels = {label for _, _, label in pairs}
    often = Counter(word for label in labels for word in label)
    best: list[tuple[NearTable, NearRow]] = []
    top = 0.0
    for table, row, label in pairs:
        said = [word for word in label if any(alike(word, other) for other in spoken)]
        score = sum(1.0 / often[word] for word in said)
        # A word that several rows have in common names none of them; a number alone does not either.
        rare = any(often[word] == 1 and not word.isdigit() for word in said) or label <= set(said)
        if not rare or score < 0.3:
            continue
        score = score + len(said) / max(len(label), 1)
        if score > top + 1e-9:
            best, top = [(table, row)], score
        elif abs(score - top) < 1e-9:
            best.append((table, row))
    return best if len({row.name for _, row in best}) <= 1 else []
