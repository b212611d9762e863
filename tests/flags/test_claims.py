"""Figures in running text are held against the table beside them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from tertial.analysis import analyse
from tertial.document import Span
from tertial.flags import testing
from tertial.flags.claim_words import pattern
from tertial.records import Figure
from tertial.resources import read_table
from tertial.vocabulary import FlagCode, Verdict

TABLE = "Elever per skola"
ROWS = {"Björkskolan": (200, 240), "Almskolan": (100, 90), "Totalt": (300, 330)}


@pytest.mark.parametrize("row", read_table("claim_words.csv"), ids=lambda row: row["pattern"][:20])
def test_each_row_is_met_in_its_example_only(row: dict[str, str]) -> None:
    """A word of the table proves itself."""
    words = re.compile(rf"\b(?:{row['pattern']})(?!\w)", re.IGNORECASE)
    assert words.search(row["example"]) and not words.search(row["counterexample"])
    assert pattern(row["kind"]).search(row["example"])


def verdicts(prose: str, rows: Mapping[str, tuple[int, int]] = ROWS) -> list[tuple[str, str]]:
    """What becomes of the claims of a paragraph over the table."""
    text = prose + "\n" + TABLE + "\nSkola\t2021\t2022\n"
    figures = []
    for row, numbers in rows.items():
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


REPORT = """Lindängs kommun
Uppföljning av uppdrag, tertial 2 2023

Uppdrag: Bygg en ny gångbro över ån
Status: pågår

Personal
Sjukfrånvaron i socialnämnden var 12,50 procent 2023. {more}

Sjukfrånvaro per nämnd, procent
Nämnd\t2022\t2023
Socialnämnden\t11,20\t13,10
Tekniska nämnden\t8,00\t7,20
Barnnämnden\t6,00\t6,60
Totalt\t8,40\t8,97
"""


@pytest.mark.parametrize(
    ("more", "messages"),
    [
        (
            "Tekniska nämndens sjukfrånvaro minskade med 25 procent mellan 2022 och 2023.",
            [
                "Texten anger en ändring med 25 procent, men tabellen ”Sjukfrånvaro per nämnd, procent” har "
                "på raden ”Tekniska nämnden” 8,00 (2022) och 7,20 (2023); rätt vore en minskning "
                "med 10 procent (2022 till 2023)."
            ],
        ),
        (
            "I barnnämnden har sjukfrånvaron gått från 6,00 till 7,50 procent.",
            [
                "Texten anger en ändring från 6,00 till 7,50, men tabellen ”Sjukfrånvaro per nämnd, procent” "
                "har på raden ”Barnnämnden” 6,00 (2022) och 6,60 (2023); rätt vore från 6,00 till 6,60."
            ],
        ),
        ("Frågan bereds av tekniska nämnden den 9 juni.", []),
        ("Tabell 7 visar socialnämnden.", []),
    ],
)
def test_each_flagged_figure_has_a_row_and_is_told_with_what_would_be_right(
    more: str, messages: list[str]
) -> None:
    """Table, row, columns and numbers as they are printed, zeros and all; a date is no figure."""
    report = analyse(REPORT.format(more=more).encode(), "lindang.txt")
    flags = [one for one in report.flags if one.code is FlagCode.CLAIM_MISMATCH]
    first = (
        "Texten anger 12,50 procent, men tabellen ”Sjukfrånvaro per nämnd, procent” har på raden "
        "”Socialnämnden” 13,10 (2023); rätt vore 13,10 procent."
    )
    assert sorted(one.message for one in flags) == sorted([first, *messages])
    wrong = {one.tried: one for one in report.claims if one.verdict is Verdict.STAMMER_INTE}
    assert set(wrong) == {first, *messages}
    for flag in flags:
        claim = wrong[flag.message]
        assert claim.claim in flag.evidence and claim.table and claim.row and claim.columns
        assert claim.stated is not None
        assert report.text[claim.span.start : claim.span.end] == claim.claim


@pytest.mark.parametrize(
    ("prose", "verdict"),
    [
        ("Björkskolan har flest elever.", "stämmer"),
        ("Flest elever 2021 hade Björkskolan.", "stämmer inte"),
        ("Näst flest elever 2021 hade Björkskolan.", "stämmer"),
        ("Lägst antal elever har Almskolan.", "stämmer"),
        ("Almskolan har flest elever.", "stämmer inte"),
        ("Björkskolan har näst lägst antal elever.", "oklart"),
        ("Högst antal elever bland friskolorna har Almskolan.", "oklart"),
    ],
)
def test_a_rank_is_held_against_its_column(prose: str, verdict: str) -> None:
    """From the top or the bottom, in the year that is named or the last; of some rows only it is unclear."""
    rows = {"Björkskolan": (200, 360), "Almskolan": (100, 90), "Granskolan": (300, 310), "Totalt": (600, 760)}
    assert verdicts(prose, rows) == [("rang", verdict)]


@pytest.mark.parametrize(
    "prose",
    [
        "Almskolan har högst 100 elever.",
        "Antalet elever ökade mest på Almskolan.",
        "Almskolan har flest elever på tio år.",
        "De flesta elever på Almskolan trivs.",
        "Antalet elever på Almskolan är det högsta sedan 2014.",
        "Almskolan har störst matsal.",
    ],
)
def test_what_ranks_nothing_in_the_table_is_no_rank(prose: str) -> None:
    """An upper limit, a change, a rank in time, most of something else."""
    rows = {"Björkskolan": (200, 360), "Almskolan": (100, 90), "Granskolan": (300, 310), "Totalt": (600, 760)}
    assert all(kind != "rang" for kind, _ in verdicts(prose, rows))
