"""Items in running text: titles that bear the inferred marker, with all that stands under each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tertial import wording
from tertial.boards import Register
from tertial.document import Document, Span
from tertial.parsers.anchors import Anchor, anchors, named_kind, stands_alone, status_of, title_key
from tertial.parsers.beneath import OneLine, beneath, leads
from tertial.parsers.content import ContentReader
from tertial.parsers.decisions import SHORTEST, tells_after
from tertial.parsers.details import answered_in_columns, take_card, take_columns, take_details, take_labels
from tertial.parsers.facts import NO_FACTS, read_facts
from tertial.parsers.found import Found
from tertial.parsers.givers import EVERYBODY, given_to, nothing_else, signature
from tertial.parsers.markers import TOLD, Marker, guess, infer
from tertial.parsers.marks import BEFORE, STRONG, closing_facts, is_reference, marks_of, names_thing
from tertial.parsers.openings import opened
from tertial.parsers.outline import (
    Line,
    area_name,
    is_chapter,
    is_chapter_name,
    is_frame_name,
    is_goal,
    outline,
    rank,
)
from tertial.parsers.pieces import Piece, by_sentence, pieces
from tertial.parsers.roles import column
from tertial.parsers.sorts import kind_of_chapter, sorts
from tertial.parsers.states import ALL_BOARDS
from tertial.parsers.tables import TableReading
from tertial.parsers.titles import is_order, responsible_last, split_number, take_apart, who_below
from tertial.parsers.who_and_how import state_at
from tertial.records import Passage
from tertial.swedish.sentences import split
from tertial.vocabulary import Kind

PARSER = "flow"
_IS_TO = re.compile(r"(.{2,80}?) ska(?:ll)?\b")
NAMING = frozenset({"names an order"})
"""A mark that a heading over the first of its items has too."""
ROUNDS = 4
"""A report mixes at most so many ways of marking items."""


@dataclass(frozen=True, slots=True)
class FlowReading:
    """The items found in running text, and why."""

    found: list[Found]
    reasons: list[str]


def read_flow(
    document: Document,
    register: Register,
    lines: Sequence[Line],
    tables: dict[int, TableReading],
    known: Sequence[str],
    *,
    likeness: float,
    taken: Collection[int] = (),
    answered: frozenset[str] = frozenset(),
) -> FlowReading:
    """Find the items in running text.

    Args:
        tables: What each table is; those that are details or cards belong to the item above them.
        known: Names that say nothing of a subject, as the municipality's own.
        taken: Indexes of lines that tell of items found already.
        likeness: Where no status is found: how like titles lines must be, 0–1, to be told by form alone.
        answered: Numbers of items that a table answers elsewhere.
    """
    details = frozenset(i for i, reading in tables.items() if reading.kind in ("details", "card", "labels"))
    parents = outline(lines)
    named = frozenset(title_key(item.title) for reading in tables.values() for item in reading.found)
    told = {
        title_key(line.text[split_number(line.text)[1] :]) for line in lines if line.table is None
    } & named
    if len(told) < max(2, 0.5 * len(named)):
        # A heading that happens to be called as a row of a table tells of nothing by itself.
        named = frozenset()
    items = [item for reading in tables.values() for item in reading.found]
    named_items = bool(items)
    over = {
        item.area_line.index for item in items if item.kind is Kind.AKTIVITET and item.area_line is not None
    }
    goals = frozenset(i for i in over if is_goal(lines[i].text))
    marks = marks_of(lines, register, parents, known, named, goals, answered)
    all_anchors = anchors(lines, details)
    covered: set[int] = set(taken)
    found: list[Found] = []
    reasons: list[str] = []
    kinds = sorts(lines, marks, parents, known, register) if likeness <= 1 else {}
    if named_items and set(kinds.values()) & {Kind.MAL, *(item.kind or Kind.UPPDRAG for item in items)}:
        kinds = {}  # the tables hold what the chapters tell of
    single: dict[int, OneLine] = {}
    if not kinds and not named_items:
        kinds, single = beneath(lines, known, register)
    chapters = frozenset[int]()
    for n in range(ROUNDS):
        open_marks = [frozenset() if i in covered | chapters else m for i, m in enumerate(marks)]
        open_anchors = [a for a in all_anchors if a.line not in covered]
        if kinds and not n:
            marker: Marker | None = _by_chapter(kinds)
        else:
            marker = infer(lines, open_marks, open_anchors, parents, known)
            marker = _inside(marker, lines, open_marks, open_anchors, parents, known) or marker
        if marker is None and not found and not named_items:
            marker = guess(lines, open_marks, parents, known, likeness)
        if marker is None:
            break
        cutter = _Cutter(
            document, register, lines, tables, known, marker, parents, marks, covered, kinds, single
        )
        items, lines_used = cutter.cut()
        if not items:
            break
        reasons.append(
            f"{len(items)} items marked by {marker}; "
            f"{len(marker.supported)} of {len(marker.lines)} borne out, "
            f"score {marker.score:.2f}"
        )
        found += items
        covered |= lines_used
        levels = {over.level for i in marker.lines for over in parents[i] if over.level}
        # What is a chapter over some items is one elsewhere too, unless its own words make it a mål.
        chapters |= {
            i
            for i, line in enumerate(lines)
            if line.level in levels and not is_goal(line.text) and not marks[i] & (STRONG - BEFORE - NAMING)
        }
    return FlowReading(found, reasons)


def _inside(
    outer: Marker | None,
    lines: Sequence[Line],
    marks: Sequence[frozenset[str]],
    found: Sequence[Anchor],
    parents: Sequence[tuple[Line, ...]],
    known: Sequence[str],
) -> Marker | None:
    """The marker of what stands under titles that call themselves mål: the aktiviteter of each.

    The first status under a mål is its own, unless a title stands between.
    """
    goals = (
        [i for i in outer.lines if split_number(lines[i].text)[2] is Kind.MAL] if outer is not None else []
    )
    if outer is None or len(goals) < 2 or len(goals) < len(outer.lines):
        return None
    own = {i for i, m in enumerate(marks) if i in goals or (outer.marks and outer.marks <= m)}
    inner = [frozenset() if i in own else m for i, m in enumerate(marks)]
    told = set[int]()
    for i in goals:
        near = [a.line for a in found if i < a.line <= i + 4]
        if near and not any(inner[j] - {"status line after"} for j in range(i + 1, near[0])):
            told |= {near[0]}
    marker = infer(lines, inner, [a for a in found if a.line not in told], parents, known)
    if marker is None or marker.lines[0] < goals[0] or len(marker.lines) < len(goals):
        return None
    return marker


def _by_chapter(kinds: Mapping[int, Kind]) -> Marker:
    """The titles that stand in chapters which say what they are, whatever their marks."""
    lines = tuple(sorted(kinds))
    return Marker(frozenset(), lines, frozenset(lines), 1.0)


@dataclass(slots=True)
class _Context:
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


class _Cutter:
    """Cuts the document at its titles and reads what stands under each."""

    def __init__(
        self,
        document: Document,
        register: Register,
        lines: Sequence[Line],
        tables: dict[int, TableReading],
        known: Sequence[str],
        marker: Marker,
        parents: Sequence[tuple[Line, ...]],
        marks: Sequence[frozenset[str]],
        covered: set[int],
        kinds: Mapping[int, Kind],
        single: Mapping[int, OneLine],
    ) -> None:
        self._document = document
        self._register = register
        named_last = "who closes its text" in marker.marks
        self._lines = lines if named_last else _with_chapters_of_several(lines, frozenset(marker.lines))
        self._tables = tables
        self._known = known
        self._marker = marker
        self._parents = parents
        self._marks = marks
        self._covered = frozenset(covered)
        self._kinds = kinds
        self._single = single
        self._bearing = frozenset(marker.lines) | frozenset(
            i for i, m in enumerate(marks) if marker.marks and marker.marks <= m
        )
        levels = sorted({rank(lines[i]) for i in marker.lines if rank(lines[i])})
        self._level = levels[0] if levels and len(levels) * 2 <= len(marker.lines) + 1 else 0.0
        """Rank of the titles as headings; 0.0 where they are none."""
        self._chapters = self._board_chapters()
        set_as = {lines[i].level for i in self._chapters if not 0 < rank(lines[i]) < self._level}
        self._set_as_chapters = set_as - {0} - {lines[i].level for i in self._bearing}
        """Levels of chapters that seem no higher than the titles under them, whose numbers raise these."""
        self._groups = self._group_levels()
        self._given = self._given_lines()
        self._over = self._groups_between()
        facts = [line.facts or closing_facts(line.text, register) for line in lines]
        self._asks = sum(bool(one.responsible and one.dates) for one in facts if one is not None) > 1
        over = sum("goal over activities" in marks[i] for i in marker.lines)
        self._default_kind = Kind.MAL if over and over >= 0.4 * len(marker.lines) else None
        if TOLD in marker.marks:
            self._default_kind = Kind.UPPDRAG
        told = [i for i in marker.lines if lines[i].order is not None]
        self._account = len(told) > 0.5 * len(marker.lines)
        after = [lines[i + 1] if i + 1 < len(lines) else None for i in told]
        closed = sum(ln is None or ln.order is not None or len(ln.text) < SHORTEST for ln in after)
        self._alone = self._account and closed >= 0.6 * len(told)
        """Each order is told to its end in one paragraph; one that names none tells of something else."""

    def _board_chapters(self) -> frozenset[int]:
        """Lines with a board's name that open a chapter of items, not a part of one item."""
        boards = [line.index for line in self._lines if line.is_board]
        titles = frozenset(self._marker.lines)
        chapters = set()
        for i in boards:
            line = self._lines[i]
            if line.level and self._level and rank(line) < self._level and not self._is_part(line):
                chapters.add(i)
                continue
            if line.level > self._level > 0 and _is_word_heading(line):
                continue
            if not self._level and line.level and split_number(line.text)[0]:
                chapters.add(i)  # a numbered heading is a chapter's, whatever its first line is
                continue
            if (i - 1 in titles and not self._lines[i - 1].run_in) or (
                i >= 2 and i - 2 in titles and self._lines[i - 1].separator
            ):
                continue
            following = next((j for j in range(i + 1, len(self._lines)) if not self._lines[j].separator), -1)
            if following in titles or (
                following >= 0 and self._heads_group(following) and following + 1 in titles
            ):
                chapters.add(i)
        if self._level and not any(rank(self._lines[i]) > self._level for i in chapters):
            return frozenset(chapters)
        if any(self._gives(self._lines[i].text) for i in chapters):
            return frozenset(chapters)  # no answer, so those that stand as it does are none
        if not self._level and boards and boards[0] < min(titles):
            # Each board has titles under it, whatever else its chapter begins with.
            over = [i for i, end in pairwise([*boards, len(self._lines)]) if any(i < t < end for t in titles)]
            if len(over) >= 2 and len(over) >= 0.6 * len(boards):
                return frozenset(over)
            headed = [
                {ln.index for ln in self._parents[t] if ln.is_board and _is_word_heading(ln)} for t in titles
            ]
            if all(headed):  # other boards mark theirs otherwise
                return frozenset().union(*headed)
        return frozenset(chapters) if len(chapters) >= 0.5 * len(boards) else frozenset()

    def _gives(self, text: str) -> bool:
        """Whether a line of boards opens no answer: it lists several, or says that uppdrag are given."""
        return self._register.heading(text) is None or bool(self._register.ordered(text))

    def _given_lines(self) -> frozenset[int]:
        """Lines right under titles with a board's name that say who has the item, as others there do.

        Where some of the lines under titles name several boards or say by a label who has it, those with one
        board's name do the same, and open no answer.
        """
        under = [i + 1 for i in self._marker.lines if i + 1 < len(self._lines)]
        named = [i for i in under if self._lines[i].is_board]
        ends = [*(t for t in self._marker.lines[1:]), len(self._lines)]
        within = {i + 1: range(i + 2, end) for i, end in zip(self._marker.lines, ends, strict=True)}
        if any(self._lines[j].is_board and j not in self._chapters for i in named for j in within[i]):
            return frozenset()  # one board's answer after another
        listed = [
            i
            for i in under
            if (found := self._lines[i].label) is not None
            and found.role.name == "responsible"
            and (not found.name or self._register.responsible(self._lines[i].text).boards)
        ]
        several = [
            i
            for i in named
            if self._lines[i].text.startswith("(")
            or len(self._register.responsible(self._printed(i)).boards) > 1
        ]
        if len(named) + len(listed) < 0.6 * len(under) or not (listed or several):
            return frozenset()
        return frozenset(named)

    def _printed(self, i: int) -> str:
        """Who a line names that says nothing else."""
        text = self._lines[i].text
        return self._register.ordered(text) or text.strip(" .:*()")

    def _is_part(self, line: Line) -> bool:
        """Whether a board's name answers the title above, as a title stands over all names that look so."""
        titles = self._marker.lines
        if not line.level or line.index < titles[0]:
            return False
        alike = [other.index for other in self._lines if other.is_board and other.level == line.level]
        return alike[0] > titles[0] and not any(i + 1 in titles for i in alike)

    def _group_levels(self) -> frozenset[int]:
        """Levels of the headings over groups of titles that are no headings themselves."""
        if self._level:
            return frozenset()
        before = []
        for i in self._marker.lines:
            j = i - 1
            while j >= 0 and self._lines[j].separator:
                j -= 1
            if j >= 0 and self._lines[j].level and not self._lines[j].is_board:
                before.append(self._lines[j].level)
        return frozenset(level for level in before if before.count(level) >= 3)

    def _groups_between(self) -> frozenset[int]:
        """Short lines right over titles that name what follows, where the first has one and most have not.

        They bear no mark, or all a lower one than the titles, whose number makes them seem higher.
        """
        titles = self._marker.lines
        for levels in ({0}, {self._lines[titles[0] - 1].level} if titles[0] > 1 else {0}):
            over = [i - 1 for i in titles if i > 1 and self._names_alone(i - 1, levels)]
            if titles[0] - 1 not in over or not 2 <= len(over) <= 0.7 * len(titles):
                continue
            alike = [
                ln.index for ln in self._lines[over[0] :] if ln.level in levels - {0} and not ln.is_board
            ]
            if all(j in over for j in alike):
                return frozenset(over)
        return frozenset()

    def _names_alone(self, j: int, levels: set[int]) -> bool:
        """Whether a line on these levels is a name and nothing else: no sentence, label, bullet or title."""
        line = self._lines[j]
        plain = line.table is None and not (line.separator or line.is_board or line.run_in)
        plain = plain and line.level in levels and (not line.level or rank(line) > self._level > 0)
        return plain and j not in self._bearing and 0 < len(line.text) <= 60 and self._reads_as_heading(line)

    def _is_heading(self, i: int) -> bool:
        return bool(self._lines[i].level) or self._lines[i].is_board

    def _heads_group(self, i: int) -> bool:
        """Whether a line is a heading, or only says which uppdrag follow: `Uppdrag från tidigare år`."""
        line = self._lines[i]
        named = line.table is None and bool(line.text) and self._reads_as_heading(line)
        return self._is_heading(i) or (named and is_chapter_name(line.text, self._known))

    def cut(self) -> tuple[list[Found], set[int]]:
        titles = self._marker.lines
        found: list[Found] = []
        used: set[int] = set()
        context = self._context_before(titles[0])
        previous_end = titles[0]
        for n, i in enumerate(titles):
            limit = titles[n + 1] if n + 1 < len(titles) else len(self._lines)
            if n:
                self._step(context, range(previous_end, i))
            end = self._end(i, limit)
            if n and i == titles[-1]:
                end = self._closed(i, end, found)
            one = self._single.get(i)
            item = self._item(i, end, context) if one is None else self._one_line(i, end, context, one)
            found.append(item)
            used |= set(range(i, end))
            if self._marker.status_first and i and stands_alone(self._lines[i - 1]):
                used.add(i - 1)
            previous_end = end
        self._judge_themselves(found)
        return found, used

    def _judge_themselves(self, found: Sequence[Found]) -> None:
        """Take back what the report's own name says of all items, where some say otherwise.

        `Ej verkställda beslut` over an account tells what it began with, not how each of them went since.
        """
        over = {p.span for item in found for p in item.content.passages[:1] if p.role == "status"}
        if len(over) != 1 or len(found) < 2:
            return
        (span,) = over
        own = [[p for p in item.content.passages if p.span != span] for item in found]
        if any(item.content.passages[:1] and span != item.content.passages[0].span for item in found):
            return
        told = sum(any(_judges(self._document.cut(p.span), p.role) for p in passages) for passages in own)
        if span.end <= found[0].span.start and told >= 0.3 * len(found):
            for item, passages in zip(found, own, strict=True):
                item.content.passages[:] = passages

    def _context_before(self, i: int) -> _Context:
        context = _Context()
        above = [line.index for line in self._parents[i]]
        labelled = [j for j in range(above[-1] + 1 if above else 0, i) if self._names_group(j)]
        near = range(max(i - 2, 0), i)
        chapter = [j for j in near if (j in self._chapters or j in self._over) and j not in above]
        self._step(context, [*above, *labelled, *chapter])
        if not self._parents[i] or not self._level:
            last_item = max((j for j in range(i) if self._is_heading(j) or self._marks[j]), default=-1)
            if last_item >= 1 and last_item >= i - 2 and not self._lines[last_item].level:
                self._step(context, [last_item])
        return context

    def _step(self, context: _Context, indexes: Sequence[int] | range) -> None:
        """Take over what the lines between two items say of the items after them."""
        for j in indexes:
            line = self._lines[j]
            if line.table is not None or line.separator or not line.text or is_reference(line.text):
                continue
            if line.text[-1].isdigit() and names_thing(line):
                continue  # `Delmål 2`
            below = self._level and not line.is_board and rank(line) > self._level
            if j in self._covered or (below and not self._names_group(j) and j not in self._over):
                continue
            if self._introduces(j):
                continue
            if line.is_board:
                higher = self._level and line.level and rank(line) < self._level
                if j in self._chapters or (higher and not self._is_part(line)):
                    board = self._register.heading(line.text)
                    several = self._register.responsible(self._printed(j)).boards if board is None else ()
                    context.board = board.name if board is not None else "".join(several[:1])
                    printed = self._register.ordered(line.text)
                    context.board_heading = printed or line.text[split_number(line.text)[1] :].strip(" :*")
                    context.board_line = line
                    context.area, context.area_line, context.status = "", None, None
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
            if self._names_group(j):
                value = line.text[line.label.value_start :] if line.label is not None else ""
                value = line.text if line.counted else value
                context.area = area_name(value) or take_apart(line.text, self._register).text
                context.area_line, context.kind = line, None
                continue
            if not (line.level or self._reads_as_heading(line)):
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
            elif (is_chapter(line.text, self._known) and not self._goes_on_counting(j, context)) or (
                self._account and self._is_over_all(line)
            ):
                above = context.area_line is not None and 0 < rank(line) <= rank(context.area_line)
                if line.level and ((self._level and line.level < self._level) or above):
                    context.area, context.area_line = "", None
            elif (
                j > 1
                or split_number(line.text)[0]
                or (j and self._level - 1 > line.level)
                or self._is_area(line)
            ):
                context.area, context.area_line = area_name(line.text), line
                context.status = None

    def _names_group(self, j: int) -> bool:
        """Whether a line says by a label what the items after it stand under: `Inriktning: …`, `Mål 1. …`."""
        line = self._lines[j]
        if j in self._bearing or line.table is not None:
            return False
        if line.counted:
            return True
        if line.label is not None:
            return line.label.role.name in ("area", "title")
        return "uppdrag by name" in self._marks[j]

    def _introduces(self, j: int) -> bool:
        """Whether a line only leads over to the titles after it, under a mål: `Det här har vi gjort:`."""
        text = self._lines[j].text
        if not self._kinds or j + 1 not in self._kinds or j in self._kinds or len(text) > 60:
            return False
        return text.endswith(":") or (j + 1 in self._single and leads(self._lines[j]))

    def _labels_next(self, j: int) -> bool:
        return names_thing(self._lines[j]) and j + 1 < len(self._lines) and j + 1 in self._bearing

    def _goes_on_counting(self, j: int, context: _Context) -> bool:
        """Whether a heading follows the area before it in one count: `4 Organisation` after `3 Miljö`."""
        line, before = self._lines[j], context.area_line
        if before is None or not line.level or line.level != before.level:
            return False
        here, there = split_number(line.text)[0], split_number(before.text)[0]
        return here.isdigit() and there.isdigit() and int(here) == int(there) + 1

    def _is_area(self, line: Line) -> bool:
        """Whether the first line of a document is an area all the same: others stand on its level."""
        return sum(other.level == line.level for other in self._lines) > 1

    def _kind_above(self, i: int) -> Kind | None:
        """What the nearest heading that names a kind says of a title: `3 Uppdrag`, a board between or not."""
        above = (line for line in reversed(self._parents[i]) if line.index not in self._bearing)
        return next((kind for line in above if (kind := kind_of_chapter(line, self._known))), None)

    def _is_over_all(self, line: Line) -> bool:
        """Whether a heading stands over all titles, as what the whole account is called does."""
        return all(line in self._parents[i] for i in self._marker.lines)

    def _reads_as_heading(self, line: Line) -> bool:
        text = line.text
        return (
            len(text) <= 100
            and not line.listed
            and text[-1] not in ".,;!?"
            and text[:1].isupper()
            and line.label is None
            and not status_of(line)
            and signature(text, self._register) is None
        )

    def _end(self, i: int, limit: int) -> int:
        """Where the item that begins at line `i` ends: before the next title, chapter or higher heading."""
        lines = self._lines
        if lines[i].signed is not None:
            return i + 1  # who is asked and how it goes stand last
        order = lines[i].order
        if self._alone and order is not None and tells_after(lines[i].text, order[1]) < len(lines[i].text):
            return i + 1
        end = limit
        for j in range(i + 1, limit):
            line = lines[j]
            if (
                j in self._covered
                or j in self._bearing
                or j in self._chapters
                or self._names_group(j)
                or self._labels_next(j)
            ):
                end = j
                break
            if line.table is not None and self._tables[line.table.index].kind == "items":
                end = j
                break
            closing = (
                rank(line) == self._level and not line.is_board and is_frame_name(line.text, self._known)
            )
            if line.level in self._set_as_chapters and not line.is_board:
                end = j
                break
            if (
                self._level
                and rank(line)
                and (rank(line) < self._level or closing)
                and not (line.is_board and (not line.level or self._is_part(line)))
            ):
                end = j
                break
            if (
                not self._level
                and line.block is not None
                and (line.block.kind == "heading" or line.level in self._groups)
                and not line.is_board
            ):
                end = j
                break
        while end - 1 > i and self._belongs_to_next(end - 1, end):
            end -= 1
        return end

    def _closed(self, i: int, end: int, before: Sequence[Found]) -> int:
        """Where the last item ends: at an unmarked heading over text, where no item before holds any.

        So does what names a table of figures.
        """
        alike = [ln for ln in self._lines[: i + 1] if ln.span.start >= before[0].span.start]
        if len(before) > 1 and not any(line.caption for line in alike):
            end = next((j for j in range(i + 1, end) if self._lines[j].caption), end)
        names = [ln.index for ln in alike if self._is_unmarked_heading(ln.index, i)]
        if len(before) < 2 or names:
            return end
        return next((j for j in range(i + 2, end - 1) if self._is_unmarked_heading(j, end)), end)

    def _is_unmarked_heading(self, j: int, end: int) -> bool:
        """Whether a line only names something and stands over a paragraph, or figures and a paragraph."""
        line = self._lines[j]
        if j in self._bearing or j + 1 >= end or line.table is not None or line.separator or line.is_board:
            return False
        if is_reference(line.text):
            return False
        below = next((ln for ln in self._lines[j + 1 : end] if not ln.caption and ln.table is None), line)
        told = len(split(below.text)) > 1 or len(below.text) >= LONGEST_NAMED
        told = told and not below.is_board and below.index not in self._bearing
        return told and bool(line.text) and len(line.text) <= 60 and self._reads_as_heading(line)

    def _belongs_to_next(self, j: int, end: int) -> bool:
        line = self._lines[j]
        if line.separator or self._introduces(j):
            return True
        if line.facts is not None and "reference before" not in self._marks[min(end, len(self._marks) - 1)]:
            return False
        if end >= len(self._lines) or line.table is not None:
            return False
        if j in self._chapters or j in self._over:
            return True
        if self._marker.status_first and stands_alone(line) and end in self._marker.lines:
            return True
        if names_thing(line) and self._marks[end] & {"label before", "counted before"}:
            return True
        if is_reference(line.text) and "reference before" in self._marks[end]:
            return True
        if is_reference(self._lines[end].text) and line.gap and self._reads_as_heading(line):
            return True
        if line.is_board and line.text.startswith("(") and "board line before" in self._marks[end]:
            return True
        if line.label is not None and line.label.role.name == "area":
            return True
        if (
            line.level
            and not line.is_board
            and line.label is None
            and not line.listed
            and not status_of(line)
        ):
            return not self._level or rank(line) <= self._level or j in self._bearing
        return not self._level and not line.is_board and wording.over_group(line.text) is not None

    def _item(self, i: int, end: int, context: _Context) -> Found:
        document, line = self._document, self._lines[i]
        assert line.block is not None
        text = line.text
        offset = 0
        if line.label is not None and line.label.role.name == "title":
            offset = line.label.value_start
        rest_at = line.run_in or text.find("\n", offset)
        first = text if rest_at < 0 else text[:rest_at]
        answer = _ANSWER.search(text, offset) if offset and rest_at < 0 else None
        if answer is not None:
            first, rest_at = text[: answer.start()], answer.end()
        if line.apart is not None and "set apart inside" in self._marks[i]:
            offset, end_of_title = line.apart
            # All of the paragraph tells of what it names, but for the sentence that only says who decided it.
            first, rest_at = text[:end_of_title], tells_after(text, end_of_title) if line.order else 0
        taken = self._title_lines(i, end) if rest_at < 0 and not offset else i
        if taken > i:
            first = _unwrapped([first, *(self._lines[j].text for j in range(i + 1, taken + 1))])
        title = take_apart(
            first[offset:] or first, self._register, automatic=line.block.number if not offset else ""
        )
        offset = offset if first[offset:] else 0
        base = line.span.start + offset
        extra: list[tuple[Span, str, bool]] = []
        below = rest_at
        who, after = who_below(text[rest_at:], self._register) if rest_at > 0 else (NO_FACTS, 0)
        if rest_at >= 0:
            parting = _PARTING.match(text, rest_at) if rest_at else None
            rest_at = parting.end() if parting is not None else rest_at
            aside = _ASIDE.match(text, rest_at)
            facts = read_facts(aside[1], self._register) if aside is not None else None
            if aside is not None and facts is not None:
                title = replace(title, responsible=title.responsible or facts.responsible, dates=facts.dates)
                rest_at = aside.end()
            ends = line.span.start + line.signed.start if line.signed is not None else line.span.end
            extra.append((Span(line.span.start + rest_at, max(ends, line.span.start + rest_at)), "", False))
        responsible = title.responsible
        turned = opened(title.text, "turned") if not responsible else None
        if turned is not None:  # Att se över taxan har ålagts socialnämnden.
            responsible = given_to(title.text, *turned, self._register, "")
            span = Span(title.span.start + turned[0], title.span.start + turned[1])
            title = replace(title, text=title.text[slice(*turned)], span=span)
        inside = "set apart inside" in self._marks[i] and (
            line.order is not None or "set apart inside" in self._marker.marks
        )
        if inside and not responsible:
            at = offset if line.apart is not None else 0
            responsible = given_to(text, at, at + len(first[offset:]), self._register, context.responsible)
            subject = _IS_TO.match(title.text) if not responsible else None
            if subject is not None and nothing_else(subject[1], self._register):
                responsible = subject[1]  # `Kommunstyrelsen skall pröva …`
            context.responsible = responsible or context.responsible
        boards = self._register.responsible(responsible).boards if responsible else ()
        if inside and (len(boards) > 1 or ALL_BOARDS in boards):
            extra = by_sentence(document, extra)
        reader = ContentReader(document, self._register, asks=self._asks)
        before = self._lines[i - 1] if i else None
        if before is not None and before.separator and i > 1:
            before = self._lines[i - 2]
        found = Found(
            title=title.text,
            title_span=Span(base + title.span.start, base + title.span.end)
            if taken == i
            else Span(base + title.span.start, self._lines[taken].span.end),
            span=Span(line.span.start, self._lines[end - 1].span.end),
            parser=PARSER,
            kind=title.kind
            or self._kinds.get(i)
            or context.kind
            or self._kind(i, end)
            or _named(context)
            or self._kind_above(i)
            or self._default_kind,
            number=title.number,
            responsible=responsible,
            area=context.area,
            area_line=context.area_line,
            chapter_board=context.board,
            chapter_heading=context.board_heading,
        )
        if line.label is not None and line.label.role.kind is not None:
            found.kind = line.label.role.kind
        if before is not None and names_thing(before) and before.bare is not None:
            found.kind = before.bare.role.kind
        before_passages = []
        over = self._document.cut(context.status) if context.status is not None else ""
        if context.status is not None and not (title.kind is Kind.MAL and named_kind(over) != Kind.MAL):
            before_passages.append(Passage(span=context.status, role="status"))
        if self._marker.status_first and before is not None and stands_alone(before):
            at = state_at(before.text)
            found.number = found.number or split_number(f"{before.text[:at].strip()} x")[0]
            span = Span(before.span.start + at, before.span.end)
            before_passages.append(Passage(span=span, role="status"))
        if line.sign:
            before_passages.append(Passage(span=Span(line.span.start, line.span.start + 1), role="status"))
        if title.status is not None:
            span = Span(base + title.status.start, base + title.status.end)
            before_passages.append(Passage(span=span, role="status"))
        if who.responsible and not found.responsible:
            found.responsible = who.responsible
            extra = [(Span(line.span.start + below + after, line.span.end), "", False)]
        if line.run_in and not found.responsible:
            found.responsible = responsible_last(text, self._register)
        if "who closes its text" in self._marks[i] and not found.responsible and end > i + 1:
            closing = closing_facts(self._lines[end - 1].text, self._register)
            found.responsible = closing.responsible if closing is not None else ""
            for printed, which in closing.dates if closing is not None else ():
                found.content.set_dates(printed, which)
        if before is not None and before.is_board and before.text.startswith("(") and not found.responsible:
            found.responsible = before.text.strip(" .:").removeprefix("(").removesuffix(")")
        if before is not None and "reference before" in self._marks[i] and not found.responsible:
            last = before.text.split("–")[-1].strip(" .")
            named = before.facts.responsible if before.facts is not None else last
            found.responsible = named if self._register.responsible(named).boards else ""
        if line.signed is not None:
            found.responsible = found.responsible or line.signed.responsible
        quoted = next(
            (ln for ln in self._lines[taken + 1 : min(end, taken + 4)] if ln.order is not None), None
        )
        if quoted is not None and quoted.order is not None and not found.responsible:
            found.responsible = given_to(quoted.text, *quoted.order, self._register, "")
        if taken + 1 in self._given and end > taken + 1:
            found.responsible = found.responsible or self._printed(taken + 1)
            taken += 1
        boards = self._register.responsible(found.responsible).boards if found.responsible else ()
        body = pieces(document, extra) + self._pieces(range(taken + 1, end))
        found.content = reader.read(body, boards=boards)
        if line.signed is not None:
            at = line.span.start
            found.content.passages += [
                Passage(span=Span(at + answer.span.start, at + answer.span.end), role="status", board=board)
                for answer in line.signed.answers
                for board in answer.boards or ("",)
            ]
        for printed, which in (*title.dates, *who.dates):
            found.content.set_dates(printed, which)
        found.content.passages[:0] = before_passages
        self._take_tables(found, range(i + 1, end))
        found.number = found.number or found.content.number
        return found

    def _one_line(self, i: int, end: int, context: _Context, one: OneLine) -> Found:
        """An item whose line says all or most of it."""
        line = self._lines[i]
        at = line.span.start
        body = pieces(self._document, [(Span(at + one.rest, line.span.end), "", False)])
        found = Found(
            title=line.text[slice(*one.title)],
            title_span=Span(at + one.title[0], at + one.title[1]),
            span=Span(at, self._lines[end - 1].span.end),
            parser=PARSER,
            kind=one.kind or self._kinds.get(i),
            number=one.number,
            responsible=one.responsible,
            area=context.area,
            area_line=context.area_line,
            chapter_board=context.board,
            chapter_heading=context.board_heading,
        )
        boards = self._register.responsible(one.responsible).boards if one.responsible else ()
        reader = ContentReader(self._document, self._register)
        found.content = reader.read(body + self._pieces(range(i + 1, end)), boards=boards)
        if one.status is not None:
            span = Span(at + one.status[0], at + one.status[1])
            found.content.passages.insert(0, Passage(span=span, role="status"))
        if one.over is not None:
            found.content.passages.insert(0, Passage(span=one.over, role="status"))
        for printed, which in one.dates:
            found.content.set_dates(printed, which)
        return found

    def _title_lines(self, i: int, end: int) -> int:
        """The last line of a title that a narrow column broke: lines in small letters, or after a hyphen."""
        last = i
        for j in range(i + 1, min(end, i + 6)):
            before, line = self._lines[j - 1], self._lines[j]
            broken = before.text.endswith("-") or (line.text[:1].islower() and not is_order(line.text))
            if not broken or line.gap or line.table is not None or line.label is not None or status_of(line):
                break
            if line.level:
                break
            if before.text[-1:] in ".:;!?" or len(before.text) > LONGEST_BROKEN or line.is_board:
                break
            last = j
        return last

    def _pieces(self, indexes: range) -> list[Piece]:
        parts: list[tuple[Span, str, bool]] = []
        for j in indexes:
            line = self._lines[j]
            caption = _CAPTION.match(line.text) and j + 1 < len(self._lines) and self._lines[j + 1].table
            if line.table is None and not line.separator and line.block is not None and not caption:
                parts.append((line.span, line.block.shade, bool(line.level) or line.caption))
        return pieces(self._document, parts)

    def _take_tables(self, found: Found, indexes: range) -> None:
        """Statuses, boards' answers and comments in the tables under an item."""
        for j in indexes:
            table = self._lines[j].table
            if table is None:
                continue
            reading = self._tables[table.index]
            if reading.kind != "items" and answered_in_columns(self._register, reading.table):
                take_columns(self._document, self._register, reading.table, found)
            elif reading.kind == "details":
                take_details(self._document, self._register, reading, found)
            elif reading.kind == "card":
                take_card(self._document, self._register, reading.table, found)
            elif reading.kind == "labels":
                take_labels(self._document, self._register, reading.table, found)

    def _kind(self, i: int, end: int) -> Kind | None:
        for j in range(i + 1, min(end, i + 4)):
            line = self._lines[j]
            if line.table is None and status_of(line):
                name = named_kind(line.text[:80])
                if name:
                    return Kind(name)
        return None


