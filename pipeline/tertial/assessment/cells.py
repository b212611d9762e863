"""Status cells: what a cell or labelled value says, by its words, its column's name or the legend."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from tertial.assessment.legend import Legend
from tertial.assessment.statement import CONFIDENCE, Statement
from tertial.assessment.timing import BEFORE_END, ahead, dated, in_present
from tertial.document import Document, Span
from tertial.records import Passage
from tertial.swedish.dates import MONTHS, is_day, parse_range
from tertial.swedish.words import fold
from tertial.vocabulary import Deviation, Method, Modality, Period, Status
from tertial.wording import (
    DATE,
    Reading,
    answered,
    apart,
    asks,
    cell,
    choice_unfilled,
    code,
    dated_at_years_end,
    deviation_after,
    expand,
    expected,
    form,
    function_words,
    is_answer,
    is_forecast,
    leading,
    not_applicable,
    now_and_later,
    numbered,
    of_years_end,
    over_group,
    ticked,
    unmeasured,
    value,
    yes_or_no,
)

ENDS: Final = frozenset({Status.GENOMFORT, Status.DELVIS_GENOMFORT, Status.INTE_GENOMFORT})
"""What a forecast can be of; that a matter goes on is said of now."""
_ADVERB: Final = re.compile(
    r"(?:[iä]gt|a[lm]t|[er]nt|ivt|ullt|ellt|abbt|[aeo]rt|vis|s|bra|igen|redan|nästan|sedan)$"
)
_LAST_JOINT: Final = re.compile(
    r"(?P<first>[^.\n]{2,60}?)(?:,| [–—/-]|,? (?P<but>men)) (?:nu )?(?P<last>[^,.\n]{3,40})\.?"
)
_FIRST_JOINT: Final = re.compile(
    r"(?P<first>[^.,\n]{3,40}?)(?:,| [–—/-]|,? (?:men|och)) (?P<last>[^,.\n]{3,40}?)[.*_]*"
)
GOING: Final = frozenset({Status.PAGAR, Status.EJ_PABORJAT, Status.VILANDE})
"""What a matter is until it ends."""
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
    if several := apart(bare):
        own = _by_nearest(document, bare, start, several)
        meant = _meant(own, bare, passage, year, period) if own is not None else None
        whole = Span(start, start + len(bare))
        return _statements(meant, passage, whole) if meant is not None else [], None
    if legend.columns:
        legend = legend.within((passage.label, *document.headings_over(passage.span.start)))
    shaded = legend.reading(passage.shade, passage.label)
    if shaded is None and passage.shade:
        shaded = code(f"[{passage.shade}]")
    if shaded is not None:
        shaded = _meant(shaded, "", passage, year, period)
    said, length = _said(bare, passage, legend)
    if length == 0 and _names_something(bare):
        return [], None
    if length == 0:
        whole = Span(start, start + len(bare))
        return _statements(shaded, passage, whole) if shaded is not None else [], whole
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
        in_time = unfinished and _IN_TIME.search(fold(passage.label)) is not None
        if is_answer(printed) and (in_time or _asks_of_later(passage.label, year, period)):
            told = meant.assessment in ENDS or meant.assessment is Status.EJ_BEDOMT
            meant = replace(meant, modality=Modality.PROGNOS) if told else meant
        ends = reading.assessment is Status.GENOMFORT and said[0][0].assessment in GOING
        if place and ends and form(bare) is None:
            if _is_over(printed, year, period):
                continue
            meant = replace(meant, modality=Modality.PROGNOS)  # after how it is, how it is to end
        span = Span(start + place + first, start + place + last)
        statements += _statements(meant, passage, span)
    return statements, rest


def _is_over(printed: str, year: int | None, period: Period | None) -> bool:
    """Whether the year by which it is to end is over with the report, so that nothing is foretold."""
    years = [int(found) for found in re.findall(r"20\d\d", printed)]
    return year is not None and bool(years) and max(years) < year + (period in _WHOLE_YEAR)


_WHOLE_YEAR: Final = frozenset({Period.T3, Period.AR})


def _by_nearest(
    document: Document, sign: str, at: int, told: Sequence[tuple[str, Reading]]
) -> Reading | None:
    """What a sign means that has a legend of its own in each part: by the last one before it.

    Where a sign stands before the first of them, each legend stands after what it explains. Legends that
    stand together, with no such sign between, can't be told apart.

    Args:
        told: The lines that explain it, each with what it says.
    """
    places = sorted((document.text.find(line), n) for n, (line, _) in enumerate(told))
    legends = {line for line, _ in told}
    bearing = (
        block.span.start
        for block in document.body
        if len(block.span) <= LONGEST_BEARING
        and (text := document.cut(block.span)) not in legends
        and sign in (text.split()[:1] + text.split()[-1:])
    )
    signs = sorted(bearing)
    if places[0][0] < 0 or not any(places[0][0] < sign_at < places[-1][0] for sign_at in signs):
        return None
    if signs[0] < places[0][0]:
        return next((told[n][1] for place, n in places if place > at), told[places[-1][1]][1])
    return next((told[n][1] for place, n in reversed(places) if place < at), told[places[0][1]][1])


LONGEST_BEARING: Final = 200
"""Characters of a title, or of a cell, that bears a sign."""


def _statements(reading: Reading, passage: Passage, span: Span) -> list[Statement]:
    """What a reading says, and how a legend says that it is to end."""
    return [_statement(one, passage, span) for one in (reading, reading.also) if one is not None]


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
    later = ahead(done, label, year, period).modality is Modality.PROGNOS
    said = "vid årets slut" if of_years_end(label) else label if asks(f"{label}?") else ""
    return later or in_present(done, said, period).modality is Modality.PROGNOS


def _said(bare: str, passage: Passage, legend: Legend) -> tuple[list[tuple[Reading, int, str]], int]:
    """What a cell says: each reading with its place and words; and where a comment begins.

    The length is 0 where the whole cell is a comment.
    """
    filled = form(bare)
    if filled is not None:
        ticked = [choice for choice in filled.choices if choice.ticked]
        readings = [(c.reading or yes_or_no(c.text, passage.label), c) for c in ticked]
        return [(reading, c.start, c.text) for reading, c in readings if reading], filled.end
    if passage.role == "status" and (both := _under_way_too(bare)) is not None:
        return both, len(bare)
    reading, length = _whole(bare, passage, legend)
    opened = None if is_answer(bare) else answered(bare, passage.label)
    if reading is None or opened is not None:
        opened = opened or leading(bare)
        ending = _now_and_end(bare)
        if opened is None or (ending is not None and _TIME.search(ending[0][-1][2])):  # "Pågår, klart 2024"
            return ending or _first_clause(bare) or _last_clause(bare)
        reading, length = opened
    if not reading.deviation:
        deviation, length = deviation_after(bare, length)
        reading = replace(reading, deviation=deviation)
    return [(reading, 0, bare[:length])], length


def _under_way_too(bare: str) -> list[tuple[Reading, int, str]] | None:
    """How far it has come and that it goes on, both in few words: "Pågår (delvis genomfört)"."""
    joint = _TWO_OF_NOW.fullmatch(bare)
    parts = [(joint[name], joint.start(name)) for name in ("first", "last")] if joint is not None else []
    read = [(value(text), at, text) for text, at in parts]
    found = [(reading, at, text) for reading, at, text in read if reading is not None and not reading.also]
    said = {reading.assessment for reading, *_ in found if reading.modality is Modality.UTFALL}
    partly = Status.DELVIS_GENOMFORT in said
    undone = Status.INTE_GENOMFORT in said and value(bare) is None  # "påbörjad men ej klar" is one phrase
    return found if len(said) == 2 and Status.PAGAR in said and (partly or undone) else None


_TWO_OF_NOW: Final = re.compile(
    r"(?P<first>[^.,;/()\n]{3,40}?)(?:\s*/\s*|[,;]\s+(?:men\s+)?|\s+(?:och|men)\s+|\s+[–—-]\s+|\s*\((?=[^()]+\)$))"
    r"(?P<last>[^\d.,;/()\n]{3,40}?)[).]*"
)


_TIME: Final = re.compile(
    rf"20\d\d|\b(?:{'|'.join(MONTHS)}|höst\w*|vår\w*|sommar\w*|årsskiftet|jul|nyår)\b", re.I
)


def _now_and_end(bare: str) -> tuple[list[tuple[Reading, int, str]], int] | None:
    """How it is and how it is to end, both in few words: "på väg, klart hösten 2023"."""
    joint = _FIRST_JOINT.fullmatch(bare)
    if joint is None:
        return None
    now, end = value(joint["first"]), value(joint["last"])
    if now is None or end is None or now.assessment not in GOING:
        return None
    found = [(now, 0, joint["first"])]
    if end.assessment in (Status.GENOMFORT, Status.DELVIS_GENOMFORT):
        found.append((end, joint.start("last"), joint["last"]))
    return found, len(bare)


def _first_clause(bare: str) -> tuple[list[tuple[Reading, int, str]], int] | None:
    """The status that a short cell begins with, before why: "Genomförs ej, lagändring"."""
    found = _BEFORE_WHY.match(bare)
    reading = value(found["said"]) if found is not None else None
    if found is None or reading is None or reading.implied or reading.confidence < CONFIDENCE.weak:
        return None
    return [(reading, 0, found["said"])], found.end("said")


_BEFORE_WHY: Final = re.compile(
    r"(?P<said>[^,.;:\n]{3,40}?)"
    r"(?:,|\s+(?:på grund av|pga|p\.g\.a\.|till följd av|i avvaktan på|i väntan på))\s",
    re.IGNORECASE,
)


def _last_clause(bare: str) -> tuple[list[tuple[Reading, int, str]], int]:
    """The status that a short cell ends in, after what led to it: "Överklagat, vilar"."""
    joint = _LAST_JOINT.fullmatch(bare)
    reading = cell(joint["last"]) if joint is not None and leading(joint["first"]) is None else None
    if joint is None or reading is None or reading.implied or reading.confidence < CONFIDENCE.weak:
        return [], 0
    if joint["but"] and reading.assessment not in GOING:
        return [], 0  # "undertecknat men ej återrapporterat"
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


def _names_something(bare: str) -> bool:
    """Whether a cell names a thing with a word of status before it, or breaks off: "Genomförd av"."""
    folded = fold(bare)
    if _DANGLING.fullmatch(folded):
        return True
    found = _attribute().fullmatch(folded)
    return found is not None and found["noun"] not in function_words() and not _ADVERB.search(found["noun"])


def _words(printed: str) -> tuple[int, int]:
    """Where the words of a status stand in the cell, without the icon before them and the stop after them."""
    word = re.search(r"[^\W_]", printed)
    if word is None:
        return 0, len(printed)
    begin = word.start()
    if begin and (printed[begin - 1] == "[" or code(printed) is not None):
        begin -= 1  # the bracket of `[KLART]`, and of `(x)` where that is explained
    return begin, len(printed.rstrip(" \u00a0\t\n,;:–—-"))


def _whole(bare: str, passage: Passage, legend: Legend) -> tuple[Reading | None, int]:
    """What the whole cell says, by its own words, its column's name or the legend."""
    if _of_forecasts(passage):
        is_time = "/" not in bare and parse_range(bare, _ANY_YEAR) is not None  # "3/4" is a share too
        words = expected(bare) or (f"klart {bare}" if is_time else "")
        if words and (reading := value(words)) is not None:
            return replace(reading, words=words), len(bare)
    crossed = code(passage.label) if ticked(bare) or bare in _CROSSES else None  # under the head of a sign
    reading = numbered(bare, passage.label, status=passage.role in ("status", "forecast"))
    reading = crossed or reading or value(bare)
    if reading is None and is_day(bare):
        reading = code(DATE)
    if reading is not None and reading.confidence < CONFIDENCE.floor:
        reading = (
            legend.reading(bare, passage.label) or reading
        )  # "Kvarstår" says nothing but by the report's own words
    if reading is None:
        reading = yes_or_no(bare, passage.label)
    if reading is None and ticked(bare):
        reading = legend.reading(passage.label)  # a cross in the column of a sign
    if reading is None:
        reading = legend.reading(bare, passage.label) or over_group(bare)
    return reading, len(bare)


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
    expects = (
        _of_forecasts(passage) and reading.words
    )  # "Skjuts till 2024" is meant by them, not as it stands
    meant = dated(reading, expects or printed, year, period, unfinished=unfinished)
    if reading.words and not expects:
        meant = dated(meant, reading.words, year, period)
    if not _OF_NOW.search(fold(passage.label)):
        said = "vid årets slut" if _at_years_end(passage.label) else passage.label
        meant = in_present(meant, f"{reading.words or printed} {said}", period)
    return _under(meant, passage, year, period)


