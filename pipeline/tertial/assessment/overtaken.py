"""What a later sentence of a comment overtakes: "Arbetet har pausats. Det är nu i gång igen."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tertial.assessment.lexicon import lower, times
from tertial.assessment.partly import of_one_part
from tertial.assessment.sentence import YEAR
from tertial.assessment.statement import Statement
from tertial.document import Document
from tertial.vocabulary import Modality, Status


def not_overtaken(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """The statements of a comment in order, without those that a later one has outrun."""
    order = sorted(found, key=lambda one: one.span.start)
    overtaken = {
        at
        for at, one in enumerate(order)
        if any(_overtakes(document, later, one) for later in order[at + 1 : at + 1 + _REACH])
    }
    return [one for at, one in enumerate(order) if at not in overtaken]


def _overtakes(document: Document, later: Statement, earlier: Statement) -> bool:
    """Whether a later sentence of the same speaker tells how it is by now, and that it was otherwise."""
    if later.board != earlier.board or later.span.start <= earlier.span.start:
        return False
    if later.modality is not earlier.modality:
        return False
    turn = (earlier.assessment, later.assessment)
    before, said = lower(document.cut(earlier.span)), lower(document.cut(later.span))
    if of_one_part(document.cut(later.span)) or _says(said, "outside") or _HEARSAY.search(said):
        return False  # "är inte påbörjat. Det är nu klart i söder"
    if later.modality is Modality.PROGNOS:
        return turn in _FORETOLD and _CORRECTS.match(said) is not None
    if turn in _ENDED and _BEGAN.search(before) and _ON.search(before) is None:
        return True
    if turn == (Status.DELVIS_GENOMFORT, Status.GENOMFORT) and _ONCE.search(before):
        return True
    if YEAR.search(said) or not (_OF_ITEM.match(said) or said.split()[:1] == before.split()[:1]):
        return False
    if _OF_ANOTHER.search(said):
        return False
    if turn == (Status.GENOMFORT, Status.PAGAR):
        return _REOPENED.search(said) is not None
    if turn in _TAKEN_UP:
        paused = earlier.assessment is Status.VILANDE and _says(said, "by now")
        return paused or _says(said, "again")
    return turn in _GONE_ON and (_says(said, "by now") or _says(said, "again"))


def _says(low: str, cue: str) -> bool:
    return any(pattern.search(low) for pattern in times()[cue])


_REACH: Final = 30
"""So many statements on at most, a later one overtakes; else thousands would each be held against all."""
_ONCE: Final = re.compile(r"\b(?:var|blev|genomfördes|slutfördes|utfördes|verkställdes|uppfylldes|nåddes)\b")
"""What tells that it was partly done at first."""
_FORETOLD: Final = frozenset(
    {(Status.GENOMFORT, Status.INTE_GENOMFORT), (Status.INTE_GENOMFORT, Status.GENOMFORT)}
)
_CORRECTS: Final = re.compile(
    r"(?!.*\b(?:utan|i tid (?:för|till)|om (?!(?:\w+ ){1,2}(?:år|månad)))\b)"
    r"(?:det|den|detta) [^,;]{0,30}?\b(?:dock|emellertid|tyvärr|dessvärre|däremot)\b"
)
"""What takes back the forecast of the sentence before: "Det blir dock inte klart förrän 2025"."""
_BEGAN: Final = re.compile(
    r"\b(?:påbörjades|startades?|startade|inleddes|började|drogs i ?gång|sattes i ?gång)\b"
)
"""How it began, which does not tell that it still goes on."""
_ENDED: Final = frozenset(
    (Status.PAGAR, end) for end in (Status.GENOMFORT, Status.DELVIS_GENOMFORT, Status.VILANDE, Status.UTGAR)
)
_ON: Final = re.compile(r"\b(?:pågår|pågående|är (?:\w+ )?i ?gång)\b")
"""What tells that it still goes on, besides how it began."""
_HEARSAY: Final = re.compile(r"^enligt (?!\w*plan)|\bvilket (?:dock |inte )?(?:är fel|stämmer)")
"""Another voice, or what is taken back at once."""
_OF_ITEM: Final = re.compile(
    r"(?:(?!och\b|men\b)[\wåäö]+ ){0,5}?(?:det|den|detta|denna|arbetet|uppdraget|målet|frågan|ärendet|"
    r"åtgärden|aktiviteten|projektet)\b|(?:är|har|blev|återuppt\w+|återstarta\w+|pågår)\b"
)
"""A sentence of the item itself, by what it speaks of or by its verb alone."""
_OF_ANOTHER: Final = re.compile(
    r"\b(?:arbetet|uppdraget|målet|projektet) (?:med|kring|för|om) (?!det\b|detta\b|uppdraget\b)"
)
_REOPENED: Final = re.compile(
    r"\båter(?:upptagits|upptogs|öppnats|öppnades)|\böppna(?:ts|des) (?:på nytt|igen)"
)
_TAKEN_UP: Final = frozenset({(Status.UTGAR, Status.PAGAR), (Status.VILANDE, Status.PAGAR)})
"""What rested or was dropped and goes on."""
_GONE_ON: Final = frozenset(
    {
        (Status.EJ_PABORJAT, Status.PAGAR),
        (Status.EJ_PABORJAT, Status.GENOMFORT),
        (Status.VILANDE, Status.GENOMFORT),
        (Status.UTGAR, Status.GENOMFORT),
        (Status.PAGAR, Status.GENOMFORT),
        (Status.DELVIS_GENOMFORT, Status.GENOMFORT),
        (Status.INTE_GENOMFORT, Status.GENOMFORT),
        (Status.PAGAR, Status.VILANDE),
        (Status.PAGAR, Status.UTGAR),
    }
)
"""What was so, and how it is by now."""
