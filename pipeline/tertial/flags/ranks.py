"""Ranks in running text, held against a column: who has most, second most or least of what a table counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tertial.flags.claim_words import direction, pattern, places
from tertial.flags.near_rows import NearRow, NearTable, alike, named
from tertial.flags.series import YEAR
from tertial.flags.wrong import as_printed
from tertial.swedish.words import words
from tertial.vocabulary import Verdict

_FEWEST: Final = 3
"""A rank among fewer rows is none that is told as one."""
_TARGET: Final = re.compile(r"mål|riktvärde|budget|plan", re.IGNORECASE)
_AMONG: Final = re.compile(r"\b(?:inom|bland|hos|av|i|på|för|under)\s+(\w+)", re.IGNORECASE)
_DEVIATION: Final = re.compile(r"avvik|differens|resultat|\+/-", re.IGNORECASE)
_MEASURE: Final = re.compile(r"%|\b(?:antal|andel|procent|kostnad|tkr|mnkr)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a sentence says of a row's rank, and what the table gives."""

    start: int
    """Where the word that ranks begins."""
    place: int
    """From the top; from the bottom where it is negative."""
    actual: int
    verdict: Verdict
    table: NearTable
    row: NearRow
    column: str
    tried: str


def ranked(sentence: str, tables: Sequence[NearTable], text: str) -> Ranked | None:
    """The one rank that a sentence states of one row; None where it states none that the tables can tell.

    Nothing is told of ranks in time (`den högsta sedan 2014`), of changes, or where it is not plain which
    column is meant: it is wrong only where it holds in none of them.
    """
    found = list(places(sentence))
    if len(found) != 1 or direction(sentence) or pattern("elsewhere").search(sentence):
        return None
    (start, end, place), spoken = found[0], words(sentence)
    if pattern("unranked").search(sentence):
        return None
    rows = named(spoken, tables)
    if len(rows) != 1:
        return None
    table, row = rows[0]
    peers = [one for one in table.rows if not one.total]
    if len(peers) < _FEWEST or any(_MEASURE.search(one.name) or one.unit != row.unit for one in peers):
        return None
    sign = -1 if pattern("under").search(sentence) else 1
    columns = _columns(sentence, spoken, table, peers)
    if not columns:
        return None
    orders = {column: _order(peers, column, sign if place > 0 else -sign) for column in columns}
    fits = [column for column in columns if row.name in _at(orders[column], column, abs(place))]
    column = columns[-1]
    if fits:
        verdict = Verdict.STAMMER if column in fits else Verdict.OKLART
        column = fits[-1]
    else:
        verdict = Verdict.OKLART if _among_some(sentence, table, row) else Verdict.STAMMER_INTE
    order = orders[column]
    actual = 1 + sum(_before(one, row, column, order) for one in order)
    word = sentence[start:end].lower()
    holder = order[abs(place) - 1]
    tried = (
        f"Texten anger {word} för ”{row.name}”; tabellen ”{table.name}” har på raden ”{row.name}”"
        f" {as_printed(row.figures[column], text)} ({column}), plats {actual}"
        f" {'uppifrån' if place > 0 else 'nedifrån'} av {len(order)}"
    )
    if verdict is Verdict.STAMMER_INTE:
        tried += f"; rätt vore ”{holder.name}” med {as_printed(holder.figures[column], text)}"
    return Ranked(start, place, actual, verdict, table, row, column, f"{tried}.")


def _among_some(sentence: str, table: NearTable, row: NearRow) -> bool:
    """Whether a rank is one among some of the rows only: största gruppen inom myndighetsutövningen."""
    known = [*words(row.name), *words(table.name), *table.topic]
    return any(
        not any(alike(match[1].lower(), word) for word in known) and not YEAR.fullmatch(match[1])
        for match in _AMONG.finditer(sentence)
    )


def _columns(sentence: str, spoken: Sequence[str], table: NearTable, peers: Sequence[NearRow]) -> list[str]:
    """The columns that a sentence can mean, the likeliest last; none where it does not say what is ranked."""
    shared = [c for c in peers[0].numbers if all(c in one.numbers for one in peers)]
    if pattern("over").search(sentence) or pattern("under").search(sentence):
        return [column for column in shared if _DEVIATION.search(column)][:1]
    shared = [c for c in shared if not _TARGET.search(c) and all(one.numbers[c] >= 0 for one in peers)]
    told = [word for word in spoken if len(word) > 3]
    if not any(alike(word, other) for word in table.topic for other in told):
        return []
    years = set(YEAR.findall(sentence))
    if years:
        return [column for column in shared if years & set(YEAR.findall(column))]
    if all(YEAR.search(column) for column in shared):
        return sorted(shared, key=lambda column: max(YEAR.findall(column)))
    own = [c for c in shared if any(alike(w, other) for w in words(c) if len(w) > 3 for other in told)]
    return own if len(own) == 1 else shared if len(shared) == 1 else []


def _order(peers: Sequence[NearRow], column: str, sign: int) -> list[NearRow]:
    return sorted(peers, key=lambda one: -sign * one.numbers[column])


def _at(order: Sequence[NearRow], column: str, place: int) -> set[str]:
    """The rows at a place, all that have the same number."""
    if place > len(order):
        return set()
    number = order[place - 1].numbers[column]
    return {one.name for one in order if one.numbers[column] == number}


def _before(one: NearRow, row: NearRow, column: str, order: Sequence[NearRow]) -> bool:
    """Whether a row stands before another, and has another number."""
    return one.numbers[column] != row.numbers[column] and order.index(one) < order.index(row)
