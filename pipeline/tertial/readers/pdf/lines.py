"""Pieces of letters that stand beside one another, as lines; and lines that go on, as paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from tertial.note_marks import raised
from tertial.readers.docx.styles import Look
from tertial.readers.lettering import PLAIN
from tertial.readers.pdf.glyphs import Piece
from tertial.readers.wrapping import ends_sentence, joint

_GIVEN: Final = frozenset({"pieces", "page", "right", "turned"})
_TAB: Final = 1.2
"""Room between pieces of a line, in parts of their size, that is a tab; less is a wide space."""
RAISED: Final = 0.12
"""How high a raised number stands, in parts of the size of its line."""
SMALL: Final = 0.8
"""How large it is, in parts of the same."""
_CLOSE: Final = 0.17
"""Room between pieces, in parts of their size, that parts no words: a raised letter."""
BULLETS: Final = "•·▪◦➢➤►–—-−*o\uf0b7"
"""Without signs that may say a status: ●, ■, ✓ …"""
_BULLET: Final = re.compile(rf"[{re.escape(BULLETS)}]")
_NUMBER: Final = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,5}[.)]?|[A-Za-z][.)]|[ivxIVX]{1,5}[.)])")
_BULLETS_BEFORE: Final = "•·▪◦➢➤►–—-−\uf0b7"
"""Signs that are bullets also where only a space sets them off."""
_COUNTED: Final = re.compile(r"\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,4}\.?")
_LEADERS: Final = re.compile(r"\s*(?:\.\s?){4,}\s*|\s*…{2,}\s*|\s*_{5,}\s*")
_TOC: Final = re.compile(
    r"(?P<title>.*?\w.*?)(?:\s*(?:\.\s?){4,}|\s*…{2,})\s*(?P<page>\d{1,4})\s*", re.DOTALL
)
_ENTRY: Final = re.compile(r"(?P<title>\w.{2,200}?\D)[\s.]*(?P<page>\d{1,3})")
_WORD: Final = re.compile(r"[^\W_]")
_DASHED: Final = re.compile(r"\w[–/]$")
_LOOSER: Final = 1.28
"""So many times the usual distance of lines parts paragraphs."""
_INDENT: Final = 0.7
"""How far a line of a paragraph may begin from the one before, in parts of its size."""
_ROOM: Final = 2.5
"""Room at the end of a line, in parts of its size, that no wrapped line leaves."""
_BROADEST: Final = 5000
"""Points of a table without rules, at most."""
_FEWEST_FREE: Final = 2
"""Rows that leave a gutter free, at least."""
_CROSSED: Final = 0.34
"""Part of the rows in which a cell may reach over a gutter, at most."""
_SIZES: Final = 0.8
"""Points by which the letters of a paragraph's lines may differ."""


@dataclass(eq=False)
class Line:
    """A line of a column or cell."""

    pieces: list[Piece]
    page: int
    right: float = 0.0
    """Where the letters of its column may end."""
    turned: bool = False
    """A page or column begins with it."""

    @cached_property
    def x0(self) -> float:
        return self.pieces[0].x0

    @cached_property
    def x1(self) -> float:
        return self.pieces[-1].x1

    def forget(self) -> None:
        """Forgets what was found of its pieces, as they are others now."""
        for name in [name for name in self.__dict__ if name not in _GIVEN]:
            del self.__dict__[name]

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @cached_property
    def size(self) -> float:
        """Of most of its letters."""
        sizes: Counter[float] = Counter()
        for piece in self.pieces:
            sizes[piece.size] += len(piece.chars)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def base(self) -> float:
        sized = [piece.base for piece in self.pieces if piece.size == self.size]
        return sized[0]

    @cached_property
    def runs(self) -> list[tuple[str, Look]]:
        """Its letters by how they look, with the spaces and tabs between pieces."""
        found: list[tuple[str, Look]] = []
        end = None
        for index, piece in enumerate(self.pieces):
            runs = piece.runs()
            if self._is_raised(piece):
                runs = [(raised(text), look) for text, look in runs]
            if end is not None:
                room = piece.x0 - end
                marked = index == 1 and self.marked
                gap = (
                    "" if room < _CLOSE * piece.size else " " if marked or room < _TAB * piece.size else "\t"
                )
                runs[0] = gap + runs[0][0], runs[0][1]
            found += runs
            end = piece.x1
        return found

    def _is_raised(self, piece: Piece) -> bool:
        higher = piece.base < self.base - RAISED * self.size
        return higher and len(self.pieces) > 1 and piece.size < SMALL * self.size

    @cached_property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)

    @cached_property
    def marked(self) -> str:
        """The bullet or number that the line begins with, set off from its words; else nothing."""
        first = self.pieces[0]
        if len(self.pieces) > 1:
            text = first.text
            if _BULLET.fullmatch(text) or _NUMBER.fullmatch(text):
                return text
            return ""
        text = first.text
        head, _, rest = text.partition(" ")
        if rest and ((len(head) == 1 and head in _BULLETS_BEFORE) or _COUNTED.fullmatch(head)):
            return head
        return ""

    @cached_property
    def words_at(self) -> float:
        """Where its words begin after a bullet or number."""
        if not self.marked:
            return self.x0
        if len(self.pieces) > 1:
            return self.pieces[1].x0
        chars = self.pieces[0].chars
        return next((x0 for char, x0, _, _ in chars[len(self.marked) :] if char.strip()), self.x0)

    @cached_property
    def first_look(self) -> tuple[bool, bool, str]:
        """Whether its first word is bold and italic, and its colour."""
        return _told(
            next((look for text, look in without(self.runs, self.marked) if _WORD.search(text)), PLAIN)
        )

    @cached_property
    def last_look(self) -> tuple[bool, bool, str]:
        """The same of its last word."""
        return _told(next((look for text, look in reversed(self.runs) if _WORD.search(text)), PLAIN))

    @cached_property
    def bold(self) -> bool:
        return self._all("bold")

    def _all(self, way: str) -> bool:
        runs = without(self.runs, self.marked)
        worded = [look for text, look in runs if any(map(str.isalnum, text))]
        return bool(worded) and all(getattr(look, way) for look in worded)

    @cached_property
    def first_word(self) -> float:
        """How wide its first word is, in points."""
        chars = self.pieces[0].chars
        end = next((n for n, (char, _, _, _) in enumerate(chars) if char.isspace()), len(chars))
        return sum(x1 - x0 for _, x0, x1, _ in chars[:end])

    @cached_property
    def toc(self) -> tuple[str, str] | None:
        """Title and page of a line of a table of contents."""
        found = (
            _TOC.fullmatch(self.text) if "...." in self.text.replace(" ", "") or "…" in self.text else None
        )
        return (" ".join(found["title"].split()), found["page"]) if found is not None else None

    def full(self, following: Line) -> bool:
        """Whether the first word of a line had no more room on this one."""
        return self.x1 + 0.25 * self.size + following.first_word > self.right - 0.5


