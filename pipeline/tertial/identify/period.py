"""Which year and period a report is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from tertial.identify import year as years
from tertial.resources import read_table
from tertial.vocabulary import Period

_YEAR4: Final = r"(?P<year>20\d\d)(?!\d)"
_YEAR: Final = r"(?P<year>20\d\d|[’'`]?[12]\d)(?!\d)"
_UNMARKED: Final = str.maketrans("åäöÅÄÖ", "aaoAAO")
_NUMBERS: Final = {
    **{"1": 1, "2": 2, "3": 3, "i": 1, "ii": 2, "iii": 3, "ett": 1, "tva": 2, "tre": 3},
    **{"forsta": 1, "andra": 2, "tredje": 3, "1:a": 1, "2:a": 2, "3:e": 3},
}
_MONTHS: Final = {
    **{"mar": 3, "apr": 4, "jun": 6, "aug": 8, "sep": 9, "dec": 12},
    **{"fyr": 4, "sex": 6, "att": 8, "tol": 12},
}
"""Numbers and the openings of months, without marks: files are often called `forsta-tertialet`."""
_ENDS: Final = {3: "03-31", 4: "04-30", 6: "06-30", 8: "08-31", 9: "09-30", 12: "12-31"}
_TERTIALS: Final = (Period.T1, Period.T2, Period.T3)
_BY_MONTH: Final = {4: Period.T1, 6: Period.H1, 8: Period.T2}
_SPEAKS_TERTIAL: Final = re.compile(r"tertial|(?<![^\W_])T\s?[123](?![\w:.])", re.IGNORECASE)
_ANOTHER_DATE: Final = re.compile(
    r"sammanträd|datum|utskriv|upprätta|beslut|antag|antog|dnr|diarie|senast|§|skapad|ändrad|protokoll|giltig"
    r"|publicer|(?<!bok)slut|\bstart|\bklar|tidplan|\btid\b|ska vara",
    re.IGNORECASE,
)
_SAYS: Final = re.compile(
    r"(?:rapport|redo(?:visning|görelse)|uppföljning|sammanställning|bilaga|bedömning|utfall|list|förteckning"
    r"|tabell|avstämning|berättelse)(?:e[nt]|an|a|n)?\b.{0,60}\b(?:avser|gäller|omfattar|beskriver|speglar|redovisar)"
    r"|(?:rapport|redo(?:visning|görelse)|uppföljning|sammanställning|avstämning)(?:en)? (?:av|för)"
    r" (?:hel|kalender)"
    r"|\bavser (?:perioden|tiden|läget|ställningen|hela|januari)|\bföljs\b.{0,80}\bupp\b"
    r"|\b(?:läget|ställningen)\b.{0,20}\b(?:per|vid)\b|\bi (?:tertial|delårs|årsredovisning)",
    re.IGNORECASE,
)
_BUDGET: Final = re.compile(r"budget\w*\s+(?:för\s+)?20\d\d", re.IGNORECASE)
_TITLE_LENGTH: Final = 160
_EARLY: Final = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A year and period, as far as a report states them."""

    year: int | None = None
    period: Period | None = None
    month: int = 0
    """The month that the period ends with; 0 where none is stated."""
    label: str = ""

    @property
    def end(self) -> str:
        """ISO date of the period's last day; empty where year or month is not stated."""
        return f"{self.year}-{_ENDS[self.month]}" if self.year and self.month else ""


_NOTHING: Final = Stated()


@lru_cache(maxsize=2)
def _patterns(of_names: bool) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = [row for row in read_table("periods.csv") if of_names or not row["only"]]
    letters = _UNMARKED if of_names else {}
    return tuple((compiled(row["pattern"].translate(letters)), row["period"]) for row in rows)


