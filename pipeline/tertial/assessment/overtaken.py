"""What a later sentence of a comment overtakes: "Arbetet har pausats. Det är nu i gång igen."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tertial.assessment.lexicon import lower
from tertial.assessment.partly import of_one_part
from tertial.assessment.statement import Statement
from tertial.document import Document
from tertial.vocabulary import Modality, Status


def not_overtaken(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """The statements of a comment in order, without those that a later one has outrun."""
    return [one for one in found if not any(_overtakes(document, later, one) for later in found)]


def _overtakes(document: Document, later: Statement, earlier: Statement) -> bool:
    """Whether a later sentence of the same speaker tells how it is by now, and that it was otherwise."""
    if later.board != earlier.board or later.span.start <= earlier.span.start:
        return False
    if later.modality is not earlier.modality:
        return False
    turn = (earlier.assessment, later.assessment)
    if later.modality is Modality.PROGNOS:
        return turn in _FORETOLD and _CORRECTS.match(lower(document.cut(later.span))) is not None
    if turn in _ENDED and _BEGAN.search(lower(document.cut(earlier.span))):
        return True
    if turn == (Status.DELVIS_GENOMFORT, Status.GENOMFORT) and _ONCE.search(
        lower(document.cut(earlier.span))
    ):
        return True
    if of_one_part(document.cut(earlier.span)) and of_one_part(document.cut(later.span)):
        return False  # "är inte påbörjat i norr. Det är nu klart i söder"
    said = lower(document.cut(later.span))
    if turn == (Status.GENOMFORT, Status.PAGAR):
        return _REOPENED.search(said) is not None
    if turn in _TAKEN_UP:
        paused = earlier.assessment is Status.VILANDE and _NOW.search(said) is not None
        return paused or _AGAIN.search(said) is not None
    return turn in _GONE_ON and (_NOW.search(said) is not None or _AGAIN.search(said) is not None)


_ONCE: Final = re.compile(r"\b(?:var|blev|genomfördes|slutfördes|utfördes|verkställdes|uppfylldes|nåddes)\b")
"""What tells that it was partly done at first."""
_FORETOLD: Final = frozenset(
    {(Status.GENOMFORT, Status.INTE_GENOMFORT), (Status.INTE_GENOMFORT, Status.GENOMFORT)}
)
_CORRECTS: Final = re.compile(
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
_NOW: Final = re.compile(r"\b(?:nu|numera|sedan dess|därefter|till slut|slutligen|äntligen)\b")
_AGAIN: Final = re.compile(r"\b(?:åter|igen|på nytt|ånyo|återuppt\w+|återstarta\w+)\b")
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
