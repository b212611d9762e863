"""What a status says, and the tables in which a status is looked up."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from tertial.resources import read_table
from tertial.swedish.beginnings import Beginnings
from tertial.vocabulary import Deviation, Modality, Status

Where = Literal["anywhere", "asked for"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a status says."""

    assessment: Status
    modality: Modality
    deviation: Deviation
    confidence: float
    """0–1: of those with 0.8, four in five are meant to be right."""
    implied: bool = False
    """Only the deviation is said; that the matter goes on is what it implies: "Enligt plan", "Försenad"."""
    words: str = ""
    """How the report's own legend puts it, where it is read from there; a time may stand in it."""
    also: Reading | None = None
    """How it is to end, where the legend says both: "pågår och blir klart i år"."""


_MARKS: Final = re.compile(r"(?:\[[^\]\n]{1,12}\]|[^\w\s(\[«\"”'’]|_|\s)+")
LABEL: Final = re.compile(
    r"(?:åtgärds|uppdrags|mål|aktivitets)?(?:status|läge|bedömning|utfall|resultat)\s*:\s*"
)
_TAIL_JOINT: Final = r"[\s,;:/(–—-]*(?:\b(?:och|men)\b )?"
END: Final = r"[\s.,;:!)\]*_–—-]*"
TICK: Final = re.compile(
    r"(?P<ticked>\[[☒☑✔✓✅⌧xXvV]\]|\([xX✔✓]\)|[☒☑✔✓✅⌧⊠🗹■◼⬛●◉]|(?<![\w/.-])[xX](?![\w/.-]))"
    r"|(?P<blank>\[[☐□◻ ]{0,3}\]|\( {0,3}\)|[☐□◻▢⬜❏❑○◯])"
)
BULLETS: Final = frozenset("●■◼⬛◉")
"""Ticked signs that alone are bullets: they count beside an unticked one only."""


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


@lru_cache(maxsize=2)
def _rules(table: str) -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            Reading(
                Status(row["status"]),
                Modality(row["modality"]),
                Deviation(row["deviation"]),
                float(row["confidence"]),
                implied=bool(row["deviation"]),
            ),
            re.compile(rf"(?:{expand(row['pattern'])})(?![\wåäö])"),
        )
        for row in read_table(table)
    )


@lru_cache(maxsize=1)
def _tails() -> tuple[tuple[Deviation, re.Pattern[str]], ...]:
    return tuple(
        (Deviation(row["deviation"]), re.compile(rf"{_TAIL_JOINT}(?:{expand(row['pattern'])})(?![\wåäö])"))
        for row in read_table("cell_tails.csv")
    )


@lru_cache(maxsize=2)
def _beginnings(table: str) -> Beginnings[_Rule]:
    """A table's rules by what a text begins with: most texts begin with none, and few with several."""
    return Beginnings(_rules(table), lambda rule: rule.pattern.pattern)


@lru_cache(maxsize=2048)
def _head(folded: str, where: Where) -> tuple[Reading, int] | None:
    """The longest status that `folded` begins with, and where it ends."""
    best: tuple[Reading, int] | None = None
    tables = ("status_cells.csv", *(["status_values.csv"] if where == "asked for" else []))
    for rule in (rule for table in tables for rule in _beginnings(table).of(folded)):
        found = rule.pattern.match(folded)
        if found is not None and (best is None or found.end() > best[1]):
            best = rule.reading, found.end()
    return best


def status_at(folded: str, where: Where = "anywhere") -> tuple[Reading, int] | None:
    """The status that `folded` begins with, deviation and time included, and where it ends.

    Args:
        where: Words such as "öppen" and "upphandling pågår" are statuses only where one is asked for.
    """
    found = _head(folded, where)
    if found is None:
        return None
    reading, end = found
    if where == "anywhere" and reading.modality is Modality.UTFALL and _BY.match(folded, end):
        return None  # "Klart senast 2023-12-31" is a deadline, unless a status is asked for
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


def deviation_after(text: str, end: int) -> tuple[Deviation, int]:
    """The deviation that is said right after a status, and where it ends: `På stigen, men sackar`."""
    folded = plain(text)
    for deviation, pattern in _tails():
        tail = pattern.match(folded, end) if deviation is not Deviation.NONE else None
        if tail is not None and re.match(r"[\s)]*(?:[.;,]|$)", folded[tail.end() :]):
            return deviation, tail.end()
    return Deviation.NONE, end


_BY: Final = re.compile(r"[\s:,(]*senast\b")
_PERCENT: Final = re.compile(r"\D*(\d{1,3}) ?(?:%|procent)")


@lru_cache(maxsize=1)
def _partly() -> re.Pattern[str]:
    return re.compile(rf"{_TAIL_JOINT}(?:{expand('{partly}')})")


def _share(reading: Reading, tail: str) -> Reading:
    """What is done in part, or to less than all of a hundred per cent, is done in part."""
    if reading.assessment is not Status.GENOMFORT:
        return reading
    if _partly().fullmatch(tail):
        return replace(reading, assessment=Status.DELVIS_GENOMFORT, confidence=0.85)
    percent = _PERCENT.fullmatch(tail)
    if percent is None or int(percent[1]) >= 100:
        return reading
    if int(percent[1]) == 0:
        return replace(reading, assessment=Status.EJ_PABORJAT, confidence=0.6)
    return replace(reading, assessment=Status.DELVIS_GENOMFORT, confidence=round(reading.confidence - 0.2, 2))


def skip_marks(text: str) -> int:
    """Where the first word begins, after icons, bullets, marks in brackets and a label."""
    marks = _MARKS.match(text)
    start = marks.end() if marks else 0
    ticked = TICK.match(text, start)  # "(x) Klart"
    if ticked is not None and ticked["ticked"]:
        start = ticked.end() + len(text[ticked.end() :]) - len(text[ticked.end() :].lstrip())
    label = LABEL.match(text.casefold(), start) if ":" in text else None
    if label is not None:
        start = label.end()
        marks = _MARKS.match(text, start)
        start = marks.end() if marks else start
    return start


_SPACES: Final = re.compile(r"[\u00a0\u2007\u202f]")


def plain(text: str) -> str:
    """`text` casefolded letter by letter, so that places in it stay the same."""
    text = _SPACES.sub(" ", text)
    folded = text.lower()
    return folded if len(folded) == len(text) else text


@lru_cache(maxsize=1)
def function_words() -> frozenset[str]:
    """Words that only join others: prepositions, conjunctions, articles, pronouns."""
    return frozenset(row["word"] for row in read_table("stopwords.csv") if row["kind"] == "function")


TURNED: Final = {
    Deviation.ENLIGT_PLAN: Deviation.MED_AVVIKELSE,
    Deviation.MED_AVVIKELSE: Deviation.ENLIGT_PLAN,
}
"""The deviation that holds where one is denied."""
