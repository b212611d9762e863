"""Figures in running text, each held against the rows that it can mean: it fits, does not, or is unclear.

Every reading that the words allow is tried: a value, a difference, a share. What fits one is right; what fits
none is wrong, but only where the row is named, and the text about the table otherwise agrees with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from tertial.document import Span
from tertial.flags.claim_words import Quantity, direction, pattern, quantities
from tertial.flags.figures import printed
from tertial.flags.near_rows import NearRow, NearTable, NearTables, alike, named, named_in_full
from tertial.flags.ranks import ranked
from tertial.flags.series import MONEY, YEAR
from tertial.flags.spoken import THOUSANDS
from tertial.flags.wrong import as_printed, change, message
from tertial.records import Claim, Figure
from tertial.swedish.sentences import LONGEST, split
from tertial.swedish.words import words
from tertial.vocabulary import ClaimKind, Verdict

_BREAK: Final = re.compile(r",\s(?!\d)|;\s|\s(?=(?:och|men|medan|samt|alltså)\s)")
_TARGET: Final = re.compile(r"mål|riktvärde", re.IGNORECASE)
_POINTS: Final = ("procentenhet", "procentenheter")
_WHOLE: Final = re.compile(
    r"\b(?:total\w*|samman\w*|samlad\w*|hela|kommunen\w*|nämnder\w*|alla|allt|invånare|folkmängd\w*|"
    r"underskott\w*|budget\w*|planerad)\b",
    re.IGNORECASE,
)
_FAR: Final = 0.6
"""What lies farther from every reading than this share of it is a figure of something else."""
_FAR_CHANGE: Final = 0.8
"""The same for a change, a share or a deviation."""
_FROM: Final = re.compile(r"\bfrån\b.*\btill\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number that a table gives, and how."""

    kind: ClaimKind
    value: float
    columns: tuple[str, ...]
    fitting: bool = True
    """Whether it is of the years, and goes the way, that the words say."""
    rest: bool = False
    """What is left of a whole; told as what would be right only where there is nothing else."""


def tested(document_id: str, figures: Sequence[Figure], text: str) -> Iterator[Claim]:
    """The figures around tables that could be tested, in the order of the text."""
    if not figures:
        return
    near = NearTables(figures, text)
    for n, line in enumerate(near.lines):
        if n in near.inside or not line.strip() or len(line) > 20 * LONGEST:
            continue
        around = near.around(n)
        if not around:
            continue
        offset = near.starts[n]
        for cell in re.finditer(r"[^\t]+", line):
            paragraph = _Paragraph(document_id, around, text)
            for start, end in split(cell.group()):
                if end - start <= LONGEST:
                    at = offset + cell.start() + start
                    paragraph.read(cell.group()[start:end], at)
            yield from paragraph.settled()


