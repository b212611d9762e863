"""Status cells: what a cell or labelled value says, by its words, its column's name or the legend."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tertial.assessment.legend import Legend
from tertial.assessment.rules import judge
from tertial.assessment.statement import CONFIDENCE, Matter, Statement
from tertial.document import Document, Span
from tertial.records import Passage
from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.vocabulary import Deviation, Kind, Method, Modality, Period, Status
from tertial.wording import Reading, cell, choice_unfilled, leading

_OPPOSITE: Final = {
    Status.GENOMFORT: Status.INTE_GENOMFORT,
    Status.PAGAR: Status.EJ_PABORJAT,
    Status.INTE_GENOMFORT: Status.GENOMFORT,
    Status.DELVIS_GENOMFORT: Status.INTE_GENOMFORT,
}
_ENDS: Final = frozenset({Status.GENOMFORT, Status.DELVIS_GENOMFORT, Status.INTE_GENOMFORT})
"""What a forecast can be of; that a matter goes on is said of now."""
_READY: Final = ("klar", "färdig", "helt klar")
_MONTHS: Final = tuple(
    [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ]
)
_TO_COME: Final = re.compile(
    r"(?:helt )?(?:klar|färdig)(?:t|a)? (?:inom|senast|till (?:nästa|hösten|våren|sommaren|vintern|jul|påsk|"
    r"årsskiftet|årets slut|terminsstart|höstterminen|vårterminen))\b"
)
"""What is called ready by then is not ready yet."""
_LAST_MONTH: Final = {Period.H1: 6, Period.T2: 8}
"""After the first tertial a month in autumn may be that of the year before."""
_YES: Final = frozenset({"ja", "x", "✔", "✓", "☒", "☑", "√", "[x]", "[✔]", "[✓]"})
_NO: Final = frozenset({"nej", "☐"})


def read(
    document: Document, passage: Passage, legend: Legend, year: int | None, period: Period | None = None
) -> tuple[Statement | None, Span | None]:
    """The statement of a status passage, and where a comment goes on after it in the same cell.

    Args:
        year: The report's own, against which a dated forecast is judged; and its period.
    """
    text = document.cut(passage.span)
    bare = text.strip()
    if not bare:  # no words to show; of a coloured cell the reader makes a mark
        return None, None
    start = passage.span.start + len(text) - len(text.lstrip())
    if choice_unfilled(bare) or fold(bare) in not_applicable():
        return None, None
    reading, length = _whole(bare, passage, legend)
    rest: Span | None = None
    if reading is None:
        opened = leading(bare)
        if opened is None:
            return None, Span(start, start + len(bare))
        reading, length = opened
        after = bare[length:]
        begin = start + length + len(after) - len(after.lstrip(" \u00a0\t\n.,;:–—-"))
        if begin < start + len(bare):
            rest = Span(begin, start + len(bare))
    first, last = _words(bare[:length])
    reading = _under(dated(reading, bare[:length], year, period), passage)
    statement = Statement(
        board=passage.board,
        assessment=reading.assessment,
        modality=reading.modality,
        deviation=reading.deviation,
        method=Method.STATUS_CELL,
        confidence=reading.confidence,
        span=Span(start + first, start + last),
        headline=True,
    )
    return statement, rest


def _words(printed: str) -> tuple[int, int]:
    """Where the words of a status stand in the cell, without the icon before them and the stop after them."""
    word = re.search(r"[^\W_]", printed)
    if word is None:
        return 0, len(printed)
    begin = word.start()
    if begin and printed[begin - 1] == "[":
        begin -= 1
    return begin, len(printed.rstrip(" \u00a0\t\n,;:–—-"))


def _whole(bare: str, passage: Passage, legend: Legend) -> tuple[Reading | None, int]:
    """What the whole cell says, by its own words, its column's name or the legend."""
    reading = cell(bare)
    if reading is None:
        reading = yes_or_no(bare, passage.label)
    if reading is None:
        reading = legend.reading(bare)
    return reading, len(bare)


