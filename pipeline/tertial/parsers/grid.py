"""The head of a table: what its columns are by their names, mended by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from tertial import wording
from tertial.boards import Register
from tertial.document import Document, Table
from tertial.parsers.head import Head
from tertial.parsers.headless import by_content, by_orders
from tertial.parsers.moments import foreseen, latest_only, when_of
from tertial.parsers.roles import Role, RoleName, column
from tertial.parsers.titles import like_title
from tertial.parsers.values import (
    answer_columns,
    by_values,
    code_columns,
    is_asked,
    is_prose,
    is_sign,
    is_worded_status,
    value_of,
)
from tertial.swedish.dates import parse_range
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import fold
from tertial.vocabulary import Kind, Status

GROUPED = 1.5
"""Rows that a cell takes on average in a column of groups, at least."""
LONGEST_NAME = 80
"""Characters of the name of a group."""
HEAD_ROWS = 4
"""A head stands within the first rows, after a caption or two at most."""


def head_of(document: Document, table: Table, register: Register, *, titles: bool) -> Head | None:
    """The head of a table, or None where neither its first rows nor its cells say what the columns are.

    Args:
        titles: Orders beside prose are uppdrag and what became of them, as the document follows them up.
    """
    rows = document.texts[table.index]
    best: Head | None = None
    value = cache(lambda text: value_of(text, register))  # each row but the last stands under another
    for n, row in enumerate(rows[:HEAD_ROWS]):
        below = rows[n + 1 :]
        if n and not below:
            break  # a head has rows under it
        values = by_values(below, table.width, value)
        found = _read_head(
            row, n, register, values, answer_columns(below, table.width), code_columns(below, table.width)
        )
        if found is None:
            continue
        named = len(best.roles) + len(best.boards) if best is not None else 0
        if best is None or len(found.roles) > named + 1 or _stands_over(best, found):
            best = found
    if best is None:
        return by_content(table, rows, value) or (
            by_orders(rows, table, by_values(rows, table.width, value)) if titles else None
        )
    best = _without_references(_without_titles(_second_row(best, rows, table), rows), rows)
    best = _without_numbers(best, rows)
    best = _with_deviations(foreseen(latest_only(best, rows), rows), rows)
    return _with_prose(_with_groups(_choose_title(best, rows), table, rows), rows)


def _stands_over(above: Head, head: Head) -> bool:
    """Whether a row only names the mål that the aktiviteter of the table are for, whose head stands lower."""
    named = sum(name != "?" for name in head.names.values())
    alone = sum(name != "?" for name in above.names.values()) == 1
    return alone and named > 1 and above.kind is Kind.MAL and head.kind is Kind.AKTIVITET


def _second_row(head: Head, rows: list[list[str]], table: Table) -> Head:
    """A head of two rows: names under a name across are its parts (`Status` over `T1`, `T2`)."""
    if head.rows >= len(rows):
        return head
    above = table.rows[head.rows - 1]
    across = {cell.column: cell for cell in above if cell.columns > 1 and cell.column in head.roles}
    under = {c: start for start, cell in across.items() for c in range(start, start + cell.columns)}
    filled = [c for c, text in enumerate(rows[head.rows]) if text]
    if len(filled) < 2 or any(c not in under or len(rows[head.rows][c]) > 30 for c in filled):
        return head
    roles, names = dict(head.roles), dict(head.names)
    for c in filled:
        roles[c] = head.roles[under[c]]
        names[c] = f"{head.names[under[c]]} {rows[head.rows][c]}"
    return replace(head, roles=roles, names=names, rows=head.rows + 1)


_REFERENCE = re.compile(r"§|(?<!\d)\d{6}(?!\d)|\d{4}-\d\d-\d\d")


def _without_references(head: Head, rows: list[list[str]]) -> Head:
    """A column called `Datum KF` or `Beslut` over dates and paragraphs holds neither answers nor titles."""
    roles, boards = dict(head.roles), dict(head.boards)
    for c, name in head.names.items():
        cells = [row[c] for row in rows[head.rows :] if row[c]]
        referring = sum(_REFERENCE.search(text) is not None and len(text) <= 40 for text in cells)
        if not cells or referring < 0.6 * len(cells):
            continue
        role = roles.get(c, _ANY)
        named = role.name == "title" and all(sum(map(str.isalpha, text)) <= 20 for text in cells)
        if c in boards or named or (role.name in ("when", "start") and _DECIDES.search(name)):
            boards.pop(c, None)
            roles[c] = Role("decided", None, 1)
    return replace(head, roles=roles, boards=boards)


def _without_titles(head: Head, rows: list[list[str]]) -> Head:
    """Where no column is named as one of titles, one of orders is none of decisions, whatever its name."""
    if head.has("title"):
        return head
    roles = dict(head.roles)
    for c, role in head.roles.items():
        cells = [row[c] for row in rows[head.rows :] if row[c]]
        words = sum(len(text.split()) >= 3 and not _REFERENCE.search(text) for text in cells)
        if role.name == "decided" and words >= 2 and words >= 0.8 * len(cells):
            del roles[c]  # `Beslutat av nämnden`
    return replace(head, roles=roles)


_ANY = Role("figure", None, 1)
_DECIDES = re.compile(r"\b(?:KF|KS|fullmäktige|beslut\w*|bifall\w*|antag\w*)\b", re.IGNORECASE)


def _read_head(
    row: list[str],
    n: int,
    register: Register,
    values: dict[int, Role],
    answered: frozenset[int],
    counted: frozenset[int],
) -> Head | None:
    """The head that a row is, or None for a row that names no columns.

    Args:
        values: What the columns are by the values under the row.
        answered: The columns of answers under the row; and those of numbers that are codes.
    """
    roles: dict[int, Role] = {}
    names: dict[int, str] = {}
    boards: dict[int, str] = {}
    filled = [(c, text) for c, text in enumerate(row) if text]
    alike = any(c in values and value_of(text, register) == values[c].name for c, text in filled)
    if alike and not _is_named(filled):
        if any(c in values and is_worded_status(text) for c, text in filled):
            return None  # the first of the rows, under no head
        values = {}
    for c, text in filled:
        line = wording.uncoded(text.replace("\n", " "))
        names[c] = line
        role = column(line)
        signs = sum(is_sign(other) for _, other in filled) >= 2
        if role is None and (
            (c in answered and is_asked(line))  # `Kom vi dit?` over yes and no
            or (len(line) <= 40 and wording.cell(line) is not None)
            or (signs and (is_sign(line) or wording.numbered(line, "", status=True) is not None))
            or (c in counted and wording.names_numbers(line))
        ):
            # A column for each status, with a cross in the one that holds (cases/tables/crosses).
            role = Role("status", None, 2)
        board = register.heading(line) if role is None and len(line) <= 60 else None
        if board is not None:
            boards[c] = board.name
        elif (
            (value := values.get(c)) is not None
            and len(line) <= 40
            and not (
                value.name == "status" and value.weight == 1 and role is None
            )  # `Prioritet` over figures
        ):
            role = _by_name_and_value(role, value)
        if role is not None:
            roles[c] = role
    for c, value in values.items():
        if value.name == "status" and c not in names and any(column(text) for _, text in filled):
            roles[c] = value  # signs under no name
    if len(roles) >= 3:
        for c, text in filled:
            # A caption run together with the name of its column (cases/tables/caption_in_head).
            role = column(text, longest=300) if c not in roles and len(text) > 60 else None
            if role is not None:
                roles[c] = role
    stages = [c for c in roles if c in values and roles[c] is values[c] and when_of(names.get(c, "")) is None]
    stages = [c for c in stages if roles[c].name == "status" and c in names]
    judged = {
        c for c, value in values.items() if value.name == "status" and column(names.get(c, "")) is not None
    }
    if (len(stages) > 1 or wording.elsewhere()) and any(
        roles[c].name == "status" for c in judged & roles.keys()
    ):
        # Steps of the work beside what is named as its status (cases/layouts: steps in columns).
        roles |= dict.fromkeys(stages, Role("description", None, 2))
    distinct = {role.name for role in roles.values()}
    if values and any(c not in roles and c not in boards for c, _ in filled):
        distinct.add("title")  # the name of the column of titles need not be known
    strong = sum(role.weight >= 2 for role in roles.values())
    if len(boards) >= 2 and len(filled) >= 3 and (roles or len(boards) == len(filled) - 1):
        return Head(roles, names, n + 1, boards)
    if len(distinct) < 2 or strong < 1 or any(len(t) > 120 and c not in roles for c, t in filled):
        return None
    if len(filled) == 2 and 0 in roles and 1 in roles and _is_pair(row):
        return None
    if len(roles) + len(boards) < 0.5 * len(filled) and len(roles) < 3:
        return None
    return Head(roles, names, n + 1, boards)


def _is_named(filled: list[tuple[int, str]]) -> bool:
    """Whether cells are a head that names its titles, though one of them is a status too: `Blir klart`."""
    named = (role for _, text in filled if (role := column(text)) is not None)
    return any(role.name == "title" and role.weight == _WHOLE for role in named)


_WHOLE = 3
"""The weight of a role that is told by the whole of a name."""


def _by_name_and_value(role: Role | None, value: Role) -> Role:
    """The role of a column whose values have one: its name's, unless they deny it (`Till` over boards)."""
    if role is None or (value.name == "responsible" and role.name in ("start", "end", "when", "area")):
        return value
    return role


