"""Records become the tables of the contract."""

from __future__ import annotations

from tertial import codebook
from tertial.records import Link, Report
from tertial.tables import Tables, arrow, build
from tests.conftest import AUTUMN, SPRING


def test_columns_are_exactly_those_of_the_contract(built: Tables) -> None:
    """Each table has the codebook's columns in the codebook's order."""
    assert {name: tuple(table.column_names) for name, table in built.items()} == {
        name: table.names for name, table in codebook.tables().items()
    }


def test_documents_stand_in_the_order_of_their_source(built: Tables) -> None:
    """The order in which reports were read doesn't show."""
    assert built["documents"]["document_id"].to_pylist() == [SPRING, AUTUMN]
    assert built["items"]["document_id"].to_pylist() == [SPRING, SPRING, AUTUMN, AUTUMN]


def test_order_of_reports_makes_no_difference(
    reports: list[Report], links: list[Link], built: Tables
) -> None:
    """The same reports in another order give equal tables."""
    again = build(reports[::-1], links, [], {})
    for name in ("documents", "items", "sections", "assessments", "measures", "links", "flags"):
        assert again[name].equals(built[name])


def test_an_item_without_assessment_has_one_observation(built: Tables) -> None:
    """Nothing said is a row too, with the assessment's columns missing and the item's there."""
    rows = [row for row in built["observations"].to_pylist() if row["item_id"] == f"{AUTUMN}-0002"]
    assert len(rows) == 1
    assert rows[0]["assessment"] is None
    assert rows[0]["confidence"] is None
    assert (rows[0]["thread_id"], rows[0]["source"]) == ("t-fees", "almvik/2023-T3.txt")


def test_every_assessment_is_an_observation(built: Tables) -> None:
    """The tidy table needs no join to count statements."""
    keys = ("item_id", "board", "assessment", "modality", "evidence")
    stated = [tuple(row[key] for key in keys) for row in built["assessments"].to_pylist()]
    tidy = [tuple(row[key] for key in keys) for row in built["observations"].to_pylist() if row["assessment"]]
    assert tidy == stated


def test_boards_are_joined_by_semicolons_leading_first(built: Tables) -> None:
    """As the contract has it."""
    assert built["items"]["boards"].to_pylist()[0] == "Tekniska nämnden;Kommunstyrelsen"


def test_empty_is_missing() -> None:
    """An empty text becomes a missing value, and a zero does not."""
    row = arrow("measures", [("d", "", "", "r", "c", 0.0, "")]).to_pylist()[0]
    assert row["table"] is None
    assert row["value"] == 0.0


def test_no_reports_still_give_every_table_with_its_columns() -> None:
    """A table without rows can be read like any other."""
    empty = build([], [], [], {})
    assert all(empty[name].num_rows == 0 and empty[name].column_names for name in codebook.TABLE_NAMES)
