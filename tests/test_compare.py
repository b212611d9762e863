"""Matters are set side by side, report by report."""

from __future__ import annotations

from pathlib import Path

import pytest

from tertial.compare import Standing, compare
from tertial.dataset import open_dataset
from tertial.errors import UsageError


def test_a_matter_is_followed_under_its_latest_title(dataset_folder: Path) -> None:
    """Linked items are one row, and the movement tells how the status went."""
    comparison = compare(open_dataset(dataset_folder), "Almvik")
    assert [report.label for report in comparison.reports] == ["2023-T1", "2023-T3"]
    hall = comparison.matters[0]
    assert hall.title == "Färdigställ den nya ishallen"
    assert hall.movement == "pågår → genomfört"


def test_a_forecast_is_told_as_such_and_absence_as_a_dash(dataset_folder: Path) -> None:
    """What is expected never looks like what has happened."""
    path = compare(open_dataset(dataset_folder), "Almvik").matters[1]
    assert path.movement == "genomfört (prognos) → –"


def test_a_matter_without_status_is_a_question_mark(dataset_folder: Path) -> None:
    """It is taken up, and nothing is said of how it goes; earlier reports before it began are no step."""
    fees = compare(open_dataset(dataset_folder), "Almvik").matters[2]
    assert fees.standings[0] is None
    assert fees.movement == "?"


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        ("2023-T1", "2023-T1", ["2023-T1"]),
        ("2023-H1", "", ["2023-T3"]),
        ("2023", "2023", ["2023-T1", "2023-T3"]),
        ("", "2023-t2", ["2023-T1"]),
    ],
)
def test_bounds_are_reports_or_years(dataset_folder: Path, first: str, last: str, labels: list[str]) -> None:
    """Both ends are included, a year is the whole of it, and case doesn't matter."""
    comparison = compare(open_dataset(dataset_folder), "almvik", first, last)
    assert [report.label for report in comparison.reports] == labels


@pytest.mark.parametrize(
    ("municipality", "first", "message"),
    [
        ("Björkvik", "", "no reports of Björkvik.*There are of Almvik"),
        ("Almvik", "2030", "lies between 2030 and the last.*2023-T1, 2023-T3"),
        ("Almvik", "T2 2023", "no report.*2022-T2"),
    ],
)
def test_what_cannot_be_compared_is_told_with_what_can(
    dataset_folder: Path, municipality: str, first: str, message: str
) -> None:
    """The message names the municipalities, or reports, that there are."""
    with pytest.raises(UsageError, match=message):
        compare(open_dataset(dataset_folder), municipality, first)


def test_a_municipality_may_be_named_in_full(dataset_folder: Path) -> None:
    """As its letterhead has it."""
    dataset = open_dataset(dataset_folder)
    assert (
        compare(dataset, "Almviks kommun") == compare(dataset, "almvik kommun") == compare(dataset, "Almvik")
    )


@pytest.mark.parametrize(
    ("outcome", "forecast", "told"),
    [
        ("pågår", "", "pågår; Y: ej påbörjat"),
        ("", "genomfört", "genomfört (prognos); X: pågår; Y: ej påbörjat"),
    ],
)
def test_beside_the_whole_a_board_that_says_another_is_named(outcome: str, forecast: str, told: str) -> None:
    """One that says the same is not."""
    standing = Standing(
        item_ids=("a",),
        titles=("t",),
        outcome=outcome,
        forecast=forecast,
        deviation="",
        boards=(("X", "pågår"), ("Y", "ej påbörjat")),
    )
    assert standing.told == told


@pytest.mark.parametrize(
    ("boards", "told", "short"),
    [
        (
            (("X", "pågår"), ("Y", "pågår"), ("Y", "genomfört (prognos)")),
            "X: pågår; Y: pågår, genomfört (prognos)",
            "nämnder: pågår, genomfört (prognos)",
        ),
        ((("X", "pågår"), ("Y", "pågår")), "nämnder: pågår", "nämnder: pågår"),
        ((), "?", "?"),
    ],
)
def test_where_only_boards_speak_it_is_told_what_each_says(
    boards: tuple[tuple[str, str], ...], told: str, short: str
) -> None:
    """By name where they differ, in one word where they agree; a step of a movement has no names."""
    standing = Standing(item_ids=("a",), titles=("t",), outcome="", forecast="", deviation="", boards=boards)
    assert (standing.told, standing.short) == (told, short)
