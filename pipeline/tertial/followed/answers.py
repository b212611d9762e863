"""Which boards answer for an item, which are silent, and which were never asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from tertial.linking.order import FOLLOW_UPS
from tertial.records import Answer, Item, Report
from tertial.vocabulary import Reply

ALL: Final = "Alla nämnder"


def answers(reports: Sequence[Report]) -> Iterator[Answer]:
    """One for each item and board, of follow-ups in which boards answer for themselves.

    Where none does, it is not told who answers. The boards are those that the municipality's reports of that
    year name, and `Alla nämnder` means them all. Of an item that is given to nobody only what is answered is
    told, as nobody was asked by name. What `Alla nämnder` say together each that is asked says.
    """
    known: dict[tuple[str, int | None], set[str]] = defaultdict(set)
    for report in reports:
        known[_year(report)] |= _named(report)
    for report in reports:
        if report.document.document_type not in FOLLOW_UPS:
            continue
        speaking = _speaking(report)
        if not speaking:
            continue
        told = {one.item_id for one in report.assessments} | {one.item_id for one in report.comments}
        for item in report.items:
            own = speaking.get(item.item_id, set())
            for board in sorted((known[_year(report)] | own) - {ALL}):
                reply = _reply(item, board, own, told=item.item_id in told)
                if item.boards or reply is Reply.ANSWERED:
                    yield Answer(
                        document_id=report.document.document_id,
                        item_id=item.item_id,
                        board=board,
                        answer=reply,
                    )


def _reply(item: Item, board: str, own: set[str], *, told: bool) -> Reply:
    if board in own:
        return Reply.ANSWERED
    if board not in item.boards and ALL not in item.boards:
        return Reply.NOT_ASKED
    if ALL in own:
        return Reply.TOGETHER
    if own or not told:
        return Reply.SILENT
    return Reply.ANSWERED if item.boards == (board,) else Reply.TOGETHER


def _year(report: Report) -> tuple[str, int | None]:
    """What the boards are known for; a report of no known municipality has its own."""
    document = report.document
    return document.municipality or document.document_id, document.year


def _named(report: Report) -> set[str]:
    found = {board for item in report.items for board in item.boards}
    return (found | {board for own in _speaking(report).values() for board in own}) - {ALL}


def _speaking(report: Report) -> dict[str, set[str]]:
    """By item, the boards with a part or a statement of their own."""
    found: dict[str, set[str]] = defaultdict(set)
    for section in report.sections:
        found[section.item_id].add(section.board)
    for assessment in report.assessments:
        if assessment.board:
            found[assessment.item_id].add(assessment.board)
    return found
