"""Tables whose cells hold several things one below the other: number, decision, who, when, title, answer.

Each thing is given a column of its own, whatever the house called the columns that hold them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tertial import wording
from tertial.boards import Register
from tertial.document import Block, Cell, Document, Span, Table
from tertial.parsers.head import Head
from tertial.parsers.particulars import Particulars, particulars
from tertial.parsers.roles import Role, RoleName, column
from tertial.parsers.titles import like_title

FEWEST = 3
"""Fewer rows in one form are no regularity."""
WIDEST = 4
KNOWN = 3
"""So many columns that are named as others are say themselves what they hold."""
MOST = 0.6
"""Share of the rows that must hold several things in a cell, and particulars."""
NAMED = 0.8
"""Share of the rows that must have a title."""
FAINT = 0.3
"""Mean likeness to titles above which what is named apart may be one."""
SURE = 0.9
SHORTEST_TITLE, LONGEST_TITLE = 4, 250
ORDER: Sequence[RoleName] = ("number", "decided", "responsible", "helper", "start", "end", "when")


@dataclass(frozen=True)
class _Line:
    """A line of a cell."""

    block: Block
    span: Span
    text: str
    register: Register

    @cached_property
    def facts(self) -> Particulars | None:
        """What it holds where it holds nothing else; few tables are asked for it."""
        return _facts(self.text, self.register)

    @property
    def emphatic(self) -> bool:
        return self.block.bold or self.block.italic


@dataclass(frozen=True, slots=True)
class _Row:
    table: Table
    cells: tuple[Cell, ...]
    lines: dict[int, list[_Line]]
    """By the column of their cell."""

    def told(self, c: int) -> list[_Line]:
        """The lines of a cell that are no particulars."""
        return [line for line in self.lines.get(c, ()) if line.facts is None]


def mixed(document: Document, register: Register) -> tuple[Document, dict[int, Head]]:
    """The document with a column for each thing in such tables, and the heads that these have then."""
    groups: dict[tuple[int, tuple[str, ...]], list[_Row]] = defaultdict(list)
    heads: dict[int, tuple[str, ...]] = {}
    for table in document.tables:
        if 2 <= table.width <= WIDEST:
            rows = [_row(document, register, table, cells) for cells in table.rows]
            first = 1 if len(rows) > 1 and _is_head(rows[0]) else 0
            names = tuple(" ".join(ln.text for ln in rows[0].lines.get(c, ())) for c in range(table.width))
            heads[table.index] = names if first else ()
            groups[table.width, heads[table.index]] += rows[first:]
    made: dict[int, list[Block]] = {}
    found: dict[int, Head] = {}
    for (width, names), rows in groups.items():
        whole = [row for row in rows if len(row.cells) == width]
        known = sum(column(name) is not None for name in names)
        regular = len(whole) >= max(FEWEST, NAMED * len(rows)) and known < KNOWN
        title = _title(whole, width) if regular else None
        if title is None:
            continue
        places, roles = _columns(whole, title, names, width)
        head = Head(roles, {places[c]: name for c, name in enumerate(names) if name}, int(bool(names)))
        for row in rows:
            found[row.table.index] = head
            made |= _placed(row, title, places)
        for index in {row.table.index for row in rows if names}:
            table = next(table for table in document.tables if table.index == index)
            made |= _placed(_row(document, register, table, table.rows[0]), None, places)
    if not found:
        return document, {}
    blocks = [piece for block in document.blocks for piece in made.get(id(block), (block,))]
    return replace(document, blocks=tuple(blocks)), found


def _row(document: Document, register: Register, table: Table, cells: Sequence[Cell]) -> _Row:
    lines: dict[int, list[_Line]] = {}
    for cell in cells:
        own = lines.setdefault(cell.column, [])
        for block in cell.blocks:
            at = block.span.start
            for text in document.cut(block.span).split("\n"):
                if text.strip():
                    own.append(_Line(block, Span(at, at + len(text)), text, register))
                at += len(text) + 1
    return _Row(table, tuple(cells), lines)


def _facts(text: str, register: Register) -> Particulars | None:
    if not any(map(str.isalpha, text)) and wording.cell(text) is None:
        whole = particulars(text, register)
        return whole or Particulars(text, (), len(text))  # `2010.66`, `-`
    found = particulars(text, register)
    return found if found is not None and found.alone else None


def _is_head(row: _Row) -> bool:
    """Whether a row may name the columns: a line a cell, none of them particulars."""
    if row.cells[0].header:
        return True
    return all(len(own) <= 1 and all(ln.facts is None and ln.text[-1:] not in ".!" for ln in own)
               for own in row.lines.values()) and any(row.lines.values())  # fmt: skip


def _title(rows: Sequence[_Row], width: int) -> int | None:
    """The column in which a title stands, or None where the rows don't hold several things in a cell."""
    joined = [row for row in rows if any(len(own) > 1 and _several(own) for own in row.lines.values())]
    if len(joined) < MOST * len(rows) or sum(map(_has_facts, rows)) < MOST * len(rows):
        return None
    best, most = None, FAINT
    for c in range(width):
        first = [told[0] for row in rows if (told := row.told(c))]
        named = {line.text.casefold() for line in first if _may_name(line)}
        if len(named) < NAMED * len(rows):
            continue
        others = [line for row in rows for line in row.told(c)[1:]]
        apart = sum(line.emphatic for line in first) >= NAMED * len(first)
        apart = apart and not (others and all(line.emphatic for line in others))
        score = apart + sum(like_title(line.text) for line in first) / len(first)
        if score > most:
            best, most = c, score
    answered = [row for row in rows if best is not None and (len(row.told(best)) > 1 or _tells(row, best))]
    return best if len(answered) >= MOST * len(rows) else None


