"""A report as people have corrected it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from tertial.corrections.anchoring import Anchor
from tertial.corrections.ledger import Decision
from tertial.document import Span
from tertial.records import Assessment, Comment, Flag, Item, Report, Section
from tertial.swedish.words import fold
from tertial.vocabulary import Applied, Basis, Deviation, FlagCode, Method, Modality, Status, What


@dataclass(frozen=True, slots=True)
class Outcome:
    """The same, with why where it is not plain, in Swedish."""

    applied: Applied
    reason: str = ""


_SURE = 1.0
_FIGURES = (FlagCode.SUM_MISMATCH, FlagCode.CLAIM_MISMATCH)
"""Flags on figures: no decision on an item changes them."""


def apply(
    report: Report,
    decided: Sequence[tuple[Decision, Anchor]],
    within: Callable[[Report], Sequence[Flag]],
) -> tuple[Report, list[Outcome]]:
    """The report with decisions applied in turn, and what became of each.

    Args:
        report: As it was read, with its text.
        decided: Decisions on this report, and where they belong.
        within: The flags on items that a report gives by itself.
    """
    outcomes = []
    changed = False
    for decision, anchor in decided:
        before = report
        report, outcome = _one(report, decision, anchor)
        changed = changed or (report is not before and decision.what is not What.DISMISS)
        outcomes.append(outcome)
    if changed:
        kept = tuple(flag for flag in report.flags if flag.code in _FIGURES)
        report = replace(report, flags=(*(f for f in within(report) if f.code not in _FIGURES), *kept))
        for decision, anchor in decided:
            if decision.what is What.DISMISS:
                report = _dismissed(report, decision, anchor)
    return report, outcomes


def _one(report: Report, decision: Decision, anchor: Anchor) -> tuple[Report, Outcome]:
    done = Outcome(Applied.MOVED if anchor.moved else Applied.APPLIED)
    item = anchor.item
    if decision.what is What.DISMISS:
        return _dismissed(report, decision, anchor), done
    if item is None or decision.what not in _CHANGES or decision.old.get("code"):
        return report, done
    current = next((one for one in report.items if one.item_id == item.item_id), None)
    if current is None:
        return report, Outcome(Applied.ORPHANED, "Posten är borttagen av ett annat beslut.")
    return _CHANGES[decision.what](report, decision, anchor, current, done)


def _status(
    report: Report, decision: Decision, anchor: Anchor, item: Item, done: Outcome
) -> tuple[Report, Outcome]:
    """Puts what a person says in the place of what was read, or adds it."""
    old = _found(report, decision, anchor, item)
    known = {_key(one): one for one in report.assessments}
    wanted = _said(
        report, decision, anchor, item, decision.old if decision.what is What.CONFIRM else decision.new
    )
    by_itself = known.get(_key(wanted)) if wanted else None
    gone = Outcome(Applied.SUPERFLUOUS, "Bedömningen finns inte längre.")
    again = Outcome(Applied.SUPERFLUOUS, "tertial läser det nu så själv.")
    if decision.quote and anchor.start is None:  # the words that it was about are no longer there
        if by_itself is not None or (wanted is None and old is None):
            return report, again if wanted else gone
        return report, Outcome(Applied.ORPHANED, "Orden som beslutet gäller finns inte längre.")
    if wanted is None and old is None:
        return report, gone
    if old is not None and wanted is not None:
        wanted = replace(wanted, evidence=old.evidence, span=old.span, address=old.address)
    if by_itself is not None:
        done = again if old is None else done
        wanted = replace(by_itself, method=Method.REVIEW, confidence=_SURE)
    new = wanted
    kept: list[Assessment] = []
    placed = new is None
    for one in report.assessments:
        if old is not None and _key(one) == _key(old):
            if new is not None and not placed:
                kept.append(new)
                placed = True
        elif new is None or _key(one) != _key(new):
            kept.append(one)
    if not placed and new is not None:
        kept.append(new)
    order = {one.item_id: n for n, one in enumerate(report.items)}
    kept.sort(key=lambda one: order[one.item_id])
    return replace(report, assessments=tuple(kept)), done


def _title(
    report: Report, decision: Decision, anchor: Anchor, item: Item, done: Outcome
) -> tuple[Report, Outcome]:
    return _with(report, item, replace(item, title=decision.new["title"]), done)


def _boards(
    report: Report, decision: Decision, anchor: Anchor, item: Item, done: Outcome
) -> tuple[Report, Outcome]:
    boards = tuple(filter(None, decision.new["boards"].split(";")))
    return _with(report, item, replace(item, boards=boards), done)


def _with(report: Report, old: Item, new: Item, done: Outcome) -> tuple[Report, Outcome]:
    if old == new:
        return report, Outcome(Applied.SUPERFLUOUS, "tertial läser det nu så själv.")
    return replace(report, items=tuple(new if one is old else one for one in report.items)), done


def _no_item(
    report: Report, decision: Decision, anchor: Anchor, item: Item, done: Outcome
) -> tuple[Report, Outcome]:
    """Without the item and all that is its; what belonged to it belongs to nothing."""
    items = tuple(
        replace(one, parent_id="") if one.parent_id == item.item_id else one
        for one in report.items
        if one is not item
    )
    return (
        replace(
            report,
            document=replace(report.document, n_items=len(items)),
            items=items,
            sections=tuple(one for one in report.sections if one.item_id != item.item_id),
            assessments=tuple(one for one in report.assessments if one.item_id != item.item_id),
            comments=tuple(one for one in report.comments if one.item_id != item.item_id),
            claims=tuple(
                replace(one, item_id="") if one.item_id == item.item_id else one for one in report.claims
            ),
            flags=tuple(
                replace(one, item_id="") if one.item_id == item.item_id else one for one in report.flags
            ),
        ),
        done,
    )


def _split(
    report: Report, decision: Decision, anchor: Anchor, item: Item, done: Outcome
) -> tuple[Report, Outcome]:
    """What stands from the words on becomes an item of its own, with the same boards."""
    cut = anchor.start
    if cut is not None and fold(item.title).startswith(fold(decision.quote)):
        return report, Outcome(Applied.SUPERFLUOUS, "tertial läser det nu så själv.")
    if cut is None or not item.span.start < cut < item.span.end:
        return report, Outcome(Applied.ORPHANED, "Orden som delar posten står inte längre inne i den.")
    new_id = f"{item.item_id}-{cut - item.span.start:04d}"
    title = decision.new.get("title") or decision.quote
    at = report.text.find(item.title, item.span.start)
    kept = item.title[: cut - at] if item.title and at < cut < at + len(item.title) else item.title
    first = replace(
        item,
        title=kept.rstrip(" \n\t,;.–-"),
        span=Span(item.span.start, cut),
        text=report.text[item.span.start : cut].rstrip(),
    )
    second = replace(
        item,
        item_id=new_id,
        title=title,
        number="",
        span=Span(cut, item.span.end),
        text=report.text[cut : item.span.end].rstrip(),
    )

    def holder(one_id: str, start: int) -> str:
        return new_id if one_id == item.item_id and start >= cut else one_id

    items: list[Item] = []
    for one in report.items:
        if one is item:
            items += [first, second]
        else:
            items.append(replace(one, parent_id=holder(one.parent_id, one.span.start)))
    sections: list[Section] = []
    for section in report.sections:
        if section.item_id == item.item_id and section.span.start < cut < section.span.end:
            before, after = Span(section.span.start, cut), Span(cut, section.span.end)
            sections.append(replace(section, span=before, text=report.text[before.start : cut].rstrip()))
            text = report.text[cut : after.end].rstrip()
            sections.append(replace(section, item_id=new_id, span=after, text=text))
        else:
            sections.append(replace(section, item_id=holder(section.item_id, section.span.start)))
    comments: list[Comment] = []
    for comment in report.comments:
        earlier, words, later = comment.text.partition(decision.quote)
        if comment.item_id == item.item_id and words:
            told = (
                replace(comment, text=earlier.rstrip()),
                replace(comment, item_id=new_id, text=later.strip()),
            )
            comments += [one for one in told if one.text]
        else:
            comments.append(comment)
    said = [replace(one, item_id=holder(one.item_id, one.span.start)) for one in report.assessments]
    order = {one.item_id: n for n, one in enumerate(items)}
    said.sort(key=lambda one: order[one.item_id])
    sections.sort(key=lambda one: order[one.item_id])
    comments.sort(key=lambda one: order[one.item_id])
    return (
        replace(
            report,
            document=replace(report.document, n_items=len(items)),
            items=tuple(replace(one, ordinal=n) for n, one in enumerate(items, start=1)),
            sections=tuple(sections),
            assessments=tuple(said),
            comments=tuple(comments),
            claims=tuple(replace(one, item_id=holder(one.item_id, one.span.start)) for one in report.claims),
        ),
        done,
    )


_CHANGES = {
    What.SPLIT: _split,
    What.CONFIRM: _status,
    What.STATUS: _status,
    What.TITLE: _title,
    What.BOARDS: _boards,
    What.NO_ITEM: _no_item,
}


def _key(one: Assessment) -> tuple[str, str, str, str]:
    return one.item_id, one.board, one.assessment, one.modality


def _found(report: Report, decision: Decision, anchor: Anchor, item: Item) -> Assessment | None:
    """The statement that a decision is about, as it stands now; that of the same words if it says another."""
    told = decision.old
    if not told.get("assessment"):
        return None
    key = item.item_id, told.get("board", decision.board), told["assessment"], told.get("modality", "")
    exact = next((one for one in report.assessments if _key(one) == key), None)
    if exact is not None or anchor.start is None:
        return exact
    end = anchor.start + len(decision.quote)
    for one in report.assessments:
        same = (one.item_id, one.board, one.modality) == (key[0], key[1], key[3])
        if same and one.span.start < end and anchor.start < one.span.end:
            return one
    return None


def _said(
    report: Report, decision: Decision, anchor: Anchor, item: Item, values: dict[str, str] | object
) -> Assessment | None:
    """A statement of a person's; None where it rests on no words that are there."""
    assert isinstance(values, dict)
    status = values.get("assessment", "")
    if not status:
        return None
    if anchor.start is not None:
        span = Span(anchor.start, anchor.start + len(decision.quote))
    else:
        span = Span(item.span.start, min(item.span.end, item.span.start + len(item.title)))
    return Assessment(
        item_id=item.item_id,
        board=values.get("board", decision.board),
        assessment=Status(status),
        modality=Modality(values.get("modality") or Modality.UTFALL),
        deviation=Deviation(values.get("deviation", "")),
        basis=Basis.EXPLICIT,
        method=Method.REVIEW,
        confidence=_SURE,
        evidence=report.text[span.start : span.end],
        span=span,
        address="",
    )


