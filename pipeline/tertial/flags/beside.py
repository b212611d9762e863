"""What a paragraph beside a table says of it, and the table does not: a level, a change, from what to what.

A sentence is held against a table where it stands next to it or speaks of "tabellen". It must name one row,
by its words or as the board that the row is about, or the total; a number that the table gives in any way,
as a value, a difference or a sum, is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from tertial.boards import Register
from tertial.flags.around import Lines, Table, tables
from tertial.flags.series import MONEY, NUMBER, VAGUE, YEAR, shown_number, value
from tertial.flags.spoken import CLAUSES, THOUSANDS
from tertial.flags.wrong import Wrong, change, from_to, message, with_unit
from tertial.records import Figure
from tertial.swedish.words import words
from tertial.vocabulary import ClaimKind

_FEW: Final = 10
"""In a report with more tables than these a sentence elsewhere may mean any."""
_CLAUSES: Final = re.compile(rf"{CLAUSES.pattern}|, (?:vilket|som|och)\b")
_COMPARES: Final = re.compile(
    r"\b(?:mer|fler|färre|mindre|skillnad\w*|högre|lägre|mellan|än)\b", re.IGNORECASE
)
_WHOLE: Final = re.compile(
    r"\b(?:total\w*|samman(?:lag|tag)\w*|summa\w*|hela kommunen|kommunen (?:som helhet|totalt)|"
    r"för kommunen|alla tillsammans)\b",
    re.IGNORECASE,
)
_WHOLE_ROW: Final = re.compile(r"total\w*|summa|samtliga|(?:hela )?kommunen(?: totalt)?", re.IGNORECASE)
_TARGET: Final = re.compile(r"mål|budget|plan|ram\b|prognos", re.IGNORECASE)
_OTHERS: Final = re.compile(
    r"\b(?:riket|länet|rikssnitt\w*|mål(?:et|värde\w*|sättning\w*)?|budget\w*|kostar|gräns\w*|jämförbara"
    r"|varav|däribland|per|ska|skall|bör|måste|högst \d+|minst \d+)\b",
    re.IGNORECASE,
)
_FROM: Final = re.compile(
    rf"\bfrån\s+{NUMBER}(?:\s*(?!år\b)[\w%]+)?(?:\s+(?:år\s+)?((?:19|20)\d\d))?\s+till\s+{NUMBER}"
    rf"(?!\d|[.:]\d|[ \u00a0]\d{{3}})(?:\s*(?!år\b)[\w%]+)?(?:\s+(?:år\s+)?((?:19|20)\d\d))?",
    re.IGNORECASE,
)
_BY: Final = re.compile(
    rf"\b(?:öka|stig|steg|väx|ökning|minsk|sjunk|sjönk|avta|gått (?:ned|ner|upp)|fall|för(?:bättr|sämr|kort))"
    rf"\w*[^.;:0-9]{{0,60}}?"
    rf"\bmed\s+{NUMBER}\s*(%|[a-zåäö]+)?",
    re.IGNORECASE,
)
_LEVEL: Final = re.compile(rf"(?<![\d,.(§:/–-]){NUMBER}(?![\d.,:/)–-]*\d|\))\s*(%|[a-zåäö]+)?")
_PERCENT: Final = ("%", "procent")
_POINTS: Final = ("procentenhet", "procentenheter")
_PLAIN: Final = frozenset(
    {"", "i", "och", "under", "mot", "jämfört", "vid", "för", "av", "år", "st", "stycken"}
)
"""What follows a number that counts what the table counts."""
_FAR: Final = 0.5
"""A level farther than this from the row's is one of something else."""


