"""What signs mean that answer a question: `om målet nås: ☺ ja, ☹ nej`, `om planen hålls (→) eller ej (↓)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from tertial.swedish.words import fold
from tertial.vocabulary import Status
from tertial.wording.readings import TURNED, Reading
from tertial.wording.told import plain_status

_NAMES: Final = re.compile(r"\b(?P<named>[^\W\d_]{4,30})\s*:\s*$")
_SIGN: Final = r"\[[^\[\]\n]{1,12}\]|[^\w\s()]{1,3}"
_EITHER: Final = re.compile(
    rf"\bom (?P<asked>[^.:;()]{{4,60}}?) \((?P<yes>{_SIGN})\) eller (?:inte|ej) \((?P<no>{_SIGN})\)"
)
_OPPOSITE: Final = {Status.GENOMFORT: Status.INTE_GENOMFORT, Status.PAGAR: Status.EJ_PABORJAT}
_WORD: Final = r"(?:ja|nej|delvis)\b"
_ANSWER: Final = re.compile(rf"(?P<sign>{_SIGN})\s*(?:[=–-]\s*)?(?P<word>{_WORD})", re.IGNORECASE)
_LISTED: Final = re.compile(
    r"\bom (?P<asked>[^.:;()]{4,80}?)\s*:\s*"
    rf"(?P<answers>(?:(?:{_SIGN})\s*(?:[=–-]\s*)?{_WORD}[,;. ]*(?:och |samt )?){{2,}})",
    re.IGNORECASE,
)


def named(text: str, code: str, meaning: str) -> Reading | None:
    """The status of a sign that is explained by a verb, the subject standing before the first sign.

    Args:
        text: The line.
        code: The first sign.
        meaning: What the line says beside the sign.
    """
    names = _NAMES.search(text.partition(code)[0])
    return plain_status(f"{names['named']} {meaning}") if names is not None else None


def answers(text: str) -> Iterator[tuple[str, Reading]]:
    """The signs of a question that a line answers with one for yes, one for no, and maybe one for partly."""
    if " om " not in text:
        return
    for found in _LISTED.finditer(text):
        for one in _ANSWER.finditer(found["answers"]):
            if (reading := _answer(found["asked"], fold(one["word"]))) is not None:
                yield one["sign"], reading
    for found in _EITHER.finditer(text):
        yes, no = _answer(found["asked"], "ja"), _answer(found["asked"], "nej")
        if yes is not None and no is not None:
            yield found["yes"], yes
            yield found["no"], no


def _answer(asked: str, word: str) -> Reading | None:
    """The status that yes, no or partly gives to a question."""
    meant = plain_status(asked)
    if meant is None:
        return None
    if word == "ja":
        return meant
    if word == "delvis":
        done = meant.assessment is Status.GENOMFORT
        return replace(meant, assessment=Status.DELVIS_GENOMFORT) if done else None
    if meant.implied:
        return replace(meant, deviation=TURNED[meant.deviation])
    opposite = None if meant.deviation else _OPPOSITE.get(meant.assessment)
    return replace(meant, assessment=opposite) if opposite is not None else None
