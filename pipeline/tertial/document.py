"""A report as text, places and addresses: Span, Block, Document, and Draft, which builds one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, make_dataclass
from functools import cached_property
from typing import Any, Literal

from tertial.note_marks import IN_LATIN, without_marks

BlockKind = Literal["heading", "paragraph", "list", "toc", "header", "footer", "footnote"]
"""What a block is in its source. A paragraph inside a table keeps its kind and has a `Place`."""

MARGIN_KINDS = frozenset({"header", "footer"})
"""Kinds of blocks that stand beside the running text, at the end of the canonical text."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's canonical text, in Unicode code points, end excluded."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Covered:
    """Stretches of a text: whether an offset lies in one of them is found without looking at all."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            else:
                self._starts.append(span.start)
                self._ends.append(span.end)

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a table a block stands; all counted from 0."""

    table: int
    row: int
    column: int
    columns: int = 1
    """How many grid columns the cell takes (gridSpan)."""
    rows: int = 1
    """How many rows the cell takes (vMerge); the covered rows have no blocks for it."""
    header: bool = False
    """The source marks the row as a header that is repeated on each page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph of the source, or one of a cell's paragraphs. An empty cell has one empty block."""

    kind: BlockKind
    span: Span
    level: int = 0
    """Of a heading 1–9, of a list its depth from 1; 0 where the source marks none."""
    number: str = ""
    """Automatic number or bullet, as printed; the text begins with it."""
    style: str = ""
    """Name of the paragraph style in the source, casefolded; empty for body text and plain text."""
    bold: bool = False
    """All its visible letters are bold."""
    lead: int = 0
    """So many characters at its beginning are set apart from the others: a title run in; 0 for none.

    They are bold, or else italic, underlined, in small capitals, highlighted, coloured or larger.
    """
    apart: Span | None = None
    """The only words inside a paragraph of body text, at least three, that are set apart as a `lead` is."""
    italic: bool = False
    underline: bool = False
    """All its visible words are underlined."""
    size: float = 0.0
    """Size of its letters in points where all have the same; 0.0 where unknown."""
    gap: int = 0
    """Empty lines or paragraphs before it."""
    place: Place | None = None
    shade: str = ""
    """Colour of its cell or paragraph as a Swedish word (grön, gul, röd …); empty for none or grey."""
    page: int = 0
    """Page from 1 where the source has pages, else 0."""
    element: str = ""
    """Path of its element where the source is a web page: `body/div[2]/p[4]`."""
    cell: str = ""
    """Its cell where the source is a workbook or an exported table: `Uppdrag!B4`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cell:
    """A cell of a table with the blocks that stand in it."""

    row: int
    column: int
    columns: int
    rows: int
    blocks: tuple[Block, ...]
    span: Span
    text: str
    """Its paragraphs parted by line ends, empty ones left out."""
    header: bool = False

    @property
    def shade(self) -> str:
        return next((block.shade for block in self.blocks if block.shade), "")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """A table as a grid. `rows` holds for each row the cells that begin there, left to right."""

    index: int
    rows: tuple[tuple[Cell, ...], ...]
    width: int
    """Number of grid columns."""

    @property
    def span(self) -> Span:
        cells = [cell for row in self.rows for cell in row]
        return Span(min(c.span.start for c in cells), max(c.span.end for c in cells))

    def grid(self) -> list[list[Cell | None]]:
        """The cell that covers each place, merged cells repeated; None where the source has none."""
        cells: list[list[Cell | None]] = [[None] * self.width for _ in self.rows]
        for row in self.rows:
            for cell in row:
                for r in range(cell.row, min(cell.row + cell.rows, len(cells))):
                    for c in range(cell.column, min(cell.column + cell.columns, self.width)):
                        cells[r][c] = cell
        return cells


@dataclass(frozen=True)
class Document:
    """A report: its canonical text, and the blocks that it consists of, in reading order.

    Headers and footers stand last, each once. `text[b.span.start:b.span.end]` is block b's text.
    """

    document_id: str
    """First 16 hex digits of the SHA-256 of the source bytes."""
    source: str
    media_type: str
    reader: str
    text: str
    blocks: tuple[Block, ...]
    properties: dict[str, str] = field(default_factory=dict)
    """What the file says of itself (`title`, `subject`, `keywords`), the weakest of evidence."""
    warnings: tuple[str, ...] = ()
    """What the reader had to leave out or repair, a sentence each."""

    def cut(self, span: Span) -> str:
        """The words at `span`, verbatim."""
        return self.text[span.start : span.end]

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All tables in the order of their first cell. A nested table is a table of its own."""
        cells: dict[int, dict[tuple[int, int], list[Block]]] = {}
        for block in self.blocks:
            if block.place is not None:
                at = (block.place.row, block.place.column)
                cells.setdefault(block.place.table, {}).setdefault(at, []).append(block)
        return tuple(_table(self, index, found) for index, found in sorted(cells.items()))

    @cached_property
    def texts(self) -> dict[int, list[list[str]]]:
        """The texts of each table, by its index, by row and grid column.

        A merged cell's text stands in its first place only.
        """
        found = {}
        for table in self.tables:
            rows = found[table.index] = [[""] * table.width for _ in table.rows]
            for cell in (cell for row in table.rows for cell in row):
                rows[cell.row][cell.column] = cell.text
        return found

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """Blocks of the running text, without headers and footers."""
        return tuple(b for b in self.blocks if b.kind not in MARGIN_KINDS)

    @cached_property
    def margins(self) -> tuple[Block, ...]:
        """Headers and footers."""
        return tuple(b for b in self.blocks if b.kind in MARGIN_KINDS)

    def block_at(self, offset: int) -> Block | None:
        """The innermost block that holds the code point at `offset`."""
        i = bisect_right(self._starts, offset) - 1
        while i >= 0:
            block = self.blocks[i]
            if block.span.start <= offset < max(block.span.end, block.span.start + 1):
                return block
            if block.span.end < offset:
                break
            i -= 1
        return None

    @cached_property
    def _starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    @cached_property
    def _headings(self) -> tuple[list[int], list[str]]:
        """Where each heading begins, and the path that holds from there on."""
        starts: list[int] = []
        paths: list[str] = []
        path: list[tuple[int, str]] = []
        for block in self.blocks:
            if block.kind == "heading":
                text = self.cut(block.span)
                text = text if len(text) <= 80 else text[:79].rstrip() + "…"
                path = [(level, title) for level, title in path if level < block.level]
                path.append((block.level, re.sub(r"\s+", " ", text)))
                starts.append(block.span.start)
                paths.append(" › ".join(title for _, title in path))
        return starts, paths

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    def headings_over(self, offset: int) -> list[str]:
        """The headings over the code point at `offset`, the nearest first."""
        starts, paths = self._headings
        at = bisect_right(starts, offset) - 1
        return paths[at].split(" › ")[::-1] if at >= 0 else []

    def address(self, offset: int) -> str:
        """Where a human finds the code point at `offset`: heading path, table and row, page or element, line.

        Tables, rows and lines are counted from 1. Example: `Uppdrag › Ny simhall › tabell 2, rad 4`. In a
        workbook it is the cell: `Uppdrag › cell Uppdrag!B4`.
        """
        starts, paths = self._headings
        at = bisect_right(starts, offset) - 1
        parts = [paths[at]] if at >= 0 else []
        block = self.block_at(offset)
        if block is not None and block.cell:
            return " › ".join([*parts, f"cell {block.cell}"])
        if block is not None and block.place is not None:
            parts.append(f"tabell {block.place.table + 1}, rad {block.place.row + 1}")
        if block is not None and block.page:
            parts.append(f"sida {block.page}")
        elif block is not None and block.element:
            parts.append(f"element {block.element}")
        elif block is None or block.place is None:
            parts.append(f"rad {bisect_left(self._line_ends, offset) + 1}")
        return " › ".join(parts)

    def lines(self) -> Iterator[Block]:
        """Blocks of the running text outside tables, empty ones left out."""
        return (b for b in self.body if b.place is None and len(b.span))


