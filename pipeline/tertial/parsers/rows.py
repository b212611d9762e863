"""The rows of a table of items: an item, more of the item before, or the name of a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tertial import wording
from tertial.document import Cell, Span
from tertial.parsers.anchors import named_kind
from tertial.parsers.body import Body
from tertial.parsers.cells import is_example, is_total, title_of
from tertial.parsers.filling import Filler
from tertial.parsers.found import Found, titled
from tertial.parsers.headings import area_name, is_chapter_name
from tertial.parsers.lines import is_separator
from tertial.parsers.roles import Label, bare_label, column, label
from tertial.parsers.titles import is_order, split_number
from tertial.records import Passage, PassageRole
from tertial.swedish.sentences import split
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

PARSER = "tables"
LONGEST_STATUS = 4
"""Words of a row across that says how its item goes by a sign and what that means: `[✘] Utgår`."""
_TOLD = ("status", "forecast", "comment", "responsible", "start", "end", "when")


class Rows:
    """Reads the rows of one table in order."""

    def __init__(self, body: Body, last: Found | None, area: str) -> None:
        """Begin.

        Args:
            last: The last item of the table before, of which the first rows may tell.
            area: The group that the rows of the table before were of.
        """
        self._body = body
        self._document = body.document
        self._register = body.register
        self._head = head = body.head
        self._grid = grid = body.grid
        self._rows = rows = body.rows
        self._filler = Filler(body)
        self.found: list[Found] = []
        self.last = last
        self.torn = False
        self.area = area
        self._goal: Found | None = None
        """The mål of the rows that follow, as a column or a row across names it."""
        self._board = ""
        self._board_heading = ""
        self._group_status: Span | None = None
        self._grouped = any(wording.over_group(text) for text in body.texts_across())
        """Rows across name the status of the items after them, and none ends the item before it."""
        told_in_columns = head.has("status", "forecast", "comment") and not body.comments_across()
        self._has_rows_across = (
            body.count_across() >= 2
            or body.comments_across()
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
        self._told_below = sum(map(_is_prose, below)) >= 0.5 * self._emphases.total()
        self._inner = 0
        """How deep the rows are numbered that stand under one of them."""

    def row(self, r: int) -> None:
        row = self._rows[r]
        folded = [fold(t) for t in row]
        filled = [c for c, text in enumerate(row) if text and not is_separator(text)]
        if not filled or self._head.is_repeated_in(folded):
            return
        title_column = self._head.title
        assert title_column is not None
        if r in self._body.answering:
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
                self._further(r, filled, merged=merged or (bool(self.found) and self._body.answers(r)))
            return
        if is_example(row[title_column]) or is_total(row[title_column]):
            return
        if r not in self._body.depths:
            self._item(r)
            return
        over = self._body.depths.get(r + 1, 0) > self._body.depths[r]
        if over or self._body.depths[r] < self._inner:
            self.area, self._inner = "", self._body.depths[r] + over
        if over and not any(row[c] for c, role in self._head.roles.items() if role.name in _TOLD):
            self.area = area_name(row[title_column])
            return
        self._item(r)
        if over:
            above = self.found[-1]
            above.kind = above.kind if is_order(above.title) else Kind.MAL
            self.area = above.title

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
        if wording.explains(text) and len(text.split()) > LONGEST_STATUS:
            return  # the legend, across
        cell = self._grid[r][c]
        assert cell is not None
        across = self._body.goes_across(cell)
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

    def _take_area(self, found: Found, r: int) -> None:
        """Take over the mål or the group that the columns before an item's title name."""
        for c, role in sorted(self._head.roles.items()):
            cell = self._grid[r][c] if role.name == "area" else None
            if cell is None or cell.column != c:
                continue
            if not len(cell.span):
                found.area = found.area or self.area
            elif role.kind is Kind.MAL and self._head.kind is Kind.AKTIVITET:
                self._begin_goal(cell)
            else:
                named = area_name(cell.text.replace("\n", " "))
                if self._goal is not None and self._goal is self.found[-1] and not self._goal.area:
                    self.area = self._goal.area = named  # of the mål in the row across above
                elif named != self.area:
                    self.area, self._goal = named, None
                found.area = found.area or self.area

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

    def _attach(self, cell: Cell, role: PassageRole) -> None:
        last = self.last
        assert last is not None
        if role == "comment":
            self._filler.comment(last, cell, "", "")
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
        found = titled(
            title, title_span, Span(min(c.span.start for c in own), max(c.span.end for c in own)), PARSER
        )
        found.kind = title.kind or head.kind
        found.chapter_board = self._board
        found.chapter_heading = self._board_heading
        found.names_responsible = head.has("responsible")
        if title.status is not None:
            found.content.passages.append(Passage(span=title.status, role="status"))
        elif (
            cell.shade and not head.has("status", "forecast") and wording.code(f"[{cell.shade}]") is not None
        ):
            found.content.passages.append(Passage(span=title_span, role="status", shade=cell.shade))
        for span in description:
            if not self._filler.take_facts(found, document.cut(span)):
                found.content.passages.append(Passage(span=span, role="description"))
        if self._group_status is not None:
            found.content.passages.append(Passage(span=self._group_status, role="status"))
        self.last = found
        self._take_area(found, r)
        self._filler.fill(found, r, cell.rows > 1 or self._body.answers(r + 1), height=cell.rows)
        self.found.append(found)
        found.area = self._goal.title if self._goal is not None else found.area or self.area

    def _further(self, r: int, filled: Sequence[int], *, merged: bool) -> None:
        """A row that goes on with the item before it, or gives another board's answer to it."""
        last = self.last
        assert last is not None
        if not self.found:
            self.torn = True
        self._take_area(last, r)
        self._filler.fill(last, r, merged)
        if self.found:
            cells = [self._grid[r][c] for c in filled]
            last.span = Span(
                last.span.start, max(last.span.end, *(c.span.end for c in cells if c is not None))
            )


def _is_prose(text: str) -> bool:
    """Whether a lone cell tells of something rather than names it."""
    return text.rstrip()[-1:] in (".", "!", "?") and not is_order(text)


def _emphasis(cell: Cell) -> tuple[bool, str, bool]:
    """What sets a cell apart for the eye: bold, its shade, a style of headings."""
    blocks = [block for block in cell.blocks if len(block.span)]
    return all(b.bold for b in blocks), cell.shade, all(b.kind == "heading" for b in blocks)


_PLAIN = (False, "", False)
