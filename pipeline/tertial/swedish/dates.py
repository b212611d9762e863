"""Dates and stretches of time as reports print them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from tertial.swedish.words import fold
from tertial.vocabulary import DatePrecision


@dataclass(frozen=True, slots=True)
class DateRange:
    """From the first to the last day of what was printed."""

    start: str
    """ISO date; empty where only the end is stated ("senast 2024-12-31")."""
    end: str
    """ISO date; empty where only the start is stated ("från och med 2024")."""
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in running text, with its place there."""

    start: int
    end: int
    range: DateRange


MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari jan", "februari feb febr", "mars mar", "april apr", "maj", "juni jun", "juli jul",
            "augusti aug", "september sep sept", "oktober okt", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_ORDINALS: Final = {
    "1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4,
    "första": 1, "andra": 2, "tredje": 3, "fjärde": 4, "sista": -1,
}  # fmt: skip

_SEASONS: Final = {
    "vt": (1, 6), "vår": (1, 6), "våren": (1, 6), "vårterminen": (1, 6), "vårtermin": (1, 6),
    "sommar": (6, 8), "sommaren": (6, 8),
    "ht": (8, 12), "höst": (8, 12), "hösten": (8, 12), "höstterminen": (8, 12), "hösttermin": (8, 12),
}  # fmt: skip
"""First and last month. A term's edge days are the school's own, so whole months are what can be said."""

_Stretch = tuple[date, date, DatePrecision]


def _stretch(year: int, first: int, last: int, precision: DatePrecision = DatePrecision.MONTH) -> _Stretch:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision


def _day(year: int, month: int, day: int) -> _Stretch:
    found = date(year, month, day)
    return found, found, DatePrecision.DAY


def _quarter(year: int, which: str) -> _Stretch:
    n = _ORDINALS[which] if which != "sista" else 4
    return _stretch(year, 3 * n - 2, 3 * n)


def _tertial(year: int, which: str) -> _Stretch:
    n = _ORDINALS[which] if which != "sista" else 3
    return _stretch(year, 4 * n - 3, 4 * n)


def _half(year: int, which: str) -> _Stretch:
    n = _ORDINALS[which] if which != "sista" else 2
    return _stretch(year, 6 * n - 5, 6 * n)


def _week(year: int, week: int) -> _Stretch:
    return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7), DatePrecision.DAY


def _long_year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


_YEAR = r"(?P<y>(?:19|20)\d\d)"
_ANY_YEAR = r"(?:,? ?(?:(?:år )?(?P<y>(?:19|20)\d\d)|[-'’] ?(?P<s>\d\d)))"
_NAMES = "(?P<m>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_N = r"(?P<n>[1-4]|i{1,3}|iv|första|andra|tredje|fjärde|sista)"
_NTH = r"(?P<n>[1-4]|första|andra|tredje|fjärde|sista)(?::[ae])?"

