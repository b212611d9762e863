"""What the words mean by which a legend explains a sign: a phrase, a clause or a sentence of a status."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tertial.assessment.rules import judge
from tertial.assessment.statement import Matter
from tertial.vocabulary import Kind, Modality, Status
from tertial.wording import (
    Codes,
    Reading,
    cell,
    knowing,
    leading,
    plain_meaning,
    plain_status,
)

_TWO: Final = re.compile(
    r"(?:\beller\b|/).{0,40}\b(?:inte|ej|saknas|påbörja\w+|pågå\w+|delvis|avslut\w+|utgå\w+)\b"
)
"""A sign that stands for either of two statuses can't be read."""
_AS_PLANNED: Final = re.compile(r"^(?:ingen|inga|utan) avvikelser?\b|^i tid\b", re.IGNORECASE)
_ASTRAY: Final = re.compile(
    r"^(?:(?:en |viss|vissa|mindre|små|större|stor|stora|betydande|allvarlig|allvarliga) *)*"
    r"(?:avvikelser?|försening|förseningar)\b(?: (?:från|mot) (?:tids?)?plan(?:en)?)?",
    re.IGNORECASE,
)
"""What a colour of a column "Avvikelse" means, which in a cell of words would say nothing of a status."""


@lru_cache(maxsize=2048)
def meaning(text: str) -> Reading | None:
    """The status that an explanation gives, with its words; None where it gives none, or two."""
    bare = text.strip().strip("()").rstrip(".")
    with knowing(Codes()):  # no code is explained by another
        reading = _agreed(bare) if _TWO.search(bare) else _alternatives(bare)
    return replace(reading, words=bare) if reading is not None else None


_OR: Final = re.compile(r"\s*/\s*|,? eller ")
_AND: Final = re.compile(r"(?P<now>.{4,40}?)(?:,| och|,? men) (?P<end>[^,]{5,50})")
_GOING: Final = frozenset({Status.PAGAR, Status.EJ_PABORJAT})


def _agreed(bare: str) -> Reading | None:
    """What two words for one thing say: "struket/utgår"."""
    said = [_read(part) for part in _OR.split(bare)]
    first = said[0]
    return first if first and all(one and one.assessment is first.assessment for one in said) else None


def _alternatives(bare: str) -> Reading | None:
    """What is certain of all that a sign may stand for, or both how it is and how it is to end.

    "klart eller blir klart i år" is certain by the year's end only, "klart eller på väg" is nothing certain.
    """
    whole = _read(bare)
    parts = _OR.split(bare)
    if whole is None or len(parts) > 2:
        return whole
    if len(parts) == 2:
        first, last = (_read(part) for part in parts)
        if first is None or last is None:
            return whole
        if first.assessment is not last.assessment:
            return None
        later = Modality.PROGNOS in (first.modality, last.modality)
        return replace(whole, modality=Modality.PROGNOS) if later else whole
    both = _AND.fullmatch(bare)
    now, end = (_read(both["now"]), _read(both["end"])) if both is not None else (None, None)
    if now is None or end is None or now.assessment not in _GOING or end.assessment is not Status.GENOMFORT:
        return whole
    return replace(now, also=replace(end, modality=Modality.PROGNOS))


def _read(bare: str) -> Reading | None:
    """What the words say by themselves, else as a sentence."""
    reading = cell(_AS_PLANNED.sub("enligt plan", _ASTRAY.sub("med avvikelse", bare)))
    if reading is None:
        opened = leading(bare[:1].upper() + bare[1:])
        reading = opened[0] if opened else None
    if reading is not None:
        return reading
    plain, told = plain_status(bare), _judged(bare)
    if plain is not None and told is not None and told.modality is Modality.PROGNOS:
        return told if told.assessment is plain.assessment else plain  # "målet nås vid årets slut"
    return plain or told or plain_meaning(bare)


def _judged(bare: str) -> Reading | None:
    """What the explanation says as a sentence of a goal or an uppdrag that is not named."""
    for kind in (Kind.MAL, Kind.UPPDRAG):
        verdicts, _ = judge(bare, Matter(title="", kind=kind, year=None))
        if len({v.assessment for v in verdicts}) == 1:
            one = verdicts[0]
            return Reading(one.assessment, one.modality, one.deviation, one.confidence)
        if verdicts:
            return None
    return None
