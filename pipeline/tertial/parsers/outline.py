"""The lines of a document as parsers see them, and the headings that stand over each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tertial.document import Block, Span, Table
from tertial.parsers.facts import Facts
from tertial.parsers.roles import Label
from tertial.parsers.signed import Signature
from tertial.parsers.who_and_how import WhoAndHow
from tertial.swedish.words import fold

LONGEST_HEADING = 140
PLAIN = 9
"""Level of a heading that nothing marks but that it is short and stands alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A paragraph outside tables, a paragraph of a one-column table, or a table (`table` is set)."""

    index: int
    span: Span
    text: str
    block: Block | None = None
    table: Table | None = None
    level: int = 0
    """Rank as a heading: 1 the highest, `PLAIN` the lowest; 0 where it is no heading."""
    separator: bool = False
    label: Label | None = None
    bare: Label | None = None
    is_board: bool = False
    """The whole line is the name of a board."""
    answer: int = 0
    """Where it goes on after a board's name that is its label: `KS: Klart.`; 0 where it has none."""
    listed: bool = False
    counted: bool = False
    """It counts groups by a word of the house's own: `Kontrollområde 1: Inköp`."""
    sign: bool = False
    """It begins or ends with a sign that the report explains, as several lines do: ✔, ►, ○."""
    caption: bool = False
    """It names the table of figures after it."""
    run_in: int = 0
    """Length of the title that its comment follows on the same line; 0 where the line holds no two things."""

    says_all: bool = False
    """It is one of a row of lines that hold a title, a comment and mostly a status."""
    signed: Signature | None = None
    """Who is asked and how it goes, where lines end in that again and again."""
    who_and_how: WhoAndHow | None = None
    """It is nothing but who an item is given to and how that goes."""
    facts: Facts | None = None
    """It is nothing but who an item is given to, until when and whence it comes."""

    order: tuple[int, int] | None = None
    """Where it names what a board was to do, in an account that tells of a decision in each paragraph."""

    @property
    def apart(self) -> tuple[int, int] | None:
        """Where the only words stand that are set apart inside a paragraph, as a title in running text is."""
        if self.order is not None:
            return self.order
        if self.block is None or self.block.apart is None or self.level:
            return None
        if "\n" in self.text[: self.block.apart.start - self.span.start]:
            return None  # a line of its own under the title
        lead = self.text[: self.run_in].rstrip()
        if lead.endswith((".", ":")) or len(lead.split()) > 3:
            return None  # what it begins with is more of a title; `Klart` and `Sprucket` are none
        return self.block.apart.start - self.span.start, self.block.apart.end - self.span.start

    @property
    def head(self) -> str:
        """What may be a title: all of the line, or what stands before its comment, or is set apart in it."""
        if self.apart is not None:
            return self.text[slice(*self.apart)]
        return self.text[: self.run_in] if self.run_in else self.text

    @property
    def gap(self) -> int:
        return self.block.gap if self.block is not None else 1


def outline(all_lines: Sequence[Line]) -> list[tuple[Line, ...]]:
    """For each line the headings over it, the highest first. A board's name ranks half a level higher."""
    result: list[tuple[Line, ...]] = []
    stack: list[tuple[float, Line]] = []
    for line in all_lines:
        level = rank(line)
        if level:
            while stack and stack[-1][0] >= level:
                stack.pop()
            result.append(tuple(entry for _, entry in stack))
            stack.append((level, line))
        else:
            result.append(tuple(entry for _, entry in stack))
    return result


def divided_by_board(lines: Sequence[Line], parents: Sequence[tuple[Line, ...]]) -> frozenset[int]:
    """Headings of areas that boards' chapters divide: there are several, and boards stand under each.

    A board comes again under another, or each is over one board alone. One heading over all boards is none.
    """
    under: dict[int, dict[int, list[Line]]] = {}
    for line in lines:
        over = parents[line.index][-1] if line.is_board and parents[line.index] else None
        if over is not None and not over.is_board:
            under.setdefault(over.level, {}).setdefault(over.index, []).append(line)
    found: set[int] = set()
    for areas in under.values():
        names = [fold(name) for own in areas.values() for name in {line.text for line in own}]
        alone = all(len(own) == 1 and own[0].index == at + 1 for at, own in areas.items())
        if len(areas) > 1 and (alone or len(set(names)) < len(names)):
            found |= set(areas)
    return frozenset(found)


_LARGE = frozenset({3, 4})
"""Levels of lines that only the size of their letters shows to be headings."""


def rank(line: Line) -> float:
    """The level of a heading as a number to compare; 0.0 for a line that is none.

    Of lines set in large letters, which no style tells apart, the larger is the higher.
    """
    if line.level:
        large = line.block is not None and line.block.kind != "heading" and line.level in _LARGE
        smaller = max(0.0, 0.4 - int(line.block.size) / 100) if large and line.block is not None else 0.0
        return line.level + smaller - (0.5 if line.is_board else 0.0)
    return PLAIN - 0.5 if line.is_board else 0.0
