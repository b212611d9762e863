"""Tables that tell of one item: boards' answers in rows, or a card of labels and values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Span, Table
from tertial.parsers.cells import cell_pieces, title_of
from tertial.parsers.content import ContentReader
from tertial.parsers.found import Found, titled
from tertial.parsers.headings import area_name
from tertial.parsers.pieces import pieces
from tertial.parsers.roles import Role, label, of_card
from tertial.parsers.rows import PARSER
from tertial.parsers.tables import TableReading
from tertial.parsers.titles import like_title
from tertial.parsers.values import is_status
from tertial.records import Part, Passage


def take_adjoining(
    document: Document, register: Register, places: Iterable[tuple[TableReading, TableReading]]
) -> None:
    """Give the item of a card the details in the table right after it, where each card has such a table.

    Args:
        places: Each table with the one that follows it with nothing in between.
    """
    pairs = [
        (card.found[0], other)
        for card, other in places
        if card.kind == "items"
        and card.head is None
        and len(card.found) == 1
        and other.kind == "details"
        and other.title_row is None
        and other.head is not None
    ]
    if len(pairs) < FEWEST:
        return
    for found, other in pairs:
        take_details(document, register, other, found)
        other.kind = "other"


FEWEST = 2
"""A single card with a table after it is chance."""


def take_details(document: Document, register: Register, reading: TableReading, found: Found) -> None:
    """Add the rows of a table without titles to the item above it; a row with a board is that board's."""
    head = reading.head
    assert head is not None
    who = head.first("responsible")
    for r in range(head.rows, len(reading.table.rows)):
        row = reading.table.rows[r]
        cells = {cell.column: cell for cell in row if len(cell.span)}
        if not cells:
            continue
        board = printed = ""
        if who is not None and who in cells:
            printed = cells[who].text.replace("\n", " ")
            boards = register.responsible(printed).boards
            board = boards[0] if len(boards) == 1 else ""
        several = len(reading.table.rows) - head.rows > 1
        if not several:
            found.responsible = found.responsible or printed
            board = ""
        start = end = -1
        for c, cell in sorted(cells.items()):
            role = head.roles.get(c)
            if role is None or c == who:
                continue
            take_value(document, register, role, head.names.get(c, ""), cell, board, found)
            if role.name in ("status", "forecast", "comment"):
                start = cell.span.start if start < 0 else start
                end = cell.span.end
        if board and start >= 0:
            found.content.parts.append(Part(board=board, heading=printed, span=Span(start, end)))
    found.span = Span(found.span.start, max(found.span.end, reading.table.span.end))


def answered_in_columns(register: Register, table: Table) -> bool:
    """Whether a table's head names nothing but boards, each over a column of its own answer."""
    head = [cell.text for cell in table.rows[0]] if len(table.rows) > 1 else []
    named = {board.name for text in head if (board := register.heading(text)) is not None}
    return len(head) > 1 and len(named) == len(head)


def take_columns(document: Document, register: Register, table: Table, found: Found) -> None:
    """Add the answers of a table with a column for each board to the item above it."""
    for over in table.rows[0]:
        printed = over.text
        board = register.heading(printed)
        below = [
            cell for row in table.rows[1:] for cell in row if cell.column == over.column and len(cell.span)
        ]
        if board is None or not below:
            continue
        for cell in below:
            read = ContentReader(document, register, speaker=board.name).read(cell_pieces(document, cell))
            found.content.passages += read.passages
        span = Span(below[0].span.start, below[-1].span.end)
        found.content.parts.append(Part(board=board.name, heading=printed, span=span))
    found.span = Span(found.span.start, max(found.span.end, table.span.end))


def titled_details(document: Document, register: Register, reading: TableReading) -> Found:
    """The item of a table of details whose name stands in a row across over the head."""
    cell = reading.title_row
    assert cell is not None
    title, span, description = title_of(document, cell, register)
    found = titled(title, span, cell.span, PARSER)
    found.content.passages += [Passage(span=s, role="description") for s in description]
    take_details(document, register, reading, found)
    return found


