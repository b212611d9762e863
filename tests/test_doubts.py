"""What of a report was not read is told, and nothing is told of one that is read whole."""

from __future__ import annotations

import pytest

from tertial.analysis import interpret
from tests.notation import document

HEAD = ("# Uppföljning av uppdrag", "", "Sandvinge kommun, delår 2021", "")
READ = tuple(
    line
    for title, said in (
        ("Bygg om brandstationen", "Uppdraget är genomfört."),
        ("Se över taxan för vatten", "Uppdraget är inte genomfört."),
        ("Utred en ny idrottshall", "Uppdraget pågår."),
        ("Ta fram en kulturplan", "Uppdraget är delvis genomfört."),
    )
    for line in (f"## {title}", "", f"Status: {said.split()[-1].rstrip('.')}", "", said, "")
)


def _warnings(*lines: str) -> tuple[str, ...]:
    return interpret(document("\n".join(lines))).warnings


def test_nothing_is_told_of_a_report_that_is_read_whole() -> None:
    """Four items with their statuses, and a report that says no more: no warning."""
    assert not _warnings(*HEAD, *READ)


def test_a_report_without_items_is_told() -> None:
    """One whose items are not found is told of; minutes in which nothing is followed up are not."""
    (warning,) = _warnings("# Uppföljning av uppdrag 2021", "", "Allt går bra.", "", "Vi återkommer.")
    assert warning.startswith("No items were found")
    assert not _warnings("# Sammanträdesprotokoll", "", "Närvarande: Bo Ek", "", "Justerandes signatur")


def test_statements_outside_all_items_are_told_with_the_first_of_them() -> None:
    """Statements that no item holds are counted and quoted, those inside items are not."""
    stray = [
        line
        for n, name in enumerate(("vägen", "bron", "kajen", "torget", "parken", "stigen"))
        for line in (f"I arbetet med {name} är uppdraget {'inte ' * (n % 2)}genomfört.", "")
    ]
    told = _warnings(*HEAD, *stray, "# Uppdrag", "", *READ)
    assert any("statements of status stand outside" in warning and "vägen" in warning for warning in told)


def test_what_explains_or_counts_the_statuses_is_no_statement_left_out() -> None:
    """Lines that explain each status once, or count them, hide no items; items say some twice."""
    words = ("Genomfört", "Pågår enligt plan", "Ej påbörjat", "Vilande", "Utgår")
    explained = [line for word in words for line in (f"{word} – se nedan", "")]
    counted = [line for n, word in enumerate(words) for line in (f"{word} {n + 3}", "")]
    for lines in (explained, counted):
        assert not _warnings(*HEAD, *lines, "# Uppdrag", "", *READ)
    assert _warnings(*HEAD, *explained, *explained, "# Uppdrag", "", *READ)


@pytest.mark.parametrize("word", ["Zebra", "Rosa moln", "ÖÄ"])
def test_words_of_a_status_column_that_are_not_understood_are_quoted(word: str) -> None:
    """The user is told which words the column holds, and how many times each."""
    rows = [
        f"| {title} | KS | {word} |" for title in ("Bygg om bryggan", "Se över taxan", "Utred en ny hall")
    ]
    told = _warnings(*HEAD, "| Uppdrag | Ansvarig | Status |", "|---|---|---|", *rows)
    assert any(f"{word!r} (3)" in warning for warning in told)
