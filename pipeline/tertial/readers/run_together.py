"""Tables whose cells a copy out of a PDF set one after the other, told by what stands in their short columns.

Who is asked, when and how it goes is a row's own mark. Before it stands the title, after it the comment, each
cut at the width of its column; the name of a group stands before a title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from tertial import wording
from tertial.boards import Register
from tertial.readers.column_names import SHORT, heads
from tertial.readers.lines import LINE_BREAK, Line
from tertial.readers.short_cells import Mark, Marks
from tertial.readers.wrapping import Width, dangles, divided, ends_sentence, joint, unwrap

FEWEST_ROWS: Final = 3
LONGEST_AREA: Final = 60
WIDEST: Final = 130
"""Longer lines, in characters, are paragraphs that nobody cut."""

_NUMBER: Final = re.compile(r"\(?(?:[A-ZÅÄÖ]{0,3}\d{1,3}(?:[.:-]\d{1,3})*)[.)]?\s+(?=[A-ZÅÄÖ\"”])")


def to_tabs(lines: Sequence[Line], register: Callable[[], Register]) -> list[Line]:
    """Lines in which each such table has become rows with tabs; at least three rows show one."""
    found: list[Line] = []
    at = 0
    none: set[str] = set()
    for start, end, roles in heads(lines):
        if start < at or lines[start].text in none:
            continue
        rows, stop = _Reader(lines, start, end, roles, register()).read()
        if rows:
            found += [*lines[at:start], *rows]
            at = stop
        else:
            none.add(lines[start].text)
    return [*found, *lines[at:]] if found else list(lines)


class _Reader:
    """Reads the rows under one head."""

    def __init__(
        self,
        lines: Sequence[Line],
        start: int,
        end: int,
        roles: Sequence[tuple[str, str]],
        register: Register,
    ) -> None:
        self._all = lines
        self._start = start
        self._first = end
        self._roles = roles
        self._register = register
        self._numbered = roles[0][1] == "number"
        self._commented = roles[-1][1] not in SHORT
        self._stop = end
        while self._stop < len(lines) and "\t" not in lines[self._stop].text:
            if lines[self._stop].bare == lines[start].bare and not lines[self._stop].turned:
                break  # the same head over the next table
            self._stop += 1
        # The head said again at the top of a page is no text.
        again = lines[start].bare if end == start + 1 else ""
        self._lines = [replace(line, text="") if line.bare == again else line for line in lines[: self._stop]]

    def read(self) -> tuple[list[Line], int]:
        """The head and rows with tabs, and the index after the last line taken; no rows for no table."""
        marks = self._marks()
        if len(marks) < FEWEST_ROWS:
            return [], self._start
        self._proper = _proper_names(self._all)
        self._column = self._title_width(marks)
        self._terse = self._told_tersely(marks)
        before = [None, *marks[:-1]]
        parted = [
            self._parted(self._between(a, b), first=a is None) for a, b in zip(before, marks, strict=True)
        ]
        rest, stop = self._rest(marks[-1])
        comments = [*(comment for comment, _, _ in parted[1:]), rest]
        if not self._commented and any(comments):
            return [], self._start
        width = _cut_at([line for comment in comments for line in comment])
        head = replace(self._all[self._start], text="\t".join(name for name, _ in self._roles))
        rows = [*parted[0][0], head]
        for mark, (_, area, title), comment in zip(marks, parted, comments, strict=True):
            if area:
                rows.append(self._row(mark, [area]))
            told = LINE_BREAK.join(line.bare for line in unwrap(self._opened(comment), width=width))
            rows.append(self._row(mark, [*self._cells(title, mark), told]))
        return rows, stop

    def _marks(self) -> list[Mark]:
        short = [role for _, role in self._roles if role in SHORT]
        found = list(Marks(self._lines, self._first, self._stop, short, self._register).marks())
        if not found and "responsible" not in short:
            short[0] = "responsible"  # `Till` over boards
            found = list(Marks(self._lines, self._first, self._stop, short, self._register).marks())
        return found

    def _opened(self, comment: Sequence[Line]) -> list[Line]:
        """A comment, with a gap before each line in which a board begins to speak after a sentence's end."""
        begun = [
            n > 0 and ends_sentence(comment[n - 1].bare) and self._register.opening(line.bare) is not None
            for n, line in enumerate(comment)
        ]
        return [replace(line, gap=1) if new else line for line, new in zip(comment, begun, strict=True)]

    def _row(self, mark: Mark, cells: Sequence[str]) -> Line:
        line = self._all[mark.line]
        size = len(self._roles)
        return Line(text="\t".join([*cells, *[""] * (size - len(cells))][:size]), page=line.page)

    def _cells(self, title: str, mark: Mark) -> list[str]:
        number = _NUMBER.match(title) if self._numbered else None
        if self._numbered:
            title = title[number.end() :] if number is not None else title
            return [number.group().strip() if number is not None else "", title, *mark.cells]
        return [title, *mark.cells]

    def _between(self, before: Mark | None, mark: Mark) -> list[Line]:
        """The lines between two marks, and the parts of the marks' own lines."""
        found: list[Line] = []
        first = self._first
        if before is not None:
            found += self._after(before)
            first = before.last + 1
        found += [line for line in self._lines[first : mark.line] if line.text]
        own = self._lines[mark.line]
        if own.text[: mark.begin].strip():
            found.append(replace(own, text=own.text[: mark.begin].rstrip()))
        return found

    def _after(self, mark: Mark) -> list[Line]:
        """What a comment begins with on the last line of the short cells, where it stands."""
        rest = self._lines[mark.last].text[mark.end :].strip()
        indent = len(self._lines[mark.last].text.rstrip()) - len(rest)
        return [Line(text=" " * indent + rest, page=self._lines[mark.last].page)] if rest else []

    def _parted(self, pieces: Sequence[Line], *, first: bool) -> tuple[list[Line], str, str]:
        """The comment of the row before, the name of a group, and the title of the row that begins."""
        start = 0 if first else _last_stop(pieces)
        paragraphs = self._paragraphs(pieces[start:])
        if not paragraphs:
            return list(pieces[:start]), "", ""
        comment = list(pieces[:start])
        *others, last = paragraphs
        area = ""
        if others and self._names_group(others[-1], begins=not comment and not first):
            area = _joined(others.pop())
        for other in others:
            comment += other
        return comment, area, _joined(last)

    def _names_group(self, paragraph: Sequence[Line], *, begins: bool) -> bool:
        text = _joined(paragraph)
        if len(text) > LONGEST_AREA or len(paragraph) > 1 or ends_sentence(text) or _dangles(text):
            return False
        if wording.leading(text) is not None or text[:1].islower():
            return False
        return not (begins and (self._terse or any(map(str.isdigit, text))))

    def _told_tersely(self, marks: Sequence[Mark]) -> bool:
        """Whether comments end without a full stop: more rows have a line between mark and title than not."""
        between = [self._between(before, mark) for before, mark in pairwise(marks)]
        terse = [len(self._paragraphs(pieces)) > 1 for pieces in between if not _last_stop(pieces)]
        return sum(terse) > 0.5 * len(between)

    def _paragraphs(self, pieces: Sequence[Line]) -> list[list[Line]]:
        """The pieces that go on with each other, as words and the width of the titles show."""
        found: list[list[Line]] = []
        for piece in pieces:
            if found and not (piece.gap and not piece.turned) and self._goes_on(found[-1][-1], piece):
                found[-1].append(piece)
            else:
                found.append([piece])
        return found

    def _goes_on(self, before: Line, line: Line) -> bool:
        text = line.bare
        if text[:1].islower() or text[:1] == "(" or _dangles(before.bare) or divided(before.bare, text):
            return True
        word = text.split()[0].rstrip(",.")
        full = len(before.bare) + 1 + len(word) > 0.9 * self._column
        if self._numbered and _NUMBER.match(text):
            return False
        return full and (text[:1].isdigit() or word in self._proper or word[:2].isupper())

    def _title_width(self, marks: Sequence[Mark]) -> int:
        """Characters of the longest line that goes on of most titles; 0 where all have one line."""
        found = []
        for n, mark in enumerate(marks):
            pieces = self._between(marks[n - 1] if n else None, mark)
            run = pieces[_last_stop(pieces) if n else 0 :]
            lengths = [len(line.bare) for line, after in pairwise(run) if after.bare[:1].islower()]
            found += [max(lengths)] if lengths else []
        return sorted(found)[int(0.8 * (len(found) - 1))] if found else 0

    def _rest(self, mark: Mark) -> tuple[list[Line], int]:
        """The comment of the last row, and the index after it."""
        found = self._after(mark)
        n = mark.last + 1
        while n < self._stop:
            line = self._lines[n]
            if line.text and line.gap and not line.turned and (not found or ends_sentence(found[-1].bare)):
                return found, n
            if line.text:
                found.append(line)
            n += 1
        start = _last_stop([*found, Line(text="")]) or len(next(iter(self._paragraphs(found)), []))
        rest = found[start:]
        return found[:start], next((n for n in range(self._stop) if rest and self._lines[n] is rest[0]), n)


def _dangles(text: str) -> bool:
    """Whether a line goes on; `om` may be the last word of a name (`året om`)."""
    return dangles(text) and not text.endswith(" om")


def _cut_at(lines: Sequence[Line]) -> Width:
    """The width of the column of comments."""
    lengths = sorted(len(line.text) for line in lines)
    limit = lengths[int(0.97 * (len(lengths) - 1))] if lengths else 0
    return Width(limit=limit if limit <= WIDEST else 0)


def _last_stop(pieces: Sequence[Line]) -> int:
    """The index after the last piece but one that ends a sentence."""
    stops = (n for n in range(len(pieces) - 1, 0, -1) if ends_sentence(pieces[n - 1].bare))
    return next(stops, 0)


def _joined(pieces: Sequence[Line]) -> str:
    text = ""
    for piece in pieces:
        if text:
            text, between = joint(text, piece.bare)
            text += between
        text += piece.bare
    return text


def _proper_names(lines: Sequence[Line]) -> frozenset[str]:
    """Words that the text writes with a capital inside sentences."""
    inside = re.compile(r"(?<=[a-zåäö,] )[A-ZÅÄÖ][\w-]*")
    return frozenset(word for line in lines for word in inside.findall(line.text))
