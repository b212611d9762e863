"""Where an item in running text ends: before the next title, chapter or higher heading."""

from __future__ import annotations

from collections.abc import Sequence

from tertial import wording
from tertial.parsers.accounts import only_refers
from tertial.parsers.anchors import stands_alone, status_of
from tertial.parsers.decisions import tells_after
from tertial.parsers.flow.layout import Layout
from tertial.parsers.found import Found
from tertial.parsers.headings import WORD, is_frame_name
from tertial.parsers.marks import names_thing
from tertial.parsers.openings import opening_at
from tertial.parsers.outline import rank
from tertial.swedish.sentences import split
from tertial.swedish.words import fold


def end_of(layout: Layout, i: int, limit: int) -> int:
    """Where the item that begins at line `i` ends: before the next title, chapter or higher heading."""
    lines = layout.lines
    if lines[i].signed is not None:
        return i + 1  # who is asked and how it goes stand last
    order = lines[i].order
    if layout.alone and order is not None and tells_after(lines[i].text, order[1]) < len(lines[i].text):
        return i + 1
    end = limit
    for j in range(i + 1, limit):
        line = lines[j]
        if (
            j in layout.covered
            or j in layout.bearing
            or j in layout.chapters
            or layout.names_group(j)
            or layout.labels_next(j)
            or (j > i + 1 and _tells_of_another(layout, i, j))
        ):
            end = j
            break
        if line.table is not None and layout.tables[line.table.index].kind == "items":
            end = j
            break
        closing = rank(line) == layout.level and not line.is_board and is_frame_name(line.text, layout.known)
        if line.level in layout.set_as_chapters and not line.is_board:
            end = j
            break
        if (
            layout.level
            and rank(line)
            and (rank(line) < layout.level or closing)
            and not (line.is_board and (not line.level or layout.is_part(line)))
        ):
            end = j
            break
        if (
            not layout.level
            and line.block is not None
            and (line.block.kind == "heading" or line.level in layout.groups)
            and not line.is_board
        ):
            end = j
            break
    while end - 1 > i and _belongs_to_next(layout, end - 1, end):
        end -= 1
    return end


def _tells_of_another(layout: Layout, i: int, j: int) -> bool:
    """Whether a paragraph names another uppdrag than the title, whose own status is told already.

    `Uppdraget att bygga en kaj har inte påbörjats.` is no status of what stands over it.
    """
    text = layout.lines[j].text
    if "ppdraget " not in text[:FIRST_WORDS]:
        return False
    opening = opening_at(text, 0, ("the order",), layout.register)
    if opening is None or not any(status_of(line) for line in layout.lines[i:j]):
        return False
    title = {word[:STEM] for word in WORD.findall(fold(layout.lines[i].head))}
    named = {word[:STEM] for word in WORD.findall(fold(text[slice(*opening.title)])) if len(word) >= STEM}
    return bool(named) and named.isdisjoint(title)


FIRST_WORDS = 90
STEM = 5
"""Letters that two forms of a word have in common."""


def closed(layout: Layout, i: int, end: int, before: Sequence[Found]) -> int:
    """Where the last item ends: at an unmarked heading over text, where no item before holds any.

    So does what names a table of figures.
    """
    alike = [ln for ln in layout.lines[: i + 1] if ln.span.start >= before[0].span.start]
    if len(before) > 1 and not any(line.caption for line in alike):
        end = next((j for j in range(i + 1, end) if layout.lines[j].caption), end)
    names = [ln.index for ln in alike if _is_unmarked_heading(layout, ln.index, i)]
    if len(before) < 2 or names:
        return end
    return next((j for j in range(i + 2, end - 1) if _is_unmarked_heading(layout, j, end)), end)


def _is_unmarked_heading(layout: Layout, j: int, end: int) -> bool:
    """Whether a line only names something and stands over a paragraph, or figures and a paragraph."""
    line = layout.lines[j]
    if j in layout.bearing or j + 1 >= end or line.table is not None or line.separator or line.is_board:
        return False
    if only_refers(line.text):
        return False
    below = next((ln for ln in layout.lines[j + 1 : end] if not ln.caption and ln.table is None), line)
    told = len(split(below.text)) > 1 or len(below.text) >= LONGEST_NAMED
    told = told and not below.is_board and below.index not in layout.bearing
    return told and bool(line.text) and len(line.text) <= 60 and layout.reads_as_heading(line)


def _belongs_to_next(layout: Layout, j: int, end: int) -> bool:
    line = layout.lines[j]
    if line.separator or layout.introduces(j):
        return True
    if line.facts is not None and "reference before" not in layout.marks[min(end, len(layout.marks) - 1)]:
        return False
    if end >= len(layout.lines) or line.table is not None:
        return False
    if j in layout.chapters or j in layout.over:
        return True
    if layout.marker.status_first and stands_alone(line) and end in layout.marker.lines:
        return True
    if names_thing(line) and layout.marks[end] & {"label before", "counted before"}:
        return True
    if only_refers(line.text) and "reference before" in layout.marks[end]:
        return True
    if only_refers(layout.lines[end].text) and line.gap and layout.reads_as_heading(line):
        return True
    if line.is_board and line.text.startswith("(") and "board line before" in layout.marks[end]:
        return True
    if line.label is not None and line.label.role.name == "area":
        return True
    if line.level and not line.is_board and line.label is None and not line.listed and not status_of(line):
        return not layout.level or rank(line) <= layout.level or j in layout.bearing
    return not layout.level and not line.is_board and wording.over_group(line.text) is not None


LONGEST_NAMED = 80
"""Characters; a longer line than that under a heading is a paragraph."""