_CROSSES: Final = frozenset("xX●✔✓•")
_IN_TIME: Final = re.compile(
    r"\b(?:i|inom) (?:rätt |utsatt )?tid(?:en)?\b"
    r"|\b(?:under|i|före|till|vid) (?:året|år|årets slut|årsskiftet)\b"
)
"""What a column asks that of an unfinished matter can only be a forecast: "Klart under året?"."""
_ANY_YEAR: Final = 2000
"""Stands for a year that is not printed: whether something is a time is all that is asked."""
_YEARS_END: Final = re.compile(
    r"(?:(?:\w+ )?(?:läget?|status|utfall) )?(?:vid |till |per |den )*"
    r"(?:årets slut|årsslut(?:et)?|årsskiftet|31/12|31 dec(?:ember)?)\b|(?:utfall )?helår(?:et)?\b"
)
_OF_NOW: Final = re.compile(r"\b(?:utfall|nuläge|nu|hittills|i ?dag)\b(?!.*\b(?:prognos|helår|årets slut)\b)")


def _under(reading: Reading, passage: Passage, year: int | None, period: Period | None) -> Reading:
    """The reading as the column makes it: under "Prognos helår" an end is a forecast."""
    unjudged = reading.assessment is Status.EJ_BEDOMT and not unmeasured(reading)
    if not (unjudged or reading.assessment in ENDS):
        return reading
    later = unjudged and not reading.words and _asks_of_later(passage.label, year, period)
    if later or _of_forecasts(passage):
        return replace(reading, modality=Modality.PROGNOS)
    return reading


def is_of_later(passage: Passage, period: Period | None) -> bool:
    """Whether a cell tells how it is when the year is over, in a report that is written before."""
    return _of_forecasts(passage) or (period in BEFORE_END and _at_years_end(passage.label))


def closes(passage: Passage, period: Period | None) -> bool:
    """Whether a cell tells how it is at the year's end, in a report that is written after it."""
    return passage.role == "status" and period in _WHOLE_YEAR and _at_years_end(passage.label)


def _at_years_end(label: str) -> bool:
    return _YEARS_END.match(fold(label)) is not None or dated_at_years_end(label)


def _of_forecasts(passage: Passage) -> bool:
    return passage.role == "forecast" or is_forecast(passage.label)