def take_value(
    document: Document, register: Register, role: Role, name: str, cell: Cell, board: str, found: Found
) -> None:
    """Add a cell to an item as its column's role has it."""
    text = cell.text
    blocks = [b for b in cell.blocks if len(b.span)]
    if role.name in ("status", "forecast"):
        if wording.choice_unfilled(text):
            return
        fits = wording.cell(text) is not None or wording.leading(text) is not None or len(text) <= 60
        for n, block in enumerate(blocks):
            found.content.passages.append(
                Passage(
                    span=block.span,
                    role=("status" if role.name == "status" else "forecast")
                    if fits and n == 0
                    else "comment",
                    label=name,
                    board=board,
                    shade=cell.shade,
                )
            )
    elif role.name == "comment":
        read = ContentReader(document, register, speaker=board).read(cell_pieces(document, cell))
        found.content.passages += read.passages
        found.content.parts += read.parts
    elif role.name == "helper":
        found.content.helpers = found.content.helpers or text.replace("\n", " ")
    elif role.name == "responsible":
        found.responsible = found.responsible or text.replace("\n", " ")
    elif role.name in ("start", "end", "when"):
        found.content.set_dates(text, role.name)
    elif role.name == "area":
        found.area = found.area or area_name(text.replace("\n", " "))
    elif role.name == "number":
        found.number = found.number or text.strip(" .")
    else:
        found.content.passages += [Passage(span=b.span, role="description", label=name) for b in blocks]


def answering(register: Register, table: Table) -> list[list[Cell]]:
    """The rows of a card that are boards' answers: a board's name, and in the cells after it what it says."""
    rows = [[cell for cell in row if len(cell.span)] for row in table.rows[1:]]
    named = [row for row in rows if len(row) > 1 and register.heading(row[0].text) is not None]
    told = [row for row in named if any(_tells(cell.text) for cell in row[1:])]
    return named if len(told) == len(named) else []


def _tells(text: str) -> bool:
    """Whether a cell states a status or holds a sentence, and no figure or name."""
    return wording.leading(text) is not None or text.rstrip()[-1:] in (".", "!")


def take_answer(document: Document, register: Register, row: Sequence[Cell], found: Found) -> None:
    """Add a board's answer in a row of a card, and what it says in each of its cells."""
    printed = row[0].text.replace("\n", " ")
    board = register.heading(printed)
    assert board is not None
    for cell in row[1:]:
        said = wording.cell(cell.text) is not None
        role = Role("status" if said else "comment", None, 1)
        take_value(document, register, role, "", cell, board.name, found)
    span = Span(row[1].span.start, row[-1].span.end)
    found.content.parts.append(Part(board=board.name, heading=printed, span=span))


def fields(table: Table) -> list[tuple[Role | None, str, Cell]]:
    """The values of a card, each with the role and name of its label; role None for a row across."""
    result: list[tuple[Role | None, str, Cell]] = []
    for row in table.rows:
        filled = [cell for cell in row if len(cell.span)]
        if len(filled) == 1:
            empty_value = len(row) > 1 and of_card(filled[0].text) is not None
            if not empty_value:
                result.append((None, "", filled[0]))
            continue
        at = 0
        while at + 1 < len(filled):
            name = filled[at].text.replace("\n", " ")
            role = of_card(name)
            if role is None and at + 2 < len(filled):
                at += 1
                continue
            if role is not None:
                result.append((role, name, filled[at + 1]))
            at += 2
    return result


def take_card(document: Document, register: Register, table: Table, found: Found) -> None:
    """Add the values of a card without a title to the item above it."""
    for role, name, cell in fields(table):
        if role is not None:
            take_value(document, register, role, name, cell, "", found)
        else:
            read = ContentReader(document, register).read(cell_pieces(document, cell))
            found.content.passages += read.passages
            found.content.parts += read.parts
    for row in answering(register, table):
        take_answer(document, register, row, found)
    found.span = Span(found.span.start, max(found.span.end, table.span.end))


def _heads_labels(values: list[tuple[Role | None, str, Cell]], n: int) -> bool:
    """Whether a row across is a title: labels follow it, and it states no status."""
    text = values[n][2].text
    labelled = n + 1 < len(values) and values[n + 1][0] is not None
    return labelled and len(text) <= 250 and wording.leading(text) is None


def take_labels(document: Document, register: Register, table: Table, found: Found) -> None:
    """Add the values of a table whose cells hold label and value in one to the item above it."""
    take_cells(document, register, [cell for row in table.rows for cell in row], found)