def _table(document: Document, index: int, found: dict[tuple[int, int], list[Block]]) -> Table:
    n_rows = max(row for row, _ in found) + 1
    rows: list[list[Cell]] = [[] for _ in range(n_rows)]
    width = 1
    for (row, column), blocks in sorted(found.items()):
        place = blocks[0].place
        assert place is not None
        rows[row].append(
            Cell(
                row=row,
                column=column,
                columns=place.columns,
                rows=place.rows,
                blocks=tuple(blocks),
                span=Span(blocks[0].span.start, blocks[-1].span.end),
                text="\n".join(text for block in blocks if (text := document.cut(block.span))),
                header=place.header,
            )
        )
        width = max(width, column + place.columns)
    return Table(index=index, rows=tuple(tuple(row) for row in rows), width=width)


_UNSEEN_LATIN = bytes({*range(0x09), 0x0B, *range(0x0C, 0x20), 0x7F, 0xAD, *IN_LATIN})
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def closed_up(text: str) -> str:
    """A line whose capitals are set apart by spaces, as a typist stresses a heading, without the spaces."""
    if len(text) > LONGEST_SPACED or text[1:2] != " " or not text.isupper():
        return text
    letters = text.split()
    if len(letters) < FEWEST_SPACED or sum(len(letter) == 1 for letter in letters) < 0.8 * len(letters):
        return text
    return " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text))


LONGEST_SPACED = 300
FEWEST_SPACED = 6
"""Fewer letters on a line may be marks in a row."""


