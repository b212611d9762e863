"""Mål: those that a report only lists under a heading that names mål, and what stands under each."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Span
from tertial.parsers.found import Found, titled
from tertial.parsers.headings import area_name, is_chapter, is_chapter_name, is_goal
from tertial.parsers.outline import Line, rank
from tertial.parsers.title_parts import take_apart
from tertial.parsers.titles import split_number
from tertial.vocabulary import Kind

PARSER = "goals"
_NAMES_GOALS = re.compile(r"^(?:\d[\d.]*\s+)?(?:\w+\s+){0,3}\w*mål(?:en|område\w*)?\b", re.IGNORECASE)


def read_goals(lines: Sequence[Line], register: Register) -> list[Found]:
    """The mål listed under headings that name mål, where enough of the lines are worded as mål."""
    groups: list[tuple[Line, list[Line]]] = []
    i = 0
    while i < len(lines):
        line = lines[i]
        listed = []
        j = i + 1
        while j < len(lines) and lines[j].listed and lines[j].table is None:
            listed.append(lines[j])
            j += 1
        if listed and _is_caption(line):
            groups.append((line, listed))
        i = max(j, i + 1)
    worded = [line for _, listed in groups for line in listed if is_goal(line.text) or len(line.text) <= 160]
    if not groups or len(worded) < 0.8 * sum(len(listed) for _, listed in groups):
        return []
    if sum(is_goal(line.text) for _, listed in groups for line in listed) < 0.4 * len(worded):
        return []
    result = []
    for caption, listed in groups:
        for line in listed:
            assert line.block is not None
            text = line.text
            start = 0
            while start < len(text) and not (text[start].isalnum() or text[start] in '"”“('):
                start += 1
            title = take_apart(text[start:], register)
            at = line.span.start + start
            goal = titled(title, Span(at + title.span.start, at + title.span.end), line.span, PARSER)
            goal.kind = Kind.MAL
            goal.area = "" if is_chapter_name(caption.text) else area_name(caption.text)
            result.append(goal)
    return result


def stand_under_goals(
    lines: Sequence[Line], found: Sequence[Found], known: Sequence[str], *, names_activities: bool
) -> None:
    """Give each aktivitet the mål that it stands under, and say what is one by where it stands.

    What stands under a mål, as a row of a table or a title of lower rank, is an aktivitet, whatever it is
    called; and what has aktiviteter under it is a mål where nothing says that it is something else.

    Args:
        found: All items; those without a kind may get one.
        known: Names that say nothing of a subject.
        names_activities: The report speaks of aktiviteter, and its title of no uppdrag.
    """
    items = sorted(found, key=lambda item: item.title_span.start)
    starts = [item.title_span.start for item in items]

    def _captions(line: Line) -> bool:
        """Whether a heading names the table right under it, which holds no items."""
        under = lines[line.index + 1] if line.index + 1 < len(lines) else line
        first = bisect_left(starts, under.span.start)
        return under.table is not None and not (first < len(starts) and starts[first] < under.span.end)

    if names_activities:
        _tell_apart(lines, [item for item in items if item.parser != "tables"])
    any_goal = any(item.kind is Kind.MAL for item in items)
    goal: Found | None = None
    level, n = 0.0, 0
    for line in lines:
        own = []
        while n < len(items) and items[n].title_span.start < line.span.end:
            own.append(items[n])
            n += 1
        here = rank(line)
        if not own and goal is not None:
            names_area = line.label is not None and line.label.role.name == "area"
            beside = (bool(line.level) if not level else here == level) and not is_chapter(line.text, known)
            beside = beside and wording.status_over(line.text) is None
            if names_area or 0 < here < level or (beside and not _captions(line)):
                goal = None
        within = line.table is not None and any(item.kind is Kind.MAL for item in own)
        for item in own if not within else ():
            under = goal is not None and (line.table is not None or (level and (not here or here > level)))
            done = names_activities and item.kind is Kind.AKTIVITET
            done = done or (any_goal and item.kind is None and line.table is not None)
            if goal is not None and goal.kind is None and under and done:
                goal.kind = Kind.MAL
            if item.kind is None and under and goal is not None and goal.kind is Kind.MAL:
                item.kind = Kind.AKTIVITET
            if item.kind is Kind.AKTIVITET and goal is not None and goal.kind is Kind.MAL:
                item.area, item.area_line = goal.title, None
            elif line.table is None and not (under and item.kind is None):
                goal, level = (item, here) if item.kind in (Kind.MAL, None) else (None, 0.0)


def _tell_apart(lines: Sequence[Line], items: Sequence[Found]) -> None:
    """Say what titles without a label are where those with one stand before or after them again and again."""
    plain = [n for n, item in enumerate(items) if item.kind is None]
    if not plain:
        return
    at = {line.span.start: line for line in lines}
    over = [at.get(item.span.start) for item in items]
    goals = [n for n, line in enumerate(over) if line is not None and split_number(line.text)[2] is Kind.MAL]
    listed = [n for n in plain if (line := over[n]) is not None and line.listed]
    if listed and len(listed) < len(plain):  # aktiviteter in lists, each under its mål
        for n in listed:
            items[n].kind = Kind.AKTIVITET
        plain = [n for n in plain if n not in listed]
    for n in plain if goals else ():  # further aktiviteter after the first, which is led to: `Aktiviteter`
        here, before = over[n], over[n - 1] if n else None
        beside = here is not None and before is not None and rank(here) == rank(before) and n not in goals
        if beside and n - 1 not in goals and items[n - 1].kind is Kind.AKTIVITET:
            items[n].kind = Kind.AKTIVITET
    plain = [n for n in plain if items[n].kind is None]
    if not plain:
        return
    kinds = [*(item.kind for item in items), Kind.MAL]
    if sum(kinds[n + 1] is Kind.AKTIVITET for n in plain) >= MOSTLY * len(plain):
        kind = Kind.MAL  # `Fler ska cykla` over `Aktivitet: Anlägga cykelväg`
    elif goals and plain[0] > goals[0] and sum(kinds[n + 1] is None for n in goals) >= MOSTLY * len(goals):
        kind = Kind.AKTIVITET  # `Mål: Fler ska cykla` over `Anlägga cykelväg`
    else:
        return
    for n in plain:
        items[n].kind = kind


MOSTLY = 0.6
"""Share of the titles of a kind that must have the other kind after them."""


def _is_caption(line: Line) -> bool:
    if line.table is not None or line.listed or line.separator or len(line.text) > 120:
        return False
    if line.text.rstrip()[-1:] in ".;!?" or wording.cell(line.text) is not None:
        return False
    return _NAMES_GOALS.match(line.text) is not None
