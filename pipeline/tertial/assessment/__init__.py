"""Judges statements of status: an entry's passages become assessments, each with its words and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tertial.assessment.calibration import LEAST, calibrated
from tertial.assessment.cells import ENDS, GOING, closes, is_of_later, read
from tertial.assessment.combine import combine
from tertial.assessment.context import Context
from tertial.assessment.inferred import BOARD, ITEM, clearest, goes_on
from tertial.assessment.learnt import learn, silent, unread
from tertial.assessment.meanings import meaning
from tertial.assessment.prose import told_in
from tertial.assessment.stalls import boards_named, late, stalled
from tertial.assessment.statement import CONFIDENCE, Matter, Statement
from tertial.document import Document, Span
from tertial.records import Assessment, Entry, Passage
from tertial.swedish.sentences import split
from tertial.vocabulary import Basis, DocumentType, Kind, Method, Modality, Period, Status
from tertial.wording import Reading, choice_unfilled, yes_or_no

__all__ = ["Context", "assess", "explained", "learn", "meaning", "silent", "states", "unread"]


def assess(document: Document, entry: Entry, item_id: str, context: Context) -> list[Assessment]:
    """The statements of status about an entry, one for each board, assessment and modality."""
    if context.document_type is DocumentType.OVRIGT:
        return []
    statements, told = _explicit(document, entry, context)
    statements += _inferred(document, entry, statements, told, context)
    made = (_assessment(document, item_id, statement) for statement in statements)
    return [assessment for assessment in made if assessment.confidence >= LEAST]


def explained(document: Document, item_id: str, clause: str, reading: Reading) -> Assessment:
    """What the legend says of an item that bears no sign; the evidence is the legend's own words."""
    at = document.text.find(clause)
    statement = Statement(
        board="",
        assessment=reading.assessment,
        modality=reading.modality,
        deviation=reading.deviation,
        method=Method.STATUS_CELL,
        confidence=CONFIDENCE.legend,
        span=Span(at, at + len(clause)),
        headline=True,
    )
    return _assessment(document, item_id, statement)


def states(document: Document, entry: Entry, context: Context) -> bool:
    """Whether an entry says in so many words how it goes; what its prose tells of work is not asked."""
    statements, _ = _explicit(document, entry, context)
    return any(_confidence(statement) >= LEAST for statement in statements)


def _explicit(
    document: Document, entry: Entry, context: Context
) -> tuple[list[Statement], dict[str, list[Span]]]:
    """The statements that an entry makes, and the sentences that tell of each board."""
    statements: list[Statement] = []
    told: dict[str, list[Span]] = {}
    matter = Matter(title=entry.title, kind=entry.kind, year=context.year, period=context.period)
    given = _given_to(entry, context)
    cells = {
        p: _read(document, p, context)
        for p in entry.passages
        if p.role in {"status", "forecast"} or (p.role == "comment" and p.label and _answers(document, p))
    }
    unfinished = {one.board for found, _ in cells.values() for one in found if one.assessment in _UNFINISHED}
    if len(cells) > 1:
        cells = {p: _read(document, p, context, unfinished=p.board in unfinished) for p in cells}
        cells = _without_going_later(cells, context.period)
    for passage in entry.passages:
        span: Span | None = passage.span
        if passage in cells:
            found, span = cells[passage]
            statements += found
        elif passage.role != "comment":
            continue
        if span is None or context.document_type is DocumentType.PLAN:
            continue
        sentences = _sentences(document, span)
        opening = not told.get(passage.board)
        told.setdefault(passage.board, []).extend(sentences)
        own = replace(matter, unfinished=passage.board in unfinished)
        statements += told_in(document, passage, sentences, own, context, given, opening=opening)
    return late(document, told, combine(statements)), told


_Read = tuple[list[Statement], Span | None]


def _without_going_later(cells: Mapping[Passage, _Read], period: Period | None) -> dict[Passage, _Read]:
    """What the cells say, but no going on at a time to come where another says how it is now.

    When the year is over, no going on before its end where another says how it ended.
    """
    later = {p for p in cells if is_of_later(p, period)}
    closing = {p for p, (found, _) in cells.items() if closes(p, period) and found}
    if closing and all(one.assessment in ENDS for p in closing for one in cells[p][0]):
        later |= cells.keys() - closing
    told = {one.board for p, (found, _) in cells.items() if p not in later for one in found}
    return {
        p: (
            [s for s in found if p not in later or s.board not in told or s.assessment not in GOING],
            rest,
        )
        for p, (found, rest) in cells.items()
    }


