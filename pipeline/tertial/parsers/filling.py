"""What the cells of a row tell of their item: who and when, how it goes, and which board says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Literal

from tertial import wording
from tertial.document import Block, Cell, Span
from tertial.parsers.body import Body
from tertial.parsers.cells import cell_pieces, take_facts
from tertial.parsers.content import ContentReader
from tertial.parsers.facts import read_facts
from tertial.parsers.found import Found
from tertial.parsers.givers import nothing_else
from tertial.parsers.states import by_board, signed, states
from tertial.records import Part, Passage, PassageRole
from tertial.swedish.dates import parse_range

LONGEST_DATE = 40
"""Characters of a line that is nothing but a date."""


class Filler:
    """Takes over the cells of the rows of one table into the items that they tell of."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._document = body.document
        self._register = body.register
        self._head = body.head

    def take_facts(self, found: Found, text: str) -> bool:
        """Take over who has an item and until when, where a paragraph under its title says just that."""
        if take_facts(found, text, self._register):
            return True
        if nothing_else(text, self._register) and not self._head.has("responsible"):
            found.responsible = found.responsible or text.strip(" .")
            return True
        return self._take_dates(found, text)

    def _take_dates(self, found: Found, text: str) -> bool:
        """Take over a line that is nothing but a date or a stretch of time."""
        bare = text.strip(" .()")
        if len(bare) > LONGEST_DATE or parse_range(bare) is None:
            return False
        found.content.set_dates(bare, "when")
        return True

    def fill(self, found: Found, r: int, board_rows: bool, *, height: int = 0) -> None:
        """Take over the cells of a row: who is responsible, dates, statuses, comments.

        Args:
            board_rows: The row may be one board's answer.
            height: Rows of the item that begins here, whose merged cells hold for it; 0 where it goes on.
        """
        head = self._head
        row_board, row_printed = "", ""
        at = head.first("responsible")
        if r in self._body.answering:
            row_printed = self._body.named_in(r)
            row_board = self._body.board_in(row_printed)
        elif at is not None and board_rows and (cell := self._body.grid[r][at]) is not None and cell.row == r:
            row_printed = cell.text
            boards = self._register.responsible(row_printed).boards
            row_board = boards[0] if len(boards) == 1 else ""
        part_start = part_end = -1
        for c, role in sorted(head.roles.items()):
            cell = self._body.grid[r][c]
            if cell is None or cell.column != c:
                continue
            text = cell.text
            inherited = cell.row < r
            told = role.name in ("comment", "status", "forecast")
            # What is merged over all of a board's rows is said of the item (cases/tables/merged_status).
            board = "" if height > 1 and cell.rows >= height else row_board
            outside = inherited and told and (not height or cell.row < head.rows)
            if not text or role.name == "title" or outside:
                continue
            if role.name == "number" and r not in self._body.answering:
                found.number = found.number or text.strip(" .")
            elif role.name == "responsible":
                if row_board and found.responsible and text not in found.responsible:
                    found.responsible += f", {text}"
                facts = read_facts(text, self._register)
                for printed, which in facts.dates if facts is not None else ():
                    found.content.set_dates(printed, which)
                lines = text.split("\n") if facts is None else [facts.responsible]
                who = [line for line in lines if not self._take_dates(found, line)]
                found.responsible = found.responsible or " ".join(who)
            elif role.name == "helper":
                found.content.helpers = found.content.helpers or text.replace("\n", " ")
            elif role.name in ("start", "end", "when"):
                if parse_range(text) is None and len(text) > 25 and role.name == "when":
                    self.comment(found, cell, head.names.get(c, ""), board)
                else:
                    found.content.set_dates(text, role.name)
            elif role.name in ("status", "forecast"):
                self._status(found, cell, role.name, head.names.get(c, ""), board)
            elif role.name == "comment":
                self.comment(found, cell, head.names.get(c, ""), board)
            elif role.name == "description":
                found.content.passages += [
                    Passage(span=b.span, role="description", label=head.names.get(c, ""))
                    for b in cell.blocks
                    if len(b.span)
                ]
            part = told or (r in self._body.answering and role.name == "description")
            if board and part and not inherited:
                part_start = cell.span.start if part_start < 0 else min(part_start, cell.span.start)
                part_end = max(part_end, cell.span.end)
        for c, board in head.boards.items():
            cell = self._body.grid[r][c]
            begins = cell is not None and (cell.row == r or (height and cell.row >= head.rows))
            asked = cell is not None and len(cell.span) and (self._body.left_empty or self._body.says(cell))
            if cell is not None and cell.column == c and begins and asked:
                self._status(found, cell, "status", head.names.get(c, ""), board)
                if self._body.boards_tell and self._body.says(cell):
                    filled = [block.span for block in cell.blocks if len(block.span)]
                    span = Span(filled[0].start, filled[-1].end) if filled else cell.span
                    found.content.parts.append(Part(board=board, heading=head.names.get(c, ""), span=span))
        if row_board and part_start >= 0:
            found.content.parts.append(
                Part(board=row_board, heading=row_printed, span=Span(part_start, part_end))
            )

    def _status(
        self, found: Found, cell: Cell, role: Literal["status", "forecast"], name: str, board: str
    ) -> None:
        text = cell.text
        if wording.choice_unfilled(text):
            return
        blocks = [b for b in cell.blocks if len(b.span)]
        if self._by_board(found, blocks, role, name, cell.shade):
            return
        if len(text) > 60 and wording.cell(text) is None and wording.leading(text) is None:
            self.comment(found, cell, name, board)
            return
        if len(blocks) > 1 and wording.cell(" ".join(self._document.cut(b.span) for b in blocks)) is not None:
            # `Inte` and `klart` in paragraphs of their own are one status.
            whole = Span(blocks[0].span.start, blocks[-1].span.end)
            found.content.passages.append(
                Passage(span=whole, role=role, label=name, board=board, shade=cell.shade)
            )
            return
        later = wording.cell(self._document.cut(blocks[0].span)) is None if len(blocks) > 1 else False
        for n, block in enumerate(blocks):
            stated = wording.cell(self._document.cut(block.span)) is not None if later else not n
            answers = not later or self._register.answers(self._document.cut(block.span))
            if stated or not answers:
                kept: PassageRole = role if stated else "comment"
                found.content.passages.append(
                    Passage(span=block.span, role=kept, label=name, board=board, shade=cell.shade)
                )
            else:
                self.comment(found, replace(cell, blocks=tuple(blocks[n:])), name, board)
                return

    def _by_board(
        self, found: Found, blocks: Sequence[Block], role: PassageRole, name: str, shade: str
    ) -> bool:
        """Take over a cell that only names boards and their states: `BUN: Pågår` over `SN: Klart`."""
        first = self._document.cut(blocks[0].span) if blocks else ""
        if blocks and (signs := signed(self._document.cut(whole := _over(blocks)), self._register)):
            found.content.passages += by_board(signs, whole.start, role, name)
            return True
        told = by_board(states(first, self._register), blocks[0].span.start, role, name) if first else []
        for block in blocks if not told else ():
            text = self._document.cut(block.span)
            opening = self._register.opening(text)
            if opening is None or not opening.label or wording.cell(text[opening.body_start :]) is None:
                return False
            span = Span(block.span.start + opening.body_start, block.span.end)
            told.append(Passage(span=span, role=role, label=name, board=opening.board, shade=shade))
        if len({passage.board for passage in told}) < 2:
            return False
        found.content.passages += told
        return True

    def comment(self, found: Found, cell: Cell, name: str, board: str) -> None:
        """Take over what a cell tells in words.

        Args:
            name: What its column is called.
            board: Whose answer the row or column is, if any one's.
        """
        last = next((p for p in reversed(found.content.passages) if p.role == "comment"), None)
        if last is not None and last.board and not board and cell.text[:1].islower():
            # The last board's sentence goes on in a row torn off by a page break.
            board = last.board
            parts = found.content.parts
            if parts and parts[-1].board == board:
                parts[-1] = replace(parts[-1], span=Span(parts[-1].span.start, cell.span.end))
        reader = ContentReader(self._document, self._register, speaker=board)
        apart = not board and cell.row + 1 in self._body.answering  # each board has a row of its own
        boards = (
            self._register.responsible(found.responsible).boards if found.responsible and not apart else ()
        )
        read = reader.read(cell_pieces(self._document, cell), boards=boards)
        stated = any(p.role == "status" and p.label for p in found.content.passages)
        for p in read.passages:
            # Beside a cell of status a sentence is a comment: `Väntar på statens besked.`
            role: PassageRole = (
                "comment" if stated and _SENTENCE.fullmatch(self._document.cut(p.span)) else p.role
            )
            found.content.passages.append(replace(p, role=role, label=name) if not p.label else p)
        found.content.parts += read.parts


_SENTENCE: Final = re.compile(r"(?:\S+ ){3,}\S+\.")
"""Words enough for a sentence, and its full stop."""


def _over(blocks: Sequence[Block]) -> Span:
    return Span(blocks[0].span.start, blocks[-1].span.end)
