"""What a time beside a status makes of it: what is called ready by a day to come is a forecast."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, Literal

from tertial.assessment.rules import judge
from tertial.assessment.statement import Matter
from tertial.swedish.dates import MONTHS, DateRange, find_dates, parse_range
from tertial.swedish.words import fold
from tertial.vocabulary import DatePrecision, Kind, Modality, Period, Status
from tertial.wording import Reading, cell, lies_ahead

_SURE: Final = 0.75
_READY: Final = re.compile(
    r"(?:status:? |är )?(?:[a-zåäö-]+ (?:är )?)?(?:helt )?(?:klart?|klara|färdig(?:t|a)?|i (?:mål|hamn))\b"
)
"""An adjective tells no time, so that a day to come beside it is when it will be ready."""
_IS_READY: Final = re.compile(
    r"\b(?:är|står) (?:[a-zåäö]+ ){0,3}?(?:klart?|klara|färdig(?:t|a)?|i (?:mål|hamn)|framme|på plats)\b"
    r"(?! (?:med|för)\b)"
)
"""The same behind its verb, wherever it stands: "med den takten är vi klara i november"."""
_DONE: Final = re.compile(r"(?:status:? )?(?:[a-zåäö-]+ (?:är )?)?[a-zåäö]{4,}(?:t|d|da|de|s)\b")
_JOINT: Final = re.compile(
    r"[\s,;:(–-]*(?:(?:helt|klart|färdigt|till|i|per|den|under|senast|före|innan|vid|först|ca|cirka|runt|"
    r"omkring|beräknat|planerat|preliminärt|prel\.?|slutet av|början av|mitten av|utgången av|in på|hela|år|"
    r"datum)\b[\s:.]*)*"
)
"""What may stand between a status and its time."""
_TO_COME: Final = re.compile(
    r"(?:helt )?(?:klar|färdig)(?:t|a)? (?:inom|senast|snart|till (?:nästa|hösten|våren|sommaren|vintern|jul|"
    r"påsk|årsskiftet|årets slut|terminsstart|höstterminen|vårterminen))\b"
)
"""What is called ready by then is not ready yet."""
_NEXT_YEAR: Final = re.compile(
    r"(?:(?:nästa|nästkommande|kommande|följande) (?:år|verksamhetsår|vår|sommar|vinter|termin|kalenderår)|"
    r"nästa höst|efter (?:årsskiftet|nyår))\b"
)
_BY_SPRING: Final = re.compile(r"till (?:våren|vårterminen|sommaren|påsk|vt)\b")
_THIS_YEAR: Final = re.compile(r" (?:i år|under året|innan året är slut)[ .]*$")
_YEARS_END: Final = re.compile(r"(?:årsskiftet|årets slut|året[s]? slut|nyår|jul|helåret)\b")
_HAS_YEAR: Final = re.compile(r"20\d\d|\d{6}|[-/ ]\d\d$")
_MONTH: Final = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b|\d[/.]\d")
_LATE_REPORT: Final = timedelta(days=31)
"""A report may be written so long after its period, and tell of what was done meanwhile."""


def dated(
    reading: Reading,
    printed: str,
    year: int | None,
    period: Period | None = None,
    *,
    unfinished: bool = False,
) -> Reading:
    """A status as the report's own time makes it: "Beräknas klart 2025", said of 2024, is not done.

    "Klart i december", said in August, is yet to come.
    """
    explained = reading.words == printed and not _HAS_YEAR.search(printed)
    if reading.modality is not Modality.PROGNOS or explained:
        return ahead(reading, printed, year, period, unfinished=unfinished)
    kind = Kind.MAL if "målet" in fold(printed) else Kind.UPPDRAG
    verdicts, _ = judge(printed, Matter(title="", kind=kind, year=year))
    if len(verdicts) != 1 or verdicts[0].assessment not in _ENDS:
        return ahead(reading, printed, year, period, unfinished=unfinished)
    return replace(reading, assessment=verdicts[0].assessment, modality=verdicts[0].modality)


def in_present(reading: Reading, printed: str, period: Period | None) -> Reading:
    """An end told in the present, or of the year's end, which is a forecast until the year is over.

    "Målet nås", "genomförs inte" and "delvis klart vid årets slut" do not say in August how it is.
    """
    if reading.assessment not in _ENDS or reading.modality is not Modality.UTFALL or period not in BEFORE_END:
        return reading
    return replace(reading, modality=Modality.PROGNOS) if lies_ahead(printed) else reading


def after_year(reading: Reading, text: str, period: Period | None) -> Reading:
    """An end that is expected by a month or season which the report's year has left behind: the next one's.

    Only what is said of the end itself counts, not "samråd hölls i maj och uppdraget bedöms bli klart".
    """
    expected = reading.assessment is Status.GENOMFORT and reading.modality is Modality.PROGNOS
    if not expected or period is None:
        return reading
    low = fold(text)
    verb = _EXPECTS.search(low) or _READY_BY.search(low)
    told = low[verb.end() :] if verb is not None else low
    told = _NEXT_CLAUSE.split(told, maxsplit=1)[0]
    times = list(_BY_TIME.finditer(told))
    if not times and verb is not None and (opening := _BY_TIME.match(low)) is not None:
        times = [opening] if opening.end() + 1 == verb.start() else []  # "I mars beräknas planen …"
    if not times or _KEPT.search(told) or _WITHIN_YEAR.search(told):
        return reading
    if _SEASONS[times[-1]["when"]] > _GONE[period]:
        return reading
    return replace(reading, assessment=Status.INTE_GENOMFORT)


_EXPECTS: Final = re.compile(
    r"\b(?:beräkna|bedöm|vänta|förvänta|planera|räkna|komm|bli|ska|tro|hinn|kan)[a-zåäö]*\b"
)
_READY_BY: Final = re.compile(r"\b(?:klar|färdig|avsluta|slutför|sker)[a-zåäö]*\b")
_NEXT_CLAUSE: Final = re.compile(
    r"[,;]|\b(?:efter|sedan|då|trots|vilket|eftersom)\b|"
    r"\boch (?=\w+ (?:ske|sker|planeras|beräknas|påbörjas|startar?)\b)"
)
_WITHIN_YEAR: Final = re.compile(r"\b(?:under året|i år|innevarande år|helåret|årets slut)\b")
_SEASONS: Final = {
    **{name: number for name, number in MONTHS.items() if len(name) > 3 or name == "maj"},
    **dict.fromkeys(("vår", "våren", "vårterminen", "påsk"), 5),
    **dict.fromkeys(("sommar", "sommaren", "midsommar", "sommarlovet", "halvårsskiftet"), 7),
    **dict.fromkeys(("höst", "hösten", "höstterminen", "skolstarten"), 9),
    **dict.fromkeys(("jul", "nyår", "årsskiftet", "vinter", "vintern"), 12),
}
"""The month by which a time is over."""
_GONE: Final = {Period.T1: 3, Period.H1: 5, Period.T2: 7, Period.T3: 10, Period.AR: 10}
"""The last month that lies so far behind a period that a forecast by it means the next year's."""
_BY_TIME: Final = re.compile(
    r"\b(?:i|till|under|före|innan|per|vid|senast|in på|omkring) (?:den \d{1,2} |sista )?"
    rf"(?:början av |slutet av |mitten av )?(?P<when>{'|'.join(sorted(_SEASONS, key=len, reverse=True))})\b"
    r"(?! (?:i fjol|(?:år )?20\d\d))"
)
_KEPT: Final = re.compile(r"\b(?:i tid|enligt plan(?:en)?|enligt tids?plan(?:en)?)\b")
"""What says that the time is the one that was set."""
_ENDS: Final = frozenset({Status.GENOMFORT, Status.DELVIS_GENOMFORT, Status.INTE_GENOMFORT})
BEFORE_END: Final = frozenset({Period.T1, Period.H1, Period.T2})


