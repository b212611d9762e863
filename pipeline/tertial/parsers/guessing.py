"""Titles told by their form and words alone, in a report that says that it follows something up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from tertial.parsers.headings import is_frame_name
from tertial.parsers.markers import DELIBERATE, SHORTEST_NAME, Marker, likeness_of
from tertial.parsers.outline import Line
from tertial.parsers.titles import is_order
from tertial.swedish.words import fold

_STYLED = re.compile(
    r"heading|level|bold|italic|numbered|lettered|style|size|run in|quoted|uppdrag by name|separator before"
    r"|sign|underlined|set apart inside|bullet over text"
)
_BOLD_FIRST = frozenset({"bold at first", "run in"})
"""Bold words that a paragraph begins with: they name what it tells of, also where they order nothing."""
_HINT = re.compile(
    r"\b(?:klar|färdig|avslut|slutför|genomför|verkställ|uppnå|uppfyll|pågå|påbörja|starta|igång|i gång|börja"
    r"|inle[dt]|vänta|avvakta|försen|dröj|återstå|kvarstå|planera|utgå|avbr[uöy]|str[uy]k|vila|paus|inför|anta[gs]"
    r"|antog|öppna|anställ|utred|ta[gs]it|gjort|gjord|arbet|beslut|ännu|hittills|redan|fortsätt|under året)"
)


def guess(
    lines: Sequence[Line],
    marks: Sequence[frozenset[str]],
    parents: Sequence[tuple[Line, ...]],
    known: Sequence[str],
    likeness: float,
) -> Marker | None:
    """The marker of the lines that look most like titles by form and words, where no statuses were found.

    For a report that says itself that it follows something up: at least three lines in one form, worded as
    titles, each with text under it that tells what is done.

    Args:
        likeness: Least likeness to titles, 0–1, on the average of the lines.
    """
    names = sorted({mark for line_marks in marks for mark in line_marks if _STYLED.match(mark)})
    best: tuple[float, Marker] | None = None
    for candidate in (frozenset(pair) for pair in {*((n,) for n in names), *combinations(names, 2)}):
        bearing = [
            i for i, m in enumerate(marks) if candidate <= m and not is_frame_name(lines[i].text, known)
        ]
        named = [sum(map(str.isalpha, lines[i].head)) >= SHORTEST_NAME for i in bearing]
        if len(bearing) < 3 or (candidate >= _BOLD_FIRST and sum(named) < 0.7 * len(named)):
            continue
        deliberate = bool(candidate & DELIBERATE)
        told = [
            _told(i, n, lines, deliberate=deliberate or candidate >= _BOLD_FIRST)
            for i, n in zip(bearing, [*bearing[1:], len(lines)], strict=True)
        ]
        texts = {fold(lines[i].head) for i in bearing}
        if len(texts) < 0.6 * len(bearing) and not any(is_order(lines[i].head) for i in bearing):
            continue  # what stands in every chapter is part of its frame: `Året som gått`
        share = sum(told) / len(bearing)
        mean = sum(likeness_of(lines[i]) for i in bearing) / len(bearing)
        least = likeness - (0.25 if deliberate else 0.1 if candidate >= _BOLD_FIRST else 0.0)
        if (
            share < (0.4 if mean >= 0.9 else 0.6)
            or mean < least
            or len({parents[i] for i in bearing}) > 0.7 * len(bearing) + 1
        ):
            continue
        score = share * mean * (1 - 0.01 * len(candidate))
        worth = score * len(bearing) ** 0.5
        if best is None or worth > best[0]:
            best = worth, Marker(candidate, tuple(bearing), frozenset(bearing), score)
    return best[1] if best is not None else None


def _told(i: int, end: int, lines: Sequence[Line], *, deliberate: bool) -> bool:
    """Whether the text under a line, or after its title, tells of something done, going on or to come.

    Of what a writer has set apart by hand any sentence tells.
    """
    below = [ln.text for ln in lines[i + 1 : end] if ln.table is None and not ln.level]
    own = lines[i].text[lines[i].run_in :] if lines[i].run_in or lines[i].apart else ""
    text = " ".join([own, *below[:6]])
    if deliberate and len(text) >= 40 and text.rstrip()[-1:] in ".!":
        return True
    return len(text) >= 15 and _HINT.search(fold(text)) is not None