def _is_pair(row: list[str]) -> bool:
    """A row such as `Status | Klart`: the second is a value although its words are a role's too."""
    return (
        wording.cell(row[1]) is not None
        and column(row[1]) is not None
        and fold(row[1]) not in ("status", "läge")
    )


def _without_numbers(head: Head, rows: list[list[str]]) -> Head:
    """A column of numbers or dates tells of no status, whatever its name, and one of statuses is one."""
    roles = dict(head.roles)
    for c, role in head.roles.items():
        cells = [row[c] for row in rows[head.rows :] if row[c]]
        named = head.names.get(c, "")
        others = any(other.name == "title" for n, other in roles.items() if n != c)
        asked = role.name in ("status", "forecast")
        numbers = sum(
            parse_number(t) is not None and wording.numbered(t, named, status=asked) is None for t in cells
        )
        dates = sum(
            len(t) <= 40
            and parse_range(t) is not None
            and wording.numbered(t, named, status=asked) is None
            and wording.cell(t) is None  # `klart 2024` under `Prognos`
            for t in cells
        )
        statuses = sum(wording.cell(t) is not None for t in cells)
        if role.name in ("status", "forecast") and cells and dates >= 0.6 * len(cells):
            begun = wording.cell(head.names[c])
            # `Klart` over dates is a deadline, `Påbörjat` a beginning.
            name: RoleName = "start" if begun and begun.assessment is Status.PAGAR else "end"
            roles[c] = replace(role, name=name)
        elif role.name in ("status", "forecast", "comment", "area") and cells and numbers >= 0.7 * len(cells):
            roles[c] = replace(role, name="figure")  # `Prognos 2020` in a budget
        elif role.name == "title" and others and cells and sum(map(_is_figure, cells)) >= 0.7 * len(cells):
            roles[c] = Role("figure", None, 2)  # `Mål 2022` over what is to be reached
        elif role.name == "title" and _beside_figures(roles) and 0.3 <= _unnamed(rows[head.rows :], c) < 1:
            roles[c] = replace(role, name="comment")  # `Åtgärder` in a table of the budget
        elif role.name == "figure" and cells and statuses >= 0.6 * len(cells):
            roles[c] = replace(role, name="status")  # `Utfall aug` over words
        elif role.name == "figure" and not head.has("status", "comment") and _told_in_words(cells):
            roles[c] = replace(role, name="status")  # `Löper på, 80 procent av lokalerna är klara`
    return replace(head, roles=roles)


