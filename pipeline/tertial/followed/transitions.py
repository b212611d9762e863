"""Transitions: how a matter went from one report to the next that it stands in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from tertial.followed.answers import ALL
from tertial.linking.order import period_name
from tertial.linking.standing import Standing, standing
from tertial.linking.threads import Threads
from tertial.linking.wordings import plain
from tertial.records import Assessment, Item, Link, Report, Transition
from tertial.vocabulary import DatePrecision, Modality, Relation, Status, Step

_RANK: Final = {
    Status.EJ_PABORJAT: 0,
    Status.INTE_GENOMFORT: 1,
    Status.VILANDE: 1,
    Status.PAGAR: 2,
    Status.DELVIS_GENOMFORT: 3,
}
_EXPECTED: Final = {
    Status.UTGAR: 0,
    Status.INTE_GENOMFORT: 1,
    Status.EJ_PABORJAT: 2,
    Status.VILANDE: 3,
    Status.PAGAR: 4,
    Status.DELVIS_GENOMFORT: 5,
    Status.GENOMFORT: 6,
}
"""Forecasts, the worst first."""
_YEARS_END: Final = "-12-31"
_COARSE: Final = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}


def step(before: Standing, now: Standing) -> Step:
    """How the status went; what each step means is told in the codebook."""
    if None in (before.status, now.status) or Status.EJ_BEDOMT in (before.status, now.status):
        return Step.UNCLEAR
    assert before.status is not None
    assert now.status is not None
    if before == now:
        return Step.UNCHANGED
    was, is_ = before.modality is Modality.UTFALL, now.modality is Modality.UTFALL
    if is_ and now.status is Status.GENOMFORT:
        return Step.FINISHED
    if is_ and now.status is Status.UTGAR:
        return Step.CALLED_OFF
    if was and before.status in (Status.GENOMFORT, Status.UTGAR):
        hoped = not is_ and now.status in (Status.GENOMFORT, Status.UTGAR)
        return Step.UNCLEAR if hoped else Step.REOPENED
    if is_ and now.status in (Status.VILANDE, Status.INTE_GENOMFORT):
        return Step.STALLED
    if was is not is_:
        return Step.UNCLEAR
    rank = _RANK if was else _EXPECTED
    return Step.ADVANCED if rank[now.status] > rank[before.status] else Step.REVERSED


def transitions(reports: Sequence[Report], links: Sequence[Link], threads: Threads) -> Iterator[Transition]:
    """One for each link, in the order of the links."""
    places = {item.item_id: (report, item) for report in reports for item in report.items}
    said: dict[str, list[Assessment]] = defaultdict(list)
    for report in reports:
        for assessment in report.assessments:
            said[assessment.item_id].append(assessment)
    for link in links:
        if link.from_item_id not in places or link.to_item_id not in places:
            continue
        (earlier, one), (later, other) = places[link.from_item_id], places[link.to_item_id]
        before, now = standing(said[one.item_id]), standing(said[other.item_id])
        yield Transition(
            thread_id=threads.of[one.item_id],
            municipality=earlier.document.municipality,
            from_item_id=one.item_id,
            to_item_id=other.item_id,
            from_document_id=earlier.document.document_id,
            to_document_id=later.document.document_id,
            from_period=period_name(earlier.document),
            to_period=period_name(later.document),
            from_status=before.status,
            from_modality=before.modality,
            to_status=now.status,
            to_modality=now.modality,
            change=step(before, now),
            reworded=link.relation is not Relation.SAME and plain(one.title) != plain(other.title),
            postponed=later_end((one, earlier.document.year), (other, later.document.year)),
            new_boards=_new_boards(one, other),
        )


def later_end(before: tuple[Item, int | None], now: tuple[Item, int | None]) -> bool:
    """Whether an item's end is later than it was, and not only told less exactly.

    What goes on is set anew every year, with the end of its report's year for its end: that is not later.

    Args:
        before: The item and the year of its report.
        now: The same of the later report.
    """
    one, other = before[0].end_date, now[0].end_date
    size = _COARSE.get(now[0].date_precision, 10)
    anew = all(item.end_date == f"{year}{_YEARS_END}" for item, year in (before, now))
    return bool(one and other and other[:size] > one[:size] and not anew)


def _new_boards(before: Item, now: Item) -> tuple[str, ...]:
    """The boards that answer now and did not before, where that was told; all boards have none to come."""
    if not before.boards or ALL in before.boards:
        return ()
    return tuple(board for board in now.boards if board not in before.boards)
