"""Frames over tables: a mål in a table of one row, and under it the tables of its aktiviteter."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tertial.boards import Register
from tertial.document import Document, Span, Table
from tertial.parsers.cells import counted_thing
from tertial.parsers.content import ContentReader
from tertial.parsers.found import Found
from tertial.parsers.headings import is_chapter_name
from tertial.parsers.outline import Line
from tertial.parsers.pieces import pieces
from tertial.parsers.tables import TableReading
from tertial.vocabulary import Kind

FEWEST = 2
MOST = 0.5
"""Share of the frames that must have items under them."""


def stand_under_frames(
    all_lines: Sequence[Line], tables: dict[int, TableReading], framed: Collection[int]
) -> dict[int, list[Line]]:
    """Give the items of tables the frame over them as their mål; the lines after each frame, by table index.

    Args:
        framed: Indexes of the tables that are frames, each the one item of its table.
    """
    under: dict[int, list[Found]] = {index: [] for index in framed}
    told: dict[int, list[Line]] = {index: [] for index in framed}
    at: int | None = None
    for line in all_lines:
        if line.table is not None and line.table.index in under:
            at = line.table.index
        elif at is None:
            continue
        elif line.table is not None:
            reading = tables[line.table.index]
            under[at] += reading.found if reading.kind == "items" else []
        elif line.level and not is_chapter_name(line.text):
            at = None
        elif not (under[at] or line.level or line.caption or line.bare or line.separator):
            told[at].append(line)
    over = [index for index, found in under.items() if found]
    if len(over) < FEWEST or len(over) < MOST * len(framed):
        return {}
    for index in framed:
        goal = tables[index].found[0]
        goal.kind = goal.kind or Kind.MAL
        for found in under[index]:
            found.kind = found.kind or Kind.AKTIVITET
            found.area = found.area or goal.title
    return told


def counting(readings: Iterable[TableReading]) -> list[Table]:
    """Tables of one row that begin by counting a thing, whatever the table before them was: `Mål 3`."""
    single = [reading.table for reading in readings if len(reading.table.rows) == 1]
    return [t for t in single if counted_thing(t.rows[0][0].text) is not None]


def list_under_frames(
    all_lines: Sequence[Line],
    tables: dict[int, TableReading],
    framed: Collection[int],
    listed: Sequence[Found],
) -> None:
    """Give items of running text the frame over them as their mål, where most frames have some under them."""
    if not framed:
        return
    over: list[tuple[Found, Found]] = []
    goal: Found | None = None
    items = {item.title_span.start: item for item in listed}
    for line in all_lines:
        if line.table is not None and line.table.index in framed:
            goal = tables[line.table.index].found[0]
        elif line.level and not is_chapter_name(line.text) and line.span.start not in items:
            goal = None
        inside = [item for start, item in items.items() if line.span.start <= start < line.span.end]
        over += [(goal, item) for item in inside if goal is not None]
    if len({id(goal) for goal, _ in over}) < max(FEWEST, MOST * len(framed)):
        return
    for goal, item in over:
        if item.kind is not Kind.MAL and not item.area:
            goal.kind, item.kind = goal.kind or Kind.MAL, item.kind or Kind.AKTIVITET
            item.area = goal.title


def tell(document: Document, register: Register, found: Found, lines: Sequence[Line]) -> None:
    """Add lines of running text to what is said of an item."""
    spans = [(line.span, line.block.shade, False) for line in lines if line.block is not None]
    boards = register.responsible(found.responsible).boards if found.responsible else ()
    read = ContentReader(document, register).read(pieces(document, spans), boards=boards)
    found.content.passages += read.passages
    found.content.parts += read.parts
    if lines:
        found.span = Span(found.span.start, max(found.span.end, lines[-1].span.end))