def _may_name(line: _Line) -> bool:
    """Whether a line may be a title: no status, no sentence that tells of something."""
    text = line.text.rstrip()
    if not SHORTEST_TITLE <= len(text) <= LONGEST_TITLE or wording.cell(text) is not None:
        return False
    return text[-1:] not in ".!?:" or like_title(text) >= SURE


def _tells(row: _Row, title: int) -> bool:
    return any(row.told(c) for c in row.lines if c != title)


def _has_facts(row: _Row) -> bool:
    lines = [line for own in row.lines.values() for line in own]
    roles = {role for line in lines if line.facts for role in line.facts.roles}
    return bool(roles & {"responsible", "decided"}) or any(wording.cell(line.text) for line in lines)


def _several(own: Sequence[_Line]) -> bool:
    """Whether lines of one cell hold things of more than one kind."""
    return any(ln.facts is not None or ln.emphatic or wording.cell(ln.text) is not None for ln in own)


def _columns(
    rows: Sequence[_Row], title: int, names: Sequence[str], width: int
) -> tuple[dict[int | str, int], dict[int, Role]]:
    """The new columns: of each kind of particulars, of the title, and of the rest of each old column."""
    seen = {
        role
        for row in rows
        for own in row.lines.values()
        for ln in own
        if ln.facts
        for role in ln.facts.roles
    }
    places: dict[int | str, int] = {role: n for n, role in enumerate(r for r in ORDER if r in seen)}
    roles = {n: Role(role, None, 2) for role, n in places.items()}  # type: ignore[arg-type]
    at = len(places)
    places["title"] = at
    roles[at] = Role("title", None, 1)
    for c in range(width):
        at += 1
        places[c] = at
        rest = [told for row in rows if (told := row.told(c)[1 if c == title else 0 :])]
        stated = sum(wording.cell(told[0].text) is not None for told in rest)
        named = column(names[c]) if names else None
        if named is not None and named.name in ("status", "forecast", "comment", "description", "area"):
            roles[at] = named
        elif rest:
            roles[at] = Role("status" if stated >= MOST * len(rest) else "comment", None, 1)
    return places, roles


def _placed(row: _Row, title: int | None, places: dict[int | str, int]) -> dict[int, list[Block]]:
    """The blocks of a row in their new columns, by the identity of the block that they come of."""
    made: dict[int, list[Block]] = {}
    for cell in row.cells:
        c = cell.column
        named = title is None or c != title or cell.columns > 1
        for block in cell.blocks:
            made[id(block)] = []
            assert block.place is not None
            if cell.columns > 1 or not len(block.span):
                wide = max(places.values()) + 1 if cell.columns > 1 else 1
                here = replace(block.place, column=0 if wide > 1 else places[c], columns=wide)
                made[id(block)].append(replace(block, place=here))
        for line in row.lines.get(c, ()) if cell.columns == 1 else ():
            block = line.block
            assert block.place is not None
            if line.facts is not None and line.facts.found and title is not None:
                for one in line.facts.found:
                    span = Span(line.span.start + one.start, line.span.start + one.end)
                    made[id(block)].append(_piece(block, span, places.get(one.role, places[c])))
                continue
            where = places[c] if named or line.facts is not None else places["title"]
            named = named or line.facts is None
            made[id(block)].append(_piece(block, line.span, where))
    return made


def _piece(block: Block, span: Span, column_: int) -> Block:
    assert block.place is not None
    whole = span == block.span
    place = replace(block.place, column=column_)
    return replace(block, span=span, place=place, lead=block.lead if whole else 0, apart=None)
