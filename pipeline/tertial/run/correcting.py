"""What people have decided, applied to what was read, before reports are compared."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tertial.boards import Register
from tertial.corrections.anchoring import NO_PLACE, Anchor, find, in_report, later_end
from tertial.corrections.applying import Outcome, apply, dismissed
from tertial.corrections.ledger import Decision, in_force, read, settled
from tertial.flags.within import within
from tertial.linking.order import period_name
from tertial.records import Flag, Report
from tertial.run import kept, version
from tertial.run.comparing import Decided
from tertial.run.events import Summary
from tertial.run.gathering import Document
from tertial.tables import Row
from tertial.vocabulary import Applied, What

_DIFFER = "Två personer har beslutat olika; någon som känner till båda behöver besluta."
_REPLACED = "Ett senare beslut om samma ställe säger detsamma eller är samma persons."
_LINKS = (What.LINK, What.UNLINK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What applying the ledgers gave."""

    documents: tuple[Document, ...]
    """The same documents; those that decisions changed are kept under another key."""
    decided: Mapping[str, tuple[Decided, ...]]
    """By municipality."""
    rows: tuple[Row, ...]
    """Of the table `corrections`, in the order of time."""
    problems: tuple[str, ...]
    """Lines of the ledgers that can't be read."""

    @property
    def counts(self) -> dict[str, int]:
        """How many decisions have each result."""
        counted = Counter(str(row[1]) for row in self.rows)
        return {result.value: counted[result.value] for result in Applied if counted[result.value]}


