"""Chapters that say by their name what stands in them: mål, uppdrag or aktiviteter, one a heading."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from tertial.boards import Register
from tertial.parsers.given_chapters import given, tell
from tertial.parsers.headings import is_chapter, is_chapter_name, is_goal, names_given
from tertial.parsers.outline import LONGEST_HEADING, Line, rank
from tertial.parsers.titles import like_title, split_number
from tertial.swedish.words import fold
from tertial.vocabulary import Kind

FEWEST = 4
"""Fewer titles in all are left to the marks that they bear."""
SHORTEST = 15
"""Characters of a text that tells of an item."""
MOST = 0.7
"""Share of a chapter's headings that must have text under them."""
LIKELY = 0.65
"""Least likeness of a chapter's headings to titles, 0–1, on the average; areas are less like them."""
_KINDS = (
    (Kind.MAL, re.compile(r"mål(?:en|et|s)?\b")),
    (Kind.UPPDRAG, re.compile(r"uppdrag(?:en|et)?\b")),
    (Kind.AKTIVITET, re.compile(r"\b(?:aktivitet|åtgärd|insats)(?:er|erna)?\b")),
)


def sorts(
    lines: Sequence[Line],
    marks: Sequence[frozenset[str]],
    parents: Sequence[tuple[Line, ...]],
    known: Sequence[str],
    register: Register,
) -> dict[int, Kind]:
    """The titles that stand in such chapters, by index, and what each is.

    Under a mål, titles that their text follows on the same line are its aktiviteter.

    Args:
        marks: Their marks, as `marks_of` gives them.
        parents: The headings over each line.
        known: Names that say nothing of a subject.
        register: The boards that may be named: a heading that begins with one names a group.
    """
    found: dict[int, Kind] = {}
    by_name: list[Line] = []
    for chapter in lines:
        kind = kind_of_chapter(chapter, known)
        if kind is None:
            continue
        titles = _titles(chapter, lines, parents, known) if chapter.level else []
        own = {title.index for title in titles}
        below = [ln for ln in lines if any(over.index in own for over in parents[ln.index])] if own else []
        if not titles and kind is Kind.UPPDRAG:
            titles, below = given(chapter, lines, known)
            by_name += titles
        if any(register.opening(title.text) is not None for title in titles):
            continue
        activities = [ln for ln in below if ln.run_in]
        within = {ln.index for ln in below if marks[ln.index] & _NAMING}
        if len(within - {ln.index for ln in activities}) >= max(2, 0.5 * len(titles)):
            continue  # titles under the headings
        if not titles or (activities and not (kind is Kind.MAL and _are_activities(activities))):
            continue
        found |= {title.index: kind for title in titles}
        found |= {line.index: Kind.AKTIVITET for line in activities}
    if not tell(by_name, lines):
        found = {i: kind for i, kind in found.items() if lines[i] not in by_name}
    fewest = FEWEST - 1 if by_name else FEWEST
    return found if len(found) >= fewest and not _are_some_of_a_series(found, lines) else {}


def _are_some_of_a_series(found: Collection[int], lines: Sequence[Line]) -> bool:
    """Whether titles are counted without a gap, anew or through all, and some stand in other chapters."""
    levels = {lines[i].level for i in found}
    counted = {ln.index: split_number(ln.text)[0].strip(" .)") for ln in lines if ln.level in levels}
    alike = [i for i, number in counted.items() if number.isdigit()]
    runs = all(int(b) in (1, int(a) + 1) for a, b in pairwise(counted[i] for i in alike))
    return len(levels) == 1 and runs and set(alike) > set(found)


_NAMING = frozenset({"bold", "italic", "run in", "worded as an order", "underlined", "status on its line"})


def kind_of_chapter(line: Line, known: Sequence[str]) -> Kind | None:
    """What a chapter's heading says that stands in it, where it says nothing more and names one kind."""
    if line.block is None or len(line.text) > LONGEST_HEADING:
        return None
    named = _PLAN.sub("budget", fold(line.text))
    kinds = [kind for kind, words in _KINDS if words.search(named)]
    if len(kinds) != 1 or (line.label is not None and line.label.name):
        return None
    whence = kinds[0] is Kind.UPPDRAG and names_given(line.text, known)
    return kinds[0] if whence or (not line.is_board and is_chapter_name(line.text, known)) else None


_PLAN = re.compile(r"\bmål(?:-)? (?:och|&) (?:resurs|budget|verksamhets)\w*")
"""The plan that uppdrag are given in is no chapter of mål: `Uppdrag i mål och budget 2012`."""


def _titles(
    chapter: Line, lines: Sequence[Line], parents: Sequence[tuple[Line, ...]], known: Sequence[str]
) -> list[Line]:
    """The headings right under a chapter, where they are titles: in one form, each with text under it."""
    under = [ln for ln in lines if rank(ln) and parents[ln.index] and parents[ln.index][-1] is chapter]
    if len({(ln.level, ln.block and ln.block.style) for ln in under}) > 1:
        return []
    return under if _are_titles(chapter, under, _end(chapter, lines), lines, known) else []


def _are_titles(
    chapter: Line, under: Sequence[Line], end: int, lines: Sequence[Line], known: Sequence[str]
) -> bool:
    """Whether lines under a chapter that ends before a line are titles, each with text under it."""
    if len(under) < 2 or any(
        ln.is_board or ln.label is not None or is_chapter(ln.text, known) for ln in under
    ):
        return False
    ends = [*(ln.index for ln in under[1:]), end]
    inner = [ln for ln in lines[chapter.index + 1 : ends[-1]] if ln.level or ln.table is not None]
    if len(inner) > len(under):
        return False  # headings or tables under the headings
    told = sum(_has_text(lines[ln.index + 1 : end]) for ln, end in zip(under, ends, strict=True))
    like = sum(max(like_title(ln.text), 0.9 if is_goal(ln.text) else 0.0) for ln in under) / len(under)
    return told >= MOST * len(under) and like >= LIKELY


def _has_text(below: Sequence[Line]) -> bool:
    """Whether what stands under a heading begins with a paragraph."""
    first = next((ln for ln in below if not ln.separator), None)
    return first is not None and first.table is None and not first.level and len(first.text) >= SHORTEST


def _end(chapter: Line, lines: Sequence[Line]) -> int:
    later = (ln.index for ln in lines[chapter.index + 1 :] if rank(ln) and rank(ln) <= rank(chapter))
    return next(later, len(lines))


def _are_activities(activities: Sequence[Line]) -> bool:
    """Whether titles run in with their text are of what is done for a mål, and no labels of its parts."""
    heads = [fold(line.head).strip(" .:") for line in activities]
    distinct = len(set(heads)) >= 0.8 * len(heads)
    told = all(len(line.text) - line.run_in >= SHORTEST for line in activities)
    return distinct and told and len(activities) >= 2