def _beside_figures(roles: Mapping[int, Role]) -> bool:
    return sum(role.name == "figure" for role in roles.values()) > 1


def _unnamed(rows: Sequence[Sequence[str]], c: int) -> float:
    """Share of a column's cells that are empty or a dash, where all others are words; 0 where some count."""
    if any(any(map(str.isdigit, row[c])) for row in rows):
        return 0.0
    return sum(not any(map(str.isalpha, row[c])) for row in rows) / max(1, len(rows))


def _is_figure(text: str) -> bool:
    """Whether a cell is a figure with its unit or sign: `60 %`, `<210`."""
    return any(map(str.isdigit, text)) and sum(map(str.isalpha, text)) <= _UNIT


_UNIT = 6
"""Letters of a unit at most."""


def _told_in_words(cells: Sequence[str]) -> bool:
    """Whether the cells of a column tell how it went in words, some of them as a status."""
    worded = sum(sum(map(str.isalpha, text)) >= _WORDED for text in cells)
    return len(cells) >= 2 and worded >= 0.8 * len(cells) and any(map(wording.cell, cells))


_WORDED = 8
"""Letters of a cell that is more than a figure with its unit."""
_STRAYS = re.compile(r"(?:avvikelse|avviker|tids?plan)\b")
_SIGN = re.compile(r"\[[^\]\n]+\]|[^\w\s]{1,3}|ja|nej")


