"""Items in running text: titles that bear the inferred marker, with all that stands under each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from tertial import wording
from tertial.boards import Register
from tertial.document import Document
from tertial.errors import counted
from tertial.parsers.anchors import Anchor, anchors, stands_alone, title_key
from tertial.parsers.beneath import OneLine, beneath
from tertial.parsers.flow.context import context_before, step
from tertial.parsers.flow.ends import closed, end_of
from tertial.parsers.flow.items import one_line, titled
from tertial.parsers.flow.layout import Layout
from tertial.parsers.flow.strays import with_strays, without_last_chapters, without_other_chapters
from tertial.parsers.found import Found
from tertial.parsers.guessing import guess
from tertial.parsers.headings import closes_chapter, is_goal
from tertial.parsers.markers import Marker, infer
from tertial.parsers.marks import BEFORE, OVER_TEXT, STRONG, marks_of
from tertial.parsers.outline import Line, outline
from tertial.parsers.sorts import sorts
from tertial.parsers.tables import TableReading
from tertial.parsers.titles import split_number
from tertial.swedish.sentences import split
from tertial.vocabulary import Kind

NAMING = frozenset({"names an order"})
"""A mark that a heading over the first of its items has too."""
OF_ALL = 0.96
"""How like titles lines must be in a report of a year: orders, and not just names of what it tells about."""
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
    of_orders: bool = True,
    taken: Collection[int] = (),
    answered: frozenset[str] = frozenset(),
) -> FlowReading:
    """Find the items in running text.

    Args:
        tables: What each table is; those that are details or cards belong to the item above them.
        known: Names that say nothing of a subject, as the municipality's own.
        taken: Indexes of lines that tell of items found already.
        likeness: Where no status is found: how like titles lines must be, 0–1, to be told by form alone.
        of_orders: Whether its beginning speaks of orders, or it is no report of all that a year held.
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
    kinds = {i: kind for i, kind in kinds.items() if i not in covered}
    if named_items and set(kinds.values()) & {Kind.MAL, *(item.kind or Kind.UPPDRAG for item in items)}:
        kinds = {}  # the tables hold what the chapters tell of
    single: dict[int, OneLine] = {}
    if not kinds and not named_items:
        kinds, single = beneath(lines, known, register)
    chapters = frozenset[int]()
    for n in range(ROUNDS):
        plain = frozenset({OVER_TEXT} if n else ())  # a report that marks some of its titles marks them all
        open_marks = [frozenset() if i in covered | chapters else m - plain for i, m in enumerate(marks)]
        open_anchors = [a for a in all_anchors if a.line not in covered]
        by_chapter = _by_chapter(kinds) if kinds and not n else None
        marker = None
        if by_chapter is None or set(kinds.values()) == {Kind.UPPDRAG}:
            marker = infer(lines, open_marks, open_anchors, parents, known)
            marker = _inside(marker, lines, open_marks, open_anchors, parents, known) or marker
        if by_chapter is not None and (marker is None or not _tells_more(marker, by_chapter, lines, known)):
            marker = by_chapter
        elif by_chapter is not None:
            kinds = {}
        if marker is None and not found and not named_items:
            marker = guess(lines, open_marks, parents, known, likeness if of_orders else OF_ALL)
        if marker is None:
            break
        by_name, all_titles = marker is by_chapter, marker.lines
        marker = without_last_chapters(marker, lines, open_marks)
        marker = without_other_chapters(marker, lines, parents, known)
        left_out = set(all_titles) - set(marker.lines)
        chapters |= left_out
        if not by_name:
            marker = with_strays(marker, lines, open_marks, known)
        layout = Layout(
            document,
            register,
            lines,
            tables,
            known,
            marker,
            parents,
            marks,
            covered | left_out,
            kinds,
            single,
        )
        items, lines_used = _cut(layout)
        if not items:
            break
        reasons.append(
            f"{counted(len(items), 'item')} marked by {marker}; "
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
        if by_name and Kind.UPPDRAG in kinds.values():
            # Other chapters tell of other things, that `are done` too, unless they say so by a label.
            all_anchors = [anchor for anchor in all_anchors if not anchor.weak]
            chapters |= {i for i, line in enumerate(lines) if closes_chapter(line.text, known)}
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


def _tells_more(marker: Marker, by_chapter: Marker, lines: Sequence[Line], known: Sequence[str]) -> bool:
    """Whether statuses bear out titles that take in those of the chapters of uppdrag, or all but a few."""
    both = len(set(marker.lines) & set(by_chapter.lines))
    others = set(marker.lines) - set(by_chapter.lines)
    return (
        both >= ALL_BUT_A_FEW * len(by_chapter.lines)
        and len(marker.supported) >= 0.6 * len(marker.lines)
        and not any(closes_chapter(lines[i].text, known) for i in others)
    )


ALL_BUT_A_FEW = 0.9


def _by_chapter(kinds: Mapping[int, Kind]) -> Marker:
    """The titles that stand in chapters which say what they are, whatever their marks."""
    lines = tuple(sorted(kinds))
    return Marker(frozenset(), lines, frozenset(lines), 1.0)


def _cut(layout: Layout) -> tuple[list[Found], set[int]]:
    """Cut the report at its titles and read what stands under each; the items, and the lines they took."""
    titles = layout.marker.lines
    found: list[Found] = []
    used: set[int] = set()
    context = context_before(layout, titles[0])
    previous_end = titles[0]
    for n, i in enumerate(titles):
        limit = titles[n + 1] if n + 1 < len(titles) else len(layout.lines)
        if n:
            step(layout, context, range(previous_end, i))
        end = end_of(layout, i, limit)
        if n and i == titles[-1]:
            end = closed(layout, i, end, found)
        one = layout.single.get(i)
        item = titled(layout, i, end, context) if one is None else one_line(layout, i, end, context, one)
        found.append(item)
        used |= set(range(i, end))
        if layout.marker.status_first and i and stands_alone(layout.lines[i - 1]):
            used.add(i - 1)
        previous_end = end
    _judge_themselves(layout, found)
    return found, used


def _judge_themselves(layout: Layout, found: Sequence[Found]) -> None:
    """Take back what the report's own name says of all items, where some say otherwise.

    `Ej verkställda beslut` over an account tells what it began with, not how each of them went since.
    """
    over = {p.span for item in found for p in item.content.passages[:1] if p.role == "status"}
    if len(over) != 1 or len(found) < 2:
        return
    (span,) = over
    named = next((n for n, line in enumerate(layout.lines) if line.span == span), None)
    if named is not None and layout.parents[named]:
        return  # a chapter of the report
    own = [[p for p in item.content.passages if p.span != span] for item in found]
    if any(item.content.passages[:1] and span != item.content.passages[0].span for item in found):
        return
    told = sum(any(_judges(layout.document.cut(p.span), p.role) for p in passages) for passages in own)
    if span.end <= found[0].span.start and told >= 0.3 * len(found):
        for item, passages in zip(found, own, strict=True):
            item.content.passages[:] = passages


def _judges(text: str, role: str) -> bool:
    """Whether a passage says itself how its item goes."""
    if role != "comment":
        return role in ("status", "forecast")
    return wording.leading(text) is not None or any(wording.sentence(text[a:b]) for a, b in split(text)[:3])