@lru_cache(maxsize=512)
def yes_or_no(answer: str, label: str) -> Reading | None:
    """What a lone Ja, Nej, Delvis or tick means under a column whose name is a status."""
    word = fold(answer).strip(" .,!:")
    if word not in _YES and word not in _NO and word not in {"delvis", "till viss del"}:
        return None
    asked = re.sub(
        r"[\s(/,|:]*\b(?:ja\s*/\s*nej(?:\s*/\s*delvis)?|ja|nej|j/n)\b[\s)]*|[?()]", " ", fold(label)
    ).strip(" -/:")
    asked = re.sub(r"^(?:är |har )?(?:uppdraget|målet|aktiviteten|åtgärden|målen)(?: är| har)? ", "", asked)
    meant = cell(asked)
    if meant is None:
        return None
    meant = replace(meant, confidence=CONFIDENCE.yes_no)
    if word in _YES:
        return meant
    if word in _NO:
        opposite = _OPPOSITE.get(meant.assessment)
        return replace(meant, assessment=opposite, deviation=Deviation.NONE) if opposite else None
    return (
        replace(meant, assessment=Status.DELVIS_GENOMFORT) if meant.assessment is Status.GENOMFORT else None
    )


def dated(reading: Reading, printed: str, year: int | None, period: Period | None = None) -> Reading:
    """A status as the report's own time makes it: "Beräknas klart 2025", said of 2024, is not done.

    "Klart i december", said in August, is yet to come.
    """
    if reading.modality is not Modality.PROGNOS:
        return ahead(reading, printed, year, period)
    verdicts, _ = judge(printed, Matter(title="", kind=Kind.UPPDRAG, year=year))
    if len(verdicts) != 1:
        return reading
    return replace(reading, assessment=verdicts[0].assessment, modality=verdicts[0].modality)


def ahead(reading: Reading, printed: str, year: int | None, period: Period | None) -> Reading:
    """What is called ready at a time after the report's own is a forecast."""
    low = fold(printed)
    if reading.assessment is not Status.GENOMFORT or not low.startswith(_READY):
        return reading
    if reading.modality is Modality.UTFALL and _TO_COME.match(low):
        reading = replace(reading, modality=Modality.PROGNOS, confidence=0.75)
    if year is None:
        return reading
    years = [int(found) for found in re.findall(r"(?<![\d./-])20\d\d(?!\d)", low)]
    if years and max(years) > year:
        return replace(reading, assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, confidence=0.75)
    ends = _LAST_MONTH.get(period) if period is not None else None
    months = [n for n, name in enumerate(_MONTHS, start=1) if name in low]
    if ends is not None and months and min(months) > ends and not (years and max(years) < year):
        return replace(reading, modality=Modality.PROGNOS, confidence=0.75)
    return reading


def _under(reading: Reading, passage: Passage) -> Reading:
    """The reading as the column makes it: under "Prognos helår" an end is a forecast."""
    unjudged = reading.assessment is Status.EJ_BEDOMT and reading.confidence != CONFIDENCE.legend
    if not (unjudged or reading.assessment in _ENDS):
        return reading  # a legend's "ej mätt" is said of now
    if passage.role == "forecast" or is_forecast(passage.label):
        return replace(reading, modality=Modality.PROGNOS)
    return reading


@lru_cache(maxsize=512)
def is_forecast(label: str) -> bool:
    """Whether the name of a column says that what stands in it is expected."""
    folded = fold(label)
    return any(re.search(row["pattern"], folded) for row in read_table("forecast_labels.csv"))


@lru_cache(maxsize=1)
def not_applicable() -> frozenset[str]:
    """Values of status cells that are no status."""
    return frozenset(fold(row["value"]) for row in read_table("not_applicable.csv"))
