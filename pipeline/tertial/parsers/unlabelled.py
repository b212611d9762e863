"""Cards without labels: small tables of one form, in which a cell is what it is by its place alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Table
from tertial.parsers.cells import title_of
from tertial.parsers.details import take_cells, take_value
from tertial.parsers.found import Found, titled
from tertial.parsers.roles import Role, label
from tertial.parsers.rows import PARSER
from tertial.parsers.titles import like_title
from tertial.parsers.values import by_values, is_prose, value_of
from tertial.records import Passage
from tertial.swedish.dates import parse_range
from tertial.swedish.numbers import parse_number
from tertial.swedish.words import fold

FEWEST = 3
"""Fewer cards in one form are no regularity."""
MOST_CELLS = 9
MOST = 0.6
"""Share of the cards in which a place must hold the same kind of thing."""
FULL = 0.8
"""Share of the cards whose titles must be titles, and no others' too."""
SURE = 0.9
LONGEST_NUMBER = 10

Form = tuple[tuple[int, int, int, int], ...]
"""Row, column, width and height of each cell."""


@dataclass(frozen=True, slots=True)
class _Card:
    table: Table
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]


def unlabelled(
    document: Document, register: Register, tables: Iterable[Table], *, named: bool = True
) -> dict[int, Found]:
    """The item of each table that is such a card, by table index; empty where no form recurs.

    Args:
        named: The document calls itself a follow-up; where it does not, each card must tell a status.
    """
    by_form: dict[Form, list[_Card]] = defaultdict(list)
    for table in tables:
        cells = tuple(cell for row in table.rows for cell in row)
        if table.width > 1 and 2 <= len(cells) <= MOST_CELLS:
            form = tuple((cell.row, cell.column, cell.columns, cell.rows) for cell in cells)
            by_form[form].append(_Card(table, cells, tuple(cell.text for cell in cells)))
    found: dict[int, Found] = {}
    for cards in by_form.values():
        roles = _roles(cards, register) if len(cards) >= FEWEST else {}
        if not named and "status" not in {role.name for role in roles.values()}:
            continue
        found |= {card.table.index: _item(document, register, card, roles) for card in cards if roles}
    return found


def _item(document: Document, register: Register, card: _Card, roles: dict[int, Role]) -> Found:
    at = next(c for c, role in roles.items() if role.name == "title")
    title, span, description = title_of(document, card.cells[at], register)
    found = titled(title, span, card.table.span, PARSER)
    found.content.passages += [Passage(span=s, role="description") for s in description]
    for c, role in roles.items():
        cell = card.cells[c]
        if c == at or not len(cell.span):
            continue
        if label(card.texts[c]) is not None:
            take_cells(document, register, [cell], found)
        else:
            take_value(document, register, role, "", cell, "", found)
    return found


def _roles(cards: Sequence[_Card], register: Register) -> dict[int, Role]:
    """What each place of the cards holds; empty where these are no cards of items."""
    rows = [[_value(text) for text in card.texts] for card in cards]
    places = range(len(rows[0]))
    columns = [[row[c] for row in rows if row[c]] for c in places]
    if any(_is_label(texts, register) for texts in columns):
        return {}
    figures = [sum(parse_number(text) is not None for text in texts) > MOST * len(texts) for texts in columns]
    roles = by_values(rows, len(places), cache(lambda text: value_of(text, register)))
    for c in places:
        labels = [found.role for card in cards if (found := label(card.texts[c])) is not None]
        if len(labels) >= MOST * max(1, len(columns[c])):
            roles[c] = labels[0]
        elif c not in roles and _are_numbers(columns[c]):
            roles[c] = Role("number", None, 1)
    if sum(figures[c] and c not in roles for c in places):
        return {}
    titles = {
        c: sum(map(like_title, columns[c])) / len(cards)
        for c in places
        if c not in roles and _are_titles(columns[c], len(cards))
    }
    best = max(titles, key=lambda c: (round(titles[c], 1), -c), default=None)
    if best is None:
        return {}
    rest = [c for c in places if c != best and c not in roles and columns[c]]
    named = {role.name for role in roles.values()}
    leads = not any(columns[c] and c not in roles for c in places[:best])
    given = bool(named & {"responsible", "number"})
    sure = "status" in named or (bool(rest) and leads and given and titles[best] >= SURE)
    if not sure:
        return {}
    roles |= {c: Role("comment" if c > best or is_prose(rows, c) else "description", None, 1) for c in rest}
    roles[best] = Role("title", None, 1)
    return roles


def _is_label(texts: Sequence[str], register: Register) -> bool:
    """Whether a place holds the same words in most cards, and these are a name and no value."""
    said = [
        fold(text) for text in texts if sum(map(str.isalpha, text)) > 1 and text.rstrip()[-1:] not in ".!"
    ]
    most = max(map(said.count, said), default=0)
    valued = sum(value_of(text, register) is not None for text in texts)
    return most >= max(FEWEST, MOST * len(texts)) and valued < MOST * len(texts)


def _value(text: str) -> str:
    """What stands after a label: of `Ansvar: Socialnämnden` the board."""
    found = label(text)
    return text[found.value_start :] if found is not None else text


def _are_numbers(texts: Sequence[str]) -> bool:
    """Whether a place numbers the cards: each short and another, and bare figures rise by one."""
    short = [
        len(text) <= LONGEST_NUMBER and any(map(str.isdigit, text)) and parse_range(text) is None
        for text in texts
    ]
    bare = [int(text.strip(" .")) for text in texts if text.strip(" .").isdecimal()]
    rising = all(after - before == 1 for before, after in pairwise(bare))
    return rising and len(set(texts)) == len(texts) and sum(short) >= FULL * len(texts) > 0


def _are_titles(texts: Sequence[str], n_cards: int) -> bool:
    """Whether most cards have words of a title there, each its own."""
    worded = [
        sum(map(str.isalpha, text)) >= 8 and like_title(text.replace("\n", " ")) > 0.5 for text in texts
    ]
    stated = sum(wording.leading(text) is not None for text in texts)
    told = sum(text.rstrip()[-1:] in (".", "!") and like_title(text) < SURE for text in texts)
    return (
        sum(worded) >= FULL * n_cards
        and len(set(map(fold, texts))) >= FULL * n_cards
        and max(stated, told) < 0.5 * len(texts)
    )
