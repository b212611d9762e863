"""What comes of following matters through time: transitions, forecasts, gaps, answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tertial.followed.answers import answers
from tertial.followed.forecasts import forecasts
from tertial.followed.gaps import Moment, gap_name, gaps, moment
from tertial.followed.transitions import transitions
from tertial.linking.order import in_order
from tertial.linking.threads import Threads
from tertial.records import Answer, DocumentRecord, Followed, Forecast, Gap, Link, Report, Thread, Transition
from tertial.vocabulary import Change, Status


def follow(reports: Sequence[Report], links: Sequence[Link], threads: Threads) -> dict[str, Followed]:
    """What following their matters gives for each report, by document_id.

    Args:
        reports: In any order; those of other municipalities do not touch each other.
        links: The links between their items.
        threads: The threads that the links make.
    """
    moved: dict[str, list[Transition]] = defaultdict(list)
    for transition in transitions(reports, in_order(links, reports), threads):
        moved[transition.from_document_id].append(transition)
    document_of = {item.item_id: report.document.document_id for report in reports for item in report.items}
    expected: dict[str, list[Forecast]] = defaultdict(list)
    for forecast in forecasts(reports, threads):
        expected[document_of[forecast.item_id]].append(forecast)
    missing: dict[str, list[Gap]] = defaultdict(list)
    for gap in missing_reports(reports):
        missing[gap.before].append(gap)
    replies: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers(reports):
        replies[answer.document_id].append(answer)
    return {
        at: Followed(
            transitions=tuple(moved[at]),
            forecasts=tuple(expected[at]),
            gaps=tuple(missing[at]),
            answers=tuple(replies[at]),
        )
        for at in (report.document.document_id for report in reports)
    }


def missing_reports(reports: Sequence[Report]) -> list[Gap]:
    """The reports that are not at hand, municipality by municipality."""
    own: dict[str, list[DocumentRecord]] = defaultdict(list)
    for report in reports:
        if report.document.municipality:
            own[report.document.municipality].append(report.document)
    return [gap for _, documents in sorted(own.items()) for gap in gaps(documents)]


def explained(reports: Sequence[Report], threads: Threads) -> Threads:
    """The threads, each that is new or dropped with the missing reports that could explain it.

    New: those right before its first report. Dropped: those right after its last; what was called off
    needs no such reason.
    """
    missing: dict[str, list[Gap]] = defaultdict(list)
    for gap in missing_reports(reports):
        missing[gap.municipality].append(gap)
    at = {report.document.document_id: moment(report.document) for report in reports}
    when: dict[str, list[Moment]] = defaultdict(list)
    for report in reports:
        own = at[report.document.document_id]
        if own is not None and report.document.municipality in missing:
            for item in report.items:
                when[threads.of[item.item_id]].append(own)

    def beside(thread: Thread) -> Thread:
        own = when[thread.thread_id]
        found = [
            gap_name(gap)
            for gap in missing[thread.municipality]
            if own
            and (
                (thread.change is Change.NEW and at[gap.after] == min(own))
                or (
                    thread.change is Change.DROPPED
                    and thread.outcome is not Status.UTGAR
                    and at[gap.before] == max(own)
                )
            )
        ]
        return replace(thread, missing_reports=tuple(found)) if found else thread

    return replace(threads, threads=tuple(beside(one) for one in threads.threads))