def normalise(text: str) -> str:
    """Text as the canonical text keeps it: NFC, line ends as "\\n", no soft hyphens or control characters.

    Superscripts that refer to a note are left out where they stand behind a word. No-break spaces stay; a
    no-break hyphen becomes "-". Lone surrogates become U+FFFD.
    """
    # Text of Latin-1 is in NFC; most paragraphs are, and this is ten times as fast as looking through them.
    if len(text.encode("latin-1", "ignore").translate(None, _UNSEEN_LATIN)) == len(text):
        return text
    text = without_marks(text)
    if text.isprintable() and "\u2011" not in text and unicodedata.is_normalized("NFC", text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2011", "-")
    text = _UNSEEN.sub("", text)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return text


def document_id(data: bytes) -> str:
    """The identity of a document: the first 16 hex digits of the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def _unfrozen(of: type[Span | Place | Block]) -> Any:
    """A class with the fields of a frozen one, in order; its instances can be made instances of that one.

    A frozen dataclass sets its fields through object.__setattr__. Setting them here makes the same record in
    a fifth of the time; it was a sixth of what reading a .docx takes (bench/read_docx.py).
    """
    return make_dataclass(f"_{of.__name__}", [(of.name, Any) for of in fields(of)], eq=False, slots=True)


_Span, _Place, _Block = _unfrozen(Span), _unfrozen(Place), _unfrozen(Block)


def place_at(table: int, row: int, column: int, columns: int, rows: int, *, header: bool) -> Place:
    """A `Place`, made in a third of the time, for readers of large tables."""
    place: Place = _Place(table, row, column, columns, rows, header)
    place.__class__ = Place
    return place


def _lead(text: str, lead: str) -> int:
    lead = normalise(lead).strip(" \t\n")
    return len(lead) if text.startswith(lead) and len(lead) < len(text) else 0


def _within(text: str, words: str, offset: int) -> Span | None:
    """Where the only `words` of a text stand in the document, the text beginning at `offset`."""
    at = text.find(words)
    if at < 0:
        words = normalise(words).strip(" \t\n")
        at = text.find(words)
    if at < 0 or text.find(words, at + 1) >= 0:
        return None
    span: Span = _Span(offset + at, offset + at + len(words))
    span.__class__ = Span
    return span


class Draft:
    """Builds a Document block by block; alone in normalising text and counting offsets.

    Blocks are parted by a line end, an empty line where `gap` says so, and inside a table by a tab
    between cells and a line end between rows and between the paragraphs of a cell.
    """

    def __init__(self, *, data: bytes, source: str, media_type: str, reader: str) -> None:
        self._identity = {
            "document_id": document_id(data),
            "source": source,
            "media_type": media_type,
            "reader": reader,
        }
        self._pieces: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._before: Place | None = None
        self._tables = 0
        self._margins: list[tuple[BlockKind, str, int]] = []
        self.properties: dict[str, str] = {}
        self.warnings: list[str] = []

    def new_table(self) -> int:
        """The index of a table that begins now."""
        self._tables += 1
        return self._tables - 1

    def add(
        self,
        kind: BlockKind,
        text: str,
        level: int = 0,
        number: str = "",
        style: str = "",
        bold: bool = False,
        lead: str = "",
        apart: str = "",
        italic: bool = False,
        underline: bool = False,
        size: float = 0.0,
        gap: int = 0,
        place: Place | None = None,
        shade: str = "",
        page: int = 0,
        element: str = "",
        cell: str = "",
    ) -> None:
        """Append a block; text that is only white space gives an empty block in a table, else nothing.

        White space at both ends is left out; `gap` is the number of empty lines before the block, `lead`
        what it begins with and `apart` what it has inside that looks otherwise than the rest.
        """
        text = normalise(text).strip(" \t\n")
        if text[1:2] == " ":
            text = closed_up(text)
        if not text and place is None:
            return
        if kind in MARGIN_KINDS:
            if all(text != known for _, known, _ in self._margins):
                self._margins.append((kind, text, page))
            return
        begin, pieces = self._length, self._pieces
        if pieces:
            joint = "\n" if place is None and not gap and self._before is None else self._joint(place, gap)
            pieces.append(joint)
            begin += len(joint)
        pieces.append(text)
        self._length = end = begin + len(text)
        self._before = place
        span = _Span(begin, end)
        span.__class__ = Span
        block = _Block(
            kind,
            span,
            level,
            number,
            style,
            bold,
            _lead(text, lead) if lead else 0,
            _within(text, apart, begin) if apart else None,
            italic,
            underline,
            size,
            gap,
            place,
            shade,
            page,
            element,
            cell,
        )
        block.__class__ = Block
        self._blocks.append(block)

    def _joint(self, place: Place | None, gap: int) -> str:
        before = self._before
        if place is not None and before is not None and place.table == before.table:
            same_cell = (place.row, place.column) == (before.row, before.column)
            return "\n" if same_cell or place.row != before.row else "\t"
        if place is not None and before is not None:
            return "\n"  # a nested table begins or ends
        return "\n\n" if gap or (place is None) != (before is None) else "\n"

    def finish(self) -> Document:
        """The finished document, headers and footers last."""
        for kind, text, page in self._margins:
            joint = "\n\n" if self._blocks else ""
            span = Span(self._length + len(joint), self._length + len(joint) + len(text))
            self._pieces += [joint, text]
            self._length = span.end
            self._blocks.append(Block(kind=kind, span=span, gap=1, page=page))
        return Document(
            **self._identity,
            text="".join(self._pieces),
            blocks=tuple(self._blocks),
            properties=dict(self.properties),
            warnings=tuple(self.warnings),
        )