class _Paragraph:
    """What a paragraph says of the tables around it."""

    def __init__(self, document_id: str, tables: Sequence[NearTable], text: str) -> None:
        self._document_id = document_id
        self._text = text
        self._tables = tables
        self._found: list[tuple[Claim, bool]] = []
        self._table: NearTable | None = None
        self._row: NearRow | None = None

    def settled(self) -> Iterator[Claim]:
        """Its claims; a wrong one stands only beside what shows that the table is meant."""
        borne_out = {claim.table for claim, _ in self._found if claim.verdict is Verdict.STAMMER}
        seen: set[int] = set()
        for claim, sure in sorted(self._found, key=lambda one: (one[0].span.start, one[0].kind == "rang")):
            if claim.span.start in seen:
                continue
            seen.add(claim.span.start)
            if claim.verdict is Verdict.STAMMER_INTE and not (sure or claim.table in borne_out):
                claim = replace(claim, verdict=Verdict.OKLART)
            yield claim

    def read(self, sentence: str, at: int) -> None:
        """Tries the figures of a sentence that begins at such a place in the text."""
        told = quantities(sentence)
        self._rank(sentence, at, figures=bool(told))
        if not told:
            self._remember(named(words(sentence), self._tables))
            return
        whole = named(words(_without(sentence, 0, told)), self._tables)
        rows: list[tuple[NearTable, NearRow]] = []
        up = 0
        for start, end, own in _clauses(sentence, told):
            clause = sentence[start:end]
            here = named(words(_without(clause, start, own)), self._tables)
            rows = here or rows or (whole if start == 0 and len(own) == len(told) else [])
            up = direction(clause) or up
            self._remember(rows)
            claim = self._judge(sentence, clause, own, rows, up, named_here=bool(here))
            if claim is not None:
                found, sure = claim
                span = Span(at + start, at + end)
                self._found.append((replace(found, claim=clause, span=span), sure))

    def _rank(self, sentence: str, at: int, *, figures: bool) -> None:
        """Tries the rank that a sentence states; beside figures only from the word that ranks on."""
        found = ranked(sentence, self._tables, self._text)
        start = found.start if found is not None and figures else 0
        if found is None or (figures and not start):
            return
        cut = _BREAK.search(sentence, found.start) if figures else None
        end = cut.start() if cut is not None else len(sentence)
        claim = Claim(
            document_id=self._document_id,
            item_id="",
            claim=sentence[start:end],
            span=Span(at + start, at + end),
            kind=ClaimKind.RANG,
            verdict=found.verdict,
            claimed=abs(found.place),
            unit="",
            stated=found.actual,
            table=found.table.name,
            row=found.row.name,
            columns=found.column,
            tried=found.tried,
        )
        self._found.append((claim, True))

    def _remember(self, rows: Sequence[tuple[NearTable, NearRow]]) -> None:
        if len(rows) == 1:
            self._table, self._row = rows[0]

    def _totals(self, clause: str) -> list[tuple[NearTable, NearRow]]:
        """The rows of sums that a clause can mean."""
        spoken = [word for word in words(clause) if len(word) > 3]
        totals = []
        for table in self._tables:
            about = _WHOLE.search(clause) or any(alike(w, s) for w in table.topic for s in spoken)
            if table.total is not None and (about or table is self._table):
                totals.append((table, table.total))
        return totals

    def _judge(
        self,
        sentence: str,
        clause: str,
        told: Sequence[Quantity],
        rows: Sequence[tuple[NearTable, NearRow]],
        up: int,
        *,
        named_here: bool,
    ) -> tuple[Claim, bool] | None:
        years = YEAR.findall(clause) or YEAR.findall(sentence)
        said_here = bool(YEAR.findall(clause)) or not years
        best: list[tuple[Verdict, Quantity, NearTable, NearRow, _Reading]] = []
        for quantity in told:
            candidates = [(t, r, True) for t, r in rows]
            candidates += [(t, r, False) for t, r in self._totals(clause)]
            if not candidates and self._table is not None and self._row is not None:
                candidates = [(self._table, self._row, False)]
            tried = []
            for table, row, is_named in candidates:
                readings = list(_readings(quantity, clause, row, table, years if len(told) == 1 else (), up))
                tried += [
                    (*_verdict(quantity, reading, row, is_named and said_here), table, row, reading)
                    for reading in readings
                ]
            if not tried:
                continue
            right = [one for one in tried if one[0] is Verdict.STAMMER]
            half = [one for one in tried if one[0] is Verdict.OKLART]
            if right:
                _, _, table, row, reading = min(right, key=lambda one: one[1])
                best.append((Verdict.STAMMER, quantity, table, row, reading))
                continue
            pool = [one for one in (half or tried) if any(one[3] is row for _, row in rows)]
            if not pool:
                continue
            _, _, table, row, reading = min(pool, key=lambda one: (one[4].rest, one[1]))
            distance = min(one[1] for one in pool)
            if half or distance > (_FAR if reading.kind is ClaimKind.NIVA else _FAR_CHANGE):
                verdict = Verdict.OKLART
                if not half:
                    continue
            else:
                verdict = Verdict.STAMMER_INTE
            best.append((verdict, quantity, table, row, reading))
        if not best:
            return None
        order = (Verdict.STAMMER_INTE, Verdict.STAMMER, Verdict.OKLART)
        verdict, quantity, table, row, reading = min(best, key=lambda one: order.index(one[0]))
        if verdict is Verdict.STAMMER:
            self._table, self._row = table, row
        spoken = [word for word in words(sentence) if len(word) > 3]
        sure = any(alike(w, s) for w in table.topic for s in spoken) or quantity.fits(
            reading.value, 1 / _scale(quantity, row, reading.kind)
        )
        sure = sure or any(one[0] is Verdict.STAMMER and one[3] is row for one in best)
        if verdict is Verdict.STAMMER_INTE and not (
            named_here and len(rows) == 1 and _meant(quantity, clause, sentence, row, reading, up)
        ):
            verdict = Verdict.OKLART
        stated = reading.value / _scale(quantity, row, reading.kind)
        said = " ".join(sentence[quantity.start : quantity.end].split())
        claim = Claim(
            document_id=self._document_id,
            item_id="",
            claim=clause,
            span=Span(0, 0),
            kind=reading.kind,
            verdict=verdict,
            claimed=round(quantity.value, 4),
            unit=quantity.unit if quantity.unit in (*MONEY, *_POINTS, "procent") else "",
            stated=round(stated, 4),
            table=table.name,
            row=row.name,
            columns=";".join(reading.columns),
            tried=(
                _told_wrong(said, quantity, stated, reading, table, row, self._text)
                if verdict is Verdict.STAMMER_INTE
                else f"{reading.kind.value.capitalize()} {said} i texten mot"
                f" {_told(reading, stated, row, self._text)} ur tabellen"
                f" ({row.name}: {' och '.join(reading.columns)})."
            ),
        )
        return claim, sure


