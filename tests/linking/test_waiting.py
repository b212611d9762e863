"""What waits for a later report: all by its title, only the last reports' for new wordings."""

from __future__ import annotations

import pytest

from tertial.linking import LinkOptions, link
from tertial.linking.pairs import Step
from tests.builders import report

YEARS = range(1990, 2020)


def test_what_a_report_is_held_against_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many reports came before, no more items are held against a report than the last ones left."""
    held: list[int] = []
    made = Step.__init__

    def counted(self, before, now, options):  # type: ignore[no-untyped-def]
        held.append(len(before))
        made(self, before, now, options)

    monkeypatch.setattr(Step, "__init__", counted)
    places = iter(
        f"{first}{last}" for first in "bcdfghjklmnprstv" for last in ("erga", "olma", "unda", "åsta")
    )
    reports = [
        report(f"{year}-T3", [f"Bygg en bro vid {next(places)}", f"Inventera parken i {next(places)}"])
        for year in YEARS
    ]
    link(reports)
    assert len(held) == len(YEARS) - 1
    assert max(held) == 2 * LinkOptions().lookback == held[-1]


def test_a_title_has_no_limit() -> None:
    """The same title is found again after thirty years, and another wording of it is not."""
    first = report("1990-T3", ["Inventera skyddsrummen i tätorten", "Ta fram en plan för hamnens pirar"])
    between = [report(f"{year}-T3", ["Rusta upp badhusets omklädningsrum"]) for year in YEARS[1:]]
    last = report("2020-T3", ["Inventera skyddsrummen i tätorten.", "Upprätta en plan för hamnens pirar"])
    ends = {one.document.document_id for one in (first, last)}
    found = [
        one
        for one in link([first, *between, last])
        if {one.from_item_id.partition("-")[0], one.to_item_id.partition("-")[0]} == ends
    ]
    assert [(one.from_item_id, one.to_item_id) for one in found] == [
        (first.items[0].item_id, last.items[0].item_id)
    ]