def beside(figures: Sequence[Figure], text: str, register: Register | None = None) -> Iterator[Wrong]:
    """The sentences next to a table that say what it does not, in the order of the tables."""
    every = list(tables(figures, text))
    lines = Lines(text) if every else None
    for table in every:
        for sentence in lines.near(table, alone=len(every) <= _FEW) if lines else ():
            for clause in _CLAUSES.split(sentence):
                wrong = _judged(clause, table, register, text)
                # Of rows by one name in several groups a clause may mean any.
                if wrong is not None and all(
                    _judged(clause, other, register, text)
                    for other in every
                    if other.caption == table.caption and _row(clause, other, register) is not None
                ):
                    yield replace(wrong, sentence=sentence)
                    break


def _judged(clause: str, table: Table, register: Register | None, text: str) -> Wrong | None:
    """What speaks against a clause; None where nothing does, or nothing can be told."""
    named = _row(clause, table, register)
    if named is None or _OTHERS.search(clause):
        return None
    row = table.rows[named]
    columns, pool = _columns(clause, row, table)
    if not columns:
        return None
    told = _FROM.search(clause)
    if told is not None:
        return _from_to(told, clause, (table.label, named), row, text)
    told = _BY.search(clause)
    if told is not None:
        return _by(told, clause, named, row, table, text)
    return _level(clause, named, [(column, row[column]) for column in columns], pool, table, text)


def _row(clause: str, table: Table, register: Register | None) -> str | None:
    """The one row that a clause names: by most of its words, as a board, or else the total."""
    spoken = words(clause)
    shares = {name: _share(name, spoken) for name in table.rows if not _WHOLE_ROW.fullmatch(name.strip())}
    best = max(shares.values(), default=0.0)
    named = [name for name, share in shares.items() if share == best and share >= 0.5]
    if not named and register is not None:
        boards = {mention.board for mention in register.mentions(clause)}
        resolved = {name: register.resolve(name) for name in shares} if boards else {}
        named = [name for name, board in resolved.items() if board is not None and board.name in boards]
    if named:
        return named[0] if len(named) == 1 else None
    totals = [name for name in table.rows if _WHOLE_ROW.fullmatch(name.strip()) or _is_total(table, name)]
    if len(totals) != 1 or not (_WHOLE.search(clause) or _says_what(clause, table)):
        return None
    return totals[0]


def _is_total(table: Table, name: str) -> bool:
    return any(figure.total for figure in table.rows[name].values()) and name in table.rows


def _share(name: str, spoken: Sequence[str]) -> float:
    """How many of the words of a row's name a clause has, inflected or not."""
    own = [word for word in words(re.sub(r"\(.*?\)", "", name)) if len(word) > 3 or len(words(name)) == 1]
    return sum(any(_alike(mine, word) for word in spoken) for mine in own) / len(own) if own else 0.0


def _alike(one: str, other: str) -> bool:
    """Two forms of a word; a short one only with its genitive."""
    if min(len(one), len(other)) < 5:
        return one.removesuffix("s") == other.removesuffix("s")
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shared = min(len(one), len(other)) if shared is None else shared
    return shared >= max(4, min(len(one), len(other)) - 2) and abs(len(one) - len(other)) <= 4


def _says_what(clause: str, table: Table) -> bool:
    """Whether a clause says what the table counts, or names one of its columns."""
    own = [word for word in words(f"{table.name} {' '.join(table.columns)}") if len(word) > 4]
    return any(_alike(mine, word) for mine in own for word in words(clause) if len(word) > 4)


def _columns(clause: str, row: dict[str, Figure], table: Table) -> tuple[list[str], list[float]]:
    """The columns that a clause means, of the years or words it has, else those that are no targets.

    And the numbers among which the one it gives is looked for.
    """
    years = set(YEAR.findall(clause))
    if years:
        dated = [column for column in row if years & set(YEAR.findall(column))]
        return dated, [*table.among(dated), *(figure.value for figure in row.values())]
    own = [word for word in words(clause) if len(word) > 4]
    shares = {column: _share(column, own) for column in row}
    best = max(shares.values(), default=0.0)
    if best:
        meant = [column for column, share in shares.items() if share == best]
        return meant, table.among(meant)
    others = [column for column in row if not _TARGET.search(column)]
    return others, table.among([column for column in table.columns if not _TARGET.search(column)])


