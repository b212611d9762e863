"""Titles in several boards' chapters: one uppdrag or two."""

from __future__ import annotations

import pytest

from tertial.analysis import analyse
from tertial.parsers.joining import is_misprint
from tests.parsers.test_layouts import read

MISPRINTS = [
    (
        "ta fram en plan för kommunens kompetensförsörjning",
        "ta fram en plan för kommunens kompetensforsörjnig",
    ),
    ("ta fram en plan för kommunens e-tjänster i skolan", "ta fram en plan för kommunens etjänster i skolan"),
    ("minska matsvinnet inom kommunens verksamheter", "minska matsvinnet i kommunens verksamheter"),
    ("arbeta in i hållbarhetsmålen i styrdokumenten", "arbeta in hållbarhetsmålen i styrdokumenten"),
]
OTHERS = [
    ("utred en ny skola i norra centrum av staden", "utred en ny skola i södra centrum av staden"),
    ("utred en ny skola i östra centrum och hamnen", "utred en ny skola i västra centrum och hamnen"),
    ("bygg om köket på skolan etapp 1 och redovisa", "bygg om köket på skolan etapp 2 och redovisa"),
    ("bygg om köket på skolan etapp a och redovisa", "bygg om köket på skolan etapp b och redovisa"),
    ("öka andelen pojkar som idrottar i föreningar", "öka andelen flickor som idrottar i föreningar"),
]


@pytest.mark.parametrize(("title", "other"), MISPRINTS)
def test_a_misprint_makes_no_other_uppdrag(title: str, other: str) -> None:
    """Titles that differ in letters of a long word, or in small words, are one."""
    assert is_misprint(title, other)
    assert is_misprint(other, title)


@pytest.mark.parametrize(("title", "other"), OTHERS)
def test_another_word_makes_another_uppdrag(title: str, other: str) -> None:
    """Titles that differ in a short word, a figure or a letter that counts are two."""
    assert not is_misprint(title, other)
    assert not is_misprint(other, title)


def test_the_same_title_goes_before_one_like_it() -> None:
    """Where two boards have the same words and a third like ones, the same words are joined."""
    chapters = [
        ("Socialnämnden", "måltiderna"),
        ("Tekniska nämnden", "måltidena"),
        ("Kulturnämnden", "måltidena"),
    ]
    report = "# Uppdrag T2 2023\n\n" + "\n\n".join(
        f"## {board}\n\n### Se över hur {what} i kommunens kök upphandlas\n\nStatus: Pågår"
        for board, what in chapters
    )
    _, parsed = read(report)
    assert [(entry.title.split()[3], len(entry.parts)) for entry in parsed.entries] == [
        ("måltiderna", 0),
        ("måltidena", 2),
    ]


def test_a_chapter_of_another_place_side_or_number_answers_no_row() -> None:
    """Titles that differ in what tells matters apart are two items, however alike they are."""
    listed = ("norra Almvik", "etapp 1 av leden", "fler platser")
    told = ("södra Almvik", "etapp 2 av leden", "färre platser")
    rows = "\n".join(f"Planera {what}\tSN\t2025" for what in listed)
    answers = "\n\n".join(f"Planera {what}\nStatus: Genomfört" for what in told)
    text = (
        "Almviks kommun\nUppföljning av uppdrag per 31 augusti 2024\n\nUppdrag\tNämnd\tKlart\n"
        f"{rows}\n\nSocialnämnden\n\n{answers}\n"
    )
    found = analyse(text.encode(), "rapport.txt")
    done = {item.title for item in found.items if any(a.item_id == item.item_id for a in found.assessments)}
    assert not done & {f"Planera {what}" for what in listed}
