"""Tells a Draft what stands on the pages: headings, paragraphs, lists, tables and margins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from tertial.document import BlockKind, Draft, place_at
from tertial.readers.docx import symbols
from tertial.readers.docx.numbering import BULLET
from tertial.readers.docx.shading import Shading
from tertial.readers.docx.styles import Look
from tertial.readers.lettering import lettering
from tertial.readers.pdf import footnotes, tables
from tertial.readers.pdf.columns import Element, elements
from tertial.readers.pdf.lines import (
    BULLETS,
    Line,
    Paragraph,
    contents,
    leading,
    paragraphs,
    runs_of,
    without,
)
from tertial.readers.pdf.lines import rows as rows_of
from tertial.readers.pdf.margins import Margin, Page, texts
from tertial.readers.pdf.ruled import Cell, Grid
from tertial.readers.wrapping import hyphenated

_LARGER: Final = 1.12
"""So many times the size of the text makes a heading."""
_BOLDER: Final = 0.8
"""Points by which bold letters are larger than the text in a heading."""
_LONGEST_HEADING: Final = 250
"""Characters."""
_LONGEST_NUMBERED: Final = 160
"""Characters of a heading as large as the text, which is bold and has a number."""
_SAME: Final = 0.6
"""Points by which headings of one level may differ in size."""
_DEEPEST: Final = 6


class Writer:
    """Writes one document."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._usual: Mapping[float, float] = {}
        self._words: Mapping[str, int] = {}
        self._inner: Mapping[str, int] = {}
        self._body = 0.0
        self._levels: list[float] = []
        self._shading = Shading()
        self._notes: dict[int, list[Line]] = {}

    def write(self, pages: Sequence[Page], beside: Sequence[Margin]) -> None:
        """All that stands on the pages, in order; then what stands beside it."""
        flow: list[Element] = []
        for page in pages:
            flow += elements(page, flow[-1] if flow else None)
        self._measure(flow)
        flow, self._notes = footnotes.take_out(flow, self._body)
        waiting: list[Line] = []
        index = 0
        while index < len(flow):
            one = flow[index]
            index += 1
            if isinstance(one, Line):
                waiting.append(one)
                continue
            parts = [one]
            while index < len(flow):
                following = flow[index]
                if not isinstance(following, Grid) or not tables.goes_on(parts[-1], following):
                    break
                parts.append(following)
                index += 1
            self._running(waiting)
            waiting = []
            self._table(tables.merge(parts))
            for part in parts:
                self._footnotes(part)
        self._running(waiting)
        self._margins(beside)

    def _measure(self, flow: Sequence[Element]) -> None:
        """What is usual in the document: size of letters, distance of lines, its words and colours."""
        lines = [one for one in flow if isinstance(one, Line)]
        grids = [one for one in flow if isinstance(one, Grid)]
        contents(lines)
        self._usual = leading(lines)
        cell_lines = [
            Line(row, grid.page) for grid in grids for cell in grid.cells for row in rows_of(cell.pieces)
        ]
        self._words = tables.words(lines, cell_lines)
        self._inner = hyphenated(line.text for line in (*lines, *cell_lines))
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        if not sizes:
            for line in cell_lines:
                sizes[line.size] += len(line.text)
        self._body = max(sizes, key=lambda size: (sizes[size], -size)) if sizes else 0.0
        large = sorted({line.size for line in lines if self._is_large(line)}, reverse=True)
        often = Counter(line.size for line in lines if line.size in large)
        if len(large) > 1 and often[large[0]] <= 2:
            large = large[1:]  # the title of the report, over its chapters
        for size in large:
            if not self._levels or self._levels[-1] - size > _SAME:
                self._levels.append(size)
        self._shading = Shading({cell.fill for grid in grids for cell in grid.cells if cell.fill})

    def _running(self, lines: Sequence[Line]) -> None:
        """Running text between tables."""
        found = paragraphs(tables.whole_words(lines, self._words), self._usual)
        spread = self._spread(found)
        before: Paragraph | None = None
        for paragraph in found:
            self._paragraph(paragraph, self._gap(before, paragraph, spread))
            before = paragraph
            for line in paragraph.lines:
                self._footnotes(line)

    @staticmethod
    def _spread(found: Sequence[Paragraph]) -> float:
        """The usual distance between the last line of a paragraph and the first of the next."""
        counts: Counter[float] = Counter()
        for before, paragraph in pairwise(found):
            pitch = paragraph.first.base - before.last.base
            if not paragraph.first.turned and 0 < pitch < 60:
                counts[round(pitch)] += 1
        return counts.most_common(1)[0][0] if counts else 0.0

    @staticmethod
    def _gap(before: Paragraph | None, paragraph: Paragraph, spread: float) -> int:
        """How many empty lines stand before a paragraph."""
        if before is None or paragraph.first.turned or not spread:
            return 0
        pitch = paragraph.first.base - before.last.base
        return max(0, min(9, round((pitch - spread) / spread))) if pitch > 1.7 * spread else 0

    def _paragraph(self, paragraph: Paragraph, gap: int) -> None:
        first = paragraph.first
        mark = "" if first.toc else first.marked
        found = lettering(without(runs_of(paragraph, self._inner), mark), inside=True)
        rest, lead = found.text.strip(), found.lead
        text = f"{mark} {rest}" if mark else rest
        kind: BlockKind = "paragraph"
        level, number = 0, ""
        if first.toc:
            kind = "toc"
            text = "\t".join(first.toc)
        elif self._is_heading(paragraph, text, found.look):
            kind, level = "heading", self._level(first.size)
            number = first.marked if first.marked[:1].isalnum() else ""
        elif first.marked:
            number = _number(first.marked)
            text = f"{number} {rest}" if number else f"{first.marked}\t{rest}"
            kind, level = ("list", 1) if number else ("paragraph", 0)
        shade = ""
        if len(text) <= symbols.LONGEST_SIGN and symbols.is_sign(text):
            shade = self._shading.word(found.look.colour)
        self._draft.add(
            kind,
            text,
            level=level,
            number=number,
            bold=found.look.bold,
            lead=text[: len(text) - len(rest)] + lead.lstrip() if lead else "",
            apart=found.apart,
            italic=found.look.italic,
            underline=found.look.underline,
            size=found.look.size or first.size,
            gap=gap,
            shade=shade,
            page=first.page,
        )

    def _footnotes(self, of: Element) -> None:
        """The notes that something refers to, after it."""
        notes = self._notes.pop(id(of), [])
        if notes:
            for line in notes:
                line.right = max(line.right, *(other.x1 for other in notes))
            for note in paragraphs(notes, self._usual):
                text = "".join(text for text, _ in runs_of(note, self._inner))
                self._draft.add("footnote", text, size=note.first.size, page=note.first.page)

    def _is_heading(self, paragraph: Paragraph, text: str, look: Look) -> bool:
        if not text or len(text) > _LONGEST_HEADING or not any(map(str.isalpha, text)):
            return False
        first = paragraph.first
        numbered = first.marked[:1].isdigit() and len(text) <= _LONGEST_NUMBERED
        return self._is_large(first) or (look.bold and numbered and first.size >= self._body - 0.2)

    def _is_large(self, line: Line) -> bool:
        return line.size >= _LARGER * self._body or (line.bold and line.size >= self._body + _BOLDER)

    def _level(self, size: float) -> int:
        return min(_DEEPEST, 1 + sum(size < level - _SAME for level in self._levels))

    def _table(self, grid: Grid) -> None:
        index = self._draft.new_table()
        cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.column))
        rows: list[list[Cell]] = [[] for _ in range(max(cell.row for cell in cells) + 1)]
        for cell in cells:
            rows[cell.row].append(cell)
        self._shading.tell_apart(rows)
        coloured = self._shading.coloured(rows)
        lefts = _lefts(cells)
        for cell in cells:
            shade, told = self._shading.of(cell, rows, coloured, _lettered) if cell.fill else ("", False)
            place = place_at(index, cell.row, cell.column, cell.columns, cell.rows, header=cell.header)
            found = tables.cell_paragraphs(
                cell, grid.page, lefts.get(cell.column, 0.0), self._usual, self._words, self._inner
            )
            for runs in found:
                said = lettering(runs, inside=False)
                text = said.text.strip().replace("\t", " ")
                bullet = text[:1] in BULLETS and text[1:2] == " " and not text[:1].isalnum()
                if bullet:
                    text = f"{BULLET if text[0] not in '-–' else text[0]} {text[2:].lstrip()}"
                sign = shade or (
                    self._shading.word(said.look.colour)
                    if len(text) <= symbols.LONGEST_SIGN and symbols.is_sign(text)
                    else ""
                )
                self._draft.add(
                    "list" if bullet else "paragraph",
                    text,
                    level=int(bullet),
                    number=text[0] if bullet else "",
                    bold=said.look.bold,
                    lead=said.lead,
                    italic=said.look.italic,
                    underline=said.look.underline,
                    size=said.look.size,
                    place=place,
                    shade=sign,
                    page=grid.page,
                )
            if not found:
                text = f"[{shade}]" if told else ""
                self._draft.add("paragraph", text, place=place, shade=shade, page=grid.page)

    def _margins(self, beside: Sequence[Margin]) -> None:
        for kind in ("header", "footer"):
            for margin, text in texts(beside):
                if margin.kind == kind:
                    self._draft.add(margin.kind, text, page=margin.page)


def _number(marked: str) -> str:
    """The number or bullet of a list; nothing for a bare figure, which may be anything set off by a tab."""
    if (marked[:1].isalnum() and len(marked) > 1) or marked[:1] in "([-–—":
        return marked if marked[-1] in ".)]-–—" else ""
    return "" if marked.isdigit() else BULLET


def _lettered(cell: Cell) -> bool:
    return bool(cell.pieces)


def _lefts(cells: Sequence[Cell]) -> dict[int, float]:
    """By column how far from the side of its cells the letters begin."""
    found: dict[int, float] = {}
    for cell in cells:
        for piece in cell.pieces:
            left = piece.x0 - cell.x0
            found[cell.column] = min(found.get(cell.column, left), left)
    return found
