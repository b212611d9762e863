"""The columns of a table without a known head: by statuses, boards or orders that stand in them."""

from __future__ import annotations

from collections.abc import Callable

from tertial.document import Table
from tertial.parsers.head import Head
from tertial.parsers.roles import Role, RoleName
from tertial.parsers.titles import like_title, split_number
from tertial.parsers.values import by_values, is_entitled, is_prose

SHORTEST_SENTENCE = 15
"""Characters of a cell that tells how an order goes."""


def by_content(table: Table, rows: list[list[str]], value: Callable[[str], RoleName | None]) -> Head | None:
    """Roles of the columns of a table without a head, where statuses or boards stand in a column."""
    body = [row for row in rows if sum(bool(t) for t in row) > 1]
    if len(body) < 2:
        return None
    roles: dict[int, Role] = {}
    values = by_values(rows, table.width, value)
    rest = []
    for c in range(table.width):
        cells = [row[c] for row in body if row[c]]
        if len(cells) < max(2, 0.4 * len(body)):
            rest.append(c)
            continue
        if c in values:
            roles[c] = values[c]
        elif sum(len(t) <= 6 and split_number(t + " x")[1] > 0 for t in cells) >= 0.6 * len(cells):
            roles[c] = Role("number", None, 1)
        else:
            rest.append(c)
    if not any(role.name == "status" for role in roles.values()):
        return None
    worded = [
        c
        for c in rest
        if sum(sum(ch.isalpha() for ch in row[c]) >= 8 for row in body) >= max(2, 0.6 * len(body))
    ]
    figures = all(role.weight == 1 for role in roles.values() if role.name == "status")
    if not worded or (figures and is_prose(body, worded[0])):
        return None
    roles[worded[0]] = Role("title", None, 1)
    for c in rest:
        if c > worded[0]:
            roles[c] = Role("comment", None, 1)
    return Head(roles, {}, 0, inferred=True)


def by_orders(rows: list[list[str]], table: Table, values: dict[int, Role]) -> Head | None:
    """Roles of the columns of a table of orders beside prose, boards or statuses, under any names.

    Args:
        values: What the columns are by the values in them.
    """
    body = [row for row in rows if sum(map(bool, row)) > 1]
    if len(body) < 2:
        return None
    named = all(
        len(text) <= 40 and text[-1:] not in ".!?" and like_title(text) < 0.9 for text in body[0] if text
    )
    told = body[1:] if named and len(body) > 2 else body
    order: dict[int, float] = {}
    prose: list[int] = []
    for c in range(table.width):
        cells = [row[c] for row in told if row[c]]
        if len(cells) < max(2, 0.6 * len(told)):
            continue
        titled = [like_title(text) >= 0.9 or is_entitled(text) for text in cells]
        order[c] = sum(titled) / len(cells)
        if sum(len(text) >= SHORTEST_SENTENCE and text.rstrip()[-1:] in ".!" for text in cells) >= 0.5 * len(
            cells
        ):
            prose.append(c)
    best = max(order, key=lambda c: order[c], default=None)
    numbered = best == 1 and all(0 < len(row[0]) <= 6 and split_number(row[0] + ". x")[1] for row in told)
    beside = numbered or any(
        role.name in ("status", "responsible") for c, role in values.items() if c != best
    )
    if best is None or order[best] < 0.6 or not (beside or any(c > best for c in prose)):
        return None
    roles = {c: Role("comment" if c > best else "description", None, 1) for c in prose}
    if beside:
        roles |= {c: Role("comment", None, 1) for c in range(best + 1, table.width)}
    roles |= values
    for c in range(best):
        if c not in roles and all(
            len(row[c]) <= 6 and split_number(row[c] + ". x")[1] for row in told if row[c]
        ):
            roles[c] = Role("number", None, 1)
    roles[best] = Role("title", None, 1)
    first = rows.index(body[0]) + 1 if told is not body else 0
    return Head(roles, dict(enumerate(body[0])) if first else {}, first, inferred=True)
