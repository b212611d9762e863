"""A figure in running text that the report's own table gives otherwise, and how it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from tertial.flags.figures import printed
from tertial.flags.series import value
from tertial.records import Figure
from tertial.swedish.numbers import parse_number
from tertial.vocabulary import ClaimKind, Severity

Cells = tuple[tuple[str, Figure], ...]
"""Cells of one row, each under the name of its column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What a sentence states, and what a table gives in its place."""

    sentence: str
    value: float
    """The number that is wrong, in the unit of the text."""
    unit: str
    kind: ClaimKind
    table: str
    row: str
    columns: tuple[str, ...]
    stated: float
    """What the table gives, in the unit of the text."""
    message: str
    severity: Severity = Severity.WARNING


def message(said: str, table: str, row: str, cells: Cells, text: str, right: str) -> str:
    """One sentence: what is claimed, what the table has in which row and columns, and what would be right.

    Args:
        said: As the text prints it, with its unit.
        text: That of the report, of which the cells are cut as they are printed.
        right: Words such as `rätt vore 12,50 procent`.
    """
    where = f"tabellen ”{table}”" if table else "tabellen"
    given = enumerated(
        f"{as_printed(figure, text)} ({column})" if column else as_printed(figure, text)
        for column, figure in cells
    )
    return f"Texten anger {said}, men {where} har på raden ”{row}” {given}; {right}."


def as_printed(figure: Figure, text: str) -> str:
    """The number of a cell as the report prints it, zeros and unit and all."""
    cut = " ".join(text[figure.span.start : figure.span.end].split())
    number = parse_number(cut)
    return cut if number is not None and number.value == figure.value else printed(figure.value)


def with_unit(figure: Figure, text: str) -> str:
    """The same, with the unit of the table where the cell has none."""
    shown = as_printed(figure, text)
    return (
        f"{shown} {figure.unit}" if figure.unit and not shown[-1:].isalpha() and "%" not in shown else shown
    )


def change(difference: float, unit: str = "", decimals: int = 2) -> str:
    """A difference in words: en minskning med 6,5 procent."""
    if not difference:
        return "ingen ändring"
    way = "ökning" if difference > 0 else "minskning"
    return f"en {way} med {printed(round(abs(difference), decimals))}{unit and ' '}{unit}"


def from_to(
    sentence: str,
    shown: tuple[str, str],
    wrong: Literal["first", "last"],
    right: Figure,
    cells: Cells,
    names: tuple[str, str],
    text: str,
) -> Wrong:
    """A change from one number to another of which one is not the row's.

    Args:
        shown: Both as the text prints them.
        wrong: Which of them.
        right: What the row has in its place.
        names: Of table and row.
    """
    at = ("first", "last").index(wrong)
    put = list(shown)
    put[at] = as_printed(right, text)
    whole, _, part = shown[at].partition(",")
    return Wrong(
        sentence=sentence,
        value=value(whole, part),
        unit="",
        kind=ClaimKind.NIVA,
        table=names[0],
        row=names[1],
        columns=tuple(column for column, figure in cells if figure is right),
        stated=abs(right.value),
        message=message(
            f"en ändring från {shown[0]} till {shown[1]}",
            *names,
            cells,
            text,
            f"rätt vore från {put[0]} till {put[1]}",
        ),
    )


def enumerated(parts: Iterable[str]) -> str:
    """A, B och C."""
    several: Sequence[str] = list(parts)
    return " och ".join(filter(None, (", ".join(several[:-1]), *several[-1:])))
