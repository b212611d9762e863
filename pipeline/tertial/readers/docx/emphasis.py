"""Words that a paragraph sets apart: those it begins with, and those inside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

from tertial.readers.docx.styles import Look

WORD: Final = re.compile(r"[^\W_]")
FEWEST_WORDS: Final = 3
"""Fewer words set apart inside a paragraph are stressed, and name nothing."""
_ENDS: Final = re.compile(r"[.!?]\s")
MOST: Final = 3
"""Stretches of a paragraph; more are words stressed here and there."""
LONGEST: Final = 3
"""Words that are so many times as long as the others are an answer after its label."""
LARGER: Final = 1.1
"""So many times as large as the others are larger letters; half a point is an accident."""

Piece = tuple[Look, str, bool]
"""Letters of a paragraph that look alike, and whether a word or figure stands in them."""

_WAYS: Final[tuple[Callable[[Look], object], ...]] = tuple(
    attrgetter(way) for way in ("bold", "italic", "underline", "capitals", "highlight", "colour")
)


def lead(pieces: Sequence[Piece], first: Look, looks: frozenset[Look]) -> str:
    """The letters that a paragraph begins with in one way that none of its later words has.

    Larger letters are one only where they are fewer than the rest: else the rest is a note in small ones.

    Args:
        first: How its first word looks.
        looks: How its words look, two looks or more.
    """
    marked, larger = _openings(first, looks)
    for alike in marked:
        found = _beginning(pieces, alike)
        if found:
            return found
    if larger:
        found = _beginning(pieces, larger)
        if 2 * len(found) < sum(len(text) for _, text, _ in pieces):
            return found
    return ""


@lru_cache(maxsize=256)
def _openings(first: Look, looks: frozenset[Look]) -> tuple[tuple[frozenset[Look], ...], frozenset[Look]]:
    """The looks that are marked as `first` is, for each way that tells looks apart; those as large as it.

    There are few looks in a document, and thousands of paragraphs.
    """
    values = [(way, way(first)) for way in _WAYS if way(first)]
    alike = [frozenset(look for look in looks if way(look) == value) for way, value in values]
    sizes = [look.size for look in looks]
    larger = first.size == max(sizes) and first.size >= LARGER * min(sizes) > 0
    return (
        tuple(some for some in alike if some != looks),
        frozenset(look for look in looks if look.size == first.size) if larger else frozenset(),
    )


def _beginning(pieces: Sequence[Piece], marked: frozenset[Look]) -> str:
    """What stands before the first word that is not `marked`, where no later one is."""
    n = 0
    for at, (look, _, worded) in enumerate(pieces):
        if worded and look not in marked:
            n = n or at
        elif worded and n:
            return ""
    return "".join([text for _, text, _ in pieces[:n]])


def apart(pieces: Sequence[Piece], *, led: bool) -> str:
    """The words set apart inside a paragraph: the first stretch of them of at least `FEWEST_WORDS` words.

    They are bold, italic, underlined, in capitals, highlighted, coloured or larger, and other words are not.
    A newspaper's name or what is stressed in a later sentence may be so too; of two in one sentence, or of
    more than `MOST`, none is the paragraph's.

    Args:
        led: The paragraph has a lead, which does not count.
    """
    marked = _marked(frozenset([look for look, _, _ in pieces]))
    if not marked:
        return ""
    found: list[str] = []
    begins: list[int] = []
    """Where each stretch stands among the plain letters."""
    inside = open_ = False
    plain = ""
    for look, text, worded in pieces:
        if look in marked:
            if open_:
                found[-1] += text
            elif worded:
                if not (inside or led):
                    return ""
                if inside:
                    found.append(text)
                    begins.append(len(plain))
                    open_ = True
        elif worded or (open_ and _ENDS.search(text)):
            inside, open_ = True, False
            plain += text
        elif open_:
            found[-1] += text
    if not 0 < len(found) <= MOST:
        return ""
    stretches = [text.strip(" \t\n\u00a0.,;:") for text in found]
    long = [n for n, text in enumerate(stretches) if len(text.split()) >= FEWEST_WORDS]
    if not long:
        return ""
    first, *others = long
    if others and not _ENDS.search(plain, max(begins[first] - 1, 0), begins[others[0]]):
        return ""
    return stretches[first] if len(stretches[first]) <= LONGEST * len(plain) else ""


@lru_cache(maxsize=256)
def _marked(looks: frozenset[Look]) -> frozenset[Look]:
    """Those of a paragraph's looks that stand out from the plainest; none where two are equally plain."""
    main, *others = sorted(looks, key=_plainness)
    if others and _plainness(main) == _plainness(others[0]):
        return frozenset()
    return frozenset(look for look in others if _stands_out(look, main))


def _plainness(look: Look) -> tuple[int, float]:
    return sum(1 for way in _WAYS if way(look)), look.size


def _stands_out(look: Look, main: Look) -> bool:
    return any(way(look) and way(look) != way(main) for way in _WAYS) or look.size >= LARGER * main.size > 0
