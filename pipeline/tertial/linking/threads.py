"""Threads: a matter followed through time, with how it ended and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tertial.linking.order import Stage, period_name, stages
from tertial.linking.standing import Standing, least, standing
from tertial.records import Assessment, Item, Link, Report, Thread
from tertial.vocabulary import Change, Kind, Status


@dataclass(frozen=True, slots=True)
class Threads:
    """The threads, and which of them each item belongs to."""

    threads: tuple[Thread, ...]
    of: dict[str, str]
    """The thread_id of each item_id."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item stands."""

    item: Item
    report: Report
    stage: Stage
    order: int


def thread(reports: Sequence[Report], links: Sequence[Link]) -> Threads:
    """The threads that links make of items; an item with no link is a thread of its own.

    A thread's id is that of its first item, so it stays as long as the matter's first report does.

    Returns:
        The threads in the order of their first item.
    """
    chains = stages(reports)
    places: dict[str, _Place] = {}
    last: dict[tuple[str, bool], int] = {}
    for chain in chains:
        for stage in chain:
            for report in stage.reports:
                for item in report.items:
                    places[item.item_id] = _Place(item, report, stage, len(places))
                    group = (stage.municipality, item.kind is Kind.UPPDRAG)
                    last[group] = max(last.get(group, 0), stage.number)
    said: dict[str, list[Assessment]] = defaultdict(list)
    for report in reports:
        for assessment in report.assessments:
            said[assessment.item_id].append(assessment)
    reached: dict[str, int] = defaultdict(int)
    """The last stage with a report that goes on with anything of a document, whatever its kind of items."""
    for link in links:
        if link.from_item_id in places and link.to_item_id in places:
            document_id = places[link.from_item_id].report.document.document_id
            reached[document_id] = max(reached[document_id], places[link.to_item_id].stage.number)
    threads: list[Thread] = []
    thread_of: dict[str, str] = {}
    for several in _connected(places, links):
        one = _thread(several, said, last, reached)
        threads.append(one)
        thread_of.update((place.item.item_id, one.thread_id) for place in several)
    return Threads(tuple(threads), thread_of)


def _connected(places: dict[str, _Place], links: Sequence[Link]) -> list[list[_Place]]:
    leader = {item_id: item_id for item_id in places}

    def find(item_id: str) -> str:
        while leader[item_id] != item_id:
            leader[item_id] = leader[leader[item_id]]
            item_id = leader[item_id]
        return item_id

    for link in links:
        if link.from_item_id in places and link.to_item_id in places:
            a, b = find(link.from_item_id), find(link.to_item_id)
            first, second = sorted((a, b), key=lambda item_id: places[item_id].order)
            leader[second] = first
    groups: dict[str, list[_Place]] = defaultdict(list)
    for item_id, place in places.items():
        groups[find(item_id)].append(place)
    return list(groups.values())


def _thread(
    several: list[_Place],
    said: dict[str, list[Assessment]],
    last: dict[tuple[str, bool], int],
    reached: dict[str, int],
) -> Thread:
    first, latest = several[0], max(several, key=lambda place: (place.stage.number, -place.order))
    end = _latest(several, said)
    municipality = first.stage.municipality
    at_end = latest.stage.number >= max(
        last.get((municipality, latest.item.kind is Kind.UPPDRAG), 0),
        reached[latest.report.document.document_id],
    )
    if end.done:
        change = Change.COMPLETED
    elif end.status is Status.UTGAR or not at_end:
        change = Change.DROPPED
    elif first.stage is latest.stage:
        change = Change.NEW
    else:
        change = Change.CONTINUED
    return Thread(
        thread_id=f"t-{first.item.item_id}",
        municipality=municipality,
        title=latest.item.title,
        first_period=period_name(first.report.document),
        last_period=period_name(latest.report.document),
        n_reports=len({place.report.document.document_id for place in several}),
        outcome=end.status,
        change=change,
        titles=tuple(dict.fromkeys(place.item.title for place in several)),
        item_ids=tuple(place.item.item_id for place in several),
    )


def _latest(several: Sequence[_Place], said: dict[str, list[Assessment]]) -> Standing:
    """How a matter stands in the last report that says anything of it."""
    for number in sorted({place.stage.number for place in several}, reverse=True):
        found = least(
            standing(said.get(place.item.item_id, ())) for place in several if place.stage.number == number
        )
        if found.status is not None:
            return found
    return Standing()
