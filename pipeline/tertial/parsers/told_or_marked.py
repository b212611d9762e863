"""Whether a report's items are those told in its paragraphs, or those found by their marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tertial.parsers.anchors import title_key
from tertial.parsers.found import Found
from tertial.parsers.prose import FEWEST
from tertial.parsers.titles import is_order


def told_better(told: Sequence[Found], marked: Sequence[Found]) -> bool:
    """Whether items told in paragraphs are a report's own, and those found by their marks are parts of these.

    Where marked titles stand over the paragraphs, or apart in them, they are its own; those that hold more
    than the words of the order, or stand in a list of the same orders, are not. Where both name the same,
    those are better whose boards' answers are told apart.
    """
    starts = {item.span.start for item in told}
    if len(told) > len(marked) and all(item.span.start in starts for item in marked):
        # What marks some of the orders marks none of the others, but for the numbers of a series.
        marks = {item.span.start for item in marked}
        last = max(marks, default=0)
        others = [one for one in told if one.span.start not in marks]
        if marks and not any(one.explicit or one.span.start < last or is_order(one.title) for one in others):
            return False  # what is told after the last is of the report itself
        return len(marked) <= FEWEST or not all(item.number for item in marked)
    marks = {item.span.start for item in marked}
    among = {start for start in starts if start <= max(marks, default=-1)}
    if among < marks:
        return False  # marks show all that is told, and one more: `Erbjud distans.` alone on its line
    names = {title_key(item.title) for item in told}
    if _own_answers(marked) > _own_answers(told) and all(title_key(item.title) in names for item in marked):
        return False
    pairs = zip(sorted(told, key=_place), sorted(marked, key=_place), strict=False)
    if len(told) == len(marked) and all(_is_same(one.title, item.title) for one, item in pairs):
        return False
    own = wider = 0
    for item in marked:
        inside = [one for one in told if item.span.start < one.title_span.end <= item.span.end]
        longer = sum(
            item.title_span.start <= one.title_span.start
            and one.title_span.end <= item.title_span.end
            and len(one.title_span) < len(item.title_span)
            for one in inside
        )
        wider += longer
        own += not longer and len(inside) < 2 and title_key(item.title) not in names
    ordered = sum(item.explicit for item in told)
    sure = ordered >= max(FEWEST, 0.5 * len(told)) or wider >= max(FEWEST, 0.5 * len(told))
    return sure and own < 0.5 * len(told)


def _own_answers(found: Sequence[Found]) -> int:
    """How many passages are a board's own."""
    return sum(bool(passage.board) for item in found for passage in item.content.passages)


def _place(item: Found) -> int:
    return item.title_span.start


def _is_same(order: str, title: str) -> bool:
    """Whether a title says no more than an order but who is to carry it out, as `KS ska bygga` does."""
    said, whole = (title_key(text).removeprefix("att ") for text in (order, title))
    return (
        said == whole
        or re.fullmatch(rf"(?!nämnden|styrelsen|vi\b).{{2,90}} ska(?:ll)? {re.escape(said)}", whole)
        is not None
    )