def ahead(
    reading: Reading, printed: str, year: int | None, period: Period | None, *, unfinished: bool = False
) -> Reading:
    """What is called ready at a time after the report's own is a forecast; next year's is not done.

    Args:
        unfinished: It is known to be under way, so that a month without its year is no past one.
    """
    low = fold(printed)
    if reading.assessment is not Status.GENOMFORT:
        return reading
    if reading.modality is Modality.UTFALL and _TO_COME.match(low):
        reading = replace(reading, modality=Modality.PROGNOS, confidence=_SURE)
    ready = _READY.match(low)
    ready = ready or _code_of_done(low) or _IS_READY.search(low)
    done = ready or _DONE.match(low)
    if year is None or done is None:
        return reading
    exact = ready is None and reading.modality is Modality.UTFALL and not unfinished
    joint = _JOINT.match(low, done.end())
    sure = reading.confidence if reading.modality is Modality.PROGNOS else _SURE
    at = joint.end() if joint else done.end()
    when = _when(low, at, year, period, exact=exact, unfinished=unfinished)
    if ready is not None and period in BEFORE_END and _THIS_YEAR.match(low, ready.end()):
        when = "to come"
    if when == "next year":
        return replace(reading, assessment=Status.INTE_GENOMFORT, modality=Modality.PROGNOS, confidence=sure)
    if when == "to come":
        return replace(reading, modality=Modality.PROGNOS, confidence=sure)
    return reading


