"""Tables in odd shapes as tables of rows: turned, cards one below the other, two columns run into one.

The text stays as it is and so do all spans; only the places of the blocks in their tables are others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tertial import wording
from tertial.boards import Register
from tertial.document import Block, Document, Place, Span, Table
from tertial.parsers.cells import LONGEST_TITLE
from tertial.parsers.decisions import decided
from tertial.parsers.moments import when_of
from tertial.parsers.over_values import laid_flat
from tertial.parsers.roles import of_card
from tertial.parsers.tabbed import in_columns
from tertial.parsers.titles import is_order, like_title
from tertial.swedish.sentences import split

FEWEST = 3
"""Fewer items, cells or cards in one form are no regularity."""
LONGEST_NAME = 80
"""Characters of what names a group of rows."""
FULL = 0.6
"""Share of their cells that rows fill on average under a name that stands once for them."""
SHORTEST_ACCOUNT = 60
"""Characters of a paragraph that tells of an order and its answer."""
LONGEST_NUMBER = 24
"""Characters of a number, a date or a paragraph of the minutes."""
ORDERS = 0.6
"""Share of the paragraphs that say that somebody was to do something."""
SHORTEST = 8
"""Characters of a title, and of what is told of it."""
WORDED = 0.8
"""Mean likeness to titles of the first sentences in a column at which they are titles."""
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]\n]{2,40})[)\]]\s*$")


def reshape(document: Document, register: Register) -> Document:
    """The document with a row for each item in tables that have another form; itself where none has."""
    return _filled(_shaped(in_columns(document), register))


def _shaped(document: Document, register: Register) -> Document:
    """With tables turned that are, a table for each card, and a column for each thing in a cell.

    Paragraphs that tell of orders beside their numbers stand outside tables.
    """
    made = laid_flat(document)
    parts: dict[int, list[int]] = {}
    for table in document.tables:
        if table.width == 1 or any(id(block) in made for block in _blocks(table)[:1]):
            continue
        rows = document.texts[table.index]
        if _is_turned(table, rows):
            made |= {
                id(block): [replace(block, place=_turned(block.place))]
                for block in _blocks(table)
                if block.place is not None
            }
        elif _is_account(rows, register):
            made |= {
                id(block): [replace(block, place=None)] if cell.column else []
                for row in table.rows
                for cell in row
                for block in cell.blocks
            }
        elif starts := _cards(rows):
            parts[table.index] = starts
        elif (c := _joined(document, table)) is not None:
            made |= _parted(document, table, c)
    if not made and not parts:
        return document
    return replace(document, blocks=tuple(_numbered(_replaced(document, made), parts)))


def _filled(document: Document) -> Document:
    """With the cells merged that name a group of rows once, over empty ones."""
    made: dict[int, list[Block]] = {}
    for table in document.tables:
        rows = document.texts[table.index] if table.width > 2 else []
        c, heights = next(((c, found) for c in range(2) if rows and (found := _grouped(rows, c))), (0, {}))
        for cell in (cell for row in table.rows if heights for cell in row if cell.column == c):
            for block in cell.blocks:
                if cell.row in heights and block.place is not None:
                    made[id(block)] = [replace(block, place=replace(block.place, rows=heights[cell.row]))]
                elif any(start < cell.row < start + height for start, height in heights.items()):
                    made[id(block)] = []
    return replace(document, blocks=tuple(_replaced(document, made))) if made else document


def _replaced(document: Document, made: Mapping[int, Sequence[Block]]) -> list[Block]:
    """The blocks with those that are made of them instead, by identity."""
    return [piece for block in document.blocks for piece in made.get(id(block), (block,))]


def _blocks(table: Table) -> list[Block]:
    return [block for row in table.rows for cell in row for block in cell.blocks]


def _turned(place: Place) -> Place:
    return Place(
        table=place.table,
        row=place.column,
        column=place.row,
        columns=place.rows,
        rows=place.columns,
        header=place.row == 0 and place.column == 0,
    )


LONGEST_TIME = 40
"""Characters of the name of a column that says when; what is longer says by when something is to be done."""


def _is_turned(table: Table, rows: Sequence[Sequence[str]]) -> bool:
    """Whether a column tells of each item: names stand in the first one, titles in the first row."""
    if table.width < 3 or len(rows) < 3:
        return False
    labels = [of_card(row[0]) for row in rows[1:] if row[0]]
    named = {role.name for role in labels if role is not None}
    first = of_card(rows[0][0]) if rows[0][0] else None
    if rows[0][0] and (first is None or first.name not in ("title", "number")):
        return False
    if (
        len(labels) < len(rows) - 1
        or labels.count(None) > 0.3 * len(labels)
        or not named & {"status", "comment"}
    ):
        return False
    titles = rows[0][1:]
    times = [text for text in titles if len(text) <= LONGEST_TIME and when_of(text) and not is_order(text)]
    if times or any(of_card(text) is not None for text in titles if text):
        return False
    told = [row[c] for row, role in zip(rows[1:], labels, strict=True) for c in range(1, table.width) if role]
    worded = sum(sum(map(str.isalpha, text)) >= 8 for text in titles)
    return all(titles) and worded >= 0.6 * len(titles) and sum(map(bool, told)) >= 0.6 * len(told)


def _is_account(rows: Sequence[Sequence[str]], register: Register) -> bool:
    """Whether the second of two columns is an account of what was ordered, beside numbers or dates alone."""
    if len(rows[0]) != 2:
        return False
    told = [row for row in rows if len(row[1]) >= SHORTEST_ACCOUNT]
    if len(told) < FEWEST or len(told) < WORDED * len(rows):
        return False
    beside = [row[0] for row in told]
    numbers = sum(len(text) <= LONGEST_NUMBER and not text.isalpha() for text in beside)
    orders = decided([row[1] for row in told], register, of_orders=True)
    return numbers == len(told) and sum(order is not None for order in orders) >= ORDERS * len(told)


def _cards(rows: Sequence[Sequence[str]]) -> list[int]:
    """The rows with which cards begin that stand one below the other: the same labels, again and again."""
    names = [row[0].rstrip(" :").casefold() for row in rows]
    roles = [of_card(name) if name else None for name in names]
    if (
        names.count(names[0]) < 2
        or roles.count(None) > 0.1 * len(roles)
        or not all(any(row[1:]) for row in rows)
    ):
        return []
    starts = [n for n, name in enumerate(names) if name == names[0]]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        held = [role.name for role in roles[start:end] if role is not None]
        if held.count("title") != 1 or not {"status", "comment", "forecast"} & set(held):
            return []
    return starts


def _grouped(rows: Sequence[Sequence[str]], c: int) -> dict[int, int]:
    """The rows whose cell in column `c` holds for the empty ones below, and for how many rows; else none.

    Text that was taken out of a table has lost which cells were merged. Each name stands once, and the rows
    without one are as full as the others.
    """
    width = len(rows[0])
    names = [row[c] for row in rows[1:] if row[c]]
    empty = [row for row in rows[1:] if not row[c] and row[c + 1]]
    if len(names) < 2 or not empty or len(set(names)) < len(names) or not any(rows[0]):
        return {}
    if sum(sum(map(bool, row)) for row in empty) < FULL * width * len(empty):
        return {}
    if any(wording.code(name) is not None for name in names):
        return {}  # a sign holds for its own row
    short = max(map(len, names)) <= LONGEST_NAME and all(any(map(str.isalpha, name)) for name in names)
    starts = [n for n, row in enumerate(rows) if n and row[c]]
    if not short or starts[0] != 1 or not all(any(row) for row in rows):
        return {}
    if c and not all(
        len(row[0]) <= SHORTEST and any(map(str.isdigit, row[0])) for row in rows[1:] if row[c + 1]
    ):
        return {}
    ends = [*starts[1:], len(rows)]
    return {start: end - start for start, end in zip(starts, ends, strict=True) if end - start > 1}


def _joined(document: Document, table: Table) -> int | None:
    """The column in most cells of which a title and what is told of it, or its status, are run into one.

    The title is in bold, or the first of several sentences, or the status closes the cell in brackets.
    """
    rows = document.texts[table.index]
    headed = any(cell.header for cell in table.rows[0][:1])
    first = 1 if headed or len(table.rows) > FEWEST else 0
    for c in range(table.width):
        cells = [cell for row in table.rows[first:] for cell in row if cell.column == c and len(cell.span)]
        most = max(FEWEST, 0.8 * len(cells))
        opening = [cell.blocks[0] for cell in cells]
        led = [b for b in opening if SHORTEST <= b.lead <= LONGEST_TITLE and len(b.span) > b.lead + SHORTEST]
        said = [
            document.cut(b.span)[:end].rstrip(".") for b in opening if (end := _first_sentence(document, b))
        ]
        titled = len(said) >= most and sum(map(like_title, said)) >= WORDED * len(said)
        closed = [cell for cell in cells if _status_last(document, cell.blocks[-1])]
        if (
            len(led) >= most
            or (titled and not _names_titles(rows[0], c))
            or (len(closed) >= most and not _has_statuses(rows))
        ):
            return c
    return None


def _has_statuses(rows: Sequence[Sequence[str]]) -> bool:
    """Whether one of the columns holds hardly anything but statuses."""
    columns = zip(*rows, strict=True)
    return any(sum(wording.cell(text) is not None for text in cells) > 0.5 * len(rows) for cells in columns)


def _names_titles(names: Sequence[str], c: int) -> bool:
    """Whether another column is named as one of titles."""
    roles = [of_card(text) for n, text in enumerate(names) if n != c and text]
    return any(role is not None and role.name == "title" for role in roles)


def _first_sentence(document: Document, block: Block) -> int:
    """Where the first of several sentences ends that may be a title; 0 elsewhere."""
    sentences = split(document.cut(block.span))
    return sentences[0][1] if len(sentences) > 1 and sentences[0][1] <= LONGEST_TITLE else 0


def _status_last(document: Document, block: Block) -> int:
    """Where a status in brackets begins that closes a block; 0 where none does."""
    text = document.cut(block.span)
    found = _IN_BRACKETS.search(text)
    return (
        found.start()
        if found is not None and found.start() >= SHORTEST and wording.cell(found[1]) is not None
        else 0
    )


def _parted(document: Document, table: Table, c: int) -> dict[int, list[Block]]:
    """The blocks of a table whose column `c` becomes two, by the identity of the block that they come of."""
    made: dict[int, list[Block]] = {}
    for row in table.rows:
        for cell in row:
            over = cell.column <= c < cell.column + cell.columns
            for n, block in enumerate(cell.blocks):
                place = block.place
                assert place is not None
                if cell.column > c:
                    made[id(block)] = [replace(block, place=replace(place, column=place.column + 1))]
                elif over and cell.columns > 1:
                    made[id(block)] = [replace(block, place=replace(place, columns=place.columns + 1))]
                elif over:
                    made[id(block)] = _halves(
                        document, block, place, first=n == 0, last=n == len(cell.blocks) - 1
                    )
    return made


def _halves(document: Document, block: Block, place: Place, *, first: bool, last: bool) -> list[Block]:
    """A block of the column that becomes two: title and what is told of it, or one of them."""
    beside = replace(place, column=place.column + 1)
    at = _status_last(document, block) if last else 0
    if at:
        inner = _IN_BRACKETS.search(document.cut(block.span))
        assert inner is not None
        spans = (0, at), (inner.start(1), inner.end(1))
    elif first and (end := block.lead or _first_sentence(document, block)) and end < len(block.span):
        text = document.cut(block.span)
        rest = len(text[end:]) - len(text[end:].lstrip(" .:–—-\t\n"))
        spans = (0, len(text[:end].rstrip(" .:"))), (end + rest, len(text))
    else:
        return [block if first else replace(block, place=beside)]
    pieces = []
    for (start, end), where in zip(spans, (place, beside), strict=True):
        span = Span(block.span.start + start, block.span.start + end)
        pieces.append(replace(block, span=span, place=where, lead=0, apart=None, bold=where is place))
    return pieces


def _numbered(blocks: Sequence[Block], parts: dict[int, list[int]]) -> list[Block]:
    """The blocks with their tables numbered anew, where cards of one table become tables of their own."""
    if not parts:
        return list(blocks)
    shift: dict[int, int] = defaultdict(int)
    last = max((b.place.table for b in blocks if b.place is not None), default=-1)
    more = 0
    for index in range(last + 1):
        shift[index] = more
        more += max(0, len(parts.get(index, ())) - 1)
    done = []
    for block in blocks:
        place = block.place
        if place is None:
            done.append(block)
            continue
        starts = parts.get(place.table, [0])
        at = sum(start <= place.row for start in starts) - 1
        moved = replace(place, table=place.table + shift[place.table] + at, row=place.row - starts[at])
        done.append(replace(block, place=moved))
    return done
