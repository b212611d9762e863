"""The rows of a table of items: an item, more of the item before, or the name of a group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from tertial import wording
from tertial.boards import Register
from tertial.document import Block, Cell, Document, Span
from tertial.parsers.anchors import named_kind
from tertial.parsers.cells import cell_pieces, is_example, is_total, take_facts, title_of
from tertial.parsers.content import ContentReader
from tertial.parsers.facts import read_facts
from tertial.parsers.found import Found
from tertial.parsers.givers import nothing_else
from tertial.parsers.head import Head
from tertial.parsers.outline import area_name, is_chapter_name, is_separator
from tertial.parsers.roles import Label, bare_label, column, label
from tertial.parsers.states import by_board, states
from tertial.parsers.titles import is_order, split_number
from tertial.records import Part, Passage, PassageRole
from tertial.swedish.dates import parse_range
from tertial.swedish.sentences import split
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

PARSER = "tables"
LONGEST_DATE = 40
"""Characters of a line that is nothing but a date."""
SHORTEST_ANSWER = 18
"""Characters; a shorter cell is a sign or a status."""
MOST_TELL = 0.3
"""Share of the boards' cells that must be answers in words; the others may be a bare `Klart`."""
_TOLD = ("status", "forecast", "comment", "responsible", "start", "end", "when")
_NESTED = re.compile(r"\d{1,2}(?:\.\d{1,2}[a-e]?){0,2}")


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
        self._goal: Found | None = None
        """The mål of the rows that follow, as a column or a row across names it."""
        self._board = ""
        self._board_heading = ""
        self._group_status: Span | None = None
        self._grouped = any(wording.over_group(text) for text in self._texts_across())
        """Rows across name the status of the items after them, and none ends the item before it."""
        told_in_columns = head.has("status", "forecast", "comment") and not self._comments_across()
        self._has_rows_across = (
            self._count_across() >= 2
            or self._comments_across()
            or (head.has("start", "end") and not told_in_columns)
        )

        first = next((row for row in rows[head.rows :] if any(row)), [])
        alone = [c for c, text in enumerate(first) if text]
        titles = [
            grid[r][head.title or 0] for r in range(head.rows, len(rows)) if sum(map(bool, rows[r])) > 1
        ]
        self._emphases = Counter(_emphasis(cell) for cell in titles if cell is not None)
        self._begins_with_group = len(alone) == 1 and alone[0] == head.title
        below = [row[head.title or 0] for row in rows[head.rows :] if sum(map(bool, row)) == 1]
        answers = [
            cell
            for r in range(head.rows, len(rows))
            for c in head.boards
            if (cell := grid[r][c]) is not None and cell.column == c and self._says(cell)
        ]
        asked = (grid[r][c] for r in range(head.rows, len(rows)) for c in head.boards)
        self._left_empty = any(cell is None or not len(cell.span) for cell in asked)
        """Who is not asked has an empty cell, so that a dash is an answer."""
        told = sum(len(cell.text) >= SHORTEST_ANSWER for cell in answers)
        self._boards_tell = told >= MOST_TELL * len(answers)
        """The boards' columns hold answers in words, of which each is its board's own part; no mere signs."""
        self._told_below = sum(map(_is_prose, below)) >= 0.5 * self._emphases.total()
        self._answering = self._find_answering()
        """The rows that are one board's own under the item above, each with the column that names it."""
        self._depths = self._find_depths()
        self._inner = 0
        """How deep the rows are numbered that stand under one of them."""

    def _says(self, cell: Cell) -> bool:
        """Whether a cell in a board's column holds an answer, and no dash for "not concerned"."""
        text = cell.text
        concerned = fold(text).strip(" .") not in wording.not_applicable()
        return bool(text) and not is_separator(text) and concerned

    def _count_across(self) -> int:
        return sum(
            wording.leading(texts_[0]) is not None or wording.cell(texts_[0]) is not None
            for texts_ in ([t for t in row if t] for row in self._rows[self._head.rows :])
            if len(texts_) == 1
        )

    def _texts_across(self) -> list[str]:
        """The texts of the rows of which one cell goes across."""
        found = []
        for r in range(self._head.rows, len(self._rows)):
            filled = [c for c, text in enumerate(self._rows[r]) if text]
            cell = self._grid[r][filled[0]] if len(filled) == 1 else None
            if cell is not None and cell.columns >= max(2, self._width - 1):
                found.append(self._rows[r][filled[0]])
        return found

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
        if r in self._answering:
            if self.last is not None and len(filled) > 1:
                self._further(r, filled, merged=True)
            return
        if len(filled) == 1 and not (filled == [title_column] and self._is_told_above(r)):
            self._single(r, filled[0])
            return
        if not row[title_column]:
            covering = self._grid[r][title_column]
            merged = covering is not None and covering.row < r
            if self.last is not None:
                self._further(r, filled, merged=merged or (bool(self.found) and self._answers(r)))
            return
        if is_example(row[title_column]) or is_total(row[title_column]):
            return
        if r not in self._depths:
            self._item(r)
            return
        over = self._depths.get(r + 1, 0) > self._depths[r]
        if over or self._depths[r] < self._inner:
            self.area, self._inner = "", self._depths[r] + over
        if over and not any(row[c] for c, role in self._head.roles.items() if role.name in _TOLD):
            self.area = area_name(row[title_column])
            return
        self._item(r)
        if over:
            above = self.found[-1]
            above.kind = above.kind if is_order(above.title) else Kind.MAL
            self.area = above.title

    def _find_depths(self) -> dict[int, int]:
        """How deep the number of each row stands, `1` before `1.1`; empty where none stands under another."""
        at = self._head.first("number")
        numbers = {
            r: number.count(".") + 1
            for r in range(self._head.rows, len(self._rows))
            if at is not None and _NESTED.fullmatch(number := self._rows[r][at].strip(" ."))
        }
        under = [
            r
            for r in numbers
            if at is not None
            and r + 1 in numbers
            and self._rows[r + 1][at].startswith(self._rows[r][at].strip(" .") + ".")
        ]
        return numbers if under else {}

    def above(self, r: int) -> None:
        """Take up a row over the head: a mål that the rows are for, or how it goes."""
        cells = list(dict.fromkeys(cell for cell in self._grid[r] if cell is not None and len(cell.span)))
        if self._head.kind is not Kind.AKTIVITET or not 1 <= len(cells) <= 2 or cells[0].column:
            return
        named = label(text := cells[0].text)
        role = column(text) if len(cells) == 2 else named.role if named is not None else None
        kind = role.kind if role is not None and role.name == "title" else split_number(text)[2]
        if kind is Kind.MAL and self._goal is None:
            self._begin_goal(cells[-1])
        elif self._goal is not None and role is not None and role.name in ("status", "comment"):
            start = named.value_start if len(cells) == 1 and named is not None else 0
            self._tell_goal(cells[-1], start, "status" if role.name == "status" else "comment")

    def _tell_goal(self, cell: Cell, start: int, role: PassageRole) -> None:
        if self._goal is not None and start < len(cell.span):
            span = Span(cell.span.start + start, cell.span.end)
            self._goal.content.passages.append(Passage(span=span, role=role, shade=cell.shade))

    def _is_told_above(self, r: int) -> bool:
        """Whether a merged cell that begins further up says how the item of this row goes."""
        told = ("status", "forecast", "comment", "responsible")
        cells = [self._grid[r][c] for c, role in self._head.roles.items() if role.name in told]
        return any(cell is not None and self._head.rows <= cell.row < r and len(cell.span) for cell in cells)

    def _single(self, r: int, c: int) -> None:
        """A row with one filled cell: more of the item before, or a group's name."""
        text = self._rows[r][c]
        cell = self._grid[r][c]
        assert cell is not None
        across = cell.columns >= max(2, self._width - 1)
        title_column = self._head.title
        role = self._head.roles.get(c)
        goal = label(text)
        judged = goal is not None and goal.role.name == "status" and self._goal is not None
        if goal is not None and judged and across and self.found[-1:] == [self._goal]:
            self._tell_goal(cell, goal.value_start, "status")
            return
        if goal is not None and self.last is not None and self._is_of_goal(goal):
            value = Span(cell.span.start + goal.value_start, cell.span.end)
            self.last.of_goal.append(Passage(span=value, role="status", label=goal.name))
            return
        group = wording.status_over(text) is not None
        if group and across and (self._grouped or (self.last is None and not self.found)):
            self._grouped, self._group_status, self.area = True, cell.span, ""
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
        first, _, rest = text.partition("\n")
        if rest and self.found and self._register.heading(first) is not None:
            self._attach(cell, "comment")  # a board's name over its answer
            return
        board = self._register.heading(text) if len(text) <= 120 else None
        if board is not None:
            self._board, self._board_heading, self.area = board.name, text.strip(" :*"), ""
            return
        if group:
            self._group_status = cell.span
            return
        if self._has_rows_across and self.last is not None and (self.found or self.torn):
            named = goal if goal is not None else bare_label(text.split("\n")[0])
            judged = self._head.has("status") or any(p.role == "status" for p in self.last.content.passages)
            told = judged or (named is not None and named.role.name == "comment")
            self._attach(cell, "comment" if told else "description")
            return
        alone = across or (c in (0, title_column) and role is not None and role.name in ("title", "number"))
        if (
            goal is not None
            and (goal.role.name == "area" or across)
            and goal.role.name in ("area", "title")
            and alone
        ):
            self._group(cell, goal)
            return
        told = (
            label(text) is not None or bare_label(text) is not None or (self._told_below and _is_prose(text))
        )
        if c == title_column and self.found and told:
            if bare_label(text) is None:
                self._attach(cell, "comment")
            return
        if c == title_column and not across and not self._is_group(cell, text):
            if not is_example(text) and not is_total(text):
                self._item(r)
            return
        told = across and self.last is not None and _is_prose(text) and len(split(text)) > 1
        if len(text) <= 160 and (across or c in (0, title_column)) and not told:
            self.area = "" if is_chapter_name(text) else area_name(text)
            self._board = self._board_heading = ""
            self._group_status = self._goal = None
        elif self.last is not None and self.found:
            self._attach(cell, "comment")

    def _group(self, cell: Cell, named: Label) -> None:
        """Take over a row across that says what it names: `Målområde: Miljö`, `Nämndmål: Fler ska cykla`."""
        value = cell.text[named.value_start :]
        self._board = self._board_heading = ""
        self._group_status = self._goal = None
        if named.role.kind is Kind.MAL and self._head.kind is Kind.AKTIVITET:
            self._begin_goal(cell)
        else:
            self.area = area_name(value)

    def _begin_goal(self, cell: Cell) -> None:
        """Find a mål that the rows after it are for; one named before goes on."""
        title, span, _ = title_of(self._document, cell, self._register)
        if self._goal is None or self._goal.title != title.text:
            self._goal = Found(
                title=title.text, title_span=span, span=cell.span, parser=PARSER, kind=Kind.MAL,
                number=title.number, area=self.area,
            )  # fmt: skip
            self.found.append(self._goal)

    def _is_of_goal(self, found: Label) -> bool:
        """Whether a row across tells how the mål of a table of aktiviteter goes."""
        if self._head.kind is not Kind.AKTIVITET or found.role.name not in ("status", "forecast"):
            return False
        return named_kind(found.name) == Kind.MAL.value

    def _is_group(self, cell: Cell, text: str) -> bool:
        """Whether a lone cell in the title column names a group, rather than an item without further cells.

        A table that has groups begins with one, or marks their names as no item's is marked.
        """
        if len(text) > 100 or text.rstrip().endswith(".") or is_order(text):
            return False
        if is_chapter_name(text):
            return True
        if cell.column and self._head.first("number") != cell.column - 1:
            return False
        if self._marked(cell):
            return True
        return (self._begins_with_group or bool(self.area)) and self._followed(cell.row)

    def _marked(self, cell: Cell) -> bool:
        """Whether a cell is bold, shaded or a heading where most titles are not."""
        said = _emphasis(cell)
        return said != _PLAIN and self._emphases[said] <= 0.4 * self._emphases.total()

    def _followed(self, r: int) -> bool:
        """Whether the next row is an item, so that a group named before it has one."""
        following = next((row for row in self._rows[r + 1 :] if any(row)), None)
        return following is not None and sum(map(bool, following)) > 1

    def _find_answering(self) -> dict[int, int]:
        """Rows that name a board where items have their title, or their number, and nobody to act.

        Such a row is the board's own answer to the item above it (cases/layouts/rows).
        """
        head, found = self._head, dict[int, int]()
        if head.title is None:
            return found
        at = head.first("responsible")
        names = [head.title, *(c for c, role in head.roles.items() if role.name in ("number", "decided"))]
        given: tuple[str, ...] | None = None
        for r in range(head.rows, len(self._rows)):
            row = self._rows[r]
            named = [c for c in names if row[c]]
            board = self._board_in(row[named[0]]) if len(named) == 1 else ""
            others = [c for c in head.roles if row[c] and c not in named]
            cell = self._grid[r][named[0]] if board else None
            own = cell is not None and cell.row == r and cell.columns < max(2, self._width - 1)
            if own and (given is not None or self.last is not None) and (at is None or not row[at]):
                told = {head.roles[c].name for c in others} & {"status", "forecast", "comment"}
                if told or (not others and given is not None and len(given) > 1 and board in given):
                    found[r] = named[0]
                    continue
            if row[head.title]:
                given = self._register.responsible(row[at]).boards if at is not None else ()
        return found

    def _board_in(self, text: str) -> str:
        """The board that a cell names and says nothing else of: `varav BUN`, `– Socialnämnden`."""
        bare = _THEREOF.sub("", text)
        board = self._register.heading(bare[:1].upper() + bare[1:]) if 0 < len(bare) <= 80 else None
        return board.name if board is not None else ""

    def _answers(self, r: int) -> bool:
        """Whether a row without a title is a board's own: it names one and tells how that one is doing.

        A row that only comments may go on with the row above, unless its item is given to several boards,
        that one among them.
        """
        at = self._head.first("responsible")
        if at is None or r >= len(self._rows) or self._rows[r][self._head.title or 0]:
            return False
        told = {role.name for c, role in self._head.roles.items() if self._rows[r][c]}
        boards = self._register.responsible(self._rows[r][at]).boards
        if len(boards) != 1:
            return False
        if told & {"status", "forecast"}:
            return True
        above = next((row for row in reversed(self._rows[:r]) if row[self._head.title or 0]), None)
        given = self._register.responsible(above[at]).boards if above is not None else ()
        return "comment" in told and len(given) > 1 and boards[0] in given

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
        for span in description:
            if not self._take_facts(found, document.cut(span)):
                found.content.passages.append(Passage(span=span, role="description"))
        if self._group_status is not None:
            found.content.passages.append(Passage(span=self._group_status, role="status"))
        self.last = found
        self._fill(found, r, cell.rows > 1 or self._answers(r + 1), height=cell.rows)
        self.found.append(found)
        found.area = self._goal.title if self._goal is not None else found.area or self.area

    def _take_facts(self, found: Found, text: str) -> bool:
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

    def _fill(self, found: Found, r: int, board_rows: bool, *, height: int = 0) -> None:
        """Take over the cells of a row: who is responsible, dates, statuses, comments.

        Args:
            board_rows: The row may be one board's answer.
            height: Rows of the item that begins here, whose merged cells hold for it; 0 where it goes on.
        """
        head = self._head
        row_board, row_printed = "", ""
        at = head.first("responsible")
        if r in self._answering:
            row_printed = _THEREOF.sub("", self._rows[r][self._answering[r]]).strip(" :")
            row_board = self._board_in(row_printed)
        elif at is not None and board_rows and (cell := self._grid[r][at]) is not None and cell.row == r:
            row_printed = cell.text
            boards = self._register.responsible(row_printed).boards
            row_board = boards[0] if len(boards) == 1 else ""
        part_start = part_end = -1
        for c, role in sorted(head.roles.items()):
            cell = self._grid[r][c]
            if cell is None or cell.column != c:
                continue
            text = cell.text
            inherited = cell.row < r
            told = role.name in ("comment", "status", "forecast")
            # What is merged over all of a board's rows is said of the item (cases/tables/merged_status).
            board = "" if height > 1 and cell.rows >= height else row_board
            outside = inherited and told and (not height or cell.row < head.rows)
            if not text or role.name == "title" or outside:
                if role.name == "area" and not text and self.area and not found.area:
                    found.area = self.area
                continue
            if role.name == "area" and role.kind is Kind.MAL and head.kind is Kind.AKTIVITET:
                self._begin_goal(cell)
            elif role.name == "area":
                named = area_name(text.replace("\n", " "))
                if self._goal is not None and self._goal is self.found[-1] and not self._goal.area:
                    self.area = self._goal.area = named  # of the mål in the row across above
                elif named != self.area:
                    self.area, self._goal = named, None
                found.area = found.area or self.area
            elif role.name == "number" and r not in self._answering:
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
                    self._comment(found, cell, head.names.get(c, ""), board)
                else:
                    found.content.set_dates(text, role.name)
            elif role.name in ("status", "forecast"):
                self._status(found, cell, role.name, head.names.get(c, ""), board)
            elif role.name == "comment":
                self._comment(found, cell, head.names.get(c, ""), board)
            elif role.name == "description":
                found.content.passages += [
                    Passage(span=b.span, role="description", label=head.names.get(c, ""))
                    for b in cell.blocks
                    if len(b.span)
                ]
            part = told or (r in self._answering and role.name == "description")
            if board and part and not inherited:
                part_start = cell.span.start if part_start < 0 else min(part_start, cell.span.start)
                part_end = max(part_end, cell.span.end)
        for c, board in head.boards.items():
            cell = self._grid[r][c]
            begins = cell is not None and (cell.row == r or (height and cell.row >= head.rows))
            asked = cell is not None and len(cell.span) and (self._left_empty or self._says(cell))
            if cell is not None and cell.column == c and begins and asked:
                self._status(found, cell, "status", head.names.get(c, ""), board)
                if self._boards_tell and self._says(cell):
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
            self._comment(found, cell, name, board)
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
                self._comment(found, replace(cell, blocks=tuple(blocks[n:])), name, board)
                return

    def _by_board(
        self, found: Found, blocks: Sequence[Block], role: PassageRole, name: str, shade: str
    ) -> bool:
        """Take over a cell that only names boards and their states: `BUN: Pågår` over `SN: Klart`."""
        first = self._document.cut(blocks[0].span) if blocks else ""
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

    def _comment(self, found: Found, cell: Cell, name: str, board: str) -> None:
        last = next((p for p in reversed(found.content.passages) if p.role == "comment"), None)
        if last is not None and last.board and not board and cell.text[:1].islower():
            # The last board's sentence goes on in a row torn off by a page break.
            board = last.board
            parts = found.content.parts
            if parts and parts[-1].board == board:
                parts[-1] = replace(parts[-1], span=Span(parts[-1].span.start, cell.span.end))
        reader = ContentReader(self._document, self._register, speaker=board)
        apart = not board and cell.row + 1 in self._answering  # each board has a row of its own
        boards = (
            self._register.responsible(found.responsible).boards if found.responsible and not apart else ()
        )
        read = reader.read(cell_pieces(self._document, cell), boards=boards)
        found.content.passages += [
            p if p.label else Passage(span=p.span, role=p.role, label=name, board=p.board, shade=p.shade)
            for p in read.passages
        ]
        found.content.parts += read.parts


_THEREOF = re.compile(r"^(?:[–—•·↳→>-]+\s*)?(?:(?:varav|därav|dels|för|hos|inom)\s+)?", re.IGNORECASE)
"""What leads on to a board that answers for its part."""


def _is_prose(text: str) -> bool:
    """Whether a lone cell tells of something rather than names it."""
    return text.rstrip()[-1:] in (".", "!", "?") and not is_order(text)


def _emphasis(cell: Cell) -> tuple[bool, str, bool]:
    """What sets a cell apart for the eye: bold, its shade, a style of headings."""
    blocks = [block for block in cell.blocks if len(block.span)]
    return all(b.bold for b in blocks), cell.shade, all(b.kind == "heading" for b in blocks)


_PLAIN = (False, "", False)