def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of data/periods.csv; {year4} is a year in full, {year} one of two digits too."""
    return re.compile(pattern.replace("{year4}", _YEAR4).replace("{year}", _YEAR), re.IGNORECASE)


def labels(text: str, *, whole_year: Period, of_names: bool = False) -> Iterator[Stated]:
    """The labels of a period in a text, the surest kind first.

    Args:
        whole_year: What a full year is called where the report counts as it does: T3 or år.
        of_names: Whether it is the name of a file: `arsredovisning-2022` is årsredovisning 2022 there.
    """
    searched = text.translate(_UNMARKED) if of_names else text
    for pattern, kind in _patterns(of_names):
        for match in pattern.finditer(searched):
            dated = kind == "day" and _ANOTHER_DATE.search(text[max(0, match.start() - 30) : match.start()])
            if not dated:
                yield _read(match, text[match.start() : match.end()], kind, whole_year)


def _read(match: re.Match[str], printed: str, kind: str, whole_year: Period) -> Stated:
    groups = {name: (part or "").casefold().translate(_UNMARKED) for name, part in match.groupdict().items()}
    digits = re.sub(r"\D", "", groups.get("year") or groups.get("yy") or "")
    about = (int(digits) if len(digits) == 4 else 2000 + int(digits)) if digits else None
    label = re.sub(r"\s+", " ", printed).strip(" (,–-")
    period: Period | None
    if kind == "day":
        month = int(groups["m"]) if groups.get("m") else _MONTHS[groups["month"][:3]]
        period = whole_year if month == 12 else _BY_MONTH.get(month)
        return Stated(year=about, period=period, month=month, label=label)
    if kind == "T":
        period = _TERTIALS[_NUMBERS[groups["n"]] - 1]
    else:
        period = whole_year if kind == "year" else Period(kind)
    return Stated(year=about, period=period, month=period.month, label=label)


def find(
    *,
    title: str,
    margins: Sequence[str],
    first: Sequence[str],
    text: str,
    names: Sequence[str],
    column: str,
) -> Stated:
    """The year and period that a report is about.

    Args:
        title: What it calls itself; a year in it that is no budget's holds for all labels elsewhere.
        margins: Lines of its headers and footers.
        first: Its first lines.
        text: All of it.
        names: What the file says of itself and is called.
        column: The head of a table's column for the latest period, the weakest of evidence.
    """
    lines = [line for line in first if len(line) <= _TITLE_LENGTH and _names_only(line)]
    said = [sentence for sentence in years.sentences(text[:_EARLY]) if _SAYS.search(sentence)]
    called = [years.spaced(name) for name in names if name]
    opening = [sentence for sentence in said if not _TOLD_OF.search(sentence, 1)]
    of_itself = [title, *margins, *opening, column, *filter(_is_head, text.split("\n"))]
    whole_year = Period.T3 if any(map(_SPEAKS_TERTIAL.search, of_itself)) else Period.AR
    best = _stated([title, *first[:1]], whole_year, None)
    of_title = None if _BUDGET.search(title) else years.printed([title])
    for zone in (margins, lines, said, called, [column]):
        if best.month and best.year is not None:
            return best
        best = _merged(best, _stated(zone, whole_year, of_title, of_names=zone is called))
    if best.year is not None:
        return best
    about = of_title or years.printed([title, *lines]) or years.printed(margins)
    about = about or years.named(called, text) or years.inferred(text) or years.span_start([title, *first])
    about = about or years.named(called)
    return replace(best, year=about)


def _names_only(line: str) -> bool:
    """Whether a line is no sentence: it ends otherwise, or has only names between its stops."""
    if not line.rstrip().endswith("."):
        return True
    told = _STOP.split(line.rstrip(" ."))
    return all(len(part.split()) <= _FEW for part in told) and _TOLD_OF.search(line) is None


_STOP: Final = re.compile(r"\.\s+(?=[A-ZÅÄÖ])")
_FEW: Final = 5
"""Words of what stands between stops and tells nothing: "Tertial 2 2024. Björsta kommun."."""


def _is_head(line: str) -> bool:
    """Whether a line may be a heading or a table's head, and is no comment: "Rapporterades klart i T1"."""
    return len(line) <= _TITLE_LENGTH and not line.rstrip().endswith(".") and not _TOLD_OF.search(line)


_TOLD_OF: Final = re.compile(
    r"\b(?:i|vid|efter|under|sedan|från|till|inför|per|före)\s+(?:\w+\s+)?(?:tertial|T\s?[123]\b)",
    re.IGNORECASE,
)
"""A tertial that something was done in, which tells nothing of what the report is of."""


def _stated(zone: Sequence[str], whole_year: Period, year: int | None, *, of_names: bool = False) -> Stated:
    """The first full statement of a zone, filled up from the others; none of another year than `year`."""
    found = _NOTHING
    for line in zone:
        for label in labels(line, whole_year=whole_year, of_names=of_names):
            if year is None or label.year in (None, year):
                found = _merged(found, label)
            if found.month and found.year is not None:
                return found
    return found


def _merged(one: Stated, other: Stated) -> Stated:
    """The first, filled up from the second where they don't contradict."""
    if not one.month:
        fits = one.year is None or other.year in (None, one.year)
        return replace(other, year=other.year or one.year) if fits else one
    if one.year is None and other.year is not None and other.month in (one.month, 0):
        return replace(one, year=other.year)
    return one