def _from_to(
    told: re.Match[str], clause: str, names: tuple[str, str], row: dict[str, Figure], text: str
) -> Wrong | None:
    one, other = _number(told[1], told[2]), _number(told[4], told[5])
    given = [figure.value for figure in row.values()]
    has = [any(_same(number, each) for each in given) for number in (one, other)]
    if sum(has) != 1 or one[0] == other[0]:
        return None
    wrong, kept = (other, one) if has[0] else (one, other)
    if not any(_close(wrong[0], each) for each in given):
        return None
    rest = [figure for figure in row.values() if not _same(kept, figure.value)]
    right = min(rest or row.values(), key=lambda figure: abs(abs(figure.value) - wrong[0]))
    shown = shown_number(told[1], told[2]), shown_number(told[4], told[5])
    return from_to(clause, shown, "last" if has[0] else "first", right, tuple(row.items()), names, text)


def _by(
    told: re.Match[str], clause: str, named: str, row: dict[str, Figure], table: Table, text: str
) -> Wrong | None:
    """A change that no two columns of the row give, where the row has numbers of two times."""
    number, unit = _number(told[1], told[2]), (told[3] or "").lower()
    stated = number[0]
    timed = [(column, f) for column, f in row.items() if not _TARGET.search(column)]
    if len(timed) < 2 or VAGUE.search(clause[: told.start(1)]) or unit == "gånger":
        return None
    every = [figure.value for figure in row.values()]
    pairs = [(a, b) for a, b in combinations(every, 2)]
    differences = [abs(a - b) for a, b in pairs]
    if unit in _POINTS:
        if not _in_percent(named, row, table):
            return None
        possible, margin = [*differences, *every], 0.5
    elif unit in _PERCENT:
        pairs += [(a + c, b + d) for a, b in pairs for c, d in _pairs(table, named)]
        shares = [100 * abs(a - b) / abs(base) for a, b in pairs for base in (a, b) if base]
        possible, margin = [*shares, *differences], 1.0
    else:
        scale = _scale(unit, named, table)
        if scale is None:
            return None
        number = (number[0] * scale, number[1])
        possible, margin = [*differences, *map(abs, table.among(table.columns))], 0.5 * max(scale, 1.0)
    if any(abs(number[0] - each) <= margin * 10.0 ** -number[1] + 1e-6 for each in possible):
        return None
    if unit not in _PERCENT and any(_same(number, each) for each in _derived(table, named, clause)):
        return None
    unit = "procent" if unit in _PERCENT else unit if unit in (*_POINTS, *MONEY) else ""
    percent = unit == "procent"
    ways = [
        (100 * (b.value - a.value) / abs(a.value) if percent else b.value - a.value, (x, y))
        for (x, a), (y, b) in combinations(timed, 2)
        if a.value or not percent
    ]
    right, columns = min(ways, key=lambda way: abs(abs(way[0]) - number[0]), default=(0.0, ("", "")))
    scaled = right / (_scale(unit, named, table) or 1.0) if unit in MONEY else right
    return Wrong(
        sentence=clause,
        value=stated,
        unit=unit,
        kind=ClaimKind.FORANDRING_I_PROCENT if percent else ClaimKind.FORANDRING,
        table=table.label,
        row=named,
        columns=columns,
        stated=scaled,
        message=message(
            f"en ändring med {shown_number(told[1], told[2])} {unit}".rstrip(),
            table.label,
            named,
            tuple(timed),
            text,
            f"rätt vore {change(scaled, unit, 1 if percent else 2)} ({columns[0]} till {columns[1]})",
        ),
    )


def _in_percent(named: str, row: dict[str, Figure], table: Table) -> bool:
    about = f"{table.name} {named} {' '.join(f'{f.column} {f.unit}' for f in row.values())}".lower()
    return "%" in about or "procent" in about or "andel" in about


