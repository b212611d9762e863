"""Figures in running text are held against the table beside them."""

from __future__ import annotations

import re

import pytest

from tertial.document import Span
from tertial.flags import testing
from tertial.flags.claim_words import pattern
from tertial.records import Figure
from tertial.resources import read_table

TABLE = "Elever per skola"
ROWS = {"Björkskolan": (200, 240), "Almskolan": (100, 90), "Totalt": (300, 330)}


@pytest.mark.parametrize("row", read_table("claim_words.csv"), ids=lambda row: row["pattern"][:20])
def test_each_row_is_met_in_its_example_only(row: dict[str, str]) -> None:
    """A word of the table proves itself."""
    words = re.compile(rf"\b(?:{row['pattern']})(?!\w)", re.IGNORECASE)
    assert words.search(row["example"]) and not words.search(row["counterexample"])
    assert pattern(row["kind"]).search(row["example"])


def verdicts(prose: str) -> list[tuple[str, str]]:
    """What becomes of the claims of a paragraph over the table."""
    text = prose + "\n" + TABLE + "\nSkola\t2021\t2022\n"
    figures = []
    for row, numbers in ROWS.items():
        text += row
        for year, number in zip(("2021", "2022"), numbers, strict=True):
            span = Span(len(text) + 1, len(text) + 1 + len(str(number)))
            figures.append(
                Figure(
                    table=TABLE,
                    group="",
                    row=row,
                    column=year,
                    value=float(number),
                    unit="",
                    span=span,
                    total=row == "Totalt",
                )
            )
            text += f"\t{number}"
        text += "\n"
    found = list(testing.tested("d", figures, text))
    assert all(text[claim.span.start : claim.span.end] == claim.claim for claim in found)
    return [(str(claim.kind), str(claim.verdict)) for claim in found]


@pytest.mark.parametrize(
    ("prose", "kind", "verdict"),
    [
        ("Björkskolan hade 240 elever 2022.", "nivå", "stämmer"),
        ("Antalet elever på Björkskolan ökade med 40.", "förändring", "stämmer"),
        ("Antalet elever på Björkskolan ökade med 70.", "förändring", "stämmer inte"),
        ("Antalet elever på Almskolan ökade med 10.", "förändring", "stämmer inte"),
        ("På Björkskolan har antalet elever ökat med en femtedel.", "förändring i procent", "stämmer"),
        ("Drygt sju av tio elever går på Björkskolan.", "andel", "stämmer"),
        ("Knappt 30 procent av eleverna går på Almskolan 2022.", "andel", "stämmer"),
    ],
)
def test_a_claim_is_right_or_wrong(prose: str, kind: str, verdict: str) -> None:
    """By its kind, with what the words round it allow."""
    assert verdicts(prose) == [(kind, verdict)]


@pytest.mark.parametrize(
    "prose",
    [
        "I riket ökade antalet elever på friskolor med 12 procent.",
        "Björkskolan ska byggas ut för 18 miljoner kronor.",
        "Biblioteket hade 5 400 besök.",
    ],
)
def test_a_figure_of_something_else_is_never_wrong(prose: str) -> None:
    """No row, or one that says that it is unclear."""
    assert "stämmer inte" not in [verdict for _, verdict in verdicts(prose)]