def _answers(document: Document, passage: Passage) -> bool:
    """Whether a cell of comments only answers what its column's name asks: "Slutförd 31/12"."""
    if passage.span.end - passage.span.start > _ANSWERS_IN:
        return False
    return yes_or_no(document.cut(passage.span), passage.label) is not None


_ANSWERS_IN: Final = 12
"""Letters that an answer has at most."""


def _read(
    document: Document, passage: Passage, context: Context, *, unfinished: bool = False
) -> tuple[list[Statement], Span | None]:
    """The statements of a status cell, and where a comment goes on after it."""
    return read(document, passage, context.legend, context.year, context.period, unfinished=unfinished)


_UNFINISHED: Final = frozenset({Status.PAGAR, Status.EJ_PABORJAT, Status.VILANDE, Status.DELVIS_GENOMFORT})


def _given_to(entry: Entry, context: Context) -> Sequence[str]:
    """The boards that an item is given to; what one alone says is the item's."""
    return context.register.responsible(entry.responsible).boards if entry.responsible else ()


def _sentences(document: Document, span: Span) -> list[Span]:
    """The sentences of a stretch, without choices that nobody made: "☐ Pågår ☐ Klart"."""
    text = document.cut(span)
    return [
        Span(span.start + start, span.start + end)
        for start, end in split(text)
        if not choice_unfilled(text[start:end])
    ]


def _undecided(
    entry: Entry, statements: Sequence[Statement], told: Mapping[str, list[Span]]
) -> Iterator[tuple[str, list[Span]]]:
    """The sentences of each board that says no status, or of the item where nobody says one for it."""
    explicit = {statement.board for statement in statements}
    for board, sentences in told.items():
        if board in explicit:
            continue
        if not board and (explicit or len(told) > 1 or entry.kind is Kind.MAL):
            continue
        yield board, sentences


def _inferred(
    document: Document,
    entry: Entry,
    statements: list[Statement],
    told: dict[str, list[Span]],
    context: Context,
) -> list[Statement]:
    """What the prose of each board without a statement tells of work, or of the item where none is."""
    if context.document_type is DocumentType.PLAN:
        return []
    found: list[Statement] = []
    part = Matter(title=entry.title, kind=entry.kind, year=context.year, part=True, loose=True)
    for board, sentence in _others(document, statements, told, context):
        sign = clearest(document.text, [sentence], ITEM)
        if sign is not None:
            found.append(_going(board, sign.span, Basis.INFERRED, CONFIDENCE.weak_inferred))
    for board, sentences in _undecided(entry, statements, told):
        sign = clearest(document.text, sentences, BOARD if board else ITEM)
        rests = (
            stalled(document, board, sentences[0], part, context.register) if board and sentences else None
        )
        if rests is not None and (sign is None or sign.strength < ITEM):
            found.append(rests)
            continue
        if sign is None:
            continue
        work = next((span for span in sentences if goes_on(document.cut(span))), None)
        if work is not None:
            found.append(_going(board, work, Basis.EXPLICIT, CONFIDENCE.weak))
            continue
        sure = CONFIDENCE.inferred if sign.strength >= 2.5 else CONFIDENCE.weak_inferred
        found.append(_going(board, sign.span, Basis.INFERRED, sure))
    return late(document, told, found)


def _others(
    document: Document, statements: Sequence[Statement], told: Mapping[str, list[Span]], context: Context
) -> Iterator[tuple[str, Span]]:
    """The boards that open a sentence, alone in it, where only others say how it goes; each once."""
    explicit = {statement.board for statement in statements}
    if "" in explicit or not explicit or list(told) != [""]:
        return
    for sentence in told[""]:
        named = list(boards_named(document.cut(sentence), context.register))
        if len(named) == 1 and named[0][0] == 0 and named[0][2] not in explicit:
            explicit.add(named[0][2])
            yield named[0][2], sentence


def _going(board: str, span: Span, basis: Basis, confidence: float) -> Statement:
    return Statement(
        board=board,
        assessment=Status.PAGAR,
        modality=Modality.UTFALL,
        basis=basis,
        confidence=confidence,
        span=span,
    )


def _assessment(document: Document, item_id: str, statement: Statement) -> Assessment:
    return Assessment(
        item_id=item_id,
        board=statement.board,
        assessment=statement.assessment,
        modality=statement.modality,
        deviation=statement.deviation,
        basis=statement.basis,
        method=statement.method,
        confidence=_confidence(statement),
        evidence=document.cut(statement.span),
        span=statement.span,
        address=document.address(statement.span.start),
    )


def _confidence(statement: Statement) -> float:
    return calibrated(statement.basis, statement.method, min(max(statement.confidence, 0.0), 1.0))
