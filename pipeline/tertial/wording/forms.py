"""Forms in a cell: options with a box before or after each, of which those that are ticked hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from tertial.swedish.words import fold
from tertial.wording.readings import BULLETS, END, LABEL, TICK, Reading, status_at

_BETWEEN_OPTIONS: Final = re.compile(r"\s*(?:\n|\t|\s{2,}|\s/\s)\s*")
_AROUND: Final = " \u00a0\t\n,;/|·•–—-"
_LONGEST_FORM: Final = 400
_ANSWERS: Final = frozenset({"ja", "nej", "delvis"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a form with boxes to tick."""

    text: str
    ticked: bool
    reading: Reading | None
    start: int


@dataclass(frozen=True, slots=True)
class Form:
    """Options with a box before or after each, of which some may be ticked."""

    choices: tuple[Choice, ...]
    end: int
    """Where the options end; a comment may follow."""

    @property
    def reading(self) -> Reading | None:
        """What the first ticked option says that says anything; None where none does."""
        return next((choice.reading for choice in self.choices if choice.ticked and choice.reading), None)


@lru_cache(maxsize=2048)
def form(text: str) -> Form | None:
    """The form that `text` is or begins with: "☒ Klart ☐ Pågår", "Ja ( ) Nej (x)"; None for anything else.

    A sign alone before one status is an icon or a bullet and makes no form.
    """
    if len(text) > _LONGEST_FORM:
        return None
    signs = list(TICK.finditer(text))
    if not signs:
        return None
    named = LABEL.match(text.casefold())
    begin = named.end() if named is not None and named.end() <= signs[0].start() else 0
    opens = max(begin, text.rfind("\n", 0, signs[0].start()) + 1)
    before = not text[opens : signs[0].start()].strip(_AROUND)
    if not before and text[signs[-1].end() :].split("\n")[0].strip(_AROUND + "."):
        return None
    found: list[Choice] = []
    if before:
        found += _options(text, begin, signs[0].start(), None)
    for n, sign in enumerate(signs):
        if before:
            start, stop = sign.end(), signs[n + 1].start() if n + 1 < len(signs) else len(text)
        else:
            start, stop = signs[n - 1].end() if n else begin, sign.start()
        own = _options(text, start, stop, sign, first=before)
        ends = before and 0 < n == len(signs) - 1
        found += own[:1] if ends else own  # a line without a box after the last is a comment
    known = [choice for choice in found if choice.reading or fold(choice.text) in _ANSWERS]
    boxes = [sign for sign in signs if sign["blank"] or sign[0] not in BULLETS]
    if len(found) < 2 or not boxes or len(known) < max(1 if len(boxes) > 1 else 2, len(found) // 2):
        return None
    if any(len(choice.text) > 40 or not choice.text for choice in found):
        return None
    last = found[-1].start + len(found[-1].text)
    return Form(tuple(found), max(last, signs[-1].end()))


def _options(
    text: str, start: int, stop: int, sign: re.Match[str] | None, *, first: bool = True
) -> list[Choice]:
    """The options between two signs: the first, or the last, is the one that the sign belongs to.

    What follows the last option of the text and is none is a comment.
    """
    pieces: list[tuple[int, str]] = []
    at = start
    for joint in [*_BETWEEN_OPTIONS.finditer(text, start, stop), None]:
        raw = text[at : joint.start() if joint else stop]
        bare = raw.strip(_AROUND)
        if bare:
            pieces.append((at + raw.index(bare), bare))
        at = joint.end() if joint else stop
    found: list[Choice] = []
    for n, (place, bare) in enumerate(pieces):
        own = sign is not None and n == (0 if first else len(pieces) - 1)
        head = status_at(fold(bare))
        whole = head is not None and re.fullmatch(END, fold(bare)[head[1] :]) is not None
        if not own and not whole:
            if first and stop == len(text):
                break
            return [Choice("", False, None, place)]  # something else than options stands here
        ticked = own and sign is not None and sign["ticked"] is not None
        found.append(Choice(bare, ticked, head[0] if head and whole else None, place))
    return found