def _code_of_done(low: str) -> re.Match[str] | None:
    """The report's own code for what is done, where a time stands after it: `kl nov`."""
    first = re.match(r"[^\W\d_]{1,4}(?= )", low)
    known = cell(first[0]) if first is not None else None
    return first if known is not None and known.assessment is Status.GENOMFORT else None


def _when(
    low: str, at: int, year: int, period: Period | None, *, exact: bool, unfinished: bool
) -> Literal["next year", "to come"] | None:
    """Where the time that stands at `at` lies as seen from the end of the period; None for past or unknown.

    Args:
        exact: Only a time with its year counts, as a verb's participle may tell of last December.
    """
    last = date.fromisoformat(period.end(year)) if period is not None else None
    if _NEXT_YEAR.match(low, at):
        return "next year"
    before = low[:at].rstrip()
    if (
        last is not None
        and last.month >= 6
        and _BY_SPRING.search(f"{before} {low[at:]}", max(0, len(before) - 5))
    ):
        return "next year" if not re.search(r"20\d\d", low) else None
    if _YEARS_END.match(low, at) and not re.search(r"20\d\d", low):
        return "to come" if last is not None and last.month < 12 and not exact else None
    printed, found = _date(low, at, year)
    if found is None:
        return None
    spring = period is Period.T1 and not unfinished
    if not _HAS_YEAR.search(printed) and (exact or (spring and _MONTH.search(printed))):
        return None  # in April a month in autumn may be that of the year before
    return _lies(found, year, last, exact=exact)


def _date(low: str, at: int, year: int) -> tuple[str, DateRange | None]:
    """The date that stands at `at`, as printed and as it is read; six figures there are one."""
    figures = re.match(r"\d{6}\b", low[at:])
    if figures is not None:
        return figures[0], parse_range(figures[0])
    found = next((f for f in find_dates(low, year) if f.start <= at < f.end), None)
    return (low[found.start : found.end], found.range) if found is not None else ("", None)


def _lies(
    found: DateRange, year: int, last: date | None, *, exact: bool
) -> Literal["next year", "to come"] | None:
    end = date.fromisoformat(found.end or found.start)
    start = date.fromisoformat(found.start or found.end)
    middle = start + (end - start) / 2
    if exact and last is not None and middle <= last + _LATE_REPORT:
        return None
    if end > date(year + 1, 1, 1):
        return "next year"
    if last is None or found.precision is DatePrecision.YEAR or middle <= last:
        return None
    return "to come"
