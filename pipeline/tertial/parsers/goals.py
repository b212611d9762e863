"""Mål that a report only lists: lines under a heading that says whose or what kind of mål they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tertial import wording
from tertial.boards import Register
from tertial.document import Span
from tertial.parsers.found import Found
from tertial.parsers.outline import Line, area_name, is_chapter_name, is_goal
from tertial.parsers.titles import take_apart
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
            result.append(
                Found(
                    title=title.text,
                    title_span=Span(at + title.span.start, at + title.span.end),
                    span=line.span,
                    parser=PARSER,
                    kind=Kind.MAL,
                    number=title.number,
                    responsible=title.responsible,
                    area="" if is_chapter_name(caption.text) else area_name(caption.text),
                )
            )
    return result


def _is_caption(line: Line) -> bool:
    if line.table is not None or line.listed or line.separator or len(line.text) > 120:
        return False
    if line.text.rstrip()[-1:] in ".;!?" or wording.cell(line.text) is not None:
        return False
    return _NAMES_GOALS.match(line.text) is not None