def _dismissed(report: Report, decision: Decision, anchor: Anchor) -> Report:
    told = dismissed(decision, report.document.document_id, anchor.item.item_id if anchor.item else "")
    return replace(report, flags=without(report.flags, [told]))


def dismissed(decision: Decision, document_id: str, item_id: str) -> tuple[str, ...]:
    """What a decision that a flag is none is about, where that stands now, as `without` takes it."""
    return (
        document_id,
        item_id,
        decision.board,
        decision.old.get("code", ""),
        decision.old.get("message", ""),
    )


def without(flags: Sequence[Flag], told: Collection[tuple[str, ...]]) -> tuple[Flag, ...]:
    """The flags but for those that were dismissed.

    Of several of one kind at one place that with the words that were dismissed goes; one alone goes also
    when it is worded otherwise now.

    Args:
        flags: Of one report or several.
        told: Document, item, board, code and message of each; without message, all of that kind.
    """
    of_place: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for flag in flags:
        of_place[_place(flag)].add(flag.message)
    gone = set()
    for *place, message in told:
        there = of_place[tuple(place)]
        if message in there:
            gone.add((tuple(place), message))
        elif not message or len(there) == 1:
            gone |= {(tuple(place), one) for one in there}
    return tuple(flag for flag in flags if (_place(flag), flag.message) not in gone)


def _place(flag: Flag) -> tuple[str, ...]:
    return flag.document_id, flag.item_id, flag.board, flag.code.value
