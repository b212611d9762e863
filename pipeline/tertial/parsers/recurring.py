"""Lines that name an order in boards' chapters and that no style tells: by their words, and by recurring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from tertial.parsers.anchors import title_key
from tertial.parsers.headings import is_chapter
from tertial.parsers.outline import Line
from tertial.parsers.titles import is_order, like_title
from tertial.swedish.sentences import split

FEWEST = 3
SHORTEST, LONGEST = 12, 220
"""Characters of a line that may name an order."""


def order_lines(lines: Sequence[Line], under: Sequence[tuple[str, str]], known: Sequence[str]) -> list[int]:
    """The lines that name what boards were told to do, each over its answer; none where that is no rule.

    A report that answers the same order in several boards' chapters repeats its words there. What stands in
    every chapter is part of its frame, as `Året som gått`, unless it is worded as an order.

    Args:
        under: The board in whose chapter each line stands.
        known: Names that say nothing of a subject.
    """
    bearing = [i for i in range(len(lines)) if under[i][0] and _may_name(i, lines, known)]
    chapters = {under[i] for i in bearing}
    if len(bearing) < FEWEST or len(chapters) < 2:
        return []
    where = defaultdict(set)
    for i in bearing:
        where[title_key(lines[i].text)].add(under[i])
    ordered = {i for i in bearing if is_order(lines[i].text) or like_title(lines[i].text) >= 0.9}
    frame = [i for i in bearing if i not in ordered and where[title_key(lines[i].text)] == chapters]
    recur = sum(len(boards) > 1 for boards in where.values())
    if frame or len(ordered) < 0.6 * len(bearing) or (not recur and len(ordered) < 0.8 * len(bearing)):
        return []
    return bearing


def _may_name(i: int, lines: Sequence[Line], known: Sequence[str]) -> bool:
    line = lines[i]
    if line.table is not None or line.separator or line.is_board or line.listed or line.label is not None:
        return False
    if not SHORTEST <= len(line.text) <= LONGEST or line.text[-1] in ".,;:!?" or is_chapter(line.text, known):
        return False
    below = lines[i + 1] if i + 1 < len(lines) else None
    told = (
        below is not None and below.table is None and not below.level and below.text.rstrip()[-1:] in ".!?:"
    )
    return told and len(split(line.text)) == 1 and (line.block is None or line.block.kind != "heading")