def contents(lines: Sequence[Line]) -> None:
    """Tells lines of a table of contents that have no room for leaders that they are such, by those about."""
    right = Counter(round(line.x1) for line in lines if line.toc)
    if not right:
        return
    edge = right.most_common(1)[0][0]
    for index, line in enumerate(lines):
        near = lines[max(index - 2, 0) : index + 3]
        found = _ENTRY.fullmatch(line.text) if not line.toc and any(other.toc for other in near) else None
        if found is not None and abs(line.x1 - edge) <= 2:
            line.toc = " ".join(found["title"].split()), found["page"]


def without(runs: Sequence[tuple[str, Look]], mark: str) -> list[tuple[str, Look]]:
    """The runs of a line or paragraph without the bullet or number that it begins with."""
    found = list(runs)
    left = len(mark)
    while found and left:
        text, look = found[0]
        found[0:1] = [(text[left:], look)] if len(text) > left else []
        left = max(0, left - len(text))
    return found


def _told(look: Look) -> tuple[bool, bool, str]:
    return look.bold, look.italic, look.colour


def rows(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line, from the top; each from the left."""
    found: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.middle, piece.x0)):
        for row in reversed(found[-3:]):
            known = row[0]
            near = abs(piece.base - known.base) <= 0.35 * min(piece.size, known.size)
            raised = abs(piece.middle - known.middle) <= 0.5 * max(piece.size, known.size) and min(
                piece.size, known.size
            ) < 0.8 * max(piece.size, known.size)
            if (near or raised) and not any(_overlap(piece, other) for other in row):
                row.append(piece)
                break
        else:
            found.append([piece])
    for row in found:
        row.sort(key=lambda piece: piece.x0)
    return found


def gutters(found: Sequence[Sequence[Piece]], narrowest: float, *, crossing: float = _CROSSED) -> list[float]:
    """The places between columns: most rows with words on both sides leave them free.

    Args:
        found: Rows of pieces.
        narrowest: Points that a gutter is broad at least.
        crossing: Part of the rows in which a cell may reach over a gutter, at most.
    """
    low = min((int(row[0].x0) for row in found), default=0)
    high = max((int(piece.x1) + 2 for row in found for piece in row), default=0)
    if not 0 < high - low <= _BROADEST:
        return []
    free, crossed = [0] * (high - low), [0] * (high - low)
    for row in found:
        for piece in row:
            for x in range(max(int(piece.x0) - low, 0), min(int(piece.x1) + 1, high) - low):
                crossed[x] += 1
        for one, two in pairwise(row):
            for x in range(int(one.x1) + 1 - low, int(two.x0) - low):
                free[x] += 1
    made: list[float] = []
    start = None
    for x in range(high - low):
        good = free[x] >= _FEWEST_FREE and crossed[x] <= crossing * (free[x] + crossed[x])
        if good and start is None:
            start = x
        elif not good and start is not None:
            if x - start >= narrowest:
                least = min(crossed[start:x])
                best = [at for at in range(start, x) if crossed[at] == least]
                made.append(low + best[len(best) // 2] + 0.5)
            start = None
    return made


def _overlap(one: Piece, two: Piece) -> bool:
    return min(one.x1, two.x1) - max(one.x0, two.x0) > 0.5 * min(one.size, two.size)


@dataclass(eq=False)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]


def leading(lines: Sequence[Line]) -> dict[float, float]:
    """By size of letters the usual distance of lines inside a paragraph."""
    counts: dict[float, Counter[float]] = {}
    for before, line in pairwise(lines):
        pitch = line.base - before.base
        alike = abs(before.size - line.size) < 0.3 and not line.turned and before.page == line.page
        if alike and 0.8 * line.size < pitch < 2.2 * line.size and before.full(line) and not line.marked:
            counts.setdefault(line.size, Counter())[round(2 * pitch) / 2] += 1
    found = {}
    for size, pitches in counts.items():
        most = max(pitches.values())
        found[size] = min(pitch for pitch, n in pitches.items() if n >= max(1, 0.4 * most))
    return found


def paragraphs(
    lines: Sequence[Line], usual: Mapping[float, float], *, inside: bool = False
) -> list[Paragraph]:
    """Lines in reading order, joined where a paragraph goes on.

    Args:
        usual: By size of letters the usual distance of lines.
        inside: The lines stand in a cell, where what fits is seldom a paragraph of its own.
    """
    found: list[Paragraph] = []
    for line in lines:
        if found and _goes_on(found[-1], line, usual, inside=inside):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    return found


def _goes_on(paragraph: Paragraph, line: Line, usual: Mapping[float, float], *, inside: bool) -> bool:
    before = paragraph.last
    if line.marked or before.toc or line.toc or abs(before.size - line.size) > _SIZES:
        return bool(line.toc and not before.toc and not line.toc[0].strip(". "))
    words = line.text.lstrip("\"'(”»")
    small = words[:1].islower()
    ended = ends_sentence(before.text)
    if not small and before.last_look != line.first_look:
        return False
    if before.bold and not line.bold and paragraph.first.bold and not before.full(line):
        return False
    if line.turned or line.page != before.page:
        return (small and not ended) or (before.full(line) and not ended and not before.bold)
    pitch = line.base - before.base
    expected = usual.get(line.size, 1.3 * line.size)
    if pitch <= 0 or pitch > _LOOSER * expected + 0.8:
        return False
    starts = {round(paragraph.first.words_at), round(before.x0) if len(paragraph.lines) > 1 else -1}
    shift = min(abs(line.x0 - start) for start in (paragraph.first.words_at, before.x0))
    if shift > _INDENT * line.size and not _centred(before, line) and not (len(starts) == 1 and small):
        return _outdented(paragraph, line) and before.full(line)
    if before.full(line):
        return True
    return small and not ended and ("\t" not in line.text or inside) and before.marked != before.text


def _centred(before: Line, line: Line) -> bool:
    return abs((before.x0 + before.x1) - (line.x0 + line.x1)) < 0.6 * line.size


def _outdented(paragraph: Paragraph, line: Line) -> bool:
    """A paragraph's first line is further in, and the second begins at the margin."""
    return len(paragraph.lines) == 1 and 0 < paragraph.first.x0 - line.x0 < 4 * line.size


def runs_of(paragraph: Paragraph, known: Mapping[str, int]) -> list[tuple[str, Look]]:
    """The letters of a paragraph by how they look, its divided words made whole.

    Args:
        known: Words with a hyphen of their own in the text, by number.
    """
    found: list[tuple[str, Look]] = []
    soft = _soft(paragraph)
    for line in paragraph.lines:
        runs = [(_LEADERS.sub("\t", text) if line.toc else text, look) for text, look in line.runs]
        if found:
            text, look = found[-1]
            text = text.rstrip()
            text = f"{text[:-1]}-" if text.endswith("\u00ad") else text
            before = "".join(part for part, _ in found[-4:-1]) + text
            if line in soft:
                found[-1] = f"{text}\n", look
                found += runs
                continue
            whole, between = joint(before, line.text, known)
            between = "" if _DASHED.search(whole) else between
            found[-1] = text[: len(text) + len(whole) - len(before)] + between, look
        found += runs
    return [(text.replace("\u00ad", ""), look) for text, look in found]


def _soft(paragraph: Paragraph) -> list[Line]:
    """The lines of a paragraph that begin after a break that somebody set: much room was left."""
    found = [
        line
        for before, line in pairwise(paragraph.lines)
        if not line.turned and before.x1 + line.first_word + _ROOM * line.size < before.right
    ]
    return found if len(found) <= max(1, (len(paragraph.lines) - 1) // 2) else []
