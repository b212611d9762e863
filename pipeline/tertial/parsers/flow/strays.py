"""Titles that are set otherwise than all others: short lines between two items, over a text and a status."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tertial import wording
from tertial.parsers.accounts import only_refers
from tertial.parsers.anchors import is_stated_last, named_kind, status_of
from tertial.parsers.headings import closes_chapter, is_chapter
from tertial.parsers.markers import Marker
from tertial.parsers.marks import BEFORE, STRONG
from tertial.parsers.outline import Line, rank
from tertial.parsers.roles import label
from tertial.parsers.sorts import kind_of_chapter
from tertial.parsers.titles import is_order, like_title, split_number
from tertial.swedish.sentences import split
from tertial.swedish.words import fold

FEWEST = 3
"""Fewer titles show too little of how they are set."""
MOST = 0.25
"""Strays for each title; where there are more, they are sub-headings."""
LONGEST = 110
LIKELY = 0.7
SHORTEST = 3
"""Words; `Fortsatt arbete` and `Nästa steg` stand over parts of a text."""


def with_strays(
    marker: Marker,
    lines: Sequence[Line],
    marks: Sequence[frozenset[str]],
    known: Sequence[str],
) -> Marker:
    """The marker with the titles between its own that one has forgotten to mark, or has marked otherwise.

    Without them their status would be said of the item before.

    Args:
        marks: Of each line; a line with strong marks of its own is a title of another kind.
        known: Names that say nothing of a subject.
    """
    if len(marker.lines) < FEWEST or marker.status_first or lines[marker.lines[0]].apart is not None:
        return marker
    named = Counter(fold(line.text) for line in lines)
    lowest = max(rank(lines[i]) for i in marker.lines)
    strays: list[int] = []
    for i, after in pairwise(marker.lines):
        for j in range(i + (1 if lines[i].run_in else 2), after - 1):
            line = lines[j]
            if marks[j] & (STRONG - BEFORE) or 0 < rank(line) < lowest or named[fold(line.text)] > 1:
                continue
            below = lines[j + 1 : after]
            told = _tells if is_order(line.text) else _tells_surely
            run_in = lines[i].text[: lines[i].run_in].rstrip()[-1:] if lines[i].run_in else ""
            if (
                _is_title(j, lines, known, ends=run_in)
                and (run_in or _tells(lines[i:j]))
                and (told(below) or (run_in and any(each.answer for each in below)))
            ):
                strays.append(j)
    if not strays or len(strays) > max(1, MOST * len(marker.lines)):
        return marker
    return replace(marker, lines=tuple(sorted({*marker.lines, *strays})))


def without_last_chapters(marker: Marker, lines: Sequence[Line], marks: Sequence[frozenset[str]]) -> Marker:
    """The marker without names at its end under which nothing says how an uppdrag goes, as under all others.

    Chapters that close a report may be set as its titles are: `Personalnytt`, `Framtidsutsikter`.
    """
    kept = list(marker.lines)
    ends = [*marker.lines[1:], len(lines)]
    for i, end in zip(reversed(marker.lines), reversed(ends), strict=True):
        text = lines[i].text[split_number(lines[i].text)[1] :]
        named = is_order(text) or len(text.split()) > LONGEST_CHAPTER or lines[i].run_in
        below = lines[i + 1 : end]
        named = named or bool(marks[i] & (STRONG - BEFORE))
        if named or _tells_surely(lines[i:end]) or any(ln.label or ln.is_board or ln.answer for ln in below):
            break
        kept.pop()
    if len(kept) == len(marker.lines) or len(kept) < FEWEST or any(lines[i].apart for i in kept):
        return marker
    judged = all(_tells(lines[i:end]) for i, end in zip(kept, ends, strict=False))
    return replace(marker, lines=tuple(kept)) if judged and marker.supported >= set(kept) else marker


LONGEST_CHAPTER = 3
"""Words of a name of a chapter."""


def without_other_chapters(
    marker: Marker, lines: Sequence[Line], parents: Sequence[tuple[Line, ...]], known: Sequence[str]
) -> Marker:
    """The marker without what stands in later chapters of other things, where one is named for its titles.

    Under `Fullmäktiges uppdrag` run-in titles are uppdrag, under `Personal` they head paragraphs.
    """
    own = {line.index for line in lines if line.level and kind_of_chapter(line, known) is not None}
    named = [i for i in marker.lines if any(over.index in own for over in parents[i])]
    if len(named) < FEWEST:
        return marker
    level = {rank(lines[i]) for i in own}
    others = {
        i
        for i in marker.lines
        if i > named[-1]
        and any(
            rank(over) in level and closes_chapter(over.text, known) and not named_kind(over.text)
            for over in parents[i]
        )
    }
    kept = tuple(i for i in marker.lines if i not in others)
    return replace(marker, lines=kept) if others and len(named) >= 2 * len(others) else marker


def _tells(found: Sequence[Line]) -> bool:
    """Whether one of the lines says how something goes, however late in its text."""
    return any(status_of(line) or any(map(_says_status, _sentences(line))) for line in found)


def _tells_surely(found: Sequence[Line]) -> bool:
    """Whether one says so at once, or of an uppdrag: `Arbetet pågår` may be said of all that follows."""
    later = (
        text for line in found for text in _sentences(line) if named_kind(text[:80]) or _SET_OFF.search(text)
    )
    stated = any(map(status_of, found)) or any(map(is_stated_last, found))
    return stated or any(map(_says_status, later))


def _sentences(line: Line) -> list[str]:
    return [line.text[start:end] for start, end in split(line.text)] if line.table is None else []


def _says_status(text: str) -> bool:
    found = label(text)
    value = (
        text[found.value_start :] if found is not None and found.role.name in ("status", "forecast") else text
    )
    value = value.rpartition(" – ")[2]  # `Socialnämnden – Klart.`
    bracketed = _BRACKETED.search(value)
    return wording.sentence(text) or wording.cell(bracketed[1] if bracketed else value) is not None


_SET_OFF = re.compile(r"[:(\[]| – ")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]+)[)\]][. ]*$")


def _is_title(j: int, lines: Sequence[Line], known: Sequence[str], *, ends: str) -> bool:
    """Whether a line only names something, over a text and after one that has ended.

    Args:
        ends: The sign that a title ends in where others stand before their text on the same line.
    """
    line, before, below = lines[j], lines[j - 1], lines[j + 1]
    if line.table is not None or line.separator or line.is_board or line.label is not None or line.bare:
        return False
    text = line.text.rstrip(f" :{ends}")
    if line.listed or line.run_in or line.answer or line.facts is not None or not 4 < len(text) <= LONGEST:
        return False
    if text[-1] in ".!?,;" or not text[:1].isalnum() or text[:1].islower() or status_of(line):
        return False
    if is_chapter(text, known) or closes_chapter(text, known) or only_refers(text) or len(split(text)) > 1:
        return False
    ended = (
        before.table is not None or before.text.rstrip()[-1:] in ".!?)]" or before.label or status_of(before)
    )
    ended = ended or before.is_board
    told = below.table is None and not below.level and not below.is_board and not below.listed
    named = like_title(text) >= LIKELY and len(text.split()) >= SHORTEST
    return bool(ended) and told and (is_order(text) or named)
