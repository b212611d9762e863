"""What the words mean by which a legend explains a sign: a phrase, a clause or a sentence of a status."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tertial.assessment.rules import judge
from tertial.assessment.statement import Matter
from tertial.vocabulary import Kind, Modality
from tertial.wording import (
    Codes,
    Reading,
    cell,
    knowing,
    leading,
    plain_meaning,
    plain_status,
    remembered,
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


@remembered
def meaning(text: str) -> Reading | None:
    """The status that an explanation gives, with its words; None where it gives none, or two."""
    bare = text.strip().strip("()").rstrip(".")
    if _TWO.search(bare):
        return None
    with knowing(Codes()):  # no code is explained by another
        reading = _read(bare)
    return replace(reading, words=bare) if reading is not None else None


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
