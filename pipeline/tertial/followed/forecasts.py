"""Forecasts beside their outcome: what a report within the year expects, and how the year ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tertial.linking.order import FOLLOW_UPS, LAST_PERIODS, in_time, period_end
from tertial.linking.standing import FAR, Standing, outcome
from tertial.linking.threads import Threads
from tertial.records import Assessment, DocumentRecord, Forecast, Item, Report
from tertial.vocabulary import Basis, Modality, Result, Status


def forecasts(reports: Sequence[Report], threads: Threads) -> Iterator[Forecast]:
    """The forecasts of reports within the year, as a whole and by board, in the order of the reports.

    The year's last report tells how it ended; where that says nothing of a matter, a report within the year
    that called it genomfört or utgår, as what is done leaves the list. Where the year's last report is not at
    hand, how it ended is not told: what was done early would count, and nothing else. Nor is it told where
    the year's last report still only expects it to be done. Only what is said counts, not what is read out of
    a description. Where one speaker expects two things of one matter, there is no forecast.
    """
    reports = in_time(reports)
    said: dict[str, list[Assessment]] = defaultdict(list)
    ends: dict[tuple[str, int | None], list[Item]] = defaultdict(list)
    within: dict[tuple[str, int | None], list[tuple[Report, Item]]] = defaultdict(list)
    ended = {
        (report.document.municipality, report.document.year)
        for report in reports
        if report.document.period in LAST_PERIODS and report.document.document_type in FOLLOW_UPS
    }
    for report in reports:
        for assessment in report.assessments:
            if assessment.basis is Basis.EXPLICIT:
                said[assessment.item_id].append(assessment)
        for item in report.items:
            at = threads.of[item.item_id], report.document.year
            if report.document.period in LAST_PERIODS:
                ends[at].append(item)
            elif report.document.period is not None:
                within[at].append((report, item))
    for report in reports:
        document = report.document
        if document.year is None or document.period is None or document.period in LAST_PERIODS:
            continue
        for item in report.items:
            thread_id = threads.of[item.item_id]
            for forecast in _expected(said[item.item_id]):
                at = thread_id, document.year
                end = _end(ends[at], forecast.board, said)
                if end is None and (document.municipality, document.year) in ended:
                    end = _closed(document, within[at], forecast.board, said)
                yield Forecast(
                    thread_id=thread_id,
                    municipality=document.municipality,
                    year=document.year,
                    period=document.period,
                    item_id=item.item_id,
                    board=forecast.board,
                    forecast=forecast.assessment,
                    outcome=end.assessment if end else None,
                    result=result(forecast.assessment, end.assessment if end else None),
                    evidence=forecast.evidence,
                    outcome_item_id=end.item_id if end else "",
                    outcome_evidence=end.evidence if end else "",
                )


def _closed(
    document: DocumentRecord,
    within: Sequence[tuple[Report, Item]],
    board: str,
    said: dict[str, list[Assessment]],
) -> Assessment | None:
    """How a later report within the year closed a matter that the year's last report says nothing of."""
    later = [item for other, item in within if period_end(other.document) > period_end(document)]
    for item in reversed(later):
        own = [a for a in said[item.item_id] if a.board == board and a.modality is Modality.UTFALL]
        if own:
            closed = [a for a in own if a.assessment in (Status.GENOMFORT, Status.UTGAR)]
            return closed[0] if len(closed) == len(own) == 1 else None
    return None


def result(forecast: Status, end: Status | None) -> Result:
    """What became of a forecast: whether it was done is what most of them are about."""
    if end is None or end is Status.EJ_BEDOMT:
        return Result.UNRESOLVED
    if forecast is Status.INTE_GENOMFORT:
        return Result.MISS if end is Status.GENOMFORT else Result.HIT
    return Result.HIT if forecast is end else Result.MISS


def _expected(assessments: Iterable[Assessment]) -> list[Assessment]:
    """The forecast of each speaker who makes one."""
    by_board: dict[str, list[Assessment]] = defaultdict(list)
    for a in assessments:
        if a.modality is Modality.PROGNOS and a.basis is Basis.EXPLICIT:
            by_board[a.board].append(a)
    return [
        several[0]
        for _, several in sorted(by_board.items())
        if len({a.assessment for a in several}) == 1 and several[0].assessment is not Status.EJ_BEDOMT
    ]


def _end(items: Sequence[Item], board: str, said: dict[str, list[Assessment]]) -> Assessment | None:
    """How the year ended for a matter, by the same speaker; genomfört where any of what became of it is.

    Else the least far come, and None where something that it became gives no status: then it can't be said.
    """
    found: list[Assessment] = []
    for item in items:
        own = [a for a in said[item.item_id] if a.board == board]
        done = [a for a in own if a.assessment is Status.GENOMFORT and a.modality is Modality.UTFALL]
        status = Status.GENOMFORT if done else outcome(own)
        if status is None:
            continue
        found.append(
            min(
                (a for a in own if a.assessment is status),
                key=lambda a: (a.modality is not Modality.UTFALL, -a.confidence, a.span),
            )
        )
    done = [a for a in found if Standing(a.assessment, a.modality).done]
    if done:
        return done[0]
    whole = len(found) == len(items) and not any(Standing(a.assessment, a.modality).promised for a in found)
    return min(found, key=lambda a: FAR[a.assessment], default=None) if whole else None
