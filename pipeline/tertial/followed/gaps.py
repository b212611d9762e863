"""Reports that one would expect of a municipality, by the pattern of its own, and that are not at hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from tertial.linking.order import FOLLOW_UPS, position
from tertial.records import DocumentRecord, Gap
from tertial.vocabulary import DocumentType, Period

_MONTHS: Final = tuple(sorted({period.month for period in Period}))

Moment = tuple[int, int]
"""Year, and the month in which a period ends: T3 and the whole year are one moment."""


def gaps(documents: Sequence[DocumentRecord]) -> list[Gap]:
    """The reports that are missing between a municipality's first and last, in order of time.

    A period is expected in a year where both the nearest year before and the nearest after of which
    anything is at hand have it; in the first and the last year, where the one neighbour has it. A last year
    that ends before that moment tells nothing. So a municipality that once changed from half years to
    tertials isn't said to lack either. Any report of the moment but a plan fills it; only follow-ups make the
    pattern.

    Args:
        documents: All of one municipality's at hand.
    """
    pattern: dict[int, dict[int, Period]] = defaultdict(dict)
    there: dict[Moment, str] = {}
    for document in sorted(documents, key=lambda one: (one.document_type not in FOLLOW_UPS, position(one))):
        if document.year is None or document.period is None or document.document_type is DocumentType.PLAN:
            continue
        month = document.period.month
        there.setdefault((document.year, month), document.document_id)
        if document.document_type in FOLLOW_UPS:
            known = pattern[document.year].get(month)
            pattern[document.year][month] = min(known or document.period, document.period)
    moments = sorted((year, month) for year, months in pattern.items() for month in months)
    if len(moments) < 2:
        return []
    first, last = moments[0], moments[-1]
    found = []
    for year in range(first[0], last[0] + 1):
        before = max((other for other in pattern if other < year), default=None)
        after = min((other for other in pattern if other > year), default=None)
        for month in _MONTHS:
            at = (year, month)
            # An archive ends in the middle of a year, as often as not, which then can't tell.
            sides = [other for other in (before, after) if other is not None and (other, month) <= last]
            if at in there or not first < at < last or not sides:
                continue
            if all(month in pattern[other] for other in sides):
                found.append(
                    Gap(
                        municipality=documents[0].municipality,
                        year=year,
                        period=pattern[sides[0]][month],
                        before=there[max(m for m in moments if m < at)],
                        after=there[min(m for m in moments if m > at)],
                    )
                )
    return found


def moment(document: DocumentRecord) -> Moment | None:
    """When a report's period ends; None where it names no period or year."""
    if document.year is None or document.period is None:
        return None
    return document.year, document.period.month


def between(missing: Sequence[Gap], before: DocumentRecord, after: DocumentRecord) -> list[Gap]:
    """The missing reports that lie between two; none where one of these names no period."""
    one, other = moment(before), moment(after)
    if one is None or other is None:
        return []
    return [gap for gap in missing if one < (gap.year, gap.period.month) < other]


def gap_name(gap: Gap) -> str:
    """A missing report as the tables write it: `2022-T3`."""
    return f"{gap.year}-{gap.period.value}"
