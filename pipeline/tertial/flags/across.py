"""What to look at from one report to the next: forecasts that failed, matters gone, targets moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from tertial.flags.gone import WHY, Search
from tertial.flags.repeated import SAME, again
from tertial.flags.targets import Move, Told, moves, tells_delay
from tertial.followed.gaps import between, gap_name, gaps
from tertial.linking.matters import series
from tertial.linking.order import FOLLOW_UPS, LAST_PERIODS, Stage, period_name, stages
from tertial.linking.similarity import Rarity
from tertial.linking.standing import Standing, least, outcome, standing
from tertial.linking.threads import Threads
from tertial.records import Assessment, DocumentRecord, Flag, Item, Link, Report
from tertial.vocabulary import (
    Basis,
    Deviation,
    FlagCode,
    Modality,
    Relation,
    Severity,
    Status,
)

_LIKE: Final = 0.85
"""Two documents with titles this like are numbers of one series."""
_MOST_ALONE: Final = 3
"""Where more than so many have vanished, and more than were carried on, it may be another list."""


def across(reports: Sequence[Report], links: Sequence[Link], threads: Threads) -> list[Flag]:
    """The flags that show when the reports of a municipality are compared, in the order of the reports.

    Args:
        reports: All reports at hand.
        links: The links between their items.
        threads: The threads that the links make.
    """
    found: list[Flag] = []
    for chain in stages(reports):
        if len(chain) > 1:
            case = _Chain(chain, links, threads)
            found += case.forecasts_missed()
            found += case.dropped()
            found += case.carried_on()
    return found


class _Chain:
    """One municipality's reports in order, and what its rules look up."""

    def __init__(self, chain: Sequence[Stage], links: Sequence[Link], threads: Threads) -> None:
        self.chain = chain
        self.threads = threads
        self.reports = [report for stage in chain for report in stage.reports]
        self.stage = {r.document.document_id: stage for stage in chain for r in stage.reports}
        self.document_of = {item.item_id: r.document.document_id for r in self.reports for item in r.items}
        self.missing = gaps([report.document for report in self.reports])
        self.searches: dict[str, Search] = {}
        self.relations: dict[str, list[Relation]] = defaultdict(list)
        self.links: dict[str, list[str]] = defaultdict(list)
        self.back: dict[str, list[str]] = defaultdict(list)
        for link in links:
            self.links[link.from_item_id].append(link.to_item_id)
            self.back[link.to_item_id].append(link.from_item_id)
            self.relations[link.to_item_id].append(link.relation)
        self.joined = {
            (self.document_of[link.from_item_id], self.document_of[link.to_item_id])
            for link in links
            if link.from_item_id in self.document_of and link.to_item_id in self.document_of
        }
        self.said: dict[str, list[Assessment]] = defaultdict(list)
        for report in self.reports:
            for assessment in report.assessments:
                self.said[assessment.item_id].append(assessment)

    def forecasts_missed(self) -> Iterator[Flag]:
        """A forecast that a matter will be done, where the year's last report says otherwise."""
        last: dict[tuple[str, int | None], list[tuple[Report, Item]]] = defaultdict(list)
        for report in self.reports:
            if report.document.period in LAST_PERIODS:
                for item in report.items:
                    last[self.threads.of[item.item_id], report.document.year].append((report, item))
        for report in self.reports:
            if report.document.period in LAST_PERIODS or report.document.period is None:
                continue
            for item in report.items:
                ends = last.get((self.threads.of[item.item_id], report.document.year), [])
                forecast = self._forecast(item)
                if forecast is None or not ends:
                    continue
                end = self._end([one for _, one in ends])
                if end.status in (None, Status.GENOMFORT, Status.EJ_BEDOMT):
                    continue
                when = period_name(ends[0][0].document)
                message = f"Väntades bli genomfört under året, men i {when} står det som {end.status.value}."
                yield _flag(
                    report, item, FlagCode.FORECAST_MISSED, Severity.WARNING, message, forecast.evidence
                )

    def dropped(self) -> Iterator[Flag]:
        """A matter that nobody had said to be done when it was last seen, and that the next report lacks.

        A forecast that it will be done is a promise, which the year's last report would say to be kept: it is
        gone where a report of the same year lacks it, or where the last one had nothing but the promise.
        """
        for report in self.reports:
            following = self._next(report)
            if following is None:
                continue
            lacking = between(self.missing, report.document, following.document)
            gap = bool(lacking) or self._years_apart(report.document, following.document)
            gone = list(self._gone(report, following))
            if report.document.period not in LAST_PERIODS and report.document.year != following.document.year:
                gone = [one for one in gone if not _promised(one[1])]
            kept = sum(self._carried_on(item, following) for item in report.items)
            most = len(gone) > max(kept, _MOST_ALONE)
            for item, whole, status in gone:
                promised = _promised(whole)
                severity = Severity.INFO if gap or most or status is Status.UTGAR else Severity.WARNING
                document = following.document
                message = (
                    f"{_stood(whole, status)} och saknas i nästa rapport som finns, "
                    f"{period_name(document)} ({document.source})"
                )
                if most:
                    message += ", liksom det mesta som inte var klart: kanske en annan lista"
                if lacking:
                    names = ", ".join(gap_name(one) for one in lacking)
                    message += f", men däremellan saknas {names} i arkivet"
                elif gap:
                    message += ", men däremellan saknas rapporter i arkivet"
                message += self._told_of(item, following) + "."
                evidence = _clearest(whole, Status.GENOMFORT if promised else status).evidence
                code = FlagCode.DROPPED_PROMISED if promised else FlagCode.DROPPED_UNFINISHED
                yield _flag(report, item, code, severity, message, evidence)

    def _told_of(self, item: Item, following: Report) -> str:
        """What was found in the next report in an item's place, for a message."""
        search = self._search(following)
        boards = search.missing_boards(item)
        told = f"; där finns ingenting av {' eller '.join(boards)}" if boards else ""
        nearest = search.nearest(item)
        if nearest is None:
            return f"{told}; inget där liknar det"
        return f"{told}; närmast kommer ”{nearest.title}” ({WHY[nearest.why]})"

    def carried_on(self) -> Iterator[Flag]:
        """Comments that say the same as the last time, and goal posts that were moved."""
        items = {item.item_id: (report, item) for report in self.reports for item in report.items}
        comments = {one.item_id: one.text for report in self.reports for one in report.comments}
        for report in self.reports:
            if report.document.document_type not in FOLLOW_UPS:
                continue
            for item in report.items:
                earlier = [items[other] for other in self.back[item.item_id] if other in items]
                earlier = [one for one in earlier if one[0].document.document_type in FOLLOW_UPS]
                if not earlier:
                    continue
                when = period_name(max(earlier, key=lambda one: self._number(one[0]))[0].document)
                parted = Relation.SPLIT in self.relations[item.item_id]
                now = Told(item, comments.get(item.item_id, ""), report.document.year, parted)
                before = [
                    Told(one, comments.get(one.item_id, ""), other.document.year) for other, one in earlier
                ]
                share = again("\n".join(told.comment for told in before), now.comment)
                closed = all(
                    standing(self.said[one.item_id]).closed for one in (item, *(one for _, one in earlier))
                )
                if share >= SAME and not closed:
                    message = f"Kommentaren är till {share:.0%} ordagrant den som stod i {when}.".replace(
                        "%", " %"
                    )
                    code = FlagCode.UNCHANGED_TEXT
                    yield _flag(report, item, code, Severity.INFO, message, now.comment.split("\n")[0])
                if found := list(moves(before, now)):
                    yield from self._moved(report, now, found, when)

    def _moved(self, report: Report, now: Told, found: Sequence[Move], when: str) -> Iterator[Flag]:
        """The flag that goal posts were moved, unless the matter is at an end or said to be late."""
        said = self.said[now.item.item_id]
        status = outcome(said)
        if status not in (Status.PAGAR, Status.EJ_PABORJAT, Status.DELVIS_GENOMFORT):
            return
        if any(a.deviation is Deviation.MED_AVVIKELSE for a in said):
            return
        planned = any(a.deviation is Deviation.ENLIGT_PLAN for a in said)
        unlikely = any(not a.board and a.assessment is Status.INTE_GENOMFORT for a in said)
        if not planned and (unlikely or tells_delay(now.comment)):
            return
        told = "; ".join(f"{move.what} var {move.before} i {when} och är nu {move.now}" for move in found)
        message = f"{told}, men ingen försening nämns."
        if planned:
            message = f"{told}, men det står som enligt plan."
        severity = Severity.WARNING if planned else Severity.INFO
        yield _flag(report, now.item, FlagCode.TARGET_MOVED, severity, message, found[0].evidence)

    def _number(self, report: Report) -> int:
        return self.stage[report.document.document_id].number

    def _gone(self, report: Report, following: Report) -> Iterator[tuple[Item, list[Assessment], Status]]:
        """The items that were not done and that nothing links to a later report, each with its status."""
        for item in report.items:
            whole = [a for a in self.said[item.item_id] if not a.board]
            if self._carried_on(item, following) or _done(whole):
                continue
            status = outcome(whole) if whole else None
            if status is not None and not self._search(following).lives_on(item):
                yield item, whole, status

    def _carried_on(self, item: Item, following: Report) -> bool:
        """Whether an item is linked to the next report at hand, or to one of the time before it."""
        end = self.stage[following.document.document_id].number
        targets = [self.document_of[to] for to in self.links[item.item_id] if to in self.document_of]
        return any(self.stage[document_id].number <= end for document_id in targets)

    def _search(self, report: Report) -> Search:
        at = report.document.document_id
        if at not in self.searches:
            self.searches[at] = Search(report, self.relations, self._rarity)
        return self.searches[at]

    @cached_property
    def _rarity(self) -> Rarity:
        return Rarity(item.title for report in self.reports for item in report.items)

    def _forecast(self, item: Item) -> Assessment | None:
        found = [
            a
            for a in self.said[item.item_id]
            if not a.board and a.modality is Modality.PROGNOS and a.basis is Basis.EXPLICIT
        ]
        done = next((a for a in found if a.assessment is Status.GENOMFORT), None)
        return done if done is not None and all(a.assessment is Status.GENOMFORT for a in found) else None

    def _end(self, items: Iterable[Item]) -> Standing:
        """How the year ended for a matter as a whole: genomfört where any that it became is said to be.

        None where nothing is said of one of them; what is only read out of a description is not said.
        """
        found = []
        for item in items:
            whole = [a for a in self.said[item.item_id] if not a.board and a.basis is Basis.EXPLICIT]
            found.append(Standing(Status.GENOMFORT, Modality.UTFALL) if _done(whole) else standing(whole))
        done = next((one for one in found if one.done), None)
        if done is not None or any(one.status is None for one in found):
            return done or Standing()
        return least(found)

    def _next(self, report: Report) -> Report | None:
        """The next report at hand that follows up the same things; None where there is none."""
        document = report.document
        if document.document_type not in FOLLOW_UPS:
            return None
        own = self.stage[document.document_id]
        for stage in self.chain[own.number + 1 :]:
            same = [r for r in stage.reports if r.items and self._follows(document, r.document)]
            if same:
                return max(
                    same,
                    key=lambda r: (
                        (document.document_id, r.document.document_id) in self.joined,
                        len(r.items),
                    ),
                )
        return None

    def _follows(self, document: DocumentRecord, other: DocumentRecord) -> bool:
        if other.document_type not in FOLLOW_UPS:
            return False
        if (document.document_id, other.document_id) in self.joined:
            return True
        return document.document_type is other.document_type and series(document, other) >= _LIKE

    def _years_apart(self, before: DocumentRecord, after: DocumentRecord) -> bool:
        """Whether two reports of which one names no period are more than a year apart."""
        if before.year is None or after.year is None:
            return True
        return (before.period is None or after.period is None) and after.year - before.year > 1


def _done(assessments: Iterable[Assessment]) -> bool:
    """Whether a matter is said to be done; that it is expected to be is not enough."""
    return any(a.assessment is Status.GENOMFORT and a.modality is Modality.UTFALL for a in assessments)


def _promised(assessments: Iterable[Assessment]) -> bool:
    """Whether what is not done is expected to be."""
    return any(a.assessment is Status.GENOMFORT for a in assessments)


def _stood(assessments: Sequence[Assessment], status: Status) -> str:
    """How a matter stood, for a message; what was only expected is told as such."""
    if not _promised(assessments):
        return f"Stod som {status.value}"
    if status is Status.GENOMFORT:
        return "Var bara utlovat (prognos genomfört)"
    return f"Stod som {status.value}, var bara utlovat (prognos genomfört)"


def _clearest(assessments: Sequence[Assessment], status: Status) -> Assessment:
    return max((a for a in assessments if a.assessment is status), key=lambda a: a.confidence)


def _flag(
    report: Report, item: Item, code: FlagCode, severity: Severity, message: str, evidence: str
) -> Flag:
    return Flag(
        document_id=report.document.document_id,
        item_id=item.item_id,
        board="",
        code=code,
        severity=severity,
        message=message,
        evidence=evidence,
    )
