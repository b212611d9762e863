"""The rows of a table of items: an item, more of the item before, or the name of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from tertial import wording
from tertial.boards import Register
from tertial.document import Cell, Document, Span
from tertial.parsers.anchors import named_kind
from tertial.parsers.cells import cell_pieces, is_example, title_of
from tertial.parsers.content import ContentReader
from tertial.parsers.found import Found
from tertial.parsers.grid import Head, cell_text
from tertial.parsers.outline import area_name, is_chapter_name, is_separator
from tertial.parsers.roles import Label, label
from tertial.records import Part, Passage, PassageRole
from tertial.swedish.dates import parse_range
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

PARSER = "tables"


class Rows:
    """Reads the rows of one table in order."""

    def __init__(
        self,
        document: Document,
        register: Register,
        head: Head,
        grid: list[list[Cell | None]],
        rows: list[list[str]],
        width: int,
    ) -> None:
        self._document = document
        self._register = register
        self._head = head
        self._grid = grid
        self._rows = rows
        self._width = width
        self.found: list[Found] = []
        self.last: Found | None = None
        self.torn = False
        self.area = ""
        self._board = ""
        self._board_heading = ""
        self._group_status: Span | None = None
        told_in_columns = head.has("status", "forecast", "comment") and not self._comments_across()
        self._has_rows_across = (
            self._count_across() >= 2
            or self._comments_across()
            or (head.has("start", "end") and not told_in_columns)
        )

    def _count_across(self) -> int:
        return sum(
            wording.leading(texts_[0]) is not None or wording.cell(texts_[0]) is not None
            for texts_ in ([t for t in row if t] for row in self._rows[self._head.rows :])
            if len(texts_) == 1
        )

    def _comments_across(self) -> bool:
        """Whether rows across tell of the item before them, as most items have one, and name no groups."""
        across, items, first = 0, 0, ""
        for r in range(self._head.rows, len(self._rows)):
            filled = [c for c, text in enumerate(self._rows[r]) if text]
            cell = self._grid[r][filled[0]] if filled else None
            if len(filled) == 1 and cell is not None and cell.columns >= max(2, self._width - 1):
                across += 1
                first = first or "across"
            elif len(filled) > 1:
                items += 1
                first = first or "item"
        return first == "item" and across >= 0.6 * items

    def row(self, r: int) -> None:
        row = self._rows[r]
        folded = [fold(t) for t in row]
        filled = [c for c, text in enumerate(row) if text and not is_separator(text)]
        if not filled or self._head.is_repeated_in(folded):
            return
        title_column = self._head.title
        assert title_column is not None
        if len(filled) == 1:
            self._single(r, filled[0])
            return
        if not row[title_column]:
            covering = self._grid[r][title_column]
            if covering is not None and covering.row < r and self.last is not None:
                self._further(r, filled, merged=True)
            elif self.last is not None:
                self._further(r, filled, merged=False)
            return
        if is_example(row[title_column]):
            return
        self._item(r)

    def _single(self, r: int, c: int) -> None:
        """A row with one filled cell: more of the item before, or a group's name."""
        text = self._rows[r][c]
        cell = self._grid[r][c]
        assert cell is not None
        across = cell.columns >= max(2, self._width - 1)
        title_column = self._head.title
        role = self._head.roles.get(c)
        goal = label(text)
        if goal is not None and self.last is not None and self._is_of_goal(goal):
            value = Span(cell.span.start + goal.value_start, cell.span.end)
            self.last.of_goal.append(Passage(span=value, role="status", label=goal.name))
            return
        if (
            self.last is not None
            and wording.leading(text.split("\n")[0]) is not None
            and (across or self._has_rows_across or c > 0)
        ):
            self.torn = self.torn or not self.found
            self._attach(cell, "status")
            return
        if role is not None and role.name == "area" and not across:
            self.area = area_name(text)
            return
        if (
            role is not None
            and role.name not in ("title", "area", "number")
            and not across
            and self.last is not None
        ):
            self._further(r, [c], merged=False)
            return
        board = self._register.heading(text) if len(text) <= 120 else None
        if board is not None:
            self._board, self._board_heading, self.area = board.name, text.strip(" :*"), ""
            return
        if wording.cell(text) is not None:
            self._group_status = cell.span
            return
        if self._has_rows_across and self.last is not None and (self.found or self.torn):
            judged = any(p.role == "status" for p in self.last.content.passages)
            self._attach(cell, "comment" if judged else "description")
            return
        if c == title_column and not across and not self._is_group(r, c, text):
            if not is_example(text):
                self._item(r)
            return
        if len(text) <= 160 and (across or c in (0, title_column)):
            self.area = "" if is_chapter_name(text) else area_name(text)
            self._board = self._board_heading = ""
            self._group_status = None
        elif self.last is not None and self.found:
            self._attach(cell, "comment")

    def _is_of_goal(self, found: Label) -> bool:
        """Whether a row across tells how the mål of a table of aktiviteter goes."""
        if self._head.kind is not Kind.AKTIVITET or found.role.name not in ("status", "forecast"):
            return False
        return named_kind(found.name) == Kind.MAL.value

    def _is_group(self, r: int, c: int, text: str) -> bool:
        """Whether a lone cell in the title column names a group rather than an item without further cells."""
        if len(text) > 100 or text.rstrip().endswith("."):
            return False
        return c == 0 or self._head.first("number") == c - 1

    def _attach(self, cell: Cell, role: PassageRole) -> None:
        last = self.last
        assert last is not None
        if role == "comment":
            self._comment(last, cell, "", "")
        for block in cell.blocks if role != "comment" else ():
            if len(block.span):
                last.content.passages.append(Passage(span=block.span, role=role, shade=block.shade))
                role = "comment" if role == "status" else role
        if self.found:
            last.span = Span(last.span.start, max(last.span.end, cell.span.end))

    def _item(self, r: int) -> None:
        head, document = self._head, self._document
        title_column = head.title
        assert title_column is not None
        cell = self._grid[r][title_column]
        assert cell is not None
        title, title_span, description = title_of(document, cell, self._register)
        row_cells = [c for c in dict.fromkeys(self._grid[r]) if c is not None]
        own = [c for c in row_cells if c.row == r]
        found = Found(
            title=title.text,
            title_span=title_span,
            span=Span(min(c.span.start for c in own), max(c.span.end for c in own)),
            parser=PARSER,
            kind=title.kind or head.kind,
            number=title.number,
            responsible=title.responsible,
            chapter_board=self._board,
            chapter_heading=self._board_heading,
            names_responsible=head.has("responsible"),
        )
        if title.status is not None:
            found.content.passages.append(Passage(span=title.status, role="status"))
        found.content.passages += [Passage(span=span, role="description") for span in description]
        if self._group_status is not None:
            found.content.passages.append(Passage(span=self._group_status, role="status"))
        self.found.append(found)
        self.last = found
        merged_title = cell.rows > 1
        self._fill(found, r, merged_title)
        found.area = found.area or self.area

    def _further(self, r: int, filled: Sequence[int], *, merged: bool) -> None:
        """A row that goes on with the item before it, or gives another board's answer to it."""
        last = self.last
        assert last is not None
        if not self.found:
            self.torn = True
        self._fill(last, r, merged)
        if self.found:
            cells = [self._grid[r][c] for c in filled]
            last.span = Span(
                last.span.start, max(last.span.end, *(c.span.end for c in cells if c is not None))
            )

    def _fill(self, found: Found, r: int, board_rows: bool) -> None:
        """Take over the cells of a row: who is responsible, dates, statuses, comments."""
        head = self._head
        row_board, row_printed = "", ""
        at = head.first("responsible")
        if at is not None and board_rows and (cell := self._grid[r][at]) is not None and cell.row == r:
            row_printed = cell_text(self._document, cell)
            boards = self._register.responsible(row_printed).boards
            row_board = boards[0] if len(boards) == 1 else ""
        part_start = part_end = -1
        for c, role in sorted(head.roles.items()):
            cell = self._grid[r][c]
            if cell is None or cell.column != c:
                continue
            text = cell_text(self._document, cell)
            inherited = cell.row < r
            if (
                not text
                or role.name == "title"
                or (inherited and role.name in ("comment", "status", "forecast"))
            ):
                if role.name == "area" and not text and self.area and not found.area:
                    found.area = self.area
                continue
            if role.name == "area":
                self.area = area_name(text.replace("\n", " "))
                found.area = found.area or self.area
            elif role.name == "number":
                found.number = found.number or text.strip(" .")
            elif role.name == "responsible":
                if row_board and found.responsible and text not in found.responsible:
                    found.responsible += f", {text}"
                found.responsible = found.responsible or text.replace("\n", " ")
            elif role.name in ("start", "end", "when"):
                if parse_range(text) is None and len(text) > 25 and role.name == "when":
                    self._comment(found, cell, head.names.get(c, ""), row_board)
                else:
                    found.content.set_dates(text, role.name)
            elif role.name in ("status", "forecast"):
                self._status(found, cell, role.name, head.names.get(c, ""), row_board)
            elif role.name == "comment":
                self._comment(found, cell, head.names.get(c, ""), row_board)
            elif role.name == "description":
                found.content.passages += [
                    Passage(span=b.span, role="description", label=head.names.get(c, ""))
                    for b in cell.blocks
                    if len(b.span)
                ]
            if row_board and role.name in ("status", "forecast", "comment"):
                part_start = cell.span.start if part_start < 0 else min(part_start, cell.span.start)
                part_end = max(part_end, cell.span.end)
        for c, board in head.boards.items():
            cell = self._grid[r][c]
            if cell is not None and cell.column == c and cell.row == r and len(cell.span):
                self._status(found, cell, "status", head.names.get(c, ""), board)
        if row_board and part_start >= 0:
            found.content.parts.append(
                Part(board=row_board, heading=row_printed, span=Span(part_start, part_end))
            )

    def _status(
        self, found: Found, cell: Cell, role: Literal["status", "forecast"], name: str, board: str
    ) -> None:
        text = cell_text(self._document, cell)
        if wording.choice_unfilled(text):
            return
        blocks = [b for b in cell.blocks if len(b.span)]
        if len(text) > 60 and wording.cell(text) is None and wording.leading(text) is None:
            self._comment(found, cell, name, board)
            return
        first: PassageRole = role
        if len(blocks) > 1 and wording.cell(" ".join(self._document.cut(b.span) for b in blocks)) is not None:
            # `Inte` and `klart` in paragraphs of their own are one status.
            whole = Span(blocks[0].span.start, blocks[-1].span.end)
            found.content.passages.append(
                Passage(span=whole, role=role, label=name, board=board, shade=cell.shade)
            )
            return
        if len(blocks) > 1 and wording.cell(self._document.cut(blocks[0].span)) is None:
            later = [b for b in blocks if wording.cell(self._document.cut(b.span)) is not None]
            for block in blocks:
                kept: PassageRole = role if block in later else "comment"
                found.content.passages.append(
                    Passage(span=block.span, role=kept, label=name, board=board, shade=cell.shade)
                )
            return
        for block in blocks:
            found.content.passages.append(
                Passage(span=block.span, role=first, label=name, board=board, shade=cell.shade)
            )
            first = "comment"

    def _comment(self, found: Found, cell: Cell, name: str, board: str) -> None:
        last = next((p for p in reversed(found.content.passages) if p.role == "comment"), None)
        if last is not None and last.board and not board and cell_text(self._document, cell)[:1].islower():
            # The last board's sentence goes on in a row torn off by a page break.
            board = last.board
            parts = found.content.parts
            if parts and parts[-1].board == board:
                parts[-1] = replace(parts[-1], span=Span(parts[-1].span.start, cell.span.end))
        reader = ContentReader(self._document, self._register, speaker=board)
        boards = self._register.responsible(found.responsible).boards if found.responsible else ()
        read = reader.read(cell_pieces(self._document, cell), boards=boards)
        found.content.passages += [
            p if p.label else Passage(span=p.span, role=p.role, label=name, board=p.board, shade=p.shade)
            for p in read.passages
        ]
        found.content.parts += read.parts
