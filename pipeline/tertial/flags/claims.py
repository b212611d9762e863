"""Figures in the running text that the document's own table contradicts.

Only a change over named years, or a sum over them, is judged; and only where the sentence says which
figures it means. A change is let pass where it fits the table from the first year named, the year before,
or the table's own first year, in any row and group that can be meant: no flag is better than a false one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tertial.flags.figures import printed
from tertial.records import Figure, Flag
from tertial.swedish.sentences import split
from tertial.swedish.words import words
from tertial.vocabulary import FlagCode, Severity

_YEARS: Final = re.compile(
    r"((?:19|20)\d\d)\s*(?:-|–|—|till|fram till|och|tom|t\.o\.m\.)\s*(?:år\s+)?((?:19|20)\d\d)"
)
_NUMBER: Final = r"(\d{1,3}(?:[ \u00a0]\d{3})+|\d+)(?:,(\d+))?"
_UNIT: Final = r"\s*(%|procent\b|[a-zåäö]+)?"
_RISE: Final = re.compile(
    rf"\b(?:öka\w*|stig\w*|väx\w*|ökning\w*)\b[^.;]{{0,60}}?\bmed\s+(?:ca\.?\s+|cirka\s+|totalt\s+)?{_NUMBER}{_UNIT}"
)
_FALL: Final = re.compile(
    rf"\b(?:minsk\w*|sjunk\w*|avta\w*)\b[^.;]{{0,60}}?\bmed\s+(?:ca\.?\s+|cirka\s+|totalt\s+)?{_NUMBER}{_UNIT}"
)
_OTHER_UNITS: Final = frozenset(
    {"kronor", "kr", "tkr", "mkr", "mnkr", "miljoner", "miljarder", "procentenheter", "gånger", "år"}
)
_VAGUE: Final = re.compile(
    r"\b(?:ungefär|omkring|runt|drygt|knappt|nästan|närmare|minst|högst|över|under|upp till)\s*$"
)
_SHORTEST: Final = 5


@dataclass(frozen=True, slots=True)
class _Claim:
    """A change that a sentence states."""

    sentence: str
    first: int
    last: int
    value: float
    percent: bool
    decimals: int


Series = dict[int, float]


def claims(document_id: str, figures: Sequence[Figure], text: str) -> list[Flag]:
    """A flag for each change over years that no reading of the table bears out."""
    tables = _series(figures)
    if not tables:
        return []
    taken = [figure.span for figure in figures]
    first = min((span.start for span in taken), default=0)
    last = max((span.end for span in taken), default=0)
    found = []
    for start, sentence in _sentences(text):
        if first <= start < last:
            continue
        for claim in _claims(sentence):
            flag = _judge(document_id, claim, tables)
            if flag is not None:
                found.append(flag)
    return found


def _judge(document_id: str, claim: _Claim, tables: dict[tuple[str, str, str, bool], Series]) -> Flag | None:
    said = {word for word in words(claim.sentence) if len(word) >= _SHORTEST}
    spans = [one for one in tables.items() if claim.first in one[1] and claim.last in one[1]]
    meant = [(place, series) for place, series in spans if _names(place, said)]
    if not meant or any(_fits(claim, series) for _, series in spans):
        return None
    place, series = meant[0]
    tried = sorted({claim.first, claim.first - 1, min(series)} & set(series))
    bases = " och ".join(str(year) for year in tried)
    changes = " respektive ".join(printed(_change(claim, series, year)) for year in tried)
    unit = " procent" if claim.percent else ""
    where = place[2] if not place[3] else f"{place[1] or place[0]}, {place[2].lower()}"
    message = (
        f"Texten anger {printed(claim.value)}{unit} för {claim.first}–{claim.last},"
        f" men tabellen ger {changes}{unit} räknat från {bases} ({where})."
    )
    return Flag(
        document_id=document_id,
        item_id="",
        board="",
        code=FlagCode.CLAIM_MISMATCH,
        severity=Severity.INFO if len(meant) > 1 else Severity.WARNING,
        message=message,
        evidence=claim.sentence,
    )


def _series(figures: Sequence[Figure]) -> dict[tuple[str, str, str, bool], Series]:
    """The rows whose columns are years, by table, group and row."""
    found: dict[tuple[str, str, str, bool], Series] = defaultdict(dict)
    for figure in figures:
        if re.fullmatch(r"(?:19|20)\d\d", figure.column.strip()):
            found[figure.table, figure.group, figure.row, figure.total][int(figure.column)] = figure.value
    return {place: series for place, series in found.items() if len(series) > 1}


def _names(place: tuple[str, str, str, bool], said: set[str]) -> bool:
    """Whether a sentence says which figures it means: the group, and the row or that it is the total."""
    table, group, row, total = place
    subject = group or table
    if not _shares(subject, said):
        return False
    if total:
        return any(word.startswith(("total", "sammanlagt", "sammanlagd", "sammantag")) for word in said)
    return _shares(row, said)


def _shares(name: str, said: set[str]) -> bool:
    own = [word for word in words(name) if len(word) >= _SHORTEST]
    return any(word.startswith(mine[:-1]) or mine.startswith(word[:-1]) for mine in own for word in said)


def _fits(claim: _Claim, series: Series) -> bool:
    margin = 0.5 * 10.0**-claim.decimals + 1e-6
    if claim.percent:
        margin *= 2
    ends = [claim.last, max(series)]
    starts = {claim.first, claim.first - 1, claim.first + 1, min(series)} & set(series)
    changes = [_change(claim, series, start, end) for start in starts for end in ends if start < end]
    changes += _sums(claim, series)
    return any(abs(abs(change) - claim.value) <= margin for change in changes)


def _sums(claim: _Claim, series: Series) -> Iterator[float]:
    for start in (claim.first, claim.first - 1):
        yield sum(value for year, value in series.items() if start <= year <= claim.last)


def _change(claim: _Claim, series: Series, start: int, end: int | None = None) -> float:
    change = series[end if end is not None else claim.last] - series[start]
    if not claim.percent:
        return change
    return 100 * change / series[start] if series[start] else 0.0


def _claims(sentence: str) -> Iterator[_Claim]:
    """The changes that a sentence states with a number, where it names one span of years."""
    spans = _YEARS.findall(sentence)
    if len(spans) != 1:
        return
    first, last = (int(year) for year in spans[0])
    for pattern in (_RISE, _FALL):
        for found in pattern.finditer(sentence):
            whole, decimals, unit = found.groups()
            if (unit and unit.lower() in _OTHER_UNITS) or _VAGUE.search(sentence[: found.start(1)]):
                continue
            digits = re.sub(r"\D", "", whole)
            value = float(f"{digits}.{decimals}" if decimals else digits)
            percent = unit in ("%", "procent")
            if first < last and value != first:
                yield _Claim(sentence, first, last, value, percent, len(decimals or ""))


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    offset = 0
    for line in text.split("\n"):
        if any(character.isdigit() for character in line):
            for start, end in split(line):
                yield offset + start, line[start:end]
        offset += len(line) + 1
