"""A status as it is printed: alone in a cell, before a comment, as a sentence."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tertial.resources import read_table
from tertial.wording import (
    cell,
    choice_unfilled,
    declared,
    form,
    knowing,
    leading,
    over_group,
    remembered,
    sentence,
    status_over,
    value,
)

CASES = Path(__file__).parent / "cases" / "wording"


def rows(table: str) -> list[Any]:
    """The rows of a table, each named by its example."""
    return [pytest.param(row, id=row["example"]) for row in read_table(table)]


def cases(name: str) -> list[Any]:
    """The cases of a file, each named by its text."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(row, id=row["text"]) for row in found]


def grouped(name: str, field: str) -> list[Any]:
    """Each text of a file whose cases list several, with what is expected of it."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(text, row[field], id=text) for row in found for text in row["texts"]]


@pytest.mark.parametrize("row", rows("status_cells.csv"))
def test_cell_table(row: dict[str, str]) -> None:
    """Each row of the table reads its example as it says, and its counterexample otherwise."""
    reading = cell(row["example"])
    assert reading is not None
    assert (reading.assessment, reading.modality) == (row["status"], row["modality"])
    if row["deviation"]:
        assert reading.deviation == row["deviation"]
    assert cell(row["counterexample"]) != reading


@pytest.mark.parametrize("row", rows("status_values.csv"))
def test_value_table(row: dict[str, str]) -> None:
    """Each row reads its example where a status is asked for, not elsewhere; its counterexample otherwise."""
    reading = value(row["example"])
    assert reading is not None and cell(row["example"]) != reading
    assert (reading.assessment, reading.modality) == (row["status"], row["modality"])
    assert reading.deviation == row["deviation"]
    assert value(row["counterexample"]) != reading


@pytest.mark.parametrize("row", rows("cell_tails.csv"))
def test_tail_table(row: dict[str, str]) -> None:
    """Each tail of a status gives its deviation, and stays part of the status."""
    reading = cell(row["example"])
    assert reading is not None and reading.deviation == row["deviation"]
    other = cell(row["counterexample"])
    assert other is None or other.deviation != row["deviation"] or not row["deviation"]


@pytest.mark.parametrize("row", cases("cells"))
def test_cell(row: dict[str, Any]) -> None:
    """A cell is read as the case says, or not at all."""
    reading = cell(row["text"])
    found = [reading.assessment, reading.modality, reading.deviation] if reading else []
    assert found == row["expected"]


@pytest.mark.parametrize("row", cases("leading"))
def test_leading(row: dict[str, Any]) -> None:
    """A status before a comment ends where the case says; a sentence that only begins so is none."""
    found = leading(row["text"])
    assert (row["text"][: found[1]] if found else "") == row["status"]


@pytest.mark.parametrize("row", cases("headings"))
def test_heading_over_a_group(row: dict[str, Any]) -> None:
    """A heading gives a status where it names what stands under it and says no more than how that goes."""
    reading = over_group(row["text"])
    assert (str(reading.assessment) if reading else "") == row["status"]


@pytest.mark.parametrize(("text", "status"), grouped("groups", "status"))
def test_status_over_a_group(text: str, status: str) -> None:
    """A group is named with a word for what stands in it or without, by its status or by no status at all."""
    reading = status_over(text)
    assert (str(reading.assessment) if reading else "") == status


@pytest.mark.parametrize("row", cases("sentences"))
def test_sentence(row: dict[str, Any]) -> None:
    """A sentence is told to state a status, or not."""
    assert sentence(row["text"]) is row["states"]


@pytest.mark.parametrize(
    "text",
    [
        "Välj status",
        "Klicka här",
        "[Välj ett objekt]",
        "Klicka här för att ange text.",
        "☐ Klart ☐ Pågår",
        "☐ Klart",
        "☐Pågår☐Klart",
        "• ☐ Pågår",
        "– [ ] Ej påbörjat",
        "Pågår ☐",
        "• Klart [ ]",
        "Avslutad( )",
    ],
)
def test_choice_unfilled(text: str) -> None:
    """A choice that nobody made is no status."""
    assert choice_unfilled(text) and cell(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Väljarnas status",
        "Pågår",
        "",
        "Klickbar karta är klar",
        "☐Pågår☒Klart",
        "• ☒ Klart",
        "Klart ☒",
        "Klart [x]",
        "Rutan ☐ är tom.",
    ],
)
def test_choice_filled(text: str) -> None:
    """A text is no unfilled choice by sharing a word with one."""
    assert not choice_unfilled(text)


@given(st.text(max_size=150))
def test_anything_is_read(text: str) -> None:
    """Any text is read without an error, and a status before a comment ends inside it."""
    reading = cell(text)
    assert reading is None or 0 < reading.confidence <= 1
    found = leading(text)
    assert found is None or 0 < found[1] <= len(text)
    assert sentence(text) in {True, False}
    filled = form(text)
    assert filled is None or all(
        text[choice.start :].startswith(choice.text) and choice.start <= filled.end <= len(text)
        for choice in filled.choices
    )


PRINTED = st.sampled_from(["☒", "☐", "[x]", "( )", "X", "Klart", "Pågår", "Annat", "\n", "  ", " / ", ": "])


@given(st.lists(PRINTED, max_size=10))
def test_any_form_is_read(pieces: list[str]) -> None:
    """Options and boxes in any order are read without an error, and nothing is ticked that bears no tick."""
    text = "".join(pieces)
    filled = form(text)
    ticks = sum(text.count(tick) for tick in ("☒", "[x]", "X"))
    assert filled is None or sum(choice.ticked for choice in filled.choices) <= ticks


@given(
    st.sampled_from([row["example"] for row in read_table("status_cells.csv")]), st.sampled_from("✔●▶▲➤•🟢■»")
)
def test_icons_do_not_count(example: str, icon: str) -> None:
    """An icon or bullet before a status changes nothing of it."""
    assert cell(f"{icon} {example}") == cell(example) == cell(f"{icon}\u00a0{example}.")


def test_what_a_report_means_by_a_word_is_forgotten_with_it() -> None:
    """An answer that is kept holds for the report at hand alone, before it, in it and after it."""
    asked: list[str] = []

    @remembered
    def known(text: str) -> bool:
        asked.append(text)
        return cell(text) is not None

    own = declared(["zebra = klart, häst = pågår"])
    assert (known("Zebra"), known("Zebra")) == (False, False)
    with knowing(own):
        assert (known("Zebra"), known("Zebra")) == (True, True)
        with knowing(own):
            assert known("Zebra")
    assert not known("Zebra")
    assert len(asked) == 3


@pytest.mark.parametrize(
    ("report", "text", "meant"),
    [
        ("[●] Pågår\n[☐] Ej påbörjad", "[☐] Ej påbörjad", "ej påbörjat"),
        ("[✓] Klar\n[☐] Inte startad", "[☐] Inte startad", "ej påbörjat"),
        ("[☐] Ej påbörjad", "[☐] Ej påbörjad", "ej påbörjat"),
        ("[●] Pågår\n[☐] Vilande", "[☐] Vilande", "vilande"),
        ("[☒] Pågår\n[☐] Ej påbörjad", "[☐] Ej påbörjad", None),
        ("☑ Klar\n☐ Ej påbörjad", "☐ Ej påbörjad", None),
        ("[●] Pågår\n[☐] Klar", "[☐] Klar", None),
    ],
)
def test_an_empty_box_may_be_a_picture(report: str, text: str, meant: str | None) -> None:
    """Where no box of a report is ticked, one of a symbol font before "Ej påbörjad" is a picture of it."""
    with knowing(declared([], text=report)):
        found = cell(text)
        assert (str(found.assessment) if found is not None else None) == meant
        assert choice_unfilled(text) is (meant is None)
    assert choice_unfilled(text)