# Each form with what it makes of its groups; `y` is filled in where the form may lack a year.
_FORMS: Final[tuple[tuple[str, Callable[[dict[str, str], int], _Stretch]], ...]] = (
    (_YEAR + r"([-./])(?P<m>\d{1,2})\2(?P<d>\d{1,2})", lambda g, y: _day(y, int(g["m"]), int(g["d"]))),
    (_YEAR + r"(?P<m>[01]\d)(?P<d>[0-3]\d)", lambda g, y: _day(y, int(g["m"]), int(g["d"]))),
    (r"(?P<s>[012]\d)-(?P<m>[01]\d)-(?P<d>[0-3]\d)", lambda g, y: _day(y, int(g["m"]), int(g["d"]))),
    (r"(?P<s>\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)", lambda g, y: _day(y, int(g["m"]), int(g["d"]))),
    (
        r"(?:den )?(?P<d>\d{1,2})(?::[ae]|\.)? " + _NAMES + _ANY_YEAR + "?",
        lambda g, y: _day(y, MONTHS[g["m"]], int(g["d"])),
    ),
    (
        r"(?:den )?sista " + _NAMES + _ANY_YEAR + "?",
        lambda g, y: _day(y, MONTHS[g["m"]], monthrange(y, MONTHS[g["m"]])[1]),
    ),
    (
        r"(?:den )?(?P<d>\d{1,2})[/.](?P<m>\d{1,2})(?:(?: ?[-/.] ?| )(?:(?P<y>(?:19|20)\d\d)|(?P<s>\d\d)))?",
        lambda g, y: _day(y, int(g["m"]), int(g["d"])),
    ),
    (_YEAR + r"[-/](?P<m>0[1-9]|1[0-2])", lambda g, y: _stretch(y, int(g["m"]), int(g["m"]))),
    (_NAMES + _ANY_YEAR + "?", lambda g, y: _stretch(y, MONTHS[g["m"]], MONTHS[g["m"]])),
    (_YEAR + " " + _NAMES, lambda g, y: _stretch(y, MONTHS[g["m"]], MONTHS[g["m"]])),
    (r"(?:kv|kvartal|q|kvart)\.? ?" + _N + _ANY_YEAR + "?", lambda g, y: _quarter(y, g["n"])),
    (_YEAR + r"[ ,:-]{0,2}(?:kv|kvartal|q)\.? ?" + _N, lambda g, y: _quarter(y, g["n"])),
    (_NTH + r" kvartalet" + _ANY_YEAR + "?", lambda g, y: _quarter(y, g["n"])),
    (r"(?:t|tertial)\.? ?(?P<n>[1-3]|i{1,3})" + _ANY_YEAR + "?", lambda g, y: _tertial(y, g["n"])),
    (_YEAR + r"[ ,:-]{0,2}(?:t|tertial)\.? ?(?P<n>[1-3]|i{1,3})", lambda g, y: _tertial(y, g["n"])),
    (
        r"(?P<n>[1-3]|första|andra|tredje|sista)(?::[ae])? tertialet" + _ANY_YEAR + "?",
        lambda g, y: _tertial(y, g["n"]),
    ),
    (r"(?:h|halvår)\.? ?(?P<n>[12])" + _ANY_YEAR + "?", lambda g, y: _half(y, g["n"])),
    (
        r"(?P<n>[12]|första|andra|sista)(?::[ae])? halvåret" + _ANY_YEAR + "?",
        lambda g, y: _half(y, g["n"]),
    ),
    ("(?P<n>" + "|".join(_SEASONS) + r")\.?" + _ANY_YEAR + "?", lambda g, y: _stretch(y, *_SEASONS[g["n"]])),
    (r"(?P<n>[vh]t)\.? ?(?P<s>\d\d)", lambda g, y: _stretch(y, *_SEASONS[g["n"]])),
    (_YEAR + " ?(?P<n>" + "|".join(_SEASONS) + ")", lambda g, y: _stretch(y, *_SEASONS[g["n"]])),
    (r"(?:v|vecka)\.? ?(?P<n>\d{1,2})" + _ANY_YEAR + "?", lambda g, y: _week(y, int(g["n"]))),
    (
        r"(?:läsåret|läsår|lå)\.? ?" + _YEAR + r"[/-](?P<e>(?:20)?\d\d)",
        lambda g, y: (date(y, 8, 1), date(y + 1, 6, 30), DatePrecision.MONTH),
    ),
    (
        r"årsskiftet" + r" ?" + _YEAR + r"[/-](?P<e>(?:20)?\d\d)",
        lambda g, y: (date(y, 12, 31), date(y + 1, 1, 1), DatePrecision.DAY),
    ),
    (
        _YEAR + r" ?[-/] ?(?P<e>(?:19|20)\d\d|\d\d)",
        lambda g, y: (
            date(y, 1, 1),
            date(int(g["e"]) if len(g["e"]) == 4 else y // 100 * 100 + int(g["e"]), 12, 31),
            DatePrecision.YEAR,
        ),
    ),
    (r"(?:år )?" + _YEAR, lambda g, y: _stretch(y, 1, 12, DatePrecision.YEAR)),
)
_COMPILED: Final = tuple((re.compile(pattern), make) for pattern, make in _FORMS)


def _anonymous(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern).replace(r"([-./])", "[-./]").replace(r"\2", "[-./]")


_ANY_POINT: Final = "(?:" + "|".join(_anonymous(pattern) for pattern, _ in _FORMS) + ")"
_IS_POINT: Final = re.compile(_ANY_POINT)
"""Any of the forms: most texts are of none, and need not be tried with each."""

# Words that may stand around a date and say nothing of their own; and those that make it an end or a start.
_FILLER: Final = re.compile(
    r"^(?:(?:under|i|för|perioden|period|tid|tidplan|åren|hela|datum|kl\.?|klart?|klara|färdigt?|slutfört?"
    r"|genomfört?|genomförs|startar|start|startdatum|slutdatum|löpande|ca\.?|cirka|preliminärt?|prel\.?"
    r"|planeras?|beräknas|vid|mitten av|den|per|av|är|bli|ska|till)\b[ :]*)+"
)
_UNTIL: Final = re.compile(
    r"^(?:(?:klart |klar )?senast(?: (?:den|i|under|vid|till))?|t\.? ?o\.? ?m\.?|till och med|fram till|till"
    r"|(?:(?:före|innan|vid|till) )?(?:utgången|slutet) av|årets slut|slutdatum:?|deadline:?|-)"
    r"(?: (?:den|i|under|utgången av|slutet av))* ?"
)
_BEFORE: Final = re.compile(r"^(?:före|innan)(?: den)? ")
_SINCE: Final = re.compile(
    r"^(?:från och med|fr\.? ?o\.? ?m\.?|från|med start|startdatum:?|början av|efter|påbörjas)"
    r"(?: (?:den|i|under|början av))* ?"
)
_ONWARDS: Final = re.compile(r" ?(?:och framåt|och framöver|och tills vidare|tills vidare|ff|-)$")
_BETWEEN: Final = re.compile(
    r" ?-{1,2} ?| till och med | till | t\.? ?o\.? ?m\.? |(?<=\d), ?| och | samt | & | respektive "
)
_NUMBERED: Final = re.compile(
    r"^(kv|kvartal|q|t|tertial|v|vecka)\.? ?(\d{1,2}) ?(?:-|och|till|,) ?(\d{1,2})\b"
)


def _point(text: str, year: int | None) -> _Stretch | None:
    if _IS_POINT.fullmatch(text) is None:
        return None
    for pattern, make in _COMPILED:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        groups = {key: value for key, value in match.groupdict().items() if value is not None}
        printed = (
            _long_year(groups["y"]) if "y" in groups else _long_year(groups["s"]) if "s" in groups else year
        )
        if printed is None:
            continue
        try:
            found = make(groups, printed)
        except (ValueError, KeyError):
            continue
        if found[0] <= found[1]:
            return found
    return None


_COARSE: Final = (DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR)


_DAYS: Final = re.compile(r"^(\d{4}-\d\d-\d\d)[-–—](\d{4}-\d\d-\d\d)$")
"""Two days parted by the sign that stands inside them too."""
_OF_MONTH: Final = re.compile(r"(?:den )?\d{1,2}\.?")
"""A day that borrows its month from the other end of the stretch."""


def _whole(text: str, year: int | None) -> _Stretch | None:
    """A point in time, or a stretch between two, one of which may borrow its year from the other."""
    found = _point(text, year)
    if found is not None:
        return found
    text = _NUMBERED.sub(r"\1 \2 - \1 \3", text)
    text = _DAYS.sub(r"\1 - \2", text)
    # What stands between blanks parts before a bare hyphen does: "2023-01-01 - 2023-12-31".
    for match in sorted(_BETWEEN.finditer(text), key=lambda m: len(m.group()) < 2):
        left, right = text[: match.start()].strip(" ,"), text[match.end() :].strip(" ,")
        left, right = _FILLER.sub("", left) or left, _FILLER.sub("", right) or right
        if not right or not (_IS_POINT.fullmatch(left) or _OF_MONTH.fullmatch(left)):
            continue
        last = _whole(right, year)
        first = _point(left, last[1].year if last else year)
        if last is None and first is not None:
            last = _whole(right, first[0].year)
        if last is not None and first is None and _OF_MONTH.fullmatch(left) and last[2] is DatePrecision.DAY:
            number = int(re.sub(r"\D", "", left))
            first = _day(last[0].year, last[0].month, number) if 0 < number <= last[0].day else None
        if first is None or last is None:
            continue
        if first[0] > last[1] and first[0].year == last[1].year and not re.search(r"(?:19|20)\d\d", left):
            first = _point(left, last[1].year - 1)  # "november - mars 2024" begins the year before
        if first is not None and first[0] <= last[1]:
            return first[0], last[1], max(first[2], last[2], key=_COARSE.index)
    return None


@lru_cache(maxsize=1 << 11)
def parse_range(text: str, year: int | None = None) -> DateRange | None:
    """The date or stretch of time that the whole of `text` is, or None.

    A day gives itself as start and end. Quarters, tertials, terms and seasons have the precision of a month.

    Args:
        text: A cell or phrase; a full stop, parentheses and words as "under" around the date do no harm.
        year: What stands for a year that is not printed; without it such dates are None.
    """
    text = fold(text).strip(" .,;:()[]*")
    text = re.sub(r" ?/ ?(?=\d)", "/", text)
    if not text or len(text) > 80 or not (any(c.isdigit() for c in text) or year):
        return None
    found = _whole(text, year)
    if found is not None:
        return DateRange(found[0].isoformat(), found[1].isoformat(), found[2])
    if (match := _BEFORE.match(text)) and not _UNTIL.match(text):
        found = _whole(_FILLER.sub("", text[match.end() :]), year)
        return found and DateRange("", (found[0] - timedelta(days=1)).isoformat(), found[2])
    if (match := _UNTIL.match(text)) and (found := _whole(text[match.end() :], year)):
        return DateRange("", found[1].isoformat(), found[2])
    if (match := _SINCE.match(text)) and (found := _whole(_ONWARDS.sub("", text[match.end() :]), year)):
        return DateRange(found[0].isoformat(), "", found[2])
    if (match := _ONWARDS.search(text)) and (found := _whole(_FILLER.sub("", text[: match.start()]), year)):
        return DateRange(found[0].isoformat(), "", found[2])
    if (match := _FILLER.match(text)) and match.end() < len(text):
        return parse_range(text[match.end() :], year)
    return None


def is_day(text: str) -> bool:
    """Whether the whole of a text is one day: `2022-05-14`, `14 maj 2022`, `220514`."""
    found = parse_range(text) if len(text) <= LONGEST_DAY and any(map(str.isdigit, text)) else None
    return found is not None and found.precision is DatePrecision.DAY and found.start == found.end


LONGEST_DAY: Final = 20
"""Characters."""


_FLAT: Final = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-") | dict.fromkeys("\u00a0\u202f\u2009", " ")
)


