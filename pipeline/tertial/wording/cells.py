"""Recognises a status as it is printed: alone in a cell, in front of a comment, or as a plain sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.vocabulary import Deviation, Modality, Status


@dataclass(frozen=True, slots=True)
class Reading:
    """What a status says."""

    assessment: Status
    modality: Modality
    deviation: Deviation
    confidence: float
    """0–1: of those with 0.8, four in five are meant to be right."""


LONGEST_CELL: Final = 120
"""Characters; nothing longer is nothing but a status."""

_MARKS: Final = re.compile(r"(?:\[[^\]\n]{1,12}\]|[^\w\s(\[«\"”'’]|_|\s)+")
_LABEL: Final = re.compile(
    r"(?:åtgärds|uppdrags|mål|aktivitets)?(?:status|läge|bedömning|utfall|resultat)\s*:\s*"
)
_TAIL_JOINT: Final = r"[\s,;:/(–—-]*(?:\b(?:och|men)\b )?"
_END: Final = r"[\s.,;:!)\]*_–—-]*"
_UNFILLED: Final = re.compile(
    r"(?:välj|ange|klicka|skriv|fyll i|markera)\b(?: \w+){0,5}(?: .{0,40})?",
)


@dataclass(frozen=True, slots=True)
class _Rule:
    reading: Reading
    pattern: re.Pattern[str]


def expand(pattern: str) -> str:
    """`pattern` with each `{name}` replaced by its forms in word_forms.csv."""
    return re.sub(r"\{([a-zåäö_]+)\}", lambda m: _forms()[m[1]], pattern)


@lru_cache(maxsize=1)
def _forms() -> dict[str, str]:
    return {row["name"]: row["pattern"] for row in read_table("word_forms.csv")}


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            Reading(
                Status(row["status"]),
                Modality(row["modality"]),
                Deviation(row["deviation"]),
                float(row["confidence"]),
            ),
            re.compile(rf"(?:{expand(row['pattern'])})(?![\wåäö])"),
        )
        for row in read_table("status_cells.csv")
    )


@lru_cache(maxsize=1)
def _tails() -> tuple[tuple[Deviation, re.Pattern[str]], ...]:
    return tuple(
        (Deviation(row["deviation"]), re.compile(rf"{_TAIL_JOINT}(?:{expand(row['pattern'])})(?![\wåäö])"))
        for row in read_table("cell_tails.csv")
    )


def _head(folded: str) -> tuple[Reading, int] | None:
    """The longest status that `folded` begins with, and where it ends."""
    best: tuple[Reading, int] | None = None
    for rule in _rules():
        found = rule.pattern.match(folded)
        if found is not None and (best is None or found.end() > best[1]):
            best = rule.reading, found.end()
    return best


def _status(folded: str) -> tuple[Reading, int] | None:
    """The status that `folded` begins with, deviation and time included, and where it ends."""
    found = _head(folded)
    if found is None:
        return None
    reading, end = found
    more = True
    while more:
        more = False
        for deviation, pattern in _tails():
            tail = pattern.match(folded, end)
            if tail is not None and tail.end() > end:
                reading = _share(reading, tail[0])
                end, more = tail.end(), True
                if deviation is not Deviation.NONE:
                    reading = replace(reading, deviation=deviation)
                break
    return reading, end


def _share(reading: Reading, tail: str) -> Reading:
    """What is done to less than all of a hundred per cent is done in part."""
    percent = re.search(r"(\d{1,3}) ?(?:%|procent)", tail)
    if percent is None or int(percent[1]) >= 100 or reading.assessment is not Status.GENOMFORT:
        return reading
    return replace(reading, assessment=Status.DELVIS_GENOMFORT, confidence=round(reading.confidence - 0.2, 2))


def _skip_marks(text: str) -> int:
    """Where the first word begins, after icons, bullets, marks in brackets and a label."""
    marks = _MARKS.match(text)
    start = marks.end() if marks else 0
    label = _LABEL.match(text.casefold(), start)
    if label is not None:
        start = label.end()
        marks = _MARKS.match(text, start)
        start = marks.end() if marks else start
    return start


@lru_cache(maxsize=4096)
def cell(text: str) -> Reading | None:
    """The status that `text` is, or None where it holds anything more.

    Icons, bullets and marks in brackets before it and punctuation after it do not count, nor does
    a label ("Status: Pågår"). A mark alone says nothing.
    """
    if not text or len(text) > LONGEST_CELL:
        return None
    folded = fold(text[_skip_marks(text) :])
    if folded.startswith("("):
        folded = folded[1:]
    found = _status(folded)
    if found is None:
        return None
    reading, end = found
    rest = folded[end:]
    if re.fullmatch(_END, rest):
        return reading
    again = rest.strip(" .,;:-()*")
    if again and folded[:end].startswith(again):  # an icon's alternative text and the text
        return reading
    return None


@lru_cache(maxsize=4096)
def leading(text: str) -> tuple[Reading, int] | None:
    """The status that `text` begins with where a comment follows, and where the status ends.

    What follows must begin as a new statement does: with a capital, a line of its own, a bullet, or
    after a full stop, a dash or a comma. A status that fills the whole text counts too.
    """
    start = _skip_marks(text)
    if start >= len(text) or not (text[start].isupper() or start):
        return None
    whole = cell(text)
    if whole is not None:
        return whole, len(text.rstrip())
    window = text[start : start + LONGEST_CELL]
    found = _status(_plain(window))
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


def _plain(text: str) -> str:
    """`text` casefolded letter by letter, so that places in it stay the same."""
    text = re.sub(r"[\u00a0\u2007\u202f]", " ", text)
    folded = text.lower()
    return folded if len(folded) == len(text) else text


_ELSEWHERE: Final = r"\b(?:ska|skall|bör|måste|som|avser|innan|när|är att)\b"
"""After these a status is ordered, or said of something else."""
_SENTENCE_SUBJECT: Final = (
    r"(?:(?:detta|det|samtliga|kommunfullmäktiges|fullmäktiges|nämndens|hela) )?"
    r"(?:uppdrag(?:et|en)?|del(?:uppdraget|målet)|mål(?:et|en|sättningen)?|nämndmålet|aktivitet(?:en|er|erna)|"
    r"åtgärd(?:en|erna)|beslut(?:et|en)|arbetet|satsningen|projektet|ärendet|motionen|insatsen|åtagandet|indikatorn)"
)


@lru_cache(maxsize=1)
def _sentence_pattern() -> re.Pattern[str]:
    word = expand(
        r"(?:{done}|{met}|{begun}|pågår|pågående|fortsätter|fortgår|fortskrider|löper|vilande|vilar|pausa[td]s?|utgår|"
        r"avbrut(?:en|et)|avbryts|återkallat|upphävt|ersatt|ersätts|avvaktar|framskjutet|under arbete|"
        r"genomföras|slutföras|uppfyllas|uppnås|verkställas|avslutas|färdigställas|påbörjas|startas?|bedömas|"
        r"försena[td]|enligt plan|avskriv(?:et|its))"
    )
    return re.compile(
        rf"(?:{_SENTENCE_SUBJECT}\b(?:(?!{_ELSEWHERE})[^.!?\n]){{0,90}}?\b{word}\b"
        rf"|(?:bedöms|beräknas|förväntas|är|har|kommer att|blir) "
        rf"(?:(?:inte|ej|delvis|helt|redan|nu|att|bli|vara) ){{0,4}}{word}\b)"
    )


@lru_cache(maxsize=4096)
def sentence(text: str) -> bool:
    """Whether the first sentence of `text` states the status of the uppdrag, mål or aktivitet itself."""
    start = _skip_marks(text)
    return _sentence_pattern().match(_plain(text[start : start + 300])) is not None


@lru_cache(maxsize=1024)
def choice_unfilled(text: str) -> bool:
    """Whether `text` is a choice that nobody made ("Välj status", "Klicka här för att ange text")."""
    folded = fold(text).strip("[]<>()* .…")
    return 0 < len(folded) <= 60 and _UNFILLED.fullmatch(folded) is not None
