"""The tables of figures of a report, and the sentences that stand around them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import Final

from tertial.flags.series import YEAR
from tertial.records import Figure
from tertial.swedish.sentences import split

_ABOVE: Final = 4
_BELOW: Final = 3
"""So many lines above and below a table may speak of it."""
_SHORTEST: Final = 15
_TABLE: Final = re.compile(r"\btabell", re.IGNORECASE)


@dataclass
class Table:
    """A table as a reader sees it: rows by name, each with its numbers by column."""

    name: str
    caption: str
    """Its name without that of the group in it."""
    start: int
    end: int
    label: str = ""
    """Its caption, or the nearest heading, with the group; empty where it has neither."""
    rows: dict[str, dict[str, Figure]] = field(default_factory=dict)

    def among(self, columns: Collection[str]) -> list[float]:
        """The numbers of some of its columns."""
        return [f.value for row in self.rows.values() for column, f in row.items() if column in columns]

    @property
    def columns(self) -> frozenset[str]:
        """The names of its columns."""
        return frozenset(column for row in self.rows.values() for column in row)


def tables(figures: Sequence[Figure], text: str) -> Iterator[Table]:
    """The tables in which each row has a name of its own; one with a row for each year is turned."""
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.table, figure.group].append(figure)
    for (name, group), several in found.items():
        turned = all(YEAR.fullmatch(figure.row.strip()) for figure in several)
        start, end = several[0].span.start, several[-1].span.end
        called = f"{name} {group}".strip() or " ".join(text[:start].rstrip().split("\n")[-3:])
        table = Table(called, name, start, end, f"{name} {group}".strip())
        for figure in several:
            row, column = (figure.column, figure.row) if turned else (figure.row, figure.column)
            if column in table.rows.setdefault(row, {}):
                break
            table.rows[row][column] = figure
        else:
            yield table


class Lines:
    """The lines of a text, those around a table and those that speak of tables."""

    def __init__(self, text: str) -> None:
        self.all = text.split("\n")
        self._starts = list(accumulate((len(line) + 1 for line in self.all), initial=0))
        self._speaking = [n for n, line in enumerate(self.all) if _TABLE.search(line)]

    def near(self, table: Table, *, alone: bool) -> Iterator[str]:
        """The sentences with a number around a table, and, where it is `alone`, those that name a table."""
        first = bisect_right(self._starts, table.start) - 1
        last = bisect_right(self._starts, table.end) - 1
        above = islice((n for n in range(first - 1, -1, -1) if self.all[n].strip()), _ABOVE)
        below = islice((n for n in range(last + 1, len(self.all)) if self.all[n].strip()), _BELOW)
        around = sorted((*above, *below))
        for n in around:
            yield from _sentences(self.all[n])
        for n in self._speaking if alone else ():
            if n not in around and not first <= n <= last:
                yield from (one for one in _sentences(self.all[n]) if _TABLE.search(one))


def _sentences(line: str) -> Iterator[str]:
    for cell in line.split("\t"):
        if len(cell) >= _SHORTEST and re.search(r"\d", cell):
            yield from (cell[start:end] for start, end in split(cell) if re.search(r"\d", cell[start:end]))