_IN_TEXT: Final = re.compile(
    r"(?<![\w/:.,-])(?:(?:senast|före|innan|till och med|t\.o\.m\.|från och med|fr\.o\.m\.)(?: den)? )?"
    rf"(?P<first>{_ANY_POINT})(?: ?(?:-|till och med|till|t\.o\.m\.) ?{_ANY_POINT})?(?![\w/-]|[.:,]\d)",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(
    r" ?(?:%|kr\b|kronor|tkr|mkr|mnkr|kkr|st\b|stycken|personer|elever|platser|timmar|barn\b|ton\b|meter|km\b"
    r"|kvm|procent)",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    r"(?:\bper|\bden|datum:?|daterad|från|till|\btom|t\.o\.m\.|senast|före|-)\s*$", re.IGNORECASE
)


def find_dates(text: str, year: int | None = None) -> Iterator[FoundDate]:
    """The dates and stretches of time inside a running text, left to right, with their places.

    Six figures are a date only after a word that says so ("per 220831"). A number that is counted ("2023 kr")
    and a reference number ("KS 2022/123") are none.

    Args:
        text: A paragraph.
        year: What stands for a year that is not printed; without it such dates are left out.
    """
    flat = text.translate(_FLAT)
    for match in _IN_TEXT.finditer(flat):
        printed = match.group()
        bare = len(printed) == 6 and printed.isdigit() and printed != flat.strip()
        if (bare and not _DATED.search(flat[: match.start()][-20:])) or _COUNTED.match(flat, match.end()):
            continue
        for group in (0, "first"):
            found = parse_range(match[group], year)
            if found is not None:
                yield FoundDate(match.start(group), match.end(group), found)
                break