def _judges(text: str, role: str) -> bool:
    """Whether a passage says itself how its item goes."""
    if role != "comment":
        return role in ("status", "forecast")
    return wording.leading(text) is not None or any(wording.sentence(text[a:b]) for a, b in split(text)[:3])


def _with_chapters_of_several(lines: Sequence[Line], titles: frozenset[int]) -> Sequence[Line]:
    """The lines; those that list boards right over titles open chapters, as one name does."""
    listing = [n for n, line in enumerate(lines) if line.label is not None and not line.label.name]
    over = [n for n in listing if n + 1 in titles and n - 1 not in titles]
    if len(over) < 0.6 * len(listing):
        over = []
    everybody = [n - 1 for n in titles if n > 1 and n - 2 not in titles and _is_everybody(lines[n - 1])]
    if any(line.is_board for line in lines[: min(titles)]):
        over += everybody  # a chapter as those of the boards before it
    if not over:
        return lines
    return [replace(line, label=None, is_board=True) if n in over else line for n, line in enumerate(lines)]


def _is_everybody(line: Line) -> bool:
    """Whether a line says that what follows is for all boards, and nothing else: `Samtliga nämnder:`."""
    bare = line.text[split_number(line.text)[1] :].strip(" :*")
    return line.table is None and not line.run_in and EVERYBODY.fullmatch(bare) is not None


