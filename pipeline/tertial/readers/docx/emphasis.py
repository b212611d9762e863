"""Words that a paragraph sets apart: those it begins with, and those inside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter
from typing import Final

from tertial.readers.docx.styles import Look

FEWEST_WORDS: Final = 3
"""Fewer words set apart inside a paragraph are stressed, and name nothing."""
MOST: Final = 3
"""Stretches of a paragraph; more are words stressed here and there."""
LONGEST: Final = 3
"""Words that are so many times as long as the others are an answer after its label."""
LARGER: Final = 1.1
"""So many times as large as the others are larger letters; half a point is an accident."""

WORDS, END, NEITHER = 2, 1, 0
"""What a piece holds: a word or figure; else the end of a sentence; neither."""

_WORD: Final = re.compile(r"[^\W_⁰¹²³⁴-⁹]")
_NUMBERED: Final = re.compile(
    r"\s*(?P<before>(?:[A-ZÅÄÖ][\w-]* )?(?:\d+[.:])*)(?P<digits>\d{1,3})(?P<after>[a-z]?[.):]?(?: [|–-])?)"
    r" ?\w.*\w \w",
    re.DOTALL,
)
"""A number with a name of several words: `1.2 Rusta upp torget`, `KS 1 | Torget`."""
_CLOSED: Final = re.compile(r"[.!?–-]\s*$")
_ENDS: Final = re.compile(r"[.!?]\s")
_WAYS: Final[tuple[Callable[[Look], object], ...]] = tuple(
    attrgetter(way) for way in ("bold", "italic", "underline", "capitals", "highlight", "colour")
)


@dataclass(frozen=True, slots=True, eq=False)
class Emphasis:
    """What is set apart in a paragraph whose pieces look and hold as given; few patterns recur in a report.

    A piece is the letters in a row that look alike. `lead` and `apart` cut from the pieces of one paragraph.
    """

    look: Look
    """What all its words have in common; of letters without a word, all of these."""
    leading: int = 0
    """So many pieces it begins with look in one way that none of its later words has."""
    larger: int = 0
    """So many pieces it begins with are larger than its later words."""
    marked_first: bool = False
    """It begins with words that stand out."""
    stretches: tuple[tuple[int, int], ...] = ()
    """Where pieces that stand out begin and end, after others that don't; none where there are too many."""
    plain: tuple[int, ...] = ()
    """The pieces that don't stand out."""

    def lead(self, pieces: Sequence[str]) -> str:
        """The letters that a paragraph begins with in one way that none of its later words has.

        Larger letters are one only where they are fewer than the rest: else the rest is a note in small ones.
        """
        if self.leading:
            return "".join(pieces[: self.leading])
        if not self.larger:
            return ""
        found = "".join(pieces[: self.larger])
        return found if 2 * len(found) < sum(map(len, pieces)) else ""

    def apart(self, pieces: Sequence[str], *, led: bool) -> str:
        """The words set apart inside a paragraph: the first stretch of them of at least `FEWEST_WORDS` words.

        They are bold, italic, underlined, in capitals, highlighted, coloured or larger, and other words are
        not. A newspaper's name or what is stressed in a later sentence may be so too; of two in one sentence,
        or of more than `MOST`, none is the paragraph's.

        Args:
            led: The paragraph has a lead, which does not count.
        """
        if not self.stretches or (self.marked_first and not led):
            return ""
        long: list[tuple[int, str]] = []
        for begin, end in self.stretches:
            text = pieces[begin] if end == begin + 1 else "".join(pieces[begin:end])
            text = text.strip(" \t\n\u00a0.,;:")
            if len(text.split(None, FEWEST_WORDS)) >= FEWEST_WORDS:
                long.append((begin, text))
        if not long:
            return ""
        first, found = long[0]
        plain = [pieces[n] for n in self.plain]
        if len(long) > 1:
            begin, end = (sum(len(pieces[n]) for n in self.plain if n < at) for at in (first, long[1][0]))
            if not _ENDS.search("".join(plain), max(begin - 1, 0), end):
                return ""
        return found if len(found) <= LONGEST * sum(map(len, plain)) else ""


Pieces = list[tuple[str, Look]]
"""The letters in a row that look alike, and how they look."""


