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
LONGEST: Final = 3
"""Words that are so many times as long as the others are an answer after its label."""
LARGER: Final = 1.1
"""So many times as large as the others are larger letters; half a point is an accident."""

_WAYS: Final[tuple[Callable[[Look], object], ...]] = tuple(
    attrgetter(way) for way in ("bold", "italic", "underline", "capitals", "highlight", "colour")
)


def lead(pieces: Sequence[tuple[Look, str]], first: Look, looks: frozenset[Look]) -> str:
    """The letters that a paragraph begins with in one way that none of its later words has.

    Larger letters are one only where they are fewer than the rest: else the rest is a note in small ones.

    Args:
        first: How its first word looks.
        looks: How its words look, two looks or more.
    """
    for way in _ways(first):
        value = way(first)
        if any(way(look) != value for look in looks):
            found = _beginning(pieces, frozenset(look for look, _ in pieces if way(look) == value))
            if found:
                return found
    sizes = [look.size for look in looks]
    if first.size == max(sizes) and first.size >= LARGER * min(sizes) > 0:
        found = _beginning(pieces, frozenset(look for look, _ in pieces if look.size == first.size))
        if 2 * len(found) < sum(len(piece) for _, piece in pieces):
            return found
    return ""


@lru_cache(maxsize=256)
def _ways(look: Look) -> tuple[Callable[[Look], object], ...]:
    return tuple(way for way in _WAYS if way(look))


def _beginning(pieces: Sequence[tuple[Look, str]], marked: frozenset[Look]) -> str:
    """What stands before the first word that is not `marked`, where no later one is."""
    n = next((i for i, (look, piece) in enumerate(pieces) if look not in marked and WORD.search(piece)), 0)
    if any(look in marked and WORD.search(piece) for look, piece in pieces[n:]):
        return ""
    return "".join(piece for _, piece in pieces[:n])


def apart(pieces: Sequence[tuple[Look, str]], *, led: bool) -> str:
    """The words set apart inside a paragraph: its only stretch of them, of at least `FEWEST_WORDS` words.

    They are bold, italic, underlined, in capitals, highlighted, coloured or larger, and other words are not.

    Args:
        led: The paragraph has a lead, which does not count.
    """
    marked = _marked(frozenset([look for look, _ in pieces]))
    if not marked:
        return ""
    stretches: list[str] = []
    inside = open_ = False
    others = 0
    for look, piece in pieces:
        if look in marked:
            if open_:
                stretches[-1] += piece
            elif WORD.search(piece):
                if inside:
                    stretches.append(piece)
                    open_ = True
                elif not led:
                    return ""
        elif WORD.search(piece):
            inside, open_ = True, False
            others += len(piece)
        elif open_:
            stretches[-1] += piece
    if len(stretches) != 1:
        return ""
    found = stretches[0].strip(" \t\n\u00a0.,;:")
    return found if len(found.split()) >= FEWEST_WORDS and len(found) <= LONGEST * others else ""


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
