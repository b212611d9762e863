"""By when an entry is to be done: what its title or its only date says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from tertial.records import Entry
from tertial.swedish.dates import DateRange, find_dates
from tertial.vocabulary import DatePrecision, Kind

_BY: Final = re.compile(
    r"\b(?:senast (?:(?:den|i|under|vid|till) )?"
    r"|(?:senast|före|vid|innan|till) (?:utgången|slutet) av (?:år )?)",
    re.IGNORECASE,
)


def _due(title: str) -> DateRange | None:
    """By when a title says that it is to be done: `senast den 31 mars 2020`, `före utgången av 2018`."""
    for by in _BY.finditer(title):
        found = next(find_dates(title[by.end() :]), None)
        if found is not None and found.start == 0 and found.range.end:
            return found.range
    return None


def with_deadline(entry: Entry) -> Entry:
    """An entry without its start where its only date is a year: an uppdrag is to be done before its end.

    One without any date is to be done by when its title says.
    """
    due = None if entry.end_date else _due(entry.title)
    if due is not None:
        return replace(entry, end_date=due.end, date_precision=due.precision)
    of_year = entry.date_precision is DatePrecision.YEAR and entry.start_date[:4] == entry.end_date[:4]
    return replace(entry, start_date="") if of_year and entry.kind is Kind.UPPDRAG else entry