def take_cells(document: Document, register: Register, cells: Sequence[Cell], found: Found) -> None:
    """Add cells that hold label and value in one."""
    spans = [(b.span, b.shade, False) for cell in cells for b in cell.blocks if len(b.span)]
    read = ContentReader(document, register).read(pieces(document, spans))
    found.responsible = found.responsible or read.responsible
    found.area = found.area or read.area
    found.content.add(read)
    found.span = Span(found.span.start, max(found.span.end, *(cell.span.end for cell in cells)))


def cards(document: Document, register: Register, table: Table) -> list[Found]:
    """The items of a card table: one for each title label, or one named by a first row across."""
    values = fields(table)
    titles = [n for n, (role, _, _) in enumerate(values) if role is not None and role.name == "title"]
    strong = [n for n in titles if (role := values[n][0]) is not None and role.weight > 1]
    titles = strong or titles
    if len({(role.kind if role else None) for role in (values[n][0] for n in titles)}) > 1:
        finest = values[titles[-1]][0]
        titles = [
            n for n in titles if (role := values[n][0]) is not None and finest and role.kind == finest.kind
        ]
    if not titles and values and values[0][0] is None:
        titles = [n for n, value in enumerate(values) if value[0] is None and _heads_labels(values, n)]
    result = []
    area = ""
    for n, (role, _, cell) in enumerate(values[: titles[0]] if titles else []):
        if role is not None and (role.name == "area" or (role.name == "title" and n not in titles)):
            area = area_name(cell.text.replace("\n", " "))
    for n, at in enumerate(titles):
        until = titles[n + 1] if n + 1 < len(titles) else len(values)
        role, _, cell = values[at]
        title, span, description = title_of(document, cell, register)
        begin = 0 if n == 0 else at
        found = titled(
            title, span, Span(span.start, max(span.end, *(v[2].span.end for v in values[at:until]))), PARSER
        )
        found.kind = role.kind if role is not None else None
        found.area = area
        if title.status is not None:
            found.content.passages.append(Passage(span=title.status, role="status"))
        found.content.passages += [Passage(span=s, role="description") for s in description]
        for m in [*range(begin, at), *range(at + 1, until)]:
            other, name, value = values[m]
            if other is not None and other.name != "title":
                take_value(document, register, other, name, value, "", found)
            elif other is None and m > at:
                read = ContentReader(document, register).read(cell_pieces(document, value))
                found.content.passages += read.passages
                found.content.parts += read.parts
        for row in answering(register, table):
            if cell.row < row[0].row and (n + 1 == len(titles) or row[0].row < values[until][2].row):
                take_answer(document, register, row, found)
        result.append(found)
    return result


def titled_labels(document: Document, register: Register, table: Table) -> list[Found]:
    """The items of a table of cells that hold label and value, under names that stand across."""
    rows = [[cell for cell in row if len(cell.span)] for row in table.rows]
    filled = [row for row in rows if row]
    labelled = [any(label(cell.text) is not None for cell in row) for row in filled]
    starts = [
        n
        for n, row in enumerate(filled[:-1])
        if len(row) == 1 and not labelled[n] and labelled[n + 1] and _names_item(row[0])
    ]
    if not starts or starts[0] != 0:
        return []
    found = []
    for start, end in zip(starts, [*starts[1:], len(filled)], strict=True):
        title, span, description = title_of(document, filled[start][0], register)
        item = titled(title, span, filled[start][0].span, PARSER)
        before = document.cut(Span(filled[start][0].span.start, span.start)).strip()
        if title.status is not None:
            item.content.passages.append(Passage(span=title.status, role="status"))
        elif before and is_status(before):
            sign = filled[start][0].span.start
            item.content.passages.append(Passage(span=Span(sign, sign + len(before)), role="status"))
        item.content.passages += [Passage(span=s, role="description") for s in description]
        take_cells(document, register, [cell for row in filled[start + 1 : end] for cell in row], item)
        found.append(item)
    return found


def _names_item(cell: Cell) -> bool:
    text = cell.text
    if wording.cell(text) is not None or len(text) > 250:
        return False
    return like_title(text) > 0 and text.rstrip()[-1:] not in ".!?"
