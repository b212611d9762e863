"""Totals in a table of figures that differ from the sum of their rows."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tertial.records import Figure, Flag
from tertial.vocabulary import FlagCode, Severity

_PART_OF: Final = re.compile(r"^\W*(?:varav|därav|av vilka|av dessa)\b", re.IGNORECASE)
_INCOME: Final = re.compile(r"intäkt|inkomst|bidrag|avgift", re.IGNORECASE)
_ROUNDED: Final = re.compile(
    r"kr\b|kronor|%|procent|årsarbet|heltid|prognos|\bton\b|\bkwh|\bmwh", re.IGNORECASE
)
_NOT_ADDED: Final = re.compile(r"%|procent|andel|snitt|medel(?:värde|tal)?\b|index|kvot|per\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Sum:
    """A total, and the rows that it is the sum of."""

    total: Figure
    rows: tuple[Figure, ...]
    above: float
    """By how much the totals above it in the same column, from one of them on and with its rows or without,
    miss it at the least; infinite where there are none."""

    @property
    def difference(self) -> float:
        """What the total lacks or has too much; 0 where some way of adding gives it within rounding."""
        allowed = _allowed([*self.rows, self.total])
        ways = [sum(row.value for row in self.rows)]
        ways.append(sum(-row.value if _INCOME.search(row.row) else row.value for row in self.rows))
        ways.append(-ways[1])
        nearest = min(self.above, *(abs(self.total.value - way) for way in ways))
        return 0.0 if nearest <= allowed else self.total.value - ways[0]


def sums(document_id: str, figures: Sequence[Figure], text: str) -> list[Flag]:
    """A flag for each total that is no sum of its rows, by group and column.

    The difference must be more than rounding can make. A group of which most totals differ is one whose
    rows are not what they seem, and gives no flag; nor do shares, means and totals of a single row.
    """
    found: list[Flag] = []
    for several in _groups(figures):
        added = [one for one in several if len(one.rows) > 1]
        wrong = [one for one in added if one.difference]
        if not wrong or (len(wrong) > 1 and 2 * len(wrong) > len(added)):
            continue
        for one in wrong:
            total = one.total
            where = (
                f"{total.group or total.table}, kolumn {total.column}"
                if total.column
                else total.group or total.table
            )
            expected = printed(sum(row.value for row in one.rows))
            message = (
                f"{total.row} {printed(total.value)} i {where} stämmer inte med radernas summa {expected}."
            )
            evidence = text[total.span.start : total.span.end]
            found.append(
                Flag(
                    document_id=document_id,
                    item_id="",
                    board="",
                    code=FlagCode.SUM_MISMATCH,
                    severity=Severity.WARNING,
                    message=message,
                    evidence=evidence,
                )
            )
    return found


def _groups(figures: Iterable[Figure]) -> list[list[_Sum]]:
    """The totals of each table and group, with their rows."""
    columns: dict[tuple[str, str], dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    import numpy

    # What the totals so far add up to, from each of them on.
    above: dict[tuple[str, str], Any] = defaultdict(lambda: numpy.empty(0))
    for figure in figures:
        if figure.unit == "%" or _NOT_ADDED.search(figure.column) or _NOT_ADDED.search(figure.row):
            continue
        columns[figure.table, figure.group][figure.column].append(figure)
    found = []
    for (table, _), by_column in columns.items():
        several = []
        for column, rows in by_column.items():
            since: list[Figure] = []
            for figure in rows:
                if figure.total:
                    since_added = sum(row.value for row in since)
                    totals = above[table, column]
                    # A total of totals, and a running total.
                    missed = numpy.abs(figure.value - numpy.append(totals, since_added + totals))
                    several.append(_Sum(figure, tuple(since), missed.min(initial=math.inf)))
                    above[table, column] = numpy.append(totals + figure.value, figure.value)
                    since = []
                elif not _PART_OF.match(figure.row):
                    since.append(figure)
        found.append(several)
    return found


def _allowed(figures: Sequence[Figure]) -> float:
    """How far rounding may move a sum: a unit of the last decimal, more over many rows; counts not at all."""
    about = " ".join((figures[0].table, figures[0].group, figures[0].unit))
    whole = all(figure.value == int(figure.value) and abs(figure.value) < 1000 for figure in figures)
    if whole and not _ROUNDED.search(about):
        return 0.0
    decimals = max(_decimals(figure.value) for figure in figures)
    return 10.0**-decimals * max(1.0, len(figures) / 10) + 1e-6


def _decimals(value: float) -> int:
    text = f"{value:.4f}".rstrip("0")
    return len(text.partition(".")[2])


def printed(value: float) -> str:
    """A number as Swedish prints it: 1 393,5."""
    whole, _, rest = f"{value:.2f}".rstrip("0").rstrip(".").partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    spaced = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{sign}{spaced},{rest}" if rest else f"{sign}{spaced}"