def _pairs(table: Table, named: str) -> Iterator[tuple[float, float]]:
    """The numbers of two columns in each other row: a sentence may speak of two rows together."""
    for name, row in table.rows.items():
        if name != named:
            yield from combinations([figure.value for figure in row.values()], 2)


def _level(
    clause: str,
    named: str,
    cells: Sequence[tuple[str, Figure]],
    pool: Sequence[float],
    table: Table,
    text: str,
) -> Wrong | None:
    meant = [figure for _, figure in cells]
    found = []
    for told in _LEVEL.finditer(clause):
        number, unit = _number(told[1], told[2]), (told[3] or "").lower()
        if (not number[1] and YEAR.fullmatch(told[1])) or VAGUE.search(clause[: told.start()]):
            continue
        found.append((number, unit, shown_number(told[1], told[2])))
    if len(found) != 1:
        return None
    number, unit, shown = found[0]
    stated = number[0]
    about = f"{table.name} {named} {' '.join(f.column for f in meant)} {meant[0].unit}".lower()
    percent = "%" in about or "procent" in about or "andel" in about
    scale = 1.0 if percent else _scale(unit, named, table)
    if (unit in _PERCENT) != percent or scale is None:
        return None
    number = (number[0] * scale, number[1])
    margin = 0.5 * 10.0 ** -number[1] * max(scale, 1.0) + 1e-6
    if any(abs(number[0] - abs(each)) <= margin for each in (*pool, *_derived(table, named, clause))):
        return None
    given = [figure.value for figure in meant]
    if not any(_close(number[0], each) for each in given):
        return None
    unit = "procent" if unit in _PERCENT else unit if unit in MONEY else ""
    column, right = min(cells, key=lambda one: abs(abs(one[1].value) - number[0]))
    return Wrong(
        sentence=clause,
        value=stated,
        unit=unit,
        kind=ClaimKind.NIVA,
        table=table.label,
        row=named,
        columns=(column,),
        stated=right.value / scale,
        message=message(
            f"{shown} {unit}".rstrip(),
            table.label,
            named,
            tuple(cells),
            text,
            f"rätt vore {with_unit(right, text)}" + (f" ({column})" if len(cells) > 1 else ""),
        ),
    )


def _derived(table: Table, named: str, clause: str) -> Iterator[float]:
    """What the row or a column adds up to, and by how much two numbers of the row differ.

    Numbers of one column are compared only by a clause that says so.
    """
    columns = [table.among([column]) for column in table.columns]
    row = [figure.value for figure in table.rows[named].values()]
    yield from map(sum, (*columns, row))
    for several in (row, *(columns if _COMPARES.search(clause) else ())):
        yield from (a - b for a, b in combinations(several, 2))


def _scale(unit: str, named: str, table: Table) -> float | None:
    """What makes a number with a unit one of the table's; None where it counts something else."""
    if unit not in MONEY:
        return 1.0 if unit in _PLAIN or _counts(unit, named, table) else None
    printed_units = {figure.unit for figure in table.rows[named].values()}
    here = next((word for word in (*printed_units, *words(table.name)) if word in THOUSANDS), "")
    return THOUSANDS[unit] / THOUSANDS[here] if here and unit in THOUSANDS else None


def _counts(unit: str, named: str, table: Table) -> bool:
    """Whether the word after a number is one for what the table counts: timmar, of vikarietimmar."""
    own = words(f"{table.name} {named}")
    return any(_alike(unit, word) or (len(unit) > 4 and word.endswith(unit)) for word in own)


def _number(whole: str, decimals: str | None) -> tuple[float, int]:
    """A number, and with how many decimals it is given."""
    return value(whole, decimals), len(decimals or "")


def _same(number: tuple[float, int], each: float) -> bool:
    return abs(number[0] - abs(each)) <= 0.5 * 10.0 ** -number[1] + 1e-6


def _close(number: float, each: float) -> bool:
    return bool(each) and abs(number - abs(each)) <= max(_FAR * abs(each), 3 if abs(each) < 10 else 0)
