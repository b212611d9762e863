"""What a run says of some reports of the corpus is what it said when a person last read it."""

from __future__ import annotations

import pytest

from tests.snapshots import CHOSEN, FOLDER, Row, differences, kept, observed, path_of


@pytest.fixture(scope="module")
def now(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    """The statements of a fresh run, by report."""
    return observed(tmp_path_factory.mktemp("snapshots") / "out")


@pytest.mark.parametrize("report", CHOSEN)
def test_statements_stay_as_they_were_read(report: str, now: dict[str, list[Row]]) -> None:
    """No statement comes, goes or changes unseen: after `make snapshots` it is read in the diff."""
    found = differences(kept(report), now[report])
    if found:
        advice = f"{report} differs from {path_of(report).name}; `make snapshots`, if it is right:"
        pytest.fail("\n".join((advice, *found)), pytrace=False)


def test_every_snapshot_is_of_a_report() -> None:
    """No snapshot is left behind when a report is no longer chosen."""
    assert {path.name for path in FOLDER.glob("*.csv")} == {path_of(report).name for report in CHOSEN}


def test_differences_are_told_statement_by_statement() -> None:
    """A new, a gone and a changed row are each one line that says which item and what."""
    row = dict.fromkeys(("item", "title", "area", "board", "deviation", "basis", "address"), "")
    going = {**row, "item": "1", "assessment": "pågår", "modality": "utfall", "evidence": "Uppdraget pågår."}
    done = {**going, "assessment": "genomfört", "evidence": "Uppdraget är klart."}
    assert differences([going], [going]) == []
    gone, new = differences([going], [done])
    assert (gone[0], new[0]) == ("-", "+") and "Uppdraget är klart." in new
    (changed,) = differences([going], [{**going, "deviation": "enligt plan"}])
    assert "deviation was '', is 'enligt plan'" in changed
    assert differences([going, done], [done, going]) == ["~ the order of the rows"]
