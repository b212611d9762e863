"""Words of a house's own that no rule reads mean what the comments beside them say, if these agree."""

from __future__ import annotations

from typing import Final

import pytest

from tertial.analysis import interpret
from tests.notation import document

HEAD: Final = "# Uppföljning av kommunfullmäktiges uppdrag, augusti 2022\n\nGranhults kommun\n\n"
TITLES: Final = (
    "Ta fram en plan för lekplatserna",
    "Se över avgifterna för lokaler",
    "Utred en ny simhall",
    "Inför digital tidbokning",
    "Byt ut gatubelysningen i Norrbyn",
    "Rusta upp badplatsen vid Långsjön",
)
DONE: Final = "Uppdraget är genomfört. Beslut togs i maj."
GOES: Final = "Uppdraget pågår. Två möten har hållits."
PLAIN: Final = "Tre byar berörs."


def said(rows: list[tuple[str, str]], *, cards: bool = False) -> list[list[tuple[str, str]]]:
    """The explicit statements of each item, of a word and a comment each, as (assessment, evidence)."""
    if cards:
        lines = "\n\n".join(
            f"## {title}\n\nStatus: {word}\n\nKommentar: {comment}"
            for title, (word, comment) in zip(TITLES, rows, strict=False)
        )
    else:
        lines = "| Uppdrag | Status | Kommentar |\n" + "\n".join(
            f"| {title} | {word} | {comment} |" for title, (word, comment) in zip(TITLES, rows, strict=False)
        )
    report = interpret(document(HEAD + lines))
    return [
        [
            (one.assessment.value, report.text[one.span.start : one.span.end])
            for one in report.assessments
            if one.item_id == item.item_id and one.basis.value == "explicit"
        ]
        for item in report.items
    ]


@pytest.mark.parametrize("cards", [False, True])
@pytest.mark.parametrize(
    ("done", "goes"), [("Klippt", "Snurrigt"), ("Satt i sten", "I röret"), ("Grejat", "Kokar")]
)
def test_a_word_means_what_two_comments_say(done: str, goes: str, *, cards: bool) -> None:
    """Where two comments agree on a word it says so of the items whose comments tell nothing."""
    rows = [(done, DONE), (goes, GOES), (done, DONE), (goes, GOES), (done, PLAIN), (goes, PLAIN)]
    found = said(rows, cards=cards)
    assert found[4:] == [[("genomfört", done)], [("pågår", goes)]]


def test_a_word_over_different_statuses_means_nothing() -> None:
    """Where two comments agree and a third says otherwise, or one alone speaks, nothing is guessed."""
    rows = [
        ("Grejat", DONE),
        ("Grejat", DONE),
        ("Grejat", GOES),
        ("Kokar", GOES),
        ("Grejat", PLAIN),
        ("Kokar", PLAIN),
    ]
    assert said(rows)[4:] == [[], []]


def test_a_column_of_one_word_names_or_colours_means_nothing() -> None:
    """What stands beside every item, a colour and a sign are no words for a status."""
    for word, other in (("Grejat", "Grejat"), ("Grön", "Röd"), ("●", "○"), ("12", "13")):
        rows = [(word, DONE), (word, DONE), (other, PLAIN), (word, PLAIN)]
        assert said(rows)[2:] == [[], []], word