def correct(
    ledgers: Sequence[Path], documents: Sequence[Document], folder: Path, boards: Path | None
) -> Corrected:
    """Applies the decisions of some ledgers to what was read.

    Args:
        ledgers: They must be there.
        documents: All that were read.
        folder: Where what was read is kept; what is corrected is kept there, too.
        boards: A folder with a user's own tables of boards.

    Raises:
        UsageError: A ledger can't be read, or nothing can be written.
    """
    ledger = read(ledgers)
    counting, differing = in_force(ledger)
    archive = _Archive(documents, folder)
    outcomes: dict[str, tuple[Outcome, str, str]] = {}
    found: dict[str, _Found] = {}
    links: list[Decision] = []
    for one in counting:  # what items there are comes first: other decisions may be on those that it makes
        if one.what is What.SPLIT:
            outcomes[one.id] = archive.split(one, boards)
    for one in counting:
        if one.what is What.SPLIT:
            continue
        if one.what in _LINKS:
            links.append(one)
            continue
        where = archive.find(one)
        if isinstance(where, str):
            outcomes[one.id] = Outcome(Applied.ORPHANED, where), "", ""
        else:
            found[one.id] = _Found(one, *where)
    apart, replaced = _at_one_place(found.values())
    differing += apart
    on: dict[str, list[tuple[Decision, Anchor]]] = defaultdict(list)
    for here in found.values():
        if here.decision.id in replaced:
            outcomes[here.decision.id] = Outcome(Applied.SUPERFLUOUS, _REPLACED), here.document_id, ""
        elif not any(here.decision in several for several in apart):
            on[here.document_id].append((here.decision, here.anchor))
    decided: dict[str, list[Decided]] = defaultdict(list)
    for document_id in dict.fromkeys([*archive.cut, *on]):
        several = on[document_id]
        document = archive.document(document_id)
        report, told = _applied(archive.report(document_id), several, boards)
        ids = [*archive.cut.get(document_id, ()), *(one.id for one, _ in several)]
        changed = archive.keep(document, report, ids)
        there = {item.item_id for item in report.items}
        for (one, place), outcome in zip(several, told, strict=True):
            item_id = place.item.item_id if place.item else ""
            outcomes[one.id] = outcome, document_id, item_id if item_id in there else ""
            if one.what is What.DISMISS:
                told_of = "dismiss", *dismissed(one, document_id, item_id)
                decided[changed.municipality].append(told_of)
    for one in links:
        outcomes[one.id] = archive.linked(one, decided)
    for several_people in differing:
        for one in several_people:
            outcomes[one.id] = Outcome(Applied.CONFLICT, _DIFFER), "", ""
    rows = tuple(_row(one, *outcomes[one.id]) for one in ledger.decisions if one.id in outcomes)
    return Corrected(
        documents=tuple(archive.documents.values()),
        decided={municipality: tuple(sorted(several)) for municipality, several in decided.items()},
        rows=rows,
        problems=ledger.problems,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A decision with where it belongs now."""

    decision: Decision
    document_id: str
    anchor: Anchor

    @property
    def place(self) -> tuple[str, ...]:
        """What it is about now: decisions on two saves of a report are about one place."""
        item = self.anchor.item
        item_id = item.item_id if item else ""
        return replace(self.decision, document_id=self.document_id, item_id=item_id).place


def _at_one_place(found: Iterable[_Found]) -> tuple[list[list[Decision]], set[str]]:
    """Of decisions that turn out to be on one place: those that people differ on, and those replaced."""
    by_place: dict[tuple[str, ...], list[Decision]] = defaultdict(list)
    for one in found:
        by_place[one.place].append(one.decision)
    apart, replaced = [], set()
    for several in by_place.values():
        told = settled(several)
        if len(told) > 1:
            apart.append(told)
        replaced |= {one.id for one in several} - {one.id for one in told}
    return apart, replaced


class _Archive:
    """The documents that were read, looked up when a decision asks for them."""

    def __init__(self, documents: Sequence[Document], folder: Path) -> None:
        self.documents = {document.document_id: document for document in documents}
        self._keys = {document.document_id: document.key for document in documents}
        self._folder = folder
        self.cut: dict[str, list[str]] = {}
        """The decisions that parted items, by the document that these stand in."""
        self._parted: dict[str, Report] = {}
        self._of: dict[str, list[str]] = defaultdict(list)
        for document in documents:
            self._of[document.municipality].append(document.document_id)
        self._read = lru_cache(maxsize=64)(self._loaded)

    def document(self, document_id: str) -> Document:
        return self.documents[document_id]

    def report(self, document_id: str) -> Report:
        """With its text, as it was read: by what stood there a decision is found again.

        Items that somebody has parted are parted.
        """
        return self._parted.get(document_id) or self._read(self._keys[document_id])

    def _loaded(self, key: str) -> Report:
        text = kept.text(self._folder, key).decode("utf-8")
        return replace(kept.report(self._folder, key), text=text)

    def find(self, decision: Decision) -> tuple[str, Anchor] | str:
        """The document and place that a decision belongs to, or why there is none."""

        def alike() -> list[str]:
            of = self._of.get(decision.municipality, ())
            return [one for one in of if period_name(self.report(one).document) == decision.report]

        def anchored(document_id: str) -> Anchor | None:
            report = self.report(document_id)
            return in_report(decision, report.text, report.items)

        return find(decision, decision.document_id in self.documents, alike, anchored)

    def split(self, decision: Decision, boards: Path | None) -> tuple[Outcome, str, str]:
        """Parts an item, and tells what became of the decision."""
        found = self.find(decision)
        if isinstance(found, str):
            return Outcome(Applied.ORPHANED, found), "", ""
        document_id, place = found
        parted, (outcome,) = _applied(self.report(document_id), [(decision, place)], boards)
        self._parted[document_id] = parted
        self.cut.setdefault(document_id, []).append(decision.id)
        return outcome, document_id, place.item.item_id if place.item else ""

    def keep(self, document: Document, report: Report, ids: Sequence[str]) -> Document:
        """The document with its report as corrected, kept beside the one that was read."""
        key = version.digest("corrected", document.key, *sorted(ids))
        summary = kept.told(self._folder, document.key)
        assert isinstance(summary, Summary)
        summary = replace(summary, n_items=len(report.items), n_assessments=len(report.assessments))
        kept.keep_report(self._folder, key, report, summary)
        self.documents[document.document_id] = replace(document, key=key)
        return self.documents[document.document_id]

    def linked(self, decision: Decision, decided: dict[str, list[Decided]]) -> tuple[Outcome, str, str]:
        """What became of a decision that two items are, or are not, one matter."""
        ends = [self.find(replace(decision, quote="")), self.find(later_end(decision))]
        if any(isinstance(end, str) for end in ends):
            return Outcome(Applied.ORPHANED, next(end for end in ends if isinstance(end, str))), "", ""
        (one_id, one), (_, other) = (end for end in ends if not isinstance(end, str))
        if one.item is None or other.item is None:
            return Outcome(Applied.ORPHANED, NO_PLACE), "", ""
        other_id = next(end[0] for end in ends[1:] if not isinstance(end, str))
        for document_id, item_id in ((one_id, one.item.item_id), (other_id, other.item.item_id)):
            if item_id not in {item.item_id for item in self._read(self.documents[document_id].key).items}:
                return Outcome(Applied.ORPHANED, "Posten är borttagen av ett annat beslut."), "", ""
        municipality = self.documents[one_id].municipality
        decided[municipality].append((decision.what.value, one.item.item_id, other.item.item_id))
        moved = one.moved or other.moved
        return Outcome(Applied.MOVED if moved else Applied.APPLIED), one_id, one.item.item_id


def _applied(
    report: Report, decided: Sequence[tuple[Decision, Anchor]], boards: Path | None
) -> tuple[Report, list[Outcome]]:
    def flags(changed: Report) -> list[Flag]:
        document = changed.document
        register = Register.build(document.municipality, document.year, changed.text, boards)
        return within(changed, (), register)

    return apply(report, decided, flags)


def _row(decision: Decision, outcome: Outcome, document_id: str, item_id: str) -> Row:
    return (
        decision.id,
        outcome.applied,
        outcome.reason,
        decision.what,
        decision.who,
        decision.when,
        decision.why,
        decision.municipality,
        decision.report,
        decision.source,
        document_id,
        item_id,
        decision.title,
        decision.board,
        decision.quote,
        _told(decision.old),
        _told(decision.new),
    )


def _told(values: Mapping[str, str]) -> str:
    return json.dumps(dict(values), ensure_ascii=False, sort_keys=True) if values else ""