def _told(reading: _Reading, stated: float, row: NearRow, text: str) -> str:
    """The number of a reading: as the cell has it, or as it is reckoned."""
    cell = row.figures.get(reading.columns[0])
    if reading.kind is ClaimKind.NIVA and cell is not None and stated == reading.value:
        return as_printed(cell, text)
    return printed(round(stated, 2))


def _told_wrong(
    said: str, quantity: Quantity, stated: float, reading: _Reading, table: NearTable, row: NearRow, text: str
) -> str:
    """What a wrong figure is held against and what would be right, for a message."""
    columns = [column for column in reading.columns if column in row.figures]
    cells = tuple((column, row.figures[column]) for column in columns)
    unit = (
        "procent"
        if quantity.unit == "procent"
        else quantity.unit
        if quantity.unit in (*MONEY, *_POINTS)
        else ""
    )
    if reading.kind in (ClaimKind.FORANDRING, ClaimKind.FORANDRING_I_PROCENT):
        right = f"rätt vore {change(stated, unit)}"
    elif reading.kind is ClaimKind.ANDEL:
        right = f"rätt vore {printed(round(stated, 1))} procent"
    elif reading.fitting:
        right = f"rätt vore {_told(reading, stated, row, text)} {unit}".rstrip()
    else:
        cells = tuple(row.figures.items())
        right = f"{_told(reading, stated, row, text)} är talet för {columns[0] or 'en annan kolumn'}"
    return message(said, table.name, row.name, cells or tuple(row.figures.items()), text, right)


def _meant(quantity: Quantity, clause: str, sentence: str, row: NearRow, reading: _Reading, up: int) -> bool:
    """Whether a figure is plainly one of a row, so that it is wrong where the row gives another."""
    spoken = words(clause)
    if pattern("elsewhere").search(sentence) or not named_in_full(row.name, spoken):
        return False
    if reading.kind is ClaimKind.ANDEL:
        columns = [word for column in row.numbers for word in words(column) if len(word) > 3]
        shares = any("%" in column or "andel" in column.lower() for column in row.numbers)
        return not up and (shares or any(alike(word, other) for word in columns for other in spoken))
    if reading.kind is ClaimKind.NIVA:
        counted = words(f"{row.name} {row.table} {' '.join(row.numbers)}")
        return (
            quantity.unit in MONEY
            or quantity.unit == "procent"
            or any(alike(quantity.unit, word) for word in counted)
        )
    return True


def _without(clause: str, start: int, told: Sequence[Quantity]) -> str:
    """A part of a sentence without its figures, whose digits could name a row."""
    for one in told:
        clause = clause[: one.start - start] + " " * (one.end - one.start) + clause[one.end - start :]
    return clause


def _clauses(sentence: str, told: Sequence[Quantity]) -> Iterator[tuple[int, int, list[Quantity]]]:
    """The parts of a sentence that have figures; one without goes with the next."""
    cuts = [0, *(m.end() for m in _BREAK.finditer(sentence)), len(sentence)]
    start = 0
    for end in cuts[1:]:
        own = [q for q in told if start <= q.start < end]
        if own:
            clause = sentence[start:end]
            skipped = re.match(r"(?:och|men|medan|samt|alltså|vilket)\s+", clause)
            begin = start + (skipped.end() if skipped and skipped.end() + start <= own[0].start else 0)
            yield begin, begin + len(sentence[begin:end].rstrip(" ,;")), own
            start = end


def _scale(quantity: Quantity, row: NearRow, kind: ClaimKind) -> float:
    """How much of the row's unit one of the text's is."""
    if (
        quantity.unit in MONEY
        and row.money
        and kind in (ClaimKind.NIVA, ClaimKind.FORANDRING, ClaimKind.AVVIKELSE)
    ):
        return THOUSANDS.get(quantity.unit, row.money) / row.money
    return 1.0


def _verdict(quantity: Quantity, reading: _Reading, row: NearRow, is_named: bool) -> tuple[Verdict, float]:
    scale = 1 / _scale(quantity, row, reading.kind)
    given = abs(reading.value) * scale
    distance = abs(given - quantity.value) / max(given, quantity.value, 1e-9)
    if quantity.fits(reading.value, scale):
        return (
            Verdict.STAMMER if reading.fitting else Verdict.STAMMER_INTE if is_named else Verdict.OKLART
        ), distance
    if quantity.fits(reading.value, scale, 0.05):
        return Verdict.OKLART, distance
    return Verdict.STAMMER_INTE, distance