def parted(pieces: Pieces) -> list[Pieces]:
    """The letters of a paragraph, parted before lines that stand alone in bold, as titles do.

    Who ends lines with Shift and Enter makes one paragraph of several things. A label (one word, or with a
    colon) is no title; nor is a single line in bold under a paragraph that does not begin so. Words in bold
    inside a line begin another part where they are numbered as those are that the paragraph begins with:
    `KS 1 | Torget … KS 2 | Parken …`.
    """
    if not any("\n" in text for text, _ in pieces):
        return _by_number(pieces)
    lines: list[Pieces] = [[]]
    for text, look in pieces:
        first, *others = text.split("\n")
        lines[-1].append((first, look))
        for other in others:
            lines[-1][-1] = f"{lines[-1][-1][0]}\n", look
            lines.append([(other, look)])
    told = [n for n, line in enumerate(lines) if any(text.strip() for text, _ in line)]
    bold = {n for n in told if all(look.bold for text, look in lines[n] if _WORD.search(text))}
    begins = [
        n
        for before, n, after in zip(told, told[1:], told[2:], strict=False)
        if n in bold and not {before, after} & bold and _is_title("".join(text for text, _ in lines[n]))
    ]
    if len(begins) < 2 and not (told and told[0] in bold):
        return [pieces]
    return [
        [(text, look) for line in lines[begin:end] for text, look in line if text]
        for begin, end in pairwise([0, *begins, len(lines)])
    ]


def _by_number(pieces: Pieces) -> list[Pieces]:
    numbers = [_NUMBERED.match(text) if look.bold else None for text, look in pieces]
    first = numbers[0] if numbers else None
    if first is None:
        return [pieces]
    begins = [
        n
        for n, number in enumerate(numbers[1:], start=1)
        if number is not None
        and (number["before"], number["after"]) == (first["before"], first["after"])
        and number["digits"] != first["digits"]
        and _CLOSED.search(pieces[n - 1][0])
    ]
    return [pieces[begin:end] for begin, end in pairwise([0, *begins, len(pieces)])]


def _is_title(line: str) -> bool:
    text = line.strip()
    return " " in text and text[-1] != ":"


def held(piece: str) -> int:
    """`WORDS`, `END` or `NEITHER`: what a piece, which is not empty, holds."""
    if piece[0].isalpha() or _WORD.search(piece):
        return WORDS
    return END if _ENDS.search(piece) else NEITHER


@lru_cache(maxsize=1024)
def emphasis(looks: tuple[Look, ...], held: tuple[int, ...]) -> Emphasis:
    """What is set apart in a paragraph, by how its pieces look and what they hold."""
    worded = [look for look, holds in zip(looks, held, strict=True) if holds == WORDS]
    alike = frozenset(worded or looks)
    if len(alike) == 1:
        return Emphasis(_common(alike))
    leading = larger = 0
    if worded:
        marked, large = _openings(worded[0], alike)
        leading = next((n for some in marked if (n := _beginning(looks, held, some))), 0)
        larger = _beginning(looks, held, large) if large else 0
    return Emphasis(_common(alike), leading, larger, *_inside(looks, held))


def _common(looks: frozenset[Look]) -> Look:
    """What all of several looks have."""
    sizes = {look.size for look in looks}
    return Look(
        bold=all(look.bold for look in looks),
        italic=all(look.italic for look in looks),
        size=sizes.pop() if len(sizes) == 1 else 0.0,
        underline=all(look.underline for look in looks),
        capitals=all(look.capitals for look in looks),
    )


def _openings(first: Look, looks: frozenset[Look]) -> tuple[list[frozenset[Look]], frozenset[Look]]:
    """The looks that are marked as `first` is, for each way that tells looks apart; those as large as it."""
    values = [(way, way(first)) for way in _WAYS if way(first)]
    alike = [frozenset(look for look in looks if way(look) == value) for way, value in values]
    sizes = [look.size for look in looks]
    larger = first.size == max(sizes) and first.size >= LARGER * min(sizes) > 0
    return (
        [some for some in alike if some != looks],
        frozenset(look for look in looks if look.size == first.size) if larger else frozenset(),
    )


def _beginning(looks: Sequence[Look], held: Sequence[int], marked: frozenset[Look]) -> int:
    """How many pieces stand before the first word that is not `marked`, where no later one is."""
    n = 0
    for at, (look, holds) in enumerate(zip(looks, held, strict=True)):
        if holds == WORDS and look not in marked:
            n = n or at
        elif holds == WORDS and n:
            return 0
    return n


def _inside(
    looks: Sequence[Look], held: Sequence[int]
) -> tuple[bool, tuple[tuple[int, int], ...], tuple[int, ...]]:
    """Whether a paragraph begins with words that stand out, the later stretches of such, and the others."""
    marked = _marked(frozenset(looks))
    first = inside = open_ = False
    stretches: list[tuple[int, int]] = []
    plain: list[int] = []
    for at, (look, holds) in enumerate(zip(looks, held, strict=True)):
        if look not in marked and (holds == WORDS or (open_ and holds == END)):
            inside, open_ = True, False
            plain.append(at)
        elif open_:
            stretches[-1] = stretches[-1][0], at + 1
        elif look in marked and holds == WORDS:
            first = first or not inside
            open_ = inside
            if inside:
                stretches.append((at, at + 1))
    return first, tuple(stretches if len(stretches) <= MOST else ()), tuple(plain)


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
