"""What comes of following matters through time: transitions, forecasts and their outcome, gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tertial.followed.forecasts import forecasts
from tertial.followed.transitions import transitions
from tertial.linking.threads import Threads
from tertial.records import Followed, Forecast, Link, Report, Transition


def follow(reports: Sequence[Report], links: Sequence[Link], threads: Threads) -> dict[str, Followed]:
    """What following their matters gives for each report, by document_id.

    Args:
        reports: In any order; those of other municipalities do not touch each other.
        links: The links between their items.
        threads: The threads that the links make.
    """
    moved: dict[str, list[Transition]] = defaultdict(list)
    for transition in transitions(reports, links, threads):
        moved[transition.from_document_id].append(transition)
    document_of = {item.item_id: report.document.document_id for report in reports for item in report.items}
    expected: dict[str, list[Forecast]] = defaultdict(list)
    for forecast in forecasts(reports, threads):
        expected[document_of[forecast.item_id]].append(forecast)
    return {
        at: Followed(transitions=tuple(moved[at]), forecasts=tuple(expected[at]))
        for at in (report.document.document_id for report in reports)
    }