def _named(context: _Context) -> Kind | None:
    """What the items under a heading are that names them: `Finansiella mål`."""
    line = context.area_line
    role = column(line.text[split_number(line.text)[1] :]) if line is not None and line.level else None
    return role.kind if role is not None and role.name == "title" and role.weight > 1 else None


def _is_word_heading(line: Line) -> bool:
    """Whether the word processor says that a line is a heading; levels of other lines are guesses."""
    return line.block is not None and line.block.kind == "heading"


_PARTING = re.compile(r"[\s.:]*(?:(?:--+|[–—]+)\s*)?")
"""What parts a title from the comment on its line."""
_ASIDE = re.compile(r"\s*\(([^()]*)\)[\s.]*")
"""What stands in brackets after a title: `(ansvarig: rektor; start: 2022-01-01)`."""
_ANSWER = re.compile(r"\.\s+[A-ZÅÄÖ]\w+(?: \w+){0,2}:\s")
"""What parts a title from the answer where each has its label: `Vi ville: se över taxan. Vi svarar: …`"""
_DECIDED = re.compile(
    r"[\s,;(]+(?:KF|KS|kommunfullmäktige|fullmäktige|beslut(?:at)?)\b[^,;]*§.*$", re.IGNORECASE
)
"""When it was given, after who it was given to."""


def _unwrapped(parts: Sequence[str]) -> str:
    """The lines of a title as one; a word divided over two lines is joined."""
    text = parts[0]
    for part in parts[1:]:
        divided = text.endswith("-") and part[:1].islower() and text[-2:-1].isalpha()
        text = text[:-1] + part if divided else f"{text} {part}"
    return text


UNMARKED = 7
"""Level of a line without marks that names a group by its words alone, under a board named as it is."""
LONGEST_NAMED = 80
"""Characters; a longer line than that under a heading is a paragraph."""
LONGEST_BROKEN = 60
"""Characters; a longer line was broken by no narrow column."""
_CAPTION = re.compile(r"(?:tabell|diagram|figur)\s*\d*\s*[.:–-]?\s", re.IGNORECASE)
