"""Reads what is said beside the item: that a board's part of it rests, and that it is late."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tertial.assessment.lexicon import lower
from tertial.assessment.rules import judge
from tertial.assessment.scope import deviation
from tertial.assessment.statement import CONFIDENCE, Matter, Statement
from tertial.boards import Register
from tertial.document import Document, Span
from tertial.vocabulary import Basis, Deviation, Modality, Status

_STALLED: Final = frozenset({Status.EJ_PABORJAT, Status.VILANDE, Status.INTE_GENOMFORT})
_LATE: Final = re.compile(
    r"(?:uppdraget|arbetet|aktiviteten|åtgärden|genomförandet|tids?planen)"
    r" (?:är|har|ligger|släpar|blir|följer)"
    r" (?:nu |dock |därför |däremot |något |kraftigt |också |blivit |inte |ej )*"
    r"(?:försen|fördröj|efter\b|släpa|halkat|dragit ut|förskj|ur fas|tids?planen|enligt)"
)
"""A sentence that says that the item is late."""
_CODE: Final = re.compile(r"(?<![\w(])[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,4}[A-ZÅÄÖ](?!\w)")


def boards_named(text: str, register: Register) -> Iterator[tuple[int, int, str]]:
    """The boards that a sentence names, by name or by code; sought when they are asked for."""
    begun: set[int] = set()
    for mention in register.mentions(text):
        begun.add(mention.span.start)
        yield mention.span.start, mention.span.end, mention.board
    for match in _CODE.finditer(text):
        if match.start() in begun:
            continue
        board = register.resolve(match[0])
        if board is not None and board.confidence >= 0.7:
            yield match.start(), match.end(), board.name


def stalled(
    document: Document, board: str, first: Span, matter: Matter, register: Register
) -> Statement | None:
    """What a board's part comes to where what it is made up of rests: "Ombyggnaden är inte påbörjad".

    Args:
        first: The first sentence of the board's.
        matter: The item, judged loosely.
    """
    text = document.cut(first)
    verdicts, _ = judge(text, matter, list(boards_named(text, register)))
    verdict = next((v for v in verdicts if v.modality is Modality.UTFALL), None)
    if verdict is None or verdict.assessment not in _STALLED or verdict.board not in {"", board}:
        return None
    return Statement(
        board=board,
        assessment=verdict.assessment,
        modality=verdict.modality,
        basis=Basis.INFERRED,
        confidence=CONFIDENCE.inferred,
        span=first,
    )


def late(
    document: Document, told: Mapping[str, Sequence[Span]], statements: Sequence[Statement]
) -> list[Statement]:
    """The statements; that a matter goes on, with the delay that a sentence of the same board tells of."""
    return [
        replace(statement, deviation=Deviation.MED_AVVIKELSE)
        if statement.assessment is Status.PAGAR
        and statement.deviation is Deviation.NONE
        and any(_is_late(document.cut(span)) for span in told.get(statement.board, ()))
        else statement
        for statement in statements
    ]


def _is_late(sentence: str) -> bool:
    low = lower(sentence)
    return _LATE.match(low) is not None and deviation(low) is Deviation.MED_AVVIKELSE
