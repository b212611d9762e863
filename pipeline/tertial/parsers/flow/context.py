"""What the headings over an item say: its area, its board, its kind and how it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tertial import wording
from tertial.document import Span
from tertial.parsers.accounts import only_refers
from tertial.parsers.flow.layout import Layout
from tertial.parsers.givers import EVERYBODY
from tertial.parsers.headings import area_name, is_chapter
from tertial.parsers.marks import names_thing
from tertial.parsers.outline import Line, rank
from tertial.parsers.roles import column
from tertial.parsers.sorts import kind_of_chapter
from tertial.parsers.states import ALL_BOARDS
from tertial.parsers.title_parts import take_apart
from tertial.parsers.titles import split_number
from tertial.vocabulary import Kind


@dataclass(slots=True)
class Context:
    """What the headings over an item say."""

    area: str = ""
    area_line: Line | None = None
    board: str = ""
    board_heading: str = ""
    board_line: Line | None = None
    status: Span | None = None
    kind: Kind | None = None
    responsible: str = ""
    """Who the item before was given to, in running text."""


def context_before(layout: Layout, i: int) -> Context:
    """What stands over the first title of a report, or of a way of marking titles."""
    context = Context()
    above = [line.index for line in layout.parents[i]]
    labelled = [j for j in range(above[-1] + 1 if above else 0, i) if layout.names_group(j)]
    near = range(max(i - 2, 0), i)
    chapter = [j for j in near if (j in layout.chapters or j in layout.over) and j not in above]
    step(layout, context, sorted({*above, *labelled, *chapter}))
    if not layout.parents[i] or not layout.level:
        last_item = max((j for j in range(i) if layout.is_heading(j) or layout.marks[j]), default=-1)
        if last_item >= 1 and last_item >= i - 2 and not layout.lines[last_item].level:
            step(layout, context, [last_item])
    return context


def step(layout: Layout, context: Context, indexes: Sequence[int] | range) -> None:
    """Take over what the lines between two items say of the items after them."""
    for j in indexes:
        line = layout.lines[j]
        if line.table is not None or line.separator or not line.text or only_refers(line.text):
            continue
        if line.text[-1].isdigit() and names_thing(line):
            continue  # `Delmål 2`
        below = layout.level and not line.is_board and rank(line) > layout.level
        if j in layout.covered or (below and not layout.names_group(j) and j not in layout.over):
            continue
        if layout.introduces(j):
            continue
        if line.is_board:
            higher = layout.level and line.level and rank(line) < layout.level
            if j in layout.chapters or (higher and not layout.is_part(line)):
                board = layout.register.heading(line.text)
                several = layout.register.responsible(layout.printed(j)).boards if board is None else ()
                context.board = board.name if board is not None else "".join(several[:1])
                printed = layout.register.ordered(line.text)
                context.board_heading = printed or line.text[split_number(line.text)[1] :].strip(" :*")
                context.board_line = line
                if context.area_line is None or context.area_line.index not in layout.divided:
                    context.area, context.area_line = "", None
                context.status = None
            continue
        unnumbered = line.text[split_number(line.text)[1] :] if line.level and context.board else ""
        if EVERYBODY.fullmatch(unnumbered.strip(" :*")) is not None:  # `5.8 Samtliga nämnder`
            context.board, context.board_heading = ALL_BOARDS, unnumbered.strip(" :*")
            context.area, context.area_line, context.status = "", None, None
            context.board_line = line
            continue
        named = column(line.text) if line.text.rstrip().endswith(":") else None
        if named is not None and named.name == "title":
            context.kind = named.kind
            continue
        if layout.names_group(j):
            value = line.text[line.label.value_start :] if line.label is not None else ""
            value = line.text if line.counted else value
            context.area = area_name(value) or take_apart(line.text, layout.register).text
            context.area_line, context.kind = line, None
            continue
        if not (line.level or layout.reads_as_heading(line)):
            continue
        over = context.board_line
        within = over is not None and not over.level and line.level == UNMARKED
        if over is not None and 0 < line.level < rank(over) and not within:
            context.board = context.board_heading = ""
            context.board_line = None
        reading = wording.status_over(line.text)
        if reading is not None:
            context.status = line.span
            if line.level and context.area_line is not None and rank(line) <= rank(context.area_line):
                context.area, context.area_line = "", None
        elif (is_chapter(line.text, layout.known) and not _goes_on_counting(layout, j, context)) or (
            layout.account and _is_over_all(layout, line)
        ):
            above = context.area_line is not None and 0 < rank(line) <= rank(context.area_line)
            if line.level and ((layout.level and line.level < layout.level) or above):
                context.area, context.area_line = "", None
        elif (
            j > 1
            or split_number(line.text)[0]
            or (j and layout.level - 1 > line.level)
            or _is_area(layout, line)
        ):
            context.area, context.area_line = area_name(line.text), line
            context.status = None


def _goes_on_counting(layout: Layout, j: int, context: Context) -> bool:
    """Whether a heading follows the area before it in one count: `4 Organisation` after `3 Miljö`."""
    line, before = layout.lines[j], context.area_line
    if before is None or not line.level or line.level != before.level:
        return False
    here, there = split_number(line.text)[0], split_number(before.text)[0]
    return here.isdigit() and there.isdigit() and int(here) == int(there) + 1


def _is_area(layout: Layout, line: Line) -> bool:
    """Whether the first line of a document is an area all the same: others stand on its level."""
    return sum(other.level == line.level for other in layout.lines) > 1


def _is_over_all(layout: Layout, line: Line) -> bool:
    """Whether a heading stands over all titles, as what the whole account is called does."""
    return all(line in layout.parents[i] for i in layout.marker.lines)


def kind_above(layout: Layout, i: int) -> Kind | None:
    """What the nearest heading that names a kind says of a title: `3 Uppdrag`, a board between or not."""
    above = (line for line in reversed(layout.parents[i]) if line.index not in layout.bearing)
    return next((kind for line in above if (kind := kind_of_chapter(line, layout.known))), None)


def kind_named(context: Context) -> Kind | None:
    """What the items under a heading are that names them: `Finansiella mål`."""
    line = context.area_line
    role = column(line.text[split_number(line.text)[1] :]) if line is not None and line.level else None
    return role.kind if role is not None and role.name == "title" and role.weight > 1 else None


UNMARKED = 7
"""Level of a line without marks that names a group by its words alone, under a board named as it is."""
