"""Tables in the notation of corpus/README.md."""

from __future__ import annotations

from collections.abc import Sequence


def line_of(cells: Sequence[str]) -> str:
    """A row."""
    return f"| {' | '.join(cells)} |"


def head_of(names: Sequence[str]) -> list[str]:
    """A head that repeats on each page."""
    return [line_of(names), f"|{'---|' * len(names)}"]


def table_of(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A table with a head that repeats, as lines."""
    return [*head_of(head), *map(line_of, rows)]
