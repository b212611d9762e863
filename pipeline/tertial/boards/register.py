"""Register: what one report means by its codes, names, headings and cells of who is responsible."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from tertial.boards import own, places, responsible, tables
from tertial.boards.places import Mention, Opening
from tertial.boards.resolver import Board, Resolver
from tertial.boards.responsible import Responsible


class Register:
    """Resolves what one report prints; made once a report, and asked of every line.

    A code or name goes through what the report itself says ("Namn (XX)", names in full), the municipality's
    own table, and the common one, at falling confidence.
    """

    known: tuple[str, ...]
    """Canonical names of the boards that the report names in full, in order of first mention."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self.known = resolver.own.boards
        self._heading: Callable[[str], Board | None] = lru_cache(maxsize=2048)(
            lambda line: places.heading(resolver, line)
        )
        self._responsible: Callable[[str], Responsible] = lru_cache(maxsize=1024)(
            lambda printed: responsible.responsible(resolver, printed)
        )
        self._opening: Callable[[str], Opening | None] = lru_cache(maxsize=1024)(
            lambda paragraph: places.opening(resolver, paragraph)
        )
        self._mentions: Callable[[str], tuple[Mention, ...]] = lru_cache(maxsize=1024)(
            lambda text: tuple(places.mentions(resolver, text))
        )

    @classmethod
    def build(cls, municipality: str, year: int | None, text: str, folder: Path | None = None) -> Register:
        """The register of a report.

        Args:
            municipality: Its name as in data/municipalities.csv, or any other.
            year: The year of the report, for boards that came or went.
            text: The whole report.
            folder: A user's own tables of boards.
        """
        return cls(Resolver(own.collect(text), tables.pack(municipality, year, folder)))

    def resolve(self, name: str) -> Board | None:
        """The board that a name or code stands for, or None where none is near enough."""
        return self._resolver.resolve(name)

    def responsible(self, printed: str) -> Responsible:
        """The boards in a cell or parenthesis of who is to act; functions and sentences give none."""
        return self._responsible(printed)

    def heading(self, line: str) -> Board | None:
        """The board that a line names and says nothing else of (a number, a code in parentheses aside)."""
        return self._heading(line)

    def ordered(self, line: str) -> str:
        """The board as printed in a line that only says that uppdrag of it follow; empty for others."""
        return places.ordered(self._resolver, line)

    def opening(self, paragraph: str) -> Opening | None:
        """The board that a paragraph or sentence begins with, alone and on its own behalf."""
        return self._opening(paragraph)

    def answers(self, paragraph: str) -> bool:
        """Whether a paragraph is a board's own by the label that it begins with: `BUN: …`."""
        opening = self.opening(paragraph)
        return opening is not None and opening.label

    def mentions(self, text: str) -> list[Mention]:
        """The boards named inside a text, in order."""
        return list(self._mentions(text))
