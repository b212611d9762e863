"""Figures that a sentence gives for a row by name: what it deviates by, and what it changed from and to.

Only what can mean one row is judged: the row is named in full, or one of the two figures stands in it and
the sentence says what its table counts. A figure that stands anywhere beside is let pass.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from tertial.flags.series import MONEY, NUMBER, VAGUE, said, sentences, shown_number, value
from tertial.flags.wrong import Wrong, from_to, message, with_unit
from tertial.records import Figure
from tertial.swedish.words import words
from tertial.vocabulary import ClaimKind

_OVER: Final = r"(?:underskott|överskott|överskrid\w*|underskrid\w*|avvik\w*|minus|plus)"
_UNIT: Final = "|".join(sorted(MONEY))
_DEVIATES: Final = re.compile(
    rf"\b{_OVER}\b[^.;:]{{0,40}}?{NUMBER}\s*({_UNIT})\b|{NUMBER}\s*({_UNIT})\s(?:i\s)?{_OVER}\b",
    re.IGNORECASE,
)
_DEVIATION: Final = re.compile(r"avvikelse|differens|skillnad|över-?/underskott|\+/-", re.IGNORECASE)
_CHANGED: Final = re.compile(
    rf"\bfrån\s+{NUMBER}(?:\s*[\w%]+)?(?:\s+(?:år\s+)?(?:19|20)\d\d)?\s+till\s+{NUMBER}(?!\d)",
    re.IGNORECASE,
)
_ELSEWHEN: Final = re.compile(
    r"\b(?:förra|föregående|i fjol|fjolår\w*|tidigare|i april|i mars|delår\w*|budgetera\w*)\b", re.IGNORECASE
)
CLAUSES: Final = re.compile(r"(?<=[a-zåäö0-9]),? (?:medan|men|och att|samt att)\b|;")
THOUSANDS: Final = {
    "kr": 0.001, "kronor": 0.001, "tkr": 1.0, "mkr": 1000.0, "mnkr": 1000.0, "miljoner": 1000.0,
}  # fmt: skip
_FAR: Final = 0.5
"""A deviation farther than this from the table's is one of something else."""
_NEAR: Final = 0.3
"""The same for what a row changed to."""
_LONG: Final = 100
"""A whole number below this may stand anywhere by chance."""


def spoken(figures: Sequence[Figure], text: str) -> Iterator[Wrong]:
    """The sentences whose deviation or change the tables contradict, in the order of the text."""
    rows: dict[tuple[str, str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        rows[figure.table, figure.group, figure.row].append(figure)
    several = list(rows.values())
    for sentence in sentences(figures, text) if several else ():
        found = _deviation(sentence, several, text) or _change(sentence, several, text)
        if found is not None:
            yield found


def _deviation(sentence: str, rows: Sequence[Sequence[Figure]], text: str) -> Wrong | None:
    for clause in CLAUSES.split(sentence):
        told = list(_DEVIATES.finditer(clause))
        if len(told) != 1 or _ELSEWHEN.search(clause) or VAGUE.search(clause[: _begin(told[0])]):
            continue
        whole, decimals, unit = _parts(told[0])
        scale = THOUSANDS.get(unit.lower(), 0.0)
        number = value(whole, decimals) * scale
        margin = (0.5 * 10.0 ** -len(decimals or "") + 1e-6) * scale
        named = [row for row in rows if _named(row[0].row, clause[: _begin(told[0])])]
        named = named or [row for row in rows if _named(row[0].row, clause)]
        given = [(f, _thousands(f)) for row in named for f in row if _DEVIATION.search(f.column)]
        if len(named) != 1 or not number or len(given) != 1 or given[0][1] is None:
            continue
        deviates = abs(given[0][1])
        if not deviates or abs(number - deviates) > _FAR * max(number, deviates):
            continue
        table = given[0][0].table
        beside = (_thousands(figure) for row in rows for figure in row if figure.table == table)
        if all(one is None or abs(abs(one) - number) > margin for one in beside):
            row, right = given[0]
            return Wrong(
                sentence=sentence,
                value=value(whole, decimals),
                unit=unit.lower(),
                kind=ClaimKind.AVVIKELSE,
                table=_called(row),
                row=row.row,
                columns=(row.column,),
                stated=(right or 0.0) / scale,
                message=message(
                    f"{shown_number(whole, decimals)} {unit}",
                    _called(row),
                    row.row,
                    ((row.column, row),),
                    text,
                    f"rätt vore {with_unit(row, text).lstrip('-–−')}",
                ),
            )
    return None


def _called(figure: Figure) -> str:
    return f"{figure.table} {figure.group}".strip()


def _change(sentence: str, rows: Sequence[Sequence[Figure]], text: str) -> Wrong | None:
    told = list(_CHANGED.finditer(sentence))
    if len(told) != 1:
        return None
    first_whole, first_decimals, last_whole, last_decimals = told[0].groups()
    first, last = value(first_whole, first_decimals), value(last_whole, last_decimals)
    if (not first_decimals and first < _LONG) or first == last:
        return None
    words_said = said(sentence)
    by_table: dict[tuple[str, str], set[float]] = defaultdict(set)
    for row in rows:
        by_table[row[0].table, row[0].group] |= {abs(figure.value) for figure in row}
    for row in rows:
        values = {abs(figure.value) for figure in row}
        if not _about(row[0], words_said):
            continue
        for one, other in ((first, last), (last, first)):
            if one in values and all(other not in numbers for numbers in by_table.values()):
                rest = [number for number in values - {one} if abs(number - other) <= _NEAR * number]
                alone = sum(any(abs(figure.value) == one for figure in each) for each in rows) == 1
                if rest and alone:
                    right = min(
                        (f for f in row if abs(f.value) in rest), key=lambda f: abs(abs(f.value) - other)
                    )
                    shown = (
                        shown_number(first_whole, first_decimals),
                        shown_number(last_whole, last_decimals),
                    )
                    return from_to(
                        sentence,
                        shown,
                        "first" if other == first else "last",
                        right,
                        tuple((figure.column, figure) for figure in row),
                        (_called(row[0]), row[0].row),
                        text,
                    )
    return None


def _parts(match: re.Match[str]) -> tuple[str, str, str]:
    groups = match.groups()
    return groups[:3] if groups[0] else groups[3:]  # type: ignore[return-value]


def _begin(match: re.Match[str]) -> int:
    return match.start(1) if match[1] else match.start(4)


def _thousands(figure: Figure) -> float | None:
    """A figure in thousands of kronor; None where it is no money."""
    unit = figure.unit or next((word for word in words(figure.table) if word in THOUSANDS), "")
    scale = THOUSANDS.get(unit.lower())
    return None if scale is None else figure.value * scale


def _named(name: str, clause: str) -> bool:
    """Whether a clause has all words of a row's name, the genitive aside."""
    spoken_words = {word.removesuffix("s") for word in words(clause)}
    named = [word.removesuffix("s") for word in words(name)]
    return bool(named) and len(name) > 3 and all(word in spoken_words for word in named)


def _about(figure: Figure, spoken_words: frozenset[str]) -> bool:
    """Whether a sentence says what a table counts, or names a row."""
    own = {word for word in words(f"{figure.row} {figure.table} {figure.group}") if len(word) > 4}
    return any(
        word.startswith(mine[:-2]) or mine.startswith(word[:-2]) for mine in own for word in spoken_words
    )
