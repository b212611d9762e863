"""A status that is all of a cell, or stands in front of a comment."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.vocabulary import Deviation, Modality, Status
from tertial.wording.before_comments import stated
from tertial.wording.codes import code, pictured, remembered
from tertial.wording.forms import form
from tertial.wording.readings import END, Reading, Where, plain, skip_marks, status_at

LONGEST_CELL: Final = 120
"""Characters; nothing longer is nothing but a status."""
_LONGEST_FORM: Final = 400
_UNFILLED: Final = re.compile(
    r"(?:välj|ange|klicka|skriv|fyll i|markera)\b(?: \w+){0,5}(?: .{0,40})?",
)
_NOW: Final = re.compile(
    r"^(?:redan|nu|numera|för närvarande|f\. ?n\.|just nu|i nuläget|i ?dag|tyvärr|fortfarande|än så länge)"
    r",? (?=\w)"
)
_CHANGED: Final = re.compile(
    r"^(?:(?:har |är )?(?:status(?:en)? )?"
    r"(?:ändra\w*|gått|gick|flytta\w*|uppdatera\w*|justera\w*|bytt?\w*)(?: status)? )?"
    r"från (?P<from>.{3,40}?) till "
    r"|^(?P<before>[^→>]{3,40}?) ?(?:→|->|=>) ?"
)
"""What the status was before what it is now: `ändrad från pågår till klart`, `pågår → klart`."""
_BOX: Final = r"(?:\[?☐\]?|\[ {1,3}\]|\( {1,3}\))"
_EMPTY_BOX: Final = re.compile(_BOX)
_NOT_TICKED: Final = re.compile(
    rf"\s*(?:[•·▪*–-]\s+)?(?:{_BOX}\s*[^\W\d_]|[^\W\d_](?:(?!{_BOX})[^\n☒☑]){{1,40}}{_BOX}\s*\Z)"
)
"""An option after its bullet: a box before its words or after them."""


def _not_ticked(text: str) -> bool:
    """Whether an empty box stands beside a word, and is no picture of what has not begun or rests."""
    if _NOT_TICKED.match(text) is None:
        return False
    said = leading(text[skip_marks(text) :]) if pictured(text) else None
    return said is None or said[0].assessment not in (Status.EJ_PABORJAT, Status.VILANDE)


@remembered
def cell(text: str) -> Reading | None:
    """The status that `text` is, or None where it holds anything more.

    Icons, bullets and marks in brackets before it and punctuation after it do not count, nor does
    a label ("Status: Pågår"). A mark alone says nothing, unless the report at hand says what it means.
    """
    return code(text) or _cell(text, "anywhere")


@remembered
def value(text: str) -> Reading | None:
    """The status that `text` is where one is asked for: in a status column, a legend, over a group."""
    return code(text) or _cell(text, "asked for")


def of_matter(text: str) -> Reading | None:
    """The status that a sentence with the uppdrag or the goal as its subject is, and nothing more."""
    return _cell(text, "asked for") if _SUBJECT.match(fold(text)) is not None else None


def foretell(texts: Iterable[str]) -> bool:
    """Whether all of the values that are statuses say how it is expected to end: `Bedöms bli klart`."""
    readings = [reading for text in texts if (reading := value(text)) is not None]
    return bool(readings) and all(reading.modality is Modality.PROGNOS for reading in readings)


def _cell(text: str, where: Where) -> Reading | None:
    if not text or len(text) > _LONGEST_FORM:
        return None
    filled = form(text)
    if filled is not None:
        return filled.reading if filled.end == len(text.rstrip()) else None
    if len(text) > LONGEST_CELL or _not_ticked(text):
        return None
    folded = fold(text[skip_marks(text) :])
    if folded.startswith("("):
        folded = folded[1:]
    folded = _now(_NOW.sub("", folded), where)
    subject = _SUBJECT.match(folded) if where == "asked for" else None
    if subject is not None:  # "Målet nås inte"
        folded = folded[subject.end() :]
    found = status_at(folded, where)
    helped = _HELPER.match(folded) if where == "asked for" else None
    if helped is not None and (found is None or not re.fullmatch(END, folded[found[1] :])):
        folded = folded[helped.end() :]  # "Har levererats", "Endast delvis"
        found = status_at(folded, where)
    if found is None:
        return None
    reading, end = found
    rest = folded[end:]
    if re.fullmatch(END, rest):
        return reading
    again = rest.strip(" .,;:-()*")
    if again and folded[:end].startswith(again):  # an icon's alternative text and the text
        return reading
    return None


_SUBJECT: Final = re.compile(
    r"(?:(?:uppdrag|mål|arbete)et|aktiviteten|åtgärden|insatsen|vi) (?:(?:är|har) )?(?=\w)"
)
_HELPER: Final = re.compile(
    r"(?:(?:har|är|blev|blivit|endast|bara|enbart|(?:ja|nej),?|fullt|helt|ännu|än så länge|sen) )+(?=\w)"
)
"""What adds nothing to the status after it, where that is what is asked for."""


def _now(folded: str, where: Where) -> str:
    """What is said of the time after a change, where a change of status is all that is said."""
    may_change = "från " in folded or "→" in folded or ">" in folded
    changed = _CHANGED.match(folded) if may_change else None
    if changed is None:
        return folded
    old = changed["from"] or changed["before"]
    before = status_at(old, where)
    return folded[changed.end() :] if before is not None and before[1] == len(old) else folded


_PERSON: Final = re.compile(r"Klara [A-ZÅÄÖ][a-zåäö-]+(?: [A-ZÅÄÖ][a-zåäö-]+)?")
_SIGN: Final = re.compile(r"(\[[^\[\]\n]{1,12}\]|[^\w\s\"'(\[«–—-])(?=\s|$)")
_WORD: Final = re.compile(r"[–—-]?\s*([^\W\d_][^.:,;–(\n]{0,23}?)(?=[.:,;–\n]|$| \()")


@remembered
def leading(text: str) -> tuple[Reading, int] | None:
    """The status that `text` begins with where a comment follows, and where the status ends.

    What follows must begin as a new statement does: with a capital, a line of its own, a bullet, or
    after a full stop, a dash or a comma. A status that fills the whole text counts too.
    """
    if (said := stated(text)) is not None:
        return said
    for pattern in (_SIGN, _WORD):
        opened = pattern.match(text)
        meaning = code(opened[1]) if opened is not None else None
        if opened is not None and meaning is not None:
            return meaning, opened.end(1)
    filled = form(text)
    if filled is not None:
        return (filled.reading, filled.end) if filled.reading is not None else None
    if _not_ticked(text):
        return None
    start = skip_marks(text)
    if _PERSON.fullmatch(text, start):
        return None
    if start >= len(text) or not (text[start].isupper() or start):
        return None
    whole = cell(text)
    if whole is not None:
        return whole, len(text.rstrip())
    window = text[start : start + LONGEST_CELL]
    found = status_at(plain(window))
    if found is None:
        return None
    reading, length = found
    end = start + length
    rest = text[end:]
    after = rest.lstrip(" \u00a0\t")
    if not after:
        return reading, end
    first = after[0]
    if first in ".!\n•\uf0b7·▪●*" or rest[0] in "\n\t":
        if first in ".!":
            end += len(rest) - len(after) + 1
        return reading, end
    if first in ",;–—-" and (reading.deviation is not Deviation.NONE or first != "-" or rest[0] == " "):
        return replace(reading, confidence=round(reading.confidence - 0.07, 2)), end
    if first == ":" and reading.deviation is not Deviation.NONE:
        return reading, end
    if rest[0] in " \u00a0\t" and (first.isupper() or first in '<"”«('):
        return reading, end
    return None


@remembered
def choice_unfilled(text: str) -> bool:
    """Whether `text` is a choice that nobody made ("Välj status", "Klicka här för att ange text")."""
    filled = form(text)
    if filled is not None:
        return filled.end == len(text.rstrip()) and not any(choice.ticked for choice in filled.choices)
    if _not_ticked(text):
        said = _EMPTY_BOX.sub("", text)
        if leading(said[skip_marks(said) :]) is not None:
            return True
    folded = fold(text).strip("[]<>()* .…")
    return 0 < len(folded) <= 60 and _UNFILLED.fullmatch(folded) is not None


@lru_cache(maxsize=1)
def not_applicable() -> frozenset[str]:
    """Values of status cells that are no status."""
    return frozenset(fold(row["value"]) for row in read_table("not_applicable.csv"))
