"""Brings an item's statements down to one for each board, assessment and modality."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tertial.assessment.statement import CONFIDENCE, Statement
from tertial.vocabulary import Deviation, Method, Modality, Status

WHOLE = 0.95
"""How surely the item is spoken of where it is named: "uppdraget"."""
BESIDE_CELL = 0.8
"""A sentence beside a status cell counts from this confidence on."""
FORETELLS = 0.7
"""A forecast from this: "Aktiviteten blir troligen inte färdig i år"."""


def combine(statements: Sequence[Statement]) -> list[Statement]:
    """One statement for each board, assessment and modality, in the order of their evidence.

    Of several that say the same the status cell is the evidence, then a plain headline, then the surest,
    then the first. Weak ones yield where the same board has a surer one of the same modality.
    """
    statements = _lent([s for s in statements if s.confidence >= CONFIDENCE.floor])
    sure = _Sure.of(statements)
    kept = [s for s in statements if not _yields(s, sure)]
    groups: dict[tuple[str, Status, Modality], list[Statement]] = {}
    for statement in kept:
        groups.setdefault((statement.board, statement.assessment, statement.modality), []).append(statement)
    chosen = [_one(group) for group in groups.values()]
    return sorted(chosen, key=lambda s: (s.board != "", s.span.start, s.span.end))


def _lent(statements: Sequence[Statement]) -> list[Statement]:
    """The statements, where a cell that says no more than a deviation gives it to the status beside it."""
    found = [s for s in statements if not s.implied]
    for implied in (s for s in statements if s.implied):
        said = [
            s
            for s in found
            if s.board == implied.board
            and s.modality is Modality.UTFALL
            and (s.method is Method.STATUS_CELL or s.confidence >= CONFIDENCE.headline)
        ]
        if not said or any(s.assessment is implied.assessment for s in said):
            found.append(implied)
        for statement in said:
            if statement.deviation is Deviation.NONE:
                found[found.index(statement)] = replace(statement, deviation=implied.deviation)
    return found


_Said = tuple[Modality, Status]


@dataclass(frozen=True, slots=True)
class _Sure:
    """What each board says surely, which weaker statements of the board are held against."""

    cells: dict[str, set[_Said]]
    strong: dict[str, set[_Said]]
    """What is not said weakly."""
    partly: set[str]
    """Who calls the item itself partly done; that what it orders is made makes it no more."""

    @classmethod
    def of(cls, statements: Sequence[Statement]) -> _Sure:
        sure = cls(defaultdict(set), defaultdict(set), set())
        for statement in statements:
            said = (statement.modality, statement.assessment)
            if statement.method is Method.STATUS_CELL:
                sure.cells[statement.board].add(said)
            if statement.confidence >= CONFIDENCE.weak:
                sure.strong[statement.board].add(said)
                if said == (Modality.UTFALL, Status.DELVIS_GENOMFORT) and statement.subject >= WHOLE:
                    sure.partly.add(statement.board)
        return sure


def _yields(statement: Statement, sure: _Sure) -> bool:
    """Whether a statement gives way to another of the same board."""
    if statement.method is Method.STATUS_CELL:
        return False
    cells = sure.cells[statement.board]
    if cells and (_gainsays(statement, cells) or statement.confidence < _least(statement, cells)):
        return True
    if statement.confidence < CONFIDENCE.weak and _differs(statement, sure.strong[statement.board]):
        return True
    made = (statement.modality, statement.assessment) == (Modality.UTFALL, Status.GENOMFORT)
    return made and statement.subject < WHOLE and statement.board in sure.partly


def _least(statement: Statement, cells: set[_Said]) -> float:
    """The confidence that a sentence must have beside cells; a forecast less, where no cell makes one."""
    alone = statement.modality is Modality.PROGNOS and all(m is Modality.UTFALL for m, _ in cells)
    named = CONFIDENCE.compound <= statement.subject < 1 or statement.subject == CONFIDENCE.near
    return FORETELLS if alone and named else BESIDE_CELL


def _gainsays(statement: Statement, cells: set[_Said]) -> bool:
    """Whether a sentence says otherwise than a status cell, of what may be something near to the item."""
    return statement.subject < CONFIDENCE.contradicts and _differs(statement, cells)


def _differs(statement: Statement, said: set[_Said]) -> bool:
    """Whether something else is said in the same modality."""
    return any(
        modality is statement.modality and assessment is not statement.assessment
        for modality, assessment in said
    )


def _one(group: Sequence[Statement]) -> Statement:
    best = max(
        group,
        key=lambda s: (
            s.method is Method.STATUS_CELL,
            s.headline and s.confidence >= CONFIDENCE.headline,
            s.confidence,
            -s.span.start,
        ),
    )
    if best.deviation is Deviation.NONE:
        told = next((s.deviation for s in group if s.deviation is not Deviation.NONE), Deviation.NONE)
        best = replace(best, deviation=told)
    confidence = max(best.confidence, *(s.confidence for s in group))
    return replace(best, confidence=confidence)
