"""A statement of status as a rule or a cell gives it, and what is known when it is judged."""

from __future__ import annotations

from dataclasses import dataclass

from tertial.document import Span
from tertial.vocabulary import Basis, Deviation, Kind, Method, Modality, Period, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement of status, before statements are combined."""

    board: str
    assessment: Status
    modality: Modality
    deviation: Deviation = Deviation.NONE
    basis: Basis = Basis.EXPLICIT
    method: Method = Method.RULE
    confidence: float
    span: Span
    headline: bool = False
    """It opens the item's or the board's own text, as a fixed status sentence does."""
    subject: float = 1.0
    """How surely what is spoken of is the item: uppdraget, or only a noun near to it."""
    implied: bool = False
    """A cell says no more than the deviation."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one sentence says."""

    board: str
    assessment: Status
    modality: Modality
    deviation: Deviation
    confidence: float
    subject: float = 1.0
    """How surely the item is what is spoken of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Confidence:
    """What each kind of evidence is worth, 0–1; what a table says of a wording is multiplied in."""

    plain: float = 0.95
    """`Uppdraget är genomfört.`"""
    elliptic: float = 0.88
    """`Uppdraget genomfört.`, `Pågår enligt plan.`"""
    pronoun: float = 0.75
    """`Det är ännu inte klart.`"""
    near: float = 0.85
    """What only shares a word with the title, or "det" at the head of a forecast beside a status cell."""
    compound: float = 0.89
    """The last part of what the title orders made: "planen" for "grönytsplan"."""
    told: float = 0.88
    """`… medan nämnden inte har påbörjat det.`"""
    inherited: float = 0.92
    """`… och bedöms bli genomfört under året.`"""
    hedged: float = 0.75
    """`… blir troligen klart.`"""
    indirect: float = 0.65
    """What follows from the words but is not said: `ska påbörjas i höst`."""
    inferred: float = 0.6
    weak_inferred: float = 0.5
    legend: float = 0.9
    yes_no: float = 0.9
    headline: float = 0.85
    """From here on the sentence that opens an item is its headline."""
    contradicts: float = 0.9
    """How surely the item must be spoken of for a sentence to say otherwise than the status cell."""
    floor: float = 0.5
    """Nothing below it is told."""
    weak: float = 0.8
    """What lies below yields to other explicit statements of the same modality."""


CONFIDENCE = Confidence()


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What a sentence is judged against."""

    title: str
    kind: Kind
    year: int | None
    period: Period | None = None
    part: bool = False
    """What is judged is the part of one board, so that any "arbetet" is its own."""
    unfinished: bool = False
    """A status cell says that it goes on, rests or has not begun."""
    near: bool = False
    """How it is to end is asked for: what only shares a word with the title stands for it."""
    loose: bool = False
    """What the part is made up of is asked for: any definite noun stands for it."""
