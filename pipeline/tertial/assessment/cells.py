"""Status cells: what a cell or labelled value says, by its words, its column's name or the legend."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tertial.assessment.legend import Legend
from tertial.assessment.statement import CONFIDENCE, Statement
from tertial.assessment.timing import ahead, dated, in_present
from tertial.document import Document, Span
from tertial.records import Passage
from tertial.resources import read_table
from tertial.swedish.words import fold
from tertial.vocabulary import Deviation, Method, Modality, Period, Status
from tertial.wording import (
    Reading,
    cell,
    choice_unfilled,
    expand,
    form,
    leading,
    not_applicable,
    now_and_later,
    numbered,
    over_group,
    remembered,
    unmeasured,
    value,
)

_OPPOSITE: Final = {
    Status.GENOMFORT: Status.INTE_GENOMFORT,
    Status.PAGAR: Status.EJ_PABORJAT,
    Status.INTE_GENOMFORT: Status.GENOMFORT,
    Status.DELVIS_GENOMFORT: Status.INTE_GENOMFORT,
}
_ENDS: Final = frozenset({Status.GENOMFORT, Status.DELVIS_GENOMFORT, Status.INTE_GENOMFORT})
"""What a forecast can be of; that a matter goes on is said of now."""
_QUESTION_MARKS: Final = re.compile(
    r"[\s(/,|:]*\b(?:ja\s*/\s*(?:delvis\s*/\s*)?nej(?:\s*/\s*delvis)?|ja|nej|j/n)\b[\s)]*|[?()]"
)
_ASKED_OF: Final = re.compile(
    r"^(?:(?:är|har) |(?P<verb>blir|nås|uppnås|uppfylls|kommer|bedöms|beräknas|förväntas) )?"
    r"(?:kf-)?(?:uppdraget|målet|aktiviteten|åtgärden|målen|insatsen|beslutet)(?: (?:är|har|blir)\b)? ?"
)
"""The item in a question, which is taken out: "Är målet uppfyllt?", "Nås målet?"."""
_BY_THEN: Final = re.compile(
    r" (?:före|innan|till|vid|per|den|senast)(?: den)? (?:nyår|jul|årsskiftet|årets slut|31/12|31 december)"
    r"(?: 20\d\d)?$"
)
"""A time in a question, which makes the answer a forecast and is no part of the status."""
_STRAYS: Final = re.compile(r"^(?:finns )?avvikelser?(?: från (?:tids?)?plan(?:en)?)?$")
_TURNED: Final = {
    Deviation.ENLIGT_PLAN: Deviation.MED_AVVIKELSE,
    Deviation.MED_AVVIKELSE: Deviation.ENLIGT_PLAN,
}
_GOAL_MET: Final = re.compile(r"^måluppfyll(?:else|nad)\b")
_YES: Final = frozenset({"ja", "x", "✔", "✓", "☒", "☑", "√", "[x]", "[✔]", "[✓]", "[☒]", "[☑]", "(x)"})
_NO: Final = frozenset({"nej"})
_PARTLY: Final = frozenset({"delvis", "till viss del"})
_ANSWERS: Final = _YES | _NO | _PARTLY
_AROUND: Final = " .,!:"
_ADVERB: Final = re.compile(
    r"(?:[iä]gt|a[lm]t|[er]nt|ivt|ullt|ellt|abbt|[aeo]rt|vis|s|bra|igen|redan|nästan|sedan)$"
)
_LAST_JOINT: Final = re.compile(r"(?P<first>[^.\n]{2,60}?)(?:,| [–—/-]) (?P<last>[^,.\n]{3,40})\.?")
_DANGLING: Final = re.compile(r"\w+ (?:i|av|för|till|på|med|om|från)")


def read(
    document: Document,
    passage: Passage,
    legend: Legend,
    year: int | None,
    period: Period | None = None,
    *,
    unfinished: bool = False,
) -> tuple[list[Statement], Span | None]:
    """The statements of a status passage, and where a comment goes on after it in the same cell.

    A cell has one status, a form in which several boxes are ticked has one for each.

    Args:
        year: The report's own, against which a dated forecast is judged; and its period.
        unfinished: Another cell says that it goes on, rests or has not begun.
    """
    text = document.cut(passage.span)
    bare = text.strip()
    if not bare:  # no words to show; of a coloured cell the reader makes a mark
        return [], None
    start = passage.span.start + len(text) - len(text.lstrip())
    if choice_unfilled(bare) or (fold(bare) in not_applicable() and value(bare) is None):
        return [], None
    if both := now_and_later(bare, passage.label):
        return [_statement(one, passage, Span(start + a, start + b)) for one, a, b in both], None
    shaded = legend.reading(passage.shade, passage.label)
    if shaded is not None:
        shaded = _meant(shaded, "", passage, year, period)
    said, length = _said(bare, passage, legend)
    if length == 0 and _names_something(bare):
        return [], None
    if length == 0:
        whole = Span(start, start + len(bare))
        return [_statement(shaded, passage, whole)] if shaded is not None else [], whole
    after = bare[length:]
    begin = start + length + len(after) - len(after.lstrip(" \u00a0\t\n.,;:–—-"))
    rest = Span(begin, start + len(bare)) if begin < start + len(bare) else None
    statements = []
    for reading, place, printed in said:
        first, last = _words(printed)
        meant = _meant(reading, printed, passage, year, period, unfinished=unfinished)
        if (
            shaded is not None
            and not meant.deviation
            and (shaded.implied or shaded.assessment is meant.assessment)
        ):
            meant = replace(meant, deviation=shaded.deviation)
        if fold(printed).strip(_AROUND) in _ANSWERS and _asks_of_later(passage.label, year, period):
            meant = replace(meant, modality=Modality.PROGNOS) if meant.assessment in _ENDS else meant
        span = Span(start + place + first, start + place + last)
        statements.append(_statement(meant, passage, span))
    return statements, rest


def _statement(reading: Reading, passage: Passage, span: Span) -> Statement:
    return Statement(
        board=passage.board,
        assessment=reading.assessment,
        modality=reading.modality,
        deviation=reading.deviation,
        method=Method.STATUS_CELL,
        confidence=reading.confidence,
        span=span,
        headline=True,
        implied=reading.implied,
    )


def _asks_of_later(label: str, year: int | None, period: Period | None) -> bool:
    """Whether a column asks how it is at a time to come: "Klart 31/12?", in August."""
    done = Reading(Status.GENOMFORT, Modality.UTFALL, Deviation.NONE, CONFIDENCE.yes_no)
    return ahead(done, label, year, period).modality is Modality.PROGNOS


def _said(bare: str, passage: Passage, legend: Legend) -> tuple[list[tuple[Reading, int, str]], int]:
    """What a cell says: each reading with its place and words; and where a comment begins.

    The length is 0 where the whole cell is a comment.
    """
    filled = form(bare)
    if filled is not None:
        ticked = [choice for choice in filled.choices if choice.ticked]
        readings = [(c.reading or yes_or_no(c.text, passage.label), c) for c in ticked]
        return [(reading, c.start, c.text) for reading, c in readings if reading], filled.end
    reading, length = _whole(bare, passage, legend)
    if reading is None:
        opened = leading(bare)
        if opened is None:
            return _last_clause(bare)
        reading, length = opened
    return [(reading, 0, bare[:length])], length


def _last_clause(bare: str) -> tuple[list[tuple[Reading, int, str]], int]:
    """The status that a short cell ends in, after what led to it: "Överklagat, vilar"."""
    joint = _LAST_JOINT.fullmatch(bare)
    reading = cell(joint["last"]) if joint is not None and leading(joint["first"]) is None else None
    if joint is None or reading is None or reading.implied or reading.confidence < CONFIDENCE.weak:
        return [], 0
    return [(replace(reading, confidence=CONFIDENCE.hedged), joint.start("last"), joint["last"])], len(bare)


@lru_cache(maxsize=1)
def _attribute() -> re.Pattern[str]:
    """An adjective and the noun that it belongs to: "Pågående investeringar"."""
    return re.compile(
        expand(
            r"(?:{done}|{begun}|pågående|vilande|kommande|(?:planera|pausa|stoppa|försena)(?:d|t|de))"
            r" (?P<noun>[a-zåäö-]{2,})(?: [a-zåäö-]+){0,2}"
        )
    )


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("stopwords.csv") if row["kind"] == "function")


def _names_something(bare: str) -> bool:
    """Whether a cell names a thing with a word of status before it, or breaks off: "Genomförd av"."""
    folded = fold(bare)
    if _DANGLING.fullmatch(folded):
        return True
    found = _attribute().fullmatch(folded)
    return found is not None and found["noun"] not in _function_words() and not _ADVERB.search(found["noun"])


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
    reading = numbered(bare, passage.label, status=passage.role in ("status", "forecast")) or value(bare)
    if reading is not None and reading.confidence < CONFIDENCE.floor:
        reading = (
            legend.reading(bare, passage.label) or reading
        )  # "Kvarstår" says nothing but by the report's own words
    if reading is None:
        reading = yes_or_no(bare, passage.label)
    if reading is None and fold(bare).strip(_AROUND) in _YES:
        reading = legend.reading(passage.label)  # a cross in the column of a sign
    if reading is None:
        reading = legend.reading(bare, passage.label) or over_group(bare)
    return reading, len(bare)


_PROGNOSIS: Final = re.compile(
    r"(?:(?:helårs?|års)?prognos|helårsbedömning|bedömning(?: av)? helår(?:et)?)"
    r"(?: (?:för )?hel(?:a )?år(?:et)?)?(?: (?:20\d\d|31/12|vid årets slut))?"
)


@remembered
def yes_or_no(answer: str, label: str) -> Reading | None:
    """What a lone Ja, Nej, Delvis or tick means under a column whose name is a status.

    That it is not "klart i tid" or no longer "pågår" leaves open how it is; an empty box was not filled in.
    """
    word = fold(answer).strip(_AROUND)
    if word not in _ANSWERS:
        return None
    asked = _QUESTION_MARKS.sub(" ", fold(label)).strip(" -/:")
    asked = _BY_THEN.sub("", _ASKED_OF.sub(lambda m: f"{m['verb'] or ''} ", asked)).strip()
    asked = re.sub(r"(\w{4,}t)s$", r"\1", asked)  # "Har uppdraget genomförts?"
    meant = cell(_GOAL_MET.sub("uppfyllt", _STRAYS.sub("med avvikelse", asked)))
    if meant is None and _PROGNOSIS.fullmatch(asked):  # "Prognos helår: Nej"
        meant = Reading(Status.GENOMFORT, Modality.PROGNOS, Deviation.NONE, CONFIDENCE.yes_no)
    if meant is None:
        return None
    meant = replace(meant, confidence=CONFIDENCE.yes_no)
    if meant.implied and word in _NO:
        return replace(meant, deviation=_TURNED[meant.deviation])
    if word in _YES:
        return meant
    if word in _NO:
        opposite = None if meant.deviation or "pågå" in asked else _OPPOSITE.get(meant.assessment)
        return replace(meant, assessment=opposite, deviation=Deviation.NONE) if opposite else None
    return (
        replace(meant, assessment=Status.DELVIS_GENOMFORT) if meant.assessment is Status.GENOMFORT else None
    )


def _meant(
    reading: Reading,
    printed: str,
    passage: Passage,
    year: int | None,
    period: Period | None,
    *,
    unfinished: bool = False,
) -> Reading:
    """The reading as the report's own time and then the column make it."""
    meant = dated(reading, printed, year, period, unfinished=unfinished)
    if reading.words:
        meant = dated(meant, reading.words, year, period)
    if not _OF_NOW.search(fold(passage.label)):
        said = "vid årets slut" if _YEARS_END.match(fold(passage.label)) else passage.label
        meant = in_present(meant, f"{reading.words or printed} {said}", period)
    return _under(meant, passage, year, period)


_YEARS_END: Final = re.compile(
    r"(?:vid |till )?(?:årets slut|årsskiftet|31/12|31 december)\b|(?:utfall )?helår(?:et)?\b"
)
_OF_NOW: Final = re.compile(r"\b(?:utfall|nuläge|nu|hittills|i ?dag)\b(?!.*\b(?:prognos|helår|årets slut)\b)")


def _under(reading: Reading, passage: Passage, year: int | None, period: Period | None) -> Reading:
    """The reading as the column makes it: under "Prognos helår" an end is a forecast."""
    unjudged = reading.assessment is Status.EJ_BEDOMT and not unmeasured(reading)
    if not (unjudged or reading.assessment in _ENDS):
        return reading
    later = unjudged and not reading.words and _asks_of_later(passage.label, year, period)
    if later or passage.role == "forecast" or is_forecast(passage.label):
        return replace(reading, modality=Modality.PROGNOS)
    return reading


@lru_cache(maxsize=512)
def is_forecast(label: str) -> bool:
    """Whether the name of a column says that what stands in it is expected."""
    folded = fold(label)
    return any(re.search(row["pattern"], folded) for row in read_table("forecast_labels.csv"))
