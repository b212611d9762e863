"""Items of several rows each in one table: a name with its sign, then rows of facts and comments under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Span, Table
from tertial.parsers.cells import cell_pieces, counted_thing, is_example, is_number, title_of
from tertial.parsers.content import ContentReader
from tertial.parsers.facts import read_facts
from tertial.parsers.found import Found, titled
from tertial.parsers.head import Head
from tertial.parsers.roles import bare_label, label
from tertial.parsers.rows import PARSER
from tertial.parsers.tables import TableReading
from tertial.parsers.titles import is_order
from tertial.parsers.values import is_status
from tertial.records import Passage
from tertial.swedish.dates import parse_range
from tertial.swedish.sentences import split
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

FEWEST = 3
"""Fewer stacks in a document are no regularity."""
DISTINCT = 0.5
"""Share of the names that must be different."""
TOLD = 0.75
"""Share of the rows under names that must tell of something, as no name of an item does."""


@dataclass(frozen=True, slots=True)
class Stack:
    """The rows of one item: the cells beside its name, and those under it."""

    first: tuple[Cell, ...]
    """Of its first row; a cell merged over all its rows is one of them."""
    under: tuple[Cell, ...]


def stacks(
    document: Document, register: Register, readings: Iterable[TableReading]
) -> dict[int, list[Found]]:
    """The items of each table whose rows stand in stacks, by table index; empty where few do.

    Args:
        readings: What the tables are when each row is taken by itself.
    """
    reader = _Stacks(document, register)
    found = {}
    for reading in readings:
        parted = reader.parted(reading.table, reading.head)
        if parted and not (reading.names_titles and len(reading.found) <= len(parted)):
            found[reading.table.index] = parted
    all_stacks = [stack for parted in found.values() for stack in parted]
    if len(all_stacks) < FEWEST:
        return {}
    roles = reader.roles(all_stacks)
    items = {}
    by_table = {
        index: [(stack, item) for stack in parted if (item := reader.item(stack, roles)) is not None]
        for index, parted in found.items()
    }
    titles = [fold(item.title) for read in by_table.values() for _, item in read]
    if len(set(titles)) < DISTINCT * len(titles):
        return {}  # `Antal bygglov` in each of them is measured, and nobody's to do
    for index, read in by_table.items():
        _stand_under_flat(read)
        if read:
            items[index] = [item for _, item in read]
    return items


def _stand_under_flat(read: Sequence[tuple[Stack, Found]]) -> None:
    """Make a mål of what has one row of its own over stacks of several, as a frame inside the table."""
    high = [any(cell.rows > 1 for cell in stack.first) for stack, _ in read]
    flat = [n for n in range(len(read)) if not high[n] and n + 1 < len(read) and high[n + 1]]
    if not high or high[0] or sum(high) < len(read) - len(flat):
        return
    goal = read[0][1]
    for n, (_, item) in enumerate(read):
        if n in flat:
            goal, item.kind = item, item.kind or Kind.MAL
        else:
            item.kind, item.area = item.kind or Kind.AKTIVITET, item.area or goal.title


class _Stacks:
    def __init__(self, document: Document, register: Register) -> None:
        self._document = document
        self._register = register

    def parted(self, table: Table, head: Head | None) -> list[Stack]:
        """The stacks that the rows of a table make, or none where they don't."""
        if not 2 <= table.width <= 8:
            return []
        rows = [[cell for cell in row if len(cell.span)] for row in table.rows]
        if all(len(row) != 1 for row in rows):
            return []  # what stands under a name has a row to itself
        named = head.rows if head is not None and not head.inferred else 0
        for starts in (s for n in sorted({0, named}) for s in self._starts(table, rows, n)):
            starts = [r for r in starts if r == starts[0] or len(rows[r]) > 1 or not self._tells_in(rows[r])]
            ends = [*starts[1:], len(rows)]
            found = [
                Stack(tuple(rows[start]), tuple(cell for row in rows[start + 1 : end] for cell in row))
                for start, end in zip(starts, ends, strict=True)
            ]
            under = [row for a, b in zip(starts, ends, strict=True) for row in rows[a + 1 : b] if row]
            if len(under) < 0.6 * len(found) or any(len(row) > 1 for row in under):
                continue
            told = sum(self._tells(row[0]) for row in under)
            if told >= TOLD * len(under) and all(self._name(stack, {}) is not None for stack in found):
                return found
        return []

    def _starts(self, table: Table, rows: list[list[Cell]], named: int) -> Iterator[list[int]]:
        """The rows at which stacks may begin: those of cells merged downwards, or of a sign of their own."""
        grid = table.grid()
        for c in (0, table.width - 1):
            cells = {n: row[c] for n, row in enumerate(grid) if n >= named}
            high = [cell for cell in cells.values() if cell is not None and cell.rows > 1]
            starts = [row for row, cell in cells.items() if cell is not None and cell.row == row]
            if high and len(starts) < len(cells) and starts[:1] == [named]:
                yield starts
        signed = [r for r in range(named, len(rows)) if len(rows[r]) > 1 and self._signed(rows[r])]
        if signed and signed[0] == named:
            yield signed

    def _signed(self, row: list[Cell]) -> bool:
        texts = [cell.text for cell in row]
        return any(_is_signed(text) and not _counts(text) for text in texts)

    def _tells_in(self, row: list[Cell]) -> bool:
        return all(self._tells(cell) for cell in row)

    def _tells(self, cell: Cell) -> bool:
        """Whether a cell tells of something, or gives facts, as the name of an item does not."""
        text = cell.text
        if label(text) is not None or bare_label(text) is not None or "\n" in text:
            return True
        if self._names_boards(text):
            return True
        if read_facts(text, self._register) is not None or self._register.opening(text) is not None:
            return True
        prose = text.rstrip()[-1:] in (".", "!", "?") and not is_order(text)
        return prose or len(split(text)) > 1

    def _names_boards(self, text: str) -> bool:
        """Whether a text is nothing but who is responsible."""
        if len(text) > 80 or re.search(r"[\d\n]|[.:]\s*$", text) or is_order(text) or label(text):
            return False
        who = self._register.responsible(text)
        return bool(who.boards) and not who.unknown

    def roles(self, found: list[Stack]) -> dict[int, str]:
        """What stands in most first rows in each column of the grid, by what the cells are."""
        kinds: dict[int, Counter[str]] = {}
        for stack in found:
            for cell in stack.first:
                kinds.setdefault(cell.column, Counter())[self._kind(cell)] += 1
        return {c: counts.most_common(1)[0][0] for c, counts in kinds.items()}

    def _kind(self, cell: Cell) -> str:
        text = cell.text
        if _counts(text):
            return "number"
        if _is_signed(text):
            return "status"
        if parse_range(text.replace("\n", " ")) is not None and len(text) <= 40:
            return "when"
        if self._register.responsible(text).boards and not is_order(text):
            return "responsible"
        return "title"

    def _name(self, stack: Stack, roles: dict[int, str]) -> Cell | None:
        """The cell of the first row that names the item."""
        cells = [cell for cell in stack.first if self._kind(cell) in ("title", "responsible")]
        cells = [cell for cell in cells if roles.get(cell.column, "title") == "title"] or cells
        worded = [cell for cell in cells if self._kind(cell) == "title"] or cells
        named = worded[0] if worded else None
        if named is None:
            return None
        text = named.text
        lettered = sum(map(str.isalpha, text)) >= 4
        return named if lettered and len(split(text)) <= 2 and not is_example(text) else None

    def item(self, stack: Stack, roles: dict[int, str]) -> Found | None:
        """The item of a stack."""
        document, register = self._document, self._register
        named = self._name(stack, roles)
        if named is None:
            return None
        title, span, description = title_of(document, named, register)
        cells = (*stack.first, *stack.under)
        found = titled(
            title, span, Span(min(c.span.start for c in cells), max(c.span.end for c in cells)), PARSER
        )
        found.names_responsible = "responsible" in roles.values()
        if title.status is not None:
            found.content.passages.append(Passage(span=title.status, role="status"))
        found.content.passages += [Passage(span=s, role="description") for s in description]
        for cell in stack.first:
            if cell is not named:
                self._beside(cell, roles, found)
        named_boards = [cell for cell in stack.under if self._names_boards(cell.text)]
        who = named_boards[0] if len(named_boards) == 1 and not found.responsible else None
        if who is not None:
            found.responsible = who.text
        pieces = [p for cell in stack.under if cell is not who for p in cell_pieces(document, cell)]
        boards = register.responsible(found.responsible).boards if found.responsible else ()
        read = ContentReader(document, register).read(pieces, boards=boards)
        found.responsible = found.responsible or read.responsible
        found.content.add(read)
        return found

    def _beside(self, cell: Cell, roles: dict[int, str], found: Found) -> None:
        """Take over a cell beside the name."""
        text, kind = cell.text, self._kind(cell)
        if kind == "title" and roles.get(cell.column) == "responsible" and len(text) <= 60:
            kind = "responsible"  # a function, as `Ekonomichefen`
        if kind == "status":
            signs = _OVER_WORDS.match(text)  # the words say what the sign over them does
            start = signs.end() if signs else 0
            if not wording.choice_unfilled(text[start:]):
                span = Span(cell.span.start + start, cell.span.end)
                found.content.passages.append(Passage(span=span, role="status", shade=cell.shade))
        elif kind == "number":
            role = counted_thing(text)
            found.kind = found.kind or (role.kind if role is not None else None)
            found.number = found.number or text.strip(" .")
        elif kind == "when":
            found.content.set_dates(text, "when")
        elif kind == "responsible":
            found.responsible = found.responsible or text.replace("\n", " ")
        elif kind == "title":
            read = ContentReader(self._document, self._register).read(cell_pieces(self._document, cell))
            found.content.passages += read.passages
            found.content.parts += read.parts


_SIGNS = re.compile(
    r"(?:\[[^\[\]\n]{1,20}\]|[^\w\s])(?:\s+(?:\[[^\[\]\n]{1,20}\]|[^\w\s]))*(?:\s+[^\n]{3,40})?"
)

_OVER_WORDS = re.compile(r"(?:\[[^\[\]\n]{1,20}\]|[^\w\n])+\n\s*(?=\w)")


def _counts(text: str) -> bool:
    return counted_thing(text) is not None or is_number(text)


def _is_signed(text: str) -> bool:
    """Whether a cell is a status, or a sign or two, with or without its meaning: `● Pågår`, `[↓]`, `✔ →`."""
    if is_status(text) or wording.choice_unfilled(text):
        return True
    short = len(text) <= wording.LONGEST_CELL
    return short and (wording.leading(text) is not None or _SIGNS.fullmatch(text) is not None)