def _readings(
    quantity: Quantity, clause: str, row: NearRow, table: NearTable, years: Sequence[str], up: int
) -> Iterator[_Reading]:
    """What a row gives for a figure, by each reading that its unit and the words allow."""
    if quantity.unit in MONEY and row.money is None:
        return
    percent = quantity.unit == "procent"
    if row.percent and not percent and quantity.unit not in _POINTS:
        return
    ends = _FROM.search(clause) is not None and quantity.least == quantity.most
    changing = (up != 0 or quantity.relative or pattern("gone").search(clause) is not None) and not ends
    if percent and not row.percent:
        if changing:
            yield from _changes(row, years, up, relative=True)
        if not quantity.relative:
            yield from _shares(row, table, years)
        return
    if percent and quantity.relative:
        return
    deviating = _deviating(clause)
    if changing or quantity.unit in _POINTS:
        yield from _changes(row, years, up, relative=False)
    if quantity.unit in _POINTS:
        return
    if deviating or pattern("apart").search(clause):
        yield from _deviations(row, deviating)
        if deviating:
            return
    aimed = re.search(r"mål", clause, re.IGNORECASE) is not None
    same = pattern("same").search(clause) is not None
    previous: float | None = None
    for column, number in row.numbers.items():
        dated = set(YEAR.findall(column))
        meant = not (dated and years) or bool(dated & set(years))
        if same and previous is not None and not _TARGET.search(column):
            meant = meant and number == previous
        previous = number
        if aimed or not (row.timed and _TARGET.search(column)):
            yield _Reading(ClaimKind.NIVA, number, (column,), meant)


def _deviating(clause: str) -> int:
    return bool(pattern("over").search(clause)) - bool(pattern("under").search(clause))


def _deviations(row: NearRow, sign: int) -> Iterator[_Reading]:
    own = [
        (c, n)
        for c, n in row.numbers.items()
        if re.search(r"avvik|differens|resultat|\+/-", c, re.IGNORECASE)
    ]
    for column, number in own:
        yield _Reading(ClaimKind.AVVIKELSE, number, (column,), not sign or sign * number >= 0)
    if not own and len(row.numbers) == 2:
        (a, x), (b, y) = row.numbers.items()
        yield _Reading(ClaimKind.AVVIKELSE, x - y, (a, b))


def _changes(row: NearRow, years: Sequence[str], up: int, *, relative: bool) -> Iterator[_Reading]:
    kind = ClaimKind.FORANDRING_I_PROCENT if relative else ClaimKind.FORANDRING
    timed = row.timed or [(c, n) for c, n in row.numbers.items() if re.search(r"\d{4}", c)]
    for (a, x), (b, y) in combinations(timed, 2):
        change = 100 * (y - x) / x if relative and x else y - x
        ends = set(YEAR.findall(a)) | set(YEAR.findall(b))
        way = not up or not change or (change > 0) == (up > 0)
        yield _Reading(kind, change, (a, b), way and (not years or bool(ends & set(years))))
    if not relative:
        for target in row.targets:
            for column, number in timed:
                yield _Reading(kind, number - target, (column, "mål"))


def _shares(row: NearRow, table: NearTable, years: Sequence[str]) -> Iterator[_Reading]:
    """The share of a row in the total, of a column in another, of what changed in all that changed."""
    total = table.total
    for column, number in row.numbers.items():
        whole = total.numbers.get(column) if total is not None and total is not row else None
        if "%" in column or "andel" in column.lower():
            yield _Reading(ClaimKind.ANDEL, number, (column,))
        elif whole and (not years or not YEAR.search(column) or set(YEAR.findall(column)) & set(years)):
            yield _Reading(ClaimKind.ANDEL, 100 * number / whole, (column,))
    if total is not None and total is not row and row.timed and total.timed:
        for (a, x), (b, y) in combinations(row.timed, 2):
            whole = total.numbers.get(b, 0.0) - total.numbers.get(a, 0.0)
            if whole:
                yield _Reading(ClaimKind.ANDEL, 100 * (y - x) / whole, (a, b))
    if not row.timed:
        for (a, x), (b, y) in combinations(row.numbers.items(), 2):
            if x and y and "%" not in a + b:
                least, most = sorted((abs(x), abs(y)))
                yield _Reading(ClaimKind.ANDEL, 100 * least / most, (a, b))
                yield _Reading(ClaimKind.ANDEL, 100 * (most - least) / most, (a, b), rest=True)
