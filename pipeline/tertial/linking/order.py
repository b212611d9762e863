"""Which report comes after which: the reports of a municipality as stages in time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from tertial.records import DocumentRecord, Link, Report
from tertial.vocabulary import DocumentType, Period

LAST_PERIODS: Final = (Period.T3, Period.AR)
"""Periods of reports that tell how a year ended."""
FOLLOW_UPS: Final = frozenset(
    {DocumentType.UPPDRAGSUPPFOLJNING, DocumentType.AKTIVITETSUPPFOLJNING, DocumentType.MALUPPFOLJNING}
)


@dataclass(frozen=True, slots=True)
class Stage:
    """The reports of one municipality that speak of the same period; what they share are no steps in time."""

    municipality: str
    number: int
    """Its place among the municipality's stages, from 0."""
    reports: tuple[Report, ...]


def period_end(document: DocumentRecord) -> str:
    """The last day of the period that a report speaks of, ISO; empty where it names no period."""
    if document.period_end:
        return document.period_end
    if document.period is None or document.year is None:
        return ""
    return document.period.end(document.year)


def period_name(document: DocumentRecord) -> str:
    """A report's period as it is written in the tables: `2022-T2`; only the year where it names none."""
    if document.year is None:
        return document.period.value if document.period else ""
    return f"{document.year}-{document.period.value}" if document.period else str(document.year)


def stages(reports: Sequence[Report]) -> list[list[Stage]]:
    """The stages of each municipality, first to last; municipalities in alphabetical order.

    A plan comes before what follows it up in its year; a report without a period after those with one.
    Two reports without a period are two stages, in the order of their sources. Reports whose year or
    municipality is unknown stand alone, and are compared with none.
    """
    known = sorted((r for r in reports if r.document.municipality and r.document.year), key=_position)
    found = []
    for municipality, several in groupby(known, key=lambda r: r.document.municipality):
        groups = [tuple(group) for _, group in groupby(several, key=lambda r: _moment(r.document))]
        found.append([Stage(municipality, n, group) for n, group in enumerate(groups)])
    unknown = sorted((r for r in reports if not (r.document.municipality and r.document.year)), key=_position)
    return found + [[Stage(r.document.municipality, 0, (r,))] for r in unknown]


def position(document: DocumentRecord) -> tuple[str, int, int, str, str, str]:
    """Sorts reports by municipality, then as `stages` puts them, then by source."""
    return *_moment(document), document.source


def in_time(reports: Iterable[Report]) -> list[Report]:
    """Reports by municipality, then in time; so stand the rows of links, transitions and their like."""
    return sorted(reports, key=lambda report: (position(report.document), report.document.document_id))


def in_order(links: Iterable[Link], reports: Iterable[Report]) -> list[Link]:
    """Links in the order in time of the items that they begin in, then of those that they end in."""
    items = (item for report in in_time(reports) for item in report.items)
    place = {item.item_id: n for n, item in enumerate(items)}
    return sorted(links, key=lambda link: (place[link.from_item_id], place[link.to_item_id]))


def _position(report: Report) -> tuple[str, int, int, str, str, str]:
    return position(report.document)


def _moment(document: DocumentRecord) -> tuple[str, int, int, str, str]:
    """The municipality and the moment in time, equal for the reports of one stage."""
    year = document.year or 0
    end = period_end(document)
    if end:
        return document.municipality, year, 1, end, ""
    if document.document_type is DocumentType.PLAN:
        return document.municipality, year, 0, "", ""
    return document.municipality, year, 2, "", document.source
