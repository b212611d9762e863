"""Tables of figures: a number for each row and column, in groups, with totals and units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import isclose

from tertial.document import Document, Table
from tertial.parsers.lines import is_separator
from tertial.parsers.outline import Line
from tertial.parsers.roles import column
from tertial.records import Figure
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import fold

_TOTAL = re.compile(
    r"^(?:del)?(?:summa|totalt?|totalsumma|summa totalt|netto(?:kostnad)?|resultat)\b", re.IGNORECASE
)
_UNIT_ONLY = re.compile(
    r"^\(?\s*(?:belopp\s+i\s+|i\s+|anges\s+i\s+)?(tkr|mnkr|mkr|kkr|kr|kronor|procent|%|antal|st)\s*\)?\.?$",
    re.IGNORECASE,
)
_NOT_FIGURES = frozenset({"responsible", "start", "end", "when", "decided", "number"})


def read_figures(document: Document, lines: Sequence[Line]) -> list[Figure]:
    """The figures of all tables whose cells are mostly numbers."""
    result: list[Figure] = []
    before: tuple[list[str], str] | None = None
    for n, line in enumerate(lines):
        if line.table is None:
            continue
        previous = next((other for other in reversed(lines[:n]) if not other.separator), None)
        goes_on = previous is not None and previous.table is not None
        caption, unit = _caption(lines[:n])
        figures, head = _read(document, line.table, caption, unit, before if goes_on else None)
        result += figures
        before = (head, caption) if figures else None
    return result


def _caption(above: Sequence[Line]) -> tuple[str, str]:
    """The nearest line above that names the table, and a unit that stands there."""
    unit = ""
    for line in reversed(above[-4:]):
        if line.table is not None:
            break
        if line.separator or line.text.isdigit() or sum(c.isalpha() for c in line.text) < 3:
            continue
        alone = _UNIT_ONLY.match(line.text)
        if alone is not None:
            unit = unit or alone.group(1)
            continue
        if len(line.text) > 200:
            break
        found = re.search(
            r"[(,]\s*(?:i\s+)?(tkr|mnkr|mkr|kkr|kr|procent|%|antal|st)\s*\)?\s*:?$", line.text, re.IGNORECASE
        )
        return line.text.strip(" :"), unit or (found.group(1) if found else "")
    heading = next((ln for ln in reversed(above) if ln.level), None)
    return (heading.text.strip(" :") if heading is not None else ""), unit


def _read(
    document: Document,
    table: Table,
    caption: str,
    unit: str,
    before: tuple[list[str], str] | None,
) -> tuple[list[Figure], list[str]]:
    rows = document.texts[table.index]
    grid = table.grid()
    start, names = _head(rows)
    if not names and before is not None and len(before[0]) == table.width:
        start, names, caption = 0, before[0], before[1]
    if not names:
        return [], []
    roles = [column(name) if name else None for name in names]
    numeric = [c for c in range(1, table.width) if _is_numeric(rows[start:], c) and names[c]]
    numeric = [
        c for c in numeric if roles[c] is None or (role := roles[c]) is None or role.name not in _NOT_FIGURES
    ]
    if not numeric or (len(numeric) == 1 and not _only_pairs(rows, start)):
        return [], []
    label_column = next(
        (c for c in range(table.width) if c not in numeric and _is_worded(rows[start:], c)), 0
    )
    result = []
    group = ""
    label = ""
    for r in range(start, len(rows)):
        row = rows[r]
        filled = [c for c, text in enumerate(row) if text and not is_separator(text)]
        if not filled:
            continue
        if not any(row[c] for c in numeric):
            if filled == [label_column] or len(filled) == 1:
                group = row[filled[0]].strip(" :").replace("\n", " ")
            continue
        if [fold(t) for t in row] == [fold(t) for t in names]:
            continue
        label = row[label_column].replace("\n", " ") or label
        for c in numeric:
            number = parse_number(row[c])
            cell = grid[r][c]
            if number is None or cell is None or not label:
                continue
            found_unit = number.unit or _unit_in(label) or _unit_in(names[c]) or unit
            result.append(
                Figure(
                    table=caption,
                    group=group,
                    row=label,
                    column=names[c],
                    value=number.value,
                    unit=found_unit,
                    span=cell.span,
                    total=_TOTAL.match(label.strip()) is not None,
                )
            )
    return [_of_all(figure, result) for figure in result], names


def _of_all(figure: Figure, figures: Sequence[Figure]) -> Figure:
    """A total without the group that it stands under where it adds up all groups, and not that one."""
    if not (figure.total and figure.group):
        return figure
    column = [other for other in figures if other.column == figure.column and not other.total]
    own = [other.value for other in column if other.group == figure.group]
    every = [other.value for other in column]
    sums_all = isclose(sum(every), figure.value, abs_tol=0.01)
    return replace(figure, group="") if sums_all and not isclose(sum(own), figure.value) else figure


def _unit_in(name: str) -> str:
    found = re.search(
        r"[(,]\s*(?:i\s+)?(tkr|mnkr|mkr|kkr|kr|procent|%|antal|st|personer|dagar)\s*\)?$", name, re.IGNORECASE
    )
    return found.group(1) if found is not None else ""


def _head(rows: list[list[str]]) -> tuple[int, list[str]]:
    """Where the body begins and the columns' names, from a first row that has more than one name."""
    for r, row in enumerate(rows[:3]):
        named = [t for t in row[1:] if t]
        if len(named) >= max(1, (len(row) - 1) // 2) and len(row) > 1:
            words = [t for t in named if _names_column(t)]
            if len(words) == len(named):
                return r + 1, [t.replace("\n", " ") for t in row]
            return 0, []
        if len(named) > 0:
            return 0, []
    return 0, []


_YEAR = re.compile(r"^(?:19|20)\d\d$|^(?:19|20)\d\d[-–/]\d{2,4}$")


def _names_column(text: str) -> bool:
    return _YEAR.match(text.strip()) is not None or (parse_number(text) is None and len(text) <= 60)


def _is_numeric(body: list[list[str]], c: int) -> bool:
    cells = [row[c] for row in body if row[c] and not is_separator(row[c])]
    return bool(cells) and sum(parse_number(t) is not None for t in cells) >= 0.7 * len(cells)


def _is_worded(body: list[list[str]], c: int) -> bool:
    return any(sum(ch.isalpha() for ch in row[c]) >= 2 for row in body)


def _only_pairs(rows: list[list[str]], start: int) -> bool:
    body = [row for row in rows[start:] if any(row)]
    return len(rows[0]) <= 4 and len(body) >= 2
