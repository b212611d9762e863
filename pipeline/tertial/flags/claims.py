"""Figures in the running text that the document's own table contradicts.

A change is let pass where it fits the table from the first year named, the year before, or the table's
own first year, in any row; a level where its number stands anywhere in the table. Only a sentence that
says which figures it means is judged at all: no flag is better than a false one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tertial.boards import Register
from tertial.flags.beside import beside
from tertial.flags.series import (
    MONEY,
    NUMBER,
    VAGUE,
    YEAR,
    Numbers,
    Row,
    Rows,
    names_in_full,
    said,
    sentences,
    shown_number,
    value,
)
from tertial.flags.spoken import spoken
from tertial.flags.wrong import Wrong, message, with_unit
from tertial.flags.wrong import change as in_words
from tertial.records import Figure
from tertial.vocabulary import ClaimKind, Severity

_SPAN: Final = re.compile(
    r"((?:19|20)\d\d)\s*(?:-|–|—|till|fram till|och|t\.?o\.?m\.?)\s*(?:år\s+)?((?:19|20)\d\d)"
)
_SINCE: Final = re.compile(r"\bsedan\s+(?:(?:år|slutet av|början av|\w+)\s+)?((?:19|20)\d\d)", re.IGNORECASE)
_UNIT: Final = r"\s*(%|procent\b|[a-zåäö]+)?"
_WITH: Final = rf"\b[^.;]{{0,60}}?\bmed\s+(?:ca\.?\s+|cirka\s+|totalt\s+)?{NUMBER}{_UNIT}"
_CHANGE: Final = re.compile(rf"\b(?:öka|stig|väx|ökning|minsk|sjunk|avta)\w*{_WITH}", re.IGNORECASE)
_LEVEL: Final = re.compile(rf"(?<![\d,.]){NUMBER}(?![\d.,:/-]*\d){_UNIT}")
_ELSEWHEN: Final = re.compile(
    r"\b(?:förra|föregående|tidigare|budget\w*|prognos\w*|plan\w*|mål\w*|beräkna\w*)\b", re.IGNORECASE
)
_NEAR: Final = 0.3
_NEAR_TOTAL: Final = 0.1


@dataclass(frozen=True, slots=True)
class _Change:
    """A change that a sentence states."""

    sentence: str
    first: int
    last: int | None
    """None where it lasts until now."""
    value: float
    percent: bool
    decimals: int
    printed: str


def claims(figures: Sequence[Figure], text: str, register: Register | None = None) -> list[Wrong]:
    """Each change and each level in the text that no reading of the tables bears out, one a sentence.

    Args:
        register: Tells which board a row is about that is named by its code.
    """
    known = Rows(figures)
    tried: dict[_Basis, Numbers] = {}
    told: list[Wrong] = []
    for sentence in sentences(figures, text) if known.all else ():
        changes = list(_changes(sentence))
        judged = [_judge_change(change, known, tried, text) for change in changes] or [
            _judge_level(sentence, known, text)
        ]
        told += [one for one in judged if one is not None]
    sentences_told = {one.sentence for one in told}
    for one in (*spoken(figures, text), *beside(figures, text, register)):
        if one.sentence not in sentences_told:
            sentences_told.add(one.sentence)
            told.append(one)
    return told


_Basis = tuple[int, int | None, bool]
"""What a change is reckoned from and to, and whether in per cent."""


def _judge_change(change: _Change, known: Rows, tried: dict[_Basis, Numbers], text: str) -> Wrong | None:
    """What speaks against a change; `tried` keeps what all rows give on each basis."""
    meant = list(islice((row for row in known.meant(said(change.sentence)) if _holds(row, change)), 2))
    if not meant:
        return None
    basis = (change.first, change.last, change.percent)
    if basis not in tried:
        tried[basis] = Numbers(
            abs(one) for row in known.all if _holds(row, change) for one in _given(change, row)
        )
    if tried[basis].within(change.value, (1.0 if change.percent else 0.5) * 10.0**-change.decimals + 1e-6):
        return None
    row = meant[0]
    last = change.last or max(row.by_year)
    starts = sorted({change.first, change.first - 1, min(row.by_year)} & set(row.by_year) - {last})
    if not starts:
        return None
    unit = "procent" if change.percent else ""
    given = {year: _from(change, row, year, last) for year in starts}
    right = " eller ".join(f"{in_words(each, unit, 1)} räknat från {year}" for year, each in given.items())
    cells = row.cells((*starts, last))
    said_so = f"{change.printed} {unit}".strip()
    return Wrong(
        sentence=change.sentence,
        value=change.value,
        unit=unit,
        kind=ClaimKind.FORANDRING_I_PROCENT if change.percent else ClaimKind.FORANDRING,
        table=row.called,
        row=row.name,
        columns=tuple(column for column, _ in cells),
        stated=min(given.values(), key=lambda each: abs(abs(each) - change.value)),
        message=message(
            f"en ändring med {said_so} för {change.first}–{last}",
            row.called,
            row.name,
            cells,
            text,
            f"rätt vore {right}",
        ),
        severity=Severity.INFO if len(meant) > 1 else Severity.WARNING,
    )


def _holds(row: Row, change: _Change) -> bool:
    """Whether a row has the years of a change."""
    years = row.by_year
    return change.first in years and len(years) > 1 and (change.last is None or change.last in years)


def _judge_level(sentence: str, known: Rows, text: str) -> Wrong | None:
    """A number that a sentence gives for one row and year, near to what the table says and not the same."""
    spoken = said(sentence)
    years = [int(year) for year in YEAR.findall(sentence)]
    if len(years) > 1:
        return None
    year = years[0] if years else None
    for number, decimals, unit, shown in _levels(sentence):
        for row in known.near(number, _NEAR, year, spoken):
            stated = list(row.values) if year is None else [row.by_year[year]]
            nearest = min(stated, key=lambda each: abs(each - number))
            margin = _NEAR_TOTAL if row.total else _NEAR
            if not (unit and not _ELSEWHEN.search(sentence) if row.total else names_in_full(row, spoken)):
                continue
            if not nearest or abs(number - nearest) > margin * abs(nearest):
                continue
            if _unit_fits(unit, row) and not known.beside(row).within(number, 0.5 * 10.0**-decimals + 1e-6):
                cells = row.cells([year]) if year is not None else ()
                cells = cells or tuple((f.column, f) for f in row.figures if f.value == nearest)[:1]
                right = f"rätt vore {with_unit(cells[0][1], text)}"
                return Wrong(
                    sentence=sentence,
                    value=number,
                    unit=unit if unit in MONEY else "",
                    kind=ClaimKind.NIVA,
                    table=row.called,
                    row=row.name,
                    columns=(cells[0][0],),
                    stated=nearest,
                    message=message(shown, row.called, row.name, cells, text, right),
                )
    return None


def _levels(sentence: str) -> Iterator[tuple[float, int, str, str]]:
    """The exact numbers of a sentence: decimals, unit, as printed; years and shares aside."""
    found = []
    for match in _LEVEL.finditer(sentence):
        whole, decimals, unit = match.groups()
        unit = (unit or "").lower()
        year = not decimals and YEAR.fullmatch(whole)
        if year or unit in ("%", "procent", "procentenheter") or VAGUE.search(sentence[: match.start()]):
            continue
        shown = f"{shown_number(whole, decimals)} {unit if unit in MONEY else ''}".strip()
        found.append((value(whole, decimals), len(decimals or ""), unit, shown))
    if len(found) <= 3:
        yield from found


def _unit_fits(unit: str, row: Row) -> bool:
    """Whether a number with this unit can stand in a row: money only where the table counts money."""
    about = f"{row.unit} {row.group} {row.table}".lower()
    if unit in MONEY:
        return re.search(rf"\b{re.escape(unit)}\b", about) is not None
    money = re.search(r"\b(?:t|m|mn)?kr\b", about) is not None
    return not money and "%" not in about and "procent" not in about


def _given(change: _Change, row: Row) -> Iterator[float]:
    """What a row gives for a change, reckoned from each year that may be meant; or the sum of its years."""
    ends = {change.last or max(row.by_year), max(row.by_year)}
    starts = {change.first, change.first - 1, change.first + 1, min(row.by_year)} & set(row.by_year)
    yield from (_from(change, row, start, end) for start in starts for end in ends if start < end)
    for start in (change.first, change.first - 1):
        yield from (sum(n for year, n in row.by_year.items() if start <= year <= end) for end in ends)


def _from(change: _Change, row: Row, start: int, end: int) -> float:
    difference = row.by_year[end] - row.by_year[start]
    if not change.percent:
        return difference
    return 100 * difference / row.by_year[start] if row.by_year[start] else 0.0


def _changes(sentence: str) -> Iterator[_Change]:
    """The changes that a sentence states with a number, where it names one span of years."""
    spans: list[tuple[int, int | None]] = [(int(a), int(b)) for a, b in _SPAN.findall(sentence)]
    spans = spans or [(int(year), None) for year in _SINCE.findall(sentence)]
    if len(spans) != 1:
        return
    first, last = spans[0]
    for found in _CHANGE.finditer(sentence):
        whole, decimals, unit = found.groups()
        unit = (unit or "").lower()
        if (
            unit in MONEY
            or unit in ("procentenheter", "gånger", "år")
            or VAGUE.search(sentence[: found.start(1)])
        ):
            continue
        if last is None or first < last:
            yield _Change(
                sentence,
                first,
                last,
                value(whole, decimals),
                unit in ("%", "procent"),
                len(decimals or ""),
                shown_number(whole, decimals),
            )