def _with_deviations(head: Head, rows: list[list[str]]) -> Head:
    """A column `Avvikelse` of colours, answers or words tells how the plan is kept, of figures not."""
    roles = dict(head.roles)
    for c, role in head.roles.items():
        cells = [fold(row[c]) for row in rows[head.rows :] if row[c]]
        if role.name not in ("figure", "when") or not _STRAYS.match(fold(head.names.get(c, ""))):
            continue
        if cells and all(_SIGN.fullmatch(t) or wording.cell(t) is not None for t in cells):
            roles[c] = Role("status", None, 2)
    return replace(head, roles=roles)


def _with_prose(head: Head, rows: list[list[str]]) -> Head:
    """Columns of sentences are comments, whatever they are called: `Vad nämnden säger`."""
    roles = dict(head.roles)
    body = rows[head.rows :]
    for c in range(len(rows[0])):
        if c in roles or c in head.boards or head.title is None:
            continue
        if is_prose(body, c):
            roles[c] = Role("comment", None, 1)
    return replace(head, roles=roles)


def _with_groups(head: Head, table: Table, rows: list[list[str]]) -> Head:
    """A column of names before the titles, merged over rows, holds areas, whatever it is called."""
    if head.title is None or head.has("area"):
        return head
    roles = dict(head.roles)
    for c in range(head.title):
        cells = [cell for row in table.rows[head.rows :] for cell in row if cell.column == c]
        names = [rows[cell.row][c] for cell in cells if rows[cell.row][c]]
        over = sum(cell.rows for cell in cells)
        if c in roles or c in head.boards or len(names) < 2 or over < GROUPED * len(cells):
            continue
        worded = [sum(map(str.isalpha, name)) >= 4 and wording.cell(name) is None for name in names]
        if all(worded) and len(set(names)) == len(names) and max(map(len, names)) <= LONGEST_NAME:
            roles[c] = Role("area", None, 1)
            break
    return replace(head, roles=roles)


def _choose_title(head: Head, rows: list[list[str]]) -> Head:
    """One title column, the finest thing named; another becomes area, description or comment."""
    titles = {c: role for c, role in head.roles.items() if role.name == "title"}
    roles = dict(head.roles)
    if len(titles) > 1:
        strong = {c: r for c, r in titles.items() if r.weight > 1} or titles
        order = {Kind.UPPDRAG: 0, Kind.AKTIVITET: 1, Kind.MAL: 2, None: 3}
        kinds = {r.kind for r in strong.values()}
        if Kind.UPPDRAG in kinds:
            chosen = min(strong, key=lambda c: (order[strong[c].kind], c))
        elif Kind.AKTIVITET in kinds:
            chosen = min(c for c, r in strong.items() if r.kind is Kind.AKTIVITET)
        else:
            chosen = max(strong)
        for c, role in titles.items():
            if c == chosen:
                continue
            if role.kind is Kind.MAL or (c < chosen and role.weight > 1):
                roles[c] = replace(role, name="area")
            elif role.weight == 1:
                roles[c] = replace(role, name="decided")
            elif strong[chosen].kind is Kind.UPPDRAG:
                roles[c] = replace(role, name="comment")
            else:
                roles[c] = replace(role, name="description")
    if not titles and (roles.keys() or head.boards):
        at = _text_column(head, rows)
        at = _ordering_column(head, rows) if at is None else at
        if at is not None:
            roles[at] = Role("title", None, 1)
    return replace(head, roles=roles)


def _text_column(head: Head, rows: list[list[str]]) -> int | None:
    """The leftmost column without a role that is filled with words, not sentences, in most rows."""
    body = [row for row in rows[head.rows :] if sum(bool(t) for t in row) > 1]
    for c in range(len(rows[0])):
        if c in head.roles or c in head.boards or not body:
            continue
        cells = [row[c] for row in body if row[c]]
        worded = [t for t in cells if sum(ch.isalpha() for ch in t) >= 8 and wording.cell(t) is None]
        told = [t for t in cells if t.rstrip()[-1:] in ".!?" and like_title(t) < 0.9]
        if len(worded) >= 0.6 * len(body) and len(told) < 0.6 * len(cells):
            return c
    return None


def _ordering_column(head: Head, rows: list[list[str]]) -> int | None:
    """The column of orders among those whose names say that they describe or comment: `Text`."""
    for c, role in sorted(head.roles.items()):
        cells = [row[c] for row in rows[head.rows :] if row[c]]
        worded = sum(like_title(text.replace("\n", " ")) >= 0.9 for text in cells)
        if role.name in ("comment", "description") and len(cells) > 1 and worded >= 0.6 * len(cells):
            return c
    return None
